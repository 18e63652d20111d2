// Package discover finds the next addresses to get in pages that were got.
//
// It reads a page of a listing ([ReadListing]: its links and its next page), a sitemap ([ReadSitemap]: pages and further
// sitemaps, also compressed) and a report's page ([ReadPage]: the files that it offers and its translations). What is in
// scope is asked of [Scope]. Words by which a page says "Next" are data, one file per language in words;
// those for "Downloads" are [corpus.HeadsDownloads].
//
// All functions are pure and take bytes of strangers: what cannot be read gives fewer links, never a panic. Links in
// footnotes are not read here: they are citations, which extraction finds and repairs.
package discover

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"github.com/goccy/go-yaml"
	whatwg "github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// nextWords returns the words of all languages by which a page leads to its next one.
var nextWords = sync.OnceValue(func() []string {
	var all []string
	names, err := fs.Glob(wordFiles, "words/*.yaml")
	if err != nil || len(names) == 0 {
		panic(fmt.Sprintf("embedded words: %d files, %v", len(names), err))
	}
	for _, name := range names {
		var w struct{ Next []string }
		text, err := wordFiles.ReadFile(name)
		if err == nil {
			err = yaml.UnmarshalWithOptions(text, &w, yaml.Strict())
		}
		if err != nil {
			panic(fmt.Sprintf("embedded %s: %v", name, err))
		}
		all = append(all, w.Next...)
	}
	return all
})

// says reports whether a label is one of the phrases, whatever its case and whatever signs stand around it ("Next »").
func says(label string, phrases []string) bool {
	label = strings.Join(strings.Fields(strings.ToLower(label)), " ")
	label = strings.Trim(label, " »›→>«:.…")
	return slices.Contains(phrases, label)
}

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

// links returns the addresses that elements link to, once each, in order.
func (d document) links(elements []*html.Node) []corpus.URL {
	var out []corpus.URL
	seen := map[corpus.URL]bool{}
	for _, a := range elements {
		href, _ := attribute(a, "href")
		if u := d.resolve(href); u != "" && !strings.HasPrefix(href, "#") && !seen[u] {
			seen[u] = true
			out = append(out, u)
		}
	}
	return out
}
