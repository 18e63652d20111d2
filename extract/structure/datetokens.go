package structure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// dateScan looks for dates in a string.
type dateScan struct {
	s      string
	lang   corpus.Language
	words  *words
	tokens []dateToken
	found  []DateMention
}

// dateToken is a number, a word or a sign.
type dateToken struct {
	start, end int
	value      int    // of a number of at most four digits; -1 otherwise
	lower      string // a word in lower case; a sign as it is
	digits     int    // of a number
}

func (d *dateScan) tokenize() {
	d.tokens = make([]dateToken, 0, len(d.s)/4+1)
	for i := 0; i < len(d.s); {
		r, size := utf8.DecodeRuneInString(d.s[i:])
		j := i + size
		switch {
		case unicode.IsSpace(r):
		case r >= '0' && r <= '9':
			for j < len(d.s) && d.s[j] >= '0' && d.s[j] <= '9' {
				j++
			}
			d.tokens = append(d.tokens, dateToken{i, j, smallNumber(d.s[i:j]), "", j - i})
		case unicode.IsLetter(r):
			j = d.wordEnd(j)
			if address := d.addressEnd(i); address > j {
				j = address
			}
			d.tokens = append(d.tokens, dateToken{i, j, -1, strings.ToLower(d.s[i:j]), 0})
		default:
			d.tokens = append(d.tokens, dateToken{i, j, -1, d.s[i:j], 0})
		}
		i = j
	}
}

func (d *dateScan) wordEnd(j int) int {
	for j < len(d.s) {
		r, size := utf8.DecodeRuneInString(d.s[j:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			if r != '-' {
				break
			}
			if next, _ := utf8.DecodeRuneInString(d.s[j+size:]); !unicode.IsLetter(next) {
				break
			}
		}
		j += size
	}
	return j
}

// addressEnd returns the end of the web address that begins at i, or i.
func (d *dateScan) addressEnd(i int) int {
	rest := d.s[i:]
	if !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://") && !strings.HasPrefix(rest, "www.") {
		return i
	}
	if n := strings.IndexFunc(rest, unicode.IsSpace); n >= 0 {
		return i + n
	}
	return len(d.s)
}

func smallNumber(s string) int {
	if len(s) > 4 {
		return -1
	}
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func dayToken(t dateToken) bool {
	return t.digits >= 1 && t.digits <= 2 && t.value >= 1 && t.value <= 31
}

func (d *dateScan) skip(i int, signs string) int {
	for i < len(d.tokens) && d.tokens[i].lower != "" && strings.Contains(signs, d.tokens[i].lower) {
		i++
	}
	return i
}

func (d *dateScan) skipOrdinal(i int) int {
	if i < len(d.tokens) && d.tokens[i].start == d.tokens[i-1].end && d.words.ordinals[d.tokens[i].lower] {
		i++
	}
	return i
}

func (d *dateScan) skipRange(i int) int {
	if i < len(d.tokens) && (d.tokens[i].lower == "-" || d.tokens[i].lower == "–" || d.words.rangeWords[d.tokens[i].lower]) {
		return i + 1
	}
	return i
}
