package pdfium

import (
	"fmt"
	"testing"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

// TestLayers: one layer is switched on and one off; a group of layers without a name shows when one of its own does.
func TestLayers(t *testing.T) {
	p := &pdftest.PDF{}
	p.Standard("F1", "Helvetica")
	on, off, either := p.Reserve(), p.Reserve(), p.Reserve()
	p.Set(on, "<< /Type /OCG /Name (English) >>")
	p.Set(off, "<< /Type /OCG /Name (Shqip) >>")
	p.Set(either, fmt.Sprintf("<< /Type /OCMD /OCGs [%d 0 R] /P /AllOff >>", off))
	p.Catalog = fmt.Sprintf("/OCProperties << /OCGs [%d 0 R %d 0 R] /D << /OFF [%d 0 R] >> >>", on, off, off)
	p.Resource(fmt.Sprintf("/Properties << /A %d 0 R /B %d 0 R /C %d 0 R >>", on, off, either))
	p.XObject("Fm", p.Stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources 3 0 R",
		"BT /F1 12 Tf 100 400 Td (f) Tj ET /OC /B BDC BT /F1 12 Tf 100 300 Td (x) Tj ET EMC"))
	text := func(y int, letter string) string {
		return fmt.Sprintf("BT /F1 12 Tf 100 %d Td (%s) Tj ET ", y, letter)
	}
	p.Page(text(750, "a") + "/OC /A BDC " + text(700, "b") + "1 1 1 rg " + text(650, "c") + "0 g EMC /OC /B BDC " + text(600, "x") +
		"1 g 90 740 100 30 re f 0 g 100 90 m 200 90 l S EMC /OC /C BDC " + text(550, "d") + "/OC /B BDC " + text(500, "x") + "EMC EMC /Fm Do")
	got := firstPage(t, p)
	if s := textOfGlyphs(shown(got.Glyphs)); s != "abcdf" {
		t.Errorf("%q is shown of %q", s, textOfGlyphs(got.Glyphs))
	}
	if len(got.Rules)+len(got.Fills) != 0 {
		t.Errorf("%v, %v", got.Rules, got.Fills)
	}
}
