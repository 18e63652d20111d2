package legible

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed trigrams.txt
var trigramsTXT string

// known are the trigrams of the table, a bit for each of 27 to the power of three.
var known = sync.OnceValue(func() []bool {
	out := make([]bool, signs*signs*signs)
	for line := range strings.Lines(trigramsTXT) {
		first, thirds, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || len(first) != 2 {
			continue
		}
		for i := range len(thirds) {
			out[trigram(code(first[0]), code(first[1]), code(thirds[i]))] = true
		}
	}
	return out
})

const signs = 27 // a to z and the end of a word

// code numbers the signs of the table; what is no letter counts as a word's end.
func code(c byte) int {
	if c < 'a' || c > 'z' {
		return 0
	}
	return int(c-'a') + 1
}

func trigram(a, b, c int) int { return (a*signs+b)*signs + c }

// knownShare is the least share of a word's trigrams that the table must have.
const knownShare = 0.5

// byTrigrams tells words by their trigrams. Letters beyond a to z that are no accented ones say nothing.
func byTrigrams(s string) likeness {
	all, found := 0, 0
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		letters, plain := fold(part)
		if !plain || len(letters) < 3 {
			continue
		}
		a, b := 0, letters[0]
		for _, c := range append(letters[1:], 0) {
			all++
			if known()[trigram(a, b, c)] {
				found++
			}
			a, b = b, c
		}
	}
	switch {
	case all == 0:
		return nothing
	case float64(found) < knownShare*float64(all):
		return junkLike
	}
	return wordLike
}

// fold returns the numbers of a word's letters without their accents, and whether all of them are in the table.
func fold(s string) (letters []int, plain bool) {
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.IsMark(r):
		case r >= 'a' && r <= 'z':
			letters = append(letters, code(byte(r)))
		default:
			return nil, false
		}
	}
	return letters, len(letters) > 0
}
