package ingest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
)

// request is one that went through a gate.
type request struct {
	host       string
	start, end time.Time
}

// through sends requests to hosts through a gate, all at once, each of which takes so long, and returns them by their start.
func through(t *testing.T, g *gate, took time.Duration, hosts ...string) []request {
	t.Helper()
	var mu sync.Mutex
	var all []request
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Go(func() {
			if err := g.enter(t.Context(), host); err != nil {
				t.Error(err)
				return
			}
			r := request{host: host, start: time.Now()}
			time.Sleep(took)
			r.end = time.Now()
			g.leave(host, took, 0, trouble{})
			mu.Lock()
			defer mu.Unlock()
			all = append(all, r)
		})
	}
	wg.Wait()
	slices.SortFunc(all, func(a, b request) int { return a.start.Compare(b.start) })
	return all
}

// most returns how many of the requests were in flight at once.
func most(all []request) (n int) {
	for _, r := range all {
		at := 0
		for _, other := range all {
			if !other.start.After(r.start) && other.end.After(r.start) {
				at++
			}
		}
		n = max(n, at)
	}
	return n
}

// Hosts with one address are asked in turn, with the pause between them; others do not wait for them.
func TestGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const delay, took = 2 * time.Second, 300 * time.Millisecond
		g := runOf(t, Crawler{Delay: delay, Patience: time.Minute, PerHost: 3}).gate
		g.group = func(_ context.Context, host string) string {
			time.Sleep(50 * time.Millisecond) // of the look-up
			return map[string]string{"a": "192.0.2.1", "b": "192.0.2.1", "c": "192.0.2.9"}[host]
		}
		all := through(t, g, took, "a", "b", "a", "b", "c", "c")
		var shared, alone []request
		for _, r := range all {
			if r.host == "c" {
				alone = append(alone, r)
			} else {
				shared = append(shared, r)
			}
		}
		for _, list := range [][]request{shared, alone} {
			for i := 1; i < len(list); i++ {
				if pause := list[i].start.Sub(list[i-1].end); pause < delay {
					t.Errorf("%s was asked %v after %s", list[i].host, pause, list[i-1].host)
				}
			}
		}
		if most(all) != 2 || !alone[0].start.Before(shared[0].end) {
			t.Errorf("the other host waited: %+v", all)
		}
	})
}

// Who waits for a host of a group and gives up leaves it free for the others.
func TestGroupGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := runOf(t, Crawler{Delay: -1, Patience: time.Minute}).gate
		g.group = func(context.Context, string) string { return "192.0.2.1" }
		if err := g.enter(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := g.enter(ctx, "b"); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		if busy := g.busy(); !busy["a"] || !busy["b"] {
			t.Errorf("while one is asked: %v", busy)
		}
		g.leave("a", 0, 0, trouble{kind: overloaded, wait: time.Hour})
		var paused pausedError
		if err := g.enter(t.Context(), "a"); !errors.As(err, &paused) || paused.host != "a" {
			t.Error(err)
		}
		if err := g.enter(t.Context(), "b"); err != nil { // the pause is that of the other host
			t.Error(err)
		}
		g.leave("b", 0, 0, trouble{})
		if busy := g.busy(); len(busy) > 0 {
			t.Errorf("when nobody is asked: %v", busy)
		}
	})
}

// Several requests at once go only to a host that the operator named, and visits on their way there count.
func TestPerHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, c := range []struct {
			perHost int
			group   string
			want    int // requests at once
			visits  int // some of which may wait for the disk
		}{{0, "", 1, 1}, {3, "", 3, 12}, {3, "192.0.2.1", 1, 1}} {
			g := runOf(t, Crawler{Delay: -1, PerHost: c.perHost}).gate
			g.group = func(context.Context, string) string { return c.group }
			if got := most(through(t, g, time.Second, "a", "a", "a", "a", "a", "a")); got != c.want {
				t.Errorf("%+v: %d at once", c, got)
			}
			var left []func()
			for n := 0; n <= c.visits; n++ {
				if busy := g.busy()["a"]; busy != (n >= c.visits) {
					t.Errorf("%+v: busy with %d visits: %v", c, n, busy)
				}
				left = append(left, g.visiting("a"))
			}
			for _, leave := range left {
				leave()
				leave() // counts once
			}
			if g.busy()["a"] || g.slot("a").visits != 0 {
				t.Errorf("%+v: busy with no visits", c)
			}
		}
	})
}

// Before a host's address was looked up, one visit at a time goes there.
func TestBusyBeforeTheLookUp(t *testing.T) {
	g := runOf(t, Crawler{PerHost: 3}).gate
	left := g.visiting("a")
	if !g.busy()["a"] {
		t.Error("a host that nobody looked up takes two visits")
	}
	left()
	if g.busy()["a"] {
		t.Error("busy with no visits")
	}
}

// mirrored returns a client that finds one host on the false web.
func mirrored(t *testing.T, w *web, hosts ...string) *fetch.Client {
	t.Helper()
	var to []fetch.ConnectTo
	for _, name := range hosts {
		host, port, err := net.SplitHostPort(w.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		to = append(to, fetch.ConnectTo{Host: name, ToHost: host, ToPort: port})
	}
	c := fetch.New(fetch.Options{UserAgent: "irmtrail/test", ConnectTo: to})
	t.Cleanup(c.Close)
	return c
}

func TestMirrorIsAskedAtOnce(t *testing.T) {
	var now, most atomic.Int32
	page := func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(15 * time.Millisecond)
		now.Add(-1)
		says("<html>"+r.URL.Path+"</html>")(w, r)
	}
	for perHost, want := range map[int]int32{0: 1, 3: 3} {
		w := newWeb(t, map[string]http.HandlerFunc{})
		b := newBench(t, w, t.TempDir())
		b.Client, b.PerHost = mirrored(t, w, "a.example"), perHost
		for i := range 12 {
			u := fmt.Sprintf("a.example/%d", i)
			w.pages[u] = page
			b.store.cited = append(b.store.cited, corpus.URL("http://"+u))
		}
		most.Store(0)
		if got := b.run(t); len(got) != 12 {
			t.Errorf("%q", lines(got))
		}
		if most.Load() != want {
			t.Errorf("%d at once with %d allowed", most.Load(), want)
		}
	}
}

func TestLimits(t *testing.T) {
	all := Limits{RunBytes: 100, HostBytes: 50, RunTime: time.Minute, HostTime: time.Second}
	for _, c := range []struct {
		name      string
		limits    Limits
		spent     Spent
		took      time.Duration
		host, run bool
	}{
		{"none", Limits{}, Spent{9, 1 << 40, time.Hour}, time.Hour, false, false},
		{"nothing spent", all, Spent{}, 0, false, false},
		{"below", all, Spent{9, 49, 999 * time.Millisecond}, 59 * time.Second, false, false},
		{"bytes of a host", all, Spent{1, 50, 0}, 0, true, false},
		{"bytes of the run", all, Spent{1, 100, 0}, 0, true, true},
		{"time of a host", all, Spent{1, 0, time.Second}, 0, true, false},
		{"time of the run", all, Spent{}, time.Minute, false, true},
	} {
		if host, run := c.limits.host(c.spent), c.limits.run(c.spent, c.took); host != c.host || run != c.run {
			t.Errorf("%s: host %v, run %v", c.name, host, run)
		}
	}
}

// A host that took its share of the time is not asked any more in this run; others are.
func TestHostTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := runOf(t, Crawler{Delay: -1, Limits: Limits{HostTime: 5 * time.Second}}).gate
		g.group = func(context.Context, string) string { return "" }
		through(t, g, 3*time.Second, "a", "a", "b")
		var paused pausedError
		if err := g.enter(t.Context(), "a"); !errors.As(err, &paused) || !paused.until.IsZero() {
			t.Error(err)
		}
		if busy := g.busy(); !busy["a"] || busy["b"] {
			t.Errorf("%v", busy)
		}
		if used := g.used(); len(used) != 1 || used["a"] != (Spent{2, 0, 6 * time.Second}) {
			t.Errorf("%v", used)
		}
		through(t, g, time.Second, "b")
	})
}

// What a limit leaves stays in the queue, is told of, and is got by the next runs; what came is kept.
func TestRunsWithLimits(t *testing.T) {
	const size, pages = 1000, 6
	for _, c := range []struct {
		name   string
		limits Limits
		hosts  bool // tells of the host
	}{
		{"bytes of a host", Limits{HostBytes: 2 * size}, true},
		{"bytes of a run", Limits{RunBytes: 3 * size}, false},
		{"time of a run", Limits{RunTime: 3 * time.Hour}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t, map[string]http.HandlerFunc{})
			b := newBench(t, w, t.TempDir())
			var hours atomic.Int32 // that requests took, by the crawler's clock
			b.Now = func() time.Time { return time.Now().Add(time.Duration(hours.Load()) * time.Hour) }
			b.Hosts, b.Limits = 1, c.limits
			total := 1
			for i := range pages {
				u := fmt.Sprintf("big.example/%d", i)
				w.pages[u] = func(w http.ResponseWriter, r *http.Request) {
					hours.Add(1)
					fmt.Fprintf(w, "%*d", size, i)
				}
				b.store.cited = append(b.store.cited, corpus.URL("http://"+u))
			}
			w.pages["small.example/"] = says("<html>small</html>")
			b.store.cited = append(b.store.cited, "http://small.example/")
			total += pages
			first := b.run(t)
			if len(first) == 0 || len(first) >= total {
				t.Errorf("%d of %d were got", len(first), total)
			}
			if small := slices.ContainsFunc(first, func(k corpus.Capture) bool { return k.URL == "http://small.example/" }); c.hosts && !small {
				t.Error("the other host was left out too")
			}
			if len(b.bad) != 1 || b.bad[0].Code != LimitReached || strings.Contains(string(b.bad[0].URL), "big.example") != c.hosts {
				t.Errorf("%+v", b.bad)
			}
			got := len(first)
			for range pages {
				got += len(b.run(t))
			}
			b.bad = nil
			if last := b.run(t); got != total || len(last) > 0 || len(b.bad) > 0 {
				t.Errorf("%d of %d were got, then %d, %+v", got, total, len(last), b.bad)
			}
			times := map[string]int{}
			for _, u := range w.asked() {
				if times[u]++; times[u] > 1 {
					t.Errorf("%s was asked for again", u)
				}
			}
		})
	}
}
