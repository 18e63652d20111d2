package words

import (
	"cmp"
	"math"
	"slices"
)

// run is inks that follow each other in the page's content on one baseline.
type run struct {
	span
	angle    int
	from, to int // of the inks
}

// The measures of what stands together, in ems.
const (
	sameBase  = 0.08 // baselines of one row of words
	rowDrift  = 0.25 // over a whole row
	runGap    = 1.5  // widest gap inside a run
	runBack   = 0.6  // furthest step back inside a run
	chainGap  = 0.9  // widest gap between runs that can be parts of one word, where letters are spaced
	chainBack = 0.25
	doubled   = 0.15 // how far apart a glyph is drawn twice
)

// runsOf groups inks in the order of the page's content.
func runsOf(inks []ink) []run {
	var out []run
	for i := range inks {
		k := &inks[i]
		if k.text == "" && !k.white {
			continue
		}
		if n := len(out); n > 0 && out[n-1].takes(inks, k) {
			out[n-1].add(k, i)
			continue
		}
		r := run{span: k.span, angle: k.angle, from: i, to: i + 1}
		if k.white {
			r.u0, r.u1 = math.Inf(1), math.Inf(-1)
		}
		out = append(out, r)
	}
	return slices.DeleteFunc(out, func(r run) bool { return r.u0 > r.u1 })
}

// takes reports whether an ink goes on with the run.
func (r *run) takes(inks []ink, k *ink) bool {
	last := &inks[r.to-1]
	em := max(last.size, k.size)
	if k.angle != r.angle || math.Abs(k.v-last.v) > sameBase*em {
		return false
	}
	gap := k.u0 - last.u1
	return gap < runGap*em && (gap > -runBack*em || k.white) && (k.u0 >= last.u0-0.2*em || k.white)
}

func (r *run) add(k *ink, i int) {
	r.to = i + 1
	if !k.white {
		r.u0, r.u1 = min(r.u0, k.u0), max(r.u1, k.u1)
		r.size = max(r.size, k.size)
	}
}

// rowsOf groups runs of one direction whose baselines are the same, direction by direction, from the top, each from its
// beginning.
func rowsOf(runs []run) [][]run {
	slices.SortStableFunc(runs, func(a, b run) int {
		return cmp.Or(cmp.Compare(a.angle, b.angle), cmp.Compare(a.v, b.v))
	})
	var rows [][]run
	start := 0
	for i := 1; i <= len(runs); i++ {
		if i < len(runs) && sameRow(runs[start], runs[i-1], runs[i]) {
			continue
		}
		row := runs[start:i]
		slices.SortStableFunc(row, func(a, b run) int { return cmp.Compare(a.u0, b.u0) })
		rows = append(rows, row)
		start = i
	}
	return rows
}

func sameRow(first, last, next run) bool {
	em := min(last.size, next.size)
	return next.angle == last.angle && next.v-last.v <= sameBase*em && next.v-first.v <= rowDrift*em
}

// chainsOf joins the runs of a row, without those that are drawn a second time at their place.
func chainsOf(inks []ink, row []run) [][]ink {
	row = withoutDoubles(inks, row)
	var out [][]ink
	for i := 0; i < len(row); {
		end := row[i].u1
		j := i + 1
		for ; j < len(row); j++ {
			gap, em := row[j].u0-end, min(row[j].size, row[j-1].size)
			if gap > chainGap*em || gap < -chainBack*em {
				break
			}
			end = max(end, row[j].u1)
		}
		out = append(out, joined(inks, row[i:j]))
		i = j
	}
	return out
}

// joined returns the inks of runs in one slice.
func joined(inks []ink, runs []run) []ink {
	if len(runs) == 1 {
		return single(inks[runs[0].from:runs[0].to])
	}
	n := 0
	for _, r := range runs {
		n += r.to - r.from
	}
	out := make([]ink, 0, n)
	for _, r := range runs {
		out = append(out, inks[r.from:r.to]...)
	}
	return single(out)
}

// single drops inks without text, and those that repeat one of the three before at its place, as programs do for bold. The
// slice is reused.
func single(inks []ink) []ink {
	out := inks[:0]
	for i := range inks {
		k := &inks[i]
		if k.text == "" && !k.white || !k.white && repeats(out, k) {
			continue
		}
		out = append(out, *k)
	}
	return out
}

func repeats(before []ink, k *ink) bool {
	for i := len(before) - 1; i >= 0 && i >= len(before)-3; i-- {
		b := &before[i]
		if b.text == k.text && math.Abs(b.u0-k.u0) < doubled*k.size && math.Abs(b.v-k.v) < doubled*k.size {
			b.twice = true
			return true
		}
	}
	return false
}

// withoutDoubles drops the runs of a row whose glyphs all stand at the place of an equal glyph of a run before.
func withoutDoubles(inks []ink, row []run) []run {
	out := row[:0:0]
	for i := range row {
		double := false
		for j := len(out) - 1; j >= 0 && j >= len(out)-4 && !double; j-- {
			double = out[j].u1 > row[i].u0 && covers(inks[out[j].from:out[j].to], inks[row[i].from:row[i].to])
		}
		if !double {
			out = append(out, row[i])
		}
	}
	return out
}

// covers reports whether all of b are glyphs of a at their place, and marks those.
func covers(a, b []ink) bool {
	at := 0
	var found []int
	for i := range b {
		if b[i].white {
			continue
		}
		for at < len(a) && (a[at].white || a[at].text != b[i].text || math.Abs(a[at].u0-b[i].u0) > doubled*b[i].size) {
			at++
		}
		if at == len(a) {
			return false
		}
		found = append(found, at)
	}
	for _, i := range found {
		a[i].twice = true
	}
	return true
}
