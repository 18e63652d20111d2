package pdfium

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

// TestGlyphPlace: the first glyph of each page is an H of Helvetica, 12 points high and 8.66 wide.
func TestGlyphPlace(t *testing.T) {
	tests := []struct {
		name, content, page string
		width               float64
		want                page.Glyph
	}{
		{"plain", "BT /F1 12 Tf 100 700 Td (Hi) Tj ET", "", 612, page.Glyph{X: 100, Y: 92, Box: corpus.Box{100, 80.7, 108.7, 94.7}}},
		{"size in the matrix", "BT /F1 1 Tf 12 0 0 12 100 700 Tm (Hi) Tj ET", "", 612, page.Glyph{X: 100, Y: 92, Box: corpus.Box{100, 80.7, 108.7, 94.7}}},
		{"condensed", "BT /F1 12 Tf 50 Tz 100 700 Td (Hi) Tj ET", "", 612, page.Glyph{X: 100, Y: 92, Box: corpus.Box{100, 80.7, 104.3, 94.7}}},
		{"size below zero", "BT /F1 -12 Tf -1 0 0 -1 100 700 Tm (Hi) Tj ET", "", 612, page.Glyph{X: 100, Y: 92, Box: corpus.Box{100, 80.7, 108.7, 94.7}}},
		{"upward", "BT /F1 12 Tf 0 1 -1 0 100 700 Tm (Hi) Tj ET", "", 612, page.Glyph{X: 100, Y: 92, Angle: 270, Box: corpus.Box{88.7, 83.3, 102.7, 92}}},
		{"downward", "BT /F1 12 Tf 0 -1 1 0 100 700 Tm (Hi) Tj ET", "", 612, page.Glyph{X: 100, Y: 92, Angle: 90, Box: corpus.Box{97.3, 92, 111.3, 100.7}}},
		{
			"quarter turn, cropped", "BT /F1 12 Tf 100 700 Td (Hi) Tj ET", "/Rotate 90 /CropBox [50 60 600 780]", 720,
			page.Glyph{X: 640, Y: 50, Angle: 90, Box: corpus.Box{637.3, 50, 651.3, 58.7}},
		},
		{
			"half turn, cropped", "BT /F1 12 Tf 100 700 Td (Hi) Tj ET", "/Rotate 180 /CropBox [50 60 600 780]", 550,
			page.Glyph{X: 500, Y: 640, Angle: 180, Box: corpus.Box{491.3, 637.3, 500, 651.3}},
		},
		{
			"turned and set upright again", "BT /F1 12 Tf 0 1 -1 0 100 700 Tm (Hi) Tj ET", "/Rotate 90 /CropBox [50 60 600 780]", 720,
			page.Glyph{X: 640, Y: 50, Box: corpus.Box{640, 38.7, 648.7, 52.7}},
		},
		{
			"three quarters", "BT /F1 12 Tf 100 700 Td (Hi) Tj ET", "/Rotate 270 /CropBox [50 60 600 780]", 720,
			page.Glyph{X: 80, Y: 500, Angle: 270, Box: corpus.Box{68.7, 491.3, 82.7, 500}},
		},
		{"negative turn", "BT /F1 12 Tf 100 700 Td (Hi) Tj ET", "/Rotate -90", 792, page.Glyph{X: 92, Y: 512, Angle: 270, Box: corpus.Box{80.7, 503.3, 94.7, 512}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := pageOf(t, tt.content, tt.page)
			if p.Width != tt.width || len(p.Glyphs) != 2 {
				t.Fatalf("a page %v wide with %d glyphs", p.Width, len(p.Glyphs))
			}
			g := p.Glyphs[0]
			if !about(g.X, tt.want.X) || !about(g.Y, tt.want.Y) || !about(g.Size, 12) || g.Angle != tt.want.Angle || !aboutBox(g.Box, tt.want.Box) {
				t.Errorf("got %+v, want %+v", g, tt.want)
			}
		})
	}
}

func TestGlyphText(t *testing.T) {
	p := &pdftest.PDF{}
	p.Standard("F1", "Helvetica")
	p.ToUnicode("F2", "ABCDEF+Wingdings-Regular", map[string]string{
		"01": "00660069", "02": "F0FC", "03": "FB02", "04": "200B", "05": "D835DC00", "06": "0041",
	})
	p.Page("BT /F2 12 Tf 100 700 Td <010203040506> Tj ET BT /F1 12 Tf 100 600 Td (two  words) Tj 200 0 Td (apart) Tj 0 -14 Td (below) Tj ET")
	got := firstPage(t, p)
	if s := textOfGlyphs(got.Glyphs); s != "fi\uf0fcfl\u200b\U0001d400Atwo wordsapartbelow" {
		t.Errorf("%q: made-up spaces are no glyphs, a space of the file is one", s)
	}
	if g := got.Glyphs[:6]; g[0].Text != "fi" || g[1].Code != 0xf0fc || g[2].Text != "fl" || g[4].Code != 0x1d400 || g[5].Text != "A" {
		t.Errorf("one glyph for each code: %+v", g)
	}
	if name := got.Fonts[got.Glyphs[1].Font].Name; name != "Wingdings-Regular" {
		t.Errorf("font %q", name)
	}
}

// TestHyphen: PDFium turns a hyphen at a line's end into U+0002; it may be a real one ("heavy-duty").
func TestHyphen(t *testing.T) {
	p := pageOf(t, "BT /F1 12 Tf 100 700 Td (heavy-) Tj 0 -14 Td (duty well-known) Tj ET")
	if s := textOfGlyphs(p.Glyphs); s != "heavy-duty well-known" {
		t.Fatalf("%q", s)
	}
	if p.Glyphs[5].Code != 2 || p.Glyphs[15].Code != '-' {
		t.Errorf("codes %x and %x", p.Glyphs[5].Code, p.Glyphs[15].Code)
	}
}

// TestHidden: each page shows an a, and a b that is or is not seen.
func TestHidden(t *testing.T) {
	const a = "BT /F1 12 Tf 100 700 Td (a) Tj ET "
	tests := []struct {
		name, content string
		hidden        bool
		color         page.Color
	}{
		{"shown", "BT /F1 12 Tf 100 500 Td (b) Tj ET", false, page.Black},
		{"white", "1 g BT /F1 12 Tf 100 500 Td (b) Tj ET", false, page.White},
		{"red", "1 0 0 rg BT /F1 12 Tf 100 500 Td (b) Tj ET", false, 0xff0000},
		{"mode 3", "BT 3 Tr /F1 12 Tf 100 500 Td (b) Tj ET", true, page.Black},
		{"mode 7", "BT 7 Tr /F1 12 Tf 100 500 Td (b) Tj ET", true, page.Black},
		{"transparent", "/Clear gs BT /F1 12 Tf 100 500 Td (b) Tj ET", true, page.White},
		{"clipped away", "0 0 50 50 re W n BT /F1 12 Tf 100 500 Td (b) Tj ET", true, page.Black},
		{"clipped around", "90 490 50 50 re W n BT /F1 12 Tf 100 500 Td (b) Tj ET", false, page.Black},
		{"beside the page", "BT /F1 12 Tf -100 500 Td (b) Tj ET", true, page.Black},
		{"covered", "BT /F1 12 Tf 100 500 Td (b) Tj ET 0 g 90 490 50 50 re f", true, page.Black},
		{"on a ground", "0.9 g 90 490 50 50 re f 0 g BT /F1 12 Tf 100 500 Td (b) Tj ET", false, page.Black},
		{"under a rectangle that a path of another form cuts", "BT /F1 12 Tf 100 500 Td (b) Tj ET 0 0 m 10 0 l 0 792 l h W n 0 g 0 400 612 200 re f", false, page.Black},
		{"half transparent", "/Half gs BT /F1 12 Tf 100 500 Td (b) Tj ET", false, 0x7f7f7f},
		{"highlighted", "BT /F1 12 Tf 100 500 Td (b) Tj ET /Marker gs 1 1 0 rg 90 490 50 50 re f", false, page.Black},
		{"in a form", "/Fm Do", false, page.Black},
		{"in a form that is clipped away", "0 0 50 50 re W n /Fm Do", true, page.Black},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &pdftest.PDF{}
			p.Standard("F1", "Helvetica")
			p.State("Clear", "<< /ca 0 >>")
			p.State("Half", "<< /ca .5 >>")
			p.State("Marker", "<< /BM /Multiply >>")
			p.XObject("Fm", p.Stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources 3 0 R /Matrix [1 0 0 1 0 400]",
				"BT /F1 12 Tf 100 100 Td (b) Tj ET"))
			p.Page(a + tt.content)
			var b []page.Glyph
			for _, g := range firstPage(t, p).Glyphs {
				if g.Text == "b" {
					b = append(b, g)
				} else if g.Hidden {
					t.Errorf("the other glyph is hidden: %+v", g)
				}
			}
			if len(b) != 1 || b[0].Hidden != tt.hidden || b[0].Color != tt.color || !about(b[0].Y, 292) {
				t.Errorf("%+v", b)
			}
		})
	}
}

// TestTwice: a glyph that is printed twice at the same place, for a bold look, is one.
func TestTwice(t *testing.T) {
	p := pageOf(t, "BT /F1 12 Tf 100 700 Td (bold) Tj ET BT /F1 12 Tf 100 700 Td (bold) Tj ET BT /F1 12 Tf 100.3 700 Td (bold) Tj ET")
	if s := textOfGlyphs(p.Glyphs); s != "bold" {
		t.Errorf("%q", s)
	}
}

// TestApart: cells of one row stand apart by their places alone.
func TestApart(t *testing.T) {
	p := pageOf(t, "BT /F1 12 Tf 100 700 Td (X) Tj 80 0 Td (X) Tj ET")
	if len(p.Glyphs) != 2 || !about(p.Glyphs[1].X-p.Glyphs[0].X, 80) {
		t.Errorf("%+v", p.Glyphs)
	}
}

func TestFonts(t *testing.T) {
	p := &pdftest.PDF{}
	p.Standard("F1", "Helvetica-BoldOblique")
	p.Standard("F2", "Courier")
	p.Standard("F3", "ZapfDingbats")
	p.Page("BT /F1 12 Tf 100 700 Td (a) Tj /F2 12 Tf 100 0 Td (b) Tj /F3 12 Tf 100 0 Td (4) Tj ET")
	got := firstPage(t, p)
	if len(got.Glyphs) != 3 {
		t.Fatalf("%+v", got.Glyphs)
	}
	f := func(i int) page.Font { return got.Fonts[got.Glyphs[i].Font] }
	if !f(0).Bold || !f(0).Italic || f(0).Mono || !f(1).Mono || f(1).Bold || f(2).Name != "ZapfDingbats" || got.Glyphs[2].Text != "✔" {
		t.Errorf("%+v %+v", got.Fonts, got.Glyphs)
	}
}

func TestLetters(t *testing.T) {
	for code := range uint32(300) {
		want := string(rune(code))
		switch {
		case code == hyphen:
			want = "-"
		case code < ' ' && code != '\t' && code != '\n' && code != '\r':
			want = ""
		}
		if got := textOf(code); got != want {
			t.Errorf("%#x is %q", code, got)
		}
	}
}
