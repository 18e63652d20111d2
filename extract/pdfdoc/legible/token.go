package legible

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tally counts the words of a text by what they look like. Numbers, addresses, codes and what is shorter than three letters
// say nothing and are not counted.
type tally struct {
	words  int // that are built as words of some language are, or written in another script
	junk   int // that are not
	double int // with letters that were put into UTF-8 twice: "educaciÃ³n"
}

// The shares that make a text garbage. Words of Polish and Turkish, whose trigrams are the least like those of the table, are
// junk by a seventh and by a sixth; letters that are shifted or exchanged make junk of a third of the words or more.
const (
	leastWords  = 15
	junkShare   = 0.35
	leastDouble = 5
	doubleShare = 0.02
)

// garbage reports whether the text makes no words.
func (t *text) garbage() bool {
	k := &t.tokens
	all := float64(k.words + k.junk)
	return k.words+k.junk >= leastWords && float64(k.junk) > junkShare*all || k.double >= leastDouble && float64(k.double) > doubleShare*all
}

// Patterns of what says nothing: addresses, file names and numbers with a unit or an ending ("20th", "GH0012").
var (
	address  = regexp.MustCompile(`(?i)://|^www\.|@|/|\.(?:com|org|net|gov|gob|info|html?|pdf|docx?|xlsx?)\b`)
	codeLike = regexp.MustCompile(`^(?:[\p{L}.-]{1,5}\d[\d.,:-]*\p{L}?|\d[\d.,:-]*\p{L}{0,3}[.]?)$`)
	twice    = regexp.MustCompile(`[\x{c2}-\x{c5}][\x{80}-\x{bf}]|\x{e2}\x{20ac}`)
)

// add counts a word with the punctuation that stands around it.
func (k *tally) add(s string) {
	if twice.MatchString(s) {
		k.double++
	}
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if utf8.RuneCountInString(s) < 3 || address.MatchString(s) || codeLike.MatchString(s) || lettersIn(s) == 0 {
		return
	}
	switch look(s) {
	case wordLike:
		k.words++
	case junkLike:
		k.junk++
	case nothing:
	}
}

// likeness is what a token looks like.
type likeness int

const (
	nothing likeness = iota
	wordLike
	junkLike
)

// joints are the signs that stand inside words, or between two of them.
const joints = "'’ʼ`´-‐‑–—.,:;&()·•_+\"“”«»"

// acronym is how long a word in capitals can be that need not look like a word.
const acronym = 5

// look tells words of any language from junk: by their script, by the signs and digits inside, and by their trigrams.
func look(s string) likeness {
	latin, other, upper, odd := 0, 0, 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
			if unicode.IsUpper(r) {
				upper++
			}
		case unicode.IsLetter(r) || unicode.IsMark(r):
			other++
		case !strings.ContainsRune(joints, r):
			odd++
		}
	}
	switch {
	case other > 0 && latin == 0:
		return wordLike
	case other > 1 && latin > 1 || odd > 0 && latin > 1:
		return junkLike
	case upper == latin && latin <= acronym:
		return nothing
	}
	return byTrigrams(s)
}
