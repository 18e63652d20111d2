package pdfdoc

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"

	"github.com/irmtrail/irmtrail/corpus"
)

// font is a font of a page, with what is known of its codes.
type font struct {
	value     pdf.Value
	composite bool // codes of two bytes (ISO 32000-1 9.7)
	style     corpus.Style
	widths    map[int]float64 // by code, in thousandths of an em
	fallback  float64         // width of codes that widths does not hold; negative: guess it from the character
	unicode   *cmap           // nil without ToUnicode
	special   map[int]string  // glyph names that the library does not know
	texts     map[string]string
}

func newFont(v pdf.Value) *font {
	f := &font{value: v, widths: map[int]float64{}, texts: map[string]string{}, special: map[int]string{}}
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
	f.style = styleOf(v.Key("BaseFont").Name(), descriptor)
	if u := v.Key("ToUnicode"); u.Kind() == pdf.Stream {
		f.unicode = readCmap(u)
	}
	return f
}

// styleOf reads weight and slant off the font's name and descriptor. Both are often wrong in the descriptor, seldom in the
// name.
func styleOf(name string, descriptor pdf.Value) corpus.Style {
	var s corpus.Style
	lower := strings.ToLower(name)
	for _, w := range []string{"bold", "black", "heavy", "demi"} {
		if strings.Contains(lower, w) {
			s |= corpus.Bold
		}
	}
	if descriptor.Key("FontWeight").Float64() >= 600 {
		s |= corpus.Bold
	}
	if strings.Contains(lower, "italic") || strings.Contains(lower, "oblique") || strings.HasSuffix(lower, "-it") {
		s |= corpus.Italic
	}
	return s
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
		for c := first; c <= last; c++ {
			f.widths[c] = w.Index(i + 2).Float64()
		}
		i += 3
	}
}

// readDifferences reads the glyph names that the library's list does not hold.
func (f *font) readDifferences() {
	d := f.value.Key("Encoding").Key("Differences")
	code := 0
	for i := range min(d.Len(), 1024) {
		switch v := d.Index(i); v.Kind() {
		case pdf.Integer:
			code = int(v.Int64())
		case pdf.Name:
			if t := glyphText(v.Name()); t != "" {
				f.special[code] = t
			}
			code++
		}
	}
}

// glyphText returns the characters of a glyph name of the forms "uni20AC", "f_f_i" and "ffi" (Adobe Glyph List
// Specification); "" for others.
func glyphText(name string) string {
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) >= 4 {
		if n, err := strconv.ParseUint(hex[:4], 16, 32); err == nil {
			return string(rune(n))
		}
	}
	switch name {
	case "ff", "fi", "fl", "ffi", "ffl":
		return name
	}
	letters := strings.Split(name, "_")
	for _, l := range letters {
		if len(l) != 1 || len(letters) == 1 {
			return ""
		}
	}
	return strings.Join(letters, "")
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
		return standardWidth(text)
	}
	return f.fallback / 1000
}

// standardWidth is about the width of a character in Helvetica, for the standard fonts, whose widths a file may leave out.
func standardWidth(text string) float64 {
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case strings.ContainsRune("iljI.,;:'|! ()[]ft-/", r):
		return .29
	case strings.ContainsRune("mwMW%@", r):
		return .85
	case r >= 'A' && r <= 'Z':
		return .68
	}
	return .53
}

// text returns the characters of a code.
func (f *font) text(code int, raw string) string {
	if t, ok := f.texts[raw]; ok {
		return t
	}
	t := f.decode(code, raw)
	f.texts[raw] = t
	return t
}

func (f *font) decode(code int, raw string) string {
	if f.unicode != nil {
		if t, ok := f.unicode.lookup(raw); ok {
			return cleaned(t)
		}
		if f.composite {
			return ""
		}
	}
	if t, ok := f.special[code]; ok {
		return cleaned(t)
	}
	enc := (&pdf.Font{V: f.value}).Encoder()
	if enc == nil {
		return ""
	}
	t := enc.Decode(raw)
	if code >= 0x80 && code < 0xa0 && t == string(rune(code)) { // the library forgets the base encoding of differences
		t = string(charmap.Windows1252.DecodeByte(byte(code)))
	}
	return cleaned(t)
}

// ligatures are characters that stand for several letters, which searching must find.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// cleaned takes control characters and what could not be decoded out of a text.
func cleaned(t string) string {
	return ligatures.Replace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return -1
		}
		return r
	}, t))
}
