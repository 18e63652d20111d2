package report

import (
	"math/bits"

	"github.com/irmtrail/irmtrail/corpus"
)

// head is a noun that the words of a value can go with: those scales whose values it carries by itself, and those whose
// values it carries where the sentence is on the scale. Neither for a noun of any scale, such as "level".
type head struct {
	strong, weak indicatorSet
	from, to     int // tokens; equal when there is no head
}

// heads finds the nouns that the words at a token go with: the one behind and the one before them, the likelier first. In
// English adjectives stand before their nouns, in the other languages behind.
func (s *sentence) heads(i, n int) [2]head {
	behind, before := s.headBehind(i+n), s.headAhead(i)
	if s.lex.grammar.AdjectiveBehindNoun {
		return [2]head{before, behind}
	}
	return [2]head{behind, before}
}

func (s *sentence) headBehind(k int) head {
	if s.quoted(k) {
		k++
	}
	for range headReach {
		if strong, weak, m := s.headAt(k); m > 0 {
			return head{strong, weak, k, k + m}
		}
		if !s.is(k, asFiller) {
			break
		}
		k += s.len(k, asFiller)
	}
	return head{}
}

func (s *sentence) headAhead(k int) head {
	if s.quoted(k - 1) {
		k--
	}
	for range headReach {
		if strong, weak, m := s.headBefore(k); m > 0 {
			return head{strong, weak, k - m, k}
		}
		m := s.before(k, asFiller)
		if m == 0 {
			break
		}
		k -= m
	}
	return head{}
}

// headReach is how many fillers may stand between a value and its head: "a limited level of overall completion".
const headReach = 5

func (s *sentence) headAt(k int) (heads, weak indicatorSet, n int) {
	longest := 0
	for _, p := range [...]part{asHead, asWeakHead, asGeneric} {
		longest = max(longest, s.len(k, p))
	}
	if longest == 0 {
		return 0, 0, 0
	}
	for _, m := range s.matches(k) {
		if m.n == longest && m.part == asHead {
			heads |= 1 << m.payload
		}
		if m.n == longest && m.part == asWeakHead {
			weak |= 1 << m.payload
		}
	}
	if s.is(k+longest, asThing) { // "results indicators"
		return 0, 0, 0
	}
	return heads, weak, longest
}

func (s *sentence) headBefore(k int) (heads, weak indicatorSet, n int) {
	for _, p := range [...]part{asHead, asWeakHead, asGeneric} {
		n = max(n, s.before(k, p))
	}
	if n == 0 {
		return 0, 0, 0
	}
	for _, m := range s.matches(k - n) {
		if m.n == n && m.part == asHead {
			heads |= 1 << m.payload
		}
		if m.n == n && m.part == asWeakHead {
			weak |= 1 << m.payload
		}
	}
	return heads, weak, n
}

// bareValue reports whether the words at a token can stand for a value without a noun: "five were limited", not "limited
// participation".
func (s *sentence) bareValue(i, n int) bool {
	j, k := i, i+n
	if s.quoted(j - 1) {
		j--
	}
	if s.quoted(k) {
		k++
	}
	before := s.ends(j-1) || s.is(j-1, asNone) || s.is(j-1, asBoundary) || s.before(j, asOpener) > 0 || s.before(j, asPolarVerb) > 0 || s.before(j, asPolar) > 0 || s.before(j, asNumber) > 0 || s.before(j, asOnly) > 0 ||
		j > 0 && s.toks[j-1].kind == number || s.before(j, asPlural) > 0 || s.before(j, asSingular) > 0
	_, counted := s.numberAt(k) // "declaró inactivo un compromiso"
	after := counted > 0 || s.ends(k) || s.is(k, asCloser, asBoundary, asPlural, asSingular, asPronoun)
	return before && after
}

// scalesAt returns the scales that the sentence can be on at a token, the likeliest first: that of the nearest cue before
// it; where there is none, that of the text before and then the only one behind it.
func (s *sentence) scalesAt(i int, context corpus.Indicator) [2]corpus.Indicator {
	nearest := corpus.Indicator("")
	for k := 0; k < i; {
		n, on := s.cueAt(k)
		if n > 0 {
			nearest = on
		}
		k += max(n, 1)
	}
	if nearest != "" {
		return [2]corpus.Indicator{nearest}
	}
	for k := i; k < len(s.toks); {
		n, on := s.cueAt(k)
		if n > 0 && nearest != "" && on != nearest {
			return [2]corpus.Indicator{context}
		}
		if n > 0 {
			nearest = on
		}
		k += max(n, 1)
	}
	if nearest == "" && context == "" {
		nearest = s.scaleOfPhrases()
	}
	if nearest == "" && context == "" {
		nearest = s.scaleOfWords()
	}
	return [2]corpus.Indicator{context, nearest}
}

// scaleOfPhrases returns the one scale of the phrases in the sentence that say their value without more words: "three were
// limited and one was not started" is on completion.
func (s *sentence) scaleOfPhrases() corpus.Indicator {
	on := corpus.Indicator("")
	for k := range s.toks {
		m, ok := s.at(k, asPhrase)
		if !ok || s.lex.senses[m.payload].indicator == corpus.StatusIndicator {
			continue
		}
		if x := s.lex.senses[m.payload].indicator; on != "" && on != x {
			return ""
		} else {
			on = x
		}
	}
	return on
}

// scaleOfWords returns the one scale that all the values said in the sentence can be on, where there are two or more: "four
// limited, six substantial and two complete" is on completion, though none of the words is by itself.
func (s *sentence) scaleOfWords() corpus.Indicator {
	common, said := allIndicators, 0
	last := ""
	for k := range s.toks {
		var here indicatorSet
		for _, m := range s.matches(k) {
			if m.part == asWord {
				here |= 1 << indexOf(s.lex.senses[m.payload].indicator)
			}
		}
		if here == 0 || s.toks[k].text == last {
			continue
		}
		common, last = common&here, s.toks[k].text
		said++
	}
	if said < 2 || common == 0 || common&(common-1) != 0 {
		return ""
	}
	return indicators[bits.TrailingZeros32(uint32(common))]
}

// cueAt returns the scale that the words at a token put the sentence on, and how many they are.
func (s *sentence) cueAt(k int) (n int, on corpus.Indicator) {
	for _, m := range s.matches(k) {
		if m.part == asCue && m.n > n {
			n, on = m.n, indicators[m.payload]
		}
	}
	return n, on
}
