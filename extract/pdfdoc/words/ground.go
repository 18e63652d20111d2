package words

import (
	"math"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// eye tells what a reader of the page sees: not what lies beside it, what has no ink, and what has the colour of its ground.
type eye struct {
	page    *page.Page
	scanned bool                // the page is a picture with its text hidden over it
	doubt   map[page.Color]bool // colours that some ground of the page has too
}

// maxFills is how many fills are looked through for the ground of a glyph; drawings have tens of thousands.
const maxFills = 2000

// A page is a scan with recognised text where a picture covers most of it and hardly any text is painted.
const (
	scanArea  = 0.5
	scanShown = 0.1
)

func newEye(p *page.Page) *eye {
	e := &eye{page: p, doubt: map[page.Color]bool{}}
	hidden := 0
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if g.Hidden {
			hidden++
		}
		if _, known := e.doubt[g.Color]; !known {
			e.doubt[g.Color] = e.someGround(g.Color)
		}
	}
	area := 0.0
	for _, m := range p.Images {
		area = max(area, (m.Box[2]-m.Box[0])*(m.Box[3]-m.Box[1]))
	}
	e.scanned = area > scanArea*p.Width*p.Height && float64(len(p.Glyphs)-hidden) < scanShown*float64(hidden)
	return e
}

func (e *eye) someGround(c page.Color) bool {
	if alike(c, page.White) {
		return true
	}
	for i := range e.page.Fills {
		if alike(c, e.page.Fills[i].Color) {
			return true
		}
	}
	return false
}

// sees reports whether a glyph can be seen.
func (e *eye) sees(g *page.Glyph) bool {
	x, y := (g.Box[0]+g.Box[2])/2, (g.Box[1]+g.Box[3])/2
	switch {
	case !sound(g):
		return false
	case x < 0 || y < 0 || x > e.page.Width || y > e.page.Height:
		return false
	case g.Hidden:
		return e.scanned
	case !e.doubt[g.Color]:
		return true
	}
	ground, known := e.ground(x, y)
	return !known || !alike(ground, g.Color)
}

// maxSize is the largest size, in points, that text can have: more than a page is high.
const maxSize = 5000

// sound reports whether a glyph's facts are numbers that can be reckoned with.
func sound(g *page.Glyph) bool {
	if !(g.Size > 0 && g.Size < maxSize) {
		return false
	}
	for _, v := range [...]float64{g.X, g.Y, g.Box[0], g.Box[1], g.Box[2], g.Box[3]} {
		if math.IsNaN(v) || math.Abs(v) > 1e6 {
			return false
		}
	}
	return true
}

// ground returns the colour beneath a point; unknown over a picture or a drawing.
func (e *eye) ground(x, y float64) (c page.Color, known bool) {
	for _, m := range e.page.Images {
		if inside(m.Box, x, y) {
			return 0, false
		}
	}
	for i := len(e.page.Fills) - 1; i >= max(0, len(e.page.Fills)-maxFills); i-- {
		if inside(e.page.Fills[i].Box, x, y) {
			return e.page.Fills[i].Color, true
		}
	}
	for _, s := range e.page.Shapes {
		if s.Filled && inside(s.Box, x, y) {
			return 0, false
		}
	}
	return page.White, true
}

func inside(b corpus.Box, x, y float64) bool {
	return x >= b[0] && x <= b[2] && y >= b[1] && y <= b[3]
}

// alike reports whether two colours cannot be told apart on paper: no component differs by more than a twentieth.
func alike(a, b page.Color) bool {
	for shift := 0; shift <= 16; shift += 8 {
		d := int(a>>shift&0xff) - int(b>>shift&0xff)
		if d > 12 || d < -12 {
			return false
		}
	}
	return true
}
