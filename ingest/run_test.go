package ingest

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

const (
	driveOK      = "1AAAAAAAAAAAAAAAAAAAAAAAAAAAAAok"
	drivePrivate = "1AAAAAAAAAAAAAAAAAAAAAAAAprivate"
	driveBig     = "1AAAAAAAAAAAAAAAAAAAAAAAAAAAAbig"
	minutesPDF   = "%PDF-1.4\nminutes\n%%EOF\n"
)

var listing = []Source{{Name: "ogp", Kind: KindListing, Seed: "http://ogp.example/irm/", Scope: []corpus.URL{
	"http://ogp.example/documents/", "http://ogp.example/es/documents/", "http://ogp.example/uploads/",
}}}

// site is a listing of two pages that show one report twice, three reports with files and a translation, and the hosts
// that they cite.
func site() map[string]http.HandlerFunc {
	drive := "drive.google.com/uc?export=download&id="
	file := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Disposition", `attachment; filename="minutes.pdf"`)
		says(minutesPDF)(w, r)
	}
	return map[string]http.HandlerFunc{
		"ogp.example/robots.txt":        tagged("User-agent: *\nDisallow: /private/\n"),
		"ogp.example/irm/":              tagged(`<a href="/documents/a/">A</a><a href="/stories/s/">S</a><a href="/documents/b/">B</a><a class="next" href="/irm/page/2/">Next</a>`),
		"ogp.example/irm/page/2/":       tagged(`<a href="/documents/b/">B</a><a href="/documents/c">C</a><a href="/irm/">1</a>`),
		"ogp.example/documents/a/":      tagged(`<html><link rel="alternate" hreflang="es" href="/es/documents/a/"><p>[1] <a href="http://ogp.example/uploads/cited.pdf">x</a></p><h2>Downloads</h2><p><a href="/uploads/a.pdf">PDF</a></p></html>`),
		"ogp.example/documents/b/":      tagged(`<html><p>B</p></html>`),
		"ogp.example/documents/c":       moved("/documents/c/"),
		"ogp.example/documents/c/":      tagged(`<html><p>C</p></html>`),
		"ogp.example/es/documents/a/":   tagged(`<html lang=es><p>A</p></html>`),
		"ogp.example/uploads/a.pdf":     tagged("%PDF-1.4\nreport a\n%%EOF\n"),
		"ogp.example/uploads/cited.pdf": tagged("%PDF-1.4\ncited\n%%EOF\n"),

		drive + driveOK: moved("http://drive.usercontent.google.com/download?id=" + driveOK + "&export=download"),
		"drive.usercontent.google.com/download?id=" + driveOK + "&export=download": file,
		drive + drivePrivate: moved("http://accounts.google.com/ServiceLogin?continue=x"),
		drive + driveBig:     says(`<html><title>Google Drive - Virus scan warning</title><form id="download-form" action="http://drive.usercontent.google.com/download"><input type="hidden" name="id" value="` + driveBig + `"><input type="hidden" name="confirm" value="t"></form></html>`),
		"drive.usercontent.google.com/download?confirm=t&id=" + driveBig: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Disposition", "attachment")
			says("%PDF-1.4\nbig\n%%EOF\n")(w, r)
		},

		"closed.example/robots.txt": says("User-agent: irmtrail\nDisallow: /\n"),
		"sick.example/robots.txt":   status(http.StatusServiceUnavailable),
		"dead.example/robots.txt":   func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) },
		"news.example/gone":         status(http.StatusGone),
		"news.example/members":      status(http.StatusUnauthorized),
		"news.example/short":        moved("http://short.example/x"),
		"short.example/x":           moved("http://news.example/article"),
		"news.example/article":      says(`<html><body>News</body></html>`),
		"news.example/first":        says(`<html><body>Again</body></html>`),
		"news.example/copy":         says(`<html><body>Again</body></html>`),
		"news.example/loop":         moved("/loop2"),
		"news.example/loop2":        moved("/loop"),
		"news.example/cut": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			says("%PDF-1.4\nnever")(w, r)
		},
		"news.example/broken": status(http.StatusInternalServerError),
		"news.example/hidden": moved("http://169.254.169.254/latest/"),
	}
}

func cited() []corpus.URL {
	return []corpus.URL{
		"https://www.ogp.example/uploads/cited.pdf#page=2",
		"http://drive.google.com/file/d/" + driveOK + "/view?usp=sharing", "http://drive.google.com/open?id=" + drivePrivate,
		"http://drive.google.com/file/d/" + driveBig + "/view",
		"http://closed.example/x", "http://sick.example/x", "http://dead.example/x", "http://ogp.example/private/x", "http://ogp.example/documents/b",
		"http://news.example/none", "http://news.example/gone", "http://news.example/members", "http://news.example/short",
		"http://news.example/first", "http://news.example/copy",
		"http://news.example/loop", "http://news.example/cut", "http://news.example/broken", "http://news.example/hidden",
		"mailto:someone@example.org",
	}
}

func TestRun(t *testing.T) {
	w := newWeb(t, site())
	b := newBench(t, w, t.TempDir())
	b.Sources = listing
	b.store.cited = slices.DeleteFunc(cited(), func(u corpus.URL) bool {
		return strings.HasPrefix(string(u), "https:") || strings.Contains(string(u), "drive.")
	})
	wantLines(t, b.run(t),
		"fetched listing http://ogp.example/irm/",
		"fetched listing http://ogp.example/irm/page/2/",
		"fetched report http://ogp.example/documents/a/",
		"fetched report http://ogp.example/documents/b/",
		"redirected report http://ogp.example/documents/c -> http://ogp.example/documents/c/",
		"fetched report http://ogp.example/documents/c -> http://ogp.example/documents/c/",
		"fetched report http://ogp.example/es/documents/a/",
		"fetched report http://ogp.example/uploads/a.pdf",
		"blocked_by_robots cited http://closed.example/x",
		"blocked_by_robots cited http://sick.example/x",
		"network_error cited http://dead.example/x",
		"blocked_by_robots cited http://ogp.example/private/x",
		"not_found cited http://news.example/none",
		"gone cited http://news.example/gone",
		"login_required cited http://news.example/members",
		"redirected cited http://news.example/short -> http://short.example/x",
		"redirected cited http://short.example/x -> http://news.example/article",
		"fetched cited http://news.example/short -> http://news.example/article",
		"fetched cited http://news.example/first",
		"duplicate cited http://news.example/copy",
		"redirected cited http://news.example/loop -> http://news.example/loop2",
		"redirected cited http://news.example/loop2 -> http://news.example/loop",
		"http_error cited http://news.example/loop",
		"truncated cited http://news.example/cut",
		"http_error cited http://news.example/broken",
		"redirected cited http://news.example/hidden -> http://169.254.169.254/latest/",
		"blocked_by_policy cited http://news.example/hidden -> http://169.254.169.254/latest/",
		"blocked_by_policy cited mailto:someone@example.org",
	)
	if len(b.bad) != 0 {
		t.Error(b.bad)
	}
	for _, c := range b.got {
		if failed := !c.Outcome.Got() && c.Outcome != corpus.Redirected; failed != (c.Error != "") {
			t.Errorf("%s of %s says %q", c.Outcome, c.URL, c.Error)
		}
		checkPayload(t, b, c)
	}
	w.requests()
	again := b.run(t)
	for _, c := range again {
		if c.Role != corpus.RoleListing || c.Outcome != corpus.NotModified {
			t.Errorf("second run: %s of %s", c.Outcome, c.URL)
		}
	}
	if len(again) != 2 {
		t.Errorf("second run made %d captures", len(again))
	}
}

// checkPayload compares what the records say of a capture's payload with the archive.
func checkPayload(t *testing.T, b *bench, c corpus.Capture) {
	t.Helper()
	ctx := context.Background()
	if !c.Outcome.Got() {
		if c.Payload != "" {
			t.Errorf("%s of %s has a payload", c.Outcome, c.URL)
		}
		return
	}
	p, ok, err := b.store.Payload(ctx, c.Payload)
	if err != nil || !ok {
		t.Errorf("payload of %s: %v %v", c.URL, ok, err)
		return
	}
	body, err := b.Archive.Payload(warc.Location{File: p.WARCFile, Offset: p.WARCOffset})
	if err != nil || corpus.DigestOf(body) != c.Payload {
		t.Errorf("payload of %s reads %q, %v", c.URL, body, err)
	}
	_, isDocument, err := store.Get[corpus.Document](ctx, b.store.Store, string(corpus.DocumentIDOf(c.Payload)))
	if err != nil || isDocument != c.Role.Readable() {
		t.Errorf("document of %s (%s): %v %v", c.URL, c.Role, isDocument, err)
	}
}

func TestSharedFiles(t *testing.T) {
	w := newWeb(t, site())
	b := newBench(t, w, t.TempDir())
	b.Client = secured(t, w, "drive.google.com")
	t.Cleanup(b.Client.Close)
	b.store.cited = cited()[1:4]
	got := b.run(t)
	wantLines(t, got,
		"redirected cited https://drive.google.com/uc?export=download&id="+driveOK+" -> http://drive.usercontent.google.com/download?id="+driveOK+"&export=download",
		"fetched cited http://drive.google.com/file/d/"+driveOK+"/view?usp=sharing -> http://drive.usercontent.google.com/download?id="+driveOK+"&export=download",
		"redirected cited https://drive.google.com/embeddedfolderview?hl=en&id="+drivePrivate+" -> https://drive.google.com/uc?export=download&id="+drivePrivate,
		"login_required cited http://drive.google.com/open?id="+drivePrivate+" -> https://drive.google.com/uc?export=download&id="+drivePrivate,
		"redirected cited https://drive.google.com/uc?export=download&id="+driveBig+" -> http://drive.usercontent.google.com/download?confirm=t&id="+driveBig,
		"fetched cited http://drive.google.com/file/d/"+driveBig+"/view -> http://drive.usercontent.google.com/download?confirm=t&id="+driveBig,
	)
	for _, c := range got {
		if folder := strings.Contains(string(c.URL), "folderview"); c.Via != "drive" && !folder {
			t.Errorf("%s via %s", c.URL, c.Via)
		}
	}
	for _, u := range urls(w.requests()) {
		if strings.HasPrefix(u, "accounts.google.com") {
			t.Error("asked the login page")
		}
	}
}

// A report that is old is asked for again, and costs no body when it did not change.
func TestRefresh(t *testing.T) {
	w := newWeb(t, site())
	b := newBench(t, w, t.TempDir())
	b.Sources, b.Refresh = listing, time.Nanosecond
	b.run(t)
	w.requests()
	first := b.got
	w.mu.Lock()
	w.pages["ogp.example/documents/b/"] = tagged(`<html><p>B, corrected</p></html>`)
	w.mu.Unlock()
	wantLines(t, b.run(t),
		"not_modified listing http://ogp.example/irm/",
		"not_modified listing http://ogp.example/irm/page/2/",
		"not_modified report http://ogp.example/documents/a/",
		"fetched report http://ogp.example/documents/b/",
		"redirected report http://ogp.example/documents/c -> http://ogp.example/documents/c/",
		"not_modified report http://ogp.example/documents/c -> http://ogp.example/documents/c/",
		"not_modified report http://ogp.example/es/documents/a/",
		"not_modified report http://ogp.example/uploads/a.pdf",
	)
	for _, c := range b.got {
		checkPayload(t, b, c)
		if c.Outcome == corpus.NotModified && (c.ETag == "" || c.MediaType == "") {
			t.Errorf("%+v", c)
		}
	}
	if len(first) == 0 || slices.ContainsFunc(w.requests(), func(s seen) bool { return strings.HasSuffix(s.url, "/robots.txt") }) {
		t.Error("robots.txt was asked for again within a day")
	}
}

func TestSitemapSource(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{
		"ogp.example/sitemap.xml":  says(`<sitemapindex><sitemap><loc>http://ogp.example/s1.xml</loc></sitemap><sitemap><loc>http://ogp.example/sitemap.xml</loc></sitemap></sitemapindex>`),
		"ogp.example/s1.xml":       says(`<urlset><url><loc>http://ogp.example/documents/a/</loc></url><url><loc>http://ogp.example/members/</loc></url></urlset>`),
		"ogp.example/documents/a/": says(`<html><p>A</p></html>`),
	})
	b := newBench(t, w, t.TempDir())
	b.Sources = []Source{{Name: "map", Kind: KindSitemap, Seed: "http://ogp.example/sitemap.xml", Scope: listing[0].Scope}}
	wantLines(t, b.run(t),
		"fetched listing http://ogp.example/sitemap.xml",
		"fetched listing http://ogp.example/s1.xml",
		"fetched report http://ogp.example/documents/a/",
	)
}

func TestProblems(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{
		"empty.example/": says(`<html><a href="/elsewhere">x</a></html>`),
		"page.example/":  says(`<html>not a sitemap</html>`),
	})
	b := newBench(t, w, t.TempDir())
	scope := listing[0].Scope
	b.Sources = []Source{
		{Name: "empty", Kind: KindListing, Seed: "http://empty.example/", Scope: scope},
		{Name: "page", Kind: KindSitemap, Seed: "http://page.example/", Scope: scope},
		{Name: "none", Kind: KindListing, Seed: "http://none.example/", Scope: scope},
	}
	b.run(t)
	var got []string
	for _, p := range b.bad {
		got = append(got, p.Source+" "+p.Code)
	}
	slices.Sort(got)
	if want := []string{"empty listing_empty", "none source_unreachable", "page bad_sitemap"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A listing that never ends: every page past the last shows the last one again.
func TestEndlessListing(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{})
	for _, n := range []string{"", "page/2/", "page/3/", "page/4/", "page/5/"} {
		w.pages["ogp.example/irm/"+n] = says(`<html><a href="/documents/a/">A</a></html>`)
	}
	w.pages["ogp.example/documents/a/"] = says(`<html><p>A</p></html>`)
	b := newBench(t, w, t.TempDir())
	b.Sources = listing
	if got := lines(b.run(t)); len(got) != 3 {
		t.Errorf("%q", got)
	}
}

// A PDF that lacks its end again and again in the same way is so; one that changes is not taken.
func TestTruncatedAlike(t *testing.T) {
	n := 0
	w := newWeb(t, map[string]http.HandlerFunc{
		"a.example/same.pdf":  says("%PDF-1.4\nwithout an end"),
		"a.example/other.pdf": func(w http.ResponseWriter, r *http.Request) { n++; says("%PDF-1.4\n"+strings.Repeat("x", n))(w, r) },
	})
	b := newBench(t, w, t.TempDir())
	b.store.cited = []corpus.URL{"http://a.example/same.pdf", "http://a.example/other.pdf"}
	wantLines(t, b.run(t), "truncated cited http://a.example/same.pdf", "truncated cited http://a.example/other.pdf")
	if got := b.run(t); len(got) != 0 {
		t.Errorf("tried again at once: %q", lines(got))
	}
	b.RetryFailed = true
	wantLines(t, b.run(t), "truncated cited http://a.example/same.pdf", "truncated cited http://a.example/other.pdf")
	wantLines(t, b.run(t), "fetched cited http://a.example/same.pdf", "truncated cited http://a.example/other.pdf")
}

// fullDisk is a record store that cannot store what came from one host.
type fullDisk struct {
	Records
	host string
}

var errFull = errors.New("no space left")

func (s fullDisk) PutCaptures(ctx context.Context, kept ...corpus.Kept) error {
	for _, k := range kept {
		if k.Capture.Role == corpus.RoleCited && strings.Contains(string(k.Capture.URL), s.host) {
			return errFull
		}
	}
	return s.Records.PutCaptures(ctx, kept...)
}

// An error of ours cuts the other visits short: none is waited for, and all are made by the next run.
func TestFailureCancelsTheOthers(t *testing.T) {
	asked := make(chan struct{})
	hang := true
	w := newWeb(t, map[string]http.HandlerFunc{
		"slow.example/x": func(w http.ResponseWriter, r *http.Request) {
			if hang {
				hang = false
				close(asked)
				<-r.Context().Done()
			}
			says("<p>x</p>")(w, r)
		},
		"full.example/x": func(w http.ResponseWriter, r *http.Request) { <-asked; says("<p>y</p>")(w, r) },
	})
	b := newBench(t, w, t.TempDir())
	b.Client = clientOf(t, w.Listener.Addr(), fetch.Limits{Head: time.Hour, Idle: time.Hour})
	t.Cleanup(b.Client.Close)
	b.store.cited = []corpus.URL{"http://slow.example/x", "http://full.example/x"}
	b.Records = fullDisk{b.store, "full.example"}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := b.Run(ctx); !errors.Is(err, errFull) || errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	b.Records = b.store
	wantLines(t, b.run(t), "fetched cited http://slow.example/x", "fetched cited http://full.example/x")
}

func TestStop(t *testing.T) {
	w := newWeb(t, site())
	b := newBench(t, w, t.TempDir())
	b.Sources = listing
	ctx, cancel := context.WithCancel(context.Background())
	captured := 0
	b.OnCapture = func(c corpus.Capture) {
		if captured++; captured == 4 {
			cancel()
		}
	}
	if err := b.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	before := urls(w.requests())
	b.OnCapture = func(c corpus.Capture) { b.got = append(b.got, c) }
	b.run(t)
	for _, u := range urls(w.requests()) {
		if slices.Contains(before[:3], u) {
			t.Errorf("%s was got before the stop and again after it", u)
		}
	}
	if len(b.got) < 5 {
		t.Errorf("%q", lines(b.got))
	}
}
