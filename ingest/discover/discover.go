// Package discover finds the next addresses to get in pages that were got.
//
// It reads a page of a listing ([ReadListing]: its links and its next page), a sitemap ([ReadSitemap]: pages and further
// sitemaps, also compressed) and a report's page ([ReadPage]: the files that it offers and its translations). What is in
// scope is asked of [Scope]. Words by which a page says "Downloads" or "Next" are data, one file per language in words.
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
	"golang.org/x/net/html/charset"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// words are what pages of the field write.
type words struct {
	Downloads []string
	Next      []string
}

// vocabulary returns the words of all languages. That the files can be read is proved by a test.
var vocabulary = sync.OnceValue(func() words {
	all, err := readWords()
	if err != nil {
		return words{}
	}
	return all
})

func readWords() (all words, err error) {
	names, err := fs.Glob(wordFiles, "words/*.yaml")
	if err != nil {
		return all, err
	}
	for _, name := range names {
		text, err := wordFiles.ReadFile(name)
		if err != nil {
			return all, err
		}
		var w words
		if err := yaml.UnmarshalWithOptions(text, &w, yaml.Strict()); err != nil {
			return all, fmt.Errorf("%s: %w", name, err)
		}
		all.Downloads = append(all.Downloads, w.Downloads...)
		all.Next = append(all.Next, w.Next...)
	}
	return all, nil
}

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

// resolve makes a link absolute, without fragment; "" when it leads nowhere on the web.
func (d document) resolve(href string) corpus.URL {
	u, err := whatwg.ParseRef(d.base, strings.TrimSpace(href))
	if err != nil || u.Scheme() != "http" && u.Scheme() != "https" {
		return ""
	}
	return corpus.URL(u.Href(true))
}

// links returns the addresses of the links in a selection, once each, in order.
func (d document) links(s *goquery.Selection) []corpus.URL {
	var out []corpus.URL
	seen := map[corpus.URL]bool{}
	s.Each(func(_ int, a *goquery.Selection) {
		href := a.AttrOr("href", "")
		if u := d.resolve(href); u != "" && !strings.HasPrefix(href, "#") && !seen[u] {
			seen[u] = true
			out = append(out, u)
		}
	})
	return out
}
