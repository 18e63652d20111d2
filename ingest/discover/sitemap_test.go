package discover

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// sitemapRead is what a sitemap lists.
type sitemapRead struct{ Pages, Sitemaps []Listed }

// readSitemap collects what [WalkSitemap] hands over.
func readSitemap(payload []byte, at corpus.URL) (s sitemapRead, err error) {
	s.Sitemaps, err = WalkSitemap(payload, at, func(e Listed) error {
		s.Pages = append(s.Pages, e)
		return nil
	})
	return s, err
}

func TestReadSitemap(t *testing.T) {
	index, err := readSitemap(sample(t, "sitemap_index.xml"), "https://www.example.org/sitemap_index.xml")
	if err != nil || len(index.Sitemaps) != 3 || len(index.Pages) != 0 || !index.Sitemaps[1].Modified.Equal(time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v, %v", index, err)
	}
	raw := sample(t, "documents-sitemap.xml")
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write(raw)
	w.Close()
	for _, payload := range [][]byte{raw, z.Bytes()} {
		s, err := readSitemap(payload, "https://example.org/map.xml")
		if err != nil || len(s.Pages) != 1 || s.Pages[0].URL != "https://www.example.org/documents/mexico-results-report-2019-2022/" || s.Pages[0].Modified.IsZero() {
			t.Errorf("%+v, %v", s, err)
		}
	}
}

func TestReadSitemapFaults(t *testing.T) {
	const head = `<?xml version="1.0" encoding="ISO-8859-1"?><urlset>`
	for _, c := range []struct {
		name, xml string
		pages     int
		bad       bool
	}{
		{"Latin 1, bare ampersand", head + "<url><loc>https://example.org/?a=1&b=\xe9</loc><lastmod>2026-11-24</lastmod></url></urlset>", 1, false},
		{"cut", head + "<url><loc>https://example.org/1</loc></url><url><loc>https://exam", 1, false},
		{"other schemes", head + "<url><loc>file:///etc/passwd</loc></url></urlset>", 0, false},
		{"page", "<!DOCTYPE html><html><body>not found</body></html>", 0, true},
		{"empty", "", 0, true},
		{"no XML", "\x00\x01\x02", 0, true},
		{"bad gzip", "\x1f\x8b\x08", 0, true},
	} {
		s, err := readSitemap([]byte(c.xml), "https://example.org/map.xml")
		if len(s.Pages) != c.pages || errors.Is(err, ErrNoSitemap) != c.bad {
			t.Errorf("%s: %+v, %v", c.name, s, err)
		}
	}
}

// Every kind of sitemap, as "pages | sitemaps" without the host.
func TestSitemapKinds(t *testing.T) {
	const at = "https://example.org/maps/map.xml"
	for _, c := range []struct{ name, text, want string }{
		{"robots", "User-agent: *\nDisallow: /wp-admin/\n\nSitemap: https://example.org/a.xml\nsitemap : /b.xml # all of them\nSitemap: https://example.org/a.xml\n", "| /a.xml /b.xml"},
		{"text", "\ufeffhttps://example.org/a\r\n\r\nhttps://example.org/b?x=1&y=2\r\nftp://example.org/c\r\n", "/a /b?x=1&y=2 |"},
		{"relative", "<urlset><url><loc> /a </loc></url><url><loc>//example.org/b</loc></url></urlset>", "/a /b |"},
		{"repeats", "<urlset>" + strings.Repeat("<url><loc>https://example.org/a</loc></url>", 3) + "</urlset>", "/a |"},
		{"itself", "<sitemapindex><sitemap><loc>http://www.example.org/maps/map.xml</loc></sitemap><sitemap><loc>" + at + "</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>", "| /b.xml"},
		{"itself in a robots.txt", "Sitemap: " + at + "\nSitemap: /b.xml", "| /b.xml"},
		{"translations", `<urlset xmlns:xhtml="http://www.w3.org/1999/xhtml"><url><loc>/a</loc><xhtml:link rel="alternate" hreflang="es" href="/es/a"/><xhtml:link rel="alternate" hreflang="x-default" href="/a"/><xhtml:link rel="alternate" href="/amp"/></url></urlset>`, "/a /es/a |"},
		{"image", `<urlset><url><loc>/a</loc><image:image><image:loc>/i.png</image:loc></image:image></url></urlset>`, "/a |"},
		{"namespace prefix", `<s:urlset xmlns:s="x"><s:url><s:loc>/a</s:loc></s:url></s:urlset>`, "/a |"},
		{"CDATA, entity", `<urlset><url><loc><![CDATA[https://example.org/a?x=1&y=2]]></loc></url><url><loc>/caf&eacute;</loc></url></urlset>`, "/a?x=1&y=2 /caf%C3%A9 |"},
		{"control character", "<urlset><url><loc>/a</loc><title>\x0b</title></url><url><loc>/b</loc></url></urlset>", "/a /b |"},
		{"UTF-16", "\xff\xfe" + strings.ReplaceAll(`<?xml version="1.0" encoding="UTF-16"?><urlset><url><loc>/a</loc></url></urlset>`, "", "\x00")[1:], "/a |"},
		{"bomb", `<!DOCTYPE x [<!ENTITY a "/x"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>/a&b;</loc></url></urlset>`, "/a&b; |"},
	} {
		s, err := readSitemap([]byte(c.text), at)
		got := strings.TrimSpace(strings.ReplaceAll(listedAs(s.Pages)+" | "+listedAs(s.Sitemaps), "https://example.org", ""))
		if err != nil || got != c.want {
			t.Errorf("%s: %q, want %q (%v)", c.name, got, c.want, err)
		}
	}
}

// listedAs returns the addresses of entries in one line.
func listedAs(entries []Listed) string {
	var all []string
	for _, e := range entries {
		all = append(all, string(e.URL))
	}
	return strings.Join(all, " ")
}

// What would take memory or time without bounds ends early.
func TestSitemapBounds(t *testing.T) {
	var many strings.Builder
	many.WriteString("<urlset>")
	for i := range maxSitemapURLs + 10 {
		fmt.Fprintf(&many, "<url><loc>/%d</loc></url>", i)
	}
	if s, err := readSitemap([]byte(many.String()), "https://example.org/m.xml"); err != nil || len(s.Pages) != maxSitemapURLs {
		t.Errorf("%d pages, %v", len(s.Pages), err)
	}
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write(bytes.Repeat([]byte(" "), 1<<20))
	w.Close()
	text, err := opened(z.Bytes(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	if all, err := io.ReadAll(text); err != nil || len(all) != 1000 {
		t.Errorf("bomb: %d bytes, %v", len(all), err)
	}
	deep := "<urlset><url>" + strings.Repeat("<x>", 200_000) + "</url>"
	if _, err := readSitemap([]byte(deep), "https://example.org/m.xml"); !errors.Is(err, ErrNoSitemap) {
		t.Errorf("deep: %v", err)
	}
	if _, err := readSitemap([]byte("User-agent: *\nDisallow:"), "https://example.org/robots.txt"); !errors.Is(err, ErrNoSitemap) {
		t.Errorf("robots.txt without sitemaps: %v", err)
	}
}

func BenchmarkScopeOfSitemap(b *testing.B) {
	s := Scope{
		{"https://www.example.org/documents/", InScope},
		{"https://www.example.org/es/documents/", InScope},
		{"https://www.example.org/wp-content/uploads/", InScope},
		{"https://www.example.org/members/", Through},
		{"https://www.example.org/members/*/commitments/", Linked},
	}
	for b.Loop() {
		s.Of(corpus.URL("https://www.example.org/documents/mexico-results-report-2019-2022/"))
	}
}
