package main

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// The width of a printed table, and the least and most of one of its columns without borders.
const (
	gridWidth   = 150
	leastColumn = 6
	mostColumn  = 40
)

// grid is a table set as text: borders of -, | and +, the lower border of header cells of =.
type grid struct {
	cells   []gridCell
	widths  []int // of columns, in characters
	heights []int // of rows, in lines
	canvas  [][]rune
}

// gridCell is a cell with the lines of its text.
type gridCell struct {
	corpus.Cell
	text  string
	lines []string
}

// newGrid sets a table.
func newGrid(c *corpus.Content, b *corpus.Block) *grid {
	g := &grid{}
	rows, cols := 0, 0
	for _, cell := range b.Cells {
		cell.RowSpan, cell.ColSpan = max(1, cell.RowSpan), max(1, cell.ColSpan)
		rows, cols = max(rows, cell.Row+cell.RowSpan), max(cols, cell.Col+cell.ColSpan)
		g.cells = append(g.cells, gridCell{Cell: cell, text: cellText(c, cell)})
	}
	g.widths, g.heights = make([]int, cols), make([]int, rows)
	g.setWidths()
	g.setHeights()
	g.paint()
	return g
}

// cellText is a cell's text on one line, with its mark in <> and the colour of its ground in {}.
func cellText(c *corpus.Content, cell corpus.Cell) string {
	parts := []string{strings.Join(strings.Fields(plain(c.Text().Slice(cell.Start, cell.End))), " ")}
	if cell.Mark != "" {
		parts = append(parts, "<"+string(cell.Mark)+">")
	}
	if cell.Fill != "" {
		parts = append(parts, "{"+cell.Fill+"}")
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// setWidths makes columns as wide as their cells want, within bounds; a spanning cell widens its last column.
func (g *grid) setWidths() {
	cols := len(g.widths)
	most := min(mostColumn, max(leastColumn, (gridWidth-1)/max(1, cols)-3))
	for j := range g.widths {
		g.widths[j] = 1
	}
	for span := 1; span <= cols; span++ {
		for i := range g.cells {
			c := &g.cells[i]
			if c.ColSpan != span {
				continue
			}
			last := c.Col + span - 1
			if missing := min(len([]rune(c.text)), most*span) - g.width(c); missing > 0 && (span == 1 || g.width(c) < most) {
				g.widths[last] += min(missing, most)
			}
		}
	}
}

// width is what a cell has for its text.
func (g *grid) width(c *gridCell) int {
	w := 3 * (c.ColSpan - 1)
	for _, n := range g.widths[c.Col : c.Col+c.ColSpan] {
		w += n
	}
	return w
}

// setHeights breaks the texts into lines and makes rows as high as their cells want; a spanning cell heightens its last row.
func (g *grid) setHeights() {
	for i := range g.heights {
		g.heights[i] = 1
	}
	for span := 1; span <= len(g.heights); span++ {
		for i := range g.cells {
			c := &g.cells[i]
			if c.RowSpan != span {
				continue
			}
			c.lines = wrapped(c.text, g.width(c))
			have := span - 1
			for _, n := range g.heights[c.Row : c.Row+span] {
				have += n
			}
			g.heights[c.Row+span-1] += max(0, len(c.lines)-have)
		}
	}
}

// wrapped breaks a text into lines of at most so many characters, between words where it can.
func wrapped(text string, width int) []string {
	var lines []string
	var line []rune
	for _, word := range strings.Fields(text) {
		w := []rune(word)
		if len(line) > 0 && len(line)+1+len(w) > width {
			lines, line = append(lines, string(line)), nil
		}
		if len(line) > 0 {
			line = append(line, ' ')
		}
		line = append(line, w...)
		for len(line) > width {
			lines, line = append(lines, string(line[:width])), line[width:]
		}
	}
	if len(line) > 0 {
		lines = append(lines, string(line))
	}
	return lines
}

// paint draws the cells: grounds first, then borders, so that those of headers win, then corners and text.
func (g *grid) paint() {
	xs, ys := edges(g.widths, 3), edges(g.heights, 1)
	g.canvas = make([][]rune, ys[len(ys)-1]+1)
	for y := range g.canvas {
		g.canvas[y] = []rune(strings.Repeat(" ", xs[len(xs)-1]+1))
	}
	for _, header := range []bool{false, true} {
		for i := range g.cells {
			if c := &g.cells[i]; c.Header == header {
				g.border(c, xs[c.Col], ys[c.Row], xs[c.Col+c.ColSpan], ys[c.Row+c.RowSpan])
			}
		}
	}
	for i := range g.cells {
		c := &g.cells[i]
		for _, x := range []int{xs[c.Col], xs[c.Col+c.ColSpan]} {
			g.canvas[ys[c.Row]][x], g.canvas[ys[c.Row+c.RowSpan]][x] = '+', '+'
		}
		for n, line := range c.lines {
			copy(g.canvas[ys[c.Row]+1+n][xs[c.Col]+2:], []rune(line))
		}
	}
}

// border draws the four sides of a cell.
func (g *grid) border(c *gridCell, x0, y0, x1, y1 int) {
	lower := '-'
	if c.Header {
		lower = '='
	}
	for x := x0; x <= x1; x++ {
		if g.canvas[y0][x] != '=' {
			g.canvas[y0][x] = '-'
		}
		g.canvas[y1][x] = lower
	}
	for y := y0; y <= y1; y++ {
		g.canvas[y][x0], g.canvas[y][x1] = '|', '|'
	}
}

// edges returns where the borders stand between parts of the sizes, with so much more for each.
func edges(sizes []int, more int) []int {
	out := make([]int, 1, len(sizes)+1)
	for _, n := range sizes {
		out = append(out, out[len(out)-1]+n+more)
	}
	return out
}

// String is the table, a line of text each.
func (g *grid) String() string {
	var sb strings.Builder
	for _, line := range g.canvas {
		sb.WriteString(strings.TrimRight(string(line), " "))
		sb.WriteByte('\n')
	}
	return sb.String()
}

// title is "table 2: 5 rows, 3 columns, at 72 100 540 300".
func (g *grid) title(number int, b *corpus.Block) string {
	t := fmt.Sprintf("table %d: %s, %s", number, plural(len(g.heights), "row"), plural(len(g.widths), "column"))
	if b.Box != nil {
		t += fmt.Sprintf(", at %.0f %.0f %.0f %.0f", b.Box[0], b.Box[1], b.Box[2], b.Box[3])
	}
	if b.After {
		t += ", goes on from the one before"
	}
	return t
}
