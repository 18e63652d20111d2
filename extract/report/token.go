package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token is.
type kind uint8

const (
	word   kind = iota // letters, folded
	number             // digits, "13"; value holds the number, -1 for "4.2" and for what is too long
	mark               // one sign
	link               // an address: its digits and words are not read
)

// token is a word, a number or a sign of a stretch of text.
type token struct {
	text       string // folded: lower case, no accents; numbers and signs as printed
	kind       kind
	glued      bool // a hyphen, a dash or an apostrophe without space joins it to the token before
	value      int  // of a number
	start, end int  // offsets in the text, in code points
}

// tokens appends the tokens of s to dst; offset is where s starts in the document's text. Hyphens and apostrophes inside
// words part them and leave no token: "twenty-one" is twenty, one.
func tokens(dst []token, s string, offset int) []token {
	at, glued := offset, false
	for i := 0; i < len(s); {
		if s[i] == ' ' {
			i, at, glued = i+1, at+1, false
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(r):
			n, runes := letters(s[i:])
			if isLink(s[i:], n) {
				n, runes = unbroken(s[i:])
				dst = append(dst, token{text: "", kind: link, start: at, end: at + runes})
			} else {
				glued = glued || len(dst) > 0 && dst[len(dst)-1].kind == number && dst[len(dst)-1].end == at // "5th"
				dst = append(dst, token{text: fold(s[i : i+n]), kind: word, glued: glued, start: at, end: at + runes})
			}
			i, at, glued = i+n, at+runes, false
		case r >= '0' && r <= '9':
			n := digits(s[i:])
			glued = glued || len(dst) > 0 && dst[len(dst)-1].kind == word && dst[len(dst)-1].end == at // "NAP4"
			dst = append(dst, token{text: s[i : i+n], kind: number, glued: glued, value: valueOf(s[i : i+n]), start: at, end: at + n})
			i, at, glued = i+n, at+n, false
		case joins(r) && len(dst) > 0 && dst[len(dst)-1].end == at && dst[len(dst)-1].kind != mark && nextIsWord(s[i+size:]):
			if dst[len(dst)-1].kind == number && !isApostrophe(r) {
				dst = append(dst, token{text: "-", kind: mark, start: at, end: at + 1})
			}
			i, at, glued = i+size, at+1, true
		default:
			if !unicode.IsSpace(r) && r != '\u00ad' {
				dst = append(dst, token{text: s[i : i+size], kind: mark, start: at, end: at + 1})
			}
			i, at, glued = i+size, at+1, false
		}
	}
	return dst
}

// letters returns how many bytes and code points the word at the start of s has.
func letters(s string) (n, runes int) {
	for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z') {
		n++
	}
	runes = n
	for n < len(s) {
		if s[n] < utf8.RuneSelf && !(s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z') {
			break
		}
		r, size := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		n, runes = n+size, runes+1
	}
	return n, runes
}

// digits returns the length of the number at the start of s, with the points inside it: "4.2".
func digits(s string) int {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' ||
		(s[n] == '.' || s[n] == ',') && n > 0 && n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9') {
		n++
	}
	return n
}

func valueOf(s string) int {
	if len(s) > 6 {
		return -1
	}
	v := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		v = v*10 + int(s[i]-'0')
	}
	return v
}

func isLink(s string, n int) bool {
	return strings.HasPrefix(s[n:], "://") || n == 3 && strings.HasPrefix(s, "www.")
}

// unbroken returns how many bytes and code points there are up to the next white space.
func unbroken(s string) (n, runes int) {
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if unicode.IsSpace(r) {
			break
		}
		n, runes = n+size, runes+1
	}
	return n, runes
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' }

// joins reports whether r joins two words without space: hyphens, dashes and apostrophes.
func joins(r rune) bool {
	return r == '-' || r == '‐' || r == '‑' || r == '–' || r == '_' || isApostrophe(r)
}

func nextIsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// fold returns s in lower case and without accents, so that "Período" and "periodo" are one word. Words of one or two letters
// keep theirs: there the accent is what tells two words apart, "é" (is) and "e" (and), "où" and "ou", "sí" and "si".
func fold(s string) string {
	ascii, lower := true, true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
		if s[i] >= 'A' && s[i] <= 'Z' {
			lower = false
		}
	}
	if ascii {
		if lower {
			return s
		}
		return strings.ToLower(s)
	}
	if utf8.RuneCountInString(s) <= shortWord {
		return strings.ToLower(s)
	}
	var sb strings.Builder
	for _, r := range s {
		if unicode.IsMark(r) {
			continue
		}
		foldRune(&sb, unicode.ToLower(r))
	}
	return sb.String()
}

// shortWord is the length in letters up to which accents tell words apart.
const shortWord = 2

// foldRune writes the plain letters of an accented Latin letter; other letters stay as they are.
func foldRune(sb *strings.Builder, r rune) {
	switch r {
	case 'æ':
		sb.WriteString("ae")
	case 'œ':
		sb.WriteString("oe")
	case 'ß':
		sb.WriteString("ss")
	default:
		if i := strings.IndexRune(accented, r); i >= 0 {
			sb.WriteByte(plain[utf8.RuneCountInString(accented[:i])])
			return
		}
		sb.WriteRune(r)
	}
}

const (
	accented = "áàâäãåāăąçćčĉéèêëēėęěíìîïīıñńňóòôöõøōőúùûüūůűýÿžźżšśșşțţďđğģķłľļŕřťģ"
	plain    = "aaaaaaaaacccceeeeeeeeiiiiiinnnoooooooouuuuuuuyyzzzssssttddggklllrrtg"
)
