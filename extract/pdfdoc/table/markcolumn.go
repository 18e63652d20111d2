package table

import (
	"maps"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// align is how far the middle of a header may stand from that of the marks under it, in points.
const align = 2.5

// headedByWord parts the words of headers that stand right over the marks of a column from their neighbours, however near
// these are: in a matrix of narrow columns "None Low Medium High" is four headers.
func headedByWord(ls []line) []line {
	body := slices.IndexFunc(ls, func(l line) bool { return len(signs(l)) > 1 })
	if body < 1 || bandIn(ls) != nil {
		return ls
	}
	var at []float64
	for _, l := range ls[body:] {
		at = append(at, signs(l)...)
	}
	ends := maps.Clone(ls[0].ends)
	if ends == nil {
		ends = spacing{}
	}
	for _, l := range ls[:body] {
		for _, c := range l.chunks {
			if stands(at, (c.box[0]+c.box[2])/2) {
				continue
			}
			for i, w := range c.words {
				if stands(at, (w.Box[0]+w.Box[2])/2) {
					ends[w] = true
					if i > 0 {
						ends[c.words[i-1]] = true
					}
				}
			}
		}
	}
	out := make([]line, len(ls))
	for i := range ls {
		out[i] = ls[i]
		out[i].ends = ends
		out[i] = out[i].with(ls[i].words, ls[i].gap)
	}
	return out
}

// signs returns the middles of the marks of a line.
func signs(l line) []float64 {
	var out []float64
	for _, w := range l.words {
		if signOf([]*page.Word{w}) != "" {
			out = append(out, (w.Box[0]+w.Box[2])/2)
		}
	}
	return out
}

// stands reports whether x is one of the places.
func stands(at []float64, x float64) bool {
	return slices.ContainsFunc(at, func(a float64) bool { return math.Abs(a-x) <= align })
}

// overGroups spreads the items of a header's line over all columns from the first marked one on, when the line below has
// many more: they head groups of columns, of which their words need not reach over all.
func overGroups(ls []rowLine, xs []float64, rg region) {
	for i := 0; i+1 < len(ls); i++ {
		items := ls[i].items
		below := slices.MaxFunc(ls[i+1:], func(a, b rowLine) int { return len(a.items) - len(b.items) })
		first := firstAfter(below.items)
		if len(items) < 2 || first < 0 || items[0].c0 < first || 2*(below.c1()-first) < 3*len(items) {
			continue
		}
		var level []heading
		for _, t := range items {
			level = append(level, heading{t.words, t.box()})
		}
		spans := spansOf(level, xs[first:], rg)
		if !fits(level, spans, xs[first:]) {
			continue
		}
		for k, s := range spans {
			items[k].c0, items[k].c1 = first+s[0], first+s[1]
		}
	}
}

// fits reports whether each heading stands near the middle or the left end of its columns.
func fits(level []heading, spans [][2]int, xs []float64) bool {
	slack := 0.5 * (xs[len(xs)-1] - xs[0]) / float64(len(xs)-1)
	for i, s := range spans {
		lo, hi := xs[s[0]], xs[s[1]]
		if math.Abs(level[i].box[0]+level[i].box[2]-lo-hi)/2 > slack && math.Abs(level[i].box[0]-lo) > slack {
			return false
		}
	}
	return len(spans) > 0
}

// c1 returns the column behind a line's last item.
func (l rowLine) c1() int { return l.items[len(l.items)-1].c1 }

// firstAfter returns the first column after the first one that has an item, -1 for none.
func firstAfter(ts []item) int {
	for _, t := range ts {
		if t.c0 > 0 {
			return t.c0
		}
	}
	return -1
}
