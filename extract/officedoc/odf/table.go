package odf

import (
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// Limits on repeated rows and columns: a text has no table with more.
const (
	maxColumns  = 200
	maxRepeated = 1000
	maxSpan     = 1000
	maxCells    = 100_000
)

// cell is a cell with the element that it was made of.
type cell struct {
	corpus.Cell
	node *xmltree.Node
}

// table builds a table: as one block when it holds data, otherwise its cells are text like any other, as they are in running heads
// and in notes.
func (s *story) table(n *xmltree.Node) {
	if s.flow.Full() {
		return
	}
	saved := s.list
	s.list = nil
	defer func() { s.list = saved }()
	t := &tableReader{styles: s.styles}
	t.rows(n, false)
	if s.sheets && !s.flow.InCell() {
		s.sheet(n, t)
		return
	}
	if !s.flow.InCell() && (s.plain.Kind != corpus.Paragraph || layout(t.cells)) {
		for _, c := range t.cells {
			s.blocks(c.node)
		}
		return
	}
	plain := make([]corpus.Cell, len(t.cells))
	for i := range t.cells {
		plain[i] = t.cells[i].Cell
	}
	s.flow.Table(s.place(), plain, func(i int) { s.blocks(t.cells[i].node) })
}

// place returns where a table stands.
func (s *story) place() corpus.Block { return corpus.Block{Page: s.plain.Page} }

// layout reports whether cells only lay out a page; see [flow.Layout].
func layout(cells []cell) bool {
	var l flow.Layout
	for _, c := range cells {
		paragraphs := 0
		c.node.All("text:p", func(*xmltree.Node) { paragraphs++ })
		l.Add(c.Cell, len(strings.TrimSpace(c.node.String())), paragraphs, c.node.Find("table:table") != nil)
	}
	return l.Is()
}

// tableReader gathers the cells of a table in order of rows.
type tableReader struct {
	styles *styles
	cells  []cell
	row    int
}

// rows adds the rows of a table or of a group of rows.
func (t *tableReader) rows(n *xmltree.Node, header bool) {
	for _, c := range n.Children {
		switch c.Name {
		case "table:table-header-rows":
			t.rows(c, true)
		case "table:table-rows", "table:table-row-group":
			t.rows(c, header)
		case "table:table-row":
			for range t.repeated(c, "table:number-rows-repeated", maxRepeated) {
				t.addRow(c, header)
				t.row++
			}
		}
	}
}

// repeated returns how often a row or a cell stands there: once when it has no text, for then only what follows is put in its
// place.
func (t *tableReader) repeated(n *xmltree.Node, name string, most int) int {
	v, err := strconv.Atoi(n.Attr(name))
	if err != nil || v < 1 || strings.TrimSpace(n.String()) == "" && v > maxColumns {
		return 1
	}
	return min(v, most)
}

// addRow adds the cells of a row. Cells that others cover are left out.
func (t *tableReader) addRow(n *xmltree.Node, header bool) {
	col := 0
	for _, c := range n.Children {
		if c.Name != "table:table-cell" && c.Name != "table:covered-table-cell" {
			continue
		}
		for range t.repeated(c, "table:number-columns-repeated", maxColumns) {
			if c.Name == "table:table-cell" && col < maxColumns && len(t.cells) < maxCells {
				t.cells = append(t.cells, t.cell(c, col, header))
			}
			col++
		}
	}
}

func (t *tableReader) cell(n *xmltree.Node, col int, header bool) cell {
	return cell{corpus.Cell{
		Row: t.row, Col: col, RowSpan: span(n, "table:number-rows-spanned"), ColSpan: span(n, "table:number-columns-spanned"),
		Header: header, Fill: t.styles.fill(n.Attr("table:style-name")),
	}, n}
}

// span returns how many rows or columns a cell covers; 0 for one.
func span(n *xmltree.Node, name string) int {
	v, err := strconv.Atoi(n.Attr(name))
	if err != nil || v < 2 {
		return 0
	}
	return min(v, maxSpan)
}
