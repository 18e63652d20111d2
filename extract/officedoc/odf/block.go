package odf

import (
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// story is a text that is read from its beginning to its end: the body, a note, a running head, a slide.
type story struct {
	*document
	plain    corpus.Block // what its paragraphs are where they are nothing else
	list     *openList    // around the next paragraph; nil outside lists
	lastList int
	lastOf   map[string]string // style of a list to the last list that had it
	frames   []*xmltree.Node   // text boxes of the open paragraph
	depth    int               // of text boxes
}

func (d *document) story(plain corpus.Block) *story {
	return &story{document: d, plain: plain, lastOf: map[string]string{}}
}

// maxFrames bounds text boxes in text boxes.
const maxFrames = 8

// blocks builds what stands in an element.
func (s *story) blocks(n *xmltree.Node) {
	if n == nil {
		return
	}
	for _, c := range n.Children {
		s.block(c)
	}
}

// block builds one paragraph, list, table, or what wraps them. What has no rule of its own (deletions, forms, declarations)
// has no text.
func (s *story) block(n *xmltree.Node) {
	switch n.Name {
	case "text:p", "text:h":
		s.paragraph(n)
	case "text:list", "text:ordered-list", "text:unordered-list":
		s.listOf(n)
	case "table:table":
		s.table(n)
	case "text:section":
		if n.Attr("text:display") != "none" {
			s.blocks(n)
		}
	case "text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index", "text:user-index", "text:alphabetical-index",
		"text:bibliography", "text:index-body", "text:index-title", "text:numbered-paragraph", "draw:text-box", "draw:g", "text:list-item":
		s.blocks(n)
	case "draw:frame", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:line", "draw:polygon", "draw:path", "draw:caption":
		s.frame(n)
	case "draw:page":
		s.slide(n)
	case "text:bookmark", "text:bookmark-start":
		s.flow.Anchor(n.Attr("text:name"))
	}
}

// listOf builds the items of a list.
func (s *story) listOf(n *xmltree.Node) {
	if s.list != nil && s.list.depth >= maxLevels {
		for _, c := range n.Children {
			s.blocks(c)
		}
		return
	}
	saved := s.list
	l := s.enterList(n)
	for _, c := range n.Children {
		switch c.Name {
		case "text:list-item":
			l.item = true
			l.style = c.Attr("text:style-override")
			l.start, _ = strconv.Atoi(c.Attr("text:start-value"))
		case "text:list-header":
			l.item = false
		default:
			continue
		}
		s.list = l
		s.blocks(c)
	}
	s.list = saved
}

// paragraph builds a paragraph or a heading and the text boxes that hang on it.
func (s *story) paragraph(n *xmltree.Node) {
	name := n.Attr("text:style-name")
	l := s.styles.paragraphLook(name)
	s.begin(n, name, l)
	s.inlines(n, l, "")
	s.flow.End()
	s.textBoxes()
}

// begin begins the block of a paragraph.
func (s *story) begin(n *xmltree.Node, name string, l look) {
	b := s.plain
	it := s.item(name)
	if b.Kind == corpus.Paragraph {
		b.Kind, b.Level = s.kind(n, name)
	}
	switch {
	case b.Kind == corpus.Heading && it == nil && n.Name == "text:h" && n.Attr("text:is-list-header") != "true":
		it = s.outlineItem(b.Level)
	case b.Kind == corpus.Paragraph && it != nil:
		last := s.flow.Last()
		b.Kind, b.Level = corpus.ListItem, it.Level
		b.List = s.lists.Number(*it, last != nil && last.Kind == corpus.ListItem)
	}
	s.flow.Numbered(b, it, flow.Run{Style: l.style, Size: l.size})
	if b.Kind == corpus.Heading && s.styles.kind(name) == "title" {
		s.flow.Titled()
	}
}

// outlineItem numbers a heading by the outline; nil where headings have no numbers.
func (s *story) outlineItem(level int) *flow.Item {
	c := s.counts["outline"]
	if c == nil {
		c = &counter{}
		s.counts["outline"] = c
	}
	label := c.number(s.styles.outline, level, 0)
	if label == "" {
		return nil
	}
	return &flow.Item{List: "outline", Level: level, Label: label}
}

// longestHeading is how much text, in bytes, a heading has at most; see package word.
const longestHeading = 400

// kind returns what a paragraph of the running text is.
func (s *story) kind(n *xmltree.Node, name string) (corpus.BlockKind, int) {
	if len(n.String()) > longestHeading {
		return corpus.Paragraph, 0
	}
	switch {
	case n.Name == "text:h":
		level, err := strconv.Atoi(first(n.Attr("text:outline-level"), n.Attr("text:level")))
		if err != nil {
			level = 1
		}
		return corpus.Heading, min(max(level, 1), 6)
	case s.styles.kind(name) == "title":
		return corpus.Heading, 1
	case s.styles.kind(name) == "subtitle":
		return corpus.Heading, 2
	case s.styles.kind(name) == "caption":
		return corpus.Caption, 0
	}
	return corpus.Paragraph, 0
}

// textBoxes builds the text boxes that hang on the paragraph that was built last.
func (s *story) textBoxes() {
	frames := s.frames
	s.frames = nil
	for _, f := range frames {
		s.frame(f)
	}
}

// frame builds the text of a frame or a shape: of the first thing in it that has any, since the others stand for the same.
func (s *story) frame(n *xmltree.Node) {
	if s.depth >= maxFrames {
		return
	}
	inner := s.document.story(s.plain)
	inner.depth = s.depth + 1
	for _, c := range n.Children {
		switch c.Name {
		case "draw:text-box", "table:table", "text:p", "text:list", "draw:g":
			inner.block(c)
		}
	}
	s.flow.End()
}

// gather keeps the text boxes of a paragraph until it ends.
func (s *story) gather(n *xmltree.Node) {
	if n.Name == "draw:g" || n.Name == "draw:a" {
		for _, c := range n.Children {
			if strings.HasPrefix(c.Name, "draw:") {
				s.gather(c)
			}
		}
		return
	}
	s.frames = append(s.frames, n)
}
