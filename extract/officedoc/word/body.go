package word

import (
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/opc"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// story is a text that is read from its beginning to its end: the body, a note, a running head, a text box.
type story struct {
	*document
	relations opc.Relations   // of the part that it stands in
	plain     corpus.Block    // what its paragraphs are where they are nothing else
	fields    []*field        // that are open
	codes     int             // of them, those whose result did not begin
	boxes     []*xmltree.Node // text boxes of the open paragraph
	joined    bool            // the mark of the paragraph before was deleted: the next one goes on with it
	depth     int             // of text boxes
}

func (d *document) story(r opc.Relations, plain corpus.Block) *story {
	return &story{document: d, relations: r, plain: plain}
}

// maxBoxes bounds text boxes in text boxes.
const maxBoxes = 8

// blocks builds what stands in an element.
func (s *story) blocks(n *xmltree.Node) {
	if n == nil {
		return
	}
	for _, c := range n.Children {
		s.block(c)
	}
}

// block builds a paragraph, a table or what wraps them.
func (s *story) block(n *xmltree.Node) {
	switch n.Name {
	case "w:p":
		s.paragraph(n)
	case "w:tbl":
		s.table(n)
	case "w:sdt":
		s.blocks(n.Child("w:sdtContent"))
	case "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:txbxContent", "w:body", "w:document":
		s.blocks(n)
	case "mc:AlternateContent":
		s.blocks(alternative(n))
	case "w:r", "w:hyperlink": // which stand between paragraphs in files of some programs
		s.flow.Begin(s.plain)
		s.inline(n, s.styles.paragraphStyle("").look, "")
		s.flow.End()
	case "w:bookmarkStart":
		s.bookmark(n)
	}
}

// alternative returns the one of several versions of the same that is read: the first, unless only the last has text.
func alternative(n *xmltree.Node) *xmltree.Node {
	choice, fallback := n.Child("mc:Choice"), n.Child("mc:Fallback")
	if choice == nil || fallback.Find("w:t") != nil && choice.Find("w:t") == nil {
		return fallback
	}
	return choice
}

// bookmark names a place. Word sets one where the text was last edited.
func (s *story) bookmark(n *xmltree.Node) {
	if name := n.Attr("w:name"); name != "_GoBack" {
		s.flow.Anchor(name)
	}
}

// end closes what is open.
func (s *story) end() {
	s.flow.End()
	s.fields, s.codes = nil, 0
}

// textBoxes builds the text boxes that hang on the paragraph that was built last.
func (s *story) textBoxes() {
	boxes := s.boxes
	s.boxes = nil
	if s.depth >= maxBoxes {
		return
	}
	for _, b := range boxes {
		inner := s.story(s.relations, s.plain)
		inner.depth = s.depth + 1
		switch b.Name {
		case "v:textpath":
			inner.line(b.Attr("string"))
		case "dgm:relIds":
			for _, text := range opc.DiagramText(s.archive, s.relations.Part(b.Attr("r:dm"))) {
				inner.line(text)
			}
		default:
			inner.blocks(b)
		}
		inner.flow.End()
	}
}

// line builds a paragraph of its own.
func (s *story) line(text string) {
	s.flow.Begin(s.plain)
	s.flow.Text(text, flow.Run{})
	s.flow.End()
}

// runOf returns how text of a look with a link is set.
func runOf(l look, link string) flow.Run {
	return flow.Run{Style: l.style(), Size: l.size, Link: link}
}
