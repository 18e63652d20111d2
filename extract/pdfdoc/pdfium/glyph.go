package pdfium

import (
	"math"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

const (
	hyphen = 0x0002 // what PDFium makes of a hyphen at the end of a line

	usualAscent  = 0.8 // of the size, where a font has no sensible measures
	usualDescent = -0.2
)

// letters are those of ASCII: their texts are parts of it, which takes no memory for each.
const letters = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f" +
	" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\x7f"

// textObject is what the glyphs of one text object have in common.
type textObject struct {
	font   int
	size   float64
	angle  int
	color  page.Color
	hidden bool

	known   bool // what stands above is
	off     bool // it is of a layer that is switched off
	element int
	clip    corpus.Box
	z       int // order of painting
}

// readGlyphs appends the characters that the file has; PDFium makes up spaces and line ends beside them.
func (v *visit) readGlyphs() {
	n := v.integer(fnTextCountChars, v.text)
	v.shown.Glyphs = make([]page.Glyph, 0, max(n, 0))
	for i := range uint64(max(n, 0)) {
		if v.err != nil {
			return
		}
		if v.integer(fnTextIsGenerated, v.text, i) == 1 {
			continue
		}
		if g, ok := v.glyph(i); ok && !v.merge(&g) {
			v.shown.Glyphs = append(v.shown.Glyphs, g)
		}
	}
}

// glyph returns the i-th character, unless it is nowhere.
func (v *visit) glyph(i uint64) (page.Glyph, bool) {
	code := uint32(v.call(fnTextGetUnicode, v.text, i))
	o := v.textObject(i)
	g := page.Glyph{Text: textOf(code), Size: o.size, Angle: o.angle, Font: o.font, Color: o.color, Hidden: o.hidden, Element: o.element, Code: code}
	if !v.ok(fnTextGetCharOrigin, v.text, i, v.at(0), v.at(1)) {
		return g, false
	}
	x, y := v.slot64(0), v.slot64(1)
	v.ok(fnTextGetLooseCharBox, v.text, i, v.scratch)
	b := v.float32s(4)
	if !finite(x, y, b[0], b[1], b[2], b[3], o.size) {
		return g, false
	}
	g.X, g.Y = v.shown.Frame.Shown(x, y)
	g.Box = v.shown.Frame.ShownBox(b[0], b[3], b[2], b[1])
	if g.Box[0] == g.Box[2] || g.Box[1] == g.Box[3] {
		g.Box = corpus.Box{g.X, g.Y - usualAscent*g.Size, g.X, g.Y - usualDescent*g.Size}
	}
	g.Hidden = g.Hidden || o.off || v.unseen(&g, o)
	return g, true
}

// merge adds a character to the last glyph if both are of one: PDFium takes ligatures apart, and gives a code point beyond
// the basic plane as two surrogates, at the same place.
func (v *visit) merge(g *page.Glyph) bool {
	n := len(v.shown.Glyphs)
	if n == 0 || g.Box[0] == g.Box[2] {
		return false
	}
	last := &v.shown.Glyphs[n-1]
	if last.X != g.X || last.Y != g.Y || last.Box != g.Box || last.Font != g.Font {
		return false
	}
	if r := utf16.DecodeRune(rune(last.Code), rune(g.Code)); r != utf8.RuneError {
		last.Text, last.Code = string(r), uint32(r)
		return true
	}
	if g.Text == last.Text {
		return false
	}
	last.Text += g.Text
	return true
}

func textOf(code uint32) string {
	switch {
	case code == hyphen:
		return "-"
	case code < ' ' && code != '\t' && code != '\n' && code != '\r', utf16.IsSurrogate(rune(code)), code > unicode.MaxRune:
		return ""
	}
	if code < uint32(len(letters)) {
		return letters[code : code+1]
	}
	return string(rune(code))
}

// textObject returns the text object of the i-th character.
func (v *visit) textObject(i uint64) *textObject {
	at := v.pointer(fnTextGetTextObject, v.text, i)
	o := v.items[at]
	if o == nil {
		o = &textObject{element: -1, clip: v.sheet()}
		v.items[at] = o
	}
	if o.known {
		return o
	}
	o.known = true
	o.font = v.font(v.pointer(fnTextObjGetFont, at))
	o.color, o.hidden = v.fillColor(at)
	switch v.integer(fnTextObjGetTextRenderMode, at) {
	case 3, 7:
		o.hidden = true
	}
	size := math.Float64frombits(v.call(fnTextGetFontSize, v.text, i))
	if !v.ok(fnTextGetMatrix, v.text, i, v.scratch) {
		o.size = math.Abs(size)
		return o
	}
	m := v.float32s(6)
	o.size = math.Abs(size) * math.Hypot(m[2], m[3])
	o.angle = clockwise(m[0]*size, m[1]*size, v.shown.Frame.Rotate) // a size below zero turns the text round
	return o
}

// clockwise returns the direction of a vector of user space on the page as shown.
func clockwise(dx, dy float64, rotate int) int {
	if !finite(dx, dy) {
		return 0
	}
	degrees := int(math.Round(-math.Atan2(dy, dx) * 180 / math.Pi))
	return ((degrees+rotate)%360 + 360) % 360
}

// maxCovers is how many filled rectangles are asked whether they lie over a glyph.
const maxCovers = 500

// unseen reports whether a glyph's middle is clipped away or lies under a rectangle that was painted later.
func (v *visit) unseen(g *page.Glyph, o *textObject) bool {
	x, y := (g.Box[0]+g.Box[2])/2, (g.Box[1]+g.Box[3])/2
	if !holds(o.clip, x, y) {
		return true
	}
	for i := len(v.covers) - 1; i >= max(0, len(v.covers)-maxCovers) && v.covers[i].z > o.z; i-- {
		if holds(v.covers[i].box, x, y) {
			return true
		}
	}
	return false
}

func holds(b corpus.Box, x, y float64) bool {
	return x >= b[0] && x <= b[2] && y >= b[1] && y <= b[3]
}
