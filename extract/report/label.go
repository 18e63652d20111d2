package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// label is an indicator's label found in a line.
type label struct {
	indicators []corpus.Indicator // one, or the relevance group: empty
	relevance  bool               // "Relevance: ..." names OGP values
	key        string             // its words, folded
	from, to   int                // tokens, the colon included
	start, end int                // offsets
}

// labelAt reads an indicator's label at a token: the label, a question mark, a colon or a dash. alone allows a label that
// ends the line.
func (a *annex) labelAt(i int, alone bool) (label, bool) {
	s := &a.x
	key, best := "", label{}
	for j := i; j < len(s.toks) && j < i+a.lex.labelLen+2; j++ {
		if s.toks[j].kind == mark {
			if s.sign(j, "&", "(", ")", "/", "’", "'") {
				continue
			}
			break
		}
		if key != "" {
			key += " "
		}
		key += s.toks[j].text
		ind, ok := a.lex.labels[key]
		relevance := a.isRelevance(key)
		if !ok && !relevance {
			continue
		}
		k := j + 1
		for s.sign(k, "?", ":", "–", "—", "-", ")", "*") {
			k++
		}
		if k == j+1 && (!alone || k < len(s.toks) && (!ok || a.lex.valueOn(ind, wordsOf(s.toks[k:])) == "")) {
			continue // a label without a sign behind it heads its line, with nothing or a value behind it
		}
		best = label{relevance: relevance, key: key, from: i, to: k, start: s.toks[i].start, end: s.toks[k-1].end}
		if ok {
			best.indicators = []corpus.Indicator{ind}
		}
	}
	return best, best.to > 0
}

func (a *annex) isRelevance(key string) bool { return a.lex.relevance[key] }

// opening returns the first token behind what can stand before a label: a bullet, an opening question mark.
func (s *sentence) opening() int {
	i := 0
	for s.sign(i, "¿", "•", "-", "·", "▪", "●", "–", "■") {
		i++
	}
	return i
}

// relevanceName returns how many tokens the name of an OGP value at a token has, the longest that fits; 0 for none. A value
// printed behind it makes it a label of its own: "Civic participation: No".
func (a *annex) relevanceName(i int) int {
	s := &a.x
	key, best := "", 0
	for j := i; j < len(s.toks) && j < i+a.lex.labelLen+2; j++ {
		if s.toks[j].kind == mark {
			if s.sign(j, "&") {
				continue
			}
			break
		}
		if key != "" {
			key += " "
		}
		key += s.toks[j].text
		if ind, ok := a.lex.labels[key]; ok && strings.HasPrefix(string(ind), "relevance_") && !s.sign(j+1, ":", "?") {
			best = j + 1 - i
		}
	}
	return best
}

// valueFollows reports whether a value of a label's scale stands right behind it.
func (a *annex) valueFollows(l label) bool {
	if l.relevance {
		return a.relevanceName(l.to) > 0
	}
	for n := 1; n <= longestValue && l.to+n <= len(a.x.toks); n++ {
		if a.lex.valueOn(l.indicators[0], wordsOf(a.x.toks[l.to:l.to+n])) != "" {
			return true
		}
	}
	return false
}
