package legible

import (
	"image"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// grid is how many parts a page's width and height are divided into to see how much its pictures cover: scans come in strips
// and tiles, and in layers over each other.
const grid = 40

// covered returns the share of a page that pictures cover.
func covered(p *page.Page) float64 {
	if len(p.Images) == 0 {
		return 0
	}
	var cells [grid][grid]bool
	n := 0
	for i := range p.Images {
		x0, y0, x1, y1 := cellsOf(p, p.Images[i].Box)
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				if !cells[y][x] {
					cells[y][x] = true
					n++
				}
			}
		}
	}
	return float64(n) / (grid * grid)
}

// cellsOf returns the cells whose middle a box covers.
func cellsOf(p *page.Page, b corpus.Box) (x0, y0, x1, y1 int) {
	at := func(v, whole float64) int { return int(min(grid, max(0, v/whole*grid+0.5))) }
	return at(b[0], p.Width), at(b[1], p.Height), at(b[2], p.Width), at(b[3], p.Height)
}

// A page is a picture where pictures cover so much of it and it shows at most so many letters. Running heads, stamps and page
// numbers stand beside a scan or are typed over it, a title stands on a photograph, and slides have a picture as their ground.
const (
	pageCover   = 0.7  // with letters in its midst
	insetCover  = 0.35 // with letters in its margins at most
	pageLetters = 200
	insetMost   = 80
)

// isPicture reports whether the text of a page is in its pictures. They must look like paper, and like writing where letters stand
// in their midst.
func isPicture(p *page.Page, t text, bare func(dpi float64) (*image.RGBA, error)) bool {
	cover := covered(p)
	lone := t.inside == 0 && t.shown <= insetMost
	if t.layer || t.shown > pageLetters || cover < insetCover || cover < pageCover && !lone {
		return false
	}
	if bare == nil {
		return t.shown == 0
	}
	img, err := bare(lookDPI)
	if err != nil {
		return t.shown == 0
	}
	s := surfaceOf(img, p)
	return s.paper >= paperShare && (t.inside == 0 || s.written >= writtenShare)
}
