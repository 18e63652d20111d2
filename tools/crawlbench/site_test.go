package main

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

// served serves a small site with as many PDFs as asked.
func served(t *testing.T, l layout) (*httptest.Server, *counter) {
	t.Helper()
	counts := newCounter()
	s := httptest.NewServer(handler{l, counts})
	t.Cleanup(s.Close)
	return s, counts
}

func get(t *testing.T, address, tag string) (*http.Response, []byte) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if tag != "" {
		q.Header.Set("If-None-Match", tag)
	}
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r, body
}

func TestSiteAnswers(t *testing.T) {
	s, counts := served(t, layout{pages: 250, pdfs: 25, links: 3})
	for path, want := range map[string]int{
		"/robots.txt": 200, "/sitemap.xml": 200, "/sitemap-1.xml": 200, "/sitemap-2.xml": 404,
		"/reports/": 200, "/reports/page/3/": 200, "/reports/page/4/": 404,
		"/documents/report-250/": 200, "/documents/report-251/": 404, "/documents/report-0/": 404,
		"/files/report-10.pdf": 200, "/files/report-11.pdf": 404, "/private/draft-10.pdf": 200, "/": 404,
	} {
		r, body := get(t, s.URL+path, "")
		if r.StatusCode != want {
			t.Errorf("GET %s: %d, want %d", path, r.StatusCode, want)
		}
		if want != http.StatusOK {
			continue
		}
		again, body2 := get(t, s.URL+path, r.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified || len(body2) != 0 {
			t.Errorf("GET %s again: %d with %d bytes, want 304 with none", path, again.StatusCode, len(body2))
		}
		if _, third := get(t, s.URL+path, ""); !bytes.Equal(body, third) {
			t.Errorf("GET %s twice: different bytes", path)
		}
	}
	got := counts.snapshot()
	if want := (Count{Requests: 3, OK: 2, NotModified: 1, Distinct: 1}); got.Pages != want {
		t.Errorf("counted of pages %+v, want %+v", got.Pages, want)
	}
	if got.Forbidden.Requests != 3 || got.Listings.Distinct != 2 {
		t.Errorf("counted %+v, want 3 requests for what is forbidden and 2 listings", got)
	}
}

func TestPDFs(t *testing.T) {
	seen := map[string]bool{}
	for n := range 20 {
		file := pdf(n + 1)
		if len(file) < pdfBytes-100 || len(file) > pdfBytes+100 {
			t.Errorf("PDF %d has %d bytes, want about %d", n+1, len(file), pdfBytes)
		}
		if !bytes.HasPrefix(file, []byte("%PDF-1.")) || !bytes.HasSuffix(file, []byte("%%EOF\n")) {
			t.Errorf("PDF %d lacks its start or its end", n+1)
		}
		_, after, _ := strings.Cut(string(file), "\nstartxref\n")
		at, err := strconv.Atoi(strings.Fields(after)[0])
		if err != nil || !bytes.HasPrefix(file[at:], []byte("xref\n")) {
			t.Errorf("PDF %d: no table at %d", n+1, at)
		}
		var squeezed bytes.Buffer
		w, err := flate.NewWriter(&squeezed, flate.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(file); err != nil || w.Close() != nil {
			t.Fatal("cannot compress")
		}
		if squeezed.Len() < pdfBytes*95/100 {
			t.Errorf("PDF %d compresses to %d bytes", n+1, squeezed.Len())
		}
		seen[string(file)] = true
	}
	if len(seen) != 20 {
		t.Errorf("%d different PDFs of 20", len(seen))
	}
}

func TestLayout(t *testing.T) {
	for _, l := range []layout{{5000, 500, 5}, {1000, 1000, 5}, {7, 3, 5}, {10, 0, 5}} {
		offered := map[int]bool{}
		for page := 1; page <= l.pages; page++ {
			if n := l.pdf(page); n > 0 {
				offered[n] = true
			}
		}
		if len(offered) != l.pdfs {
			t.Errorf("%+v: pages offer %d PDFs", l, len(offered))
		}
	}
	if l := (layout{pages: 100_001}); l.sitemaps() != 3 || l.listings() != 1001 {
		t.Errorf("%+v: %d sitemaps, %d listings", l, l.sitemaps(), l.listings())
	}
	if urls := strings.Count(string(layout{pages: 60_000}.sitemap(2, "http://example.org")), "<loc>"); urls != 10_000 {
		t.Errorf("the second sitemap of 60,000 pages names %d", urls)
	}
}

// A crawler that follows links and obeys robots.txt gets all of the site and nothing else.
func TestLinksReachEverything(t *testing.T) {
	l := layout{pages: 230, pdfs: 20, links: 4}
	s, counts := served(t, l)
	if err := crawlWithColly([]string{"-workers", "4", s.URL + listingPath(1)}); err != nil {
		t.Fatal(err)
	}
	f := figures{site: counts.snapshot(), layout: l}
	if lacks := f.incomplete(); lacks != "" {
		t.Errorf("got only %s", lacks)
	}
	if f.site.Forbidden.Requests+f.site.Unknown.Requests > 0 || f.site.Robots.Requests == 0 {
		t.Errorf("asked %+v", f.site)
	}
	if got, want := f.site.resources(), 230+20+3; got != want {
		t.Errorf("got %d resources, want %d", got, want)
	}
}

func TestIncomplete(t *testing.T) {
	l := layout{pages: 100, pdfs: 10}
	whole := Stats{Pages: Count{Distinct: 100}, PDFs: Count{Distinct: 10}}
	for name, c := range map[string]struct {
		change func(*Stats)
		want   string
	}{
		"by listing": {func(s *Stats) { s.Listings.Distinct = 1 }, ""},
		"by sitemap": {func(s *Stats) { s.Sitemaps.Distinct = 2 }, ""},
		"no list":    {func(*Stats) {}, "0 of 1 listings"},
		"lost pages": {func(s *Stats) { s.Listings.Distinct, s.Pages.Distinct = 1, 98 }, "98 of 100 pages"},
	} {
		s := whole
		c.change(&s)
		if got := (figures{site: s, layout: l}).incomplete(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   string
	}{
		{nil, "-"}, {[]float64{2}, "2.0 (2.0 to 2.0)"}, {[]float64{3, 1, 2}, "2.0 (1.0 to 3.0)"}, {[]float64{4, 1}, "2.5 (1.0 to 4.0)"},
	} {
		if got := spreadOf(c.values).format("%.1f"); got != c.want {
			t.Errorf("%v: %s, want %s", c.values, got, c.want)
		}
	}
}

func TestRefusesBadOptions(t *testing.T) {
	for _, args := range [][]string{{"-kind", "feed"}, {"-scale", "many"}, {"-scale", "0"}, {"-scale-kind", ""}} {
		if _, err := parseOptions(args); err == nil {
			t.Errorf("%s: no error", fmt.Sprint(args))
		}
	}
}
