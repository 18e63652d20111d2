package odf

import (
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// maxSlides bounds the slides of a presentation.
const maxSlides = 5000

// slide builds a slide: its title, its other frames in order, and what the speaker noted.
func (s *story) slide(n *xmltree.Node) {
	if len(s.pages) >= maxSlides {
		return
	}
	s.pages = append(s.pages, s.sizes[n.Attr("draw:master-page-name")])
	page := len(s.pages)
	titles, others := shapes(n, nil, nil)
	for _, t := range titles {
		s.shape(t, corpus.Block{Kind: corpus.Heading, Level: 1, Page: page})
	}
	for _, o := range others {
		s.shape(o, corpus.Block{Kind: corpus.Paragraph, Page: page})
	}
	if notes := n.Child("presentation:notes"); notes != nil {
		_, frames := shapes(notes, nil, nil)
		for _, f := range frames {
			s.shape(f, corpus.Block{Kind: corpus.Paragraph, Page: page})
		}
	}
}

// shapes sorts the shapes of a slide into titles and others. Pictures of the slide on its page of notes are none.
func shapes(n *xmltree.Node, titles, others []*xmltree.Node) (_, _ []*xmltree.Node) {
	for _, c := range n.Children {
		switch {
		case !strings.HasPrefix(c.Name, "draw:"), c.Name == "draw:page-thumbnail", c.Attr("presentation:placeholder") == "true":
		case c.Name == "draw:g":
			titles, others = shapes(c, titles, others)
		case c.Attr("presentation:class") == "title":
			titles = append(titles, c)
		default:
			others = append(others, c)
		}
	}
	return titles, others
}

// shape builds the text of a shape with blocks like b.
func (s *story) shape(n *xmltree.Node, b corpus.Block) {
	inner := s.document.story(b)
	if class := n.Attr("presentation:class"); class == "date-time" || class == "footer" || class == "header" || class == "page-number" {
		inner.plain.Kind = corpus.Furniture
	}
	inner.frame(n)
}

// pageSizes returns the sizes of the master pages by name.
func pageSizes(common *xmltree.Node) map[string]corpus.Page {
	layouts, sizes := map[string]corpus.Page{}, map[string]corpus.Page{}
	add := func(n *xmltree.Node) {
		p := n.Child("style:page-layout-properties")
		layouts[n.Attr("style:name")] = corpus.Page{Width: points(p.Attr("fo:page-width")), Height: points(p.Attr("fo:page-height"))}
	}
	common.Child("office:automatic-styles").All("style:page-layout", add)
	common.Child("office:master-styles").All("style:master-page", func(n *xmltree.Node) {
		sizes[n.Attr("style:name")] = layouts[n.Attr("style:page-layout-name")]
	})
	return sizes
}

// units are the units of lengths in points.
var units = map[string]float64{"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72, "pt": 1}

// points returns a length in points: "28cm", "10in"; 0 for none.
func points(s string) float64 {
	unit := s[max(0, len(s)-2):]
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, unit), 64)
	if err != nil || v < 0 || v > 10_000 {
		return 0
	}
	return v * units[unit]
}
