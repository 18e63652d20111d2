package layout

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// tag is what a structure element, or the nearest one around it that says something of blocks, makes of its content.
type tag struct {
	artifact bool // furniture (ISO 32000-1, 14.8.2.2)
	heading  int  // level, 0 for none
	caption  bool
}

// tagsOf returns the tags of a page's elements, whose parents stand before them.
func tagsOf(elements []page.Element) []tag {
	out := make([]tag, len(elements))
	for i, e := range elements {
		if e.Parent >= 0 && e.Parent < i {
			out[i] = out[e.Parent]
		}
		switch {
		case e.Type == "Artifact":
			out[i].artifact = true
		case e.Type == "H" || e.Type == "Title":
			out[i].heading = 1
		case len(e.Type) == 2 && e.Type[0] == 'H' && strings.Contains("123456", e.Type[1:]):
			out[i].heading = int(e.Type[1] - '0')
		case e.Type == "Caption":
			out[i].caption = true
		}
	}
	return out
}

// tagOf returns the tag that all words of a line have; none where they differ.
func tagOf(ws []page.Word, tags []tag) tag {
	var out tag
	for i := range ws {
		e := -1
		if len(ws[i].Glyphs) > 0 {
			e = ws[i].Glyphs[0].Element
		}
		if e < 0 || e >= len(tags) || i > 0 && tags[e] != out {
			return tag{}
		}
		out = tags[e]
	}
	return out
}

// tagged returns the tag of all lines of a paragraph.
func (d *document) tagged(p *paragraph) tag {
	var out tag
	for i := range p.lines {
		l := &p.lines[i]
		t := tagOf(l.Words, d.leaves[l.page-1].tags)
		if i > 0 && t != out {
			return tag{}
		}
		out = t
	}
	return out
}

// nameTagged says what a tagged PDF makes of a paragraph; false where it says nothing that its looks would not say better.
func nameTagged(p *paragraph, t tag) bool {
	switch {
	case p.kind != corpus.Paragraph || len(p.lines) > maxHeadingLines:
		return false
	case t.heading > 0 && len(p.text()) <= maxHeading:
		p.kind, p.level = corpus.Heading, t.heading
	case t.caption:
		p.kind = corpus.Caption
	default:
		return false
	}
	return true
}
