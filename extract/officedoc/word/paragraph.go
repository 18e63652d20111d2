package word

import (
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// longestHeading is how much text, in code points, a paragraph can have and still be a heading: people give whole paragraphs
// a heading's style for its looks.
const longestHeading = 400

// paragraph builds a paragraph and the text boxes that hang on it.
func (s *story) paragraph(n *xmltree.Node) {
	p := n.Child("w:pPr")
	st := s.styles.paragraphStyle(p.Child("w:pStyle").Attr("w:val"))
	if !(s.joined && s.flow.Begun()) {
		s.begin(n, p, st)
	}
	s.inlines(n, st.look, "")
	mark := p.Child("w:rPr")
	s.joined = mark.Child("w:del") != nil || mark.Child("w:moveFrom") != nil || dropCap(p)
	s.endFields()
	if s.joined {
		return
	}
	s.flow.End()
	s.textBoxes()
}

// dropCap reports whether a paragraph is the large first letter of the next one.
func dropCap(p *xmltree.Node) bool {
	v := p.Child("w:framePr").Attr("w:dropCap")
	return v != "" && v != "none"
}

// begin begins the block of a paragraph.
func (s *story) begin(n, p *xmltree.Node, st style) {
	b := s.plain
	id, at := numberOf(p)
	if id == "" {
		id = st.number
		if at < 0 {
			at = st.level
		}
		if in := s.numbering.instances[id]; in != nil && at < 0 {
			at = in.styleLevel(st.id)
		}
	}
	if b.Kind == corpus.Paragraph {
		b.Kind, b.Level = s.kind(n, p, st)
	}
	var it *flow.Item
	if mark := p.Child("w:rPr"); id != "" && id != "0" && mark.Child("w:del") == nil && !on(mark.Child("w:vanish")) {
		it = s.numbering.item(id, max(0, at))
	}
	if it != nil && b.Kind == corpus.Paragraph {
		last := s.flow.Last()
		b.Kind, b.Level = corpus.ListItem, it.Level
		b.List = s.lists.Number(*it, last != nil && last.Kind == corpus.ListItem)
	}
	s.flow.Numbered(b, it, runOf(st.look, ""))
	if b.Kind == corpus.Heading && st.kind == "title" {
		s.flow.Titled()
	}
}

// kind returns what a paragraph of the running text is.
func (s *story) kind(n, p *xmltree.Node, st style) (corpus.BlockKind, int) {
	level := outline(p)
	if level == 0 {
		level = st.heading
	}
	switch {
	case level > 0 && utf8.RuneCountInString(n.String()) <= longestHeading:
		return corpus.Heading, min(level, 6)
	case st.kind == "caption":
		return corpus.Caption, 0
	}
	return corpus.Paragraph, 0
}
