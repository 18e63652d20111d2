package legible

import (
	"image"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// lookDPI is enough to see lines of letters.
const lookDPI = 50

// What tells a scan from a photograph, a map or a coloured ground.
const (
	paperShare   = 0.5  // the least share of pixels of the paper's shade
	paperSpread  = 40   // how far from the most frequent shade they may be, of 255
	colourless   = 48   // the most that the channels of a pixel of paper differ
	writtenShare = 0.12 // the least share of the small squares with ink
	square       = 8    // pixels: a line of letters at lookDPI
	inkContrast  = 60
)

// surface is what the pictures of a page look like.
type surface struct {
	paper   float64 // share of pixels of one shade without colour
	written float64 // share of squares in which dark stands on light
}

// surfaceOf looks at the part of a page that pictures cover.
func surfaceOf(img *image.RGBA, p *page.Page) surface {
	var shades [256]int
	all, squares, written := 0, 0, 0
	each(img, p, func(r image.Rectangle) {
		least, most := 255, 0
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				shade, colour := shadeOf(img.Pix[img.PixOffset(x, y):])
				all++
				least, most = min(least, shade), max(most, shade)
				if colour <= colourless {
					shades[shade]++
				}
			}
		}
		squares++
		if most-least >= inkContrast {
			written++
		}
	})
	if all == 0 {
		return surface{}
	}
	return surface{paper: float64(paperOf(shades)) / float64(all), written: float64(written) / float64(squares)}
}

// each calls f for every small square whose middle a picture covers.
func each(img *image.RGBA, p *page.Page, f func(image.Rectangle)) {
	size := img.Bounds().Size()
	scale := float64(size.X) / p.Width
	for y := 0; y+square <= size.Y; y += square {
		for x := 0; x+square <= size.X; x += square {
			if onPicture(p, (float64(x)+square/2)/scale, (float64(y)+square/2)/scale) {
				f(image.Rect(x, y, x+square, y+square))
			}
		}
	}
}

func onPicture(p *page.Page, x, y float64) bool {
	for i := range p.Images {
		if b := p.Images[i].Box; x >= b[0] && x <= b[2] && y >= b[1] && y <= b[3] {
			return true
		}
	}
	return false
}

// shadeOf returns how light a pixel is, and how much its channels differ.
func shadeOf(rgb []uint8) (shade, colour int) {
	r, g, b := int(rgb[0]), int(rgb[1]), int(rgb[2])
	return (3*r + 6*g + b) / 10, max(r, g, b) - min(r, g, b)
}

// paperOf returns how many pixels are near the most frequent shade.
func paperOf(shades [256]int) int {
	best := 0
	for s := range shades {
		if shades[s] > shades[best] {
			best = s
		}
	}
	n := 0
	for s := max(0, best-paperSpread); s <= min(255, best+paperSpread); s++ {
		n += shades[s]
	}
	return n
}
