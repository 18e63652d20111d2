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

// at returns the longest phrase that stands at word i.
func (p *phrases) at(ws []word, i int) (class string, length int) {
	for _, c := range p.byFirst[ws[i].lower] {
		if len(c.words) <= length || i+len(c.words) > len(ws) {
			continue
		}
		match := true
		for j, s := range c.words {
			if ws[i+j].lower != s {
				match = false
				break
			}
		}
		if match {
			class, length = c.class, len(c.words)
		}
	}
	return class, length
}

// word is a word of a text: letters, digits and the hyphens, dots and apostrophes between them.
type word struct {
	start, end int // byte offsets
	lower      string
	gap        string // what stands between the word before and this one
}

// splitWords returns the words of s in order. The article of "l'action" and "d'État" is a word of its own.
func splitWords(s string) []word {
	var ws []word
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
