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
	if scope == unsaid && last.scope == previousPlan && len(p.plans) > 0 && p.plans[0].compared >= 0 {
		scope = thisPlan // "compared to its predecessor, where six of ten did, ...: eight of nine did"
	}
	if scope == unsaid || scope == otherPlan || scope == last.scope {
		return false
	}
	i := c.to + s.len(c.to, asAuxiliary)
	for _, m := range p.plans { // "two of nine were in the previous plan"
		if m.from == i+s.len(i, asPreposition) {
			i = m.to
		}
	}
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

// elided adds a count whose value is that of the count before it: "compared to three in the previous plan".
func (p *prose) elided(c count, first int) {
	s := &p.sentence
	if len(p.candidates) == first || c.noun || c.every {
		return
	}
	last := p.candidates[len(p.candidates)-1]
	if c.n > 0 && p.deniedAgain(c) {
		if other, ok := opposite(last.sense); ok {
			p.add(c, value{from: c.from, to: p.clauseEnd(c.to), sense: other}, first, group{})
		}
		return
	}
	if c.total > 0 && p.saidAgain(c) {
		p.add(c, value{from: c.from, to: p.clauseEnd(c.to), sense: last.sense}, first, group{})
		return
	}
	from := s.skipOnly(c)
	if s.before(from, asComparison) == 0 {
		return
	}
	scope := s.scopeAt(p.plans, c.from, c.to)
	if scope != previousPlan || last.scope == previousPlan {
		return
	}
	for _, m := range p.plans {
		if m.from >= c.to {
			p.add(c, value{from: c.from, to: m.to, sense: last.sense}, first, group{})
			return
		}
	}
}

// secondVerb reports whether a value is said by a second verb of the same subject right behind the first: "six are verifiable
// and have an open government lens".
func (p *prose) secondVerb(v, w value) bool {
	s := &p.sentence
	b := s.boundaryIn(v.to, w.from+1)
	return b == v.to && s.is(b, asBoundary) && (s.is(b+1, asCopula, asPolarVerb) && !s.is(b+1, asBoundary)) && s.boundaryIn(b+1, w.from) < 0
}

// moreOf adds the further values that the sentence says of all commitments.
func (p *prose) moreOf(c count, v value, hi, first int, whole group) {
	for i := range p.values {
		w := &p.values[i]
		if !c.every && !p.secondVerb(v, *w) {
			continue
		}
		if !w.used && w.from >= v.to && w.from < hi && w.indicator != v.indicator && !w.combined && !w.denied && w.value != "" &&
			!p.sentence.any(v.to, w.from, asPlural) && !p.sentence.numbered(v.to, w.from) && !p.doubtful(c, *w) {
			w.used = true
			p.add(c, *w, first, whole)
		}
	}
}
