package report

import "strings"

// boxes reads boxes that stand side by side, one commitment in each: a row whose cells are headings of commitments, and below each
// its values. It returns the row behind them; from when there are none.
func (a *annex) boxes(g *grid, from int) int {
	heads := a.boxHeads(g, from)
	if len(heads) < 2 {
		return from
	}
	to := from + 1
	for to < g.rows && len(a.boxHeads(g, to)) == 0 {
		to++
	}
	for i, h := range heads {
		end := g.cols
		if i+1 < len(heads) {
			end = heads[i+1].Col
		}
		for r := from; r < to; r++ {
			a.pair(g, r, inColumns(g.filled(r), h.Col, end))
		}
		a.close()
	}
	return to
}

// boxHeads returns the cells of a row when all of them begin with the heading of a commitment.
func (a *annex) boxHeads(g *grid, r int) []*gridCell {
	cells := g.filled(r)
	for _, c := range cells {
		line, _, _ := strings.Cut(a.c.Text().Slice(c.Start, c.End), "\n")
		if end := a.titleEnd(line); end > 0 {
			line = line[:end]
		}
		if !a.opensCommitment(line) {
			return nil
		}
	}
	return cells
}

// inColumns returns the cells that begin in a range of columns.
func inColumns(cells []*gridCell, from, to int) []*gridCell {
	var kept []*gridCell
	for _, c := range cells {
		if c.Col >= from && c.Col < to {
			kept = append(kept, c)
		}
	}
	return kept
}
