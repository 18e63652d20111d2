package table

import (
	"slices"
)

// splitColumns returns the boundaries of all columns, and for each ruled cell where gutters cut it. Ruled cells of the same
// left and right side are looked at together.
func splitColumns(a atoms, rects []rect, rg region) ([]float64, [][]float64) {
	strips := map[[2]int][]strip{}
	for _, r := range rects {
		k := [2]int{r.c0, r.c1}
		if _, ok := strips[k]; !ok {
			strips[k] = columnGutters(a, rects, k, rg)
		}
	}
	xs := slices.Clone(a.xs)
	cuts := make([][]float64, len(rects))
	for i, r := range rects {
		for _, s := range strips[[2]int{r.c0, r.c1}] {
			x := pointIn(xs, s)
			if j, ok := slices.BinarySearch(xs, x); !ok {
				xs = slices.Insert(xs, j, x)
			}
			cuts[i] = append(cuts[i], x)
		}
	}
	return xs, cuts
}

// pointIn returns a boundary that lies in a strip already, or its middle.
func pointIn(xs []float64, s strip) float64 {
	for _, x := range xs {
		if x >= s.lo && x <= s.hi {
			return x
		}
	}
	return (s.lo + s.hi) / 2
}

// columnGutters returns the gutters inside the ruled cells between two sides. Words wrapped in a cell leave none; to part a
// ruled cell most of its lines must have several chunks.
func columnGutters(a atoms, rects []rect, side [2]int, rg region) []strip {
	var ls []line
	for _, r := range rects {
		if r.c0 == side[0] && r.c1 == side[1] {
			ls = append(ls, linesInside(rg.lines, a.box(r))...)
		}
	}
	for i := range ls {
		ls[i].ends = nil
		ls[i] = ls[i].with(ls[i].words, gapShare)
	}
	several := len(severalChunks(ls))
	if several < 3 || 2*several < len(ls) {
		return sharedGutters(a.xs[side[0]+1:side[1]], ls)
	}
	var out []strip
	for _, s := range guttersOf(ls) {
		if s.lo > a.xs[side[0]]+snap && s.hi < a.xs[side[1]]-snap {
			out = append(out, s)
		}
	}
	return out
}

// sharedGutters returns the places where the rulings of other rows would part lines, when each line has words between all
// of them and a gap at each: too few lines to show gutters of their own.
func sharedGutters(xs []float64, ls []line) []strip {
	if len(xs) == 0 || len(ls) == 0 {
		return nil
	}
	for _, l := range ls {
		if !fillsAll(l, xs) {
			return nil
		}
	}
	var out []strip
	for _, x := range xs {
		out = append(out, strip{x, x})
	}
	return out
}

// fillsAll reports whether a line has a chunk between all places and none across one.
func fillsAll(l line, xs []float64) bool {
	filled := map[int]bool{}
	for _, c := range l.chunks {
		from, _ := slices.BinarySearch(xs, c.box[0])
		to, _ := slices.BinarySearch(xs, c.box[2])
		if from != to {
			return false
		}
		filled[from] = true
	}
	return len(filled) == len(xs)+1
}

// splitRows returns the boundaries of all rows, and for each ruled cell where lines cut it. Ruled cells of the same top and
// bottom are looked at together.
func splitRows(a atoms, rects []rect, xs []float64, cuts [][]float64, rg region) ([]float64, [][]float64) {
	bands := map[[2]int][]float64{}
	ys := slices.Clone(a.ys)
	breaks := make([][]float64, len(rects))
	for i, r := range rects {
		k := [2]int{r.r0, r.r1}
		at, ok := bands[k]
		if !ok {
			at = rowBreaks(bandLines(a, rects, xs, k, rg))
			bands[k] = at
			for _, y := range at {
				if j, found := slices.BinarySearch(ys, y); !found {
					ys = slices.Insert(ys, j, y)
				}
			}
		}
		breaks[i] = at
	}
	return ys, breaks
}

// bandLines returns the lines in the ruled cells between a top and a bottom, with what stands in their columns.
func bandLines(a atoms, rects []rect, xs []float64, band [2]int, rg region) []rowLine {
	var cells []rect
	for _, r := range rects {
		if r.r0 == band[0] && r.r1 == band[1] {
			cells = append(cells, r)
		}
	}
	cs := columnsOf(xs, rg.lines)
	var out []rowLine
	for _, l := range rg.lines {
		var part line
		for _, r := range cells {
			if in, ok := l.inside(a.box(r)); ok {
				part.words = append(part.words, in.words...)
			}
		}
		if len(part.words) == 0 {
			continue
		}
		part.size, part.ends, part.gap = l.size, l.ends, l.gap
		part.finish()
		items := cs.items(part, false)
		first := indexOf(xs, a.xs[cells[0].c0])
		for k := range items {
			items[k].c0, items[k].c1 = items[k].c0-first, items[k].c1-first
		}
		out = append(out, rowLine{part, items})
	}
	return out
}

// rowBreaks returns where the lines of a ruled band are rows of their own: two and more of them have values beside a first
// column, as most of the others have.
func rowBreaks(ls []rowLine) []float64 {
	data := 0
	for _, l := range ls {
		if isData(l) && hasFirst(l) {
			data++
		}
	}
	if data < 2 || 2*data < len(ls) {
		return nil
	}
	rows := bodyRows(ls, nil, 2)
	var out []float64
	for i := 1; i < len(rows); i++ {
		out = append(out, (bottomOf(rows[i-1])+topOf(rows[i]))/2)
	}
	return out
}
