package page

import "github.com/irmtrail/irmtrail/corpus"

// Word is a run of glyphs of one direction without a gap, in reading direction.
type Word struct {
	Glyphs []Glyph    // without white space
	Text   string     // mended: ligatures taken apart, private-use marks mapped, no soft hyphens
	Box    corpus.Box // on the page as shown, whatever the direction
	Base   float64    // baseline: y where Angle is 0 or 180, x where it is 90 or 270
	Size   float64    // of most of its glyphs
	Angle  int        // 0, 90, 180 or 270; other angles as they are
	Bold   bool
	Italic bool
	Space  bool // white space or a word's gap stands before it on its line; false for a raised marker at a word's end
	Raised int8 // 1 superscript, -1 subscript, against its line
	Link   int  // index of Page.Links that covers it; -1 for none
}

// Line is a row of words of one direction in one column, in reading order.
type Line struct {
	Words []Word
	Box   corpus.Box
	Base  float64
	Size  float64 // of most of its characters
	Angle int
	Bold  bool // most of its characters are
}

// Text returns the line's text with single spaces between words.
func (l *Line) Text() string {
	var b []byte
	for i, w := range l.Words {
		if i > 0 && w.Space {
			b = append(b, ' ')
		}
		b = append(b, w.Text...)
	}
	return string(b)
}

// Table is a table that was recognised on a page.
type Table struct {
	Page  int
	Box   corpus.Box
	Rows  int
	Cols  int
	Cells []Cell // by row, then by column; together they cover the grid, empty ones included
	After bool   // it goes on from the last table of the page before, with the same columns
}

// Cell is a cell of a recognised table.
type Cell struct {
	Row, Col         int // from 0
	RowSpan, ColSpan int // at least 1
	Header           bool
	Box              corpus.Box
	Lines            []Line // its words in reading order; a rotated cell's lines are rotated
	Mark             corpus.Mark
	Fill             string // "#rrggbb"; "" for the page's own ground
}
