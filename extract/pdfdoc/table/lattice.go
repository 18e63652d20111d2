package table

import (
	"cmp"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
)

// rect is a part of a grid: rows r0 to r1 and columns c0 to c1, the ends left out.
type rect struct {
	r0, r1, c0, c1 int
}

// atoms is the grid that rulings make when each is thought to run through the whole region, with the walls that they make
// in truth.
type atoms struct {
	xs, ys []float64
	above  [][]bool // above[r][c]: a ruling parts the atom from the one above it
	before [][]bool // before[r][c]: a ruling parts it from the one on its left
}

// wall is the share of an atom's side that a ruling must cover to part it from the next.
const wall = 0.5

func atomsOf(rg region) atoms {
	b := rg.box
	a := atoms{xs: places(rg.v, b[0], b[2]), ys: places(rg.h, b[1], b[3])}
	for r := range len(a.ys) - 1 {
		var up, side []bool
		for c := range len(a.xs) - 1 {
			up = append(up, r == 0 || covered(rg.h, a.ys[r], a.xs[c], a.xs[c+1]) >= wall)
			side = append(side, c == 0 || covered(rg.v, a.xs[c], a.ys[r], a.ys[r+1]) >= wall)
		}
		a.above, a.before = append(a.above, up), append(a.before, side)
	}
	return a
}

func (a atoms) rows() int { return len(a.ys) - 1 }
func (a atoms) cols() int { return len(a.xs) - 1 }

func (a atoms) box(r rect) corpus.Box {
	return corpus.Box{a.xs[r.c0], a.ys[r.r0], a.xs[r.c1], a.ys[r.r1]}
}

// rects returns the ruled cells of the grid: atoms without a wall between them. What is no rectangle is cut into the rows
// that any ruling parts.
func (a atoms) rects() []rect {
	n := a.cols()
	g := newGroups(a.rows() * n)
	for r := range a.rows() {
		for c := range n {
			if c > 0 && !a.before[r][c] {
				g.join(r*n+c, r*n+c-1)
			}
			if r > 0 && !a.above[r][c] {
				g.join(r*n+c, (r-1)*n+c)
			}
		}
	}
	sets := map[int][]int{}
	for i := range g {
		sets[g.of(i)] = append(sets[g.of(i)], i)
	}
	var out []rect
	for i := range g {
		if set := sets[i]; len(set) > 0 {
			out = append(out, a.cut(set)...)
		}
	}
	slices.SortFunc(out, func(a, b rect) int { return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0)) })
	return out
}

// tallRows is over how many rows a ruled cell must reach before its lines are thought to be rows of a column without rules.
const tallRows = 4

// cutTall cuts ruled cells over many rows that hold a line in the middle of most of these: columns without rules of their own.
func (a atoms) cutTall(rects []rect, ls []line) []rect {
	var out []rect
	for _, r := range rects {
		if r.r1-r.r0 < tallRows || !a.lineEach(r, ls) {
			out = append(out, r)
			continue
		}
		for k := r.r0; k < r.r1; k++ {
			out = append(out, rect{k, k + 1, r.c0, r.c1})
		}
	}
	slices.SortFunc(out, func(a, b rect) int { return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0)) })
	return out
}

// lineEach reports whether lines stand in the middle of three of four rows of a ruled cell, one in each.
func (a atoms) lineEach(r rect, ls []line) bool {
	filled, all := 0, 0
	for k := r.r0; k < r.r1; k++ {
		top, bottom := a.ys[k], a.ys[k+1]
		in := linesInside(ls, corpus.Box{a.xs[r.c0], top, a.xs[r.c1], bottom})
		all += len(in)
		if len(in) == 1 && in[0].box[1] > top-2 && in[0].box[3] < bottom+2 {
			filled++
		}
	}
	return 4*filled >= 3*(r.r1-r.r0) && 10*filled >= 8*all
}

// cut returns a set of atoms as rectangles.
func (a atoms) cut(set []int) []rect {
	n := a.cols()
	hull := rect{set[0] / n, set[0]/n + 1, set[0] % n, set[0]%n + 1}
	for _, i := range set {
		hull = rect{min(hull.r0, i/n), max(hull.r1, i/n+1), min(hull.c0, i%n), max(hull.c1, i%n+1)}
	}
	if len(set) == (hull.r1-hull.r0)*(hull.c1-hull.c0) {
		return []rect{hull}
	}
	var out []rect
	for k := 0; k < len(set); {
		r, c := set[k]/n, set[k]%n
		run := rect{r, r + 1, c, c + 1}
		for k++; k < len(set) && set[k] == set[k-1]+1 && set[k]/n == r; k++ {
			run.c1++
		}
		out = a.stack(out, run)
	}
	return out
}

// stack adds a run of a row to the rectangle above it when nothing parts the two.
func (a atoms) stack(out []rect, run rect) []rect {
	for i := range out {
		o := &out[i]
		if o.r1 == run.r0 && o.c0 == run.c0 && o.c1 == run.c1 && !slices.Contains(a.above[run.r0][run.c0:run.c1], true) {
			o.r1++
			return out
		}
	}
	return append(out, run)
}

// lattice builds a table of a region by its rulings. Ruled cells that hold several columns or rows of words are parted
// further, by gutters and lines.
func lattice(rg region) (draft, bool) {
	a := atomsOf(rg)
	if a.cols()*a.rows() < 2 || a.cols()*a.rows() > 20000 {
		return draft{}, false
	}
	rects := a.cutTall(a.rects(), rg.lines)
	xs, cuts := splitColumns(a, rects, rg)
	ys, breaks := splitRows(a, rects, xs, cuts, rg)
	d := draft{xs: xs, ys: ys}
	for i, r := range rects {
		b := a.box(r)
		cols := boundsIn(b[0], b[2], cuts[i])
		rows := boundsIn(b[1], b[3], breaks[i])
		for j := range len(rows) - 1 {
			for k := range len(cols) - 1 {
				d.cells = append(d.cells, cell{
					r0: indexOf(ys, rows[j]), r1: indexOf(ys, rows[j+1]),
					c0: indexOf(xs, cols[k]), c1: indexOf(xs, cols[k+1]),
				})
			}
		}
	}
	d.fill(rg)
	return d, true
}

func boundsIn(lo, hi float64, cuts []float64) []float64 {
	return append(append([]float64{lo}, cuts...), hi)
}

func indexOf(at []float64, x float64) int {
	i, _ := slices.BinarySearch(at, x)
	return i
}

// fill puts a region's words into the cells that their middles lie in, the outer cells reaching on for ever.
func (d *draft) fill(rg region) {
	at := make([]int, d.rows()*d.cols())
	for i, c := range d.cells {
		for r := c.r0; r < c.r1; r++ {
			for k := c.c0; k < c.c1; k++ {
				at[r*d.cols()+k] = i
			}
		}
	}
	cellAt := func(b corpus.Box) *cell {
		return &d.cells[at[placeIn(d.ys, (b[1]+b[3])/2)*d.cols()+placeIn(d.xs, (b[0]+b[2])/2)]]
	}
	for _, w := range rg.words {
		c := cellAt(w.Box)
		c.words = append(c.words, w)
	}
	for _, b := range rg.blocks {
		c := cellAt(b.box)
		c.words = append(c.words, b.words...)
	}
}

// placeIn returns the interval of at that x lies in, the outer ones reaching on for ever.
func placeIn(at []float64, x float64) int {
	i, _ := slices.BinarySearch(at, x)
	return min(max(i-1, 0), len(at)-2)
}
