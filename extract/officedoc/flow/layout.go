package flow

import "github.com/irmtrail/irmtrail/corpus"

// longCell is the text, in bytes, behind which a cell with several paragraphs is part of a layout rather than of a table.
const longCell = 1200

// Layout tells tables that lay out a page, a frame around text or columns of it, from tables of data. The zero value is a
// table without cells.
type Layout struct {
	cells, columns, total, long int
	header, holds               bool
}

// Add counts a cell with so many bytes of text in so many paragraphs, which may hold another table.
func (l *Layout) Add(c corpus.Cell, text, paragraphs int, table bool) {
	l.cells++
	l.columns = max(l.columns, c.Col+1)
	l.total += text
	l.header = l.header || c.Header
	if table && text > longCell/2 {
		l.holds = true
	}
	if paragraphs > 3 && text > longCell {
		l.long += text
	}
}

// Is reports whether the table lays out a page: it has one column, or holds another table with text around it, or most of
// its text stands in long cells and no row is called a header.
func (l *Layout) Is() bool {
	return l.columns < 2 || l.holds || l.long*2 > l.total && !l.header && l.cells < 5
}
