package pdfium

import (
	"strings"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Flags of a font descriptor (ISO 32000-1, table 123).
const (
	flagFixedPitch = 1 << 0
	flagSerif      = 1 << 1
	flagItalic     = 1 << 6
	flagForceBold  = 1 << 18
)

// boldWeight is the least weight that counts as bold.
const boldWeight = 600

// font returns the index of a font among the page's.
func (v *visit) font(at uint64) int {
	if i, ok := v.fonts[at]; ok {
		return i
	}
	name := withoutPrefix(v.narrow(fnFontGetBaseFontName, at))
	flags := v.integer(fnFontGetFlags, at)
	lower := strings.ToLower(name)
	f := page.Font{
		Name:   name,
		Bold:   flags > 0 && flags&flagForceBold != 0 || v.integer(fnFontGetWeight, at) >= boldWeight || containsAny(lower, "bold", "black", "heavy"),
		Italic: flags > 0 && flags&flagItalic != 0 || containsAny(lower, "italic", "oblique"),
		Serif:  flags > 0 && flags&flagSerif != 0,
		Mono:   flags > 0 && flags&flagFixedPitch != 0 || containsAny(lower, "courier", "mono"),
	}
	v.fonts[at] = len(v.shown.Fonts)
	v.shown.Fonts = append(v.shown.Fonts, f)
	return v.fonts[at]
}

func containsAny(s string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// withoutPrefix cuts the tag of a subset, "ABCDEF+".
func withoutPrefix(name string) string {
	tag, rest, ok := strings.Cut(name, "+")
	if !ok || len(tag) != 6 || strings.Trim(tag, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return name
	}
	return rest
}
