package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest"
)

// runsDir is the folder of run reports in the data folder.
const runsDir = "runs"

// runReport tells how a run went: what its row in the records has, and each failure.
type runReport struct {
	RunID     string           `json:"run_id"`
	Verb      string           `json:"verb"`
	Version   string           `json:"version"`
	StartedAt time.Time        `json:"started_at"`
	Finished  time.Time        `json:"finished_at"`
	Seconds   float64          `json:"seconds"`
	ExitCode  int              `json:"exit_code"`
	Error     string           `json:"error,omitempty"` // why it ended early
	Counts    []corpus.Count   `json:"counts"`
	Requests  int              `json:"requests"`
	Bytes     int64            `json:"bytes"` // of bodies, as sent
	Problems  []ingest.Problem `json:"problems"`
	Failures  []failure        `json:"failures"`
	LeftOut   []leftOut        `json:"left_out"`
	Slowest   []slowHost       `json:"slowest_hosts"`

	failing map[string]failure // by address or document, until the report is written
	warned  bool               // that no contact is set
}

// failure is an address or a document that brought nothing.
type failure struct {
	URL      corpus.URL `json:"url,omitempty"`
	Document string     `json:"document_id,omitempty"`
	Role     string     `json:"role,omitempty"`
	Outcome  string     `json:"outcome"`
	Code     string     `json:"code,omitempty"`
	Reason   string     `json:"reason"`
}

// leftOut is a host of which documents were left out because its robots.txt forbids it.
type leftOut struct {
	Host  string `json:"host"`
	Count int    `json:"count"`
	Rule  string `json:"rule"`  // of the first that was left out
	Allow string `json:"allow"` // how to have them all the same
}

type slowHost struct {
	Host     string  `json:"host"`
	Requests int     `json:"requests"`
	Seconds  float64 `json:"seconds"`
	Bytes    int64   `json:"bytes"`
}

// capture notes what a capture says against its document.
func (r *runReport) capture(c corpus.Capture) {
	delete(r.failing, string(c.URL)) // the last attempt counts
	switch {
	case c.Role == corpus.RoleListing && c.Outcome == corpus.NotFound: // the page past the end
		return
	case c.Outcome.Got(), c.Outcome == corpus.Redirected, c.Role == corpus.RoleRobots, isLookUp(c):
		return
	case c.Outcome == corpus.BlockedByRobots && c.ErrorCode == corpus.FaultRobots:
		r.left(c)
	}
	r.fail(string(c.URL), failure{URL: c.URL, Role: string(c.Role), Outcome: string(c.Outcome), Code: string(c.ErrorCode), Reason: c.Error})
}

func (r *runReport) left(c corpus.Capture) {
	at := c.FinalURL
	if at == "" {
		at = c.URL
	}
	u, err := url.Parse(string(at))
	if err != nil {
		return
	}
	for i := range r.LeftOut {
		if r.LeftOut[i].Host == u.Hostname() {
			r.LeftOut[i].Count++
			return
		}
	}
	r.LeftOut = append(r.LeftOut, leftOut{Host: u.Hostname(), Count: 1, Rule: c.Error, Allow: howToAllow(c)})
}

// howToAllow says how an operator gets what a host's robots.txt keeps from crawlers.
func howToAllow(c corpus.Capture) string {
	if c.Role != corpus.RoleCited {
		return "Reports are got only where robots.txt lets us."
	}
	how := "Name the host with a reason under cited: robots-exceptions: in the sources (--sources)"
	if c.Via == "drive" {
		how += ", or set IRMTRAIL_DRIVE_API_KEY"
	}
	return how + "."
}

func (r *runReport) problem(p ingest.Problem) { r.Problems = append(r.Problems, p) }

func (r *runReport) document(d corpus.Document) {
	if d.ErrorCode != "" {
		r.fail(string(d.DocumentID), failure{Document: string(d.DocumentID), Outcome: string(d.TextStatus), Code: d.ErrorCode, Reason: d.Error})
	}
}

func (r *runReport) fail(name string, f failure) {
	if r.failing == nil {
		r.failing = map[string]failure{}
	}
	r.failing[name] = f
}

// spent adds what a crawl took. A run has up to two crawls.
func (r *runReport) spent(p ingest.Progress) {
	r.Requests += p.Spent.Requests
	r.Bytes += p.Spent.Bytes
	for _, h := range p.Slowest {
		r.slow(h)
	}
}

func (r *runReport) slow(h ingest.HostSpent) {
	for i := range r.Slowest {
		if s := &r.Slowest[i]; s.Host == h.Host {
			s.Requests, s.Seconds, s.Bytes = s.Requests+h.Requests, s.Seconds+h.Time.Seconds(), s.Bytes+h.Bytes
			return
		}
	}
	r.Slowest = append(r.Slowest, slowHost{h.Host, h.Requests, h.Time.Seconds(), h.Bytes})
}

// write puts the report into the folder as JSON and as text, and returns the path of the text.
func (r *runReport) write(dir string, run corpus.Run, failed error) (string, error) {
	r.RunID, r.Verb, r.Version, r.StartedAt, r.Finished, r.Counts = run.RunID, run.Verb, run.Version, run.StartedAt, run.FinishedAt, run.Counts
	r.Seconds = run.FinishedAt.Sub(run.StartedAt).Seconds()
	if run.ExitCode != nil {
		r.ExitCode = *run.ExitCode
	}
	if failed != nil && !errors.Is(failed, errPartial) {
		r.Error = failed.Error()
		if errors.Is(failed, context.Canceled) {
			r.Error = "It was stopped."
		}
	}
	r.Problems, r.Failures = append([]ingest.Problem{}, r.Problems...), []failure{} // lists are never null
	for _, name := range slices.Sorted(maps.Keys(r.failing)) {
		r.Failures = append(r.Failures, r.failing[name])
	}
	slices.SortStableFunc(r.Failures, func(a, b failure) int {
		return cmp.Or(strings.Compare(a.Outcome, b.Outcome), strings.Compare(a.Code, b.Code))
	})
	r.LeftOut, r.Slowest = append([]leftOut{}, r.LeftOut...), append([]slowHost{}, r.Slowest...)
	slices.SortFunc(r.Slowest, func(a, b slowHost) int { return cmp.Compare(b.Seconds, a.Seconds) })
	dir = filepath.Join(dir, runsDir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("run report: %w", err)
	}
	path := filepath.Join(dir, run.RunID)
	if err := replacing(path+".json", func(w io.Writer) error { return printJSON(w, r) }); err != nil {
		return "", fmt.Errorf("run report: %w", err)
	}
	if err := replacing(path+".txt", r.print); err != nil {
		return "", fmt.Errorf("run report: %w", err)
	}
	return path + ".txt", nil
}

func (r *runReport) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\t%s, irmtrail %s\n", r.RunID, r.Verb, r.Version)
	fmt.Fprintf(w, "time\t%s to %s, %s\n", r.StartedAt.Format(time.DateTime), r.Finished.Format(time.DateTime), time.Duration(r.Seconds*float64(time.Second)).Round(time.Second))
	fmt.Fprintf(w, "exit code\t%d\n", r.ExitCode)
	if r.Error != "" {
		fmt.Fprintf(w, "ended by\t%s\n", oneLine(r.Error, 200))
	}
	fmt.Fprintf(w, "requests\t%d, %s\n", r.Requests, humanize.Bytes(uint64(r.Bytes)))
	for _, c := range r.Counts {
		fmt.Fprintf(w, "%s\t%d\n", c.Name, c.Count)
	}
	r.printLists(w)
	if err := w.Flush(); err != nil {
		return err
	}
	return r.printFailures(out)
}

func (r *runReport) printLists(w io.Writer) {
	title := func(n int, s string) {
		if n > 0 {
			fmt.Fprintf(w, "\n%s\n", s)
		}
	}
	title(len(r.Problems), "Problems with sources and hosts")
	for _, p := range r.Problems {
		note := ""
		if p.Optional {
			note = " (optional)"
		}
		fmt.Fprintf(w, "  %s\t%s: %s %s%s\n", p.Code, sourceName(p), p.Message, plain(string(p.URL)), note)
	}
	title(len(r.LeftOut), "Left out, because robots.txt forbids it")
	for _, l := range r.LeftOut {
		fmt.Fprintf(w, "  %s\t%d: %s %s\n", l.Host, l.Count, plain(l.Rule), l.Allow)
	}
	title(len(r.Slowest), "Hosts that took the most time")
	for _, h := range r.Slowest {
		fmt.Fprintf(w, "  %s\t%d requests, %.1f s, %s\n", h.Host, h.Requests, h.Seconds, humanize.Bytes(uint64(h.Bytes)))
	}
}

// printFailures prints what brought nothing, of which there can be much: without columns.
func (r *runReport) printFailures(out io.Writer) error {
	if len(r.Failures) == 0 {
		return nil
	}
	w := bufio.NewWriter(out)
	fmt.Fprintln(w, "\nWhat brought nothing")
	for _, f := range r.Failures {
		name := string(f.URL)
		if name == "" {
			name = f.Document
		}
		what := f.Outcome
		if f.Code != "" && f.Code != f.Outcome {
			what += " (" + f.Code + ")"
		}
		fmt.Fprintf(w, "  %s\n    %s: %s\n", oneLine(name, 200), what, oneLine(f.Reason, 200))
	}
	return w.Flush()
}
