package ocrdoc

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"

	xdraw "golang.org/x/image/draw"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// The pictures that are read.
const (
	maxPixels  = 200 << 20 // of what is decoded; beyond it nobody scans a page
	readDPI    = 300       // what tesseract's models are made for: finer pictures are reduced
	usualDPI   = 300       // where none is known
	maxReading = 40 << 20  // pixels that tesseract gets: a plan of a building is reduced
)

// decode reads a picture as grey, at no more than the resolution and size that is read.
func decode(p page.Picture) (gray, error) {
	conf, err := png.DecodeConfig(bytes.NewReader(p.PNG))
	if err != nil {
		return gray{}, corpus.Unreadable("picture_malformed", "the picture of the page cannot be decoded: %v", err)
	}
	if conf.Width*conf.Height > maxPixels {
		return gray{}, corpus.Unreadable("too_large", "the picture of the page has %d million pixels, the limit is %d", conf.Width*conf.Height>>20, maxPixels>>20)
	}
	img, err := png.Decode(bytes.NewReader(p.PNG))
	if err != nil {
		return gray{}, corpus.Unreadable("picture_malformed", "the picture of the page cannot be decoded: %v", err)
	}
	g := gray{toGray(img), p.DPI}
	if g.dpi <= 0 {
		g.dpi = usualDPI
	}
	return g.reduced(), nil
}

// toGray returns a picture as grey on white: what is transparent is paper.
func toGray(img image.Image) *image.Gray {
	if g, ok := img.(*image.Gray); ok && g.Rect.Min == (image.Point{}) {
		return g
	}
	b := img.Bounds()
	g := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(g, g.Rect, img, b.Min, draw.Over)
	return g
}

// reduced returns the picture at the resolution that is read, where it is finer or larger.
func (g gray) reduced() gray {
	w, h := g.img.Rect.Dx(), g.img.Rect.Dy()
	scale := min(1, readDPI*1.1/g.dpi)
	for float64(w)*scale*float64(h)*scale > maxReading {
		scale *= 0.9
	}
	if scale == 1 {
		return g
	}
	if g.dpi > readDPI {
		scale = min(scale, readDPI/g.dpi)
	}
	return gray{scaled(g.img, max(1, int(float64(w)*scale)), max(1, int(float64(h)*scale))), g.dpi * scale}
}

func scaled(src *image.Gray, w, h int) *image.Gray {
	dst := image.NewGray(image.Rect(0, 0, w, h))
	xdraw.ApproxBiLinear.Scale(dst, dst.Rect, src, src.Rect, xdraw.Src, nil)
	return dst
}

// The range of greys from ink to paper below which a picture is faint, and what counts as ink and paper: all but this share of the
// pixels are lighter than the ink, and half are no lighter than the paper.
const (
	faintRange = 110
	inkShare   = 0.005
)

// stretched returns a faint picture with its ink black and its paper white.
func (g gray) stretched() gray {
	ink, paper := g.tones()
	if paper-ink >= faintRange || paper-ink < 8 {
		return g
	}
	out := image.NewGray(g.img.Rect)
	var table [256]uint8
	for v := range table {
		table[v] = uint8(min(255, max(0, (v-ink)*255/(paper-ink))))
	}
	for i, v := range g.img.Pix {
		out.Pix[i] = table[v]
	}
	return gray{out, g.dpi}
}

// tones returns the greys of ink and paper.
func (g gray) tones() (ink, paper int) {
	var count [256]int
	for _, v := range g.img.Pix {
		count[v]++
	}
	seen, total := 0, len(g.img.Pix)
	ink = -1
	for v, n := range count {
		seen += n
		if ink < 0 && float64(seen) >= inkShare*float64(total) {
			ink = v
		}
		if 2*seen >= total {
			return max(ink, 0), v
		}
	}
	return 0, 255
}

// dark returns the level below which a pixel is ink.
func (g gray) dark() uint8 {
	ink, paper := g.tones()
	return uint8((ink + paper) / 2)
}

// turned returns the picture turned clockwise by 0, 90, 180 or 270 degrees.
func (g gray) turned(degrees int) gray {
	if degrees == 0 {
		return g
	}
	w, h := g.img.Rect.Dx(), g.img.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	if degrees != 180 {
		out = image.NewGray(image.Rect(0, 0, h, w))
	}
	for y := range h {
		row := g.img.Pix[y*g.img.Stride:]
		for x := range w {
			switch degrees {
			case 90:
				out.Pix[x*out.Stride+h-1-y] = row[x]
			case 180:
				out.Pix[(h-1-y)*out.Stride+w-1-x] = row[x]
			case 270:
				out.Pix[(w-1-x)*out.Stride+y] = row[x]
			}
		}
	}
	return gray{out, g.dpi}
}

// pgm returns the picture as a portable graymap, which costs nothing to write and to read.
func (g gray) pgm() []byte {
	w, h := g.img.Rect.Dx(), g.img.Rect.Dy()
	out := fmt.Appendf(make([]byte, 0, w*h+32), "P5\n%d %d\n255\n", w, h)
	for y := range h {
		out = append(out, g.img.Pix[y*g.img.Stride:y*g.img.Stride+w]...)
	}
	return out
}

// paper is what turning a picture shows behind its corners.
const paper = 255
