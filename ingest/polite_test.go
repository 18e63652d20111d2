package ingest

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

// One request at a time to a host, and a pause from the end of one to the start of the next.
func TestPace(t *testing.T) {
	const delay, work = 60 * time.Millisecond, 15 * time.Millisecond
	w := newWeb(t, map[string]http.HandlerFunc{"c.example/robots.txt": says("User-agent: *\nCrawl-delay: 0.15\n")})
	b := newBench(t, w, t.TempDir())
	for _, host := range []string{"a", "b", "c"} {
		for i := range 3 {
			path := fmt.Sprintf("%s.example/%d", host, i)
			w.pages[path] = func(w http.ResponseWriter, r *http.Request) { time.Sleep(work); says("<p>x</p>")(w, r) }
			b.store.cited = append(b.store.cited, corpus.URL("http://"+path))
		}
	}
	w.pages["b.example/0"] = moved("http://a.example/hop")
	b.Delay = delay
	b.run(t)
	last := map[string]time.Time{}
	for _, s := range w.requests() {
		want := delay
		if s.host == "c.example" {
			want = 150 * time.Millisecond
		}
		if before, ok := last[s.host]; ok && s.start.Sub(before) < want-time.Millisecond {
			t.Errorf("%s came %v after the one before", s.url, s.start.Sub(before))
		}
		last[s.host] = s.end
	}
}

// Hosts do not wait for each other: each answers only when all were asked.
func TestHostsAtOnce(t *testing.T) {
	hosts := []string{"a.example", "b.example", "c.example", "d.example"}
	var asked sync.WaitGroup
	asked.Add(len(hosts))
	w := newWeb(t, map[string]http.HandlerFunc{})
	b := newBench(t, w, t.TempDir())
	b.Client = clientOf(t, w.Listener.Addr(), fetch.Limits{})
	t.Cleanup(b.Client.Close)
	for _, host := range hosts {
		w.pages[host+"/0"] = func(w http.ResponseWriter, r *http.Request) { asked.Done(); asked.Wait(); says("<p>x</p>")(w, r) }
		b.store.cited = append(b.store.cited, corpus.URL("http://"+host+"/0"))
	}
	for _, c := range b.run(t) {
		if !c.Outcome.Got() {
			t.Errorf("%s of %s: %s", c.Outcome, c.URL, c.Error)
		}
	}
}

// A host that asks for a pause gets it, also from the next run; others go on.
func TestRetryAfter(t *testing.T) {
	for name, header := range map[string]string{"seconds": "3600", "date": time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)} {
		t.Run(name, func(t *testing.T) {
			w := newWeb(t, map[string]http.HandlerFunc{
				"busy.example/0": status(http.StatusTooManyRequests, "Retry-After", header),
				"busy.example/1": says("<p>x</p>"),
				"fine.example/0": says("<p>x</p>"),
			})
			dir := t.TempDir()
			b := newBench(t, w, dir)
			b.store.cited = []corpus.URL{"http://busy.example/0", "http://busy.example/1", "http://fine.example/0"}
			wantLines(t, b.run(t), "http_error cited http://busy.example/0", "fetched cited http://fine.example/0")
			w.requests()
			if got := b.run(t); len(got) != 0 || len(w.requests()) != 0 {
				t.Errorf("the next run did not wait: %q", lines(got))
			}
			f, err := frontier.Open(context.Background(), filepath.Join(dir, frontier.FileName))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			h := f.Host("busy.example")
			if wait := time.Until(h.NextAt); wait < 59*time.Minute || wait > time.Hour {
				t.Errorf("paused for %v", wait)
			}
		})
	}
}

// A short pause is waited for within the run.
func TestShortPause(t *testing.T) {
	n := 0
	w := newWeb(t, map[string]http.HandlerFunc{"a.example/0": func(w http.ResponseWriter, r *http.Request) {
		if n++; n == 1 {
			status(http.StatusServiceUnavailable, "Retry-After", "0.2")(w, r)
			return
		}
		says("<p>x</p>")(w, r)
	}})
	b := newBench(t, w, t.TempDir())
	b.store.cited = []corpus.URL{"http://a.example/0"}
	wantLines(t, b.run(t), "http_error cited http://a.example/0", "fetched cited http://a.example/0")
}

// A link that leads to a host that is paused waits in the queue, not in a worker.
func TestHopToPausedHost(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{
		"busy.example/0":  status(http.StatusTooManyRequests, "Retry-After", "3600"),
		"short.example/0": moved("http://busy.example/1"),
	})
	b := newBench(t, w, t.TempDir())
	b.Hosts = 1
	b.store.cited = []corpus.URL{"http://busy.example/0", "http://short.example/0"}
	wantLines(t, b.run(t), "http_error cited http://busy.example/0", "redirected cited http://short.example/0 -> http://busy.example/1")
	if slices.ContainsFunc(w.requests(), func(s seen) bool { return s.url == "busy.example/1" }) {
		t.Error("asked a paused host")
	}
}

// The pauses in their own time: nothing of it is waited for.
func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		f, err := frontier.Open(ctx, filepath.Join(t.TempDir(), frontier.FileName))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		g := Crawler{Delay: 2 * time.Second, Patience: time.Minute}.newRun(f).gate
		g.group = func(context.Context, string) string { return "" }
		g.setCrawlDelay("slow", 5*time.Minute)
		for _, step := range []struct {
			host string
			took time.Duration
			t    trouble
			want time.Duration // until the host may be entered again
		}{
			{"a", 0, trouble{}, 2 * time.Second},
			{"a", time.Second, trouble{}, 5 * time.Second},
			{"a", time.Minute, trouble{}, 30 * time.Second},
			{"slow", 0, trouble{}, time.Minute},
			{"b", 0, trouble{overloaded, 10 * time.Second}, 10 * time.Second},
			{"b", 0, trouble{overloaded, 0}, time.Minute},
			{"c", 0, trouble{overloaded, 0}, 30 * time.Second},
			{"d", 0, trouble{unreachable, 0}, 2 * time.Second},
			{"d", 0, trouble{unreachable, 0}, 2 * time.Second},
			{"d", 0, trouble{unreachable, 0}, 2 * time.Second},
			{"d", 0, trouble{unreachable, 0}, 2 * time.Second},
			{"d", 0, trouble{unreachable, 0}, 30 * time.Minute},
			{"f", 0, trouble{annoyed, 0}, time.Minute},
			{"f", 0, trouble{annoyed, 0}, 2 * time.Minute},
			{"e", 0, trouble{overloaded, 24 * time.Hour}, 24 * time.Hour},
		} {
			if err := g.enter(ctx, step.host); err != nil {
				t.Fatal(step, err)
			}
			start := time.Now()
			g.leave(step.host, step.took, 0, step.t)
			err := g.enter(ctx, step.host)
			if paused, ok := err.(pausedError); ok {
				if paused.until.Sub(start) != step.want || step.want <= time.Minute {
					t.Errorf("%+v: paused for %v", step, paused.until.Sub(start))
				}
				time.Sleep(step.want)
				continue
			}
			if waited := time.Since(start); err != nil || waited != step.want {
				t.Errorf("%+v: waited %v, %v", step, waited, err)
			}
			g.slot(step.host).give()
		}
	})
}

func TestRobots(t *testing.T) {
	const forbids = "User-agent: *\nDisallow: /x\n"
	for _, c := range []struct {
		name string
		file http.HandlerFunc
		want corpus.Outcome
	}{
		{"allows", says("User-agent: *\nDisallow: /y\n"), corpus.Fetched},
		{"forbids", says(forbids), corpus.BlockedByRobots},
		{"forbids others", says("User-agent: other\nDisallow: /\n"), corpus.Fetched},
		{"empty", says(""), corpus.Fetched},
		{"page", says("<html>Welcome</html>"), corpus.Fetched},
		{"none", status(404), corpus.Fetched},
		{"gone", status(410), corpus.Fetched},
		{"login", status(401), corpus.Fetched},
		{"forbidden", status(403), corpus.Fetched},
		{"busy", status(429), corpus.BlockedByRobots},
		{"error", status(500), corpus.BlockedByRobots},
		{"unavailable", status(503), corpus.BlockedByRobots},
		{"reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, corpus.NetworkError},
		{"hangs", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, corpus.Timeout},
		{"moved", moved("http://other.example/robots.txt"), corpus.BlockedByRobots},
		{"moved in a circle", moved("/robots.txt"), corpus.Fetched},
		{"long", says(forbids + strings.Repeat("# a comment that nobody needs to read\n", 40_000)), corpus.BlockedByRobots},
		{"long, rule behind the end", says("User-agent: *\n" + strings.Repeat("Disallow: /nothing-of-this-name\n", 30_000) + "Disallow: /x\n"), corpus.Fetched},
		{"cut", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "999")
			says(forbids)(w, r)
		}, corpus.BlockedByRobots},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t, map[string]http.HandlerFunc{"a.example/robots.txt": c.file, "a.example/x": says("<p>x</p>"), "other.example/robots.txt": says(forbids)})
			b := newBench(t, w, t.TempDir())
			if c.name == "hangs" {
				b.Client = clientOf(t, w.Listener.Addr(), fetch.Limits{Head: 100 * time.Millisecond})
				t.Cleanup(b.Client.Close)
			}
			b.store.cited = []corpus.URL{"http://a.example/x"}
			got := b.run(t)
			if len(got) != 1 || got[0].Outcome != c.want {
				t.Errorf("%q, want %s", lines(got), c.want)
			}
			asked := slices.Contains(urls(w.requests()), "a.example/x")
			if asked != (c.want == corpus.Fetched) {
				t.Errorf("asked for the page: %v", asked)
			}
		})
	}
}

// Rules outlive a restart, and a host that cannot say; after a day they are asked for again.
func TestRobotsAreKept(t *testing.T) {
	old := frontier.Robots{Access: 0, Body: []byte("User-agent: *\nDisallow: /x\n"), ETag: `"v1"`}
	for _, c := range []struct {
		name  string
		age   time.Duration
		file  http.HandlerFunc
		want  corpus.Outcome
		asked bool
	}{
		{"fresh", time.Hour, says(""), corpus.BlockedByRobots, false},
		{"old, changed", 25 * time.Hour, says(""), corpus.Fetched, true},
		{"old, unchanged", 25 * time.Hour, func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") == `"v1"` {
				w.WriteHeader(http.StatusNotModified)
			}
		}, corpus.BlockedByRobots, true},
		{"old, host sick", 25 * time.Hour, status(503), corpus.BlockedByRobots, true},
		{"old, now none", 25 * time.Hour, status(404), corpus.Fetched, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t, map[string]http.HandlerFunc{"a.example/robots.txt": c.file, "a.example/x": says("<p>x</p>")})
			dir := t.TempDir()
			f, err := frontier.Open(context.Background(), filepath.Join(dir, frontier.FileName))
			if err != nil {
				t.Fatal(err)
			}
			old.At = time.Now().Add(-c.age)
			old.Until = old.At.Add(robotsFresh)
			err = f.Update(context.Background(), func(tx *frontier.Tx) error { return tx.SetRobots(context.Background(), "http://a.example", old) })
			if err != nil {
				t.Fatal(err)
			}
			f.Close()
			b := newBench(t, w, dir)
			b.store.cited = []corpus.URL{"http://a.example/x"}
			got := b.run(t)
			if len(got) != 1 || got[0].Outcome != c.want {
				t.Errorf("%q, want %s", lines(got), c.want)
			}
			if asked := slices.Contains(urls(w.requests()), "a.example/robots.txt"); asked != c.asked {
				t.Errorf("asked for robots.txt: %v", asked)
			}
		})
	}
}

func TestRulesAfter(t *testing.T) {
	now := time.Now()
	held := frontier.Robots{Body: []byte("rules"), At: now.Add(-48 * time.Hour), ETag: "e"}
	ancient := frontier.Robots{Body: []byte("rules"), At: now.Add(-31 * 24 * time.Hour)}
	for _, c := range []struct {
		name string
		old  frontier.Robots
		want int
		body string
	}{{"held", held, 0, "rules"}, {"too old", ancient, 3, ""}, {"none", frontier.Robots{}, 3, ""}} {
		got := rulesAfter(resultOf(503), c.old, now)
		if got.Access != c.want || string(got.Body) != c.body || got.Until.Sub(now) > robotsAgain {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}
