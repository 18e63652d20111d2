package minutes

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold returns a text as it is compared: lower case, without accents, with plain quotes and single spaces.
func fold(s string) string {
	var sb strings.Builder
	space := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsSpace(r):
			space = sb.Len() > 0
			continue
		case r == '’' || r == '‘' || r == '´' || r == '`':
			r = '\''
		case r == '–' || r == '—' || r == '‐' || r == '‑':
			r = '-'
		}
		if space {
			sb.WriteByte(' ')
			space = false
		}
		sb.WriteRune(unicode.ToLower(r))
	}
	return sb.String()
}

// head returns a folded text without what stands around a heading: its number, bullets, colons.
func head(s string) string {
	s = strings.TrimFunc(fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '(' && r != ')' })
	if _, rest, ok := number(s); ok {
		s = rest
	}
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ')' && r != '"' })
}

// begins reports which of the phrases a folded text begins with, the longest; a word ends behind it.
func begins(s string, phrases []string) (phrase string, ok bool) {
	for _, p := range phrases {
		if len(p) > len(phrase) && strings.HasPrefix(s, p) && (len(s) == len(p) || !letterAt(s, len(p))) {
			phrase = p
		}
	}
	return phrase, phrase != ""
}

func letterAt(s string, i int) bool {
	for _, r := range s[i:] {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return false
}

// contains reports which phrase stands in a folded text as whole words, and where; the first in the text.
func contains(s string, phrases []string) (at int, phrase string) {
	at = -1
	for _, p := range phrases {
		for from := 0; ; {
			i := strings.Index(s[from:], p)
			if i < 0 {
				break
			}
			i += from
			before := i == 0 || !endsInLetter(s[:i])
			if before && !letterAt(s, i+len(p)) {
				if at < 0 || i < at || i == at && len(p) > len(phrase) {
					at, phrase = i, p
				}
				break
			}
			from = i + 1
		}
	}
	return at, phrase
}

func endsInLetter(s string) bool {
	r := []rune(s[max(0, len(s)-4):])
	return len(r) > 0 && (unicode.IsLetter(r[len(r)-1]) || unicode.IsDigit(r[len(r)-1]))
}

// in reports whether a word is one of a list.
func in(s string, list []string) bool {
	for _, x := range list {
		if s == x {
			return true
		}
	}
	return false
}
