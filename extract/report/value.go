package report

import (
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
)

// value is a place in a sentence that says a value of a scale.
type value struct {
	from, to int // tokens
	sense
	combined bool // "substantially or fully completed": no value of its own
	denied   bool // "not completed": no value of the scale
	hedge    bool // a verb or a roll-up that a nearer value overrides: "completed (to a limited extent)"
	used     bool
	none     string // what "none of the commitments" says with it, where that is a value: none had notable results
}

// values finds the values said in the sentence, in order. context is the scale that the text before puts it on, "" for
// none.
func (s *sentence) values(dst []value, context corpus.Indicator) []value {
	dst = dst[:0]
	for i := 0; i < len(s.toks); {
		v, ok := s.valueAt(i, context)
		if !ok {
			i++
			continue
		}
		if j, joined := s.joinedValue(v.to); joined {
			v.combined, v.to = true, j
		}
		if j := s.combinedEnd(v); j > 0 {
			v.combined, v.to = true, j
		}
		dst = append(dst, v)
		i = max(v.to, i+1)
	}
	return s.withoutHedges(dst)
}

// combinedEnd returns where a phrase ends that begins inside a value and joins it to another: "were complete or close to it"; 0
// for none.
func (s *sentence) combinedEnd(v value) int {
	for k := v.from; k < v.to; k++ {
		if n := s.len(k, asCombined); k+n > v.to {
			return k + n
		}
	}
	return 0
}

// valueAt reads a value at a token: a phrase, an affirmed or denied phrase, or a word with its head.
func (s *sentence) valueAt(i int, context corpus.Indicator) (value, bool) {
	if n := s.len(i, asCombined); n > 0 {
		return value{from: i, to: i + n, combined: true}, true
	}
	phrase, okPhrase := s.at(i, asPhrase)
	w, okWord := s.at(i, asWord)
	if okWord && (!okPhrase || w.n > phrase.n) {
		if _, joined := s.joinedValue(i + w.n); joined {
			return value{from: i, to: i + w.n, combined: true}, true
		}
		if v, ok := s.wordValue(i, w.n, context); ok {
			return v, true
		}
	}
	if okPhrase {
		v := value{from: i, to: i + phrase.n, sense: s.lex.senses[phrase.payload]}
		v.denied = s.denied(i)
		v.hedge = v.value == "complete"
		return v, true
	}
	if p, ok := s.at(i, asPolar); ok {
		return s.polarValue(i, p)
	}
	if v, ok := s.at(i, asVerb); ok {
		return s.verbValue(i, v)
	}
	return value{}, false
}

// verbValue reads a verb whose object is the count: "completed seven of the ten commitments".
func (s *sentence) verbValue(i int, m match) (value, bool) {
	j := i + m.n
	for n := s.len(j, asOnly); n > 0; n = s.len(j, asOnly) {
		j += n
	}
	if _, n := s.numberAt(j); n == 0 || s.denied(i) {
		return value{}, false
	}
	return value{from: i, to: i + m.n, sense: s.lex.senses[m.payload], hedge: true}, true
}

// joinedValue reports whether "or" and a second value follow at a token, and where that ends.
func (s *sentence) joinedValue(i int) (to int, ok bool) {
	j := i
	if s.sign(j, ",") {
		j++
	}
	n := s.len(j, asOr)
	if n == 0 {
		if !s.sign(j, "/") {
			return 0, false
		}
		n = 1
	}
	j += n
	if s.is(j, asOpener) && !s.is(j, asWord, asPhrase) && !s.is(j, asNumber) { // "or were substantially completed"
		j += s.len(j, asOpener)
	}
	for _, p := range [...]part{asPhrase, asWord} {
		if m := s.len(j, p); m > 0 {
			return j + m, true
		}
	}
	return 0, false
}

// polarValue reads "early results", affirmed by a verb near it or denied.
func (s *sentence) polarValue(i int, m match) (value, bool) {
	p := s.lex.polar[m.payload]
	if len(p.With) > 0 && !s.saidBefore(i, p.With) {
		return value{}, false
	}
	v := value{from: i, to: i + m.n, sense: sense{p.Indicator, p.Yes}, hedge: p.Indicator == corpus.EarlyResults}
	if p.Yes == "" {
		v.none = p.No
	}
	start := s.clauseStart(i)
	if n := s.negation(start, i, polarReach); n >= 0 {
		if m, _ := s.at(n, asNegator); m.payload == 0 {
			v.from, v.value, v.hedge = n, p.No, false
			return v, true
		}
		if len(p.With) == 0 { // "nearly verifiable" is neither; but a plan "leans towards" a value that it is relevant to
			v.denied = true
			return v, true
		}
	}
	if !p.Verbs {
		return v, true
	}
	for k := i - 1; k >= max(start, i-polarReach); k-- {
		if s.is(k, asWord) { // "promising" and the like are fine, but "limited early results" is no plain yes
			return value{}, false
		}
		if s.is(k, asPolarVerb) {
			v.from = k
			return v, true
		}
	}
	for k := v.to; k < min(v.to+3, len(s.toks)) && !s.ends(k); k++ {
		if s.is(k, asPolarVerb) {
			v.to = k + 1
			return v, true
		}
	}
	return value{}, false
}

// saidBefore reports whether one of the words stands before a token: "relevant" before "to civic participation".
func (s *sentence) saidBefore(i int, words []string) bool {
	for k := range i {
		if slices.Contains(words, s.toks[k].text) {
			return true
		}
	}
	return false
}

// polarReach is how many tokens may stand between a verb or a negation and its phrase: "without any notable evidence of
// early results".
const polarReach = 6

// clauseStart returns the first token of the clause that a token stands in.
func (s *sentence) clauseStart(i int) int {
	for i > 0 && !s.boundary(i-1) {
		i--
	}
	return i
}

// negation returns the token of the last negation between two tokens and at most reach before the second; -1 for none.
func (s *sentence) negation(from, to, reach int) int {
	for k := to - 1; k >= max(from, to-reach); k-- {
		if s.is(k, asNegator) {
			return k
		}
		if s.is(k, asPlural, asSingular) { // "no commitments achieved early results" denies the commitments
			return -1
		}
	}
	return -1
}

// denied reports whether a negation stands right before a value: "not fully completed", "yet to be completed".
func (s *sentence) denied(i int) bool {
	return s.negation(s.clauseStart(i), i, 3) >= 0
}

// wordValue reads an adjective or an adverb as a value: by the noun that it goes with, or bare where the sentence is on
// a scale already.
func (s *sentence) wordValue(i, n int, context corpus.Indicator) (value, bool) {
	v := value{from: i, to: i + n, denied: s.denied(i)}
	on := s.scalesAt(i, context)
	ok, headed := false, false
	for _, h := range s.heads(i, n) {
		if h.from == h.to || ok {
			continue
		}
		headed = true
		if v.sense, ok = s.pickFor(i, h, on); ok {
			v.from, v.to = min(i, h.from), max(i+n, h.to)
		}
	}
	if !headed && s.bareValue(i, n) {
		v.sense, ok = s.pick(i, allIndicators, on, true)
	}
	v.hedge = ok && v.value == "complete"
	return v, ok
}

// pickFor chooses the sense of the words at a token that goes with a head.
func (s *sentence) pickFor(i int, h head, on [2]corpus.Indicator) (sense, bool) {
	switch {
	case h.strong != 0:
		return s.pick(i, h.strong, on, false)
	case h.weak != 0:
		return s.pick(i, h.weak, on, true)
	}
	return s.pick(i, allIndicators, on, true) // a noun of any scale
}

// indicatorSet has the bit 1<<n set for indicators[n].
type indicatorSet uint32

const allIndicators indicatorSet = 1<<32 - 1

func (x indicatorSet) has(i corpus.Indicator) bool { return x&(1<<indexOf(i)) != 0 }

// pick chooses among the senses of the words at a token: those on the scales allowed; where several are left, or where
// needed is set, the one on the scale that the sentence is on.
func (s *sentence) pick(i int, allowed indicatorSet, on [2]corpus.Indicator, needed bool) (sense, bool) {
	var found []sense
	longest := s.len(i, asWord)
	for _, m := range s.matches(i) {
		if m.part == asWord && m.n == longest && allowed.has(s.lex.senses[m.payload].indicator) {
			found = append(found, s.lex.senses[m.payload])
		}
	}
	if len(found) == 1 && (!needed || found[0].indicator == corpus.StatusIndicator) { // "inactive" is on no other scale
		return found[0], true
	}
	for _, scale := range on {
		for _, f := range found {
			if f.indicator == scale {
				return f, true
			}
		}
	}
	return sense{}, false
}

// withoutHedges drops what a nearer value of the same scale in the same clause overrides: "completed to a limited
// extent" is limited, "early results that were significant" significant.
func (s *sentence) withoutHedges(vs []value) []value {
	kept := vs[:0]
	for i, v := range vs {
		if v.hedge && i+1 < len(vs) && s.overrides(vs[i+1], v) || v.hedge && i > 0 && s.overrides(vs[i-1], v) {
			continue
		}
		kept = append(kept, v)
	}
	return kept
}

func (s *sentence) overrides(by, hedge value) bool {
	if !by.combined && (by.indicator != hedge.indicator || by.value == hedge.value || by.hedge) {
		return false
	}
	from, to := min(by.to, hedge.to), max(by.from, hedge.from)
	if s.boundaryIn(from, to) >= 0 {
		return false
	}
	for k := from; k < to; k++ { // a count between the two starts a statement of its own
		if _, n := s.numberAt(k); n > 0 {
			return false
		}
	}
	return true
}
