package table

import (
	"math"
	"regexp"
	"slices"
)

// numbered is the number that begins a commitment's label: "1.1 ", "★ 2.3.2.A ", "4. ", "(3) ".
var numbered = regexp.MustCompile(`^[★✪⭐*✭]?\s*\(?\d{1,2}([.-]\d{1,2})*([.)]|\.?[A-Za-z])?(\s|$)`)

// markRows puts the lines of a matrix of marks into rows. Where rulings part no rows, labels do: by their numbers, or by the
// distance between them. What stands beside a label, above its first line or below its last one too, is in its row.
func markRows(ls []rowLine, full []float64) [][]rowLine {
	if ruledRows(ls, full, 1) {
		return bodyRows(ls, full, 1)
	}
	labels := labelStarts(ls)
	if labels == nil {
		return bodyRows(ls, full, 1)
	}
	var rows [][]rowLine
	from := 0
	for _, next := range labels[1:] {
		cut := widest(ls, lastLabel(ls, next), next)
		rows = append(rows, ls[from:cut])
		from = cut
	}
	return append(rows, ls[from:])
}

// labelStarts returns the lines that labels begin in, nil when nothing tells.
func labelStarts(ls []rowLine) []int {
	var at []int
	for i, l := range ls {
		if hasFirst(l) {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return nil
	}
	if numbered.MatchString(ls[at[0]].items[0].text()) {
		return slices.DeleteFunc(at, func(i int) bool { return !numbered.MatchString(ls[i].items[0].text()) })
	}
	own := make([]rowLine, len(at))
	for k, i := range at {
		own[k] = ls[i]
	}
	close, apart := pitches(own)
	if close == 0 {
		return nil
	}
	out := at[:1:1]
	for k := 1; k < len(at); k++ {
		if own[k].base-own[k-1].base > (close+apart)/2 {
			out = append(out, at[k])
		}
	}
	return out
}

// lastLabel returns the last line before line i that has a label.
func lastLabel(ls []rowLine, i int) int {
	for i--; i > 0 && !hasFirst(ls[i]); i-- {
	}
	return i
}

// widest returns the line after line a, and line b at most, that has the widest gap above it.
func widest(ls []rowLine, a, b int) int {
	best, gap := b, math.Inf(-1)
	bottom := ls[a].box[3]
	for k := a + 1; k <= b; k++ {
		if g := ls[k].box[1] - bottom; g > gap {
			best, gap = k, g
		}
		bottom = max(bottom, ls[k].box[3])
	}
	return best
}
