package structure

import (
	"math/bits"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// The common words of its own language are a fifth to a half of a text, by far the most of them no neighbour's. Menus, lists of names
// and texts in two languages stay below.
const (
	commonShare  = 18   // the least share of common words, in hundredths
	commonMargin = 2    // how many times those of the next language there must be
	commonTexts  = 50   // the least number of words that are counted
	wholeWord    = 2520 // the weight of a word of one language; divisible by the number of languages
)

// commonWords counts the common words of a few languages, which is far cheaper than a comparison of letters.
type commonWords struct {
	languages []corpus.Language
	known     map[string]uint32 // word to the languages that have it, a bit each
}

// addLanguage adds the common words of a language.
func (c *commonWords) addLanguage(lang corpus.Language, list []string) {
	if c.known == nil {
		c.known = map[string]uint32{}
	}
	for _, s := range list {
		c.known[s] |= 1 << len(c.languages)
	}
	c.languages = append(c.languages, lang)
}

// language returns the language whose common words are clearly the most of a text's words; "" when there is none. A word of
// several languages counts for each of them by its share.
func (c *commonWords) language(text string) corpus.Language {
	var counts, weights [32]int
	words := 0
	for s := range strings.FieldsFuncSeq(text, betweenWords) {
		words++
		known := c.known[strings.ToLower(s)]
		weight := wholeWord / max(1, bits.OnesCount32(known))
		for l := 0; known != 0; known, l = known>>1, l+1 {
			counts[l] += int(known & 1)
			weights[l] += weight * int(known&1)
		}
	}
	best, next := 0, 0
	for l := 1; l < len(c.languages); l++ {
		switch {
		case weights[l] > weights[best]:
			best, next = l, weights[best]
		case weights[l] > next:
			next = weights[l]
		}
	}
	if words < commonTexts || counts[best]*100 < words*commonShare || weights[best] < next*commonMargin {
		return ""
	}
	return c.languages[best]
}

// betweenWords reports whether a code point is no part of a word. Marks are: some texts write "à" as a letter and a mark.
func betweenWords(c rune) bool { return !unicode.IsLetter(c) && !unicode.Is(unicode.Mn, c) }
