package ingest

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// childDir and childTo tell the test binary to crawl in that folder, as a process of its own that can be killed.
const (
	childDir = "IRMTRAIL_TEST_CRAWL_DIR"
	childTo  = "IRMTRAIL_TEST_CRAWL_TO"
)

const (
	killHosts = 3
	workers   = 4 // one may record a page of a host while another asks for the next
)

// torture asks for a hundred kills of a longer crawl.
const torture = "IRMTRAIL_TORTURE"

// killing returns how often a crawl is killed and how many pages a host of it has.
func killing() (kills, pages int) {
	if os.Getenv(torture) != "" {
		return 100, 1000
	}
	return 8, 40
}

func killSources() []Source {
	var s []Source
	for i := range killHosts {
		host := corpus.URL(fmt.Sprintf("http://h%d.example/", i))
		s = append(s, Source{Name: fmt.Sprint("h", i), Kind: KindListing, Seed: host + "list/", Scope: []corpus.URL{host + "documents/"}})
	}
	return s
}

// crawlAsChild crawls until it is done or killed.
func crawlAsChild(dir string) int {
	ctx := context.Background()
	to, err := fetch.ParseConnectTo("::" + os.Getenv(childTo))
	records, err2 := store.Open(ctx, dir)
	archive, err3 := warc.Open(filepath.Join(dir, "archive"), warc.Options{MaxBytes: 20_000})
	if err != nil || err2 != nil || err3 != nil {
		fmt.Fprintln(os.Stderr, err, err2, err3)
		return 1
	}
	fmt.Println("started")
	c := Crawler{
		Data: dir, Archive: archive, Records: records, Sources: killSources(), Hosts: workers, Delay: -1, Patience: time.Second,
		Client: fetch.New(fetch.Options{ConnectTo: []fetch.ConnectTo{to}}),
	}
	for _, err := range []error{c.Run(ctx), archive.Close(), records.Close()} {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return 0
}

// A crawl that is killed again and again loses nothing, gets again at most what was in flight, and its archive is whole. With
// IRMTRAIL_TORTURE=1 it is killed a hundred times.
func TestKill(t *testing.T) {
	kills, killPages := killing()
	pages := map[string]http.HandlerFunc{}
	for h := range killHosts {
		list := "<html>"
		for p := range killPages {
			path := fmt.Sprintf("/documents/%d/", p)
			list += `<a href="` + path + `">x</a>`
			pages[fmt.Sprintf("h%d.example%s", h, path)] = slowly(says(fmt.Sprintf("<html><p>Page %d of host %d</p></html>", p, h)))
		}
		pages[fmt.Sprintf("h%d.example/list/", h)] = slowly(says(list + "</html>"))
	}
	w := newWeb(t, pages)
	dir := t.TempDir()
	killed := 0
	for killed < kills && crawlAndKill(t, w, dir, killed%2 == 0, time.Duration(rand.IntN(130))*time.Millisecond) {
		killed++
	}
	if killed == kills && crawlAndKill(t, w, dir, true, time.Minute) {
		t.Fatal("the last run did not end")
	}
	if killed < kills && os.Getenv(torture) != "" {
		t.Errorf("the crawl was at its end after %d kills", killed)
	}
	checkIndex(t, filepath.Join(dir, "archive"))
	times := map[string]int{}
	for _, u := range urls(w.requests()) {
		times[u]++
	}
	again := 0
	for u := range pages {
		if times[u] == 0 {
			t.Errorf("%s was never got", u)
		}
		again += max(times[u]-1, 0)
	}
	if limit := killed * workers; again > limit {
		t.Errorf("%d pages were got again after %d kills, want at most %d", again, killed, limit)
	}
	t.Logf("%d kills, %d pages got again", killed, again)
	checkAfterKills(t, dir, killPages)
}

func slowly(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(4 * time.Millisecond)
		h(w, r)
	}
}

// crawlAndKill starts a crawl and kills it some time after it began to work, or after the process began, which first mends
// what the kill before left; false means that it ended before.
func crawlAndKill(t *testing.T, w *web, dir string, working bool, after time.Duration) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childTo+"="+w.Listener.Addr().String())
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if working {
		if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Error("the crawl did not start")
		}
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	err = cmd.Wait()
	if err != nil && cmd.ProcessState.ExitCode() == 1 {
		t.Fatal(err)
	}
	return err != nil
}

// checkIndex checks that the index of the archive, as the last run left it, has a line for each answer and no other.
func checkIndex(t *testing.T, dir string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, warc.IndexFile))
	if err != nil {
		t.Fatal(err)
	}
	type place struct {
		Filename, Offset, URL string
	}
	listed := map[place]int{}
	last := ""
	for line := range strings.Lines(string(text)) {
		if line < last {
			t.Errorf("the index is not sorted at %q", line)
		}
		last = line
		var p place
		if err := json.Unmarshal([]byte(line[strings.IndexByte(line, '{'):]), &p); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		listed[p]++
	}
	archive := warc.Reader{Dir: dir}
	names, err := archive.Files()
	if err != nil {
		t.Fatal(err)
	}
	answers := 0
	for _, name := range names {
		err := archive.Records(t.Context(), name, func(r *warc.Record) error {
			if r.Type() != warc.TypeResponse && r.Type() != warc.TypeRevisit {
				return nil
			}
			answers++
			if p := (place{r.File, strconv.FormatInt(r.Offset, 10), r.Header.Get("WARC-Target-URI")}); listed[p] != 1 {
				t.Errorf("%+v is in the index %d times", p, listed[p])
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if answers == 0 || answers != len(listed) {
		t.Errorf("%d answers, %d lines in the index", answers, len(listed))
	}
}

func checkAfterKills(t *testing.T, dir string, killPages int) {
	t.Helper()
	ctx := context.Background()
	b := newBench(t, nil, dir)
	if _, err := b.Archive.Verify(ctx, func(p warc.Problem) error { t.Error(p); return nil }); err != nil {
		t.Error(err)
	}
	got, err := store.List[corpus.Capture](ctx, b.store.Store, "WHERE role = 'report'")
	if err != nil || len(got) < killHosts*killPages {
		t.Errorf("%d captures, %v", len(got), err)
	}
	for _, c := range got {
		if !c.Outcome.Got() {
			t.Errorf("%s of %s: %s", c.Outcome, c.URL, c.Error)
		}
		checkPayload(t, b, c)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, frontier.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	// Each host has its pages, its listing and the place where the listing's next page would be.
	var all, done int
	err = db.QueryRowContext(ctx, "SELECT count(*), count(*) FILTER (WHERE state = 'done') FROM urls").Scan(&all, &done)
	if err != nil || all != done || done != killHosts*(killPages+2) {
		t.Errorf("%d of %d are done, %v", done, all, err)
	}
}
