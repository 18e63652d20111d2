package pdfdoc_test

import (
	"bytes"
	"image/png"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/extract/pdfdoc"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

func TestFacts(t *testing.T) {
	p := &pdftest.PDF{Info: "/Title (A title)"}
	p.Standard("F1", "Helvetica")
	p.Page("0 g")
	p.Page("BT /F1 12 Tf 100 700 Td (Hi) Tj ET 1 w 100 690 m 200 690 l S")
	got, err := shared().Facts(t.Context(), p.Bytes(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if got.Info.Pages != 2 || got.Info.Title != "A title" || got.Page.Number != 2 || len(got.Page.Glyphs) != 2 || len(got.Page.Rules) != 1 {
		t.Errorf("%+v %+v", got.Info, got.Page)
	}
	if _, err := shared().Facts(t.Context(), p.Bytes(), 3); codeOf(err) != "page_malformed" {
		t.Errorf("page 3: %v", err)
	}
}

func TestPNG(t *testing.T) {
	p := &pdftest.PDF{}
	p.Page("1 0 0 rg 0 0 612 396 re f")
	b, err := shared().PNG(t.Context(), p.Bytes(), 1, 36)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	_, green, _, _ := img.At(100, 300).RGBA()
	if img.Bounds().Dx() != 306 || green != 0 {
		t.Errorf("%v, %v", img.Bounds(), img.At(100, 300))
	}
	if _, err := shared().PNG(t.Context(), []byte("%PDF-1.7\n"), 1, 36); codeOf(err) != "pdf_malformed" {
		t.Errorf("got %v", err)
	}
}

// TestNastyFacts: whatever the file, a child answers or is replaced.
func TestNastyFacts(t *testing.T) {
	r := reader(t, "read", func(o *pdfdoc.Options) { o.Processes, o.Timeout = 2, 4*time.Second })
	for name, payload := range pdftest.Some(3) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := r.Facts(t.Context(), payload, 1); err != nil && codeOf(err) == "" {
				t.Errorf("an error that is no fault of the PDF: %v", err)
			}
		})
	}
}
