package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

func white(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = 0xff
	}
	return m
}

func TestDraw(t *testing.T) {
	signs := []Sign{
		{Kind(corpus.Paragraph), corpus.Box{10, 20, 60, 40}, "7"},
		{Kind(corpus.Furniture), corpus.Box{10, 80, 60, 90}, ""},
		{MarkSign, corpus.Box{-50, 95, 500, 300}, "check"}, // sticks out of the page
	}
	got := Draw(white(200, 200), 2, signs)
	if b := got.Bounds(); b.Dx() != 200 || b.Dy() <= 200 {
		t.Errorf("the picture is %v", b)
	}
	blue := color.RGBA{0x15, 0x65, 0xc0, 0xff}
	for at, want := range map[image.Point]color.RGBA{
		{20, 60}:  blue,                     // the left side
		{119, 79}: blue,                     // the lower right corner
		{60, 60}:  {0xff, 0xff, 0xff, 0xff}, // inside: paragraphs are not tinted
		{60, 170}: got.RGBAAt(61, 171),      // inside of what is tinted, even
		{20, 28}:  blue,                     // the label's ground, above the box
	} {
		if c := got.RGBAAt(at.X, at.Y); c != want {
			t.Errorf("%v is %v, want %v", at, c, want)
		}
	}
	if c := got.RGBAAt(60, 170); c == (color.RGBA{0xff, 0xff, 0xff, 0xff}) || c.R < 0xe0 {
		t.Errorf("the tint is %v", c)
	}
	cell := func(label string) bool {
		m := Draw(white(100, 100), 1, []Sign{{CellSign, corpus.Box{20, 50, 40, 90}, label}})
		return m.RGBAAt(21, 40) != color.RGBA{0xff, 0xff, 0xff, 0xff}
	}
	if !cell("ab") || cell("check") {
		t.Error("labels of cells are not drawn just where they fit")
	}
	if one := Draw(white(30, 30), 1, nil); one.Bounds().Dy() != 30 {
		t.Errorf("a page without signs has a legend: %v", one.Bounds())
	}
}

// TestTags puts labels over one another where they would hide each other, and none beyond the right edge.
func TestTags(t *testing.T) {
	m := Draw(white(100, 100), 1, []Sign{
		{RecordSign, corpus.Box{80, 60, 90, 70}, "one"}, {RecordSign, corpus.Box{85, 60, 95, 70}, "two"},
	})
	purple := color.RGBA{0xaa, 0x00, 0xff, 0xff}
	for _, y := range []int{60 - tagHeight, 60 - 2*tagHeight} {
		if m.RGBAAt(99, y) != purple || m.RGBAAt(100-3*letterWidth-2, y) != purple {
			t.Errorf("no label at %d", y)
		}
	}
}

// TestLegend sets its entries into as many rows as the width asks for.
func TestLegend(t *testing.T) {
	var signs []Sign
	for _, s := range styles() {
		signs = append(signs, Sign{Kind: s.kind})
	}
	wide, narrow := Draw(white(2000, 10), 1, signs), Draw(white(150, 10), 1, signs)
	if wide.Bounds().Dy() >= narrow.Bounds().Dy() || narrow.Bounds().Dy() != 10+len(signs)*legendRow {
		t.Errorf("%v, %v", wide.Bounds(), narrow.Bounds())
	}
}

func TestLetters(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(lettersPNG))
	if err != nil || img.Bounds() != image.Rect(0, 0, 95*letterWidth, letterHeight) {
		t.Fatalf("%v %v", err, img.Bounds())
	}
	for _, c := range []struct {
		text string
		dark bool
	}{{"A", true}, {" ", false}, {"é", true}, {"~", true}} {
		m := white(20, 20)
		write(m, image.Pt(2, 2), c.text, color.Black)
		dark := bytes.ContainsFunc(m.Pix, func(r rune) bool { return r < 0x60 })
		if dark != c.dark {
			t.Errorf("%q: dark is %v", c.text, dark)
		}
	}
}

func TestSigns(t *testing.T) {
	box := corpus.Box{1, 2, 3, 4}
	c := &corpus.Content{Blocks: []corpus.Block{
		{Kind: corpus.Heading, Page: 1, Box: &box},
		{Kind: corpus.Paragraph, Page: 1, Box: &box, Parts: []corpus.Part{{Page: 2, Box: &box}}},
		{Kind: corpus.Table, Page: 2, Box: &box, Cells: []corpus.Cell{{Row: 1, Col: 2, Box: &box, Mark: corpus.MarkCheck}, {}}},
	}}
	count := func(signs []Sign) map[Kind]int {
		n := map[Kind]int{}
		for _, s := range signs {
			n[s.Kind]++
		}
		return n
	}
	if got := Blocks(c, 2); len(got) != 4 || got[0].Label != "1+" || got[3].Label != "check" {
		t.Errorf("blocks: %v", got)
	}
	if got := Tables(c, 2); len(got) != 3 || got[1].Label != "1,2" {
		t.Errorf("tables: %v", got)
	}
	facts := count(Facts(&page.Page{
		Glyphs: []page.Glyph{{Text: "a"}, {Text: " "}, {Text: "b", Hidden: true}}, Rules: make([]page.Rule, 2),
		Fills: make([]page.Fill, 1), Shapes: make([]page.Shape, 1), Images: make([]page.Image, 1), Links: make([]page.Link, 1),
	}))
	if facts[GlyphSign] != 1 || facts[HiddenSign] != 1 || facts[RuleSign] != 2 || len(facts) != 7 {
		t.Errorf("facts: %v", facts)
	}
	if got := count(Words([]page.Word{{}, {Raised: 1}, {Raised: -1}})); got[WordSign] != 1 || got[RaisedSign] != 2 {
		t.Errorf("words: %v", got)
	}
	if got := Columns([]page.Column{{Lines: make([]page.Line, 2)}, {Aside: true}}); len(got) != 4 || got[3].Kind != AsideSign || got[3].Label != "2" {
		t.Errorf("columns: %v", got)
	}
	known := map[Kind]bool{}
	for _, s := range styles() {
		known[s.kind] = true
	}
	for _, k := range []Kind{Kind(corpus.Heading), Kind(corpus.Note), Kind(corpus.Caption), Kind(corpus.ListItem), ColumnSign, WordSign, MarkerSign, RecordSign} {
		if !known[k] {
			t.Errorf("%s is not drawn", k)
		}
	}
}
