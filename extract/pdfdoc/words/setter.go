package words

import (
	"math"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// setter makes words of a page's inks.
type setter struct {
	page   *page.Page
	glyphs []page.Glyph // of words whose glyphs do not follow each other on the page
	bold   []bool       // by font
	placed []placed
	row    int // of the chains that are added

	text    []byte // of the word that is set
	scratch []float64
}

// add makes words of a chain.
func (s *setter) add(chain []ink) {
	for _, w := range splitsOf(chain, &s.scratch) {
		body, raised := partRaised(w.inks)
		if len(body) > 0 {
			s.set(body, 0, w.gap)
		}
		if len(raised) > 0 {
			s.set(raised, 1, false)
		}
	}
}

// superscripts are the digits that Unicode has raised; numbers of notes are written with them.
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

var plainDigits = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// partRaised parts the raised digits at a word's end from it.
func partRaised(inks []ink) (body, raised []ink) {
	n := len(inks)
	for n > 0 && inks[n-1].text != "" && strings.Contains(superscripts, inks[n-1].text) {
		n--
	}
	return inks[:n], inks[n:]
}

// set makes a word; gap says whether white stands before it.
func (s *setter) set(inks []ink, raised int8, gap bool) {
	p := placed{host: -1, row: s.row, span: span{u0: math.Inf(1), u1: math.Inf(-1)}}
	p.word = page.Word{Raised: raised, Space: gap, Angle: inks[0].angle, Link: -1}
	s.text = s.text[:0]
	bold, italic := 0, 0
	usual := &inks[mostSize(inks)]
	for i := range inks {
		k := &inks[i]
		g := &s.page.Glyphs[k.at]
		p.word.Box = union(p.word.Box, g.Box, i == 0)
		p.u0, p.u1 = min(p.u0, k.u0), max(p.u1, k.u1)
		s.text = append(s.text, k.text...)
		font := s.font(g)
		if k.twice || g.Font >= 0 && g.Font < len(s.bold) && s.bold[g.Font] {
			bold++
		}
		if font.Italic {
			italic++
		}
	}
	p.word.Glyphs = s.glyphsOf(inks)
	p.word.Text = string(s.text)
	if raised != 0 {
		p.word.Text = plainDigits.Replace(p.word.Text)
	}
	p.word.Bold, p.word.Italic = bold*2 > len(inks), italic*2 > len(inks)
	p.v, p.size = usual.v, usual.size
	if first := inks[0].size; first > usual.size && first < smallCapitals*usual.size && isCapitals(p.word.Text) {
		p.size = first // small capitals
	}
	p.word.Size, p.word.Base = p.size, baseOf(usual)
	p.word.Link = s.link(p.word.Box)
	s.placed = append(s.placed, p)
}

// glyphsOf returns the glyphs of inks: a part of the page's where they follow each other there, which most do.
func (s *setter) glyphsOf(inks []ink) []page.Glyph {
	first, last := inks[0].at, inks[len(inks)-1].at
	follow := last-first == len(inks)-1
	for i := range inks {
		follow = follow && inks[i].at == first+i
	}
	if follow {
		return s.page.Glyphs[first : last+1 : last+1]
	}
	from := len(s.glyphs)
	for i := range inks {
		s.glyphs = append(s.glyphs, s.page.Glyphs[inks[i].at])
	}
	return s.glyphs[from:len(s.glyphs):len(s.glyphs)]
}

func (s *setter) font(g *page.Glyph) page.Font {
	if g.Font < 0 || g.Font >= len(s.page.Fonts) {
		return page.Font{}
	}
	return s.page.Fonts[g.Font]
}

// link returns the index of the link that covers the middle of a box, -1 for none.
func (s *setter) link(b corpus.Box) int {
	x, y := (b[0]+b[2])/2, (b[1]+b[3])/2
	for i := range s.page.Links {
		if inside(s.page.Links[i].Box, x, y) {
			return i
		}
	}
	return -1
}

// mostSize returns the index of an ink of the size that most have.
func mostSize(inks []ink) int {
	best, votes := 0, 0
	for i := range inks {
		switch {
		case votes == 0:
			best, votes = i, 1
		case math.Abs(inks[i].size-inks[best].size) < 0.01:
			votes++
		default:
			votes--
		}
	}
	return best
}

// baseOf returns the coordinate of the page that the baseline of an ink is at.
func baseOf(k *ink) float64 {
	if k.angle == 90 || k.angle == 180 {
		return -k.v
	}
	return k.v
}

func union(a, b corpus.Box, first bool) corpus.Box {
	if first {
		return b
	}
	return corpus.Box{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}
