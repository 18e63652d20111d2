package table

import (
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// partRows parts rows of a matrix whose second column has an entry on each of several lines ("Midterm", "End of term"): each
// is a row. What stands at an entry's height belongs to its row; what stands between, and the first column, to all of them.
func (d *draft) partRows(rows [][]rowLine, first int) {
	if first < 2 {
		return
	}
	for i := len(rows) - 1; i >= 0; i-- {
		r := d.header + i
		entries := entriesOf(rows[i])
		if len(entries) < 2 || len(entries) > 4 {
			continue
		}
		d.partRow(r, entries)
	}
}

// entriesOf returns the heights of the entries of the second column in a row. An entry's further lines begin with a small
// letter or stand nearer than entries do.
func entriesOf(row []rowLine) []float64 {
	var entries []corpus.Box
	var last item
	step := entryStep(row)
	for _, l := range row {
		for _, t := range l.items {
			if t.c0 != 1 || t.c1 != 2 {
				continue
			}
			b, n := t.box(), len(entries)
			if n > 0 && (beginsLow(t.text()) || endsOpen(last.text()) || b[1]-last.box()[1] < step) {
				entries[n-1] = union(entries[n-1], b)
			} else {
				entries = append(entries, b)
			}
			last = t
		}
	}
	var out []float64
	for _, b := range entries {
		out = append(out, (b[1]+b[3])/2)
	}
	return out
}

// entryStep returns how far apart the lines of the second column begin a new entry, 0 when all are as far apart.
func entryStep(row []rowLine) float64 {
	var tops []float64
	for _, l := range row {
		for _, t := range l.items {
			if t.c0 == 1 && t.c1 == 2 {
				tops = append(tops, t.box()[1])
			}
		}
	}
	if len(tops) < 3 {
		return 0
	}
	least, most := math.Inf(1), 0.0
	for i := 1; i < len(tops); i++ {
		least, most = min(least, tops[i]-tops[i-1]), max(most, tops[i]-tops[i-1])
	}
	if most < 1.2*least {
		return 0
	}
	return (least + most) / 2
}

// partRow parts row r at the middles between heights.
func (d *draft) partRow(r int, heights []float64) {
	n := len(heights)
	var ys []float64
	for i := 1; i < n; i++ {
		ys = append(ys, (heights[i-1]+heights[i])/2)
	}
	d.ys = slices.Insert(d.ys, r+1, ys...)
	var out []cell
	for _, c := range d.cells {
		switch {
		case c.r0 > r:
			c.r0, c.r1 = c.r0+n-1, c.r1+n-1
		case c.r1 > r+1:
			c.r1 += n - 1
		case c.r0 == r && c.c0 == 0:
			c.r1 = r + n
		case c.r0 == r:
			out = append(out, atHeights(c, heights)...)
			continue
		}
		out = append(out, c)
	}
	d.cells = out
}

// atHeights parts a cell's words by the heights that they stand at; when one stands between, the cell stays whole.
func atHeights(c cell, heights []float64) []cell {
	n := len(heights)
	pitch := heights[1] - heights[0]
	parts := make([][]*page.Word, n)
	for _, w := range c.words {
		y := (w.Box[1] + w.Box[3]) / 2
		i := nearest(heights, y)
		if math.Abs(heights[i]-y) > 0.35*pitch {
			c.r1 = c.r0 + n
			return []cell{c}
		}
		parts[i] = append(parts[i], w)
	}
	var out []cell
	for i, ws := range parts {
		out = append(out, cell{c.r0 + i, c.r0 + i + 1, c.c0, c.c1, ws})
	}
	return out
}

func nearest(at []float64, x float64) int {
	best := 0
	for i, a := range at {
		if math.Abs(a-x) < math.Abs(at[best]-x) {
			best = i
		}
	}
	return best
}
