// Package legible tells the pages of a PDF whose characters can be used from those whose text has to be recognised in a
// picture of the page: scans, text that was turned into drawings, characters that the file does not map, and text layers that
// are garbage.
//
// It looks at one page at a time and does not mend anything. A doubtful page is taken for legible, as its own characters are
// better than recognised ones wherever they are right. Text in other scripts than the Latin one is never taken for garbage.
package legible

import (
	"image"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Fault is why the characters of a page cannot be used.
type Fault string

// The faults.
const (
	None     Fault = ""         // they can, or the page is blank
	Picture  Fault = "picture"  // the page is a picture, with hardly a letter beside it
	Drawing  Fault = "drawing"  // its letters are drawings
	Unmapped Fault = "unmapped" // the file does not say what its characters are
	Garbage  Fault = "garbage"  // they make no words
)

// Of returns the fault of a page. Bare draws the page without its characters, with so many dots per inch; it is asked only
// where a picture covers much of a page that has few letters, and may be nil.
func Of(p *page.Page, bare func(dpi float64) (*image.RGBA, error)) Fault {
	t := textOf(p)
	switch {
	case t.unmapped(p):
		return Unmapped
	case t.garbage():
		return Garbage
	case isPicture(p, t, bare):
		return Picture
	case isDrawing(p, t):
		return Drawing
	}
	return None
}

// Doubtful returns what a page may hold letters in when the whole document has none: anything that is not blank.
func Doubtful(p *page.Page) Fault {
	t := textOf(p)
	switch {
	case len(p.Images) > 0:
		return Picture
	case len(p.Shapes) > 0:
		return Drawing
	case t.unknown > 0:
		return Unmapped
	}
	return None
}
