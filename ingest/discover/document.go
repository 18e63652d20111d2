package discover

import (
	"bytes"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"

	"github.com/irmtrail/irmtrail/corpus"
)

// document is what one walk over a page finds: its links, and what it says of itself.
type document struct {
	base     base
	links    []link       // in order
	data     []*html.Node // elements that keep what a script needs to load the next page of a list
	language corpus.Language
}

// link is an element a, area or link with the attribute href.
type link struct {
	node *html.Node
	href string
	mark mark

	url  corpus.URL // what it leads to, once that was asked for
	read bool
}

// mark is what is known of a link, as bits.
type mark uint16

const (
	isAnchor    mark = 1 << iota // element a
	isArea                       // element area
	isCanonical                  // element link: the address of the page itself
	isAlternate                  // element link: the page in another language or form
	isNext                       // element a or link: the next page, in the terms of HTML
	isOffer                      // a file to download, by the place where it stands
	inSwitcher                   // it or an element around it is classed as a switcher of languages
	ofNext                       // it or its parent is classed as the link to the next page
	inNext                       // an element around it is classed as the place of that link
	saysNext                     // its label is that of a link to the next page
	saysMore                     // its label is that of a link that may lead there
	saysName                     // its label is the name of a language
)

// parse reads a page in whatever charset it has; ok is false when it is no HTML that can be read. Where it offers files is
// found only when that is asked for.
func parse(payload []byte, at corpus.URL, offered bool) (d *document, ok bool) {
	root, err := html.Parse(decoded(payload))
	if err != nil || len(payload) == 0 {
		return nil, false
	}
	w := walk{document: &document{base: baseOf(at)}, classes: classMarks()}
	if offered {
		w.offers = &offers{}
	}
	w.node(root, 0, 0)
	if w.moved != "" {
		w.base = baseOf(w.moved)
	}
	return w.document, true
}

// decoded reads a page in UTF-8. Nearly all pages are in that, and only those with faults have to be rewritten.
func decoded(payload []byte) io.Reader {
	e, name, _ := charset.DetermineEncoding(payload, "text/html")
	if e == encoding.Nop || name == "utf-8" && utf8.Valid(payload) {
		return bytes.NewReader(payload)
	}
	return transform.NewReader(bytes.NewReader(payload), e.NewDecoder())
}

// resolve returns what a link leads to, "" when that is nothing on the web.
func (d *document) resolve(l *link) corpus.URL {
	if !l.read {
		l.url, l.read = d.base.resolve(l.href), true
	}
	return l.url
}

// maxLinks bounds the links that are taken from one page.
const maxLinks = 10_000

// marked goes through the links that have one of the marks.
func (d *document) marked(marks mark) iter.Seq[*link] {
	return func(yield func(*link) bool) {
		left := maxLinks
		for i := range d.links {
			l := &d.links[i]
			if l.mark&marks == 0 {
				continue
			}
			if left--; left < 0 || !yield(l) {
				return
			}
		}
	}
}

// addresses returns what the links with one of the marks lead to, once each, in order. Those inside the page lead nowhere.
func (d *document) addresses(marks mark) []corpus.URL {
	var out []corpus.URL
	seen := map[corpus.URL]bool{}
	for l := range d.marked(marks) {
		if strings.HasPrefix(l.href, "#") {
			continue
		}
		if u := d.resolve(l); u != "" && !seen[u] {
			seen[u] = true
			out = append(out, u)
		}
	}
	return out
}

// followed returns the addresses that a page links to, without traps.
func (d *document) followed() []corpus.URL {
	return slices.DeleteFunc(d.addresses(isAnchor|isArea), isTrap)
}
