package words

import (
	"math"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// accents are the spacing accents and their combining forms. TeX's fonts have no accented letters: it prints an accent and
// a letter over each other.
var accents = map[string]string{
	"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303", "¯": "\u0304",
	"˘": "\u0306", "˙": "\u0307", "˚": "\u030a", "¸": "\u0327", "˝": "\u030b", "ˇ": "\u030c", "˛": "\u0328",
}

// dotless are the letters that take an accent in place of their dot.
var dotless = map[string]string{"ı": "i", "ȷ": "j"}

// composeAccents puts accents on the letters that they are printed over; the accent's ink is left without text.
func composeAccents(inks []ink) {
	for i := range inks {
		mark, ok := accents[inks[i].text]
		if !ok {
			continue
		}
		for _, j := range []int{i + 1, i - 1} {
			if j >= 0 && j < len(inks) && compose(&inks[j], &inks[i], mark) {
				break
			}
		}
	}
}

// compose puts an accent on a letter where they overlap and the pair is a character of its own.
func compose(letter, accent *ink, mark string) bool {
	if letter.white || letter.angle != accent.angle || !overlap(letter.span, accent.span) {
		return false
	}
	base := letter.text
	if dotted, ok := dotless[base]; ok {
		base = dotted
	}
	both := norm.NFC.String(base + mark)
	if base == "" || utf8.RuneCountInString(both) != 1 {
		return false
	}
	letter.text, accent.text = both, ""
	return true
}

// overlap reports whether an accent stands over or under a letter.
func overlap(letter, accent span) bool {
	shared := min(letter.u1, accent.u1) - max(letter.u0, accent.u0)
	return shared > 0.5*min(letter.u1-letter.u0, accent.u1-accent.u0) && math.Abs(letter.v-accent.v) < 0.6*letter.size
}
