package ocrdoc

import (
	"image"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// What counts as a ruled line, in inches: long, thin, with gaps that a scanner leaves.
const (
	ruleLength = 0.5   // at least
	ruleWidth  = 0.035 // at most, 2.5 points
	ruleGap    = 0.01
)

// run is a stretch of ink of one row (or column) of pixels.
type run struct{ at, from, to int }

// rules returns the long straight lines of the picture, in points.
func (g gray) rules() (out []page.Rule) {
	level := g.dark()
	across := g.img
	for _, l := range linesOf(across, level, g.dpi) {
		y := g.points(l.y0+l.y1+1) / 2
		out = append(out, page.Rule{X0: g.points(l.x0), X1: g.points(l.x1), Y0: y, Y1: y, Width: g.points(l.thick)})
	}
	for _, l := range linesOf(transposed(g.img), level, g.dpi) {
		x := g.points(l.y0+l.y1+1) / 2
		out = append(out, page.Rule{X0: x, X1: x, Y0: g.points(l.x0), Y1: g.points(l.x1), Width: g.points(l.thick)})
	}
	return out
}

// transposed returns the picture with rows and columns exchanged, tile by tile: column by column would miss the processor's cache with
// every pixel.
func transposed(g *image.Gray) *image.Gray {
	const tile = 64
	w, h := g.Rect.Dx(), g.Rect.Dy()
	t := image.NewGray(image.Rect(0, 0, h, w))
	for top := 0; top < h; top += tile {
		for left := 0; left < w; left += tile {
			for y := top; y < min(h, top+tile); y++ {
				row := g.Pix[y*g.Stride : y*g.Stride+w]
				for x := left; x < min(w, left+tile); x++ {
					t.Pix[x*t.Stride+y] = row[x]
				}
			}
		}
	}
	return t
}

// stroke is a group of runs on rows that follow each other: a line across, however slightly it slants or waves.
type stroke struct {
	x0, x1, y0, y1 int
	area           int // pixels of its runs
	last           []run
	thick          int
}

// linesOf returns the lines across a picture.
func linesOf(g *image.Gray, level uint8, dpi float64) (out []stroke) {
	least, gap, most := int(ruleLength*dpi/2), max(2, int(ruleGap*dpi)), max(2, int(ruleWidth*dpi))
	var open []stroke
	for y := range g.Rect.Dy() {
		runs := runsOf(g.Pix[y*g.Stride:y*g.Stride+g.Rect.Dx()], level, y, least, gap)
		var next []stroke
		for _, s := range open {
			if runs = s.take(runs, y, gap); s.y1 == y {
				next = append(next, s)
			} else {
				out = append(out, s)
			}
		}
		for _, r := range runs {
			next = append(next, stroke{x0: r.from, x1: r.to, y0: y, y1: y, area: r.to - r.from, last: []run{r}})
		}
		open = next
	}
	var lines []stroke
	for _, s := range append(out, open...) {
		s.thick = max(1, s.area/max(1, s.x1-s.x0))
		if s.x1-s.x0 >= 2*least && s.thick <= most && s.y1-s.y0 <= 4*most {
			lines = append(lines, s)
		}
	}
	return lines
}

// take adds the runs of a row that go on from those of the row before, and returns the others.
func (s *stroke) take(runs []run, y, gap int) (others []run) {
	var mine []run
	for _, r := range runs {
		touches := false
		for _, l := range s.last {
			touches = touches || r.from <= l.to+gap && r.to >= l.from-gap
		}
		if !touches {
			others = append(others, r)
			continue
		}
		mine = append(mine, r)
		s.x0, s.x1, s.y1 = min(s.x0, r.from), max(s.x1, r.to), y
		s.area += r.to - r.from
	}
	s.last = mine
	return others
}

// runsOf returns the stretches of ink of a row that are long enough, over gaps.
func runsOf(row []uint8, level uint8, y, least, gap int) (out []run) {
	from, end := -1, -1
	flush := func() {
		if from >= 0 && end-from >= least {
			out = append(out, run{y, from, end})
		}
		from = -1
	}
	for x, v := range row {
		if v >= level {
			continue
		}
		if from >= 0 && x-end > gap {
			flush()
		}
		if from < 0 {
			from = x
		}
		end = x + 1
	}
	flush()
	return out
}
