package cited

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a word or a number of a text, as comparisons see it.
type word struct {
	start, end int    // byte offsets
	fold       string // in lower case and without accents
}

// wordsOf returns the words of a text in order. A number with a point inside ("4.2") is one word.
func wordsOf(s string) []word {
	words := make([]word, 0, len(s)/6+1)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !wordRune(r) {
			i += size
			continue
		}
		j := wordEnd(s, i+size)
		words = append(words, word{i, j, fold(s[i:j])})
		i = j
	}
	return words
}

func wordEnd(s string, j int) int {
	for j < len(s) {
		r, size := utf8.DecodeRuneInString(s[j:])
		if !wordRune(r) && !(r == '.' && digitAt(s, j-1) && digitAt(s, j+1)) {
			break
		}
		j += size
	}
	return j
}

// softHyphen says where a word may be broken; it is no part of it.
const softHyphen = '\u00ad'

func digitAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == softHyphen
}

// fold returns a word in lower case and without accents, ligatures and signs of ordinals: "Sesión" and "SESION" are one.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == softHyphen:
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldWords returns the folded words of a string.
func foldWords(s string) []string {
	ws := wordsOf(s)
	out := make([]string, len(ws))
	for i := range ws {
		out[i] = ws[i].fold
	}
	return out
}

// lowerFirst returns a sentence that goes on behind a colon.
func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}

// sentence returns s with a full stop at its end.
func sentence(s string) string { return strings.TrimRight(strings.TrimSpace(s), ".") + "." }
