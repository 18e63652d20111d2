// Package word turns the bytes of a DOCX file (also DOCM and DOTX) into blocks: headings by their styles, paragraphs, items of lists
// with the numbers that the file's numbering gives them, tables with merged cells, footnotes and endnotes with their
// markers, and running heads and feet.
//
// It follows WordprocessingML, ISO/IEC 29500-1 clause 17, transitional and strict. What a reader of the printed document does
// not see is left out: deletions, comments, hidden text, codes of fields. Nothing outside the file is looked at, nor are macros,
// embedded objects and pictures. Such a file has no pages: where they end is decided by the program that prints it.
//
// The steps, each in a file of its own: styles (styles.go), numbering (numbering.go, counter.go), blocks (body.go, paragraph.go,
// table.go), what stands in a paragraph (inline.go, run.go, field.go, symbol.go, math.go), notes (notes.go), running heads
// and feet (margin.go).
package word

import (
	"errors"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/opc"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
	"github.com/irmtrail/irmtrail/extract/officedoc/zipfile"
)

// Extractor names this reader and its version.
const Extractor = "word/1"

// document is an open file with what is asked of it again and again.
type document struct {
	archive   *zipfile.Archive
	main      string // name of the main part
	relations opc.Relations
	styles    *styles
	numbering *numbering
	settings  settings
	flow      *flow.Flow
	lists     flow.Lists
	languages map[string]int // letters by language
	notes     notes
}

// Read returns the content of a file. Of a damaged file it is what stands before the damage.
//
// A fault of the file is a *corpus.ReadError with one of these codes: office_malformed when there is nothing to read, encrypted,
// too_large, no_text.
func Read(payload []byte) (*corpus.Content, error) {
	a, err := zipfile.Open(payload)
	if err != nil {
		return nil, err
	}
	d, err := open(a)
	if err != nil {
		return nil, err
	}
	if err := d.read(); err != nil {
		return nil, err
	}
	return d.flow.Finish(flow.Document{Title: opc.Title(a), Language: d.language(), Extractor: Extractor, Looks: true})
}

func open(a *zipfile.Archive) (*document, error) {
	main := opc.MainPart(a, "word/document.xml")
	if main == "" {
		return nil, corpus.Unreadable("office_malformed", "the file has no main part")
	}
	d := &document{archive: a, main: main, relations: opc.RelationsOf(a, main), flow: flow.New(), languages: map[string]int{}}
	d.styles = readStyles(d.part("styles"))
	d.numbering = readNumbering(d.part("numbering"), d.styles)
	d.settings = readSettings(d.part("settings"))
	d.notes.of[footnote].parts = notesOf(d.part("footnotes"), "w:footnote")
	d.notes.of[endnote].parts = notesOf(d.part("endnotes"), "w:endnote")
	return d, nil
}

// part returns the part that the main part has one relation of a type to, as a tree; nil when there is none.
func (d *document) part(kind string) *xmltree.Node {
	return opc.Tree(d.archive, d.relations.OfType(kind))
}

// read builds the blocks: running heads, the text, running feet, the notes. A text that breaks off is read up to there.
func (d *document) read() error {
	text, err := d.archive.Read(d.main)
	if err != nil {
		return err
	}
	var sections []*xmltree.Node
	body := d.story(d.relations, corpus.Block{Kind: corpus.Paragraph})
	read := 0
	err = xmltree.Each(text, []string{"w:document", "w:body"}, func(n *xmltree.Node) {
		read++
		sections = append(sections, sectionOf(n)...)
		body.block(n)
		d.endSection(n)
	})
	switch {
	case err != nil && !errors.Is(err, xmltree.ErrBroken):
		return err
	case err != nil && read == 0:
		return corpus.Unreadable("office_malformed", "the main part cannot be read: %v", err)
	}
	body.end()
	d.flow.First(func() { d.margins(sections, "w:headerReference") })
	d.margins(sections, "w:footerReference")
	d.writeNotes()
	return nil
}

// language returns the language that most of the text is said to be in.
func (d *document) language() corpus.Language {
	best, most := "", 0
	for l, n := range d.languages {
		if n > most || n == most && l < best {
			best, most = l, n
		}
	}
	return flow.Tag(best)
}

// settings are the settings of the document that matter here.
type settings struct {
	evenHeads bool // even pages have running heads of their own
	notes     [noteKinds]*xmltree.Node
}

func readSettings(root *xmltree.Node) settings {
	return settings{
		evenHeads: on(root.Child("w:evenAndOddHeaders")),
		notes:     [noteKinds]*xmltree.Node{footnote: root.Child("w:footnotePr"), endnote: root.Child("w:endnotePr")},
	}
}

// on reports whether a property that is a switch is there and not switched off.
func on(n *xmltree.Node) bool { return n != nil && truth(n) }

// truth returns the value of a switch.
func truth(n *xmltree.Node) bool {
	switch n.Attr("w:val") {
	case "0", "false", "off":
		return false
	}
	return true
}
