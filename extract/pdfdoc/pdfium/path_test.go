package pdfium

import (
	"fmt"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

func TestRules(t *testing.T) {
	row := func(x0, y, x1, width float64) page.Rule {
		return page.Rule{X0: x0, Y0: y, X1: x1, Y1: y, Width: width}
	}
	column := func(x, y0, y1, width float64) page.Rule {
		return page.Rule{X0: x, Y0: y0, X1: x, Y1: y1, Width: width}
	}
	tests := []struct {
		name, content string
		want          []page.Rule
	}{
		{"a stroke", "2 w 100 700 m 200 700 l S", []page.Rule{row(100, 92, 200, 2)}},
		{"a stroke upward", "1 w 100 700 m 100 600 l S", []page.Rule{column(100, 92, 192, 1)}},
		{"a scaled stroke", "1 w 2 0 0 2 0 0 cm 50 350 m 100 350 l S", []page.Rule{row(100, 92, 200, 2)}},
		{"a thin rectangle", "100 700 100 0.5 re f", []page.Rule{row(100, 91.75, 200, 0.5)}},
		{"a thin rectangle with two colours", "1 0 0 rg 100 700 0.5 50 re f", []page.Rule{{X0: 100.25, Y0: 42, X1: 100.25, Y1: 92, Width: 0.5, Color: 0xff0000}}},
		{"a stroked rectangle", "1 w 100 600 100 100 re S", []page.Rule{row(100, 92, 200, 1), row(100, 192, 200, 1), column(100, 92, 192, 1), column(200, 92, 192, 1)}},
		{"a bent line", "1 w 100 700 m 200 700 l 200 600 l S", []page.Rule{row(100, 92, 200, 1), column(200, 92, 192, 1)}},
		{"many in one path", "100 700 100 1 re 100 600 100 1 re f", []page.Rule{row(100, 91.5, 200, 1), row(100, 191.5, 200, 1)}},
		{
			"a frame as a hole in a rectangle", "100 600 100 100 re 101 601 98 98 re f*",
			[]page.Rule{row(100, 92.5, 200, 1), row(100, 191.5, 200, 1), column(100.5, 92, 192, 1), column(199.5, 92, 192, 1)},
		},
		{"in a form", "q 2 0 0 2 100 100 cm /Fm Do Q", []page.Rule{row(120, 92, 220, 2)}},
		{"clipped", "150 0 20 792 re W n 1 w 100 700 m 200 700 l S", []page.Rule{row(150, 92, 170, 1)}},
		{"clipped away", "0 0 20 20 re W n 1 w 100 700 m 200 700 l S", nil},
		{"beside the page", "1 w 700 700 m 800 700 l S", nil},
		{"white on white", "1 G 1 w 100 700 m 200 700 l S", nil},
		{"without a length", "1 w 100 700 m 100 700 l S", nil},
		{"transparent", "/Clear gs 100 700 100 1 re f", nil},
		{"no paint", "100 700 100 1 re n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := drawn(t, tt.content)
			if len(got.Rules) != len(tt.want) || len(got.Fills)+len(got.Shapes) > 0 {
				t.Fatalf("rules %+v, fills %+v, shapes %+v", got.Rules, got.Fills, got.Shapes)
			}
			for i, r := range got.Rules {
				w := tt.want[i]
				if !about(r.X0, w.X0) || !about(r.Y0, w.Y0) || !about(r.X1, w.X1) || !about(r.Y1, w.Y1) || !about(r.Width, w.Width) || r.Color != w.Color {
					t.Errorf("got %+v, want %+v", r, w)
				}
			}
		})
	}
}

// TestUnveil: PDFium calls a rectangle white that a shading pattern fills, and text on it would pass for hidden.
func TestUnveil(t *testing.T) {
	p := &pdftest.PDF{}
	p.Standard("F1", "Helvetica")
	p.Resource("/Pattern << /P1 << /PatternType 2 /Shading " + smooth + " >> >>")
	box := "/Pattern cs /P1 scn 100 600 200 50 re f 1 g 100 300 200 50 re f "
	p.Page(box + "BT /F1 12 Tf 150 620 Td (white) Tj 0 -300 Td (marker) Tj ET")
	p.Page(box + "0 g BT /F1 12 Tf 150 620 Td (black) Tj ET")
	f := openTest(t, p.Bytes())
	white, err := f.Page(1)
	if err != nil {
		t.Fatal(err)
	}
	if len(white.Fills) != 1 || !aboutBox(white.Fills[0].Box, corpus.Box{100, 142, 300, 192}) || white.Fills[0].Color == page.White {
		t.Errorf("under white text: %+v", white.Fills)
	}
	if black, err := f.Page(2); err != nil || len(black.Fills) != 0 {
		t.Errorf("under black text: %+v, %v", black, err)
	}
}

// smooth is a shading from red to blue.
const smooth = "<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [100 0 300 0] /Extend [true true] " +
	"/Function << /FunctionType 2 /N 1 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] >> >>"

// drawn returns a page that may draw a form, Fm, and be transparent.
func drawn(t *testing.T, content string) *page.Page {
	t.Helper()
	p := &pdftest.PDF{}
	p.State("Clear", "<< /ca 0 /CA 0 >>")
	p.State("Half", "<< /ca .5 >>")
	tiles := p.Stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>", "1 0 0 rg 0 0 2 4 re f")
	p.Resource("/Shading << /Sh " + smooth + " >> /Pattern << /P1 " + fmt.Sprint(tiles) + " 0 R >>")
	p.XObject("Fm", p.Stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [1 0 0 1 10 0]", "1 w 0 300 m 50 300 l S"))
	p.Page(content)
	return firstPage(t, p)
}

func TestFills(t *testing.T) {
	tests := []struct {
		name, content string
		want          []page.Fill
	}{
		{"grey", "0.5 g 100 600 100 50 re f", []page.Fill{{Box: corpus.Box{100, 142, 200, 192}, Color: 0x808080}}},
		{"one path, two cells", "1 0 0 rg 100 600 100 50 re 300 600 100 50 re f", []page.Fill{
			{Box: corpus.Box{100, 142, 200, 192}, Color: 0xff0000}, {Box: corpus.Box{300, 142, 400, 192}, Color: 0xff0000},
		}},
		{"drawn by lines", "0 0 1 rg 100 600 m 200 600 l 200 650 l 100 650 l h f", []page.Fill{{Box: corpus.Box{100, 142, 200, 192}, Color: 0x0000ff}}},
		{"lines that the fill closes", "0 0 1 rg 100 600 m 200 600 l 200 650 l 100 650 l f", []page.Fill{{Box: corpus.Box{100, 142, 200, 192}, Color: 0x0000ff}}},
		{
			"round corners", "0.5 g 105 600 m 195 600 l 197.8 600 200 602.2 200 605 c 200 645 l 200 647.8 197.8 650 195 650 c 105 650 l 102.2 650 100 647.8 100 645 c " +
				"100 605 l 100 602.2 102.2 600 105 600 c f", []page.Fill{{Box: corpus.Box{100, 142, 200, 192}, Color: 0x808080}},
		},
		{"half transparent black", "/Half gs 0 g 100 600 100 50 re f", []page.Fill{{Box: corpus.Box{100, 142, 200, 192}, Color: 0x7f7f7f}}},
		{"a pattern of tiles", "/Pattern cs /P1 scn 100 600 100 50 re f", []page.Fill{{Box: corpus.Box{100, 142, 200, 192}, Color: 0xbfbfbf}}},
		{"a thick stroke", "0.5 G 50 w 100 625 m 200 625 l S", []page.Fill{{Box: corpus.Box{100, 142, 200, 192}, Color: 0x808080}}},
		{"white on white", "1 g 100 600 100 50 re f", nil},
		{"white on grey", "0.5 g 100 600 100 50 re f 1 g 110 610 20 20 re f", []page.Fill{
			{Box: corpus.Box{100, 142, 200, 192}, Color: 0x808080}, {Box: corpus.Box{110, 162, 130, 182}, Color: page.White},
		}},
		{"greater than the page", "0.5 g -5000 -5000 99000 99000 re f", []page.Fill{{Box: corpus.Box{0, 0, 612, 792}, Color: 0x808080}}},
		{"clipped", "100 600 100 50 re W n 0.5 g 0 0 612 792 re f", []page.Fill{{Box: corpus.Box{100, 142, 200, 192}, Color: 0x808080}}},
		{"without area", "0.5 g 100 600 0 0 re f", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := drawn(t, tt.content)
			if len(got.Fills) != len(tt.want) || len(got.Rules)+len(got.Shapes) > 0 {
				t.Fatalf("fills %+v, rules %+v, shapes %+v", got.Fills, got.Rules, got.Shapes)
			}
			for i, f := range got.Fills {
				if !aboutBox(f.Box, tt.want[i].Box) || f.Color != tt.want[i].Color {
					t.Errorf("got %+v, want %+v", f, tt.want[i])
				}
			}
		})
	}
}

func TestShapes(t *testing.T) {
	tests := []struct {
		name, content string
		want          []page.Shape
	}{
		{"a tick as one polygon", "100 600 m 103 597 l 110 606 l 109 607 l 103 599 l 101 601 l h f", []page.Shape{{Box: corpus.Box{100, 185, 110, 195}, Filled: true, Segments: 7}}},
		{"a cross as two strokes", "1 w 100 600 m 110 610 l S 100 610 m 110 600 l S", []page.Shape{{Box: corpus.Box{99.5, 181.5, 110.5, 192.5}, Segments: 4}}},
		{"two ticks in one path", "100 600 m 103 597 l 110 606 l h 200 600 m 203 597 l 210 606 l h f", []page.Shape{
			{Box: corpus.Box{100, 186, 110, 195}, Filled: true, Segments: 4}, {Box: corpus.Box{200, 186, 210, 195}, Filled: true, Segments: 4},
		}},
		{"a disc", "110 600 m 110 605.5 105.5 610 100 610 c 94.5 610 90 605.5 90 600 c 90 594.5 94.5 590 100 590 c 105.5 590 110 594.5 110 600 c f", []page.Shape{
			{Box: corpus.Box{90, 182, 110, 202}, Filled: true, Segments: 13},
		}},
		{"a rectangle cut out by a path", "q 100 600 m 103 597 l 110 606 l h W n 1 0 0 rg 0 0 612 792 re f Q", []page.Shape{
			{Box: corpus.Box{100, 186, 110, 195}, Color: 0xff0000, Filled: true, Segments: 5},
		}},
		{"a shading", "q 100 600 100 50 re W n /Sh sh Q", []page.Shape{{Box: corpus.Box{100, 142, 200, 192}, Color: 0x808080, Filled: true}}},
		{"a circle's quarter", "100 600 m 100 605 105 610 110 610 c S", []page.Shape{{Box: corpus.Box{99.5, 181.5, 110.5, 192.5}, Segments: 4}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := drawn(t, tt.content)
			if len(got.Shapes) != len(tt.want) || len(got.Rules)+len(got.Fills) > 0 {
				t.Fatalf("shapes %+v, rules %+v, fills %+v", got.Shapes, got.Rules, got.Fills)
			}
			for i, s := range got.Shapes {
				if w := tt.want[i]; !aboutBox(s.Box, w.Box) || s.Color != w.Color || s.Filled != w.Filled || s.Segments != w.Segments {
					t.Errorf("got %+v, want %+v", s, w)
				}
			}
		})
	}
}

// TestImages: a picture is where its matrix puts the unit square.
func TestImages(t *testing.T) {
	p := &pdftest.PDF{}
	p.XObject("Im", p.Stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x"))
	p.Page("q 200 0 0 100 50 600 cm /Im Do Q", "/Rotate 90")
	got := firstPage(t, p)
	if len(got.Images) != 1 || !aboutBox(got.Images[0].Box, corpus.Box{600, 50, 700, 250}) {
		t.Errorf("%+v", got.Images)
	}
}
