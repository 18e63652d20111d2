package pdfium

import (
	"errors"
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// visit is one visit to one page: it is loaded once for all that is asked of it.
type visit struct {
	*machine
	file  *File
	page  uint64 // FPDF_PAGE
	text  uint64 // FPDF_TEXTPAGE
	shown *page.Page
	fonts map[uint64]int // index of shown.Fonts by FPDF_FONT
	items map[uint64]*textObject

	structure *structure // nil when the document is not tagged
	objects   int        // read so far
	segments  int        // of paths, read so far
	ground    []corpus.Box
	covers    []cover
	veiled    []veiled
	whole     bool            // all was read that a trap would lose
	drawing   bool            // annotations or layers, as they end in the trap
	off       map[uint64]bool // objects of layers that are switched off
	points    []point         // reused
}

// Page returns page n, from 1. The error wraps ErrPage if that page cannot be read while others may, or ErrTrap.
func (f *File) Page(n int) (*page.Page, error) {
	v, err := f.visit(n)
	if err != nil {
		return nil, err
	}
	v.read()
	f.m.call(fnClosePage, v.page)
	err = f.survive(n)
	switch {
	case err == nil || v.whole:
		return v.shown, nil
	case v.drawing && !f.bare && !errors.Is(err, ErrTrap):
		f.bare = true
		return f.Page(n)
	}
	return nil, err
}

// visit loads a page.
func (f *File) visit(n int) (*visit, error) {
	if n < 1 || n > f.info.Pages {
		return nil, fmt.Errorf("%w: there is no page %d", ErrPage, n)
	}
	handle := f.m.pointer(fnLoadPage, f.doc, uint64(n-1))
	if handle == 0 {
		return nil, firstError(f.survive(n), fmt.Errorf("%w: page %d does not load", ErrPage, n))
	}
	return &visit{
		machine: f.m, file: f, page: handle, shown: &page.Page{Number: n},
		fonts: map[uint64]int{}, items: map[uint64]*textObject{},
	}, nil
}

func (v *visit) read() {
	v.shown.Label = v.wide(fnGetPageLabel, v.file.doc, uint64(v.shown.Number-1))
	v.readFrame()
	v.readElements()
	v.readLinks()
	v.drawAnnotations()
	v.readLayers()
	v.readObjects()
	v.text = v.pointer(fnTextLoadPage, v.page)
	v.readGlyphs()
	v.call(fnTextClosePage, v.text)
	v.whole = v.err == nil
	v.unveil()
}

// letter is the crop box of a page that states none that makes sense.
var letter = [4]float64{0, 0, 612, 792}

// readFrame reads crop box and rotation.
func (v *visit) readFrame() {
	frame := page.Frame{Crop: letter, Rotate: v.integer(fnPageGetRotation, v.page) & 3 * 90}
	if v.ok(fnGetPageBoundingBox, v.page, v.scratch) {
		if r := v.float32s(4); sensible(r[0], r[3], r[2], r[1]) {
			frame.Crop = [4]float64{r[0], r[3], r[2], r[1]}
		}
	}
	c := frame.Crop
	v.shown.Frame, v.shown.Width, v.shown.Height = frame, c[2]-c[0], c[3]-c[1]
	if frame.Rotate == 90 || frame.Rotate == 270 {
		v.shown.Width, v.shown.Height = v.shown.Height, v.shown.Width
	}
}

// farthest is how far from the origin anything may be, in points: 14,400 is the limit of ISO 32000-1, annex C.
const farthest = 1e6

// sensible reports whether a rectangle is one and near.
func sensible(left, bottom, right, top float64) bool {
	return finite(left, bottom, right, top) && right-left > 0 && top-bottom > 0
}

func finite(numbers ...float64) bool {
	for _, n := range numbers {
		if !(n > -farthest && n < farthest) { // also false for NaN
			return false
		}
	}
	return true
}
