package word

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// cell is a cell with the element that it was made of.
type cell struct {
	corpus.Cell
	node *xmltree.Node
}

// table builds a table: as one block when it holds data, otherwise its cells are text like any other, as they are in running heads
// and in notes. A paragraph that is open goes on behind it in a block of its own.
func (s *story) table(n *xmltree.Node) {
	if s.flow.Full() {
		return
	}
	s.joined = false
	cells := cellsOf(n)
	if !s.flow.InCell() && (s.plain.Kind != corpus.Paragraph || layout(cells)) {
		for _, c := range cells {
			s.blocks(c.node)
		}
		return
	}
	plain := make([]corpus.Cell, len(cells))
	for i := range cells {
		plain[i] = cells[i].Cell
	}
	s.flow.Table(corpus.Block{}, plain, func(i int) {
		s.blocks(cells[i].node)
		s.joined = false
	})
}

// layout reports whether cells only lay out a page; see [flow.Layout].
func layout(cells []cell) bool {
	var l flow.Layout
	for _, c := range cells {
		paragraphs := 0
		c.node.All("w:p", func(*xmltree.Node) { paragraphs++ })
		l.Add(c.Cell, len(strings.TrimSpace(textOf(c.node))), paragraphs, c.node.Find("w:tbl") != nil)
	}
	return l.Is()
}

// textOf returns the text of an element without codes of fields and deletions.
func textOf(n *xmltree.Node) string {
	var sb strings.Builder
	var walk func(n *xmltree.Node)
	walk = func(n *xmltree.Node) {
		for _, c := range n.Children {
			if c.Name == "w:t" {
				sb.WriteString(c.String())
				continue
			}
			walk(c)
		}
	}
	walk(n)
	return sb.String()
}

// maxSpan bounds the columns that one cell covers. Word has 63.
const maxSpan = 1000

// cellsOf returns the cells of a table in order of rows, with their places. A cell that goes on below is one.
func cellsOf(n *xmltree.Node) []cell {
	var cells []cell
	above := map[int]int{} // column to the index of the cell that goes on below
	row := 0
	for _, tr := range rowsOf(n, nil) {
		p := tr.Child("w:trPr")
		if p.Child("w:del") != nil {
			continue
		}
		col := count(p.Child("w:gridBefore"), 0)
		below := map[int]int{}
		for _, tc := range unwrapped(tr, "w:tc", nil) {
			span, merged := spanOf(tc)
			switch i, goesOn := above[col]; {
			case merged == "hidden":
				if last := len(cells) - 1; last >= 0 && cells[last].Row == row {
					cells[last].ColSpan = max(1, cells[last].ColSpan) + span
				}
			case merged == "continue" && goesOn:
				cells[i].RowSpan = row - cells[i].Row + 1
				below[col] = i
			default:
				c := cell{corpus.Cell{Row: row, Col: col, Header: on(p.Child("w:tblHeader")), Fill: fillOf(tc)}, tc}
				if span > 1 {
					c.ColSpan = span
				}
				if merged != "" {
					below[col] = len(cells)
				}
				cells = append(cells, c)
			}
			col += span
		}
		above = below
		row++
	}
	return cells
}

// spanOf returns how many columns a cell covers, and whether it is one with the cells around it: "restart" begins a cell that
// goes on below, "continue" is such a one, "hidden" is one with the cell before it.
func spanOf(tc *xmltree.Node) (span int, merged string) {
	p := tc.Child("w:tcPr")
	span = min(max(1, count(p.Child("w:gridSpan"), 1)), maxSpan)
	if h := p.Child("w:hMerge"); h != nil && h.Attr("w:val") != "restart" {
		return span, "hidden"
	}
	if v := p.Child("w:vMerge"); v != nil {
		return span, first(v.Attr("w:val"), "continue")
	}
	return span, ""
}

// count returns the value of a property that counts.
func count(n *xmltree.Node, usual int) int {
	v, err := strconv.Atoi(n.Attr("w:val"))
	if err != nil || v < 0 || v > maxSpan {
		return usual
	}
	return v
}

// colour matches a colour: "D9E2F3".
var colour = regexp.MustCompile(`^[0-9A-Fa-f]{6}$`)

// fillOf returns the colour of a cell's ground; "" for none and for white.
func fillOf(tc *xmltree.Node) string {
	fill := tc.Child("w:tcPr", "w:shd").Attr("w:fill")
	if !colour.MatchString(fill) || strings.EqualFold(fill, "ffffff") {
		return ""
	}
	return "#" + strings.ToLower(fill)
}

// rowsOf appends the rows of a table.
func rowsOf(n *xmltree.Node, rows []*xmltree.Node) []*xmltree.Node { return unwrapped(n, "w:tr", rows) }

// unwrapped appends the elements of a name in an element, also those in content controls and the like, but no deleted ones.
func unwrapped(n *xmltree.Node, name string, found []*xmltree.Node) []*xmltree.Node {
	if n == nil {
		return found
	}
	for _, c := range n.Children {
		switch c.Name {
		case name:
			if c.Child("w:tcPr", "w:cellDel") == nil {
				found = append(found, c)
			}
		case "w:sdt":
			found = unwrapped(c.Child("w:sdtContent"), name, found)
		case "w:customXml", "w:smartTag", "w:ins", "w:moveTo":
			found = unwrapped(c, name, found)
		}
	}
	return found
}
