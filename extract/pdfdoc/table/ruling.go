package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Distances in points.
const (
	snap      = 2.0 // rules this near are one: cells draw their borders each for itself
	reach     = 3.0 // a rule that ends this near another one meets it
	thin      = 4.5 // two rules this near with nothing between are a double rule
	maxInk    = 4000
	pageShare = 0.3 // a fill of more than this share of the page is its ground
)

// ruling is a line that may part cells: rules and edges of fills that go on from each other. at is its y when it is
// horizontal and its x when it is vertical; lo and hi are where it begins and ends.
type ruling struct {
	at, lo, hi float64
}

func (r ruling) length() float64 { return r.hi - r.lo }

// rulings are the horizontal and the vertical ones of a page, each in order of at, then of lo.
type rulings struct {
	h, v []ruling
}

// rulingsOf gathers the rulings of a page. A page with more ink than any table has (a map, a drawing) has none.
func rulingsOf(p *page.Page, ls []line) rulings {
	var r rulings
	if len(p.Rules)+4*len(p.Fills) > maxInk {
		return r
	}
	for _, rule := range p.Rules {
		if rule.Horizontal() {
			r.h = append(r.h, ruling{rule.Y0, rule.X0, rule.X1})
		} else {
			r.v = append(r.v, ruling{rule.X0, rule.Y0, rule.Y1})
		}
	}
	r.addThin(p.Shapes)
	r = r.withoutMarks()
	drawn := rulings{merged(slices.Clone(r.h)), merged(slices.Clone(r.v))}
	whole := touching(p.Fills)
	for i, f := range p.Fills {
		if !grounds(p, f.Box) && !drawn.ground(whole[i], ls) && !highlights(f.Box, ls) {
			r.addEdges(f.Box)
		}
	}
	r = r.withoutMarks()
	r.h, r.v = merged(r.h), merged(r.v)
	r.h = withoutUnderlines(r.h, r.v, ls)
	return r
}

// withoutMarks leaves out the rulings of small frames, which are boxes to tick or filled squares.
func (r rulings) withoutMarks() rulings {
	byPlace(r.h)
	byPlace(r.v)
	group, hulls := r.connected(1)
	small := func(i int) bool {
		b := hulls[group.of(i)]
		w, h := b[2]-b[0], b[3]-b[1]
		return w <= markSize && h <= markSize && w >= 2 && h >= 2
	}
	var out rulings
	for i, h := range r.h {
		if !small(i) {
			out.h = append(out.h, h)
		}
	}
	for j, v := range r.v {
		if !small(len(r.h) + j) {
			out.v = append(out.v, v)
		}
	}
	return out
}

// connected groups rulings, in order of place, that come within reach of each other, the horizontal ones first, and returns the hull of each group.
func (r rulings) connected(reach float64) (groups, map[int]corpus.Box) {
	group := newGroups(len(r.h) + len(r.v))
	for i, h := range r.h {
		for j, v := range r.v {
			if v.at > h.hi+reach {
				break
			}
			if meets(h, v, reach) {
				group.join(i, len(r.h)+j)
			}
		}
	}
	hulls := map[int]corpus.Box{}
	for i, h := range r.h {
		hulls[group.of(i)] = grown(hulls, group.of(i), corpus.Box{h.lo, h.at, h.hi, h.at})
	}
	for j, v := range r.v {
		hulls[group.of(len(r.h)+j)] = grown(hulls, group.of(len(r.h)+j), corpus.Box{v.at, v.lo, v.at, v.hi})
	}
	return group, hulls
}

func grown(hulls map[int]corpus.Box, k int, b corpus.Box) corpus.Box {
	if h, ok := hulls[k]; ok {
		return union(h, b)
	}
	return b
}

// addThin adds filled shapes that are as thin as rules: rectangles whose corners a producer rounded apart.
func (r *rulings) addThin(shapes []page.Shape) {
	for _, s := range shapes {
		w, h := s.Box[2]-s.Box[0], s.Box[3]-s.Box[1]
		switch {
		case !s.Filled || max(w, h) < 6:
		case h <= reach:
			r.h = append(r.h, ruling{(s.Box[1] + s.Box[3]) / 2, s.Box[0], s.Box[2]})
		case w <= reach:
			r.v = append(r.v, ruling{(s.Box[0] + s.Box[2]) / 2, s.Box[1], s.Box[3]})
		}
	}
}

func (r *rulings) addEdges(b corpus.Box) {
	r.h = append(r.h, ruling{b[1], b[0], b[2]}, ruling{b[3], b[0], b[2]})
	r.v = append(r.v, ruling{b[0], b[1], b[3]}, ruling{b[2], b[1], b[3]})
}

// merged joins rulings that lie on each other or go on from each other.
func merged(rs []ruling) []ruling {
	byPlace(rs)
	var out []ruling
	for i := 0; i < len(rs); {
		j := i
		for j < len(rs) && rs[j].at-rs[i].at <= snap {
			j++
		}
		out = append(out, joined(rs[i:j])...)
		i = j
	}
	return out
}

func byPlace(rs []ruling) {
	slices.SortFunc(rs, func(a, b ruling) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.lo, b.lo)) })
}

// joined joins rulings of about the same place along their length.
func joined(rs []ruling) []ruling {
	at := rs[len(rs)/2].at
	slices.SortFunc(rs, func(a, b ruling) int { return cmp.Compare(a.lo, b.lo) })
	out := []ruling{{at, rs[0].lo, rs[0].hi}}
	for _, r := range rs[1:] {
		last := &out[len(out)-1]
		if r.lo <= last.hi+reach {
			last.hi = max(last.hi, r.hi)
		} else {
			out = append(out, ruling{at, r.lo, r.hi})
		}
	}
	return out
}

// withoutUnderlines leaves out horizontal rulings that underline words: just under a baseline, as long as the words, and
// met by no vertical ruling.
func withoutUnderlines(h, v []ruling, ls []line) []ruling {
	return slices.DeleteFunc(h, func(r ruling) bool {
		return underlines(r, ls) && !slices.ContainsFunc(v, func(c ruling) bool { return meets(r, c, reach) })
	})
}

func underlines(r ruling, ls []line) bool {
	for _, l := range ls {
		if r.at < l.base-1 || r.at > l.base+0.3*l.size {
			continue
		}
		from, to := math.Inf(1), math.Inf(-1)
		for _, w := range l.words {
			if mid := (w.Box[0] + w.Box[2]) / 2; mid > r.lo && mid < r.hi {
				from, to = min(from, w.Box[0]), max(to, w.Box[2])
			}
		}
		if math.Abs(from-r.lo) < 2 && math.Abs(to-r.hi) < 2 {
			return true
		}
	}
	return false
}

// meets reports whether a horizontal and a vertical ruling touch.
func meets(h, v ruling, reach float64) bool {
	return v.at >= h.lo-reach && v.at <= h.hi+reach && h.at >= v.lo-reach && h.at <= v.hi+reach
}

// within returns the pieces of the rulings inside a box, clipped to it.
func (r rulings) within(b corpus.Box) rulings {
	return rulings{clipped(r.h, b[1], b[3], b[0], b[2]), clipped(r.v, b[0], b[2], b[1], b[3])}
}

func clipped(rs []ruling, from, to, lo, hi float64) []ruling {
	var out []ruling
	for _, r := range rs {
		if r.at < from-reach || r.at > to+reach {
			continue
		}
		if c := (ruling{r.at, max(r.lo, lo), min(r.hi, hi)}); c.length() > reach {
			out = append(out, c)
		}
	}
	return out
}

// places returns where rulings lie, each once, those of a double rule as one; extra places are kept as they are.
func places(rs []ruling, extra ...float64) []float64 {
	var at []float64
	for _, r := range rs {
		at = append(at, r.at)
	}
	at = append(at, extra...)
	slices.Sort(at)
	var out []float64
	for i := 0; i < len(at); {
		j := i + 1
		for j < len(at) && at[j]-at[i] <= thin {
			j++
		}
		out = append(out, (at[i]+at[j-1])/2)
		i = j
	}
	return out
}

// covered returns how much of lo to hi the rulings at a place cover, 0 to 1.
func covered(rs []ruling, at, lo, hi float64) float64 {
	if hi <= lo {
		return 0
	}
	sum, end := 0.0, lo
	for _, r := range rs {
		if math.Abs(r.at-at) > thin || r.hi <= end {
			continue
		}
		if from := max(r.lo, end); from < hi {
			sum += min(r.hi, hi) - from
			end = min(r.hi, hi)
		}
	}
	return sum / (hi - lo)
}
