package table

import (
	"math"
	"slices"
)

// rowLine is a line of a region with what stands in its columns.
type rowLine struct {
	line
	items []item
}

// stream builds a table of a region by the places of its words: gutters part its columns, its lines and horizontal
// rulings part its rows. Vertical rulings that run through most of it part columns too.
func stream(rg region) (draft, bool) {
	if band := bandIn(rg.lines); band != nil {
		if d, ok := matrix(rg, band); ok {
			return d, true
		}
	}
	return streamAt(rg, separators(rg))
}

// streamAt is stream with the boundaries of the columns given.
func streamAt(rg region, xs []float64) (draft, bool) {
	if len(xs) < 3 || len(rg.lines) == 0 {
		return draft{}, false
	}
	cs := columnsOf(xs, rg.lines)
	ls := make([]rowLine, len(rg.lines))
	for i, l := range rg.lines {
		ls[i] = rowLine{l, cs.items(l, len(l.chunks) == 1)}
	}
	full := fullWidth(rg)
	n := headerLines(ls, full)
	if n > 0 && len(ls)-n > 1 {
		cs = columnsOf(xs, rg.lines[n:])
	}
	for i := range ls[:n] {
		ls[i].items = overRules(cs.items(ls[i].line, true), xs, rg)
	}
	if marked(ls[n:]) {
		overGroups(ls[:n], xs, rg)
	}
	levels := headerLevels(ls[:n], rg)
	rows := append(levels, bodyRows(ls[n:], full, 2)...)
	d := draft{xs: xs, ys: rowBounds(rows, rg), header: len(levels)}
	d.cells = append(headerCells(levels, cs.n()), bodyCells(rows, len(levels))...)
	d.unfold(rg)
	return d, true
}

// marked reports whether lines have marks.
func marked(ls []rowLine) bool {
	return slices.ContainsFunc(ls, func(l rowLine) bool { return len(signs(l.line)) > 1 })
}

// separators returns the boundaries of a region's columns, its own left and right edges among them.
func separators(rg region) []float64 {
	lo, hi := rg.box[0], rg.box[2]
	for _, l := range rg.lines {
		lo, hi = min(lo, l.box[0]), max(hi, l.box[2])
	}
	var at []float64
	for _, v := range rg.v {
		if v.length() >= 0.5*(rg.box[3]-rg.box[1]) && v.at > lo+thin && v.at < hi-thin {
			at = append(at, v.at)
		}
	}
	at = places(nil, at...)
	for _, s := range guttersOf(rg.lines) {
		if !slices.ContainsFunc(at, func(x float64) bool { return x >= s.lo-snap && x <= s.hi+snap }) {
			at = append(at, (s.lo+s.hi)/2)
		}
	}
	slices.Sort(at)
	return append(append([]float64{lo}, at...), hi)
}

// fullWidth returns the y of the rulings that run through a region's whole width.
func fullWidth(rg region) []float64 {
	var out []float64
	for _, y := range places(rg.h) {
		if covered(rg.h, y, rg.box[0], rg.box[2]) >= 0.8 {
			out = append(out, y)
		}
	}
	return out
}

// between reports whether one of the ys lies between two lines.
func between(ys []float64, a, b line) bool {
	return slices.ContainsFunc(ys, func(y float64) bool { return y > a.base-0.3*a.size && y < b.base-0.3*b.size })
}

// rowBounds returns the boundaries of rows: rulings where there are any, else the middles between them.
func rowBounds(rows [][]rowLine, rg region) []float64 {
	top, bottom := rg.box[1], rg.box[3]
	ys := []float64{min(top, rows[0][0].box[1])}
	for i := 1; i < len(rows); i++ {
		a, b := bottomOf(rows[i-1]), topOf(rows[i])
		y := (a + b) / 2
		for _, h := range rg.h {
			if h.at >= min(a, b)-1 && h.at <= max(a, b)+1 {
				y = h.at
			}
		}
		ys = append(ys, max(y, ys[i-1]+0.1))
	}
	return append(ys, max(bottom, bottomOf(rows[len(rows)-1]), ys[len(ys)-1]+0.1))
}

func bottomOf(ls []rowLine) float64 {
	y := math.Inf(-1)
	for _, l := range ls {
		y = max(y, l.box[3])
	}
	return y
}

func topOf(ls []rowLine) float64 {
	y := math.Inf(1)
	for _, l := range ls {
		y = min(y, l.box[1])
	}
	return y
}

// bodyCells returns the cells of the rows from the first one that is no header. Items of a row that share a column are one
// cell.
func bodyCells(rows [][]rowLine, first int) []cell {
	var out []cell
	for r := first; r < len(rows); r++ {
		var row []cell
		for _, l := range rows[r] {
			for _, t := range l.items {
				row = withItem(row, t, r)
			}
		}
		out = append(out, row...)
	}
	return out
}

func withItem(row []cell, t item, r int) []cell {
	c := cell{r, r + 1, t.c0, t.c1, t.words}
	var out []cell
	for _, o := range row {
		if o.c0 < c.c1 && c.c0 < o.c1 {
			c.c0, c.c1 = min(c.c0, o.c0), max(c.c1, o.c1)
			c.words = append(slices.Clone(o.words), c.words...)
			continue
		}
		out = append(out, o)
	}
	return append(out, c)
}
