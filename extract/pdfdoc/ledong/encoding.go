package ledong

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

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

// text returns the characters of a code; "" when it maps to none.
func (f *font) text(code int, raw string) string {
	if t, ok := f.texts[raw]; ok {
		return t
	}
	t := visible(f.decode(code, raw))
	f.texts[raw] = t
	return t
}

// decode asks, in this order: the ToUnicode map, glyph names, the encoding of the dingbats, what the library knows.
func (f *font) decode(code int, raw string) string {
	if f.unicode != nil {
		if t, ok := f.unicode.lookup(raw); ok {
			return t
		}
		if f.composite {
			return ""
		}
	}
	if t, ok := f.special[code]; ok {
		return t
	}
	if f.looks.Name == "ZapfDingbats" && f.value.Key("Encoding").IsNull() {
		return dingbat(code)
	}
	enc := (&pdf.Font{V: f.value}).Encoder()
	if enc == nil {
		return ""
	}
	t := enc.Decode(raw)
	if code >= 0x80 && code < 0xa0 && t == string(rune(code)) { // the library forgets the base encoding of differences
		t = string(charmap.Windows1252.DecodeByte(byte(code)))
	}
	return t
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

// visible takes control characters and what could not be decoded out of a text.
func visible(t string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return -1
		}
		return r
	}, t)
}
