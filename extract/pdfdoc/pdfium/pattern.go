package pdfium

import (
	"image"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// veiled is a rectangle that PDFium calls white where the page is white already. It is of no account, unless it is filled by
// a shading pattern, whose colour PDFium calls white too: white text on it would pass for hidden.
type veiled struct {
	box   corpus.Box
	under int // how many of the page's fills were painted before it
}

const (
	maxVeiled   = 500
	sampleScale = 0.5 // pixels a point of the picture that is looked at
	sampleInset = 2.0 // points from the rectangle's edge, where hardly any text is
	paleLevel   = 0xf0
)

// unveil gives rectangles under white text the colour that they are seen in. Few pages have any, so drawing one is no loss.
func (v *visit) unveil() {
	var under []veiled
	for _, w := range v.veiled {
		if v.whiteTextIn(w.box) {
			under = append(under, w)
		}
	}
	if len(under) == 0 {
		return
	}
	img, err := v.render(sampleScale)
	if err != nil {
		return
	}
	for i := len(under) - 1; i >= 0; i-- { // from the last, for the places of those before to stay right
		if color, ok := edgeColor(img, under[i].box, float64(img.Rect.Dx())/v.shown.Width); ok {
			at := min(under[i].under, len(v.shown.Fills))
			rest := append([]page.Fill{{Box: under[i].box, Color: color}}, v.shown.Fills[at:]...)
			v.shown.Fills = append(v.shown.Fills[:at:at], rest...)
		}
	}
}

func (v *visit) whiteTextIn(box corpus.Box) bool {
	for i := range v.shown.Glyphs {
		g := &v.shown.Glyphs[i]
		if g.Color == page.White && !g.Hidden && holds(box, (g.Box[0]+g.Box[2])/2, (g.Box[1]+g.Box[3])/2) {
			return true
		}
	}
	return false
}

// edgeColor returns the mean colour along a box's edges, unless most of it is white.
func edgeColor(img *image.RGBA, b corpus.Box, scale float64) (page.Color, bool) {
	const steps = 8
	var red, green, blue, seen uint32
	look := func(x, y float64) {
		c := img.RGBAAt(int(x*scale), int(y*scale))
		if c.R >= paleLevel && c.G >= paleLevel && c.B >= paleLevel {
			return
		}
		red, green, blue, seen = red+uint32(c.R), green+uint32(c.G), blue+uint32(c.B), seen+1
	}
	x0, y0, x1, y1 := b[0]+sampleInset, b[1]+sampleInset, b[2]-sampleInset, b[3]-sampleInset
	for i := range steps {
		part := float64(i) / (steps - 1)
		look(x0+part*(x1-x0), y0)
		look(x0+part*(x1-x0), y1)
		look(x0, y0+part*(y1-y0))
		look(x1, y0+part*(y1-y0))
	}
	if seen < 2*steps {
		return 0, false
	}
	return page.Color(red/seen<<16 | green/seen<<8 | blue/seen), true
}
