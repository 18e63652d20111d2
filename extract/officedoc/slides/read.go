// Package slides turns the bytes of a PPTX file into blocks, one page for each slide: its title as a heading, bullets as items of lists,
// tables, other text, and behind them what the speaker noted for the slide.
//
// It follows PresentationML and DrawingML, ISO/IEC 29500-1 clauses 19 and 21, transitional and strict. Slides that are hidden have a page, but no
// text; comments, pictures, charts and embedded objects have none. Nothing outside the file is looked at.
package slides

import (
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/opc"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
	"github.com/irmtrail/irmtrail/extract/officedoc/zipfile"
)

// Extractor names this reader and its version.
const Extractor = "slides/1"

// maxSlides bounds the slides of a presentation.
const maxSlides = 5000

// emuPerPoint is how many English metric units a point has (ISO/IEC 29500-1, 20.1.10.16).
const emuPerPoint = 12700

// show is an open presentation.
type show struct {
	archive   *zipfile.Archive
	flow      *flow.Flow
	lists     flow.Lists
	parents   map[string]*parent // layouts and masters by part
	languages map[string]int     // letters by language
}

// Read returns the content of a file. Slides that are damaged are read up to the damage.
//
// A fault of the file is a *corpus.ReadError with one of these codes: office_malformed when there is nothing to read, encrypted,
// too_large, no_text.
func Read(payload []byte) (*corpus.Content, error) {
	a, err := zipfile.Open(payload)
	if err != nil {
		return nil, err
	}
	main := opc.MainPart(a, "ppt/presentation.xml")
	root := opc.Tree(a, main)
	if root == nil {
		return nil, corpus.Unreadable("office_malformed", "the file has no main part that can be read")
	}
	s := &show{archive: a, flow: flow.New(), parents: map[string]*parent{}, languages: map[string]int{}}
	pages := s.slides(root, opc.RelationsOf(a, main))
	return s.flow.Finish(flow.Document{Title: opc.Title(a), Language: s.language(), Pages: pages, Extractor: Extractor})
}

// slides builds the slides in order and returns their pages.
func (s *show) slides(root *xmltree.Node, relations opc.Relations) []corpus.Page {
	size := root.Child("p:sldSz")
	page := corpus.Page{Width: points(size.Attr("cx")), Height: points(size.Attr("cy"))}
	var pages []corpus.Page
	root.Child("p:sldIdLst").All("p:sldId", func(n *xmltree.Node) {
		part := relations.Part(n.Attr("r:id"))
		if len(pages) >= maxSlides || part == "" {
			return
		}
		pages = append(pages, page)
		s.slide(part, len(pages))
	})
	return pages
}

// points returns a length in points; 0 for none.
func points(emu string) float64 {
	n, err := strconv.ParseInt(emu, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return float64(n) / emuPerPoint
}

// slide builds one slide and what the speaker noted for it.
func (s *show) slide(part string, page int) {
	root := opc.Tree(s.archive, part)
	if v := root.Attr("show"); v == "0" || v == "false" {
		return
	}
	relations := opc.RelationsOf(s.archive, part)
	sl := &slide{show: s, relations: relations, layout: s.parent(relations.OfType("slideLayout")), page: page}
	shapes := flatten(root.Child("p:cSld", "p:spTree"), nil)
	for _, n := range shapes {
		if isTitle(n) {
			sl.shape(n)
		}
	}
	for _, n := range shapes {
		if !isTitle(n) {
			sl.shape(n)
		}
	}
	s.notes(relations.OfType("notesSlide"), page)
}

// notes builds what the speaker noted: the body of the page of notes, without the picture of the slide and the page number.
func (s *show) notes(part string, page int) {
	if part == "" {
		return
	}
	sl := &slide{show: s, relations: opc.RelationsOf(s.archive, part), page: page, notes: true}
	for _, n := range flatten(opc.Tree(s.archive, part).Child("p:cSld", "p:spTree"), nil) {
		if placeholder(n) == "body" {
			sl.shape(n)
		}
	}
}

// language returns the language that most of the text is said to be in.
func (s *show) language() corpus.Language {
	best, most := "", 0
	for l, n := range s.languages {
		if n > most || n == most && l < best {
			best, most = l, n
		}
	}
	return flow.Tag(best)
}

// flatten appends the shapes of a tree of shapes, those of groups in their place.
func flatten(tree *xmltree.Node, shapes []*xmltree.Node) []*xmltree.Node {
	if tree == nil {
		return shapes
	}
	for _, n := range tree.Children {
		switch n.Name {
		case "p:grpSp":
			shapes = flatten(n, shapes)
		case "mc:AlternateContent":
			choice := n.Child("mc:Choice")
			if choice == nil {
				choice = n.Child("mc:Fallback")
			}
			shapes = flatten(choice, shapes)
		case "p:sp", "p:graphicFrame", "p:cxnSp", "p:txSp":
			shapes = append(shapes, n)
		}
	}
	return shapes
}

// placeholder returns the type of the placeholder that a shape is: "title", "body"; "obj" where none is said, "" for other
// shapes.
func placeholder(n *xmltree.Node) string {
	ph := placeholderNode(n)
	if ph == nil {
		return ""
	}
	if t := ph.Attr("type"); t != "" {
		return t
	}
	return "obj"
}

func placeholderNode(n *xmltree.Node) *xmltree.Node {
	for _, c := range n.Children {
		if strings.HasPrefix(c.Name, "p:nv") {
			return c.Child("p:nvPr", "p:ph")
		}
	}
	return nil
}

func isTitle(n *xmltree.Node) bool {
	t := placeholder(n)
	return t == "title" || t == "ctrTitle"
}
