package pdfium

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

// TestInfo: an outline whose last entry is followed by its first.
func TestInfo(t *testing.T) {
	p := &pdftest.PDF{Info: "/Title (A \\(small\\) title) /Producer (Hand) /Creator <FEFF00E9>"}
	one, two := p.Page("0 g"), p.Page("0 g")
	outline, first, second, child := p.Reserve(), p.Reserve(), p.Reserve(), p.Reserve()
	p.Set(outline, fmt.Sprintf("<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count 2 >>", first, second))
	p.Set(first, fmt.Sprintf("<< /Title (One) /Parent %d 0 R /Next %d 0 R /First %d 0 R /Last %d 0 R /Dest [%d 0 R /XYZ 0 700 0] >>", outline, second, child, child, one))
	p.Set(child, fmt.Sprintf("<< /Title (Inner) /Parent %d 0 R /A << /S /GoTo /D [%d 0 R /Fit] >> >>", first, two))
	p.Set(second, fmt.Sprintf("<< /Title (Two) /Parent %d 0 R /Next %d 0 R /Dest [%d 0 R /XYZ null null null] >>", outline, first, two))
	p.Catalog = fmt.Sprintf("/Lang (es-PY) /Outlines %d 0 R /PageLabels << /Nums [0 << /S /r >> 1 << /P (A-) /S /D /St 7 >>] >>", outline)
	f := openTest(t, p.Bytes())
	want := page.Info{
		Pages: 2, Title: "A (small) title", Language: "es-PY", Producer: "Hand", Creator: "é",
		Bookmarks: []page.Bookmark{{Title: "One", Level: 1, Page: 1, Y: 92}, {Title: "Inner", Level: 2, Page: 2}, {Title: "Two", Level: 1, Page: 2}},
	}
	if diff := cmp.Diff(want, f.Info()); diff != "" {
		t.Error(diff)
	}
	for n, label := range []string{"i", "A-7"} {
		got, err := f.Page(n + 1)
		if err != nil || got.Label != label {
			t.Errorf("page %d is %+v, %v", n+1, got, err)
		}
	}
}

func TestLinks(t *testing.T) {
	p := &pdftest.PDF{}
	other := p.Page("0 g")
	p.Page("0 g", "/CropBox [10 20 600 700]", fmt.Sprintf(`/Annots [
		<< /Type /Annot /Subtype /Link /Rect [100 600 200 620] /A << /S /URI /URI (https://example.org/a?b=c) >> >>
		<< /Type /Annot /Subtype /Link /Rect [100 500 300 540] /A << /S /URI /URI (https://example.org/two) >>
			/QuadPoints [200 540 300 540 200 520 300 520 100 520 150 520 100 500 150 500] >>
		<< /Type /Annot /Subtype /Link /Rect [100 400 200 420] /Dest [%d 0 R /XYZ 0 592 0] >>
		<< /Type /Annot /Subtype /Link /Rect [100 300 200 320] >>
		<< /Type /Annot /Subtype /Text /Rect [100 200 200 220] /Contents (not a link) >>
	]`, other))
	got, err := openTest(t, p.Bytes()).Page(2)
	if err != nil {
		t.Fatal(err)
	}
	want := []page.Link{
		{Box: corpus.Box{90, 80, 190, 100}, URI: "https://example.org/a?b=c"},
		{Box: corpus.Box{190, 160, 290, 180}, URI: "https://example.org/two"},
		{Box: corpus.Box{90, 180, 140, 200}, URI: "https://example.org/two"},
		{Box: corpus.Box{90, 280, 190, 300}, Page: 1, Y: 200},
	}
	if diff := cmp.Diff(want, got.Links); diff != "" {
		t.Error(diff)
	}
}

func TestFaults(t *testing.T) {
	good := &pdftest.PDF{}
	good.Page("0 g")
	locked := &pdftest.PDF{Trailer: "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + zeros + "> /U <" + zeros + "> >> /ID [<00> <00>]"}
	locked.Page("0 g")
	foreign := &pdftest.PDF{Trailer: "/Encrypt << /Filter /Adobe.PubSec /V 1 >>"}
	foreign.Page("0 g")
	tests := []struct {
		name    string
		payload []byte
		want    error
	}{
		{"nothing", nil, ErrMalformed},
		{"another type", []byte("<html><body>Not found</body></html>"), ErrMalformed},
		{"header alone", []byte("%PDF-1.7\n"), ErrMalformed},
		{"no pages", (&pdftest.PDF{}).Bytes(), ErrMalformed},
		{"a password", locked.Bytes(), ErrEncrypted},
		{"a certificate", foreign.Bytes(), ErrEncrypted},
		{"good", good.Bytes(), nil},
	}
	e, err := testEngine()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := e.Open(tt.payload)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if err == nil {
				if _, err := f.Page(2); !errors.Is(err, ErrPage) {
					t.Errorf("page 2: %v", err)
				}
				if err := f.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

const zeros = "0000000000000000000000000000000000000000000000000000000000000000"

func TestElements(t *testing.T) {
	p := &pdftest.PDF{}
	p.Standard("F1", "Helvetica")
	at := p.NextPage()
	p.Page("/P << /MCID 0 >> BDC BT /F1 12 Tf 100 700 Td (p) Tj ET EMC "+
		"/Note << /MCID 1 >> BDC BT /F1 12 Tf 100 600 Td (n) Tj ET EMC "+
		"/TD << /MCID 2 >> BDC BT /F1 12 Tf 100 500 Td (c) Tj ET EMC "+
		"/Artifact BMC BT /F1 12 Tf 100 400 Td (a) Tj ET EMC "+
		"BT /F1 12 Tf 100 300 Td (x) Tj ET", "/StructParents 0")
	root, doc, para, note, cell := p.Reserve(), p.Reserve(), p.Reserve(), p.Reserve(), p.Reserve()
	p.Set(root, fmt.Sprintf("<< /Type /StructTreeRoot /K %d 0 R /RoleMap << /Footnote /Note >> /ParentTree << /Nums [0 [%d 0 R %d 0 R %d 0 R]] >> >>", doc, para, note, cell))
	p.Set(doc, fmt.Sprintf("<< /Type /StructElem /S /Document /P %d 0 R /K [%d 0 R %d 0 R] >>", root, para, cell))
	p.Set(para, fmt.Sprintf("<< /Type /StructElem /S /P /P %d 0 R /Pg %d 0 R /K [0 %d 0 R] >>", doc, at, note))
	p.Set(note, fmt.Sprintf("<< /Type /StructElem /S /Footnote /P %d 0 R /Pg %d 0 R /K [<< /Type /MCR /Pg %d 0 R /MCID 1 >>] /ActualText (n.) >>", para, at, at))
	p.Set(cell, fmt.Sprintf("<< /Type /StructElem /S /TD /P %d 0 R /Pg %d 0 R /K 2 /A << /O /Table /RowSpan 2 /ColSpan 3 >> >>", doc, at))
	tree := fmt.Sprintf("/StructTreeRoot %d 0 R", root)

	p.Catalog = tree
	if got := firstPage(t, p); len(got.Elements) != 0 {
		t.Errorf("a catalog that does not say it is tagged: %+v", got.Elements)
	}
	p.Catalog = tree + " /MarkInfo << /Marked true >>"
	got := firstPage(t, p)
	want := []page.Element{
		{Type: "Document", Parent: -1},
		{Type: "P", Parent: 0},
		{Type: "Note", Parent: 1, ActualText: "n."},
		{Type: "TD", Parent: 0, RowSpan: 2, ColSpan: 3},
		{Type: "Artifact", Parent: -1},
	}
	if diff := cmp.Diff(want, got.Elements); diff != "" {
		t.Error(diff)
	}
	if len(got.Glyphs) != 5 {
		t.Fatalf("%+v", got.Glyphs)
	}
	for i, element := range []int{1, 2, 3, 4, -1} {
		if got.Glyphs[i].Element != element {
			t.Errorf("%q is in element %d, want %d", got.Glyphs[i].Text, got.Glyphs[i].Element, element)
		}
	}
}

func TestRender(t *testing.T) {
	p := &pdftest.PDF{}
	p.Page("1 0 0 rg 0 0 306 792 re f", "/Rotate 90")
	f := openTest(t, p.Bytes())
	img, err := f.Render(1, 36)
	if err != nil {
		t.Fatal(err)
	}
	top, bottom := img.RGBAAt(100, 10), img.RGBAAt(100, 300)
	if img.Rect.Dx() != 396 || img.Rect.Dy() != 306 || top.R != 255 || top.G != 0 || bottom.G != 255 {
		t.Errorf("%v, %v above, %v below", img.Rect, top, bottom)
	}
	if img, err = f.Render(1, 1e6); err != nil || img.Rect.Dx()*img.Rect.Dy() > 2*maxPixels {
		t.Errorf("very fine: %v, %v", img.Rect, err)
	}
}

// TestTrap: a page whose form shows itself three times over takes all memory; the pages around it are read.
func TestTrap(t *testing.T) {
	p := &pdftest.PDF{}
	p.Standard("F1", "Helvetica")
	form := p.Reserve()
	p.XObject("Fm", form)
	p.Set(form, pdftest.Stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources 3 0 R", "/Fm Do /Fm Do /Fm Do"))
	p.Page("BT /F1 12 Tf 100 700 Td (before) Tj ET")
	p.Page("/Fm Do")
	p.Page("BT /F1 12 Tf 100 700 Td (behind) Tj ET")
	e := smallEngine(t)
	f, err := e.Open(p.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for n, want := range []string{"before", "", "behind"} {
		got, err := f.Page(n + 1)
		if want == "" {
			if !errors.Is(err, ErrPage) || errors.Is(err, ErrTrap) {
				t.Errorf("page %d: %v", n+1, err)
			}
			continue
		}
		if err != nil || textOfGlyphs(got.Glyphs) != want {
			t.Errorf("page %d: %v", n+1, err)
		}
	}
	for range maxTraps {
		_, _ = f.Page(2)
	}
	if _, err := f.Page(2); !errors.Is(err, ErrTrap) {
		t.Errorf("after %d traps: %v", maxTraps, err)
	}
}
