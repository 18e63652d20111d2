package report

import "github.com/irmtrail/irmtrail/corpus"

// assign gives each count of the sentence its value and adds the pairs to the candidates.
func (p *prose) assign(groups []group) {
	s := &p.sentence
	first := len(p.candidates)
	for k, c := range p.counts {
		whole := p.wholeOf(groups, c.from)
		lo, hi := 0, len(s.toks)
		if k > 0 {
			lo = p.counts[k-1].to
		}
		if k+1 < len(p.counts) {
			hi = p.counts[k+1].from
		}
		if c.among {
			p.useUp(c, hi)
		}
		v := p.valueOf(c, lo, hi)
		if c.among || whole.among { // a part of a part; but what is withdrawn or inactive is so for the whole plan
			if v == nil || v.indicator != corpus.StatusIndicator {
				continue
			}
			c.total, whole = 0, group{}
		}
		if v == nil {
			p.elided(c, first)
			continue
		}
		v.used = true
		if k == 0 && !c.noun && !c.every && !c.them && !c.which && c.total == 0 && !c.instance && s.thingsBefore(c.from) {
			continue
		}
		if c.n == 0 && !c.every && v.value == "" && v.none != "" && !v.combined {
			c.every, c.n, v.value = true, c.total, v.none
		}
		if v.combined || v.denied || v.value == "" {
			continue
		}
		if p.doubtful(c, *v) {
			continue
		}
		p.add(c, *v, first, whole)
		if c.every || c.noun || c.which { // "all commitments are verifiable and have an open government lens"
			p.moreOf(c, *v, hi, first, whole)
		}
	}
}

// wholeOf returns the last total that the sentence states before a token.
func (p *prose) wholeOf(groups []group, i int) group {
	var whole group
	for _, g := range groups {
		if g.to <= i && (g.n > 0 || g.reference || g.among) {
			whole = g
		}
	}
	return whole
}

// valueOf finds the value that goes with a count among those between two tokens.
func (p *prose) valueOf(c count, lo, hi int) *value {
	s := &p.sentence
	if c.inner >= 0 {
		for i := range p.values {
			if v := &p.values[i]; v.from <= c.inner && c.inner < v.to {
				return v
			}
		}
		for _, m := range s.matches(c.inner) { // "five completed commitments": the word needs no head here
			if m.part == asWord && s.lex.direct[m.payload] {
				return &value{from: c.inner, to: c.inner + m.n, sense: s.lex.senses[m.payload]}
			}
		}
		if m, ok := s.at(c.inner, asPolar); ok && s.lex.polar[m.payload].Indicator != corpus.EarlyResults {
			pol := s.lex.polar[m.payload]
			return &value{from: c.inner, to: c.inner + m.n, sense: sense{pol.Indicator, pol.Yes}}
		}
	}
	for i := range p.values { // "dos compromisos estelares": the phrase holds the noun
		if v := &p.values[i]; v.from > c.from && v.from < c.to && v.to > c.to && !v.used {
			return v
		}
	}
	var forward, backward *value
	for i := range p.values {
		v := &p.values[i]
		if v.used {
			continue
		}
		if v.from >= c.to && v.from < hi && forward == nil {
			forward = v
		}
		if v.from >= lo && v.to <= c.from {
			backward = v
		}
	}
	if backward != nil && !p.reaches(*backward, c) {
		backward = nil
	}
	if forward != nil && !p.follows(c, *forward) {
		forward = nil
	}
	switch {
	case backward == nil:
		return forward
	case forward == nil || p.adjacent(*backward, c) && p.sentence.boundaryIn(c.to, forward.from) >= 0:
		return backward // "complete in four commitments, substantial in three"
	case p.adjacent(*backward, c) && !(backward.hedge && forward.indicator == backward.indicator):
		return backward
	}
	return forward
}

// follows reports whether a value behind a count is said of it: in the same clause, or past an insertion right behind the
// count ("one commitment, on water, achieved ...").
func (p *prose) follows(c count, v value) bool {
	s := &p.sentence
	if s.any(c.to, v.from, asSubordinator) || s.shared(c.to, v.from) {
		return false
	}
	if s.countedApart(c, v) {
		return false
	}
	b := s.boundaryIn(c.to, v.from)
	if b < 0 {
		return true
	}
	if s.is(b, asBoundary) && s.is(b+1, asCopula, asNegator, asPolarVerb) && s.boundaryIn(b+1, v.from) < 0 {
		return true // "were paused and showed no early results": a second verb of the same subject
	}
	if b != c.to || !s.sign(b, ",", "(", ")", "—", "–", ":") {
		return false
	}
	for i := s.insertionEnd(c.to, v.from) + 1; i < v.from; i++ {
		if s.sign(i, ";", ".", "?", "!") || s.sign(i, ":") && b != i {
			return false
		}
	}
	return true
}

// reaches reports whether a value before a count is said of it: "early results in nine commitments", "limited (five
// commitments)", "Substantial: four".
func (p *prose) reaches(v value, c count) bool {
	s := &p.sentence
	b := s.boundaryIn(v.to, c.from)
	return b < 0 || b == v.to && b+1 == s.skipOnly(c) && s.sign(b, "(", ":", ",", "—", "–") && !s.sign(b, ",")
}

// skipOnly returns where the count starts, "only" included.
func (s *sentence) skipOnly(c count) int {
	i := c.from
	for n := s.before(i, asOnly); n > 0; n = s.before(i, asOnly) {
		i -= n
	}
	return i
}

// adjacent reports whether a value before a count is nearer to it than any verb: "limited completion in five
// commitments", "(five)".
func (p *prose) adjacent(v value, c count) bool {
	gap := p.sentence.skipOnly(c) - v.to
	return gap >= 0 && gap <= adjacentGap
}

// adjacentGap is how many tokens can stand between a value and the count behind it: "limited completion in a further
// five commitments", as end-of-term reports put it.
const adjacentGap = 4

// add adds a candidate.
func (p *prose) add(c count, v value, first int, whole group) {
	s := &p.sentence
	x := candidate{sense: v.sense, count: c, scope: p.scopeOfTotal(c.from, c.to, c.total), paragraph: p.paragraphs, sentence: p.sentences}
	if x.scope == unsaid {
		x.scope = thisPlan
	}
	from, to := min(c.from, v.from), max(c.to, v.to)
	if x.numbers = c.numbers; x.numbers != nil {
		to = max(to, c.listEnd)
	} else if numbers, end := s.numbersAfter(to, c.n); numbers != nil {
		x.numbers, to = numbers, end
	}
	x.start, x.end = s.toks[from].start, s.toks[to-1].end
	x.whole, x.abroad = whole, p.abroad
	if p.abroad && s.any(0, len(s.toks), asPlan) && len(p.plans) == 0 {
		return // "Ruritania's plan had nine commitments; two were starred"
	}
	if x.them && p.ofNamedPlan(c) {
		x.them, c.them, x.scope = false, false, previousPlan
	}
	refers := c.them || c.which || whole.reference
	if whole.n == 0 && !refers && len(p.candidates) > first { // a list shares the total of its first item
		prev := p.candidates[len(p.candidates)-1]
		if prev.scope == x.scope {
			x.whole = group{n: max(prev.total, prev.whole.n), restricted: prev.whole.restricted || prev.restricted}
		}
	}
	if refers {
		at := c.from
		if whole.reference {
			at = whole.from
		}
		x.which = c.which || whole.reference && whole.which
		p.refer(&x, first, at)
		x.them = c.them || whole.reference && !whole.which
	}
	x.weak = c.restricted || c.told
	if x.indicator != corpus.StatusIndicator && p.atMidterm(from, to) && p.tellsMidterm() {
		if x.indicator != corpus.Completion {
			return // only completion is recorded twice
		}
		x.indicator = corpus.CompletionMidterm
	}
	p.candidates = append(p.candidates, x)
}

// ofNamedPlan reports whether "five of those commitments" are of the earlier plan that the text before named without counting
// anything, as notes do behind the title of a report.
func (p *prose) ofNamedPlan(c count) bool {
	return p.sentence.is(c.to-1, asPlural) && p.carry.named == previousPlan && !p.carry.noun
}

// refer finds what "of them" at a token refers to: the count before it in the sentence, else that of the sentence before,
// else the total before it.
func (p *prose) refer(x *candidate, first, at int) {
	x.referred = p.carry.last
	for i := first; i < len(p.candidates); i++ {
		if p.candidates[i].to <= at {
			x.referred = i + 1
		}
	}
	if x.referred == 0 {
		for _, c := range p.counts {
			if c.to <= at && c.noun && c.inner < 0 && c.n > 0 && p.contained(c) {
				x.whole = group{n: c.n} // "the plan has nine commitments, of which six"
				return
			}
			if c.to <= at && c.to+1 >= at-1 && c.noun && x.which {
				x.whole = group{n: c.n, restricted: true} // "six commitments on water, of which four": six may be a part
				return
			}
		}
		if n := p.sentence.numberBefore(at); n > 0 && x.which {
			x.whole = group{n: n, restricted: true} // "the ministry led five, of which three": five may be a part
			return
		}
		if (p.carry.wholeScope == previousPlan) == (x.scope == previousPlan) {
			x.whole = p.carry.whole
		}
		return
	}
	prev := &p.candidates[x.referred-1]
	x.whole = group{n: max(prev.total, prev.whole.n)}
}
