package pdfdoc

import (
	"cmp"
	"math"
	"slices"
)

// fragment is a run of glyphs on one baseline without a wide gap: a line of a column, a cell of a row, a raised marker.
type fragment struct {
	glyphs []glyph
	x0, x1 float64
	base   float64
	size   float64 // the largest
}

// turned brings the glyphs of one direction into a space where they read from left to right, and back.
type turned struct {
	angle         int
	width, height float64 // of the page as shown
}

func (t turned) point(x, y float64) (float64, float64) {
	switch t.angle {
	case 90:
		return t.height - y, x
	case 180:
		return t.width - x, t.height - y
	case 270:
		return y, t.width - x
	}
	return x, y
}

// back is the inverse of point.
func (t turned) back(x, y float64) (float64, float64) {
	switch t.angle {
	case 90:
		return y, t.height - x
	case 180:
		return t.width - x, t.height - y
	case 270:
		return t.width - y, x
	}
	return x, y
}

// fragmentsOf groups the glyphs of one direction in the order in which the page shows them: a glyph goes on with a fragment
// that ends where it begins, at most a gap of 1.5 ems before.
func fragmentsOf(glyphs []glyph, t turned) []fragment {
	var out []fragment
	for _, g := range glyphs {
		if g.angle != t.angle {
			continue
		}
		g.x, g.y = t.point(g.x, g.y)
		if n := len(out); n > 0 && follows(&out[n-1], g) {
			out[n-1].add(g)
			continue
		}
		f := fragment{base: g.y, x0: g.x, x1: g.x}
		f.add(g)
		out = append(out, f)
	}
	return slices.DeleteFunc(out, func(f fragment) bool { return f.blank() })
}

func follows(f *fragment, g glyph) bool {
	last := f.glyphs[len(f.glyphs)-1]
	gap := g.x - (last.x + last.width)
	return math.Abs(g.y-f.base) < 0.08*max(g.size, last.size) && gap > -0.6*g.size && gap < 1.5*g.size && g.x >= last.x-0.2*g.size
}

func (f *fragment) add(g glyph) {
	f.glyphs = append(f.glyphs, g)
	f.x0, f.x1 = min(f.x0, g.x), max(f.x1, g.x+g.width)
	f.size = max(f.size, g.size)
}

func (f *fragment) blank() bool {
	for _, g := range f.glyphs {
		if g.text != " " && g.text != "\u00a0" {
			return false
		}
	}
	return true
}

// rowsOf groups fragments whose baselines are within a fifth of an em, from the top.
func rowsOf(fragments []fragment) [][]fragment {
	sorted := slices.Clone(fragments)
	slices.SortStableFunc(sorted, func(a, b fragment) int { return cmp.Compare(a.base, b.base) })
	var rows [][]fragment
	for _, f := range sorted {
		if n := len(rows); n > 0 {
			last := rows[n-1][len(rows[n-1])-1]
			if math.Abs(f.base-last.base) <= 0.2*min(f.size, last.size) {
				rows[n-1] = append(rows[n-1], f)
				continue
			}
		}
		rows = append(rows, []fragment{f})
	}
	return rows
}
