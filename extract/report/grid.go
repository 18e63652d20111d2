package report

import (
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// grid is a table laid out on its rows and columns.
type grid struct {
	rows, cols int
	cells      []gridCell // row by row
	places     []int      // index of the cell that covers a place, row by row; -1 for none
	block      *corpus.Block
}

// gridCell is a cell with its words.
type gridCell struct {
	corpus.Cell
	text string // without footnote markers, white space collapsed; "" for a cell too long for a label, a value or a title
	key  string // text folded to plain words, abbreviated heads written out
	sign sign
}

// largestGrid bounds the places of a table that is read for ratings; no report comes near it, but a hostile file can.
const largestGrid = 1 << 17

// pageGround is a ground that is none: producers fill cells with the page's white.
const pageGround = "#ffffff"

// grid lays a table out; nil for a table without cells or out of all proportion.
func (a *annex) grid(b *corpus.Block) *grid {
	g := &grid{block: b}
	for _, c := range b.Cells {
		if c.Row < 0 || c.Col < 0 || c.Row > largestGrid || c.Col > largestGrid {
			return nil
		}
		g.rows = max(g.rows, c.Row+1)
		g.cols = max(g.cols, c.Col+max(1, min(c.ColSpan, largestGrid)))
	}
	if g.rows == 0 || g.rows*g.cols > largestGrid {
		return nil
	}
	g.places = make([]int, g.rows*g.cols)
	for i := range g.places {
		g.places[i] = -1
	}
	for _, c := range b.Cells {
		text := strings.Join(strings.Fields(a.text(c)), " ")
		if c.Fill == pageGround {
			c.Fill = ""
		}
		g.cells = append(g.cells, gridCell{Cell: c, text: text, key: a.lex.heads.fold(text), sign: signOf(c.Mark, text)})
	}
	slices.SortStableFunc(g.cells, func(a, b gridCell) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Col - b.Col
	})
	for i := range g.cells {
		g.cover(i)
	}
	return g
}

// cover notes the places of a cell that no cell before it takes.
func (g *grid) cover(i int) {
	c := &g.cells[i]
	for r := c.Row; r < min(g.rows, c.rowEnd()); r++ {
		for k := c.Col; k < min(g.cols, c.colEnd()); k++ {
			if g.places[r*g.cols+k] < 0 {
				g.places[r*g.cols+k] = i
			}
		}
	}
}

func (c *gridCell) rowEnd() int { return c.Row + max(1, c.RowSpan) }
func (c *gridCell) colEnd() int { return c.Col + max(1, c.ColSpan) }

// empty reports whether the cell holds neither words nor a sign.
func (c *gridCell) empty() bool { return c.text == "" && c.Mark == "" }

// at returns the cell that covers a place; nil for none.
func (g *grid) at(row, col int) *gridCell {
	if row < 0 || col < 0 || row >= g.rows || col >= g.cols {
		return nil
	}
	if i := g.places[row*g.cols+col]; i >= 0 {
		return &g.cells[i]
	}
	return nil
}

// row returns the cells that begin in a row, from left to right.
func (g *grid) row(r int) []gridCell {
	from, _ := slices.BinarySearchFunc(g.cells, r, func(c gridCell, r int) int { return c.Row - r })
	to := from
	for to < len(g.cells) && g.cells[to].Row == r {
		to++
	}
	return g.cells[from:to]
}

// words returns the cells with words or signs that begin in a row.
func (g *grid) words(r int) []*gridCell {
	var kept []*gridCell
	row := g.row(r)
	for i := range row {
		if !row[i].empty() {
			kept = append(kept, &row[i])
		}
	}
	return kept
}

// filled returns the cells that begin in a row and hold any text, however long.
func (g *grid) filled(r int) []*gridCell {
	var kept []*gridCell
	row := g.row(r)
	for i := range row {
		if row[i].End > row[i].Start {
			kept = append(kept, &row[i])
		}
	}
	return kept
}
