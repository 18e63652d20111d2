package words

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// span is the place of a glyph, a run or a word in its own reading direction: u runs along it, v across it, downwards.
type span struct {
	u0, u1, v float64
	size      float64
}

// ink is a glyph that the page shows, or white space, in reading direction.
type ink struct {
	span
	text  string // mended; "" for white space and for what became part of a neighbour
	at    int    // index of the page's glyphs
	angle int
	white bool
	twice bool // drawn a second time at its place, which makes it bold
}

// inksOf returns the glyphs that the page shows, in its order.
func inksOf(p *page.Page) []ink {
	e := newEye(p)
	m := newMender(p)
	out := make([]ink, 0, len(p.Glyphs))
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		text, white := m.text(g)
		if text == "" && !white || !white && !e.sees(g) || white && !sound(g) {
			continue
		}
		k := ink{text: text, at: i, white: white, angle: quarter(g.Angle), span: spanOf(g)}
		if n := len(out); n > 0 && !white && (combine(&out[n-1], k) || ligate(p, &out[n-1], k)) {
			continue
		}
		out = append(out, k)
	}
	return out
}

// quarter returns the quarter turn that an angle is within three degrees of, as scans stand askew, or the angle.
func quarter(angle int) int {
	for q := 0; q <= 360; q += 90 {
		if d := angle - q; d >= -3 && d <= 3 {
			return q % 360
		}
	}
	return angle
}

// spanOf returns a glyph's place in its reading direction.
func spanOf(g *page.Glyph) span {
	switch quarter(g.Angle) {
	case 0:
		return span{g.Box[0], g.Box[2], g.Y, g.Size}
	case 90:
		return span{g.Box[1], g.Box[3], -g.X, g.Size}
	case 180:
		return span{-g.Box[2], -g.Box[0], -g.Y, g.Size}
	case 270:
		return span{-g.Box[3], -g.Box[1], g.X, g.Size}
	}
	sin, cos := math.Sincos(float64(g.Angle) * math.Pi / 180)
	u, v := g.X*cos+g.Y*sin, -g.X*sin+g.Y*cos
	return span{u, u + slantedAdvance(g, sin, cos), v, g.Size}
}

// slantedAdvance returns how far a slanted glyph moves the pen: the box of a slanted rectangle is its width and height, each
// by sine and cosine.
func slantedAdvance(g *page.Glyph, sin, cos float64) float64 {
	around := (g.Box[2] - g.Box[0]) + (g.Box[3] - g.Box[1])
	return max(0.1*g.Size, around/(math.Abs(sin)+math.Abs(cos))-1.1*g.Size)
}

// maxMarks is how long, in bytes, a letter with its marks can be.
const maxMarks = 32

// combine adds a combining mark to the letter before it.
func combine(before *ink, mark ink) bool {
	r, size := utf8.DecodeRuneInString(mark.text)
	if size != len(mark.text) || !unicode.Is(unicode.Mn, r) || before.white || len(before.text) > maxMarks {
		return false
	}
	before.text = norm.NFC.String(before.text + mark.text)
	return true
}

// ligate adds the second half of a ligature of two equal letters ("ff", "tt", "ffi") to the first: the reader gives each half
// the ligature's box, and cannot tell them from a letter that is drawn twice. What is drawn twice letter by letter, to make
// it bold, is moved a little.
func ligate(p *page.Page, before *ink, k ink) bool {
	a, b := &p.Glyphs[before.at], &p.Glyphs[k.at]
	if a.X != b.X || a.Y != b.Y || a.Box != b.Box || a.Font != b.Font || k.at != before.at+1 {
		return false
	}
	if before.text != "f" && before.text != "t" || !strings.HasPrefix(k.text, before.text) {
		return false
	}
	before.text += k.text
	return true
}

// isWhite reports whether a glyph's text is white space that parts words.
func isWhite(text string) bool {
	return text != "" && strings.TrimFunc(text, unicode.IsSpace) == ""
}
