package report

import "github.com/irmtrail/irmtrail/corpus"

// doubtful reports whether what stands around the count and its value makes it no fact about the plan's commitments.
func (p *prose) doubtful(c count, v value) bool {
	s := &p.sentence
	from, to := s.insertionEnd(min(c.to, v.to), max(c.from, v.from)), max(c.from, v.from)
	start := s.clauseStart(min(c.from, v.from))
	for i := from; i < to && !c.sole; i++ {
		if s.is(i, asThing) && !s.is(i, asPlan, asHead, asWeakHead, asCue, asPolar, asModifier) && !s.inPlan(i) {
			return true
		}
	}
	for i := c.to; c.every && i < v.from; i++ {
		if n := s.len(i, asAbout); n > 0 && s.is(i+n, asNumber) {
			return true // "all commitments, except two, were completed"
		}
	}
	modal := start
	if start > 0 && !s.any(c.to, v.from+1, asCopula) { // "that five be completed and two withdrawn": no verb of its own
		modal = s.clauseStart(start - 1)
	}
	for i := modal; i < v.from; i++ {
		if m, ok := s.at(i, asModal); ok && !(m.payload == 1 && potential(v.indicator)) {
			return true
		}
	}
	if start > 0 && s.boundaryIn(0, start) == start-1 { // "According to the self-assessment, eight ..."
		for i := range start {
			if s.len(i, asModal) > 1 {
				return true
			}
		}
	}
	if s.movesFrom(c.to, v) {
		return true
	}
	if v.indicator != corpus.StatusIndicator && (s.inSection(c, v) || c.from < v.from && s.pickedOut(c, v)) {
		return true
	}
	end := max(c.to, v.to)
	for end < len(s.toks) && !s.boundary(end) {
		end++
	}
	if p.scope(c.from, c.to) == unsaid || p.scope(c.from, c.to) == thisPlan {
		if s.any(start, end, asReport) && !p.ownReport(start, end) && !s.any(start, end, asMidterm) {
			p.reported = p.sentences
			return true // "identified as outstanding in the design report"
		}
	}
	if p.reported == p.sentences && !c.noun && c.total == 0 {
		return true // "the progress report found that two were ahead of schedule and seven on schedule"
	}
	return false
}

// movesFrom reports whether another value of the scale stands between a count and its value, "four went from limited to substantial":
// which of the two counts, only the sentence's sense tells. "Completed to a limited extent" is one value.
func (s *sentence) movesFrom(from int, v value) bool {
	for i := from; i < v.from; i++ {
		for _, m := range s.matches(i) {
			if m.part != asWord {
				continue
			}
			if x := s.lex.senses[m.payload]; x.indicator == v.indicator && x.value != v.value && x.value != "complete" {
				return true
			}
		}
	}
	return false
}

// pickedOut reports whether a value only tells which commitments are spoken of, and a second verb says something else of them:
// "two commitments that had been limited were then complete".
func (s *sentence) pickedOut(c count, v value) bool {
	if !c.noun || c.sole || c.total > 0 || !s.is(c.to, asWho) || s.boundaryIn(c.to, v.from) >= 0 {
		return false
	}
	for i := v.to; i < len(s.toks) && !s.boundary(i); i++ {
		if s.is(i, asCopula, asPhrase) {
			return true
		}
	}
	return false
}

// inSection reports whether a sentence speaks of one section of the plan, "under the health pillar, three commitments", "one
// commitment in the justice sector": by a phrase that opens it or one right behind the count.
func (s *sentence) inSection(c count, v value) bool {
	for i := range c.from {
		if s.sectionAt(i) && s.boundaryIn(0, i) < 0 && !s.any(0, i, asPlural) && (s.is(0, asPreposition, asRestrictive, asOf) || !s.any(0, i, asCopula)) {
			return true
		}
	}
	for i := c.to; i < min(v.from, c.to+sectionReach) && !s.boundary(i); i++ {
		if s.sectionAt(i) {
			return true
		}
	}
	return false
}

// sectionReach is how far behind a count the section can be named: "in the field of the justice sector".
const sectionReach = 6

// sectionAt reports whether a word for a section of a plan stands at a token.
func (s *sentence) sectionAt(i int) bool {
	for _, m := range s.matches(i) {
		if m.part == asRestrictive && m.payload == 1 {
			return true
		}
	}
	return false
}

// potential reports whether a scale rates what commitments could bring about: "could have a transformative effect" says no less
// than "has transformative potential".
func potential(i corpus.Indicator) bool {
	return i == corpus.PotentialImpact || i == corpus.PotentialForResults
}

// insertionEnd returns the token behind an insertion that starts at a token, between commas, dashes or brackets: "one
// commitment, on data about land, achieved"; the token itself where there is none.
func (s *sentence) insertionEnd(i, end int) int {
	if !s.sign(i, ",", "—", "–", "(") {
		return i
	}
	closing := s.toks[i].text
	if closing == "(" {
		closing = ")"
	}
	for k := end - 1; k > i; k-- {
		if s.sign(k, closing) {
			return k + 1
		}
	}
	return i
}

// countedApart reports whether a number of its own stands in brackets behind a value: "in the other six it was marginal (four) or
// absent (two)". Digits there name the commitment.
func (s *sentence) countedApart(c count, v value) bool {
	if !s.sign(v.to, "(") || v.to+1 >= len(s.toks) || s.toks[v.to+1].kind != word {
		return false
	}
	value, n := s.numberAt(v.to + 1)
	return n > 0 && s.sign(v.to+1+n, ")") && value != c.n
}

// useUp takes the value that tells the part of the plan which a count is out of, so that it is not given to the count: "two of
// the five that were not started".
func (p *prose) useUp(c count, hi int) {
	for i := range p.values {
		v := &p.values[i]
		if v.from >= c.from && v.from < hi && (v.from < c.to || p.sentence.is(c.to, asWho) && p.sentence.boundaryIn(c.to, v.from) < 0) {
			v.used = true
			return
		}
	}
}

// inPlan reports whether the token is inside "action plan".
func (s *sentence) inPlan(i int) bool {
	for k := max(0, i-3); k <= i; k++ {
		if n := s.len(k, asPlan); n > i-k {
			return true
		}
	}
	return false
}

// ownReport reports whether the report named between two tokens is of the report's own kind.
func (p *prose) ownReport(from, to int) bool {
	for i := from; i < to; i++ {
		if m, ok := p.sentence.at(i, asReport); ok {
			return typeOfPhrase(p.lex.language, p.sentence.toks[i:i+m.n]) == p.own.kind
		}
	}
	return false
}
