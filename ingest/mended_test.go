package ingest

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

// What fails is tried a few times within a day, and after the last attempt the next day.
func TestFailedIsTriedTheNextDay(t *testing.T) {
	ctx := context.Background()
	f, err := frontier.Open(ctx, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	now := time.Date(2026, 1, 1, 3, 0, 0, 0, time.UTC)
	r := Crawler{Now: func() time.Time { return now }}.newRun(f)
	err = f.Update(ctx, func(tx *frontier.Tx) error {
		_, err := tx.Add(ctx, entryOf("http://a.example/x", corpus.RoleReport, reportPriority, frontier.Entry{}))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Begin(ctx, frontier.Choice{}); err != nil {
		t.Fatal(err)
	}
	var tries []time.Time
	for end := now.Add(14 * day); now.Before(end); now = now.Add(time.Minute) {
		if now.Minute()%30 == 0 {
			if err := f.Update(ctx, func(tx *frontier.Tx) error { _, err := tx.QueueDue(ctx, now); return err }); err != nil {
				t.Fatal(err)
			}
			if err := f.Begin(ctx, frontier.Choice{}); err != nil {
				t.Fatal(err)
			}
		}
		if r.lookOnce(t, now, found{outcome: corpus.Timeout, retry: true}) {
			tries = append(tries, now)
		}
	}
	if len(tries) < 2*frontier.MaxAttempts {
		t.Fatalf("%d tries: %v", len(tries), tries)
	}
	if took := tries[frontier.MaxAttempts-1].Sub(tries[0]); took > 12*time.Hour {
		t.Errorf("the first tries took %v", took)
	}
	if rest := tries[frontier.MaxAttempts].Sub(tries[frontier.MaxAttempts-1]); rest < 23*time.Hour || rest > 28*time.Hour {
		t.Errorf("after the last try nothing for %v", rest)
	}
}

// The same for what robots.txt keeps from being known: the next day, not in months.
func TestRobotsUnknownIsTriedAgainSoon(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{"a.example/robots.txt": status(http.StatusInternalServerError)})
	b := newBench(t, w, t.TempDir())
	c := &clock{}
	b.Now, b.store.cited = c.now, []corpus.URL{"http://a.example/x"}
	for i := range frontier.MaxAttempts {
		c.ahead = time.Duration(i) * 3 * time.Hour
		b.run(t)
	}
	w.set("a.example/robots.txt", status(http.StatusNotFound))
	c.ahead += 3 * day
	if got := b.run(t); len(got) == 0 {
		t.Error("not tried again within three days")
	}
}

// A feed that shows the same whatever page is asked for, as behind a cache that does not look at the query.
func TestEndlessFeed(t *testing.T) {
	same := says(`<rss version="2.0"><channel><generator>https://wordpress.org/?v=6.4</generator><item><link>http://ogp.example/documents/a/</link></item></channel></rss>`)
	w := newWeb(t, map[string]http.HandlerFunc{"ogp.example/feed/": same, "ogp.example/documents/a/": linking()})
	for i := 2; i < 40; i++ {
		w.pages[fmt.Sprintf("ogp.example/feed/?paged=%d", i)] = same
	}
	b := newBench(t, w, t.TempDir())
	b.Sources = []Source{{Name: "feed", Kind: KindFeed, Seed: "http://ogp.example/feed/", Scope: listing[0].Scope}}
	b.run(t)
	if got := w.asked(); len(got) > 3 {
		t.Errorf("%d requests", len(got))
	}
}

// A collection that ignores the number of the page and states no total.
func TestEndlessCollection(t *testing.T) {
	var list []map[string]any
	for i := range 100 {
		list = append(list, map[string]any{"id": i + 1, "link": fmt.Sprintf("http://ogp.example/stories/%d/", i), "slug": fmt.Sprint(i)})
	}
	list[0]["link"] = "http://ogp.example/documents/a/"
	w := newWeb(t, map[string]http.HandlerFunc{"ogp.example/documents/a/": linking()})
	for n := 1; n < 30; n++ {
		w.pages[collectionPage(t, n, time.Time{})] = inJSON(list)
	}
	b := newBench(t, w, t.TempDir())
	b.Sources = []Source{wordPress}
	b.Sources[0].Term = Term{}
	b.run(t)
	if got := w.api(); len(got) > 2 {
		t.Errorf("%d requests", len(got))
	}
}

// A collection that has nothing under its term.
func TestEmptyTerm(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{lookupPage(t): terms("irm-report"), collectionPage(t, 1, time.Time{}, "70"): items(0)})
	b := newBench(t, w, t.TempDir())
	b.Sources = []Source{wordPress}
	b.run(t)
	if got := b.problems(); !slices.Equal(got, []string{"api listing_empty"}) {
		t.Errorf("%q", got)
	}
}

// A redirect to a host that used up its limit: the answer that led there is kept.
func TestHopToALimitedHost(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{
		"big.example/0": says(strings.Repeat("x", 5000)), "big.example/1": linking(), "short.example/0": moved("http://big.example/1"),
	})
	b := newBench(t, w, t.TempDir())
	b.Hosts, b.Limits.HostBytes = 1, 4000
	b.store.cited = []corpus.URL{"http://big.example/0", "http://short.example/0"}
	wantLines(t, b.run(t), "fetched cited http://big.example/0", "redirected cited http://short.example/0 -> http://big.example/1")
}

// A walk that an earlier round left at its second page and that a limit cuts at the third: it did not see everything.
func TestWalkCutByALimitTwice(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{})
	b := newBench(t, w, t.TempDir())
	c := &clock{}
	b.Now, b.Hosts, b.Sources = c.now, 1, listing
	for n := range 5 {
		page := "http://ogp.example/irm/"
		if n > 0 {
			page = fmt.Sprintf("http://ogp.example/irm/page/%d/", n+1)
		}
		next := fmt.Sprintf("/irm/page/%d/", n+2)
		if n == 4 {
			next = ""
		}
		h := paged(next, numbered(n*4+1, n*4+4)...)
		w.pages[strings.TrimPrefix(page, "http://")] = func(rw http.ResponseWriter, r *http.Request) {
			h(rw, r)
			fmt.Fprint(rw, strings.Repeat("<!-- x -->", 200))
		}
	}
	w.pages["ogp.example/irm/page/6/"] = status(404)
	b.run(t)
	if len(b.bad) > 0 {
		t.Fatal(b.bad)
	}
	for i, limit := range []int64{2000, 4400} { // one page, two pages
		c.ahead = time.Duration(i+1) * 10 * time.Hour
		b.Limits.HostBytes = limit
		b.run(t)
		if got := b.problems(); slices.Contains(got, "ogp listing_shrank") {
			t.Errorf("run %d: %q, %q", i, got, w.asked())
		}
		w.asked()
	}
}

// A page whose copy is held is asked with its validators; when the archive has lost it, it is got whole.
func TestLostPayloadOfAnUnchangedPage(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{"a.example/1": tagged(newsPage)})
	b := newBench(t, w, t.TempDir())
	c := &clock{}
	b.Now, b.store.cited = c.now, []corpus.URL{one}
	first := b.run(t)
	b.reopen(t)
	if err := os.Remove(filepath.Join(b.Data, "archive", first[0].WARCFile)); err != nil {
		t.Fatal(err)
	}
	c.ahead = 40 * day
	b.run(t)
	c.ahead = 140 * day
	b.run(t)
	checkPayload(t, b, first[0])
}

// What a copy was got of is not copied again and again.
func TestCopyIsGotOnce(t *testing.T) {
	const near = "20230301120000"
	w, b, c := copyBench(t, map[string]http.HandlerFunc{cdxPage: lists(near), copyPage(near): says(newsPage)})
	checkCopy(t, b, b.run(t), near, near)
	w.asked()
	c.ahead = 40 * day
	b.run(t)
	if got := w.asked(); slices.ContainsFunc(got, func(u string) bool { return strings.Contains(u, "archive.org") }) {
		t.Errorf("%q", got)
	}
}
