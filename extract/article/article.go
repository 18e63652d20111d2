// Package article finds what a cited web page is about: the article among menus, teasers and comments, its title, who publishes it and
// when. News and statements are cited by these.
//
// The article is found by trafilatura. It is given as ranges of the text that was read before, which stays whole: what a note quotes is looked
// for in all of a page. A day of publication counts only when the page states it: extractors of dates guess one from whatever years they see.
package article

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/markusmobius/go-trafilatura"
	parser "golang.org/x/net/html"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// Limits on what is looked at: the time grows faster than the page. Articles are shorter by far.
const (
	maxHTML = 3 << 20 // bytes
	maxTree = 60_000  // elements
)

// Article is what a page is about. A value that the page does not state is empty.
type Article struct {
	Title     string
	Publisher string
	Author    string
	Date      corpus.Date // a day
	Text      string      // paragraphs, a line each
}

// Read finds the article of a page, which is UTF-8, and whose text is what was read of it before; ok is false when there is none, or the
// page is too long to look for one.
func Read(html, text string, u corpus.URL) (a Article, ok bool) {
	if len(html) > maxHTML {
		return a, false
	}
	defer func() {
		if recover() != nil { // a fault of the extractor's: the page is read all the same
			a, ok = Article{}, false
		}
	}()
	address, err := url.Parse(string(u))
	if err != nil {
		address = nil
	}
	doc, err := parser.Parse(strings.NewReader(html))
	if err != nil {
		return a, false
	}
	found, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		OriginalURL: address, EnableFallback: false, ExcludeComments: true, MaxTreeSize: maxTree,
	})
	if err != nil || found == nil || strings.TrimSpace(found.ContentText) == "" {
		return a, false
	}
	m := found.Metadata
	a = Article{Title: oneLine(m.Title), Publisher: publisher(m), Author: oneLine(m.Author), Text: paragraphs(found.ContentNode)}
	if !m.Date.IsZero() {
		a.Date = stated(corpus.Date(m.Date.Format("2006-01-02")), html, text, corpus.Language(m.Language))
	}
	return a, true
}

// paragraphs returns the text of an article, a line for each piece that stands by itself.
func paragraphs(n *parser.Node) string {
	var sb strings.Builder
	var walk func(*parser.Node)
	walk = func(n *parser.Node) {
		switch {
		case n.Type == parser.TextNode:
			sb.WriteString(oneLine(n.Data) + " ")
		case blocks[n.Data]:
			sb.WriteByte('\n')
			defer sb.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	if n != nil {
		walk(n)
	}
	var lines []string
	for _, l := range strings.Split(sb.String(), "\n") {
		if l = oneLine(l); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// blocks are the elements of an article that stand by themselves.
var blocks = map[string]bool{
	"p": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "li": true, "blockquote": true, "pre": true, "tr": true, "td": true, "th": true, "div": true, "br": true, "figcaption": true,
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// publisher returns the name of the site, where that is a name and not the host again.
func publisher(m trafilatura.Metadata) string {
	name := oneLine(m.Sitename)
	if strings.EqualFold(name, m.Hostname) {
		return ""
	}
	return name
}

// stated returns a day when the page writes it: in its markup as such, or in words.
func stated(day corpus.Date, html, text string, lang corpus.Language) corpus.Date {
	if strings.Contains(html, string(day)) || strings.Contains(html, strings.ReplaceAll(string(day), "-", "/")) {
		return day
	}
	for _, m := range structure.Dates(text, lang) {
		if m.Precision == structure.Day && m.Date == day {
			return day
		}
	}
	return ""
}

// leastLetters is how many letters and digits a block has to have to be found in the middle of an article; shorter ones must be a line of it.
const leastLetters = 25

// In returns which stretches of a page's text are the article, in order.
func (a Article) In(c *corpus.Content) (out []corpus.Range) {
	lines := map[string]bool{}
	for _, l := range strings.Split(a.Text, "\n") {
		lines[letters(l)] = true
	}
	whole := letters(a.Text)
	for i := range c.Blocks {
		b := &c.Blocks[i]
		text := letters(b.Text())
		if b.Kind == corpus.Furniture || text == "" || !lines[text] && (len(text) < leastLetters || !strings.Contains(whole, text)) {
			continue
		}
		if n := len(out) - 1; n >= 0 && out[n].End+1 == b.Start {
			out[n].End = b.End
			continue
		}
		out = append(out, corpus.Range{Start: b.Start, End: b.End})
	}
	return out
}

// letters returns the letters and digits of a text, in lower case: what two ways to read a page agree on.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
