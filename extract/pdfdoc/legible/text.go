package legible

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/words"
)

// text is what the characters of a page amount to: those of the layer that counts.
type text struct {
	layer   bool // a picture covers the page and its text is hidden over it: the hidden characters count, else the shown ones
	shown   int  // letters that are shown
	hidden  int  // letters that are not
	inside  int  // shown letters outside the margins, where running heads, page numbers and stamps stand
	signs   int  // characters of the layer, white space left out
	unknown int  // of them, those of which the file does not say what they are
	tokens  tally
}

// The layer of a scan, as package words takes it: a picture covers most of the page, and hardly any text is painted.
const (
	layerArea  = 0.5
	layerShown = 0.1
	layerLeast = 40 // letters, or it is no reading of the page
)

// margin is the part of a page's height at its top and at its foot where running heads and page numbers stand.
const margin = 0.12

func textOf(p *page.Page) text {
	t := text{}
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		n := lettersIn(g.Text)
		switch {
		case g.Hidden:
			t.hidden += n
		default:
			t.shown += n
			if g.Y > margin*p.Height && g.Y < (1-margin)*p.Height {
				t.inside += n
			}
		}
	}
	t.layer = t.hidden >= layerLeast && float64(t.shown) < layerShown*float64(t.hidden) && covered(p) > layerArea
	t.read(p)
	return t
}

// lettersIn returns how many letters a glyph shows.
func lettersIn(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// read tallies the words of the layer in the order of the page's content.
func (t *text) read(p *page.Page) {
	var word []byte
	var last *page.Glyph
	end := func() {
		if len(word) > 0 {
			t.tokens.add(string(word))
		}
		word, last = word[:0], nil
	}
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if g.Hidden != t.layer {
			continue
		}
		if g.Text != "" && strings.TrimSpace(g.Text) == "" {
			end()
			continue
		}
		t.signs++
		if unknown(g) {
			t.unknown++
		}
		if last != nil && apart(last, g) {
			end()
		}
		word, last = append(word, g.Text...), g
	}
	end()
}

// The gaps that end a word, in ems: along the line, back along it, and across it.
const (
	gapAlong  = 0.15
	gapBack   = 0.5
	gapAcross = 0.3
)

// apart reports whether a glyph begins another word than the one before.
func apart(a, b *page.Glyph) bool {
	if a.Angle != b.Angle {
		return true
	}
	em := max(a.Size, b.Size, 1)
	gap, off := along(a.Box, b.Box, a.Angle), math.Abs(b.Y-a.Y)
	if a.Angle == 90 || a.Angle == 270 {
		off = math.Abs(b.X - a.X)
	}
	return gap > gapAlong*em || gap < -gapBack*em || off > gapAcross*em
}

// along returns the gap between two boxes in a reading direction.
func along(a, b corpus.Box, angle int) float64 {
	switch angle {
	case 90:
		return b[1] - a[3]
	case 180:
		return a[0] - b[2]
	case 270:
		return a[1] - b[3]
	}
	return b[0] - a[2]
}

// unknown reports whether the file does not say what a character is.
func unknown(g *page.Glyph) bool {
	return g.Text == "" || strings.ContainsFunc(g.Text, func(r rune) bool {
		return r == utf8.RuneError || unicode.Is(unicode.Co, r) || unicode.IsControl(r) && !unicode.IsSpace(r)
	})
}

// The characters without a meaning that make a page's text useless: so many, and such a share.
const (
	unknownLeast = 20
	unknownShare = 0.3
)

// unmapped reports whether much of the text is characters without a meaning. Symbol fonts have codes for private use that are
// known all the same, which the words tell.
func (t *text) unmapped(p *page.Page) bool {
	if t.unknown < unknownLeast || float64(t.unknown) < unknownShare*float64(t.signs) {
		return false
	}
	unknown, all := 0, 0
	for _, w := range words.Of(p) {
		all += utf8.RuneCountInString(w.Text)
		unknown += strings.Count(w.Text, words.Unmapped)
	}
	return unknown >= unknownLeast && float64(unknown) >= unknownShare*float64(all)
}
