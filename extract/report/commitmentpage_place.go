package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// textPlaces finds the labels and values of a page's markup in its text, in the order in which they come.
type textPlaces struct {
	toks  []token
	begin []bool // a token begins a line, a cell or a block
	at    int    // token behind the label that was found last
}

func newTextPlaces(c *corpus.Content) *textPlaces {
	text := c.Text().String()
	x := &textPlaces{toks: tokens(nil, text, 0)}
	runes := []rune(text)
	for i, t := range x.toks {
		from := 0
		if i > 0 {
			from = x.toks[i-1].end
		}
		gap := string(runes[from:t.start])
		x.begin = append(x.begin, i == 0 || strings.ContainsAny(gap, "\n\t"))
	}
	return x
}

// find returns the place of some words from a token on.
func (x *textPlaces) find(words string, from int) (start, end int, ok bool) {
	want := tokens(nil, words, 0)
	for i := from; i < len(x.toks) && len(want) > 0; i++ {
		if n := x.matches(i, want); n > 0 {
			return x.toks[i].start, x.toks[i+n-1].end, true
		}
	}
	return 0, 0, false
}

// pair returns the place of a label, with the value where that is printed right behind it. A label begins a line; where none
// does, any place will do.
func (x *textPlaces) pair(label, value string) (start, end int, ok bool) {
	want := tokens(nil, label, 0)
	i := x.label(want)
	if i < 0 {
		return 0, 0, false
	}
	next := i + x.matches(i, want)
	start, end = x.toks[i].start, x.toks[next-1].end
	x.at = next
	printed := tokens(nil, value, 0)
	for k := next; len(printed) > 0 && k < min(next+betweenPair, len(x.toks)); k++ {
		if n := x.matches(k, printed); n > 0 {
			x.at = k + n
			return start, x.toks[k+n-1].end, true
		}
		if x.toks[k].kind != mark && !pageWordsOf().marks[x.toks[k].text] {
			break
		}
	}
	return start, end, true
}

// betweenPair is how many signs of an explanation can stand between a label and its value: "Early results (i): Marginal".
const betweenPair = 6

// label returns the token at which a label stands, -1 for none.
func (x *textPlaces) label(want []token) int {
	inside := -1
	for _, stretch := range [2][2]int{{x.at, len(x.toks)}, {0, x.at}} {
		for i := stretch[0]; i < stretch[1]; i++ {
			if x.matches(i, want) == 0 {
				continue
			}
			if x.begin[i] || i > 0 && x.toks[i-1].kind == mark && x.begin[i-1] {
				return i
			}
			if inside < 0 {
				inside = i
			}
		}
	}
	return inside
}

// matches returns how many tokens from one on are the wanted ones; 0 when they are others. Signs that a label ends with need
// not be there.
func (x *textPlaces) matches(i int, want []token) int {
	n := 0
	for _, w := range want {
		if i+n >= len(x.toks) || x.toks[i+n].text != w.text {
			if w.kind == mark && n > 0 {
				continue
			}
			return 0
		}
		n++
	}
	return n
}
