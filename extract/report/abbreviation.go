package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// fold folds the words of a cell, those of an abbreviated label written out: "OGP Val. Relevance", "Tech & Innov.".
func (h *headWords) fold(text string) string {
	key := foldPhrase(text)
	if !strings.Contains(text, ".") {
		return key
	}
	if _, known := h.label(key); known {
		return key
	}
	if long, ok := writtenOut(h.labels, text); ok {
		return long
	}
	return key
}

// foldAs folds the head of a column, an abbreviated value of an indicator's scale written out: "Transf.", "Civic part.".
func (h *headWords) foldAs(i corpus.Indicator, text string) string {
	key := foldPhrase(text)
	if list := h.values[i]; list != nil && strings.Contains(text, ".") {
		if _, f := h.value(i, key); f == noFit {
			if long, ok := writtenOut(list, text); ok {
				return long
			}
		}
	}
	return key
}

// leastAbbreviated is how many letters an abbreviation has at least, and leastCut a word without full stop beside one.
const (
	leastAbbreviated = 3
	leastCut         = 4
)

// cutWord is a word of a head; cut when a full stop says that it is abbreviated.
type cutWord struct {
	text string
	cut  bool
}

// writtenOut returns the phrase that a text with abbreviations stands for, where all phrases that it can stand for mean the same.
func writtenOut[T comparable](p *headPhrases[T], text string) (string, bool) {
	words := cutWords(text)
	if words == nil {
		return "", false
	}
	found := ""
	for phrase, means := range p.exact {
		if !standsFor(words, strings.Fields(phrase)) {
			continue
		}
		if found != "" && p.exact[found] != means {
			return "", false
		}
		if found == "" || len(phrase) < len(found) || len(phrase) == len(found) && phrase < found {
			found = phrase
		}
	}
	return found, found != ""
}

// cutWords returns the words of a text that has an abbreviation; nil for one that has none.
func cutWords(text string) []cutWord {
	if len(text) > longestHeadCell {
		return nil
	}
	var words []cutWord
	abbreviated := false
	toks := tokens(nil, text, 0)
	for i, t := range toks {
		if t.kind == number {
			return nil
		}
		if t.kind != word {
			continue
		}
		cut := i+1 < len(toks) && toks[i+1].kind == mark && toks[i+1].text == "." && toks[i+1].start == t.end && len(t.text) >= leastAbbreviated
		abbreviated = abbreviated || cut
		words = append(words, cutWord{t.text, cut})
	}
	if !abbreviated {
		return nil
	}
	return words
}

// standsFor reports whether each word is, or abbreviates, the next of a phrase; the phrase's short words can be left out.
func standsFor(words []cutWord, phrase []string) bool {
	k := 0
	for _, w := range phrase {
		switch {
		case k < len(words) && (words[k].text == w || strings.HasPrefix(w, words[k].text) && (words[k].cut || len(words[k].text) >= leastCut)):
			k++
		case len(w) > longestLeftOut:
			return false
		}
	}
	return k == len(words)
}

// longestLeftOut is how long a word is at most that abbreviations leave out: "and", "the", "con".
const longestLeftOut = 3
