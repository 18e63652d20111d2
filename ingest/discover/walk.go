package discover

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
)

// walk is a document while its page is walked.
type walk struct {
	*document
	classes map[string]mark
	offers  *offers    // nil when they are not asked for
	moved   corpus.URL // what an element base says that links are relative to; "" when none does

	rooted, based bool // the first element html and the first base are past
}

// node walks a node and what is in it, with the marks of its parent's classes and of all elements around it. HTML is nested
// 512 elements deep at most: the parser refuses more.
func (w *walk) node(n *html.Node, parent, around mark) {
	own := mark(0)
	if n.Type == html.ElementNode {
		own = w.element(n, parent, around)
	}
	if w.offers != nil {
		w.offers.enter(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			w.node(c, own, around|own)
		}
	}
	if w.offers != nil {
		w.offers.leave(n)
	}
}

// element takes what an element says, and returns the marks of its classes.
func (w *walk) element(n *html.Node, parent, around mark) (own mark) {
	var href, rel string
	linked, data := false, false
	for i := range n.Attr {
		a := &n.Attr[i]
		switch {
		case a.Namespace != "":
		case a.Key == "class":
			own = w.marksOf(a.Val)
		case a.Key == "href":
			href, linked = a.Val, true
		case a.Key == "rel":
			rel = a.Val
		case strings.HasPrefix(a.Key, dataNext):
			data = data || slices.Contains(dataNexts, a.Key)
		}
	}
	if data {
		w.data = append(w.data, n)
	}
	switch n.DataAtom {
	case atom.Html:
		w.root(n)
	case atom.Base:
		if linked && !w.based {
			w.based = true
			w.moved = w.base.resolve(href)
		}
	case atom.A, atom.Area, atom.Link:
		if linked {
			w.link(n, href, rel, around&(inSwitcher|inNext)|own&(inSwitcher|ofNext)|parent&ofNext)
		}
	}
	return own
}

// root takes the language of the page.
func (w *walk) root(n *html.Node) {
	if w.rooted {
		return
	}
	w.rooted = true
	short, _ := attribute(n, "lang")
	long, _ := attribute(n, "xml:lang")
	w.language = tagOf(firstOf(short, long))
}

// link takes a link; the marks are those of classes, which count on the element a.
func (w *walk) link(n *html.Node, href, rel string, classed mark) {
	m := isArea
	switch n.DataAtom {
	case atom.A:
		m = isAnchor | classed | marksOfRel(rel)&isNext
		if w.offers != nil && w.offers.has(n, href) {
			m |= isOffer
		}
	case atom.Link:
		if m = marksOfRel(rel); m == 0 {
			return // a style sheet, an icon
		}
	}
	w.links = append(w.links, link{node: n, href: href, mark: m})
}

// marksOfRel returns the marks of what a link says to be.
func marksOfRel(rel string) (m mark) {
	for word := range wordsOf(rel) {
		switch word {
		case "canonical":
			m |= isCanonical
		case "alternate":
			m |= isAlternate
		case "next":
			m |= isNext
		}
	}
	return m
}

// classMarks is the marks of the classes in quirks/paging.yaml and quirks/switchers.yaml.
var classMarks = sync.OnceValue(func() map[string]mark {
	marks := map[string]mark{}
	for _, c := range knownPaging().Next {
		marks[c] |= ofNext
	}
	for _, c := range knownPaging().Around {
		marks[c] |= inNext
	}
	for _, c := range embedded[switchers](quirkFiles, "quirks/switchers.yaml").Classes {
		marks[c] |= inSwitcher
	}
	return marks
})

func (w *walk) marksOf(class string) (m mark) {
	for word := range wordsOf(class) {
		m |= w.classes[word]
	}
	return m
}

// wordsOf goes through the words of an attribute that is a list of them.
func wordsOf(list string) iter.Seq[string] {
	return strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune(" \t\r\n\f", r) })
}

func attribute(n *html.Node, name string) (value string, ok bool) {
	for i := range n.Attr {
		if a := &n.Attr[i]; a.Key == name && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

// maxHeading is how much of a heading is read, in bytes and in nodes: more than those that say "Downloads" have.
const maxHeading = 300

// textOf returns the text of a heading or link, the start of it when it is long.
func textOf(n *html.Node) string {
	if only := n.FirstChild; only != nil && only.NextSibling == nil && only.Type == html.TextNode {
		return only.Data[:min(len(only.Data), maxHeading)]
	}
	var b strings.Builder
	nodes := 0
	for d := range n.Descendants() {
		if nodes++; nodes > maxHeading || b.Len() >= maxHeading {
			break
		}
		if d.Type == html.TextNode {
			b.WriteString(d.Data[:min(len(d.Data), maxHeading)])
		}
	}
	return b.String()
}
