package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// strip is a range of x that no word stands in, between two columns.
type strip struct {
	lo, hi float64
}

// Gaps in ems between the words on both sides of a gutter.
const (
	wideGap   = 0.8  // parts columns in few lines
	narrowGap = 0.18 // parts columns of many lines whose words are aligned
	manyLines = 5
)

// guttersOf returns the strips between the columns of lines, from the left. Lines of one chunk among others of several
// (headings inside a table) have no say, and a few lines may cross a gutter (headers over several columns).
func guttersOf(ls []line) []strip {
	ls = severalChunks(ls)
	if len(ls) == 0 {
		return nil
	}
	out := clear(ls, 0)
	if k := crossing(len(ls)); k > 0 {
		out = also(out, clear(ls, k))
	}
	return withoutWeak(out, ls)
}

// crossing is how many of n lines may have a word across a gutter.
func crossing(n int) int {
	if n < 4 {
		return 0
	}
	return max(1, n/8)
}

func severalChunks(ls []line) []line {
	var out []line
	for _, l := range ls {
		if len(l.chunks) > 1 {
			out = append(out, l)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// clear returns the strips that at most k words of the lines cross: of each run of such places the widest of the emptiest.
func clear(ls []line, k int) []strip {
	type edge struct {
		x float64
		d int
	}
	var edges []edge
	for _, l := range ls {
		for _, w := range l.words {
			edges = append(edges, edge{w.Box[0], 1}, edge{w.Box[2], -1})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(b.d, a.d)) })
	var out []strip
	var best strip
	fewest, n, in := 0, 0, false
	for i, e := range edges[:len(edges)-1] {
		n += e.d
		s := strip{e.x, edges[i+1].x}
		if n > k {
			if in && best.hi-best.lo > 0.8 {
				out = append(out, best)
			}
			in = false
			continue
		}
		if s.hi-s.lo < 0.3 {
			continue
		}
		if !in || n < fewest || n == fewest && s.hi-s.lo > best.hi-best.lo {
			in, fewest, best = true, n, s
		}
	}
	return dropEnds(out, edges[0].x, edges[len(edges)-1].x)
}

func dropEnds(ss []strip, lo, hi float64) []strip {
	return slices.DeleteFunc(ss, func(s strip) bool { return s.lo <= lo || s.hi >= hi })
}

// also adds the strips of more to those of ss that they do not touch.
func also(ss, more []strip) []strip {
	for _, m := range more {
		if !slices.ContainsFunc(ss, func(s strip) bool { return overlap(s.lo, s.hi, m.lo, m.hi) > -0.5 }) {
			ss = append(ss, m)
		}
	}
	slices.SortFunc(ss, func(a, b strip) int { return cmp.Compare(a.lo, b.lo) })
	return ss
}

// withoutWeak removes the weakest strip again and again, until all that are left part columns.
func withoutWeak(ss []strip, ls []line) []strip {
	for len(ss) > 0 {
		worst, least := -1, 1.0
		for i := range ss {
			if s := strength(ss, i, ls); s < least {
				worst, least = i, s
			}
		}
		if worst < 0 {
			break
		}
		ss = slices.Delete(ss, worst, worst+1)
	}
	return ss
}

// strength says how well strip i parts the columns beside it: 1 and more when it does.
func strength(ss []strip, i int, ls []line) float64 {
	p := facingAt(ss, i, ls)
	n := len(p.gaps)
	if n == 0 {
		return 1.5
	}
	small := 0
	for _, g := range p.gaps {
		if g < 0.5 {
			small++
		}
	}
	m := median(p.gaps)
	need := wideGap
	if n == 1 {
		need = 1.5 * wideGap
	}
	if m >= need && 3*small <= n {
		return m / need
	}
	if n >= manyLines && p.values*10 >= n*6 && ss[i].hi-ss[i].lo >= narrowGap*ls[0].size && (alike(p.right) || alike(p.left)) {
		return 1.1
	}
	return min(0.99, m/need)
}

// facing are the words on both sides of a strip, line by line: the gaps between them in ems, the right edges of those on its
// left, the left edges of those on its right, and how many of these are values.
type facing struct {
	gaps, right, left []float64
	values            int
}

// facingAt returns the words beside strip i, between the strips next to it.
func facingAt(ss []strip, i int, ls []line) facing {
	var out facing
	lo, hi := math.Inf(-1), math.Inf(1)
	if i > 0 {
		lo = (ss[i-1].lo + ss[i-1].hi) / 2
	}
	if i+1 < len(ss) {
		hi = (ss[i+1].lo + ss[i+1].hi) / 2
	}
	for _, l := range ls {
		a, b := beside(l.words, lo, (ss[i].lo+ss[i].hi)/2, hi)
		if a == nil || b == nil {
			continue
		}
		gap := (b.Box[0] - a.Box[2]) / max(l.size, 1)
		if gap > l.gapAfter(a) {
			gap = max(gap, 2*wideGap)
		}
		out.gaps = append(out.gaps, gap)
		out.right, out.left = append(out.right, a.Box[2]), append(out.left, b.Box[0])
		if isValue(b.Text) {
			out.values++
		}
	}
	return out
}

// beside returns the last word of lo to mid and the first of mid to hi.
func beside(ws []*page.Word, lo, mid, hi float64) (a, b *page.Word) {
	for i := range ws {
		x := (ws[i].Box[0] + ws[i].Box[2]) / 2
		switch {
		case x > lo && x < mid:
			a = ws[i]
		case x > mid && x < hi && b == nil:
			b = ws[i]
		}
	}
	return a, b
}

// alike reports whether four of five values are the same.
func alike(v []float64) bool {
	m := median(v)
	n := 0
	for _, x := range v {
		if math.Abs(x-m) <= 1.5 {
			n++
		}
	}
	return 5*n >= 4*len(v)
}
