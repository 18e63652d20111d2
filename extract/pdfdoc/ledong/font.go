package ledong

import (
	"strings"

	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// font is a font of a page, with what is known of its codes.
type font struct {
	value     pdf.Value
	index     int  // in the page's list
	composite bool // codes of two bytes (ISO 32000-1 9.7)
	looks     page.Font
	ascent    float64         // in ems
	descent   float64         // in ems, negative
	widths    map[int]float64 // by code, in thousandths of an em
	fallback  float64         // width of codes that widths does not hold; negative: that of the standard font
	unicode   *cmap           // nil without ToUnicode
	named     map[int]bool    // codes that the encoding gives glyph names
	special   map[int]string  // by code: characters of glyph names that the library does not know
	texts     map[string]string
}

func newFont(v pdf.Value) *font {
	f := &font{value: v, widths: map[int]float64{}, texts: map[string]string{}, named: map[int]bool{}, special: map[int]string{}}
	f.composite = v.Key("Subtype").Name() == "Type0"
	descriptor := v.Key("FontDescriptor")
	if f.composite {
		inner := v.Key("DescendantFonts").Index(0)
		descriptor = inner.Key("FontDescriptor")
		f.readCIDWidths(inner)
	} else {
		f.readWidths()
		f.readDifferences()
	}
	f.looks = looksOf(v.Key("BaseFont").Name(), descriptor)
	f.ascent, f.descent = extentOf(descriptor)
	if u := v.Key("ToUnicode"); u.Kind() == pdf.Stream {
		f.unicode = readCmap(u, v)
	}
	return f
}

// The flags of a font descriptor (9.8.2).
const (
	flagMono   = 1 << 0
	flagSerif  = 1 << 1
	flagItalic = 1 << 6
)

// looksOf reads weight and slant off the font's name and descriptor. The weight is often wrong in the descriptor, seldom in
// the name.
func looksOf(name string, descriptor pdf.Value) page.Font {
	flags := descriptor.Key("Flags").Int64()
	f := page.Font{Name: withoutPrefix(name), Mono: flags&flagMono != 0, Serif: flags&flagSerif != 0, Italic: flags&flagItalic != 0}
	lower := strings.ToLower(f.Name)
	for _, w := range []string{"bold", "black", "heavy", "demi"} {
		f.Bold = f.Bold || strings.Contains(lower, w)
	}
	f.Bold = f.Bold || descriptor.Key("FontWeight").Float64() >= 600
	f.Italic = f.Italic || strings.Contains(lower, "italic") || strings.Contains(lower, "oblique") || strings.HasSuffix(lower, "-it")
	return f
}

// withoutPrefix cuts the tag of a subset, "ABCDEF+" (9.6.4).
func withoutPrefix(name string) string {
	if tag, rest, ok := strings.Cut(name, "+"); ok && len(tag) == 6 {
		return rest
	}
	return name
}

// extentOf returns ascent and descent in ems. Descriptors leave them out, or 0, or give the descent without its sign.
func extentOf(descriptor pdf.Value) (ascent, descent float64) {
	ascent, descent = descriptor.Key("Ascent").Float64()/1000, descriptor.Key("Descent").Float64()/1000
	if descent > 0 {
		descent = -descent
	}
	if ascent < 0.4 || ascent > 1.5 {
		ascent = 0.75
	}
	if descent > -0.05 || descent < -0.8 {
		descent = -0.22
	}
	return ascent, descent
}

// readWidths reads the widths of a simple font. The standard fonts may lack them.
func (f *font) readWidths() {
	first := int(f.value.Key("FirstChar").Int64())
	w := f.value.Key("Widths")
	for i := range min(w.Len(), 256) {
		f.widths[first+i] = w.Index(i).Float64()
	}
	f.fallback = f.value.Key("FontDescriptor").Key("MissingWidth").Float64()
	if len(f.widths) == 0 {
		f.fallback = -1
	}
	if f.value.Key("Subtype").Name() == "Type3" { // in the font's own units
		if scale := f.value.Key("FontMatrix").Index(0).Float64() * 1000; scale > 0 {
			for c := range f.widths {
				f.widths[c] *= scale
			}
		}
	}
}

// readCIDWidths reads the W array: "c [w1 w2 ...]" or "first last w".
func (f *font) readCIDWidths(inner pdf.Value) {
	f.fallback = 1000
	if dw := inner.Key("DW"); !dw.IsNull() {
		f.fallback = dw.Float64()
	}
	w := inner.Key("W")
	for i := 0; i+1 < min(w.Len(), 1<<16); {
		first := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for j := range min(list.Len(), 1<<16) {
				f.widths[first+j] = list.Index(j).Float64()
			}
			i += 2
			continue
		}
		last := min(int(w.Index(i+1).Int64()), 1<<16)
		for c := max(first, 0); c <= last; c++ {
			f.widths[c] = w.Index(i + 2).Float64()
		}
		i += 3
	}
}

// codes splits a string into the codes of the font.
func (f *font) codes(s string, each func(code int, raw string)) {
	if !f.composite {
		for i := range len(s) {
			each(int(s[i]), s[i:i+1])
		}
		return
	}
	for i := 0; i+1 < len(s); i += 2 {
		each(int(s[i])<<8|int(s[i+1]), s[i:i+2])
	}
}

// width returns the width of a code as a fraction of an em.
func (f *font) width(code int, text string) float64 {
	if w, ok := f.widths[code]; ok {
		return w / 1000
	}
	if f.fallback < 0 {
		return standardWidth(f.looks.Name, text) / 1000
	}
	return f.fallback / 1000
}
