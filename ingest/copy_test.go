package ingest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// lost is cited by a report of the day citedOn.
const lost = "http://news.example/2019/lost"

var citedOn = time.Date(2023, 2, 27, 0, 0, 0, 0, time.UTC)

// The questions for a copy of what is lost, as pages of the false web.
var (
	cdxPage          = pageOf(resolve.CDXQuery(lost, citedOn))
	availabilityPage = pageOf(resolve.AvailabilityQuery(lost, citedOn))
)

// pageOf returns the name that the page of an address has in the false web.
func pageOf(u corpus.URL) string {
	p, err := corpus.Parse(u)
	if err != nil {
		panic(err)
	}
	return p.Host + p.RequestURI()
}

// copyPage is the page of the copy that was made at a time, "20230301120000".
func copyPage(at string) string { return "web.archive.org/web/" + at + "id_/" + lost }

// lists answers as the index of the web archive does, with copies "20230301120000" or, of another status, "20230301120000 404".
func lists(copies ...string) http.HandlerFunc {
	rows := [][]string{{"timestamp", "original", "mimetype", "statuscode", "digest", "length"}}
	for _, c := range copies {
		at, code, other := strings.Cut(c, " ")
		if !other {
			code = "200"
		}
		rows = append(rows, []string{at, lost, "text/html", code, "ABC", "1"})
	}
	return inJSON(rows)
}

// knows answers that the web archive has a copy of a time, "" none.
func knows(at string) http.HandlerFunc {
	snapshots := map[string]any{}
	if at != "" {
		snapshots["closest"] = map[string]any{"available": true, "status": "200", "timestamp": at, "url": "http://web.archive.org/web/" + at + "/" + lost}
	}
	return inJSON(map[string]any{"url": lost, "archived_snapshots": snapshots})
}

func inJSON(v any) http.HandlerFunc {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(text)
	}
}

// clock is a clock that goes as any, but ahead.
type clock struct{ ahead time.Duration }

func (c *clock) now() time.Time { return time.Now().Add(c.ahead) }

// copyBench is a bench for a report that cites what is lost, beside a web archive.
func copyBench(t *testing.T, pages map[string]http.HandlerFunc) (*web, *bench, *clock) {
	t.Helper()
	w := newWeb(t, pages)
	b := newBench(t, w, t.TempDir())
	b.Client = secured(t, w, "web.archive.org", "archive.org")
	t.Cleanup(b.Client.Close)
	c := &clock{}
	b.Now = c.now
	b.store.cited, b.store.near = []corpus.URL{lost}, citedOn
	return w, b, c
}

// asked returns the pages that were asked for since the last call, but robots.txt.
func (w *web) asked() []string {
	return slices.DeleteFunc(urls(w.requests()), func(u string) bool { return strings.HasSuffix(u, "/robots.txt") })
}

func (w *web) set(page string, h http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[page] = h
}

const newsPage = `<html><title>News</title><body><h1>Budget</h1><p>The budget was adopted.</p></body></html>`

// What is gone, in whatever way it says so, is got from a web archive in the same run.
func TestCopyOfWhatIsGone(t *testing.T) {
	const near, far = "20230301120000", "20190101000000"
	fine := map[string]http.HandlerFunc{cdxPage: lists(far, near, "20230228000000 404"), copyPage(near): says(newsPage)}
	for _, c := range []struct {
		name    string
		pages   map[string]http.HandlerFunc
		outcome corpus.Outcome // of the address itself
		final   string         // stamp of the copy that is got, "" none
		memento string         // its date
	}{
		{"404", fine, corpus.NotFound, near, near},
		{"410", with(fine, pageOf(lost), status(http.StatusGone)), corpus.Gone, near, near},
		{"page that says so", with(fine, pageOf(lost), says(`<html><title>Page not found</title><h1>404</h1><p>Sorry.</p></html>`)), corpus.NotFound, near, near},
		{"front page", with(with(fine, pageOf(lost), moved("/")), "news.example/", says(newsPage)), corpus.NotFound, near, near},
		{"index has none", map[string]http.HandlerFunc{cdxPage: lists(), availabilityPage: knows(near), copyPage(near): says(newsPage)}, corpus.NotFound, near, near},
		{"index does not answer in JSON", map[string]http.HandlerFunc{
			cdxPage: says("Blocked Site Error"), availabilityPage: knows(near), copyPage(near): says(newsPage),
		}, corpus.NotFound, near, near},
		{"copy of another time", map[string]http.HandlerFunc{
			cdxPage: lists(near), copyPage(near): moved("https://" + copyPage("20230405060708")), copyPage("20230405060708"): says(newsPage),
		}, corpus.NotFound, "20230405060708", "20230405060708"},
		{"copy that states its time", map[string]http.HandlerFunc{
			cdxPage: lists(near), copyPage(near): func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Memento-Datetime", "Wed, 01 Mar 2023 11:59:58 GMT")
				says(newsPage)(w, r)
			},
		}, corpus.NotFound, near, "20230301115958"},
		{"none", map[string]http.HandlerFunc{cdxPage: lists(), availabilityPage: knows("")}, corpus.NotFound, "", ""},
		{"excluded", map[string]http.HandlerFunc{cdxPage: lists(near), copyPage(near): status(http.StatusForbidden)}, corpus.NotFound, "", ""},
		{"copy that says not found", map[string]http.HandlerFunc{
			cdxPage: lists(near), copyPage(near): says(`<html><title>Page not found</title><h1>404</h1><p>Sorry.</p></html>`),
		}, corpus.NotFound, "", ""},
		{"robots.txt of the archive", map[string]http.HandlerFunc{"web.archive.org/robots.txt": says("User-agent: *\nDisallow: /cdx/\n"), availabilityPage: knows("")}, corpus.NotFound, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, b, _ := copyBench(t, c.pages)
			got := b.run(t)
			if !slices.ContainsFunc(got, func(k corpus.Capture) bool {
				return k.URL == lost && k.Outcome == c.outcome && k.Via != corpus.ViaWayback
			}) {
				t.Errorf("the address itself is not %s: %q", c.outcome, lines(got))
			}
			checkCopy(t, b, got, c.final, c.memento)
		})
	}
}

func with(pages map[string]http.HandlerFunc, page string, h http.HandlerFunc) map[string]http.HandlerFunc {
	out := map[string]http.HandlerFunc{page: h}
	for name, other := range pages {
		if name != page {
			out[name] = other
		}
	}
	return out
}

// checkCopy checks that the captures hold one copy of what is lost, that of the time final, or none.
func checkCopy(t *testing.T, b *bench, got []corpus.Capture, final, memento string) {
	t.Helper()
	ctx := context.Background()
	var copies []corpus.Capture
	for _, c := range got {
		if c.Outcome.Got() && c.Role == corpus.RoleCited {
			copies = append(copies, c)
		}
		if c.Role == corpus.RoleListing && !strings.Contains(string(c.URL), "archive.org") {
			t.Errorf("%s of %s is no answer of the archive", c.Outcome, c.URL)
		}
	}
	if _, ok, err := b.store.LastCapture(ctx, corpus.TargetKey(lost)); ok || err != nil {
		t.Errorf("a copy counts as a capture from its own host: %v", err)
	}
	if final == "" {
		if len(copies) > 0 {
			t.Errorf("%q", lines(copies))
		}
		return
	}
	if len(copies) != 1 {
		t.Fatalf("%d copies: %q", len(copies), lines(got))
	}
	c := copies[0]
	if c.URL != lost || c.FinalURL != corpus.URL("https://"+copyPage(final)) || c.Via != corpus.ViaWayback || !c.IsCopy() {
		t.Errorf("%+v", c)
	}
	if at := c.MementoDate.UTC().Format("20060102150405"); at != memento {
		t.Errorf("made at %s, want %s", at, memento)
	}
	checkPayload(t, b, c)
	stored, ok, err := store.Get[corpus.Capture](ctx, b.store.Store, string(c.CaptureID))
	if err != nil || !ok || stored.DocumentID != corpus.DocumentIDOf(c.Payload) || !stored.MementoDate.Equal(c.MementoDate) {
		t.Errorf("%+v, %v", stored, err)
	}
}

// A web archive that has none is asked again after a month, not each time that the address is tried.
func TestCopyIsAskedForAgain(t *testing.T) {
	const near = "20230301120000"
	w, b, c := copyBench(t, map[string]http.HandlerFunc{cdxPage: lists(), availabilityPage: knows("")})
	for _, step := range []struct {
		days int
		want []string
	}{
		{0, []string{pageOf(lost), cdxPage, availabilityPage}},
		{0, nil},
		{2, []string{pageOf(lost)}},
		{29, []string{pageOf(lost)}},
		{34, []string{pageOf(lost), cdxPage, availabilityPage}},
		{36, nil},
	} {
		c.ahead = time.Duration(step.days) * day
		b.run(t)
		got := w.asked()
		if slices.Sort(got); !slices.Equal(got, sorted(step.want)) {
			t.Errorf("on day %d: %q, want %q", step.days, got, step.want)
		}
	}
	w.set(cdxPage, lists(near))
	w.set(copyPage(near), says(newsPage))
	c.ahead = 34*day + 67*day
	checkCopy(t, b, b.run(t), near, near)
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

// What the web archive could not answer is asked again soon; nothing is lost.
func TestCopyWhenTheArchiveIsBusy(t *testing.T) {
	const near = "20230301120000"
	for _, c := range []struct {
		name  string
		pages map[string]http.HandlerFunc
		after time.Duration
	}{
		{"index 429", map[string]http.HandlerFunc{cdxPage: status(http.StatusTooManyRequests), availabilityPage: status(http.StatusTooManyRequests)}, time.Hour},
		{"index 503 until later", map[string]http.HandlerFunc{
			cdxPage: status(http.StatusServiceUnavailable, "Retry-After", "3600"), availabilityPage: status(http.StatusServiceUnavailable),
		}, 2 * time.Hour},
		{"index 429, copy known otherwise", map[string]http.HandlerFunc{
			cdxPage: status(http.StatusTooManyRequests), availabilityPage: knows(near), copyPage(near): says(newsPage),
		}, time.Hour},
		{"copy 429", map[string]http.HandlerFunc{cdxPage: lists(near), copyPage(near): status(http.StatusTooManyRequests)}, time.Hour},
		{"copy cut off", map[string]http.HandlerFunc{cdxPage: lists(near), copyPage(near): func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "999")
			says(newsPage)(w, r)
		}}, time.Hour},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, b, clock := copyBench(t, c.pages)
			checkCopy(t, b, b.run(t), "", "")
			if got := b.run(t); len(got) != 0 {
				t.Errorf("asked again at once: %q", lines(got))
			}
			w.set(cdxPage, lists(near))
			w.set(copyPage(near), says(newsPage))
			clock.ahead = c.after
			checkCopy(t, b, b.run(t), near, near)
		})
	}
}

// Whoever holds the document from its own host needs no copy.
func TestNoCopyOfWhatIsHeld(t *testing.T) {
	w, b, c := copyBench(t, map[string]http.HandlerFunc{pageOf(lost): says(newsPage)})
	wantLines(t, b.run(t), "fetched cited "+lost)
	w.set(pageOf(lost), status(http.StatusGone))
	w.asked()
	for c.ahead = 40 * day; c.ahead < 44*day; c.ahead += 2 * day {
		wantLines(t, b.run(t), "gone cited "+lost)
	}
	if got := w.asked(); !slices.Equal(got, []string{pageOf(lost), pageOf(lost)}) {
		t.Errorf("%q", got)
	}
	last, ok, err := b.store.LastCapture(t.Context(), corpus.TargetKey(lost))
	if err != nil || !ok || last.Outcome != corpus.Fetched {
		t.Errorf("%+v, %v", last, err)
	}
}

// What fails for good is as good as gone: after the last attempt a copy is got, not before.
func TestCopyOfWhatFailsForGood(t *testing.T) {
	const near = "20230301120000"
	w, b, c := copyBench(t, map[string]http.HandlerFunc{
		pageOf(lost): status(http.StatusInternalServerError), cdxPage: lists(near), copyPage(near): says(newsPage),
	})
	for i := range frontier.MaxAttempts {
		c.ahead = time.Duration(i) * 8 * time.Hour
		got := b.run(t)
		want := []string{pageOf(lost)}
		if i == frontier.MaxAttempts-1 {
			want = append(want, cdxPage, copyPage(near))
			checkCopy(t, b, got, near, near)
		}
		if asked := w.asked(); !slices.Equal(asked, want) {
			t.Errorf("attempt %d: %q", i+1, asked)
		}
	}
}

// Reports that are gone are not asked of a web archive, and neither is what only the operator asks for.
func TestNoCopyOfReports(t *testing.T) {
	w, b, _ := copyBench(t, map[string]http.HandlerFunc{"ogp.example/irm/": says(`<a href="/documents/a/">A</a>`)})
	b.store.cited = nil
	b.Sources = listing
	b.run(t)
	b.URLs = []corpus.URL{lost}
	b.run(t)
	if got := w.asked(); slices.ContainsFunc(got, func(u string) bool { return strings.Contains(u, "archive.org") }) {
		t.Errorf("%q", got)
	}
}

// fields returns the metadata records of the archive as "URL name: value".
func (b *bench) fields(t *testing.T) (out []string) {
	t.Helper()
	b.records(t, func(r *warc.Record, block string) {
		if r.Type() != warc.TypeMetadata {
			return
		}
		for line := range strings.Lines(block) {
			out = append(out, fmt.Sprintf("%s %s", r.Header.Get("WARC-Target-URI"), strings.TrimSpace(line)))
		}
	})
	return out
}

// The archive keeps by which way a copy was got and what was asked for.
func TestCopyInTheArchive(t *testing.T) {
	const near = "20230301120000"
	_, b, _ := copyBench(t, map[string]http.HandlerFunc{cdxPage: lists(near), copyPage(near): says(newsPage)})
	b.run(t)
	at := "https://" + copyPage(near)
	for _, want := range []string{at + " irmtrail-asked: " + lost, at + " irmtrail-via: wayback", at + " irmtrail-outcome: fetched", at + " irmtrail-role: cited"} {
		if got := b.fields(t); !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}
