package layout

import (
	"math"
	"slices"
)

// region is a part of a page that is read from its top to its bottom.
type region struct {
	units []unit
	aside bool
}

// Limits on the search for columns.
const (
	maxDepth  = 6
	maxUnits  = 4000 // of a region; a page of more is no running text
	gridCells = 300
	minGutter = 6.0 // points
	proseRows = 3
	proseSize = 18 // characters of a row, on average
	proseLess = 13 // where rows are filled
	proseFull = 0.65
	sharedGap = 0.9 // ems: least gap between columns whose rows share baselines
	sharedRow = 5   // least rows of them
)

// regionsOf parts a page into regions in reading order. Where a white stripe runs down between text on both sides, the left
// side is read before the right one; what crosses the stripe parts the page into zones above and below. Tables without lines
// have such stripes too, but their rows share baselines and their cells are short: they stay one region, read row by row.
func regionsOf(units []unit, depth int) []region {
	if len(units) == 0 {
		return nil
	}
	if depth >= maxDepth || len(units) > maxUnits {
		return []region{{units: units}}
	}
	rows := rowsOf(units)
	gutter, ok := gutterOf(rows, units)
	if !ok {
		return []region{{units: units}}
	}
	var out []region
	var across []unit
	for _, z := range zonesOf(rows, gutter) {
		left, right, ok := z.columns(gutter)
		if !ok {
			across = append(across, z.units...)
			continue
		}
		out = append(out, regionsOf(across, depth+1)...)
		out = append(out, regionsOf(left, depth+1)...)
		out = append(out, regionsOf(right, depth+1)...)
		across = nil
	}
	return append(out, regionsOf(across, depth+1)...)
}

// zone is a run of rows that all cross a gutter, or all leave it free.
type zone struct {
	units   []unit
	crossed bool
}

// zonesOf parts rows at a gutter. Rows of a list of pairs ("Completion  Limited"), parted by wide gaps from what is above and
// below, are read across: they count as crossed.
func zonesOf(rows [][]unit, gutter float64) []zone {
	var zones []zone
	add := func(row []unit, crossed bool) {
		if n := len(zones); n > 0 && zones[n-1].crossed == crossed {
			zones[n-1].units = append(zones[n-1].units, row...)
			return
		}
		zones = append(zones, zone{units: slices.Clone(row), crossed: crossed})
	}
	for i := 0; i < len(rows); {
		if crosses(rows[i], gutter) {
			add(rows[i], true)
			i++
			continue
		}
		j := i + 1
		for j < len(rows) && !crosses(rows[j], gutter) && !apartRows(rows[j-1], rows[j]) {
			j++
		}
		pairs := arePairs(rows[i:j], gutter)
		for _, row := range rows[i:j] {
			add(row, pairs)
		}
		i = j
	}
	return zones
}

func crosses(row []unit, gutter float64) bool {
	return slices.ContainsFunc(row, func(u unit) bool { return u.x0 < gutter && u.x1 > gutter })
}

// apartRows reports whether a row stands further below the row before than lines do.
func apartRows(before, row []unit) bool {
	return row[0].base-before[0].base > 2.5*max(before[0].size, row[0].size)
}

// arePairs reports whether rows are short on both sides of a gutter, and most have both.
func arePairs(rows [][]unit, gutter float64) bool {
	if len(rows) < 3 {
		return false
	}
	both, left, right := 0, 0, 0
	for _, row := range rows {
		l, r := 0, 0
		for _, u := range row {
			if u.x1 <= gutter {
				l += u.chars
			} else {
				r += u.chars
			}
		}
		if l > 0 && r > 0 {
			both++
		}
		left, right = left+l, right+r
	}
	return both*3 > len(rows)*2 && min(left, right) < proseLess*len(rows)
}

// columns returns the two sides of a zone where they are columns: running text on both, or text on both whose baselines
// differ.
func (z zone) columns(gutter float64) (left, right []unit, ok bool) {
	if z.crossed || len(z.units) < 4 {
		return nil, nil, false
	}
	for _, u := range z.units {
		if u.x1 <= gutter {
			left = append(left, u)
		} else {
			right = append(right, u)
		}
	}
	if len(left) == 0 || len(right) == 0 {
		return nil, nil, false
	}
	a, b := rowsOf(left), rowsOf(right)
	proseLeft, proseRight := isProse(a), isProse(b)
	if !meets(a, b) {
		return nil, nil, false
	}
	if aligned(a, b) {
		return left, right, proseLeft && proseRight && !river(a, b)
	}
	ok = (proseLeft || proseRight) && len(a) >= 2 && len(b) >= 2
	return left, right, ok
}

// river reports whether what parts two sides whose rows share baselines can be the spaces of a justified paragraph.
func river(a, b [][]unit) bool {
	left := map[int]unit{}
	for _, row := range a {
		left[row[0].row] = row[len(row)-1]
	}
	shared, gap := 0, math.Inf(1)
	for _, row := range b {
		if l, ok := left[row[0].row]; ok {
			shared++
			gap = min(gap, (row[0].x0-l.x1)/max(l.size, row[0].size))
		}
	}
	return shared > 0 && (gap < sharedGap || min(len(a), len(b)) < sharedRow)
}

// meets reports whether two sides stand beside each other, rather than one above the other.
func meets(a, b [][]unit) bool {
	top := max(a[0][0].base, b[0][0].base)
	bottom := min(a[len(a)-1][0].base, b[len(b)-1][0].base)
	return bottom-top > 0.5*max(a[0][0].size, b[0][0].size)
}

// gutterOf finds the stripe beside which most text stands in columns, and returns its middle.
func gutterOf(rows [][]unit, units []unit) (float64, bool) {
	if len(rows) < 4 {
		return 0, false
	}
	best, at, width := 0, 0.0, 0.0
	for _, s := range stripesOf(units) {
		x, w := (s[0]+s[1])/2, s[1]-s[0]
		score := 0
		for _, z := range zonesOf(rows, x) {
			if _, _, ok := z.columns(x); ok {
				for _, u := range z.units {
					score += u.chars
				}
			}
		}
		if score > best || score == best && score > 0 && w > width {
			best, at, width = score, x, w
		}
	}
	return at, best > 0
}

// stripesOf returns the stripes, from the left, over which the same units cross, where they are wide enough for a gutter and
// not at the edge.
func stripesOf(units []unit) [][2]float64 {
	x0, x1 := boundsOf(units)
	step := max(1, (x1-x0)/gridCells)
	crossing := make([]int, gridCells+3)
	cell := func(x float64) int { return max(0, min(gridCells+1, int((x-x0)/step))) }
	for _, u := range units {
		crossing[cell(u.x0)]++
		crossing[cell(u.x1)+1]--
	}
	var out [][2]float64
	from := 0
	for i := 1; i < len(crossing); i++ {
		crossing[i] += crossing[i-1]
		if crossing[i] == crossing[from] {
			continue
		}
		a, b := x0+step*float64(from), x0+step*float64(i)
		inside := a > x0+0.05*(x1-x0) && b < x1-0.05*(x1-x0)
		if inside && b-a >= minGutter && crossing[from] < len(units)-3 {
			out = append(out, [2]float64{a, b})
		}
		from = i
	}
	return out
}

func boundsOf(units []unit) (x0, x1 float64) {
	x0, x1 = math.Inf(1), math.Inf(-1)
	for _, u := range units {
		x0, x1 = min(x0, u.x0), max(x1, u.x1)
	}
	return x0, x1
}

// isProse reports whether rows are running text: several, of more than a few words, or of a few words that fill them.
func isProse(rows [][]unit) bool {
	chars, width := 0, 0.0
	x0, x1 := math.Inf(1), math.Inf(-1)
	for _, row := range rows {
		for _, u := range row {
			chars += u.chars
			width += u.x1 - u.x0
			x0, x1 = min(x0, u.x0), max(x1, u.x1)
		}
	}
	if len(rows) < proseRows {
		return false
	}
	return chars >= proseSize*len(rows) || chars >= proseLess*len(rows) && width >= proseFull*(x1-x0)*float64(len(rows))
}

// aligned reports whether most rows of the side with fewer rows share their baseline with a row of the other side.
func aligned(a, b [][]unit) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	same := 0
	for _, row := range a {
		if slices.ContainsFunc(b, func(o []unit) bool { return math.Abs(o[0].base-row[0].base) < 0.25*row[0].size }) {
			same++
		}
	}
	return same*2 > len(a)
}
