package odf

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// sheet builds a sheet of a spreadsheet: its name as a heading and its cells as one table, without the empty rows and columns
// behind the last cell with text. Hidden sheets are left out.
func (s *story) sheet(n *xmltree.Node, t *tableReader) {
	for _, st := range s.styles.chain("table", n.Attr("table:style-name")) {
		if st.hidden {
			return
		}
	}
	cells := filled(t.cells)
	if len(cells) == 0 {
		return
	}
	s.flow.Begin(corpus.Block{Kind: corpus.Heading, Level: 1})
	s.flow.Text(n.Attr("table:name"), flow.Run{})
	s.flow.End()
	plain := make([]corpus.Cell, len(cells))
	for i := range cells {
		plain[i] = cells[i].Cell
	}
	s.flow.Table(corpus.Block{}, plain, func(i int) { s.blocks(cells[i].node) })
}

// filled returns the cells up to the last row and column that hold text.
func filled(cells []cell) []cell {
	rows, cols := -1, -1
	for _, c := range cells {
		if strings.TrimSpace(c.node.String()) != "" {
			rows, cols = max(rows, c.Row), max(cols, c.Col)
		}
	}
	var kept []cell
	for _, c := range cells {
		if c.Row <= rows && c.Col <= cols {
			kept = append(kept, c)
		}
	}
	return kept
}
