// Package discover finds the next addresses to get in pages that were got.
//
// It reads a page of a listing ([ReadListing]: its links and its next page), a sitemap ([ReadSitemap]: pages and further
// sitemaps, also as text or in a robots.txt), a feed ([ReadFeed]: RSS and Atom), a collection of the REST interface of
// WordPress ([WordPress] writes the addresses, [ReadWordPress] reads the answers) and a report's page ([ReadPage]: the files
// that it offers, its translations, its links). What becomes of an address is asked of [Scope], and of [IsTrap] whether it
// leads nowhere new. Words by which a page says "Next" are data, one file per language in words; those for
// "Downloads" are [corpus.HeadsDownloads]; habits of sites are files in quirks.
//
// All functions are pure and take bytes of strangers: what cannot be read gives fewer links, never a panic. Links in
// footnotes are not read here: they are citations, which extraction finds and repairs.
package discover

import (
	"bytes"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	whatwg "github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/irmtrail/irmtrail/corpus"
)

// document is a page with the address that its links are relative to.
type document struct {
	*goquery.Document
	base string
}

// parse reads a page in whatever charset it has; ok is false when it is no HTML that can be read.
func parse(payload []byte, at corpus.URL) (d document, ok bool) {
	utf8, err := charset.NewReader(bytes.NewReader(payload), "text/html")
	if err != nil {
		return d, false
	}
	doc, err := goquery.NewDocumentFromReader(utf8)
	if err != nil {
		return d, false
	}
	d = document{doc, string(at)}
	if base, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if u := d.resolve(base); u != "" {
			d.base = string(u)
		}
	}
	return d, true
}

// maxAddress bounds an address as a page writes it. Servers refuse longer ones, and every link is read with the base.
const maxAddress = 8 << 10

// resolve makes a link absolute, without fragment; "" when it leads nowhere on the web.
func (d document) resolve(href string) corpus.URL {
	if len(href) > maxAddress {
		return ""
	}
	u, err := whatwg.ParseRef(d.base, strings.TrimSpace(href))
	if err != nil || u.Scheme() != "http" && u.Scheme() != "https" {
		return ""
	}
	return corpus.URL(u.Href(true))
}

// maxLinks bounds the links that are taken from one page.
const maxLinks = 10_000

// links returns the addresses that elements link to, once each, in order.
func (d document) links(elements []*html.Node) []corpus.URL {
	var out []corpus.URL
	seen := map[corpus.URL]bool{}
	for _, a := range elements[:min(len(elements), maxLinks)] {
		href, _ := attribute(a, "href")
		if u := d.resolve(href); u != "" && !strings.HasPrefix(href, "#") && !seen[u] {
			seen[u] = true
			out = append(out, u)
		}
	}
	return out
}

// followed returns the addresses that a page links to, without traps.
func (d document) followed() []corpus.URL {
	return slices.DeleteFunc(d.links(d.Find("a[href], area[href]").Nodes), IsTrap)
}
