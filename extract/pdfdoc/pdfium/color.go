package pdfium

import "github.com/irmtrail/irmtrail/extract/pdfdoc/page"

// grey stands for colours that are not looked at: patterns and shadings.
const grey page.Color = 0x808080

// fillColor returns the colour of an object's fill, mixed with white if it is transparent, and whether it is wholly so.
func (v *visit) fillColor(object uint64) (page.Color, bool) {
	return v.color(fnPageObjGetFillColor, object)
}

func (v *visit) color(of function, object uint64) (page.Color, bool) {
	if !v.ok(of, object, v.at(0), v.at(1), v.at(2), v.at(3)) {
		return page.Black, false
	}
	a := v.slotUint(3)
	onWhite := func(c uint32) page.Color { return page.Color((c*a + 255*(255-a)) / 255) }
	return onWhite(v.slotUint(0)&255)<<16 | onWhite(v.slotUint(1)&255)<<8 | onWhite(v.slotUint(2)&255), a == 0
}
