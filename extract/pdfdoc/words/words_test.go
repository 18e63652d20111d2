package words_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/words"
)

// pen sets glyphs half an em wide on a page of 600 by 800 points; spaces are a quarter of an em.
type pen struct {
	page  page.Page
	x, y  float64
	size  float64
	angle int
	track float64 // points between glyphs
	font  string
	color page.Color
}

func newPen() *pen {
	return &pen{page: page.Page{Number: 1, Width: 600, Height: 800}, x: 72, y: 100, size: 10, font: "Times"}
}

// at moves the pen.
func (p *pen) at(x, y float64) *pen { p.x, p.y = x, y; return p }

// write sets a text, one glyph for each code point.
func (p *pen) write(text string) *pen {
	for _, r := range text {
		w := 0.5
		if r == ' ' {
			w = 0.25
		}
		p.glyph(string(r), w*p.size)
	}
	return p
}

// glyph sets one glyph of a width and moves on.
func (p *pen) glyph(text string, width float64) *pen {
	up, down := 0.8*p.size, 0.2*p.size
	g := page.Glyph{Text: text, X: p.x, Y: p.y, Size: p.size, Angle: p.angle, Font: p.fontIndex(), Color: p.color, Element: -1}
	for _, r := range text {
		g.Code = uint32(r)
	}
	dx, dy := width+p.track, 0.0
	switch p.angle {
	case 0:
		g.Box = corpus.Box{p.x, p.y - up, p.x + width, p.y + down}
	case 90:
		g.Box = corpus.Box{p.x - down, p.y, p.x + up, p.y + width}
		dx, dy = 0, dx
	case 180:
		g.Box = corpus.Box{p.x - width, p.y - down, p.x, p.y + up}
		dx = -dx
	case 270:
		g.Box = corpus.Box{p.x - up, p.y - width, p.x + down, p.y}
		dx, dy = 0, -dx
	}
	p.page.Glyphs = append(p.page.Glyphs, g)
	p.x, p.y = p.x+dx, p.y+dy
	return p
}

func (p *pen) fontIndex() int {
	for i, f := range p.page.Fonts {
		if f.Name == p.font {
			return i
		}
	}
	p.page.Fonts = append(p.page.Fonts, page.Font{Name: p.font, Bold: strings.Contains(p.font, "Bold")})
	return len(p.page.Fonts) - 1
}

// in sets the font.
func (p *pen) in(font string, size float64) *pen { p.font, p.size = font, size; return p }

// printed prints the lines of a page: raised words as ^12, lowered as _2, bold as *word*.
func printed(p *page.Page) string {
	var out []string
	for _, l := range words.Lines(words.Of(p)) {
		var sb strings.Builder
		if l.Angle != 0 {
			fmt.Fprintf(&sb, "%d° ", l.Angle)
		}
		for i, w := range l.Words {
			if i > 0 && w.Space {
				sb.WriteByte(' ')
			}
			mark := map[int8]string{1: "^", -1: "_"}[w.Raised]
			if w.Bold {
				mark += "*"
			}
			sb.WriteString(mark + w.Text)
		}
		out = append(out, sb.String())
	}
	return strings.Join(out, " / ")
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(p *pen)
		want string
	}{
		{"spaces of the file", func(p *pen) { p.write("Open data") }, "Open data"},
		{"gaps without spaces", func(p *pen) { p.write("Open").at(p.x+2.2, p.y).write("data") }, "Open data"},
		{"kerning is no gap", func(p *pen) { p.write("A").at(p.x+0.8, p.y).write("V") }, "AV"},
		{"no-break and zero-width spaces", func(p *pen) { p.write("a\u00a0b").glyph("\u200b", 0).write("c") }, "a bc"},
		{"ligatures", func(p *pen) { p.glyph("ﬁ", 5).write("nal o").glyph("ffi", 9).write("ce") }, "final office"},
		{"halves of a ligature at one place", func(p *pen) {
			p.write("e").glyph("f", 9).at(p.x-9, p.y).glyph("fi", 9).write("cient")
		}, "efficient"},
		{"hyphens of PDFium and printed soft hyphens", func(p *pen) { p.write("co\u00adop heavy\u0002") }, "co-op heavy-"},
		{"marks of symbol fonts", func(p *pen) {
			p.in("Wingdings", 10).write("ü \uf0fc l \uf0fe").in("Wingdings2", 10).write(" P").in("Other", 10).write(" \uf0b7 \uf0fc")
		}, "✓ ✓ ● ☑ ✓ • ✓"},
		{"a glyph that maps to nothing", func(p *pen) { p.glyph("", 5).write(" x \ue123") }, "\ufffd x \ufffd"},
		{"TeX's accents", func(p *pen) {
			p.write("M").glyph("´", 3.3).at(p.x-4, p.y).write("exico").glyph("ı", 3).at(p.x-3, p.y).glyph("´", 3)
		}, "México" + "í"},
		{"combining marks", func(p *pen) { p.write("e").glyph("\u0301", 0).write("t") }, "ét"},
		{"drawn twice to be bold", func(p *pen) {
			p.write("Title").at(72.3, 100).write("Title")
		}, "*Title"},
		{"a run drawn twice later", func(p *pen) {
			p.write("Open data").at(72, 200).write("other").at(72.3, 100).write("Open data")
		}, "*Open *data / other"},
		{"letters of a word that repeat", func(p *pen) { p.write("ball .....") }, "ball ....."},
		{"spaced letters, gaps alone", func(p *pen) {
			p.track = 2
			p.write("RESULTS")
			p.at(p.x+3, p.y).write("REPORT")
		}, "RESULTS REPORT"},
		{"spaced letters, spaces of the file", func(p *pen) { p.write("R E S U L T S   R E P O R T") }, "RESULTS REPORT"},
		{"column heads of one letter stay", func(p *pen) {
			for i, r := range "ABCDE" {
				p.at(72+9*float64(i), 100).write(string(r))
			}
		}, "A B C D E"},
		{"numbers in a row stay", func(p *pen) {
			for i, r := range "12345" {
				p.at(72+8*float64(i), 100).write(string(r))
			}
		}, "1 2 3 4 5"},
		{"a raised marker", func(p *pen) {
			p.write("plan.").at(p.x, 96.5).in("Times", 6).write("12").in("Times", 10).at(p.x, 100).write(" The")
		}, "plan.^12 The"},
		{"two markers in one run", func(p *pen) {
			p.write("plan").at(p.x, 96.5).in("Times", 6).write("11, 12").in("Times", 10).at(p.x, 100).write(". Next")
		}, "plan^11, ^12. Next"},
		{"raised, not smaller", func(p *pen) {
			p.write("plan").at(p.x, 96).write("3").at(p.x, 100).write(" goes on")
		}, "plan^3 goes on"},
		{"raised digits of Unicode", func(p *pen) { p.write("plan¹² m²") }, "plan^12 m^2"},
		{"lowered", func(p *pen) {
			p.write("H").at(p.x, 102).in("Times", 6).write("2").in("Times", 10).at(p.x, 100).write("O")
		}, "H_2O"},
		{"a note's label at its beginning", func(p *pen) {
			p.at(72, 96.5).in("Times", 6).write("4").in("Times", 10).at(p.x+2, 100).write("See")
		}, "^4 See"},
		{"the next line is not raised", func(p *pen) {
			p.write("first line").at(72, 110).write("second").at(72, 118).in("Times", 8).write("third")
		}, "first line / second / third"},
		{"cells of a row", func(p *pen) { p.write("Name").at(200, 100).write("Value") }, "Name / Value"},
		{"up and down the page", func(p *pen) {
			p.angle = 270
			p.at(100, 500).write("Potential impact")
			p.angle = 90
			p.at(200, 500).write("down it")
			p.angle = 180
			p.at(300, 300).write("on its head")
		}, "90° down it / 180° on its head / 270° Potential impact"},
		{"a scan askew", func(p *pen) { p.angle = 0; p.write("askew"); p.page.Glyphs[2].Angle = 1; p.page.Glyphs[3].Angle = 359 }, "askew"},
		{"white on white", func(p *pen) { p.color = page.White; p.write("1234567"); p.color = 0; p.at(72, 200).write("seen") }, "seen"},
		{"white on a dark ground", func(p *pen) {
			p.page.Fills = []page.Fill{{Box: corpus.Box{0, 0, 600, 300}, Color: 0x003366}}
			p.color = page.White
			p.write("head")
		}, "head"},
		{"hidden", func(p *pen) { p.write("seen gone"); hide(p, 5) }, "seen"},
		{"text behind a scan", func(p *pen) {
			p.page.Images = []page.Image{{Box: corpus.Box{0, 0, 600, 800}}}
			p.write("recognised")
			hide(p, 0)
		}, "recognised"},
		{"beside the page", func(p *pen) { p.write("in").at(700, 100).write("out") }, "in"},
	} {
		p := newPen()
		c.set(p)
		if got := printed(&p.page); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// hide hides the glyphs from the i-th.
func hide(p *pen, from int) {
	for i := from; i < len(p.page.Glyphs); i++ {
		p.page.Glyphs[i].Hidden = true
	}
}

// A line in small capitals has the size of its other text.
func TestLineSize(t *testing.T) {
	p := newPen()
	p.write("See Data, ").in("Times", 8).write("OFFICE OF THE GENERAL COUNSEL OF TEXAS")
	if l := words.Lines(words.Of(&p.page)); len(l) != 1 || l[0].Size != 10 {
		t.Errorf("got %d lines, the first of size %v", len(l), l[0].Size)
	}
}

// A font's name says whether it is bold, against the weight that its file states; where it says nothing, a page is not bold.
func TestBold(t *testing.T) {
	p := newPen()
	p.in("Garamond-Regular", 10).write("plain ").in("Arial", 10).write("most of the text of this page ").in("Arial-Bold", 10).write("bold ").in("XYZ", 10).write("heavy")
	for i := range p.page.Fonts {
		p.page.Fonts[i].Bold = true
	}
	if got, want := printed(&p.page), "plain most of the text of this page *bold *heavy"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLink(t *testing.T) {
	p := newPen()
	p.write("see the law")
	p.page.Links = []page.Link{{Box: corpus.Box{90, 92, 130, 102}, URI: "https://gov.example"}}
	var got []int
	for _, w := range words.Of(&p.page) {
		got = append(got, w.Link)
	}
	if fmt.Sprint(got) != "[-1 0 0]" {
		t.Errorf("got %v", got)
	}
}

// Every word's glyphs, box and text belong together, whatever the page.
func FuzzOf(f *testing.F) {
	f.Add("Open data", 10.0, 0.0, 0)
	f.Add("R E S U L T S", 8.0, 2.0, 90)
	f.Add("´a ﬁ \ufffd\u00ad", 12.0, -3.0, 45)
	f.Fuzz(func(t *testing.T, text string, size, track float64, angle int) {
		if len(text) > 500 {
			return
		}
		p := newPen()
		p.track, p.angle, p.size = track, angle%360, size
		p.write(text)
		n := 0
		for _, w := range words.Of(&p.page) {
			n += len(w.Glyphs)
			if len(w.Glyphs) == 0 || w.Text == "" || strings.ContainsAny(w.Text, " \u00ad\u200b") {
				t.Errorf("word %q of %d glyphs", w.Text, len(w.Glyphs))
			}
		}
		if n > len(p.page.Glyphs) {
			t.Errorf("%d glyphs in words of %d", n, len(p.page.Glyphs))
		}
	})
}
