package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/corpus/roughweb"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// roughContact is what the tests give as --contact.
const roughContact = "https://rough.example/about-the-robot"

// roughly is the program at work on the false internet.
type roughly struct {
	t    *testing.T
	web  *roughweb.Server
	data string
	args []string
	said string // by the last command
}

func onRoughWeb(t *testing.T, o roughweb.Options, delay string) *roughly {
	t.Helper()
	web, err := roughweb.Serve(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(web.Close)
	dir := t.TempDir()
	r := &roughly{t: t, web: web, data: filepath.Join(dir, "data")}
	for name, text := range map[string][]byte{"sources.yaml": roughweb.Sources(), "ca.pem": web.CAPEM} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r.args = []string{
		"--sources", filepath.Join(dir, "sources.yaml"), "--ca-file", filepath.Join(dir, "ca.pem"),
		"--contact", roughContact, "--delay", delay, "--patience", "4s",
	}
	for _, c := range web.ConnectTo() {
		r.args = append(r.args, "--connect-to", c)
	}
	return r
}

// run runs a verb for as long as it may take, and returns its exit code.
func (r *roughly) run(limit time.Duration, verb ...string) int {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), limit)
	defer cancel()
	model := program(r.t, r.data)
	cmd := exec.CommandContext(ctx, model.Path)
	cmd.Args = slices.Concat(model.Args, verb, r.args)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	began := time.Now()
	err := cmd.Run()
	r.said = said.String()
	r.t.Logf("%s took %s", strings.Join(verb, " "), time.Since(began).Round(10*time.Millisecond))
	var exit *exec.ExitError
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil:
		r.t.Errorf("%s did not end within %s", verb[0], limit)
		return -1
	case errors.As(err, &exit):
		if exit.ExitCode() != exitPartial {
			r.t.Errorf("%s ends with %d:\n%s", verb[0], exit.ExitCode(), r.said)
		}
		return exit.ExitCode()
	}
	r.t.Fatal(err)
	return -1
}

// mismatches are what does not hold, by the name of a case or of a rule; "" holds.
type mismatches map[string]string

// knownDir holds a list for each test of what is known not to hold, one name a line.
const knownDir = "testdata/rough"

// judge prints what does not hold, and fails for what is not on the test's list of it, and for what is but holds now.
func (m mismatches) judge(t *testing.T) {
	t.Helper()
	path := filepath.Join(knownDir, t.Name()+".known")
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		known[strings.TrimSpace(line)] = true
	}
	var table, list strings.Builder
	failing := 0
	for _, name := range slices.Sorted(maps.Keys(m)) {
		switch {
		case m[name] == "" && known[name]:
			t.Errorf("%s holds now: take it off %s", name, path)
		case m[name] == "":
			continue
		case !known[name]:
			t.Errorf("%s: %s", name, m[name])
		}
		if m[name] != "" {
			failing++
			fmt.Fprintf(&table, "%-36s %s\n", name, m[name])
			fmt.Fprintln(&list, name)
		}
	}
	t.Logf("%d of %d do not hold:\n%s", failing, len(m), table.String())
	if corpustest.Updating() {
		if failing == 0 {
			_ = os.Remove(path)
			return
		}
		if err := os.WriteFile(path, []byte(list.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// outcome is what came of a note's citation.
type outcome struct {
	citation corpus.Citation
	capture  corpus.Capture
}

// outcomes returns the citations of the rough report by the number of their note.
func (r *roughly) outcomes() map[int]outcome {
	r.t.Helper()
	s, err := store.OpenReadOnly(r.t.Context(), r.data)
	if err != nil {
		r.t.Fatal(err)
	}
	defer s.Close()
	captures := map[corpus.CaptureID]corpus.Capture{}
	page := map[corpus.DocumentID]bool{}
	for _, c := range rows[corpus.Capture](r.t, s, "") {
		captures[c.CaptureID] = c
		if strings.HasSuffix(string(c.URL), roughweb.SiteHost+roughweb.ReportPath) {
			page[c.DocumentID] = true
		}
	}
	out := map[int]outcome{}
	for _, c := range rows[corpus.Citation](r.t, s, "") {
		if page[c.SourceDocumentID] {
			out[c.FootnoteNumber] = outcome{c, captures[c.CaptureID]}
		}
	}
	return out
}

func (r *roughly) captures() []corpus.Capture {
	r.t.Helper()
	s, err := store.OpenReadOnly(r.t.Context(), r.data)
	if err != nil {
		r.t.Fatal(err)
	}
	defer s.Close()
	return rows[corpus.Capture](r.t, s, "")
}

// compareCases holds every case against what came of it.
func (r *roughly) compareCases(m mismatches) {
	r.t.Helper()
	got := r.outcomes()
	for i, c := range r.web.Cases {
		m[c.Name] = "no citation"
		if o, ok := got[i+1]; ok {
			m[c.Name] = differs(c.Want, o)
		}
	}
}

// differs says in what an outcome is not what is wanted, "" when it is.
func differs(w roughweb.Want, o outcome) string {
	var diff []string
	not := func(what string, got, want any) { diff = append(diff, fmt.Sprintf("%s %v, want %v", what, got, want)) }
	if !slices.Contains(w.Status, o.citation.Status) {
		not("status", o.citation.Status, w.Status)
	}
	outcomes := w.Outcomes
	if slices.Contains(outcomes, corpus.Fetched) { // got later or again, it is still there
		outcomes = append(slices.Clone(outcomes), corpus.NotModified, corpus.Duplicate)
	}
	if !slices.Contains(outcomes, o.capture.Outcome) {
		not("outcome", o.capture.Outcome, w.Outcomes)
	}
	if w.Faults != nil && !slices.Contains(w.Faults, o.capture.ErrorCode) {
		not("fault", fmt.Sprintf("%q", o.capture.ErrorCode), fmt.Sprintf("%q", w.Faults))
	}
	if w.Via != "" && o.capture.Via != w.Via {
		not("via", o.capture.Via, w.Via)
	}
	if w.Media != "" && o.capture.Outcome.Got() && o.capture.MediaType != w.Media {
		not("media type", o.capture.MediaType, w.Media)
	}
	if !o.capture.MementoDate.Equal(w.Memento) {
		not("date of the copy", o.capture.MementoDate, w.Memento)
	}
	if w.Says != "" && !strings.Contains(o.capture.Error, w.Says) {
		not("error", fmt.Sprintf("%q", o.capture.Error), fmt.Sprintf("%q in it", w.Says))
	}
	if w.Final != "" && string(cmp.Or(o.capture.FinalURL, o.capture.URL)) != w.Final {
		not("final address", cmp.Or(o.capture.FinalURL, o.capture.URL), w.Final)
	}
	if len(w.Faults) == 1 && w.Faults[0] == "" && o.capture.Error != "" {
		not("error", fmt.Sprintf("%q", o.capture.Error), "none")
	}
	return strings.Join(diff, "; ")
}

// compareSite holds what the sources lead to against what was got.
func (r *roughly) compareSite(m mismatches, next bool) {
	r.t.Helper()
	got := map[string]bool{}
	for _, c := range r.captures() {
		if c.Outcome.Got() {
			got[corpus.TargetKey(c.URL)] = true
		}
	}
	for _, d := range roughweb.Discoveries() {
		if d.Next != next {
			continue
		}
		name := "found: " + strings.TrimPrefix(d.URL, "https://")
		m[name] = ""
		if !got[corpus.TargetKey(corpus.URL(d.URL))] {
			m[name] = "not got; it is found by " + d.By
		}
	}
}

// compareManners holds the log of requests against what hosts may expect of a robot.
func (r *roughly) compareManners(m mismatches, runs int) {
	asked := r.web.Requests()
	for _, rule := range r.web.Manners(roughContact, runs) {
		m["manners: "+rule.Name] = rule.Breach(asked)
	}
}

// TestRoughWeb crawls the false internet and crawls it once more.
func TestRoughWeb(t *testing.T) {
	r, m := onRoughWeb(t, roughweb.Options{}, "0s"), mismatches{}
	r.run(60*time.Second, "run")
	for rule, name := range map[string]string{"tells the source that yields nothing": roughweb.EmptySource, "tells the source that is locked": roughweb.LockedSource} {
		m[rule] = ""
		if !strings.Contains(r.said, name) {
			m[rule] = "no word of " + name
		}
	}
	r.compareCases(m)
	r.compareSite(m, false)
	before := r.web.Requests()
	r.run(30*time.Second, "run")
	m["sends nothing again that was done"] = roughweb.Again(before, r.web.Requests()[len(before):])
	r.compareSite(m, true)
	r.compareManners(m, 2)
	m.judge(t)
}

// TestRoughLater meets hosts that say when they will have time, and asks again with a new process.
func TestRoughLater(t *testing.T) {
	t.Parallel()
	r, m := onRoughWeb(t, roughweb.Options{Groups: []roughweb.Group{roughweb.Later}}, "0s"), mismatches{}
	r.run(30*time.Second, "run")
	for range 3 {
		r.run(30*time.Second, "fetch", "--retry-failed") // may wait for them, or leave them to another time
	}
	time.Sleep(2 * time.Second)
	r.run(30*time.Second, "fetch", "--retry-failed")
	r.run(30*time.Second, "extract")
	r.compareCases(m)
	r.compareManners(m, 5)
	m.judge(t)
}

// TestRoughPauses asks for a pause between requests to a host.
func TestRoughPauses(t *testing.T) {
	t.Parallel()
	r, m := onRoughWeb(t, roughweb.Options{Groups: []roughweb.Group{roughweb.Polite}}, "80ms"), mismatches{}
	r.run(30*time.Second, "run")
	m["keeps a pause of 80 ms"] = roughweb.Pauses(r.web.Requests(), 80*time.Millisecond, "")
	r.compareCases(m)
	r.compareManners(m, 1)
	m.judge(t)
}

// TestRoughForbidden meets share links whose bytes are on a host that forbids robots.
func TestRoughForbidden(t *testing.T) {
	t.Parallel()
	r, m := onRoughWeb(t, roughweb.Options{Groups: []roughweb.Group{roughweb.Shares}, ForbidFiles: true}, "0s"), mismatches{}
	r.run(30*time.Second, "run")
	m["asks the forbidding host for its rules only"] = roughweb.First(r.web.Requests(), func(q roughweb.Request) bool {
		return q.Host == roughweb.FilesHost && q.Path != "/robots.txt"
	})
	r.compareCases(m)
	m.judge(t)
}

// TestRoughBusy meets a service that takes us for a robot, which stops every request to it for long.
func TestRoughBusy(t *testing.T) {
	t.Parallel()
	r, m := onRoughWeb(t, roughweb.Options{Groups: []roughweb.Group{roughweb.Sorry}}, "0s"), mismatches{}
	r.run(30*time.Second, "run")
	asked := len(r.web.Requests())
	r.run(30*time.Second, "fetch", "--retry-failed")
	m["lets a busy service alone"] = roughweb.First(r.web.Requests()[asked:], func(q roughweb.Request) bool {
		return strings.HasSuffix(q.Host, "google.com")
	})
	r.compareCases(m)
	m.judge(t)
}

// TestRoughBusyArchive meets a web archive that has enough of requests: a run may wait for it, but not for ever.
func TestRoughBusyArchive(t *testing.T) {
	if os.Getenv("IRMTRAIL_TORTURE") == "" {
		t.Skip("takes minutes; set IRMTRAIL_TORTURE")
	}
	t.Parallel()
	r, m := onRoughWeb(t, roughweb.Options{Groups: []roughweb.Group{roughweb.BusyCopy}}, "0s"), mismatches{}
	r.args = append(r.args, "--patience", "65s")
	r.run(10*time.Minute, "run")
	asked := r.web.Requests()
	refused := slices.IndexFunc(asked, func(q roughweb.Request) bool { return q.Status == http.StatusTooManyRequests })
	m["waits a minute for the archive"] = roughweb.Pauses(asked[max(refused, 0):], time.Minute, "web.archive.org")
	r.compareCases(m)
	m.judge(t)
}

// TestRoughSlow meets hosts that end by the limits of the client: minutes.
func TestRoughSlow(t *testing.T) {
	if os.Getenv("IRMTRAIL_TORTURE") == "" {
		t.Skip("takes minutes; set IRMTRAIL_TORTURE")
	}
	t.Parallel()
	r, m := onRoughWeb(t, roughweb.Options{Groups: []roughweb.Group{roughweb.Slow}}, "0s"), mismatches{}
	r.run(20*time.Minute, "run")
	for range 3 {
		r.run(10*time.Minute, "fetch", "--retry-failed")
	}
	r.run(time.Minute, "extract")
	r.compareCases(m)
	r.compareManners(m, 4)
	m.judge(t)
}
