// Package odf turns the bytes of an OpenDocument text (ODT, also templates and OpenOffice.org 1), presentation (ODP) or spreadsheet (ODS) into
// blocks: headings, paragraphs, items of lists with their numbers, tables, footnotes and endnotes with their markers, running
// heads and feet, slides.
//
// It follows OpenDocument 1.3 part 3. What a reader of the printed document does not see is left out: deletions, comments,
// hidden text and sections, scripts. Nothing outside the file is looked at. A text has no pages; a presentation has one for each slide.
//
// The steps, each in a file of its own: styles (styles.go), lists (lists.go), blocks (block.go, table.go, sheet.go), what stands in a paragraph
// (inline.go), notes (notes.go), slides (slides.go).
package odf

import (
	"bytes"
	"errors"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/opc"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
	"github.com/irmtrail/irmtrail/extract/officedoc/zipfile"
)

// Extractor names this reader and its version.
const Extractor = "odf/1"

// document is an open file with what is asked of it again and again.
type document struct {
	styles  *styles
	flow    *flow.Flow
	lists   flow.Lists
	counts  map[string]*counter // of lists, by name
	used    map[string]bool     // master pages that the text names
	notes   [noteKinds][]note
	pages   []corpus.Page
	sheets  bool                   // it is a spreadsheet: tables stand in it as such
	sizes   map[string]corpus.Page // of slides, by master page
	letters map[corpus.Language]int
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
	if encrypted(a) {
		return nil, &corpus.ReadError{Code: "encrypted", Status: corpus.TextEncrypted, Reason: "the file is encrypted and opens with a password only"}
	}
	d := &document{styles: newStyles(), flow: flow.New(), counts: map[string]*counter{}, used: map[string]bool{}, letters: map[corpus.Language]int{}}
	common := opc.Tree(a, "styles.xml")
	d.styles.add(common)
	if err := d.read(a, common); err != nil {
		return nil, err
	}
	meta := opc.Tree(a, "meta.xml").Child("office:meta")
	return d.flow.Finish(flow.Document{
		Title: meta.Child("dc:title").String(), Language: d.language(meta), Pages: d.pages, Extractor: Extractor, Looks: len(d.pages) == 0 && !d.sheets,
	})
}

// encrypted reports whether the manifest says that the text is encrypted.
func encrypted(a *zipfile.Archive) bool {
	found := false
	opc.Tree(a, "META-INF/manifest.xml").All("manifest:file-entry", func(n *xmltree.Node) {
		if n.Attr("manifest:full-path") == "content.xml" && n.Child("manifest:encryption-data") != nil || n.Attr("manifest:full-path") == "encrypted-package" {
			found = true
		}
	})
	return found
}

// containers stand around the pieces of a text and hold nothing of their own.
var containers = []string{"office:document-content", "office:document", "office:body", "office:text", "office:presentation", "office:spreadsheet"}

// read builds the blocks: running heads, the text, running feet, the notes. A text that breaks off is read up to there.
func (d *document) read(a *zipfile.Archive, common *xmltree.Node) error {
	text, err := a.Read("content.xml")
	if err != nil {
		return corpusError(err)
	}
	d.sheets = bytes.Contains(text, []byte("<office:spreadsheet"))
	d.sizes = pageSizes(common)
	s := d.story(corpus.Block{Kind: corpus.Paragraph})
	read := 0
	err = xmltree.Each(text, containers, func(n *xmltree.Node) {
		read++
		if n.Name == "office:automatic-styles" || n.Name == "office:styles" {
			d.styles.addAll(n)
		}
		d.noteMasters(n)
		s.block(n)
	})
	switch {
	case err != nil && !errors.Is(err, xmltree.ErrBroken):
		return err
	case read == 0:
		return corpus.Unreadable("office_malformed", "the text cannot be read: %v", err)
	}
	d.flow.End()
	masters := d.masters(common)
	d.flow.First(func() { d.margins(masters, "style:header", "style:header-first") })
	d.margins(masters, "style:footer", "style:footer-first")
	d.writeNotes()
	return nil
}

// corpusError returns the fault of a file whose text is missing.
func corpusError(err error) error {
	if errors.Is(err, zipfile.ErrMissing) {
		return corpus.Unreadable("office_malformed", "the file has no text part")
	}
	return err
}

// language returns the language that most of the text is said to be in, else that of the whole document.
func (d *document) language(meta *xmltree.Node) corpus.Language {
	best, most := flow.Tag(meta.Child("dc:language").String()), 0
	for l, n := range d.letters {
		if n > most || n == most && l < best {
			best, most = l, n
		}
	}
	return best
}

// noteMasters notes which master pages the styles of the text's paragraphs name.
func (d *document) noteMasters(n *xmltree.Node) {
	if style := n.Attr("text:style-name"); style != "" {
		if m := d.styles.master(style); m != "" {
			d.used[m] = true
		}
	}
}

// masters returns the master pages that the text is set on, those that they are followed by included.
func (d *document) masters(common *xmltree.Node) []*xmltree.Node {
	var all []*xmltree.Node
	byName := map[string]*xmltree.Node{}
	common.Child("office:master-styles").All("style:master-page", func(n *xmltree.Node) {
		all = append(all, n)
		byName[n.Attr("style:name")] = n
	})
	if len(all) == 0 {
		return nil
	}
	if m := byName["Standard"]; m != nil {
		d.used["Standard"] = true
	} else {
		d.used[all[0].Attr("style:name")] = true
	}
	for range all {
		for _, m := range all {
			if next := m.Attr("style:next-style-name"); d.used[m.Attr("style:name")] && next != "" {
				d.used[next] = true
			}
		}
	}
	var used []*xmltree.Node
	for _, m := range all {
		if d.used[m.Attr("style:name")] {
			used = append(used, m)
		}
	}
	return used
}

// margins writes the running heads or feet of master pages, each text once.
func (d *document) margins(masters []*xmltree.Node, kinds ...string) {
	seen := map[string]bool{}
	for _, m := range masters {
		for _, kind := range kinds {
			n := m.Child(kind)
			text := strings.Join(strings.Fields(n.String()), " ")
			if n == nil || n.Attr("style:display") == "false" || seen[text] {
				continue
			}
			seen[text] = true
			d.story(corpus.Block{Kind: corpus.Furniture}).blocks(n)
			d.flow.End()
			d.flow.DropAnchors()
		}
	}
}
