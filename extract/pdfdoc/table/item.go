package table

import (
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// item is a run of words of one line in one column, or across several: columns c0 to c1, the end left out.
type item struct {
	c0, c1 int
	words  []*page.Word
}

func (t item) box() corpus.Box { return boxOf(t.words) }

func (t item) text() string {
	s := ""
	for i, w := range t.words {
		if i > 0 && w.Space {
			s += " "
		}
		s += w.Text
	}
	return s
}

// columns are the boundaries of columns and what their words fill.
type columns struct {
	xs   []float64
	fill []strip // left and right edge of each column's words
}

func (cs columns) n() int { return len(cs.xs) - 1 }

// columnsOf returns the columns that separators part, with what the lines' own words fill in each.
func columnsOf(xs []float64, ls []line) columns {
	cs := columns{xs: xs, fill: make([]strip, len(xs)-1)}
	for i := range cs.fill {
		cs.fill[i] = strip{math.Inf(1), math.Inf(-1)}
	}
	for _, l := range ls {
		for _, w := range l.words {
			a, b := cs.of(w.Box[0]+0.5), cs.of(w.Box[2]-0.5)
			if a == b {
				cs.fill[a].lo, cs.fill[a].hi = min(cs.fill[a].lo, w.Box[0]), max(cs.fill[a].hi, w.Box[2])
			}
		}
	}
	return cs
}

// of returns the column that x lies in, the outer ones reaching on for ever.
func (cs columns) of(x float64) int {
	i, _ := slices.BinarySearch(cs.xs, x)
	return min(max(i-1, 0), cs.n()-1)
}

// items parts a line's words by columns. Words that stand across a separator make an item over both columns; words with a
// word's gap at a separator do so when across is set and they are not aligned with the columns.
func (cs columns) items(l line, across bool) []item {
	var out []item
	for _, c := range l.chunks {
		parts := cs.parts(c.words)
		if across && len(parts) > 1 && !cs.aligned(parts, l.size) {
			parts = []item{{parts[0].c0, parts[len(parts)-1].c1, c.words}}
		}
		out = append(out, parts...)
	}
	return sameColumn(out)
}

// parts cuts words at the separators that none of them stands across.
func (cs columns) parts(ws []*page.Word) []item {
	var out []item
	for _, w := range ws {
		a, b := cs.span(w)
		if n := len(out); n > 0 && out[n-1].c1 > a {
			out[n-1].words = append(out[n-1].words, w)
			out[n-1].c1 = max(out[n-1].c1, b)
			continue
		}
		out = append(out, item{a, b, []*page.Word{w}})
	}
	return out
}

// span returns the columns that a word stands in: one, unless it reaches well into the next.
func (cs columns) span(w *page.Word) (int, int) {
	mid := cs.of((w.Box[0] + w.Box[2]) / 2)
	a, b := cs.of(w.Box[0]), cs.of(w.Box[2])
	width := w.Box[2] - w.Box[0]
	for a < mid && cs.xs[a+1]-w.Box[0] < 0.25*width {
		a++
	}
	for b > mid && w.Box[2]-cs.xs[b] < 0.25*width {
		b--
	}
	return a, b + 1
}

// aligned reports whether every part stands where its column's words stand, or a wide gap parts it from the next.
func (cs columns) aligned(parts []item, size float64) bool {
	for i, p := range parts {
		if p.c1 > p.c0+1 {
			return false
		}
		b, f := p.box(), cs.fill[p.c0]
		if i > 0 && b[0]-parts[i-1].box()[2] > 0.6*size {
			continue
		}
		mid := math.Abs((b[0]+b[2])-(f.lo+f.hi)) / 2
		if math.Abs(b[0]-f.lo) > 1.5 && math.Abs(b[2]-f.hi) > 1.5 && mid > 2.5 {
			return false
		}
	}
	return true
}

// sameColumn joins items that fell into the same column.
func sameColumn(ts []item) []item {
	var out []item
	for _, t := range ts {
		if n := len(out); n > 0 && t.c0 < out[n-1].c1 {
			out[n-1].words = append(slices.Clip(out[n-1].words), t.words...)
			out[n-1].c1 = max(out[n-1].c1, t.c1)
			continue
		}
		out = append(out, t)
	}
	return out
}
