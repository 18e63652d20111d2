package structure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrases finds phrases of one or more words in a text, each with its class.
type phrases struct {
	byFirst map[string][]phrase // first word to the phrases that begin with it
}

type phrase struct {
	words []string
	class string
}

func (p *phrases) add(class string, list []string) {
	if p.byFirst == nil {
		p.byFirst = map[string][]phrase{}
	}
	for _, s := range list {
		w := strings.Fields(s)
		p.byFirst[w[0]] = append(p.byFirst[w[0]], phrase{w, class})
	}
}

// at returns the longest phrase that stands at word i. Ordinals in digits are passed over: "memória da 2ª reunião".
func (p *phrases) at(ws []word, i int) (class string, length int) {
	for _, c := range p.byFirst[ws[i].lower] {
		if n := c.length(ws[i:]); n > length {
			class, length = c.class, n
		}
	}
	return class, length
}

// begins reports whether a phrase begins with a word.
func (p *phrases) begins(word string) bool { return len(p.byFirst[word]) > 0 }

// length returns how many words the phrase takes at the beginning of ws; 0 when it does not stand there.
func (p *phrase) length(ws []word) int {
	n := 0
	for _, s := range p.words {
		if n > 0 && n < len(ws) && startsDigit(ws[n].lower) && ws[n].lower != s && ordinal(ws[n].lower) {
			n++
		}
		if n >= len(ws) || ws[n].lower != s {
			return 0
		}
		n++
	}
	return n
}

// word is a word of a text: letters, digits and the hyphens, dots and apostrophes between them.
type word struct {
	start, end int // byte offsets
	lower      string
	gap        string // what stands between the word before and this one
}

// splitWords returns the words of s in order. The article of "l'action" and "d'État" is a word of its own.
func splitWords(s string) []word {
	ws := make([]word, 0, len(s)/6+1)
	last := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !wordRune(r) {
			i += size
			continue
		}
		j := wordEnd(s, i)
		ws = append(ws, word{i, j, strings.ToLower(s[i:j]), s[last:i]})
		i, last = j, j
	}
	return ws
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !wordRune(r) {
			if r != '-' && r != '.' && r != '‑' {
				break
			}
			next, _ := utf8.DecodeRuneInString(s[i+size:])
			if !wordRune(next) {
				break
			}
		}
		i += size
	}
	return i
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}
