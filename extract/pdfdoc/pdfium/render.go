package pdfium

import (
	"fmt"
	"image"
	"math"
)

const (
	maxPixels   = 12 << 20 // of a rendered page: 48 MiB
	renderAnnot = 1        // FPDF_ANNOT: draw annotations too
	white       = 0xffffffff
)

// Render draws page n, from 1, as it is shown, on white. A page that would have more than twelve million pixels is drawn with
// fewer dots per inch. The error wraps ErrPage or ErrTrap.
func (f *File) Render(n int, dpi float64) (*image.RGBA, error) {
	v, err := f.visit(n)
	if err != nil {
		return nil, err
	}
	v.readFrame()
	img, err := v.render(dpi / 72)
	f.m.call(fnClosePage, v.page)
	return img, firstError(f.survive(n), err)
}

// render draws the page with so many pixels a point.
func (v *visit) render(scale float64) (*image.RGBA, error) {
	scale = min(scale, math.Sqrt(maxPixels/(v.shown.Width*v.shown.Height)))
	w, h := int(math.Ceil(v.shown.Width*scale)), int(math.Ceil(v.shown.Height*scale))
	if w < 1 || h < 1 || w*h > 2*maxPixels {
		return nil, fmt.Errorf("%w: page %d is %v by %v points", ErrPage, v.shown.Number, v.shown.Width, v.shown.Height)
	}
	bitmap := v.pointer(fnBitmapCreate, uint64(w), uint64(h), 0)
	if bitmap == 0 {
		return nil, fmt.Errorf("%w: no memory to draw page %d", ErrPage, v.shown.Number)
	}
	defer v.call(fnBitmapDestroy, bitmap)
	v.call(fnBitmapFillRect, bitmap, 0, 0, uint64(w), uint64(h), white)
	v.call(fnRenderPageBitmap, bitmap, v.page, 0, 0, uint64(w), uint64(h), 0, renderAnnot)
	stride := v.integer(fnBitmapGetStride, bitmap)
	pixels, ok := v.memory.Read(uint32(v.pointer(fnBitmapGetBuffer, bitmap)), uint32(stride*h))
	if !ok || stride < 4*w {
		return nil, fmt.Errorf("%w: page %d is not drawn", ErrPage, v.shown.Number)
	}
	return fromBGRx(pixels, stride, w, h), nil
}

// fromBGRx turns PDFium's bytes, blue first and with one that says nothing, into a picture.
func fromBGRx(pixels []byte, stride, w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		from, to := pixels[y*stride:], img.Pix[y*img.Stride:]
		for x := 0; x < 4*w; x += 4 {
			to[x], to[x+1], to[x+2], to[x+3] = from[x+2], from[x+1], from[x], 0xff
		}
	}
	return img
}
