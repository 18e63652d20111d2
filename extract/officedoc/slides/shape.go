package slides

import (
	"strconv"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/opc"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// slide is a slide, or its page of notes, that is being built.
type slide struct {
	*show
	relations opc.Relations
	layout    *parent
	page      int
	notes     bool
	numbers   [maxLevels]int    // of the open list, by level
	formats   [maxLevels]string // that they have
	shapes    int
}

// maxLevels is how many levels text has.
const maxLevels = 9

// shape builds the text of a shape, a table or a diagram.
func (sl *slide) shape(n *xmltree.Node) {
	sl.shapes++
	sl.numbers, sl.formats = [maxLevels]int{}, [maxLevels]string{}
	if n.Name == "p:graphicFrame" {
		sl.graphic(n)
		return
	}
	body := n.Child("p:txBody")
	body.All("a:p", func(p *xmltree.Node) { sl.paragraph(n, p) })
	sl.flow.End()
}

// graphic builds a table, or the text of a diagram.
func (sl *slide) graphic(n *xmltree.Node) {
	data := n.Child("a:graphic", "a:graphicData")
	if t := data.Child("a:tbl"); t != nil {
		sl.table(t)
	}
	if d := data.Child("dgm:relIds"); d != nil {
		sl.diagram(sl.relations.Part(d.Attr("r:dm")))
	}
}

// diagram builds the text of a diagram: a paragraph for each point.
func (sl *slide) diagram(part string) {
	for _, text := range opc.DiagramText(sl.archive, part) {
		sl.flow.Begin(corpus.Block{Kind: corpus.Paragraph, Page: sl.page})
		sl.flow.Text(text, flow.Run{})
		sl.flow.End()
	}
}

// paragraph builds a paragraph of a shape.
func (sl *slide) paragraph(shape, p *xmltree.Node) {
	props := p.Child("a:pPr")
	level, err := strconv.Atoi(props.Attr("lvl"))
	if err != nil || level < 0 || level >= maxLevels {
		level = 0
	}
	levels := append([]*xmltree.Node{props}, sl.levels(shape, level)...)
	b := corpus.Block{Kind: kindOf(shape), Page: sl.page}
	if b.Kind == corpus.Heading {
		b.Level = 1
	}
	var it *flow.Item
	if b.Kind == corpus.Paragraph && p.Find("a:t") != nil {
		it = sl.item(levels, level)
	}
	if it != nil {
		last := sl.flow.Last()
		b.Kind, b.Level = corpus.ListItem, it.Level
		b.List = sl.lists.Number(*it, last != nil && last.Kind == corpus.ListItem && last.Page == sl.page)
	}
	sl.flow.Numbered(b, it, flow.Run{})
	sl.runs(p, levels)
	sl.flow.End()
}

// kindOf returns what the paragraphs of a shape are where they are no items.
func kindOf(shape *xmltree.Node) corpus.BlockKind {
	switch placeholder(shape) {
	case "title", "ctrTitle":
		return corpus.Heading
	case "dt", "ftr", "hdr", "sldNum":
		return corpus.Furniture
	}
	return corpus.Paragraph
}

// item returns the item that a paragraph is by the nearest properties that say whether it has a bullet; nil for none.
func (sl *slide) item(levels []*xmltree.Node, level int) *flow.Item {
	for _, p := range levels {
		switch {
		case p.Child("a:buNone") != nil:
			sl.numbers[level] = 0
			return nil
		case p.Child("a:buChar") != nil, p.Child("a:buBlip") != nil:
			sl.endBelow(level)
			return &flow.Item{List: "slide " + strconv.Itoa(sl.page) + " shape " + strconv.Itoa(sl.shapes), Level: level + 1}
		case p.Child("a:buAutoNum") != nil:
			return sl.numbered(p.Child("a:buAutoNum"), level)
		}
	}
	return nil
}

// numbered counts an item.
func (sl *slide) numbered(auto *xmltree.Node, level int) *flow.Item {
	start, err := strconv.Atoi(auto.Attr("startAt"))
	if err != nil {
		start = 1
	}
	format := auto.Attr("type") + " " + auto.Attr("startAt")
	if sl.numbers[level] == 0 || sl.formats[level] != format {
		sl.numbers[level], sl.formats[level] = start, format
	} else {
		sl.numbers[level]++
	}
	sl.endBelow(level)
	return &flow.Item{
		List: "slide " + strconv.Itoa(sl.page) + " numbers " + strconv.Itoa(sl.shapes), Level: level + 1,
		Label: label(auto.Attr("type"), sl.numbers[level]), Starts: sl.numbers[level] == start,
	}
}

func (sl *slide) endBelow(level int) {
	for i := level + 1; i < maxLevels; i++ {
		sl.numbers[i] = 0
	}
}
