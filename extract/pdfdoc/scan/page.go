// Package scan makes a page of the words that were recognised in its picture, so that what makes blocks of a page's own characters
// makes them of these, too: lines, tables, lists and headings.
//
// Recognition gives the box of a word's ink. A glyph needs more: a baseline, a size, a place for each letter. They are estimated so that
// a line has one of each: what a box has of jitter must not look like raised letters or like headings.
package scan

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Of returns the page with the recognised words in the place of its own characters, upright: its size is that of the recognised page.
func Of(p *page.Page, r page.Recognised) *page.Page {
	out := &page.Page{
		Number: p.Number, Label: p.Label, Width: r.Width, Height: r.Height,
		Frame: page.Frame{Crop: [4]float64{0, 0, r.Width, r.Height}},
		Fonts: []page.Font{{Name: "recognised"}}, Rules: r.Rules,
	}
	lines := linesOf(r.Words)
	body := bodySize(lines)
	for _, l := range lines {
		out.Glyphs = append(out.Glyphs, l.glyphs(body)...)
	}
	return out
}

// line is the words of a line, with what they tell together.
type line struct {
	words []page.RecognisedWord
	size  float64 // points
	base  float64 // y of the baseline
}

// linesOf gathers words into lines, in the order in which they come.
func linesOf(words []page.RecognisedWord) (lines []line) {
	for i, w := range words {
		if i == 0 || w.Line != words[i-1].Line {
			lines = append(lines, line{})
		}
		l := &lines[len(lines)-1]
		l.words = append(l.words, w)
	}
	for i := range lines {
		lines[i].measure()
	}
	return lines
}

// What letters have of the size of their font above and below the baseline, as most fonts have it.
const (
	capHeight = 0.71 // capitals, digits, b, d, f
	xHeight   = 0.52 // a, c, e
	accented  = 0.92 // capitals with an accent
	descent   = 0.21 // g, j, p
	comma     = 0.12
)

// reach returns how far the letters of a word reach above and below the baseline, in sizes of its font.
func reach(text string) (above, below float64) {
	for _, r := range text {
		switch {
		case strings.ContainsRune("ÁÉÍÓÚÑÀÈÂÊÎÔÛÇÄÖÜÃÕ", r):
			above = max(above, accented)
		case unicode.IsUpper(r), unicode.IsDigit(r), strings.ContainsRune("bdfhkltijáéíóúñàèâêîôûäöüãõ!?()[]{}/\"'“”‘’|%&", r):
			above = max(above, capHeight)
		case unicode.IsLetter(r):
			above = max(above, xHeight)
		}
		switch {
		case strings.ContainsRune("gjpqyQç()[]{}|/", r):
			below = max(below, descent)
		case strings.ContainsRune(",;", r):
			below = max(below, comma)
		}
	}
	return above, below
}

// measure sets size and baseline to the middle of what the words say.
func (l *line) measure() {
	var sizes, bases []float64
	for _, w := range l.words {
		above, below := reach(w.Text)
		if above == 0 {
			continue
		}
		size := (w.Box[3] - w.Box[1]) / (above + below)
		sizes = append(sizes, size)
		bases = append(bases, w.Box[3]-below*size)
	}
	if len(sizes) == 0 { // signs alone
		l.size, l.base = l.words[0].LineBox[3]-l.words[0].LineBox[1], l.words[0].LineBox[3]
		return
	}
	l.size, l.base = median(sizes), median(bases)
}

func median(xs []float64) float64 {
	xs = slices.Sorted(slices.Values(xs))
	return xs[len(xs)/2]
}

// bodySize returns the size of most of the text.
func bodySize(lines []line) float64 {
	type sized struct{ size, letters float64 }
	var all []sized
	total := 0.0
	for _, l := range lines {
		n := 0.0
		for _, w := range l.words {
			n += float64(len(w.Text))
		}
		all = append(all, sized{l.size, n})
		total += n
	}
	slices.SortFunc(all, func(a, b sized) int { return cmp.Compare(a.size, b.size) })
	seen := 0.0
	for _, s := range all {
		if seen += s.letters; 2*seen >= total {
			return s.size
		}
	}
	return 0
}

// near is how far a line's size may be from the body's and still be the same: what one line says of its size is no better.
const near = 0.14

// fontSize returns the size of a line's font, in half points.
func (l *line) fontSize(body float64) float64 {
	size := l.size
	if math.Abs(size-body) <= near*body {
		size = body
	}
	return max(1, math.Round(2*size)/2)
}

// wordGap is the gap, in sizes of the font, up to which two words of a line are parted by a space. What is wider parts columns.
const wordGap = 1.2

// glyphs returns the letters of a line, each with its share of its word's width, and a space between words that stand close.
func (l *line) glyphs(body float64) (out []page.Glyph) {
	size := l.fontSize(body)
	for i, w := range l.words {
		if i > 0 {
			if left := l.words[i-1].Box[2]; w.Box[0] > left && w.Box[0]-left < wordGap*size {
				out = append(out, l.glyph(" ", left, w.Box[0], size))
			}
		}
		total := 0.0
		for _, r := range w.Text {
			total += share(r)
		}
		x := w.Box[0]
		for _, r := range w.Text {
			next := x + (w.Box[2]-w.Box[0])*share(r)/total
			out = append(out, l.glyph(string(r), x, next, size))
			x = next
		}
	}
	return out
}

func (l *line) glyph(text string, x0, x1, size float64) page.Glyph {
	code := uint32(' ')
	for _, r := range text {
		code = uint32(r)
	}
	return page.Glyph{
		Text: text, Box: corpus.Box{x0, l.base - 0.9*size, x1, l.base + 0.2*size}, X: x0, Y: l.base,
		Size: size, Color: page.Black, Element: -1, Code: code,
	}
}

// share is a letter's part of a word's width, beside a usual one.
func share(r rune) float64 {
	switch {
	case strings.ContainsRune("iIljtfr.,;:'’!|()[]1-", r):
		return 0.55
	case strings.ContainsRune("mwMW@%", r):
		return 1.5
	case unicode.IsUpper(r):
		return 1.2
	}
	return 1
}
