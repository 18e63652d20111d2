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
	listed     bool               // some OGP values of its list were read: only more of them go on with it
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
		if k == j+1 && (!alone || k < len(s.toks) && (ok && a.lex.valueOn(ind, wordsOf(s.toks[k:])) == "" || !ok && !a.onlyRelevance(k))) {
			continue // a label without a sign behind it heads its line, with nothing or a value behind it
		}
		best = label{relevance: relevance, key: key, from: i, to: k, start: s.toks[i].start, end: s.toks[k-1].end}
		if ok {
			best.indicators = []corpus.Indicator{ind}
		}
	}
	if best.to == 0 && alone {
		return a.labelInQuestion(i)
	}
	return best, best.to > 0
}

// labelInQuestion reads a label that a whole question or phrase about the commitment holds: "L'engagement a-t-il une perspective de
// gouvernement ouvert ?", "Level of completion of the commitment:".
func (a *annex) labelInQuestion(i int) (label, bool) {
	s := &a.x
	end := i
	for end < len(s.toks) && end < i+longestQuestion && !s.sign(end, "?", ":") {
		if s.toks[end].kind == number || s.toks[end].kind == mark && !s.sign(end, "-", "’", "'", "(", ")", "/") {
			return label{}, false
		}
		end++
	}
	if !s.sign(end, "?", ":") || !s.any(i, end, asSingular) {
		return label{}, false
	}
	for k := i; k < end; k++ {
		key, n := a.labelKey(k, end)
		if n == 0 || !s.any(i, k, asSingular) && !s.onlyOfCommitment(k+n, end) || s.any(i, k, asSingular) && k+n != end {
			continue
		}
		to := end + 1
		for s.sign(to, "?", ":", "–", "—", "-") {
			to++
		}
		return label{indicators: []corpus.Indicator{a.lex.labels[key]}, key: key, from: i, to: to, start: s.toks[i].start, end: s.toks[to-1].end}, true
	}
	return label{}, false
}

// longestQuestion is how many tokens a question has at most that holds a label.
const longestQuestion = 20

// labelKey returns the longest label that begins at a token and ends before another, and how many tokens it has; 0 for none.
func (a *annex) labelKey(k, end int) (key string, n int) {
	for j := min(end, k+a.lex.labelLen+2); j > k; j-- {
		if a.x.toks[j-1].kind == mark {
			continue
		}
		words := wordsOf(a.x.toks[k:j])
		if ind, ok := a.lex.labels[words]; ok && ind != corpus.StatusIndicator && ind != corpus.Starred {
			return words, j - k
		}
	}
	return "", 0
}

// onlyOfCommitment reports whether nothing but "of the commitment" stands between two tokens.
func (s *sentence) onlyOfCommitment(from, to int) bool {
	for i := from; i < to; i++ {
		if !s.is(i, asOf, asDefinite, asSingular, asPreposition, asCurrent, asArticle) && s.before(i+1, asOf) == 0 && s.toks[i].kind != mark {
			return false
		}
	}
	return s.any(from, to, asSingular)
}

// onlyRelevance reports whether nothing but names of OGP values stands from a token to the end of the line.
func (a *annex) onlyRelevance(i int) bool {
	s := &a.x
	if a.relevanceName(i) == 0 {
		return false
	}
	for i < len(s.toks) {
		n := a.relevanceName(i)
		if n == 0 && s.toks[i].kind != mark && !s.is(i, asBoundary) {
			return false
		}
		i += max(n, 1)
	}
	return true
}

// listGoesOn reports whether a list of OGP values from a token to the end of the line can go on with others on the next: that line
// is not broken off within the longest of their names, "Technology and innovation for openness and | accountability".
func (a *annex) listGoesOn(i int) bool {
	s := &a.x
	last := 0 // token of the last name
	for k := i; k < len(s.toks); k += max(1, a.relevanceName(k)) {
		if a.relevanceName(k) > 0 {
			last = k
		}
	}
	technology := a.lex.labels[wordsOf(s.toks[last:last+a.relevanceName(last)])] == corpus.RelevanceTechnology
	return a.onlyRelevance(i) && !(technology && s.is(len(s.toks)-1, asBoundary))
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
