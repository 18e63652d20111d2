package ledong

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

// makePDF makes a file of objects, numbered from 1, the first of which is the catalog.
func makePDF(trailer string, objects ...string) []byte {
	return pdftest.Write(objects, "/Root 1 0 R "+trailer)
}

func stream(data string) string { return pdftest.Stream("", data) }

// onePage makes a file of one page of 600 by 800 points with Helvetica (F1) and bold Times (F2).
func onePage(attributes, content string) []byte {
	return makePDF("/Info << /Title (A  title) /Producer (Hand) >>",
		"<< /Type /Catalog /Pages 2 0 R /Lang (es-MX) /MarkInfo << /Marked true >> /Outlines << /First 7 0 R >>"+
			" /PageLabels << /Nums [0 << /S /r /St 4 /P (A-) >>] >> >>",
		"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 600 800] /Resources << /Font << /F1 5 0 R /F2 6 0 R >>"+
			" /ExtGState << /Clear << /ca 0 >> >> /ColorSpace << /Spot [/Separation /Ink /DeviceCMYK null] >> >> >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R "+attributes+" >>", stream(content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Times-Bold /Encoding /WinAnsiEncoding >>",
		"<< /Title (One) /Dest [3 0 R /XYZ 0 700 null] /First << /Title (Two) >> /Next 7 0 R >>")
}

func read(t *testing.T, payload []byte) (*File, *page.Page) {
	t.Helper()
	f, err := Open(payload)
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.Page(1)
	if err != nil {
		t.Fatal(err)
	}
	return f, p
}

func near(a, b float64) bool { return math.Abs(a-b) < 0.02 }

func boxNear(a, b corpus.Box) bool {
	return near(a[0], b[0]) && near(a[1], b[1]) && near(a[2], b[2]) && near(a[3], b[3])
}

func TestInfo(t *testing.T) {
	f, p := read(t, onePage("", ""))
	info := f.Info()
	if info.Pages != 1 || info.Title != "A title" || info.Producer != "Hand" || info.Language != "es-MX" || !info.Tagged || p.Label != "A-iv" {
		t.Errorf("got %+v, label %q", info, p.Label)
	}
	if len(info.Bookmarks) < 2 || info.Bookmarks[0] != (page.Bookmark{Title: "One", Level: 1, Page: 1, Y: 100}) || info.Bookmarks[1] != (page.Bookmark{Title: "Two", Level: 2}) {
		t.Errorf("bookmarks %+v", info.Bookmarks[:min(3, len(info.Bookmarks))])
	}
	if len(info.Bookmarks) > maxBookmarks { // the first follows itself
		t.Errorf("%d bookmarks", len(info.Bookmarks))
	}
}

func TestGlyphs(t *testing.T) {
	content := "BT /F1 10 Tf 100 700 Td (A) Tj 2 Ts /F2 6 Tf (b) Tj 0 Ts ET 1 0 0 rg BT 0 10 -10 0 50 60 Tm /F1 1 Tf (u) Tj ET 0.5 g " +
		"BT 3 Tr 10 10 Td (h) Tj ET q 0 0 50 50 re W n BT 0 Tr /F1 10 Tf 200 200 Td (c) Tj ET Q q /Clear gs BT 10 30 Td (t) Tj ET Q"
	_, p := read(t, onePage("", content))
	if len(p.Glyphs) != 6 || len(p.Fonts) != 2 {
		t.Fatalf("%d glyphs, fonts %v", len(p.Glyphs), p.Fonts)
	}
	if p.Fonts[0].Name != "Helvetica" || p.Fonts[1] != (page.Font{Name: "Times-Bold", Bold: true}) {
		t.Errorf("fonts %+v", p.Fonts)
	}
	a, b, u := p.Glyphs[0], p.Glyphs[1], p.Glyphs[2]
	if a.Text != "A" || a.X != 100 || a.Y != 100 || a.Size != 10 || !boxNear(a.Box, corpus.Box{100, 92.5, 106.67, 102.2}) || a.Element != -1 || a.Code != 'A' {
		t.Errorf("A: %+v", a)
	}
	if b.Font != 1 || !near(b.X, 106.67) || b.Y != 98 || b.Size != 6 {
		t.Errorf("b: %+v", b)
	}
	if u.Angle != 270 || u.Color != 0xff0000 || u.Size != 10 || !boxNear(u.Box, corpus.Box{42.5, 734.44, 52.2, 740}) {
		t.Errorf("u: %+v", u)
	}
	for i, g := range p.Glyphs {
		if g.Hidden != (i > 2) {
			t.Errorf("%s: hidden is %v", g.Text, g.Hidden)
		}
	}
}

func TestPaths(t *testing.T) {
	content := "2 w 100 700 m 300 700 l S 0 0 1 rg 100 600 200 50 re f 100 500 200 1 re f " +
		"q 2 0 0 2 0 0 cm 50 200 m 50 210 l S Q 10 10 m 20 20 l 30 10 l S 40 40 m 40 50 50 50 50 40 c f " +
		"/Spot cs 1 scn 400 400 100 100 re 450 300 10 10 re f q 100 0 0 50 300 100 cm BI /W 1 /H 1 /BPC 8 ID x EI Q 100 100 20 20 re s"
	_, p := read(t, onePage("", content))
	wantRules := []page.Rule{
		{X0: 100, X1: 300, Y0: 100, Y1: 100, Width: 2},
		{X0: 100, X1: 300, Y0: 299.5, Y1: 299.5, Width: 1, Color: 0x0000ff},
		{X0: 100, X1: 100, Y0: 380, Y1: 400, Width: 4},
		{X0: 100, X1: 120, Y0: 700, Y1: 700, Width: 2},
		{X0: 120, X1: 120, Y0: 680, Y1: 700, Width: 2},
		{X0: 100, X1: 120, Y0: 680, Y1: 680, Width: 2},
		{X0: 100, X1: 100, Y0: 680, Y1: 700, Width: 2},
	}
	if fmt.Sprint(p.Rules) != fmt.Sprint(wantRules) {
		t.Errorf("rules %v", p.Rules)
	}
	wantFills := []page.Fill{
		{Box: corpus.Box{100, 150, 300, 200}, Color: 0x0000ff},
		{Box: corpus.Box{400, 300, 500, 400}},
		{Box: corpus.Box{450, 490, 460, 500}},
	}
	if fmt.Sprint(p.Fills) != fmt.Sprint(wantFills) {
		t.Errorf("fills %v", p.Fills)
	}
	if len(p.Shapes) != 2 || p.Shapes[0].Segments != 2 || p.Shapes[0].Filled || !p.Shapes[1].Filled {
		t.Errorf("shapes %+v", p.Shapes)
	}
	if len(p.Images) != 1 || p.Images[0].Box != (corpus.Box{300, 650, 400, 700}) {
		t.Errorf("images %v", p.Images)
	}
}

// TestRotated shows a mark near the bottom left of user space on pages that are turned.
func TestRotated(t *testing.T) {
	for rotate, want := range map[int][3]float64{0: {10, 780, 0}, 90: {20, 10, 90}, 180: {590, 20, 180}, 270: {780, 590, 270}} {
		_, p := read(t, onePage(fmt.Sprintf("/Rotate %d /CropBox [0 0 600 800]", rotate), "BT /F1 10 Tf 10 20 Td (x) Tj ET"))
		g := p.Glyphs[0]
		if g.X != want[0] || g.Y != want[1] || g.Angle != int(want[2]) || (p.Width == 600) != (rotate%180 == 0) {
			t.Errorf("rotated by %d: %+v on a page %v wide", rotate, g, p.Width)
		}
	}
}

func TestLinks(t *testing.T) {
	_, p := read(t, onePage(`/Annots [<< /Subtype /Link /Rect [72 495 200 512] /A << /S /URI /URI (https://gov.example/law) >> >>
		<< /Subtype /Link /Rect [0 0 10 10] /A << /S /GoTo /D [3 0 R /FitH 300] >> >> << /Subtype /Link /Rect [0 0 1 1] >> << /Subtype /Text /Rect [0 0 1 1] >>]`, ""))
	want := []page.Link{{Box: corpus.Box{72, 288, 200, 305}, URI: "https://gov.example/law"}, {Box: corpus.Box{0, 790, 10, 800}, Page: 1, Y: 500}}
	if fmt.Sprint(p.Links) != fmt.Sprint(want) {
		t.Errorf("got %v", p.Links)
	}
}

// TestFonts decodes what the library alone does not: two-byte codes with their widths, ligatures, names of glyphs, dingbats.
func TestFonts(t *testing.T) {
	unicode := "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" +
		"2 beginbfchar <0001> <00480069> <0005> <FB01> endbfchar 1 beginbfrange <0010> <0012> <0061> endbfrange endcmap end end"
	_, p := read(t, makePDF("",
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 8 0 R /F3 << /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >> >> >> >>",
		stream("BT /F1 10 Tf 50 700 Td <0001> Tj [<0010> -600 <00110012>] TJ <00050009> Tj ET BT /F2 10 Tf 50 650 Td (A\x80\x81\x82) Tj /F3 10 Tf (4Hn) Tj ET"),
		"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Some-BoldItalic /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
		"<< /Type /Font /Subtype /CIDFontType2 /DW 500 /W [1 [900] 16 18 400] >>",
		stream(unicode),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Other /FirstChar 65 /LastChar 66 /Widths [600 600] /FontDescriptor << /MissingWidth 600 >> /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [129 /f_f_i /uni20AC] >> >>"))
	var got []string
	for _, g := range p.Glyphs {
		got = append(got, fmt.Sprintf("%s %.0f", g.Text, g.Box[2]-g.Box[0]))
	}
	if s := strings.Join(got, ", "); s != "Hi 9, a 4, b 4, c 4, ﬁ 5,  5, A 6, € 6, ffi 6, € 6, ✔ 6, ★ 6, ■ 6" {
		t.Errorf("got %s", s)
	}
	if p.Glyphs[5].Code != 9 {
		t.Errorf("a glyph without a character has code %d", p.Glyphs[5].Code)
	}
}

// TestEncodings decodes fonts that have neither names nor a map, by what their encoding or their name says.
func TestEncodings(t *testing.T) {
	for font, want := range map[string]string{
		"/BaseFont /Other /Encoding /WinAnsiEncoding":                       "A \u00a0®Œ",
		"/BaseFont /Other /Encoding /MacRomanEncoding":                      "A †Æå",
		"/BaseFont /Other /Encoding << /Differences [65 /fi 174 /Delta] >>": "fi \u00a0∆Œ",
		"/BaseFont /Other":        "A \u00a0fiŒ",
		"/BaseFont /ABCDEF+CMR10": "A \u00a0fiŒ",
		"/BaseFont /Symbol":       "Α \u00a0fiŒ",
		"/BaseFont /Other /Encoding << /BaseEncoding /MacRomanEncoding /Differences [1 /a] >>": "A †Æå",
	} {
		_, p := read(t, makePDF("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Kids [3 0 R] >>",
			"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 "+font+" >> >> >> >>",
			stream("BT /F1 10 Tf 9 9 Td (A \xa0\xae\x8c) Tj ET")))
		got := ""
		for _, g := range p.Glyphs {
			got += g.Text
		}
		if got != want {
			t.Errorf("%s: %q, want %q", font, got, want)
		}
	}
	for _, c := range []struct {
		mapped, named string
		wrong         bool
	}{{"h", "Th", true}, {"h", "H", true}, {"H", "H", false}, {"H", "h", false}, {"x", "fi", false}, {"fi", "i", false}} {
		if got := wrongMap(c.mapped, c.named); got != c.wrong {
			t.Errorf("%q for %q: wrong is %v", c.mapped, c.named, got)
		}
	}
	if got := texSigns[0x0e] + dingbat(0x34) + dingbat(0x6c) + symbol('c'); got != "ffi✔●χ" {
		t.Errorf("got %s", got)
	}
}

func TestRepairs(t *testing.T) {
	good := onePage("", "BT /F1 10 Tf (t) Tj ET")
	for name, payload := range map[string][]byte{
		"bytes before the header": append([]byte("\n\xef\xbb\xbf"), good...),
		"bytes behind the end":    append(bytes.Clone(good), "\n<!-- served by -->\n"+strings.Repeat("x", 300)...),
		"PDF 2.0":                 bytes.Replace(good, []byte("%PDF-1.7"), []byte("%PDF-2.0"), 1),
		"no end mark":             bytes.Replace(good, []byte("%%EOF\n"), nil, 1),
	} {
		if _, p := read(t, payload); len(p.Glyphs) != 1 {
			t.Errorf("%s: %d glyphs", name, len(p.Glyphs))
		}
	}
}

func TestFaults(t *testing.T) {
	const catalog, pages = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	good := onePage("", "")
	for name, c := range map[string]struct {
		payload []byte
		code    string
	}{
		"nothing":                    {nil, "pdf_malformed"},
		"HTML":                       {[]byte("<html><body>not found</body></html>"), "pdf_malformed"},
		"only a header":              {[]byte("%PDF-1.4\n"), "pdf_malformed"},
		"truncated":                  {good[:len(good)/2], "pdf_malformed"},
		"no pages":                   {makePDF("", catalog, "<< /Type /Pages /Kids [] /Count 0 >>"), "pdf_malformed"},
		"pages are their own child":  {makePDF("", catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), "pdf_malformed"},
		"encrypted":                  {makePDF("/Encrypt << /Filter /Standard /V 1 /R 2 /O ("+strings.Repeat("x", 32)+") /U ("+strings.Repeat("y", 32)+") /P -4 >> /ID [(1234567890123456) (1234567890123456)]", catalog, pages), "encrypted"},
		"more pages than are read":   {makePDF("", catalog, "<< /Kids ["+strings.Repeat("3 0 R ", maxPages+1)+"] >>", "<< /Type /Page >>"), "too_large"},
		"two thousand million pages": {makePDF("", catalog, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", "<< /Type /Page /Parent 2 0 R >>"), ""},
	} {
		_, err := Open(c.payload)
		var fault *corpus.ReadError
		if errors.As(err, &fault); (c.code == "") != (err == nil) || fault != nil && fault.Code != c.code {
			t.Errorf("%s: got %v, want %q", name, err, c.code)
		}
	}
}

// TestBrokenPages holds what is wrong with a page to that page, and keeps what it showed before.
func TestBrokenPages(t *testing.T) {
	const font = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /X 7 0 R >> >>"
	f, err := Open(makePDF("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Kids [3 0 R 4 0 R 5 0 R] "+font+" >>",
		"<< /Type /Page /Parent 2 0 R /Contents << /Length 1 /Filter /NoSuch >> >>",
		"<< /Type /Page /Parent 2 0 R /Contents [6 0 R 8 0 R] >>", "<< /Type /Page /Parent 2 0 R /Contents 9 0 R >>",
		stream("Q Q BT /F1 10 Tf 9 9 Td (kept) Tj ET /X Do"),
		"<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Length 10 >>\nstream\n/X Do /X Do\nendstream",
		stream("BT /F1 10 Tf (too) Tj ET"),
		"<< /Length 3 /Filter /FlateDecode >>\nstream\nabc\nendstream"))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{-1, 7, -1} {
		p, err := f.Page(i + 1)
		if (err != nil) != (want < 0) || err == nil && len(p.Glyphs) != want {
			t.Errorf("page %d: %v, %v", i+1, p, err)
		}
	}
	if _, err := f.Page(4); err == nil {
		t.Error("a page that is not there was read")
	}
}

func TestStandardWidths(t *testing.T) {
	for line := range strings.Lines(standardTSV) {
		if fields := strings.Fields(line); line[0] != '#' && len(fields) != 7 {
			t.Errorf("standard.tsv: %q", line)
		}
	}
	for r, widths := range standardWidths() {
		for _, w := range widths {
			if w < 100 || w > 1100 {
				t.Errorf("%c is %v wide", r, w)
			}
		}
	}
	for _, c := range []struct {
		font, text string
		want       float64
	}{{"Helvetica", "A", 667}, {"Arial-BoldMT", "A", 722}, {"Times-Roman", "é", 444}, {"TimesNewRomanPS-BoldItalicMT", "A", 667}, {"CourierNew", "i", 600}, {"Helvetica", "\u00a0", 278}} {
		if got := standardWidth(c.font, c.text); got != c.want {
			t.Errorf("%s %s: %v, want %v", c.font, c.text, got, c.want)
		}
	}
}
