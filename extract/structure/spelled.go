package structure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// spelledOut widens printed addresses that print tore apart to all that the target of a link on them spells: a link
// annotation knows where the address ends, and whether a hyphen at a line's end belongs to it. Start is the text's offset.
func spelledOut(text string, addresses []printedAddress, start int, runs []linkRun) []printedAddress {
	var found []printedAddress
	k, at, counted := 0, start, 0
	for _, a := range addresses {
		if n := len(found); n > 0 && a.start < found[n-1].end {
			continue // it is the rest of the one before
		}
		at += utf8.RuneCountInString(text[counted:a.start])
		counted = a.start
		for k < len(runs) && runs[k].end <= at {
			k++
		}
		if k < len(runs) && runs[k].start <= at {
			if end := spelledEnd(text, a.start, runs[k].href); end > 0 && strings.ContainsFunc(text[a.start:end], unicode.IsSpace) {
				a.end, a.url = end, cleanAddress(runs[k].href)
			}
		}
		found = append(found, a)
	}
	return found
}

// spelledEnd returns the end of the stretch of s from i on that spells an address, white space, hyphens and scheme aside; 0
// when s says something else or breaks off.
func spelledEnd(s string, i int, href string) int {
	want := []rune(strings.TrimRight(strings.ReplaceAll(withoutScheme(strings.ToLower(cleanAddress(href))), "-", ""), "/"))
	i += schemeAt(s[i:])
	if len(s) >= i+4 && strings.EqualFold(s[i:i+4], "www.") {
		i += 4
	}
	for len(want) > 0 && i < len(s) {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(c) || c == '-' || invisible(c):
		case unicode.ToLower(c) == want[0]:
			want = want[1:]
		default:
			return 0
		}
		i += size
	}
	if len(want) > 0 {
		return 0
	}
	if i < len(s) && s[i] == '/' {
		i++
	}
	if next, _ := utf8.DecodeRuneInString(s[i:]); i < len(s) && (wordRune(next) || next == '/') {
		return 0
	}
	return i
}
