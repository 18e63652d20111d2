package htmldoc

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/extract/charset"
	"github.com/irmtrail/irmtrail/extract/chrome"
)

// prune removes from the tree below n what is not the page's text. What holds notes is entered, not removed: a list of notes
// may stand in a hidden dialog or in a footer.
func (p *page) prune(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode {
			if next != nil && p.isBack(c) {
				trimBrackets(c)
			}
			if isCell(c) && p.size[c] == 0 {
				p.marks[c] = drawn(c)
			}
			if p.isClutter(c) {
				n.RemoveChild(c)
			} else {
				p.prune(c)
			}
		}
		c = next
	}
}

// isClutter reports whether an element is not part of the page's text.
func (p *page) isClutter(n *html.Node) bool {
	if unseen[n.DataAtom] {
		return true
	}
	if n.DataAtom == atom.Noscript {
		return n.FirstChild == nil || n.FirstChild.Type == html.TextNode // as markup when scripts are on
	}
	if p.isBack(n) {
		return true
	}
	if p.holds[n] || p.links[n] != "" {
		return false
	}
	c := p.class(n)
	switch {
	case n.DataAtom == atom.Button && !p.isMarker(n), n.DataAtom == atom.Nav, c.Has(chrome.Icon), p.isGlossary(n, c):
		return true
	case p.holdsMain(n) || n.DataAtom == atom.Body:
		return false
	case c.Has(chrome.Hidden):
		return !p.fillsCell(n)
	case hidden(p, n), c.Has(chrome.Clutter), p.isSurround(n):
		return true
	}
	switch attr(n, "role") {
	case "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "menubar", "tablist", "toolbar":
		return true
	}
	return false
}

func isCell(n *html.Node) bool { return n.DataAtom == atom.Td || n.DataAtom == atom.Th }

// fillsCell reports whether an element is the only text of a cell: what is drawn there is said for screen readers.
func (p *page) fillsCell(n *html.Node) bool {
	around := n.Parent
	for around != nil && !isCell(around) {
		around = around.Parent
	}
	return around != nil && p.size[around] == p.size[n]
}

// drawn returns what the markup says of the picture in a cell without text: the first alt, aria-label or title. Overviews
// of ratings mark a cell with a picture of a check mark.
func drawn(cell *html.Node) string {
	for d := range cell.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		for _, key := range []string{"alt", "aria-label", "title"} {
			if s := attr(d, key); s != "" && len(s) <= longestGlyph {
				return s
			}
		}
	}
	return ""
}

// isSurround reports whether an element surrounds the text by its tag: the page's header and footer, asides, forms.
func (p *page) isSurround(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Header:
		return !inside(n, atom.Article, atom.Main, atom.Section)
	case atom.Footer: // in a quotation or a figure it names the source
		return !inside(n, atom.Blockquote, atom.Figure)
	case atom.Aside:
		return !onlyHeading(n)
	case atom.Form:
		return true
	case atom.Dialog:
		return !hasAttr(n, "open")
	}
	return false
}

// onlyHeading reports whether an element holds a heading and no other text. Some layouts set the titles of sections into an
// aside left of the text (govlab case studies).
func onlyHeading(n *html.Node) bool {
	headings, others := 0, 0
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && headingLevel(d) > 0 {
			headings++
		}
		if d.Type == html.TextNode && strings.TrimSpace(d.Data) != "" && !inside(d, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6) {
			others++
		}
	}
	return headings == 1 && others == 0
}

// longestGlyph is how long, in bytes, visible text may be that is hidden from screen readers: "$5M" with "5 million dollars" for
// the ear beside it. Longer text that is hidden from them waits for a click.
const longestGlyph = 40

// hidden reports whether an element is not shown.
func hidden(p *page, n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			if a.Val != "until-found" {
				return true
			}
		case "style":
			if s := squeeze(a.Val); strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		case "aria-hidden":
			if a.Val == "true" && (block[n.DataAtom] || p.size[n] > longestGlyph || !hasWord(p.text(n))) {
				return true
			}
		}
	}
	return false
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// isGlossary reports whether an element is the text of a tooltip that stands in the running text behind its term.
func (p *page) isGlossary(n *html.Node, c chrome.Class) bool {
	if p.isTooltip(n) {
		return true
	}
	if c.Has(chrome.Bubble) && n.Parent != nil {
		// A term with its tooltip and a tooltip bear the same names ("tooltip"). It is the tooltip where it stands in a
		// term, or where it is longer than terms are and has no tooltip inside.
		if p.class(n.Parent).Has(chrome.Bubble) {
			return n.PrevSibling != nil
		}
		return !block[n.DataAtom] && p.size[n] > longestGlyph && !p.anyTooltip(n)
	}
	return p.explains(n)
}

func (p *page) anyTooltip(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (p.isTooltip(d) || p.class(d).Has(chrome.Bubble)) {
			return true
		}
	}
	return false
}

// explains reports whether an element before, or around, has a data-tooltip attribute that names this one by id or repeats
// its text.
func (p *page) explains(n *html.Node) bool {
	prev := n.PrevSibling
	for prev != nil && prev.Type != html.ElementNode {
		prev = prev.PrevSibling
	}
	for _, term := range []*html.Node{prev, n.Parent} {
		if term == nil {
			continue
		}
		for _, a := range term.Attr {
			if !strings.HasPrefix(a.Key, "data-tooltip") && !strings.HasPrefix(a.Key, "data-glossary") || a.Val == "" {
				continue
			}
			if id := attr(n, "id"); id != "" && strings.TrimPrefix(a.Val, "#") == id || charset.OneLine(a.Val) == p.text(n) {
				return true
			}
		}
	}
	return false
}

// trimBrackets takes the brackets around an element out of the text: "[" and "]" around an arrow back.
func trimBrackets(n *html.Node) {
	prev, next := n.PrevSibling, n.NextSibling
	if prev == nil || next == nil || prev.Type != html.TextNode || next.Type != html.TextNode {
		return
	}
	before, after := strings.TrimRight(prev.Data, " "), strings.TrimLeft(next.Data, " ")
	for _, pair := range []string{"[]", "()"} {
		if strings.HasSuffix(before, pair[:1]) && strings.HasPrefix(after, pair[1:]) {
			prev.Data, next.Data = before[:len(before)-1], after[1:]
			return
		}
	}
}

// dropReviewComments removes the comments of Google Docs, which an export numbers like footnotes: the marker
// <sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> and the paragraphs at the end of the page.
func (p *page) dropReviewComments() {
	var out []*html.Node
	for name, n := range p.ids {
		switch {
		case n.DataAtom != atom.A || !strings.HasPrefix(name, "cmnt"):
		case strings.HasPrefix(attr(n, "href"), "#cmnt_ref"): // the comment
			out = append(out, commentBody(n))
		case strings.HasPrefix(attr(n, "href"), "#cmnt"): // its marker
			if n.Parent.DataAtom == atom.Sup && p.size[n.Parent] == p.size[n] {
				n = n.Parent
			}
			out = append(out, n)
		}
	}
	for _, n := range out {
		remove(n)
	}
}

// commentBody returns the block of a comment: the <div> that begins with it, or its paragraph.
func commentBody(n *html.Node) *html.Node {
	b := blockOf(n)
	if d := b.Parent; d != nil && d.DataAtom == atom.Div && d.FirstChild == b {
		return d
	}
	return b
}
