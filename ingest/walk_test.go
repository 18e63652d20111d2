package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

// problems returns what was wrong since the last call, as "source code".
func (b *bench) problems() (out []string) {
	for _, p := range b.bad {
		out = append(out, p.Source+" "+p.Code)
	}
	b.bad = nil
	slices.Sort(out)
	return out
}

// linking is a page that links to addresses.
func linking(to ...string) http.HandlerFunc { return paged("", to...) }

// paged is a page of a listing that names the next one, "" none.
func paged(next string, to ...string) http.HandlerFunc {
	page := ""
	for _, u := range to {
		page += `<a href="` + u + `">x</a>`
	}
	if next != "" {
		page += `<a rel="next" href="` + next + `">Next</a>`
	}
	return func(w http.ResponseWriter, r *http.Request) {
		says("<html><title>"+r.URL.String()+"</title><body>"+page+"</body></html>")(w, r)
	}
}

// numbered returns the addresses of reports from one number to another.
func numbered(from, to int) (out []string) {
	for i := from; i <= to; i++ {
		out = append(out, fmt.Sprintf("/documents/%d/", i))
	}
	return out
}

// What a source makes of an address: the longest prefix decides, and an address is got in one role only.
func TestScopes(t *testing.T) {
	source := Source{
		Name: "ogp", Kind: KindListing, Seed: "http://ogp.example/irm/",
		Scope:   []corpus.URL{"http://ogp.example/documents/", "http://ogp.example/documents/old/kept/"},
		Through: []corpus.URL{"http://ogp.example/members/"},
		Linked:  []corpus.URL{"http://ogp.example/members/*/commitments/"},
		Except:  []corpus.URL{"http://ogp.example/documents/old/", "http://ogp.example/members/closed", "http://ogp.example/members/closed/commitments/"},
	}
	w := newWeb(t, map[string]http.HandlerFunc{
		"ogp.example/irm/": linking("/documents/a/", "/documents/old/b/", "/documents/old/kept/c/", "/members/chile/", "/members/closed/", "/stories/"),
		"ogp.example/members/chile/": linking("/documents/d/", "/members/chile/commitments/CL1/", "/members/peru/", "/irm/", "/stories/2/",
			"/members/closed/commitments/X1/"),
		"ogp.example/members/peru/":                  linking("/members/chile/"),
		"ogp.example/documents/a/":                   linking("/documents/e/", "/members/peru/commitments/PE1/"),
		"ogp.example/documents/d/":                   linking(),
		"ogp.example/documents/old/kept/c/":          linking(),
		"ogp.example/members/chile/commitments/CL1/": linking("/members/chile/commitments/CL2/", "/documents/f/"),
		"ogp.example/members/chile/commitments/CL2/": linking(),
		"ogp.example/members/peru/commitments/PE1/":  linking(),
		"ogp.example/irm/page/2/":                    linking(),
	})
	b := newBench(t, w, t.TempDir())
	b.Sources = []Source{source}
	got := b.run(t)
	wantLines(t, got,
		"fetched listing http://ogp.example/irm/",
		"fetched listing http://ogp.example/irm/page/2/",
		"fetched report http://ogp.example/documents/a/",
		"fetched report http://ogp.example/documents/old/kept/c/",
		"fetched listing http://ogp.example/members/chile/",
		"fetched listing http://ogp.example/members/peru/",
		"fetched report http://ogp.example/documents/d/",
		"fetched report http://ogp.example/members/chile/commitments/CL1/",
		"fetched report http://ogp.example/members/chile/commitments/CL2/",
		"fetched report http://ogp.example/members/peru/commitments/PE1/",
	)
	for _, c := range got {
		checkPayload(t, b, c)
	}
	if len(b.bad) > 0 {
		t.Error(b.bad)
	}
}

// Pages that are got for their links only are got again after a week, not with each round.
func TestThroughPagesAreGotAgain(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{
		"ogp.example/irm/": paged("", "/documents/a/", "/members/chile/"), "ogp.example/documents/a/": linking(), "ogp.example/members/chile/": linking(),
	})
	b := newBench(t, w, t.TempDir())
	c := &clock{}
	b.Now, b.Sources = c.now, []Source{{
		Name: "ogp", Kind: KindListing, Seed: "http://ogp.example/irm/", Scope: []corpus.URL{"http://ogp.example/documents/"}, Through: []corpus.URL{"http://ogp.example/members/"},
	}}
	for _, step := range []struct {
		days int
		want bool
	}{{0, true}, {1, false}, {6, false}, {8, true}, {9, false}} {
		c.ahead = time.Duration(step.days) * day
		b.run(t)
		if got := slices.Contains(w.asked(), "ogp.example/members/chile/"); got != step.want {
			t.Errorf("asked on day %d: %v", step.days, got)
		}
	}
}

const sitemapHead = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`

func sitemap(entries ...string) http.HandlerFunc {
	text := sitemapHead
	for _, e := range entries {
		u, changed, _ := strings.Cut(e, " ")
		text += "<url><loc>http://ogp.example" + u + "</loc>"
		if changed != "" {
			text += "<lastmod>" + changed + "</lastmod>"
		}
		text += "</url>"
	}
	return says(text + "</urlset>")
}

// A sitemap leads to reports, to what is wanted wherever it is linked, and through pages; what it says was changed since the
// last look is looked at again before its time.
func TestSitemapScopes(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{
		"ogp.example/sitemap.xml":                    sitemap("/documents/a/", "/documents/b/", "/members/chile/", "/members/chile/commitments/CL1/", "/stories/"),
		"ogp.example/documents/a/":                   tagged("<html>a</html>"),
		"ogp.example/documents/b/":                   tagged("<html>b</html>"),
		"ogp.example/members/chile/":                 linking("/members/chile/commitments/CL2/", "/documents/c/"),
		"ogp.example/documents/c/":                   tagged("<html>c</html>"),
		"ogp.example/members/chile/commitments/CL1/": tagged("<html>1</html>"),
		"ogp.example/members/chile/commitments/CL2/": tagged("<html>2</html>"),
	})
	b := newBench(t, w, t.TempDir())
	c := &clock{}
	b.Now, b.Sources = c.now, []Source{{
		Name: "map", Kind: KindSitemap, Seed: "http://ogp.example/sitemap.xml", Scope: []corpus.URL{"http://ogp.example/documents/"},
		Through: []corpus.URL{"http://ogp.example/members/"}, Linked: []corpus.URL{"http://ogp.example/members/*/commitments/"},
	}}
	wantLines(t, b.run(t),
		"fetched listing http://ogp.example/sitemap.xml", "fetched report http://ogp.example/documents/a/", "fetched report http://ogp.example/documents/b/",
		"fetched listing http://ogp.example/members/chile/", "fetched report http://ogp.example/members/chile/commitments/CL1/",
		"fetched report http://ogp.example/members/chile/commitments/CL2/", "fetched report http://ogp.example/documents/c/")
	now := time.Now().UTC()
	w.set("ogp.example/sitemap.xml", sitemap(
		"/documents/a/ "+now.Add(2*time.Hour).Format(time.RFC3339), "/documents/b/ "+now.Add(-48*time.Hour).Format(time.RFC3339), "/documents/c/ 2199-01-01"))
	c.ahead = 3 * time.Hour
	wantLines(t, b.run(t), "fetched listing http://ogp.example/sitemap.xml", "not_modified report http://ogp.example/documents/a/",
		"not_modified report http://ogp.example/documents/c/")
	if len(b.bad) > 0 {
		t.Error(b.bad)
	}
}

func feed(next string, items ...string) http.HandlerFunc {
	text := `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Reports</title>`
	if next != "" {
		text += `<atom:link rel="next" href="` + next + `"/>`
	}
	for _, i := range items {
		u, file, _ := strings.Cut(i, " ")
		text += "<item><link>http://ogp.example" + u + "</link>"
		if file != "" {
			text += `<enclosure url="http://ogp.example` + file + `" type="application/pdf" length="1"/>`
		}
		text += "</item>"
	}
	return says(text + "</channel></rss>")
}

func TestFeed(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{
		"ogp.example/feed/":           feed("http://ogp.example/feed/?page=2", "/documents/a/ /documents/a.pdf", "/stories/x/ /stories/x.pdf"),
		"ogp.example/feed/?page=2":    feed("", "/documents/b/"),
		"ogp.example/documents/a/":    linking(),
		"ogp.example/documents/b/":    linking(),
		"ogp.example/documents/a.pdf": says("%PDF-1.4\na\n%%EOF\n"),
		"bad.example/feed/":           says("<html>no feed</html>"),
		"empty.example/feed/":         feed("", "/stories/y/"),
	})
	b := newBench(t, w, t.TempDir())
	for _, host := range []string{"ogp", "bad", "empty", "none"} {
		b.Sources = append(b.Sources, Source{
			Name: host, Kind: KindFeed, Seed: corpus.URL("http://" + host + ".example/feed/"), Scope: []corpus.URL{"http://ogp.example/documents/"}, Optional: host == "none",
		})
	}
	got := b.run(t)
	reports := slices.DeleteFunc(got, func(c corpus.Capture) bool { return c.Role != corpus.RoleReport })
	wantLines(t, reports, "fetched report http://ogp.example/documents/a/", "fetched report http://ogp.example/documents/b/", "fetched report http://ogp.example/documents/a.pdf")
	for _, p := range b.bad {
		if p.Optional != (p.Source == "none") {
			t.Errorf("%+v", p)
		}
	}
	if got, want := b.problems(), []string{"bad bad_feed", "empty listing_empty", "none source_unreachable"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// shrinking is a bench for a listing of two pages, with six reports on the first and two on the second.
func shrinking(t *testing.T) (*web, *bench, *clock) {
	t.Helper()
	w := newWeb(t, map[string]http.HandlerFunc{
		"ogp.example/irm/":        paged("/irm/page/2/", numbered(1, 6)...),
		"ogp.example/irm/page/2/": paged("", numbered(7, 8)...),
	})
	b := newBench(t, w, t.TempDir())
	c := &clock{}
	b.Now, b.Sources = c.now, listing
	b.run(t)
	if len(b.bad) > 0 {
		t.Error(b.bad)
	}
	return w, b, c
}

// A listing that shows far less than before is told of each time, for a week; then it is so.
func TestListingThatShrank(t *testing.T) {
	w, b, c := shrinking(t)
	for _, step := range []struct {
		days, shows int
		want        string
	}{
		{1, 4, ""}, // half of them
		{2, 8, ""},
		{3, 3, "ogp listing_shrank"},
		{4, 2, "ogp listing_shrank"},
		{5, 8, ""}, // all there again
		{6, 3, "ogp listing_shrank"},
		{12, 3, "ogp listing_shrank"},
		{14, 3, ""}, // so it is
		{15, 3, ""},
		{16, 1, ""}, // it was short before
		{17, 0, "ogp listing_empty"},
	} {
		w.set("ogp.example/irm/", linking(numbered(1, step.shows)...))
		w.set("ogp.example/irm/page/2/", status(http.StatusNotFound)) // where the next would be
		c.ahead = time.Duration(step.days) * day
		b.run(t)
		if got := strings.Join(b.problems(), ", "); got != step.want {
			t.Errorf("on day %d: %q, want %q", step.days, got, step.want)
		}
	}
}

// A walk that did not see all pages says nothing of how much the listing shows.
func TestWalkWithAFailedPage(t *testing.T) {
	for name, failing := range map[string]http.HandlerFunc{
		"error":   status(http.StatusInternalServerError),
		"refused": status(http.StatusForbidden),
		"reset":   func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			w, b, c := shrinking(t)
			w.set("ogp.example/irm/", paged("/irm/page/2/", numbered(1, 1)...))
			w.set("ogp.example/irm/page/2/", failing)
			c.ahead = day
			b.run(t)
			if got := b.problems(); len(got) > 0 {
				t.Errorf("%q", got)
			}
			w.set("ogp.example/irm/page/2/", status(http.StatusNotFound)) // the page past the end
			c.ahead = 2 * day
			b.run(t)
			if got := b.problems(); !slices.Equal(got, []string{"ogp listing_shrank"}) {
				t.Errorf("the whole walk: %q", got)
			}
		})
	}
}

// Neither does one whose first pages an earlier run of the round saw, which was stopped.
func TestWalkOfAnInterruptedRound(t *testing.T) {
	w, b, c := shrinking(t)
	c.ahead = day
	ctx, cancel := context.WithCancel(t.Context())
	b.OnCapture = func(k corpus.Capture) {
		if k.Role == corpus.RoleListing {
			cancel()
		}
	}
	if err := b.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	b.OnCapture = func(k corpus.Capture) { b.got = append(b.got, k) }
	w.asked()
	b.run(t)
	if got := w.asked(); slices.Contains(got, "ogp.example/irm/") || !slices.Contains(got, "ogp.example/irm/page/2/") {
		t.Errorf("%q", got)
	}
	if got := b.problems(); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

// runOf returns a run on a frontier in memory, for what needs no requests.
func runOf(t *testing.T, c Crawler) *run {
	t.Helper()
	f, err := frontier.Open(context.Background(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return c.newRun(f)
}

func TestWalkTooLong(t *testing.T) {
	var bad []Problem
	r := runOf(t, Crawler{Sources: listing, OnProblem: func(p Problem) { bad = append(bad, p) }})
	for _, c := range []struct {
		depth int
		more  bool
	}{{0, true}, {maxPages - 2, true}, {maxPages - 1, false}} {
		v := &visit{run: r, entry: frontier.Entry{URL: "http://ogp.example/irm/", Source: "ogp", Role: corpus.RoleListing, Depth: c.depth}}
		found := v.goOn(nil, "http://ogp.example/irm/page/x/", maxPages)
		if (len(found) == 1) != c.more || (len(bad) > 0) == c.more {
			t.Errorf("from depth %d: %+v, %+v", c.depth, found, bad)
		}
		if c.more && (found[0].Depth != c.depth+1 || found[0].Role != corpus.RoleListing) {
			t.Errorf("%+v", found[0])
		}
	}
	if len(bad) != 1 || bad[0].Code != WalkTooLong || bad[0].Source != "ogp" || !r.walk("ogp").failed {
		t.Errorf("%+v", bad)
	}
}

// Sitemaps below each other end somewhere, whatever they say.
func TestSitemapsBelowEachOther(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{})
	for i := range 9 {
		w.pages[fmt.Sprintf("ogp.example/s%d.xml", i)] = says(fmt.Sprintf(`<sitemapindex><sitemap><loc>http://ogp.example/s%d.xml</loc></sitemap><sitemap><loc>http://ogp.example/s0.xml</loc></sitemap></sitemapindex>`, i+1))
	}
	b := newBench(t, w, t.TempDir())
	b.Sources = []Source{{Name: "map", Kind: KindSitemap, Seed: "http://ogp.example/s0.xml", Scope: listing[0].Scope}}
	b.run(t)
	if got := w.asked(); len(got) != maxSitemaps+1 {
		t.Errorf("%q", got)
	}
}
