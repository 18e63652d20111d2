package table

import (
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// draft is a table in the making: the boundaries of its columns and rows, and its cells, which need not cover the grid.
type draft struct {
	xs, ys []float64 // one more than columns and rows
	cells  []cell
	header int // rows of the header; 0 unknown
}

// cell holds words and covers columns c0 to c1 and rows r0 to r1, the ends left out.
type cell struct {
	r0, r1, c0, c1 int
	words          []*page.Word
}

func (d *draft) rows() int { return len(d.ys) - 1 }
func (d *draft) cols() int { return len(d.xs) - 1 }

func (d *draft) box() corpus.Box {
	return corpus.Box{d.xs[0], d.ys[0], d.xs[len(d.xs)-1], d.ys[len(d.ys)-1]}
}

func (d *draft) boxOf(c cell) corpus.Box {
	return corpus.Box{d.xs[c.c0], d.ys[c.r0], d.xs[c.c1], d.ys[c.r1]}
}

// complete adds empty cells where none covers the grid, gives a cell that lies over another one to that one, and puts all in
// order.
func (d *draft) complete() {
	grid := slices.Repeat([]int{-1}, d.rows()*d.cols())
	var cells []cell
	for _, c := range d.cells {
		if i := d.covering(grid, c); i >= 0 {
			cells[i].words = append(slices.Clip(cells[i].words), c.words...)
			continue
		}
		for r := c.r0; r < c.r1; r++ {
			for k := c.c0; k < c.c1; k++ {
				grid[r*d.cols()+k] = len(cells)
			}
		}
		cells = append(cells, c)
	}
	for i, at := range grid {
		if at < 0 {
			r, c := i/d.cols(), i%d.cols()
			cells = append(cells, cell{r0: r, r1: r + 1, c0: c, c1: c + 1})
		}
	}
	d.cells = cells
	slices.SortStableFunc(d.cells, func(a, b cell) int {
		if a.r0 != b.r0 {
			return a.r0 - b.r0
		}
		return a.c0 - b.c0
	})
}

// covering returns the index of the first cell that covers a place of c, -1 for none.
func (d *draft) covering(grid []int, c cell) int {
	for r := c.r0; r < c.r1; r++ {
		for k := c.c0; k < c.c1; k++ {
			if i := grid[r*d.cols()+k]; i >= 0 {
				return i
			}
		}
	}
	return -1
}

// withoutEmpty takes out the rows and columns that no cell with content begins in.
func (d *draft) withoutEmpty(content func(cell) bool) {
	rows, cols := make([]bool, d.rows()), make([]bool, d.cols())
	for _, c := range d.cells {
		if content(c) {
			rows[c.r0], cols[c.c0] = true, true
		}
	}
	ys, rowAt := kept(d.ys, rows)
	xs, colAt := kept(d.xs, cols)
	var out []cell
	seen := map[[2]int]bool{}
	for _, c := range d.cells {
		n := cell{rowAt[c.r0], rowAt[c.r1], colAt[c.c0], colAt[c.c1], c.words}
		if n.r0 == n.r1 || n.c0 == n.c1 || seen[[2]int{n.r0, n.c0}] {
			continue
		}
		seen[[2]int{n.r0, n.c0}] = true
		out = append(out, n)
	}
	d.header = rowAt[d.header]
	d.xs, d.ys, d.cells = xs, ys, out
}

// kept returns the boundaries without those of what is not kept, and where each old boundary now is.
func kept(at []float64, keep []bool) ([]float64, []int) {
	var out []float64
	index := make([]int, len(at))
	for i, k := range keep {
		index[i] = len(out)
		if k {
			out = append(out, at[i])
		}
	}
	index[len(at)-1] = len(out)
	if len(out) == 0 {
		return nil, index
	}
	return append(out, at[len(at)-1]), index
}
