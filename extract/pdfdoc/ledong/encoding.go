package ledong

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// readDifferences reads which codes have glyph names, and those names that the library's list does not hold.
func (f *font) readDifferences() {
	d := f.value.Key("Encoding").Key("Differences")
	code := 0
	for i := range min(d.Len(), 1024) {
		switch v := d.Index(i); v.Kind() {
		case pdf.Integer:
			code = int(v.Int64())
		case pdf.Name:
			f.named[code] = true
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

// text returns the characters of a code; "" when it maps to none.
func (f *font) text(code int, raw string) string {
	if t, ok := f.texts[raw]; ok {
		return t
	}
	t := visible(f.decode(code, raw))
	f.texts[raw] = t
	return t
}

// decode asks, in this order: the ToUnicode map, glyph names, the font's own encoding where it is known by the font's name,
// the base encoding.
func (f *font) decode(code int, raw string) string {
	mapped := ""
	if f.unicode != nil {
		mapped, _ = f.unicode.lookup(raw)
		mapped = visible(mapped)
	}
	if f.composite {
		if mapped == "" {
			return f.compositeText(raw)
		}
		return mapped
	}
	named := f.simpleText(code, raw)
	if mapped == "" || wrongMap(mapped, named) {
		return named
	}
	return mapped
}

// wrongMap reports whether a ToUnicode map says less than the encoding: Ghostscript 9 maps ligatures to their last letter,
// InDesign the capitals of some fonts to small letters.
func wrongMap(mapped, named string) bool {
	return len(mapped) < len(named) && strings.HasSuffix(named, mapped) || mapped != named && strings.ToUpper(mapped) == named
}

// simpleText decodes a code of one byte without a ToUnicode map.
func (f *font) simpleText(code int, raw string) string {
	if t, ok := f.special[code]; ok {
		return t
	}
	encoding := f.value.Key("Encoding")
	if f.named[code] {
		return (&pdf.Font{V: f.value}).Encoder().Decode(raw)
	}
	if encoding.IsNull() {
		if t := f.builtIn(code); t != "" {
			return t
		}
	}
	return baseText(encoding, byte(code))
}

// compositeText decodes codes of two bytes that no ToUnicode map explains: only those that are Unicode already.
func (f *font) compositeText(raw string) string {
	if f.unicode == nil && f.value.Key("Encoding").Name() == "UniGB-UCS2-H" {
		return decodeUTF16(raw)
	}
	return ""
}

// baseText decodes a code by the base encoding (ISO 32000-1 D.1); without one by the standard encoding, of whose upper half
// the signs that text is full of are known, or else by that of Windows.
func baseText(encoding pdf.Value, code byte) string {
	name := encoding.Name()
	if encoding.Kind() == pdf.Dict {
		name = encoding.Key("BaseEncoding").Name()
	}
	switch name {
	case "MacRomanEncoding":
		return string(charmap.Macintosh.DecodeByte(code))
	case "":
		if t, ok := standard[code]; ok {
			return t
		}
	}
	return string(charmap.Windows1252.DecodeByte(code))
}

// standard holds what the standard encoding has otherwise than Windows.
var standard = map[byte]string{
	0x27: "’", 0x60: "‘", 0xa4: "⁄", 0xa6: "ƒ", 0xa8: "¤", 0xa9: "'", 0xaa: "“", 0xac: "‹", 0xad: "›", 0xae: "fi", 0xaf: "fl",
	0xb1: "–", 0xb2: "†", 0xb3: "‡", 0xb4: "·", 0xb7: "•", 0xb8: "‚", 0xb9: "„", 0xba: "”", 0xbc: "…", 0xbd: "‰", 0xd0: "—",
}

// builtIn decodes a code by the font's own encoding; "" where that is not known.
func (f *font) builtIn(code int) string {
	switch name := f.looks.Name; {
	case name == "ZapfDingbats":
		return dingbat(code)
	case strings.HasPrefix(name, "Symbol"):
		return symbol(code)
	case texText.MatchString(name):
		return texSigns[code]
	}
	return ""
}

// symbol returns the Greek letters and the commonest signs of the Symbol font (ISO 32000-1 D.5); "" for others.
func symbol(code int) string {
	const capitals, small = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
	switch {
	case code >= 'A' && code <= 'Z':
		return string([]rune(capitals)[code-'A'])
	case code >= 'a' && code <= 'z':
		return string([]rune(small)[code-'a'])
	}
	return map[int]string{0x2d: "−", 0xa3: "≤", 0xb1: "±", 0xb3: "≥", 0xb4: "×", 0xb7: "•", 0xb9: "≠", 0xd6: "√", 0xe5: "∑"}[code]
}

// texText matches the names of TeX's text fonts, whose encoding is in their file alone: "CMR10", "CMBX12", "CMTI10".
var texText = regexp.MustCompile(`^CM(?:R|BX|B|TI|BXTI|SL|BXSL|SS|SSBX|SSI|CSC|U)\d+$`)

// texSigns holds where those fonts differ from ASCII.
var texSigns = map[int]string{
	0x0b: "ff", 0x0c: "fi", 0x0d: "fl", 0x0e: "ffi", 0x0f: "ffl", 0x10: "ı", 0x19: "ß", 0x22: "”", 0x27: "’", 0x3c: "¡", 0x3e: "¿", 0x5c: "“", 0x60: "‘", 0x7b: "–", 0x7c: "—",
}

// dingbat returns the character of a code in the built-in encoding of ZapfDingbats (ISO 32000-1 D.6), by which Unicode
// ordered its block, but for the signs that it had already.
func dingbat(code int) string {
	switch code {
	case 0x20:
		return " "
	case 0x25:
		return "☎"
	case 0x2a:
		return "☛"
	case 0x2b:
		return "☞"
	case 0x48:
		return "★"
	case 0x6c:
		return "●"
	case 0x6e:
		return "■"
	case 0x73:
		return "▲"
	case 0x74:
		return "▼"
	case 0x75:
		return "◆"
	case 0x77:
		return "◗"
	}
	if code > 0x20 && code < 0x7f {
		return string(rune(0x2700 + code - 0x20))
	}
	return ""
}

// visible takes control characters and what could not be decoded out of a text; those that part words become spaces.
func visible(t string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < ' ' || r == 0x7f || r == utf8.RuneError:
			return -1
		}
		return r
	}, t)
}
