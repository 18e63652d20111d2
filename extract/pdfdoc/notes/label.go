package notes

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// series says how labels count.
type series uint8

const (
	digits series = iota
	roman
	letters
	symbols
)

// form is how a label is set at the beginning of a line.
type form uint8

const (
	bare      form = iota // 1 See
	dotted                // 1. See, 1) See
	rounded               // (1) See
	bracketed             // [1] See
	glued                 // 1See
	raised                // ¹See
)

// label is what a note begins with and what its marker repeats.
type label struct {
	text   string // without brackets and stops: "3", "ii", "*"
	number int    // value of a number or numeral; place in the alphabet; 0 for a symbol
	series series
}

// key names the label; labels of different series differ.
func (l label) key() string {
	if l.series == symbols {
		return l.text
	}
	return string(rune('0'+l.series)) + strconv.Itoa(l.number)
}

// symbolRunes are the symbols that label notes, in the order of use.
const symbolRunes = "*†‡§¶∗＊"

// asterisks writes the asterisks of other fonts as the one of ASCII: LaTeX has U+2217 for it.
var asterisks = strings.NewReplacer("∗", "*", "＊", "*")

// parseLabel reads what stands between the brackets of a label. A number has at most three digits: a longer one is a year.
func parseLabel(s string) (label, bool) {
	if n := parseDigits(s); n > 0 {
		return label{strconv.Itoa(n), n, digits}, true
	}
	if n := romanValue(strings.ToLower(s)); n > 0 && (s == strings.ToLower(s) || s == strings.ToUpper(s)) {
		return label{s, n, roman}, true
	}
	if len(s) == 1 && s[0] >= 'a' && s[0] <= 'z' {
		return label{s, int(s[0]-'a') + 1, letters}, true
	}
	s = asterisks.Replace(s)
	first, _ := utf8.DecodeRuneInString(s)
	if s != "" && len(s) <= 12 && strings.ContainsRune(symbolRunes, first) && strings.Trim(s, string(first)) == "" {
		return label{s, 0, symbols}, true
	}
	return label{}, false
}

// parseDigits reads one to three digits, raised ones of Unicode included; 0 when s is anything else.
func parseDigits(s string) int {
	n, count := 0, 0
	for _, r := range s {
		d := digitOf(r)
		if d < 0 || count == 3 || n == 0 && d == 0 {
			return 0
		}
		n = n*10 + d
		count++
	}
	return n
}

// raisedDigits are the raised digits of Unicode by value.
const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹"

func digitOf(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	if i := strings.IndexRune(raisedDigits, r); i >= 0 {
		return utf8.RuneCountInString(raisedDigits[:i])
	}
	return -1
}

var romanValues = map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100}

// romanValue returns the value of a lower-case numeral in its regular form, up to 399; 0 for anything else.
func romanValue(s string) int {
	total, last := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		v := romanValues[rune(s[i])]
		if v == 0 || len(s) > 12 {
			return 0
		}
		if v < last {
			v = -v
		} else {
			last = v
		}
		total += v
	}
	if s == "" || romanOf(total) != s {
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
		for ; n >= step.v; n -= step.v {
			sb.WriteString(step.s)
		}
	}
	return sb.String()
}

// leading is the label at the beginning of a line.
type leading struct {
	label
	form  form
	words int // of the line that are the label; 0 when it is glued to the first one
}

// gluedLabel matches a number that the first word of a note follows at once: "1See", "12http://x.org", "3“Open", "*See". A
// lower-case letter is left to ordinals and units ("1st", "3d"), "http" and "www" aside.
var gluedLabel = regexp.MustCompile(`^(\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡]{1,3})(?:\p{Lu}|[“”"«‘'(¿¡]\p{L}|https?:|www\.)`)

// stoppedLabel matches a label with its stop or brackets, whose core is the first group that is not empty: "1.", "[1]", "(1)".
var stoppedLabel = regexp.MustCompile(`^(?:([^\[\]().,:]{1,6})[.):]|\[([^\[\]().,]{1,6})\]\.?|\(([^\[\]().,]{1,6})\)\.?)$`)

// leadingLabel reads the label that a line begins with.
func leadingLabel(l *page.Line) (leading, bool) {
	if len(l.Words) == 0 {
		return leading{}, false
	}
	w := &l.Words[0]
	if up := raisedWord(l, 0); up || len(l.Words) > 1 {
		if found, ok := wholeLabel(w.Text, up); ok && (up || l.Words[1].Space || found.series == symbols) {
			return found, true
		}
	}
	m := gluedLabel.FindStringSubmatch(w.Text)
	if m == nil {
		return leading{}, false
	}
	core, ok := parseLabel(m[1])
	return leading{core, glued, 0}, ok
}

// wholeLabel reads a word that is a label and nothing else.
func wholeLabel(s string, up bool) (leading, bool) {
	f := bare
	core := strings.TrimSpace(s)
	if m := stoppedLabel.FindStringSubmatch(core); m != nil {
		switch {
		case m[2] != "":
			f = bracketed
		case m[3] != "":
			f = rounded
		default:
			f = dotted
		}
		core = m[1] + m[2] + m[3]
	}
	l, ok := parseLabel(core)
	if first, _ := utf8.DecodeRuneInString(core); up || strings.ContainsRune(raisedDigits, first) {
		f = raised
	}
	return leading{l, f, 1}, ok
}

// raisedWord reports whether a word is set as a superscript: its reader says so, or it is much smaller than the word behind it.
func raisedWord(l *page.Line, i int) bool {
	w := &l.Words[i]
	if w.Raised > 0 {
		return true
	}
	if w.Raised < 0 || i+1 >= len(l.Words) {
		return false
	}
	return w.Size <= 0.82*l.Words[i+1].Size
}
