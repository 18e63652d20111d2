package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
)

// Limits on spans (HTML Living Standard 4.9.11) and, ours, on columns: a thousand cells that each span a thousand columns
// are no table.
const (
	maxColSpan = 1000
	maxRowSpan = 65534
	maxColumns = 5000
)

// row is a row of a table with its cells.
type row struct {
	node  *html.Node
	cells []*html.Node
	head  bool // in thead
}

// table builds a table: as one block with cells when it holds data, as notes when it lists notes, otherwise its cells are
// text like any other.
func (b *builder) table(n *html.Node, r run) {
	if b.ctx.flat != divided {
		b.innerTable(n, r)
		return
	}
	rows := rowsOf(n)
	switch {
	case b.ctx.note > 0 && notesInRows(b.p, rows):
		b.noteRows(rows, r)
	case isData(b.p, n, rows):
		b.captions(n, r)
		b.grid(rows, r)
	default:
		b.ctx.item = nil
		b.children(n, r)
	}
}

// innerTable builds a table in a cell or a heading: a line for each row, its cells separated by a space.
func (b *builder) innerTable(n *html.Node, r run) {
	for _, row := range rowsOf(n) {
		b.boundary()
		for _, c := range row.cells {
			b.sawSpace(run{})
			saved := b.ctx
			b.children(c, r)
			b.ctx = saved
			b.breaks = 0
		}
		b.boundary()
	}
}

// rowsOf returns the rows of a table, those of inner tables left out.
func rowsOf(table *html.Node) []row {
	var rows []row
	var collect func(n *html.Node, head bool)
	collect = func(n *html.Node, head bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Thead:
				collect(c, true)
			case atom.Tbody, atom.Tfoot:
				collect(c, false)
			case atom.Tr:
				rows = append(rows, row{node: c, cells: cellsOf(c), head: head})
			}
		}
	}
	collect(table, false)
	return rows
}

func cellsOf(tr *html.Node) []*html.Node {
	var cells []*html.Node
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			cells = append(cells, c)
		}
	}
	return cells
}

// longCell is the text, in bytes, behind which a cell with several paragraphs is part of a layout rather than of a table.
const longCell = 600

// isData reports whether a table holds data rather than laying out the page. A caption, header cells and column groups are only
// given to data. Without them: at least two columns, no table or heading inside, and most text not in long cells.
func isData(p *page, table *html.Node, rows []row) bool {
	if role := attr(table, "role"); role == "presentation" || role == "none" {
		return false
	}
	columns, cells, long, total, signs := 0, 0, 0, 0, 0
	for _, r := range rows {
		columns = max(columns, len(r.cells))
		for _, c := range r.cells {
			cells++
			total += p.size[c]
			if c.DataAtom == atom.Th && p.size[c] > 0 {
				signs++
			}
			switch inner := contents(c); {
			case inner.tables > 0 && p.size[c] > longCell:
				return false
			case inner.headings > 0 && p.size[c] > longCell/4, inner.paragraphs > 1 && p.size[c] > longCell:
				long += p.size[c]
			}
		}
	}
	if cells < 2 || columns < 2 && signs == 0 {
		return false
	}
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption || c.DataAtom == atom.Thead {
			signs++
		}
	}
	return long*2 <= total || signs > 0 && columns > 1 && len(rows) > 1
}

// inner counts what is in a cell.
type inner struct{ tables, headings, paragraphs int }

func contents(cell *html.Node) (in inner) {
	for d := range cell.Descendants() {
		switch {
		case d.Type != html.ElementNode:
		case d.DataAtom == atom.Table:
			in.tables++
		case headingLevel(d) > 0:
			in.headings++
		case d.DataAtom == atom.P || d.DataAtom == atom.Li || d.DataAtom == atom.Div:
			in.paragraphs++
		}
	}
	return in
}

// captions builds the captions of a table as blocks in front of it.
func (b *builder) captions(n *html.Node, r run) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			b.walk(c, r)
		}
	}
	b.boundary()
}

// grid builds one block with the table's cells. Their places follow from the spans of the cells before (HTML Living
// Standard 4.9.12.1).
func (b *builder) grid(rows []row, r run) {
	saved := b.ctx
	b.ctx = context{kind: corpus.Table, flat: lined}
	b.openBlock()
	taken := []int{} // by column: the first row that is free
	written := 0     // rows with text before
	for y, row := range rows {
		if len(row.cells) == 0 {
			continue
		}
		if written > 0 {
			b.write("\n", run{})
		}
		written++
		b.pending = append(b.pending, names(row.node)...)
		x := 0
		for i, c := range row.cells {
			if i > 0 {
				b.write("\t", run{})
			}
			for x < len(taken) && taken[x] > y {
				x++
			}
			cell := corpus.Cell{Row: y, Col: x, Header: row.head || c.DataAtom == atom.Th}
			cell.RowSpan, cell.ColSpan = b.spans(c, len(rows)-y)
			x = occupy(&taken, x, y, max(1, cell.ColSpan), max(1, cell.RowSpan))
			cell.Start = b.runes
			b.cell(c, r)
			cell.End = b.runes
			b.open.Cells = append(b.open.Cells, cell)
		}
	}
	if strings.TrimSpace(b.openText()) == "" {
		b.open.Spans, b.buf = nil, b.buf[:0]
	}
	b.closeBlock()
	b.ctx = saved
}

// cell builds the text of one cell.
func (b *builder) cell(c *html.Node, r run) {
	b.begin = b.runes
	b.space, b.breaks = false, 0
	b.pending = append(b.pending, names(c)...)
	r.style = styleOf(c, 0, r.style)
	b.children(c, r)
	if b.runes == b.begin {
		b.text(b.p.marks[c], r)
	}
	b.space, b.breaks = false, 0
}

// openText returns the text of the open block.
func (b *builder) openText() string {
	b.flush()
	return b.open.Text()
}

// spans returns the spans of a cell where they are more than 1, clipped to the table.
func (b *builder) spans(c *html.Node, rowsLeft int) (rows, cols int) {
	if v, ok := integer(attr(c, "rowspan")); ok && v == 0 {
		rows = rowsLeft
	} else if ok && v > 1 {
		rows = min(v, maxRowSpan, rowsLeft)
	}
	if v, ok := integer(attr(c, "colspan")); ok && v > 1 && v <= maxColSpan {
		cols = v
	}
	if rows == 1 {
		rows = 0
	}
	return rows, cols
}

// occupy marks the places of a cell and returns the column behind it.
func occupy(taken *[]int, x, y, cols, rows int) int {
	for i := x; i < x+cols && i < maxColumns; i++ {
		for len(*taken) <= i {
			*taken = append(*taken, 0)
		}
		(*taken)[i] = max((*taken)[i], y+rows)
	}
	return x + cols
}

// notesInRows reports whether a table in notes has a note in each row: its number, then its text (plugin "footnotes").
func notesInRows(p *page, rows []row) bool {
	notes := 0
	for _, r := range rows {
		if len(r.cells) >= 2 && marker.MatchString(p.text(r.cells[0])) {
			notes++
		}
	}
	return notes > 0 && notes*2 > len(rows)
}

// noteRows builds a note of each row. The number becomes the label; it is not repeated in the text.
func (b *builder) noteRows(rows []row, r run) {
	for _, row := range rows {
		b.boundary()
		b.ctx.item = &item{}
		cells := row.cells
		b.pending = append(b.pending, names(row.node)...)
		if len(cells) > 1 && marker.MatchString(b.p.text(cells[0])) {
			b.ctx.item.label = label(b.p.text(cells[0]))
			b.pending = append(b.pending, names(cells[0])...)
			for d := range cells[0].Descendants() {
				b.pending = append(b.pending, names(d)...)
			}
			cells = cells[1:]
		}
		for _, c := range cells {
			b.pending = append(b.pending, names(c)...)
			b.children(c, r)
			b.sawSpace(run{})
		}
		b.boundary()
	}
}
