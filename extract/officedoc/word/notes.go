package word

import (
	"strconv"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/opc"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// noteKind is one of the two kinds of notes.
type noteKind int

const (
	footnote noteKind = iota
	endnote
	noteKinds
)

// notes are the notes of a document by kind.
type notes struct {
	of [noteKinds]struct {
		parts map[string]*xmltree.Node // by id
		count int                      // markers so far
		list  []note                   // that the text refers to, in order
	}
}

// note is a note that the text refers to.
type note struct {
	node   *xmltree.Node
	label  string
	anchor string
}

// notesOf returns the notes of a part by id, without the lines that part notes from text.
func notesOf(root *xmltree.Node, name string) map[string]*xmltree.Node {
	found := map[string]*xmltree.Node{}
	root.All(name, func(n *xmltree.Node) {
		switch n.Attr("w:type") {
		case "", "normal":
			found[n.Attr("w:id")] = n
		}
	})
	return found
}

// reference adds the marker of a note, which links to it, and reports whether the rest of the run was the marker's own
// sign.
func (s *story) reference(run, n *xmltree.Node, l look) (custom bool) {
	kind := footnote
	if n.Name == "w:endnoteReference" {
		kind = endnote
	}
	of := &s.document.notes.of[kind]
	custom = on(attrSwitch(n, "w:customMarkFollows"))
	label := ""
	if custom {
		label = customMark(run)
	} else {
		of.count++
		label = s.noteLabel(kind, of.count)
	}
	node := of.parts[n.Attr("w:id")]
	l.rise = "superscript"
	link := ""
	if node != nil && label != "" && s.plain.Kind != corpus.Note {
		link = kind.anchor(len(of.list) + 1)
		of.list = append(of.list, note{node, label, link})
	}
	s.flow.Text(label, runOf(l, flow.Place(link)))
	return custom
}

// anchor returns the name of a note's place. Names of bookmarks have no hyphen, and few ids of web pages end like it.
func (k noteKind) anchor(n int) string {
	return [...]string{footnote: "footnote-text-", endnote: "endnote-text-"}[k] + strconv.Itoa(n)
}

// attrSwitch returns a switch that stands in an attribute as one that stands in an element; nil when it is not there.
func attrSwitch(n *xmltree.Node, name string) *xmltree.Node {
	v, ok := n.Lookup(name)
	if !ok {
		return nil
	}
	return &xmltree.Node{Attrs: []xmltree.Attr{{Name: "w:val", Value: v}}}
}

// customMark returns the sign that a run sets for a note.
func customMark(run *xmltree.Node) string {
	mark := ""
	for _, c := range run.Children {
		switch c.Name {
		case "w:t":
			mark += c.String()
		case "w:sym":
			mark += symbol(c.Attr("w:font"), c.Attr("w:char"))
		}
	}
	return mark
}

// noteLabel writes the number of the n-th note of a kind.
func (s *story) noteLabel(kind noteKind, n int) string {
	props := s.settings.notes[kind]
	format := [...]string{footnote: "1", endnote: "i"}[kind]
	if f := props.Child("w:numFmt"); f != nil {
		format = formatOf(f)
	}
	if start, err := strconv.Atoi(props.Child("w:numStart").Attr("w:val")); err == nil {
		n += start - 1
	}
	return flow.Number(n, format)
}

// endSection lets the numbers of notes start anew behind a section, where the document or the section says so.
func (d *document) endSection(n *xmltree.Node) {
	for _, sect := range sectionOf(n) {
		for kind, name := range [...]string{footnote: "w:footnotePr", endnote: "w:endnotePr"} {
			restart := first(sect.Child(name, "w:numRestart").Attr("w:val"), d.settings.notes[kind].Child("w:numRestart").Attr("w:val"))
			if restart == "eachSect" {
				d.notes.of[kind].count = 0
			}
		}
	}
}

// writeNotes writes the notes behind the text: footnotes, then endnotes, in the order of their markers.
func (d *document) writeNotes() {
	for kind, part := range [...]string{footnote: "footnotes", endnote: "endnotes"} {
		relations := opc.RelationsOf(d.archive, d.relations.OfType(part))
		for _, n := range d.notes.of[kind].list {
			s := d.story(relations, corpus.Block{Kind: corpus.Note, Label: n.label})
			d.flow.Anchor(n.anchor)
			s.noteBlocks(n.node)
			d.flow.DropAnchors()
		}
	}
}

// noteBlocks writes one note. Only its first block bears its label.
func (s *story) noteBlocks(n *xmltree.Node) {
	for _, c := range n.Children {
		before := s.flow.Blocks()
		s.block(c)
		if s.flow.Blocks() > before {
			s.plain.Label = ""
		}
	}
	s.end()
}
