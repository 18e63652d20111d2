package word

import (
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// run adds a run of text that is set alike.
func (s *story) run(n *xmltree.Node, l look, link string) {
	props := n.Child("w:rPr")
	l = l.switched(s.styles.characterLook(props.Child("w:rStyle").Attr("w:val"))).over(readLook(props)).risen(l)
	custom := false // the sign of a note is text of this run
	for _, c := range n.Children {
		switch c.Name {
		case "w:fldChar":
			s.fieldChar(c, l)
			continue
		case "w:instrText":
			s.instruction(c.String())
			continue
		case "w:footnoteReference", "w:endnoteReference":
			if l.hidden != set && s.visible() {
				custom = s.reference(n, c, l)
			}
			continue
		}
		if l.hidden == set || !s.visible() || custom && c.Name != "w:drawing" {
			continue
		}
		s.piece(c, l, first(s.fieldLink(), link))
	}
}

// piece adds one piece of a run.
func (s *story) piece(c *xmltree.Node, l look, link string) {
	r := runOf(l, link)
	switch c.Name {
	case "w:t":
		s.text(c.String(), l, r)
	case "w:tab", "w:ptab":
		s.flow.Tab(r)
	case "w:br", "w:cr":
		s.flow.Break(r)
	case "w:noBreakHyphen":
		s.flow.Text("-", r)
	case "w:sym":
		s.flow.Text(symbol(c.Attr("w:font"), c.Attr("w:char")), r)
	case "w:ruby":
		s.inlines(c.Child("w:rubyBase"), l, link)
	case "mc:AlternateContent":
		if a := alternative(c); a != nil {
			for _, inner := range a.Children {
				s.piece(inner, l, link)
			}
		}
	case "w:drawing", "w:pict", "w:object":
		s.gatherBoxes(c)
	case "w:footnoteRef", "w:endnoteRef", "w:softHyphen":
	}
}

// text adds the text of a run and counts its language. Fonts of symbols show other signs than their letters.
func (s *story) text(text string, l look, r flow.Run) {
	if l.language != "" {
		s.languages[l.language] += letters(text)
	}
	s.flow.Text(flow.Symbols(l.font, text), r)
}

func letters(s string) (n int) {
	for _, c := range s {
		if unicode.IsLetter(c) {
			n++
		}
	}
	return n
}

// gatherBoxes keeps the text boxes, the words that are drawn and the diagrams of a drawing until the paragraph ends.
func (s *story) gatherBoxes(n *xmltree.Node) {
	for _, c := range n.Children {
		switch c.Name {
		case "w:txbxContent", "v:textpath", "dgm:relIds":
			s.boxes = append(s.boxes, c)
		case "mc:AlternateContent":
			if a := alternative(c); a != nil {
				s.gatherBoxes(a)
			}
		default:
			s.gatherBoxes(c)
		}
	}
}

// symbol returns what a character of a symbol font shows: its code is hexadecimal.
func symbol(font, code string) string {
	r := rune(0)
	for _, c := range strings.ToLower(code) {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | (c - '0')
		case c >= 'a' && c <= 'f':
			r = r<<4 | (c - 'a' + 10)
		}
		if r > unicode.MaxRune {
			return ""
		}
	}
	if r == 0 {
		return ""
	}
	return flow.Symbols(font, string(r))
}
