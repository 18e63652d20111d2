package table

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isValue reports whether a cell's text is a value rather than words: a number with its signs and units, a dash, a mark.
func isValue(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" {
		return false
	}
	digits, letters, n := 0, 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
		n++
	}
	if n <= 2 && digits == 0 {
		return letters == 0 || strings.EqualFold(s, "x") || strings.EqualFold(s, "na")
	}
	return digits > 0 && digits >= 2*letters
}

// beginsLow reports whether a text goes on from the one before: it begins with a small letter.
func beginsLow(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// endsOpen reports whether a text is cut off: it ends with a hyphen, a comma, an opening bracket or a slash.
func endsOpen(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("-,(/–&", r)
}
