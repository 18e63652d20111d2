package pdfium

// Subtypes of annotations whose appearance is read as the page's, as FPDFAnnot_GetSubtype has them: what was filled into a
// form or put on the page as text. All others point at the page's text, or cover it.
const (
	annotFreeText = 3
	annotStamp    = 13
	annotWidget   = 20
)

// Flags of annotations (ISO 32000-1, table 165).
const (
	flagHidden = 1 << 1
	flagNoView = 1 << 5
)

const (
	maxAnnotations  = 20_000 // of a page
	normalDisplay   = 0      // FLAT_NORMALDISPLAY
	flattened       = 1      // FLATTEN_SUCCESS
	noAppearance    = 2      // bytes of an appearance that is not there: a zero
	normalAppearing = 0      // FPDF_ANNOT_APPEARANCEMODE_NORMAL
)

// drawAnnotations makes filled-in fields, free text and stamps part of the page's content: PDFium finds text there alone.
// The document in memory is changed by it; what else is known of annotations and of the page's boxes must be read before.
func (v *visit) drawAnnotations() {
	if v.file.bare || v.err != nil {
		return
	}
	v.drawing = true
	defer func() { v.drawing = v.err != nil }()
	if shown, lacking := v.hideOthers(); shown == 0 {
		return
	} else if lacking {
		v.makeAppearances()
	}
	if v.integer(fnPageFlatten, v.page, normalDisplay) != flattened {
		return
	}
	v.call(fnClosePage, v.page)
	v.page = v.pointer(fnLoadPage, v.file.doc, uint64(v.shown.Number-1))
}

// hideOthers hides the annotations whose appearance is not read. It returns how many are left, and whether a field among
// them has no appearance.
func (v *visit) hideOthers() (shown int, lacking bool) {
	n := v.integer(fnPageGetAnnotCount, v.page)
	for i := range uint64(min(max(n, 0), maxAnnotations)) {
		at := v.pointer(fnPageGetAnnot, v.page, i)
		if at == 0 {
			continue
		}
		flags := v.integer(fnAnnotGetFlags, at)
		subtype := v.integer(fnAnnotGetSubtype, at)
		switch {
		case flags&flagHidden != 0:
		case flags&flagNoView != 0 || subtype != annotWidget && subtype != annotFreeText && subtype != annotStamp:
			v.call(fnAnnotSetFlags, at, uint64(flags|flagHidden))
		default:
			shown++
			lacking = lacking || subtype == annotWidget && v.integer(fnAnnotGetAP, at, normalAppearing, 0, 0) <= noAppearance
		}
		v.call(fnPageCloseAnnot, at)
	}
	return shown, lacking
}

// makeAppearances has PDFium make the appearances that fields lack, which it does when it draws a page. Nothing of the page
// is seen in the picture of one dot.
func (v *visit) makeAppearances() {
	bitmap := v.pointer(fnBitmapCreate, 1, 1, 0)
	if bitmap == 0 {
		return
	}
	v.call(fnRenderPageBitmap, bitmap, v.page, 2, 2, 1, 1, 0, renderAnnot)
	v.call(fnBitmapDestroy, bitmap)
}
