package flow

import "github.com/irmtrail/irmtrail/corpus"

// grid is a table that is being written.
type grid struct {
	row   int
	first bool // no cell was written
}

// Table writes a table of cells in order of rows: fill adds the text of the i-th. Offsets of the cells are set here. A table in a
// cell becomes lines of that cell, a line for each row. Page and box are the table's.
func (f *Flow) Table(place corpus.Block, cells []corpus.Cell, fill func(i int)) {
	f.cells += len(cells)
	f.full = f.full || f.cells > maxCells
	switch {
	case f.full || len(cells) == 0:
		return
	case f.table != nil:
		f.inner(cells, fill)
		return
	}
	f.close()
	saved := f.next
	f.next = place
	f.next.Kind = corpus.Table
	f.table = &grid{first: true}
	f.openBlock()
	for i, c := range cells {
		f.open.Cells = append(f.open.Cells, f.cell(c, func() { fill(i) }))
	}
	f.endTable()
	f.table, f.next = nil, saved
}

// cell writes one cell behind a tabulator or, in a new row, a new line.
func (f *Flow) cell(c corpus.Cell, fill func()) corpus.Cell {
	switch {
	case f.table.first:
	case c.Row > f.table.row:
		f.write("\n", Run{})
	default:
		f.write("\t", Run{})
	}
	f.table.first, f.table.row = false, c.Row
	c.Start, f.begin, f.gap = f.runes, f.runes, none
	fill()
	c.End, f.gap = f.runes, none
	return c
}

// endTable closes the table's block. One without words is none.
func (f *Flow) endTable() {
	f.flush()
	if stripped(f.open.Text()) == "" {
		f.open, f.runes, f.begin, f.gap = nil, 0, 0, none
		return
	}
	f.close()
}

// inner writes a table in a cell.
func (f *Flow) inner(cells []corpus.Cell, fill func(i int)) {
	row := -1
	for i, c := range cells {
		if f.joined = c.Row == row; !f.joined {
			f.Break(Run{})
			row = c.Row
		}
		f.sawGap(space, Run{})
		fill(i)
		f.gap = min(f.gap, space)
	}
	f.joined = false
	f.Break(Run{})
}
