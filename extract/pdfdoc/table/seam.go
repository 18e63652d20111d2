package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// seam is a place where two horizontal rules of one height meet: web browsers draw the borders of cells each for itself, so
// that seams show where columns end although no ruling runs there.
type seam struct {
	x, y float64
}

// meet is how near the ends of two rules are that meet, in points.
const meet = 0.6

// seamsOf returns the seams of a page, from the left; those of a page with more ink than any table has are left out.
func seamsOf(p *page.Page) []seam {
	if len(p.Rules)+len(p.Fills) > maxInk {
		return nil
	}
	rows := map[float64][]page.Rule{}
	for _, r := range p.Rules {
		if r.Horizontal() && r.X1-r.X0 > 4 {
			y := math.Round(r.Y0*2) / 2
			rows[y] = append(rows[y], r)
		}
	}
	var out []seam
	for y, rs := range rows {
		slices.SortFunc(rs, func(a, b page.Rule) int { return cmp.Compare(a.X0, b.X0) })
		for i := 1; i < len(rs); i++ {
			if math.Abs(rs[i].X0-rs[i-1].X1) <= meet {
				out = append(out, seam{rs[i].X0, y})
			}
		}
	}
	slices.SortFunc(out, func(a, b seam) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) })
	return out
}

// seamBetween returns a seam between two places across and two down the page.
func seamBetween(ss []seam, left, right, top, bottom float64) (float64, bool) {
	i, _ := slices.BinarySearchFunc(ss, left, func(s seam, x float64) int { return cmp.Compare(s.x, x) })
	for ; i < len(ss) && ss[i].x <= right; i++ {
		if ss[i].y > top-bandGap && ss[i].y < bottom+bandGap {
			return ss[i].x, true
		}
	}
	return 0, false
}
