package charset

import (
	"strings"
	"unicode"
)

// IsSpace reports whether a character separates words: all white space of Unicode, no-break spaces too.
func IsSpace(r rune) bool { return unicode.IsSpace(r) }

// Invisible reports whether a character takes no place: soft hyphen, zero-width space, word joiner, byte order mark, marks of
// direction. The two joiners (U+200C, U+200D) are parts of letters in Persian or Sinhala and are not among them.
func Invisible(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == 0xad, r == 0x200b, r == 0x2060, r == 0xfeff, r == 0x200e, r == 0x200f:
		return true
	}
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// OneLine collapses white space to single spaces and takes out invisible characters.
func OneLine(s string) string {
	if strings.ContainsFunc(s, Invisible) {
		s = strings.Map(func(r rune) rune {
			if Invisible(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.Join(strings.FieldsFunc(s, IsSpace), " ")
}
