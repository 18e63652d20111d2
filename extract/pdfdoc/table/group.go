package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// heading is a header over several columns: words of one line or of several, one centred or set left under the other.
type heading struct {
	words []*page.Word
	box   corpus.Box
}

// headingsOf puts the chunks of lines into headings, level by level from the top, from the left within a level.
func headingsOf(ls []line) [][]heading {
	var all []heading
	for _, l := range ls {
		for _, c := range l.chunks {
			if i := slices.IndexFunc(all, func(h heading) bool { return h.isAbove(c, l.size) }); i >= 0 {
				all[i].words, all[i].box = append(all[i].words, c.words...), union(all[i].box, c.box)
			} else {
				all = append(all, heading{slices.Clone(c.words), c.box})
			}
		}
	}
	var out [][]heading
	for _, h := range all {
		if n := len(out); n > 0 && sharesLevel(out[n-1], h) {
			out[n-1] = append(out[n-1], h)
		} else {
			out = append(out, []heading{h})
		}
	}
	for _, level := range out {
		slices.SortStableFunc(level, func(a, b heading) int { return cmp.Compare(a.box[0], b.box[0]) })
	}
	return out
}

// isAbove reports whether a chunk is the next line of a heading.
func (h heading) isAbove(c chunk, size float64) bool {
	if gap := c.box[1] - h.box[3]; gap < -0.7*size || gap > 0.5*size {
		return false
	}
	mid := math.Abs(h.box[0] + h.box[2] - c.box[0] - c.box[2])
	return mid < 5 || math.Abs(h.box[0]-c.box[0]) < 1.5
}

// sharesLevel reports whether a heading stands beside those of a level.
func sharesLevel(level []heading, h heading) bool {
	return slices.ContainsFunc(level, func(o heading) bool {
		return overlap(o.box[1], o.box[3], h.box[1], h.box[3]) > 0.3*min(o.box[3]-o.box[1], h.box[3]-h.box[1])
	})
}

// spansOf says which columns each heading of a level stands over, columns first to last all having one: by the ruling under
// it where each has one, else so that the headings stand as near as can be to the middles, or to the left ends, of what
// they head. nil when there are more headings than columns.
func spansOf(level []heading, xs []float64, rg region) [][2]int {
	if len(level) == 0 || len(level) > len(xs)-1 {
		return nil
	}
	if spans := ruledSpans(level, xs, rg); spans != nil {
		return spans
	}
	middle, mc := bestSpans(level, xs, func(h heading, lo, hi float64) float64 {
		return math.Abs(h.box[0]+h.box[2]-lo-hi) / 2
	})
	left, lc := bestSpans(level, xs, func(h heading, lo, hi float64) float64 {
		return math.Max(0, math.Abs(h.box[0]-lo)-4)
	})
	if lc < mc {
		return left
	}
	return middle
}

// ruledSpans reads the columns of each heading from a ruling of its own under it.
func ruledSpans(level []heading, xs []float64, rg region) [][2]int {
	var out [][2]int
	for _, h := range level {
		i := slices.IndexFunc(rg.h, func(r ruling) bool {
			return r.at > h.box[3]-2 && r.at < h.box[3]+8 && r.lo < h.box[0]+4 && r.hi > h.box[2]-4 && r.length() < 0.7*(xs[len(xs)-1]-xs[0])
		})
		if i < 0 {
			return nil
		}
		from, to := columnsWithin(xs, rg.h[i])
		if from < 0 || len(out) > 0 && out[len(out)-1][1] > from {
			return nil
		}
		out = append(out, [2]int{from, to})
	}
	return out
}

// columnsWithin returns the columns whose middles a ruling runs past.
func columnsWithin(xs []float64, r ruling) (from, to int) {
	from = -1
	for c := range len(xs) - 1 {
		if mid := (xs[c] + xs[c+1]) / 2; mid > r.lo && mid < r.hi {
			if from < 0 {
				from = c
			}
			to = c + 1
		}
	}
	return from, to
}

// bestSpans parts columns among headings at the least cost, by dynamic programming. What sticks out of its columns costs
// twice.
func bestSpans(level []heading, xs []float64, cost func(h heading, lo, hi float64) float64) ([][2]int, float64) {
	n, m := len(xs)-1, len(level)
	best := make([][]float64, m+1)
	from := make([][]int, m+1)
	for j := range best {
		best[j], from[j] = slices.Repeat([]float64{math.Inf(1)}, n+1), make([]int, n+1)
	}
	best[0][0] = 0
	for j := 1; j <= m; j++ {
		h := level[j-1]
		for to := j; to <= n; to++ {
			for f := j - 1; f < to; f++ {
				c := best[j-1][f] + cost(h, xs[f], xs[to]) + 2*max(0, xs[f]-h.box[0]-2) + 2*max(0, h.box[2]-xs[to]-2)
				if c < best[j][to] {
					best[j][to], from[j][to] = c, f
				}
			}
		}
	}
	out := make([][2]int, m)
	for j, to := m, n; j > 0; j-- {
		out[j-1] = [2]int{from[j][to], to}
		to = from[j][to]
	}
	return out, best[m][n]
}
