// Package page holds what a PDF's page shows, before anyone asks what it means: glyphs, rules, filled areas, drawings,
// pictures, links and structure elements. The readers (pdfium, ledong) make it; words, tables, notes and blocks are made
// of it.
//
// Everything is in points from the top left of the page as it is shown: crop box and rotation are applied by the reader,
// once. The terms are those of ISO 32000-1.
package page

import "github.com/irmtrail/irmtrail/corpus"

// Info is what a PDF says of itself as a whole.
type Info struct {
	Pages     int
	Title     string // document information; "" unknown
	Language  string // of the catalog, BCP 47; "" unknown
	Producer  string
	Creator   string
	Tagged    bool // the catalog marks it as tagged
	Bookmarks []Bookmark
}

// Bookmark is an entry of the outline.
type Bookmark struct {
	Title string
	Level int // from 1
	Page  int // from 1; 0 when it points nowhere in the document
	Y     float64
}

// Page is one page.
type Page struct {
	Number        int // from 1
	Label         string
	Width, Height float64 // as shown
	Frame         Frame
	Glyphs        []Glyph // in the order of the content stream
	Fonts         []Font
	Rules         []Rule
	Fills         []Fill
	Shapes        []Shape
	Images        []Image
	Links         []Link
	Elements      []Element // the page's part of the structure tree, parents before children; nil when it is not tagged
}

// Glyph is one character as it is painted. White space is kept where the file has it; spaces that a reader makes up are
// not glyphs.
type Glyph struct {
	Text    string     // what it maps to in Unicode: one code point, seldom more (a ligature); "" when it maps to nothing
	Box     corpus.Box // from where the pen is set to where it is moved on, by the font's ascent and descent
	X, Y    float64    // origin: the pen on the baseline
	Size    float64    // of the font as shown, in points
	Angle   int        // clockwise degrees of its reading direction, 0 to 359: 0 to the right, 90 down, 270 up the page
	Font    int        // index of Page.Fonts
	Color   Color      // of its fill
	Hidden  bool       // painted with no ink (text rendering modes 3 and 7, full transparency) or clipped away
	Element int        // index of Page.Elements; -1 for none
	Code    uint32     // Unicode or private-use value as the font's map gives it, before any mending
}

// Font is a font of a page.
type Font struct {
	Name   string // base name without the subset's prefix, "Wingdings2"
	Bold   bool
	Italic bool
	Serif  bool
	Mono   bool
}

// Color is 0xRRGGBB.
type Color uint32

// The colours that most pages use.
const (
	Black Color = 0x000000
	White Color = 0xffffff
)

// Rule is a straight horizontal or vertical line: a stroke, or a filled rectangle that is at most 3 points thin.
// X0 <= X1 and Y0 <= Y1; horizontal when Y0 == Y1, which is its middle.
type Rule struct {
	X0, Y0, X1, Y1 float64
	Width          float64
	Color          Color
}

// Horizontal reports whether the rule runs across the page.
func (r Rule) Horizontal() bool { return r.Y0 == r.Y1 }

// Fill is a filled rectangle that is no rule, in order of painting.
type Fill struct {
	Box   corpus.Box
	Color Color
}

// Shape is any other path: a drawn tick, a curve, a slanted line. Paths of a few strokes that touch are one shape.
type Shape struct {
	Box      corpus.Box
	Color    Color
	Filled   bool
	Segments int
}

// Image is a picture on the page.
type Image struct {
	Box corpus.Box
}

// Link is a link annotation.
type Link struct {
	Box  corpus.Box
	URI  string  // "" for a place in the document
	Page int     // where it leads in the document, from 1; 0 for a URI
	Y    float64 // the place on that page; 0 unknown
}

// Element is a structure element with content on the page.
type Element struct {
	Type       string // standard structure type, "P", "H1", "Note", "TD", "Artifact"
	Parent     int    // index of Page.Elements; -1 for a root
	RowSpan    int    // of a cell; 0 unknown
	ColSpan    int
	ActualText string
}

// Frame maps the page as shown back to the file's own coordinates.
type Frame struct {
	Crop   [4]float64 // crop box in user space: left, bottom, right, top
	Rotate int        // 0, 90, 180 or 270, clockwise
}

// Shown turns a point of user space into one of the page as shown.
func (f Frame) Shown(x, y float64) (float64, float64) {
	switch f.Rotate {
	case 90:
		return y - f.Crop[1], x - f.Crop[0]
	case 180:
		return f.Crop[2] - x, y - f.Crop[1]
	case 270:
		return f.Crop[3] - y, f.Crop[2] - x
	}
	return x - f.Crop[0], f.Crop[3] - y
}

// User turns a point of the page as shown into one of user space.
func (f Frame) User(x, y float64) (float64, float64) {
	switch f.Rotate {
	case 90:
		return y + f.Crop[0], x + f.Crop[1]
	case 180:
		return f.Crop[2] - x, y + f.Crop[1]
	case 270:
		return f.Crop[2] - y, f.Crop[3] - x
	}
	return x + f.Crop[0], f.Crop[3] - y
}

// ShownBox turns a rectangle of user space (left, bottom, right, top) into one of the page as shown.
func (f Frame) ShownBox(left, bottom, right, top float64) corpus.Box {
	x0, y0 := f.Shown(left, bottom)
	x1, y1 := f.Shown(right, top)
	return corpus.Box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

// UserBox turns a box of the page as shown into left, bottom, right, top of user space.
func (f Frame) UserBox(b corpus.Box) [4]float64 {
	x0, y0 := f.User(b[0], b[1])
	x1, y1 := f.User(b[2], b[3])
	return [4]float64{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}
