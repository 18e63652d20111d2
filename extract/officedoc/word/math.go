package word

import (
	"strings"

	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// math adds a formula as a line of text: "a/b", "x^2" with the exponent raised, "√(x)".
func (s *story) math(n *xmltree.Node, l look, link string) {
	if n == nil || l.hidden == set || !s.visible() {
		return
	}
	text := func(t string) { s.flow.Text(t, runOf(l, link)) }
	switch n.Name {
	case "m:t":
		text(n.String())
	case "m:f":
		s.math(n.Child("m:num"), l, link)
		text("/")
		s.math(n.Child("m:den"), l, link)
	case "m:sSup", "m:sSub", "m:sSubSup":
		s.math(n.Child("m:e"), l, link)
		s.raised(n.Child("m:sub"), l, link, "subscript")
		s.raised(n.Child("m:sup"), l, link, "superscript")
	case "m:rad":
		text("√(")
		s.math(n.Child("m:e"), l, link)
		text(")")
	case "m:d":
		props := n.Child("m:dPr")
		text(signOr(props.Child("m:begChr"), "("))
		s.operands(n, l, link, signOr(props.Child("m:sepChr"), "|"))
		text(signOr(props.Child("m:endChr"), ")"))
	case "m:nary":
		text(signOr(n.Child("m:naryPr", "m:chr"), "∫"))
		s.raised(n.Child("m:sub"), l, link, "subscript")
		s.raised(n.Child("m:sup"), l, link, "superscript")
		s.math(n.Child("m:e"), l, link)
	default:
		if strings.HasSuffix(n.Name, "Pr") || n.Name == "w:rPr" {
			return
		}
		for _, c := range n.Children {
			s.math(c, l, link)
		}
	}
}

// operands adds the operands of brackets.
func (s *story) operands(n *xmltree.Node, l look, link, between string) {
	i := 0
	n.All("m:e", func(e *xmltree.Node) {
		if i > 0 {
			s.flow.Text(between, runOf(l, link))
		}
		i++
		s.math(e, l, link)
	})
}

func (s *story) raised(n *xmltree.Node, l look, link, rise string) {
	l.rise = rise
	s.math(n, l, link)
}

// signOr returns the sign that a property names, or the usual one. One that is empty shows none.
func signOr(n *xmltree.Node, usual string) string {
	if v, ok := n.Lookup("m:val"); ok {
		return v
	}
	return usual
}
