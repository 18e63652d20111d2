package pdfium

import (
	"fmt"
	"testing"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

// TestAnnotations: which annotations are read as the page's text, and that nothing else is lost by it.
func TestAnnotations(t *testing.T) {
	tests := []struct {
		name, annotation, acroForm string
		want                       string
	}{
		{"field", "/Subtype /Widget /FT /Tx /T (a) /V (filled)", "", "text" + "filled"},
		{"field that is hidden", "/Subtype /Widget /FT /Tx /T (a) /V (filled) /F 2", "", "text"},
		{"field that is not for viewing", "/Subtype /Widget /FT /Tx /T (a) /V (filled) /F 32", "", "text"},
		{"free text", "/Subtype /FreeText /Contents (filled)", "", "text" + "filled"},
		{"stamp", "/Subtype /Stamp", "", "text" + "filled"},
		{"popup", "/Subtype /Popup", "", "text"},
		{"note", "/Subtype /Text", "", "text"},
		{"link", "/Subtype /Link /A << /S /URI /URI (https://example.org/) >>", "", "text"},
		{"highlight", "/Subtype /Highlight /QuadPoints [90 720 300 720 90 690 300 690]", "", "text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &pdftest.PDF{}
			p.Standard("F1", "Helvetica")
			appearance := p.Stream("/Type /XObject /Subtype /Form /BBox [0 0 200 30] /Resources 3 0 R", "BT /F1 12 Tf 2 10 Td (filled) Tj ET")
			p.Page("BT /F1 12 Tf 100 700 Td (text) Tj ET", fmt.Sprintf(`/CropBox [50 60 600 780] /ArtBox [300 300 400 400] /Annots [
				<< /Type /Annot /Rect [100 600 300 630] /AP << /N %d 0 R >> %s >>
				<< /Type /Annot /Subtype /Link /Rect [100 500 200 520] /A << /S /URI /URI (https://example.org/last) >> >>
			]`, appearance, tt.annotation))
			got := firstPage(t, p)
			if s := textOfGlyphs(shown(got.Glyphs)); s != tt.want {
				t.Errorf("%q, want %q", s, tt.want)
			}
			if n := len(got.Links); n == 0 || got.Links[n-1].URI != "https://example.org/last" || got.Width != 550 || got.Height != 720 {
				t.Errorf("%v by %v, links %v", got.Width, got.Height, got.Links)
			}
			if g := got.Glyphs[len(got.Glyphs)-1]; len(got.Glyphs) > 4 && (!about(got.Glyphs[4].X, 52) || !about(g.Y, 170)) {
				t.Errorf("%+v", g)
			}
		})
	}
}

func shown(glyphs []page.Glyph) (out []page.Glyph) {
	for _, g := range glyphs {
		if !g.Hidden {
			out = append(out, g)
		}
	}
	return out
}

// TestFieldWithoutAppearance: a program that fills in a form may leave the drawing to the one that shows it.
func TestFieldWithoutAppearance(t *testing.T) {
	p := &pdftest.PDF{}
	p.Standard("F1", "Helvetica")
	field := p.Reserve()
	p.Set(field, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (filled) /DA (/F1 12 Tf 0 g) /Rect [100 600 300 630] >>")
	p.Page("BT /F1 12 Tf 100 700 Td (text) Tj ET", fmt.Sprintf("/Annots [%d 0 R]", field))
	p.Catalog = fmt.Sprintf("/AcroForm << /Fields [%d 0 R] /NeedAppearances true /DA (/F1 12 Tf 0 g) /DR 3 0 R >>", field)
	if s := textOfGlyphs(firstPage(t, p).Glyphs); s != "textfilled" {
		t.Errorf("%q", s)
	}
}
