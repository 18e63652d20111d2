package structure

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// series says how a label counts. Labels of different series never mean each other.
type series uint8

const (
	digits series = iota + 1
	roman
	letters
	symbols
)

func (s series) String() string { return [...]string{"", "digits", "roman", "letters", "symbols"}[s] }

// label is what a marker and its note have in common.
type label struct {
	text   string // as printed, without brackets: "²", "II", "*"
	core   string // digits as ASCII, lower case: "2", "ii", "*"
	number int    // value of a number or numeral; place in the alphabet; 0 for a symbol, whose number is its place
	series series
}

// key tells labels of different series apart.
func (l label) key() string { return l.series.String() + l.core }

// parseLabel reads "2", "ii", "a", "†" without brackets. A number has at most three digits: a longer one is a year.
func parseLabel(s string) (label, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 12 {
		return label{}, false
	}
	if n, ok := parseDigits(s); ok {
		return label{s, strconv.Itoa(n), n, digits}, true
	}
	lower := strings.ToLower(s)
	if n := romanValue(lower); n > 0 && (s == lower || s == strings.ToUpper(s)) {
		return label{s, lower, n, roman}, true
	}
	if len(s) == 1 && s[0] >= 'a' && s[0] <= 'z' {
		return label{s, s, int(s[0]-'a') + 1, letters}, true
	}
	if symbolLabel(s) {
		s = asterisks.Replace(s)
		return label{s, s, 0, symbols}, true
	}
	return label{}, false
}

// parseDigits reads one to three digits, ASCII or raised, of a number from 1.
func parseDigits(s string) (int, bool) {
	n, count := 0, 0
	for _, r := range s {
		d := superDigit(r)
		if r >= '0' && r <= '9' {
			d = int(r - '0')
		}
		if d < 0 || count == 3 {
			return 0, false
		}
		n = n*10 + d
		count++
	}
	return n, n > 0
}

// superDigit returns the value of a raised digit of Unicode, or -1.
func superDigit(r rune) int {
	switch r {
	case '¹':
		return 1
	case '²':
		return 2
	case '³':
		return 3
	}
	if r == '⁰' || r >= '⁴' && r <= '⁹' {
		return int(r - '⁰')
	}
	return -1
}

// symbolRunes are the note symbols in the order of use.
const symbolRunes = "*†‡§¶∗＊"

// asterisks writes the asterisks of other fonts as the one of ASCII: LaTeX has U+2217 for it.
var asterisks = strings.NewReplacer("∗", "*", "＊", "*")

// symbolRune asks for the one symbol of ASCII first: it is called for every code point of a document.
func symbolRune(r rune) bool {
	return r == '*' || r >= utf8.RuneSelf && strings.ContainsRune(symbolRunes, r)
}

// symbolLabel accepts one symbol or a repeated one: "*", "**", "††".
func symbolLabel(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if !symbolRune(first) {
		return false
	}
	for _, r := range s {
		if r != first {
			return false
		}
	}
	return utf8.RuneCountInString(s) <= 4
}

var romanValues = map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100}

// romanValue returns the value of a lower-case roman numeral in its regular form up to 399, or 0.
func romanValue(s string) int {
	total, last := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		v := romanValues[rune(s[i])]
		if v == 0 {
			return 0
		}
		if v < last {
			total -= v
		} else {
			total += v
			last = v
		}
	}
	if total <= 0 || romanOf(total) != s {
		return 0
	}
	return total
}

func romanOf(n int) string {
	var sb strings.Builder
	for _, step := range []struct {
		v int
		s string
	}{{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= step.v && sb.Len() < 16 {
			sb.WriteString(step.s)
			n -= step.v
		}
	}
	return sb.String()
}

func isRoman(r rune) bool { return romanValues[unicode.ToLower(r)] > 0 }

func isRomanNumeral(s string) bool { return romanValue(strings.ToLower(s)) > 0 }
