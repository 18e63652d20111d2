package htmldoc

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/extract/chrome"
)

// tooltipNote is a footnote whose text the page holds in a tooltip: in an element beside the marker (plugins "footnotes",
// "Modern Footnotes") or in an attribute of the marker ("easy-footnotes", "Footnotes Made Easy" with the list switched off).
type tooltipNote struct {
	nodes []*html.Node // the note, out of the tree
	name  string       // anchor: what the marker links to
	label string
	text  string
}

// tooltipNotes takes the notes out of tooltips and gives their markers links. A note whose target stands in the page is
// left to the list that holds it.
func (p *page) tooltipNotes() []tooltipNote {
	p.findTargets()
	var notes []tooltipNote
	var spent []*html.Node
	for n := range p.body.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case p.isTooltip(n):
			if m := markerBeside(p, n); m != nil {
				spent = append(spent, n)
				notes = p.addNote(notes, m, attr(n, "id"), n)
			}
		default:
			if text := p.noteAttribute(n); text != "" {
				notes = p.addNote(notes, n, "", textNodes(text)...)
			}
		}
	}
	for _, n := range spent {
		remove(n)
	}
	return notes
}

// addNote appends the note of a marker, unless the marker's link leads to a note in the page.
func (p *page) addNote(notes []tooltipNote, m *html.Node, id string, nodes ...*html.Node) []tooltipNote {
	holder := m
	if a := linkIn(m); a != nil {
		holder = a
	}
	if p.links[holder] != "" {
		return notes // its tooltip was found another way
	}
	shown := p.textWithout(m, nodes)
	name, here := strings.CutPrefix(p.link(attr(holder, "href")), "#")
	if here && p.hasText(name) {
		return notes
	}
	if !here {
		name = id
		for i := len(notes) + 1; name == ""; i++ {
			if made := fmt.Sprintf("tooltip-note-%d", i); p.ids[made] == nil {
				name = made
			}
		}
		p.links[holder] = "#" + name
	}
	var text strings.Builder
	for _, n := range nodes {
		text.WriteString(p.text(n))
	}
	return append(notes, tooltipNote{nodes: nodes, name: name, label: label(shown), text: text.String()})
}

// hasText reports whether the place of a name is the beginning of a text. The markers of some plugins link to an empty
// element beside themselves.
func (p *page) hasText(name string) bool {
	t := p.ids[name]
	return t != nil && p.size[blockOf(t)] > 4 && !p.isTooltip(t)
}

// isTooltip reports whether an element is the text of a tooltip. The plugin "footnotes" gives its markers a name of this
// kind too.
func (p *page) isTooltip(n *html.Node) bool {
	return (attr(n, "role") == "tooltip" || p.class(n).Has(chrome.Tooltip)) && !p.isMarker(n)
}

// isMarker reports whether the text of an element is a footnote marker and nothing else.
func (p *page) isMarker(n *html.Node) bool {
	return p.size[n] > 0 && p.size[n] <= 12 && marker.MatchString(p.text(n))
}

// linkIn returns the element itself or the first inside it that is a link.
func linkIn(n *html.Node) *html.Node {
	if n.DataAtom == atom.A {
		return n
	}
	return find(n, atom.A)
}

// markerBeside returns the marker that a tooltip belongs to: the element before it, or the one around it whose other text
// is a marker; nil for the tooltip of a word.
func markerBeside(p *page, tip *html.Node) *html.Node {
	prev := tip.PrevSibling
	for prev != nil && (prev.Type == html.CommentNode || prev.Type == html.TextNode && strings.TrimSpace(prev.Data) == "") {
		prev = prev.PrevSibling
	}
	if prev != nil && prev.Type == html.ElementNode && p.isMarker(prev) {
		return prev
	}
	for around := tip.Parent; around != nil && !block[around.DataAtom]; around = around.Parent {
		if p.size[around] > p.size[tip]+12 {
			return nil
		}
		if marker.MatchString(p.textWithout(around, []*html.Node{tip})) {
			return around
		}
	}
	return nil
}

// textWithout returns the text of an element without some elements inside it.
func (p *page) textWithout(n *html.Node, out []*html.Node) string {
	for _, o := range out {
		if o.Parent == nil || !within(o, n) {
			continue
		}
		parent, next := o.Parent, o.NextSibling
		parent.RemoveChild(o)
		defer parent.InsertBefore(o, next)
	}
	return p.text(n)
}

func within(n, around *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == around {
			return true
		}
	}
	return false
}

// noteAttributes are the attributes in which tooltip scripts keep text.
var noteAttributes = []string{
	"title", "data-footnote", "data-footnote-content", "data-footnote-text", "data-note", "data-content", "data-bs-content", "data-tooltip",
	"data-tooltip-content", "data-tippy-content", "data-original-title", "data-bs-original-title", "data-bs-title",
}

// pointing matches titles that only say where a link goes: "Footnote 3", "Jump to footnote 1", "Ver nota 2".
var pointing = regexp.MustCompile(`(?i)^(?:\S+\s+){0,4}\S*not[eas]s?\S*(?:\s+(?:at|al|en|de|du|do|da)?\s*\S+){0,2}$`)

// noteAttribute returns the text of the note that a marker carries in an attribute; "" when it carries none.
func (p *page) noteAttribute(n *html.Node) string {
	switch n.DataAtom {
	case atom.A, atom.Sup, atom.Span, atom.Button:
	default:
		return ""
	}
	text := ""
	for _, key := range noteAttributes {
		if v := strings.TrimSpace(attr(n, key)); len(v) > len(text) {
			text = v
		}
	}
	if len(text) < 8 || !strings.ContainsAny(text, " /") || !p.isMarker(n) {
		return ""
	}
	if len(text) < 60 && pointing.MatchString(text) {
		return ""
	}
	return text
}

// maxNoteCopies is maxCopies for the markup in an attribute, of which a page may have thousands.
const maxNoteCopies = 500

// textNodes makes nodes of an attribute's text, which some plugins fill with markup.
func textNodes(text string) []*html.Node {
	if strings.Contains(text, "<") && scanned(text, maxNoteCopies) == nil {
		body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
		if nodes, err := html.ParseFragment(strings.NewReader(text), body); err == nil {
			return nodes
		}
	}
	return []*html.Node{{Type: html.TextNode, Data: text}}
}
