package odf

import (
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// noteKind is one of the two kinds of notes.
type noteKind int

const (
	footnote noteKind = iota
	endnote
	noteKinds
)

// note is a note, which stands where its marker is and is written at the end.
type note struct {
	body   *xmltree.Node
	label  string
	anchor string
}

// note adds the marker of a note, which links to it, and keeps the note.
func (s *story) note(n *xmltree.Node, l look) {
	kind := footnote
	if n.Attr("text:note-class") == "endnote" || n.Name == "text:endnote" {
		kind = endnote
	}
	body, citation := partOf(n, "-body"), partOf(n, "-citation")
	label := strings.TrimSpace(citation.String())
	if l.hidden || label == "" {
		return
	}
	link := ""
	if s.plain.Kind != corpus.Note && body != nil {
		link = [...]string{footnote: "footnote-text-", endnote: "endnote-text-"}[kind] + strconv.Itoa(len(s.document.notes[kind])+1)
		s.document.notes[kind] = append(s.document.notes[kind], note{body, label, link})
	}
	s.flow.Text(label, flow.Run{Style: with(l.style, corpus.Superscript, true), Size: l.size, Link: flow.Place(link)})
}

// partOf returns the child of a note whose name has an ending.
func partOf(n *xmltree.Node, ending string) *xmltree.Node {
	for _, c := range n.Children {
		if strings.HasSuffix(c.Name, ending) {
			return c
		}
	}
	return nil
}

// writeNotes writes the notes behind the text: footnotes, then endnotes, in the order of their markers.
func (d *document) writeNotes() {
	for _, list := range d.notes {
		for _, n := range list {
			d.flow.Anchor(n.anchor)
			d.writeNote(n)
			d.flow.DropAnchors()
		}
	}
}

// writeNote writes one note. Only its first block bears its label.
func (d *document) writeNote(n note) {
	s := d.story(corpus.Block{Kind: corpus.Note, Label: n.label})
	for _, c := range n.body.Children {
		before := d.flow.Blocks()
		s.block(c)
		if d.flow.Blocks() > before {
			s.plain.Label = ""
		}
	}
	d.flow.End()
}
