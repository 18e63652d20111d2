package report

import "github.com/irmtrail/irmtrail/corpus"

// clauseEnd returns where the clause that a token stands in ends.
func (p *prose) clauseEnd(i int) int {
	s := &p.sentence
	for i < len(s.toks) && !s.boundary(i) {
		i++
	}
	return i
}

// saidAgain reports whether a count of another plan repeats what the sentence said of the first by an auxiliary alone, or by
// nothing: "in the last cycle, 5 out of 12 commitments were completed; in this one, 7 out of 10 were".
func (p *prose) saidAgain(c count) bool {
	s := &p.sentence
	last := p.candidates[len(p.candidates)-1]
	scope := s.scopeAt(p.plans, c.from, c.to)
	if scope == unsaid || scope == otherPlan || scope == last.scope {
		return false
	}
	i := c.to + s.len(c.to, asAuxiliary)
	return s.ends(i)
}

// deniedAgain reports whether a count denies what the sentence said of the one before: "eight are verifiable and two are not",
// "seis son verificables y tres no lo son".
func (p *prose) deniedAgain(c count) bool {
	s := &p.sentence
	i, negated := c.to, false
	for i < len(s.toks) && s.is(i, asAuxiliary, asNegator) {
		negated = negated || s.is(i, asNegator)
		i++
	}
	return negated && s.ends(i)
}

// opposite returns the other value of a scale that has only yes and no.
func opposite(x sense) (sense, bool) {
	if x.indicator == corpus.EarlyResults {
		return x, false // "any" has grades, not an opposite
	}
	switch x.value {
	case "yes":
		return sense{x.indicator, "no"}, true
	case "no":
		return sense{x.indicator, "yes"}, true
	}
	return x, false
}
