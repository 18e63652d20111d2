package odf

import (
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// inlines adds what stands in a paragraph or in a part of one. The look is that of the text around, the link that of a link
// around.
func (s *story) inlines(n *xmltree.Node, l look, link string) {
	if n == nil {
		return
	}
	for _, c := range n.Children {
		s.inline(c, l, link)
	}
}

// inline adds text, or one element in a paragraph. Elements without a rule (fields with their printed text, marks of indexes) are read
// as what they hold.
func (s *story) inline(n *xmltree.Node, l look, link string) {
	r := flow.Run{Style: l.style, Size: l.size, Link: link}
	switch n.Name {
	case "":
		s.text(n.Text, l, r)
	case "text:span":
		s.inlines(n, s.styles.look(l, "text", n.Attr("text:style-name")), link)
	case "text:a":
		l = s.styles.look(l, "text", n.Attr("text:style-name"))
		s.inlines(n, l, first(linkOf(n.Attr("xlink:href")), link))
	case "text:s":
		s.text(" ", l, r)
	case "text:tab", "text:tab-stop":
		s.flow.Tab(r)
	case "text:line-break":
		s.flow.Break(r)
	case "text:note", "text:footnote", "text:endnote":
		s.note(n, l)
	case "text:ruby":
		s.inlines(n.Child("text:ruby-base"), l, link)
	case "text:bookmark", "text:bookmark-start", "text:reference-mark", "text:reference-mark-start":
		s.flow.Anchor(n.Attr("text:name"))
	case "text:hidden-text", "text:hidden-paragraph":
		if n.Attr("text:is-hidden") == "false" {
			s.inlines(n, l, link)
		}
	case "text:p", "text:h", "text:list", "text:list-item": // a shape in a line
		s.flow.Break(r)
		s.inlines(n, l, link)
	case "office:annotation", "office:annotation-end", "text:change", "text:change-start", "text:change-end", "text:script", "text:soft-page-break",
		"text:tracked-changes", "office:forms", "svg:title", "svg:desc", "math:math", "text:alphabetical-index-mark", "text:toc-mark",
		"text:soft-hyphen":
	default:
		if strings.HasPrefix(n.Name, "draw:") {
			s.gather(n)
			return
		}
		s.inlines(n, l, link)
	}
}

// text adds text and counts its language.
func (s *story) text(text string, l look, r flow.Run) {
	if l.hidden {
		return
	}
	if l.language != "" {
		for _, c := range text {
			if unicode.IsLetter(c) {
				s.letters[l.language]++
			}
		}
	}
	s.flow.Text(flow.Symbols(l.font, text), r)
}

// linkOf returns the link of an address. Places in the document are named by what they are, too: "#Table1|table".
func linkOf(href string) string {
	if name, ok := strings.CutPrefix(href, "#"); ok {
		name, _, _ = strings.Cut(name, "|")
		return flow.Place(name)
	}
	return flow.Link(href)
}
