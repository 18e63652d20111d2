// Package photo takes a picture file for a page: minutes are scanned to JPEG or photographed, too.
//
// It decodes JPEG, PNG, GIF, TIFF, WebP and BMP, of several pictures in one file the first, and makes the page as large as a sheet of
// A4 whose longer side the picture fills.
package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	_ "image/gif"  // decoders
	_ "image/jpeg" //
	_ "image/png"  //
	"math"

	_ "golang.org/x/image/bmp" // further decoders
	xdraw "golang.org/x/image/draw"
	_ "golang.org/x/image/tiff" //
	_ "golang.org/x/image/webp" //

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// MediaTypes are those that are read.
var MediaTypes = []string{"image/jpeg", "image/png", "image/gif", "image/tiff", "image/webp", "image/bmp"}

// Limits on pictures, in pixels.
const (
	maxPixels  = 120 << 20 // of a file; a page of A4 at 600 dpi has 35 million
	keepPixels = 12 << 20  // of the page that is made
)

// sheet is the longer side of A4, in points.
const sheet = 841.89

// Page returns a picture as a page: in grey, and its size in points.
//
// The error is a *corpus.ReadError: picture_malformed, too_large.
func Page(payload []byte) (g *image.Gray, width, height float64, err error) {
	conf, _, err := image.DecodeConfig(bytes.NewReader(payload))
	if err != nil {
		return nil, 0, 0, corpus.Unreadable("picture_malformed", "the picture cannot be decoded: %v", err)
	}
	if conf.Width < 1 || conf.Height < 1 || conf.Width > maxPixels/conf.Height {
		return nil, 0, 0, corpus.Unreadable("too_large", "the picture has %d by %d pixels, the limit is %d million", conf.Width, conf.Height, maxPixels>>20)
	}
	img, _, err := image.Decode(bytes.NewReader(payload))
	if err != nil {
		return nil, 0, 0, corpus.Unreadable("picture_malformed", "the picture cannot be decoded: %v", err)
	}
	g = grey(img)
	scale := sheet / float64(max(conf.Width, conf.Height))
	return g, float64(conf.Width) * scale, float64(conf.Height) * scale, nil
}

// grey returns a picture in grey on white, no larger than is kept.
func grey(img image.Image) *image.Gray {
	b := img.Bounds()
	scale := math.Min(1, math.Sqrt(keepPixels/float64(b.Dx()*b.Dy())))
	g := image.NewGray(image.Rect(0, 0, max(1, int(float64(b.Dx())*scale)), max(1, int(float64(b.Dy())*scale))))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	if scale == 1 {
		draw.Draw(g, g.Rect, img, b.Min, draw.Over)
	} else {
		xdraw.ApproxBiLinear.Scale(g, g.Rect, img, b, xdraw.Over, nil)
	}
	return g
}

// Blank is a file of one empty page, in the place of whose characters what was recognised is put.
type Blank struct{ Width, Height float64 }

// Info says that there is one page.
func (Blank) Info() page.Info { return page.Info{Pages: 1} }

// Page returns the empty page.
func (b Blank) Page(n int) (*page.Page, error) {
	if n != 1 {
		return nil, fmt.Errorf("a picture has no page %d", n)
	}
	return &page.Page{Number: 1, Width: b.Width, Height: b.Height, Images: []page.Image{{Box: corpus.Box{0, 0, b.Width, b.Height}}}}, nil
}

// Close does nothing.
func (Blank) Close() error { return nil }
