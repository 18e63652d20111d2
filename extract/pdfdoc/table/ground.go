package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// grounds reports whether a fill is the ground of a page or of a large part of it, reaches two of the page's edges, as
// decoration does, or is so small that it is a mark.
func grounds(p *page.Page, b corpus.Box) bool {
	w, h := b[2]-b[0], b[3]-b[1]
	edges := 0
	for _, d := range []float64{b[0], b[1], p.Width - b[2], p.Height - b[3]} {
		if d < 2 {
			edges++
		}
	}
	return edges > 1 || w*h > pageShare*p.Width*p.Height || w < 6 || h < 6
}

// highlights reports whether a fill is the ground of words and no larger than they are.
func highlights(b corpus.Box, ls []line) bool {
	i, _ := slices.BinarySearchFunc(ls, b[1], func(l line, y float64) int { return cmp.Compare(l.base, y) })
	for ; i < len(ls) && ls[i].base < b[3]; i++ {
		if b[3]-b[1] > 1.7*ls[i].size {
			continue
		}
		for _, c := range ls[i].chunks {
			if math.Abs(c.box[0]-b[0]) < 2 && math.Abs(c.box[2]-b[2]) < 2 {
				return true
			}
		}
	}
	return false
}

// touching returns for each fill the box of it and of those of its colour and width right above and below: lines of a text
// have their grounds each for itself.
func touching(fs []page.Fill) []corpus.Box {
	out := make([]corpus.Box, len(fs))
	from := 0
	for i, f := range fs {
		out[i] = f.Box
		if i == 0 {
			continue
		}
		a := fs[i-1]
		if near(a.Box[0], f.Box[0]) && near(a.Box[2], f.Box[2]) && near(a.Box[3], f.Box[1]) && a.Color == f.Color {
			for k := from; k <= i; k++ {
				out[k] = union(out[from], f.Box)
			}
			continue
		}
		from = i
	}
	return out
}

// pad is how far inside a ruled cell the ground of its text may begin and end, in points.
const pad = 30

// ground reports whether a fill is the ground of a ruled cell's text, so that its edges part nothing: rules bound it on all
// sides, a little outside it, and between it and them there are no words. Word processors and printed web pages have such
// grounds.
func (r rulings) ground(b corpus.Box, ls []line) bool {
	x, y := (b[0]+b[2])/2, (b[1]+b[3])/2
	left, ok1 := nearestRuling(r.v, b[0]-pad, b[0]+1, y, true)
	right, ok2 := nearestRuling(r.v, b[2]-1, b[2]+pad, y, false)
	top, ok3 := nearestRuling(r.h, b[1]-pad, b[1]+1, x, true)
	bottom, ok4 := nearestRuling(r.h, b[3]-1, b[3]+pad, x, false)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return false
	}
	return !wordsBetween(corpus.Box{left, top, right, bottom}, b, ls)
}

// nearestRuling returns the first ruling between two places, or the last, that runs past another coordinate.
func nearestRuling(rs []ruling, from, to, past float64, last bool) (at float64, ok bool) {
	i, _ := slices.BinarySearchFunc(rs, from, func(r ruling, at float64) int { return cmp.Compare(r.at, at) })
	for ; i < len(rs) && rs[i].at <= to; i++ {
		if rs[i].lo <= past && rs[i].hi >= past {
			at, ok = rs[i].at, true
			if !last {
				break
			}
		}
	}
	return at, ok
}
