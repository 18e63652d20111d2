package pdfdoc

import (
	"math"
	"slices"
)

// region is a part of the page that is read from top to bottom: a column, or what spans the columns.
type region struct {
	fragments []fragment
}

func (r region) bounds() (x0, x1 float64) {
	x0, x1 = math.Inf(1), math.Inf(-1)
	for _, f := range r.fragments {
		x0, x1 = min(x0, f.x0), max(x1, f.x1)
	}
	return x0, x1
}

// Limits on the search for columns.
const (
	maxColumnDepth = 5
	maxColumnParts = 5000 // fragments
	gridLines      = 300
	minGutter      = 7 // points
)

// regionsOf divides a page into regions in reading order. Where a white stripe runs down between text on both sides, the left
// side is read before the right one; what crosses the stripe parts the page into zones above and below. Tables have such
// stripes too, but their rows share baselines and their cells are short: they stay one region and are read row by row.
func regionsOf(fragments []fragment, depth int) []region {
	if len(fragments) == 0 {
		return nil
	}
	rows := rowsOf(fragments)
	gutter, ok := gutterOf(rows, region{fragments})
	if !ok || depth >= maxColumnDepth || len(fragments) > maxColumnParts {
		return []region{{fragments}}
	}
	var regions []region
	var across []fragment
	for _, zone := range zonesOf(rows, gutter) {
		left, right, ok := zone.columns(gutter)
		if !ok {
			across = append(across, zone.fragments...)
			continue
		}
		regions = append(regions, regionsOf(across, depth+1)...)
		regions = append(regions, regionsOf(left, depth+1)...)
		regions = append(regions, regionsOf(right, depth+1)...)
		across = nil
	}
	return append(regions, regionsOf(across, depth+1)...)
}

// zone is a run of rows without a wide gap between them, either all crossed by a gutter or all left free by it.
type zone struct {
	fragments []fragment
	crossed   bool
}

func zonesOf(rows [][]fragment, gutter float64) []zone {
	var zones []zone
	for _, row := range rows {
		crossed := slices.ContainsFunc(row, func(f fragment) bool { return f.x0 < gutter && f.x1 > gutter })
		if n := len(zones); n > 0 && zones[n-1].crossed == crossed && !apart(zones[n-1].fragments, row) {
			zones[n-1].fragments = append(zones[n-1].fragments, row...)
			continue
		}
		zones = append(zones, zone{fragments: slices.Clone(row), crossed: crossed})
	}
	return zones
}

// apart reports whether a row stands further below the rows before than lines do.
func apart(before, row []fragment) bool {
	last := before[len(before)-1]
	return row[0].base-last.base > 2.5*max(last.size, row[0].size)
}

// columns returns the two sides of a zone where they are columns: running text on both, or text whose baselines differ on
// one side and running text on the other.
func (z zone) columns(gutter float64) (left, right []fragment, ok bool) {
	if z.crossed || len(z.fragments) < 6 {
		return nil, nil, false
	}
	for _, f := range z.fragments {
		if f.x1 <= gutter {
			left = append(left, f)
		} else {
			right = append(right, f)
		}
	}
	if len(left) == 0 || len(right) == 0 {
		return nil, nil, false
	}
	proseLeft, proseRight := isProse(left), isProse(right)
	ok = proseLeft && proseRight || (proseLeft || proseRight) && !aligned(left, right)
	return left, right, ok
}

// gutterOf finds the stripe beside which most text stands in columns, and returns its middle.
func gutterOf(rows [][]fragment, all region) (float64, bool) {
	if len(rows) < 4 || len(all.fragments) > maxColumnParts {
		return 0, false
	}
	best, at, width := 0, 0.0, 0.0
	for _, s := range stripesOf(all) {
		x, w := (s[0]+s[1])/2, s[1]-s[0]
		score := 0
		for _, z := range zonesOf(rows, x) {
			if _, _, ok := z.columns(x); ok {
				score += len(z.fragments)
			}
		}
		if score > best || score == best && score > 0 && w > width {
			best, at, width = score, x, w
		}
	}
	return at, best > 0
}

// stripesOf returns the stripes, from the left, over which the number of fragments that cross stays the same, where they
// are wide enough for a gutter, not at the edge, and crossed by less than all but a few fragments.
func stripesOf(all region) [][2]float64 {
	x0, x1 := all.bounds()
	step := max(1, (x1-x0)/gridLines)
	crossing := make([]int, gridLines+3)
	cell := func(x float64) int { return max(0, min(gridLines+1, int((x-x0)/step))) }
	for _, f := range all.fragments {
		crossing[cell(f.x0)]++
		crossing[cell(f.x1)+1]--
	}
	var stripes [][2]float64
	from := 0
	for i := 1; i < len(crossing); i++ {
		crossing[i] += crossing[i-1]
		if crossing[i] == crossing[from] {
			continue
		}
		a, b := x0+step*float64(from), x0+step*float64(i)
		inside := a > x0+0.1*(x1-x0) && b < x1-0.1*(x1-x0)
		if inside && b-a >= minGutter && crossing[from] < len(all.fragments)-6 {
			stripes = append(stripes, [2]float64{a, b})
		}
		from = i
	}
	return stripes
}

// isProse reports whether fragments are running text: four lines or more of more than two dozen characters.
func isProse(fragments []fragment) bool {
	rows := rowsOf(fragments)
	chars := 0
	for _, f := range fragments {
		chars += len(f.glyphs)
	}
	return len(rows) >= 4 && chars >= 25*len(rows)
}

// aligned reports whether most rows of the side with fewer rows stand on baselines of the other side.
func aligned(left, right []fragment) bool {
	a, b := rowsOf(left), rowsOf(right)
	if len(a) > len(b) {
		a, b = b, a
	}
	same := 0
	for _, row := range a {
		if slices.ContainsFunc(b, func(o []fragment) bool { return math.Abs(o[0].base-row[0].base) < 0.25*row[0].size }) {
			same++
		}
	}
	return same*2 > len(a)
}
