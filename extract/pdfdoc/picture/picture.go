// Package picture draws over the picture of a page what was recognised on it: blocks by kind, tables with their cells and
// marks, notes and their markers, or what the page consists of. It is for people who compare a page with its reading.
package picture

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
)

// Sign is a box to draw over a page.
type Sign struct {
	Kind  Kind
	Box   corpus.Box // in points from the top left of the page as shown
	Label string     // stands at the box's upper left corner; "" for none
}

// Kind says what a sign stands for, in the words of the legend.
type Kind string

// The kinds besides those of corpus.BlockKind.
const (
	CellSign   Kind = "cell"
	MarkSign   Kind = "mark"
	MarkerSign Kind = "marker"
	RecordSign Kind = "record"
	ColumnSign Kind = "column"
	AsideSign  Kind = "side box"
	LineSign   Kind = "line"
	WordSign   Kind = "word"
	RaisedSign Kind = "raised"
	GlyphSign  Kind = "glyph"
	HiddenSign Kind = "hidden"
	RuleSign   Kind = "rule"
	FillSign   Kind = "fill"
	ShapeSign  Kind = "shape"
	ImageSign  Kind = "image"
	LinkSign   Kind = "link"
)

// style is how a kind is drawn: the colour of its line, whether its ground is tinted, and whether its labels are left out
// where they are wider than their boxes, as those of small cells would hide their neighbours.
type style struct {
	kind   Kind
	color  color.RGBA
	tinted bool
	fits   bool
}

// styles returns the kinds in the order of the legend, which is also the order of drawing.
func styles() []style {
	return []style{
		{Kind(corpus.Furniture), color.RGBA{0x9e, 0x9e, 0x9e, 0xff}, true, false},
		{Kind(corpus.Paragraph), color.RGBA{0x15, 0x65, 0xc0, 0xff}, false, false},
		{Kind(corpus.Heading), color.RGBA{0xc2, 0x18, 0x5b, 0xff}, true, false},
		{Kind(corpus.ListItem), color.RGBA{0x00, 0x83, 0x8f, 0xff}, false, false},
		{Kind(corpus.Caption), color.RGBA{0x6a, 0x1b, 0x9a, 0xff}, false, false},
		{Kind(corpus.Note), color.RGBA{0xe6, 0x51, 0x00, 0xff}, true, false},
		{Kind(corpus.Table), color.RGBA{0x1b, 0x5e, 0x20, 0xff}, false, false},
		{ImageSign, color.RGBA{0x9e, 0x9e, 0x9e, 0xff}, false, false},
		{FillSign, color.RGBA{0xff, 0xa0, 0x00, 0xff}, false, false},
		{ShapeSign, color.RGBA{0x8d, 0x6e, 0x63, 0xff}, false, false},
		{RuleSign, color.RGBA{0xd5, 0x00, 0x00, 0xff}, false, false},
		{ColumnSign, color.RGBA{0x15, 0x65, 0xc0, 0xff}, false, false},
		{AsideSign, color.RGBA{0x6a, 0x1b, 0x9a, 0xff}, true, false},
		{LineSign, color.RGBA{0x00, 0x83, 0x8f, 0xff}, false, false},
		{WordSign, color.RGBA{0x15, 0x65, 0xc0, 0xff}, false, false},
		{GlyphSign, color.RGBA{0x15, 0x65, 0xc0, 0xff}, false, false},
		{HiddenSign, color.RGBA{0x9e, 0x9e, 0x9e, 0xff}, true, false},
		{RaisedSign, color.RGBA{0xd5, 0x00, 0x00, 0xff}, true, false},
		{CellSign, color.RGBA{0x43, 0xa0, 0x47, 0xff}, false, true},
		{MarkSign, color.RGBA{0xff, 0xa0, 0x00, 0xff}, true, true},
		{LinkSign, color.RGBA{0x30, 0x3f, 0x9f, 0xff}, false, false},
		{MarkerSign, color.RGBA{0xd5, 0x00, 0x00, 0xff}, true, false},
		{RecordSign, color.RGBA{0xaa, 0x00, 0xff, 0xff}, true, false},
	}
}

// Draw returns the page with signs over it and a legend of the kinds, each with its number, below it. Scale is how many
// pixels of the page's picture make a point.
func Draw(ground image.Image, scale float64, signs []Sign) *image.RGBA {
	byKind := map[Kind][]Sign{}
	for _, s := range signs {
		byKind[s.Kind] = append(byKind[s.Kind], s)
	}
	var used []style
	for _, s := range styles() {
		if len(byKind[s.kind]) > 0 {
			used = append(used, s)
		}
	}
	size := ground.Bounds().Size()
	legend := legendOf(used, byKind, size.X)
	out := image.NewRGBA(image.Rect(0, 0, size.X, size.Y+legend.height()))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, image.Rectangle{Max: size}, ground, ground.Bounds().Min, draw.Over)
	for _, s := range used {
		for _, sign := range byKind[s.kind] {
			s.draw(out, pixels(sign.Box, scale).Intersect(image.Rectangle{Max: size}))
		}
	}
	var tags []image.Rectangle
	for _, s := range used { // labels stand over all lines
		for _, sign := range byKind[s.kind] {
			tags = s.tag(out, pixels(sign.Box, scale), sign.Label, size.X, tags)
		}
	}
	legend.draw(out, size.Y)
	return out
}

// pixels returns the pixels that a box covers, at least one.
func pixels(b corpus.Box, scale float64) image.Rectangle {
	r := image.Rect(int(math.Floor(b[0]*scale)), int(math.Floor(b[1]*scale)), int(math.Ceil(b[2]*scale)), int(math.Ceil(b[3]*scale)))
	r.Max.X, r.Max.Y = max(r.Max.X, r.Min.X+1), max(r.Max.Y, r.Min.Y+1)
	return r
}

// draw tints a rectangle, if the style does, and draws its outline.
func (s style) draw(to draw.Image, r image.Rectangle) {
	if s.tinted {
		draw.DrawMask(to, r, image.NewUniform(s.color), image.Point{}, image.NewUniform(color.Alpha{0x28}), image.Point{}, draw.Over)
	}
	ink := image.NewUniform(s.color)
	for _, side := range []image.Rectangle{
		{r.Min, image.Pt(r.Max.X, r.Min.Y+1)},
		{image.Pt(r.Min.X, r.Max.Y-1), r.Max},
		{r.Min, image.Pt(r.Min.X+1, r.Max.Y)},
		{image.Pt(r.Max.X-1, r.Min.Y), r.Max},
	} {
		draw.Draw(to, side.Intersect(r), ink, image.Point{}, draw.Src)
	}
}

// tag writes a label in white on the style's colour: above the box or, where there is no room, inside, above the labels
// that stand there already. It returns the labels' places with its own.
func (s style) tag(to draw.Image, r image.Rectangle, label string, width int, tags []image.Rectangle) []image.Rectangle {
	w := len([]rune(label))*letterWidth + 2
	if label == "" || s.fits && w > r.Dx() {
		return tags
	}
	x, y := max(0, min(r.Min.X, width-w)), r.Min.Y-tagHeight
	if y < 0 {
		y = r.Min.Y
	}
	place := image.Rect(x, y, x+w, y+tagHeight)
	for place.Min.Y >= tagHeight && slices.ContainsFunc(tags, place.Overlaps) {
		place = place.Sub(image.Pt(0, tagHeight))
	}
	draw.Draw(to, place, image.NewUniform(s.color), image.Point{}, draw.Src)
	write(to, place.Min.Add(image.Pt(1, -2)), label, color.White)
	return append(tags, place)
}

const tagHeight = letterHeight - 3

// legend is a row or more of kinds below the page.
type legend struct {
	entries []entry
	rows    int
}

// entry is a kind at its place in the legend.
type entry struct {
	style style
	text  string
	x     int
	row   int
}

// legendOf sets the entries into rows of the page's width.
func legendOf(used []style, byKind map[Kind][]Sign, width int) legend {
	var l legend
	x := letterWidth
	for _, s := range used {
		e := entry{style: s, text: fmt.Sprintf("%s %d", s.kind, len(byKind[s.kind]))}
		w := (len(e.text) + 4) * letterWidth
		if l.rows == 0 || x+w > width && x > letterWidth {
			x = letterWidth
			l.rows++
		}
		e.x, e.row = x, l.rows-1
		l.entries = append(l.entries, e)
		x += w
	}
	return l
}

const legendRow = letterHeight + 6

func (l legend) height() int { return l.rows * legendRow }

func (l legend) draw(to draw.Image, top int) {
	for _, e := range l.entries {
		y := top + e.row*legendRow + 3
		e.style.draw(to, image.Rect(e.x, y+2, e.x+2*letterWidth-4, y+letterHeight-2))
		write(to, image.Pt(e.x+2*letterWidth, y), e.text, color.Black)
	}
}
