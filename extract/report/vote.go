package report

import "github.com/irmtrail/irmtrail/corpus"

// totalEnd returns where a count ends that is refused, "at least eight of twelve": its total must not be taken for a count.
func (s *sentence) totalEnd(c count, ok bool) int {
	if ok || c.total == 0 {
		return 0
	}
	return c.to
}

// vote notes the totals that the sentence states.
func (p *prose) vote(groups []group) {
	s := &p.sentence
	if p.abroad {
		return
	}
	for _, g := range groups {
		if g.n > 0 && !g.restricted && !g.among && !g.rest {
			p.votes = append(p.votes, totalVote{p.scopeOfTotal(g.from, g.to, g.n), g.n, 2})
		}
	}
	for _, c := range p.counts {
		switch {
		case c.total > 0 && !c.restricted && !c.among:
			p.votes = append(p.votes, totalVote{p.scopeOfTotal(c.from, c.to, c.total), c.total, 2})
		case c.noun && c.n > 2 && !c.restricted && !c.among && c.inner < 0 && p.whole(c):
			p.votes = append(p.votes, totalVote{p.scope(c.from, c.to), c.n, 1})
		case (c.noun || p.endsBare(c)) && c.n > 1 && !c.among && c.inner < 0 && !s.is(c.to, asThing) && p.contained(c):
			weight := 3
			if c.restricted { // "features five commitments on water, budgets and youth" names them all, or some of more
				weight = 1
			}
			p.votes = append(p.votes, totalVote{p.scope(c.from, c.to), c.n, weight})
		case p.assessed(c):
			p.votes = append(p.votes, totalVote{thisPlan, c.n, 1})
		}
	}
}

// endsBare reports whether a count without noun is the last word of its clause: "The previous plan had 17 commitments. This
// plan has nine, four of which are new."
//
// Where the sentence speaks of other things before, it is those that are counted: "fewer milestones (the plan had 86)".
func (p *prose) endsBare(c count) bool {
	return c.total == 0 && p.sentence.ends(c.to) && !p.sentence.any(0, c.from, asThing)
}

// whole reports whether a sentence begins with the commitments as a whole: "The eleven commitments have an open government
// lens". What narrows them stands right behind the noun ("the five commitments covered in this section"), so a verb must,
// without a preposition behind it. "These five" are some that were named.
func (p *prose) whole(c count) bool {
	s := &p.sentence
	i := c.from - s.before(c.from, asDefinite)
	if i == c.from || i != 0 || s.is(0, asThem) || !s.is(c.to-1, asPlural) || s.ends(c.to) || s.is(c.to+1, asPreposition) {
		return false
	}
	return s.is(c.to, asCopula, asPolarVerb, asContains) && !s.any(c.from, c.to, asRest) && !s.any(c.from, c.to, asWord) && !s.any(c.from, c.to, asPhrase)
}

// contained reports whether the count is what a plan contains: "the action plan includes 12 commitments", "the plan's 12
// commitments", "12 commitments in the plan".
func (p *prose) contained(c count) bool {
	s := &p.sentence
	i := c.from
	for n := s.before(i, asOnly); n > 0; n = s.before(i, asOnly) {
		i -= n
	}
	named := false // the plan, before the count
	for k := max(0, i-subjectReach); k < i; k++ {
		named = named || s.is(k, asPlan, asPredecessor)
	}
	spoken := p.carry.plan || len(p.plans) > 0 && p.plans[0].to <= i
	if n := s.before(i, asContains); n > 0 && (named || spoken && s.subjectOnly(i-n)) {
		return true
	}
	if s.before(i, asContains) > 0 && p.ownPlanBehind(c.to) {
		return true // "Ce rapport porte sur dix engagements du premier plan d’action"
	}
	if s.before(i, asPossessive) > 0 && (named || p.carry.plan) && s.is(c.to-1, asPlural) && !s.is(c.to, asWhich, asRelative) {
		return true // "the plan ... and its four commitments"
	}
	k := i
	if k > 0 && s.toks[k-1].text == "s" && s.toks[k-1].glued { // "the plan's"
		k--
	}
	if s.before(k, asPlan) > 0 && k < i {
		return true
	}
	for k = c.to; k < c.to+4; k++ {
		if s.is(k, asPlan) {
			return true
		}
		if !s.is(k, asFiller, asModifier) {
			return false
		}
	}
	return false
}

// ownPlanBehind reports whether the report's own plan is named right behind a token: "of the first action plan".
func (p *prose) ownPlanBehind(i int) bool {
	for _, m := range p.plans {
		if m.scope == thisPlan && m.from >= i && m.from <= i+2 && p.sentence.boundaryIn(i, m.from) < 0 {
			return true
		}
	}
	return false
}

// subjectReach is how far before its number of commitments a plan can be named: "The third action plan, adopted by decree in
// May 2016, contained nine commitments".
const subjectReach = 12

// subjectOnly reports whether nothing but a pronoun for the plan stands before a token: "It has four commitments", "Tenía
// seis compromisos".
func (s *sentence) subjectOnly(i int) bool {
	if n := s.before(i, asSubject); n > 0 {
		return s.ends(i-n-1) || s.is(i-n-1, asBoundary)
	}
	return s.lex.grammar.DropsPronoun && (i == 0 || s.ends(i-1))
}

// allRated returns the number of commitments that a report rates where a sentence speaks of just as many as "the commitments":
// a report can treat a part of a plan, "les trois engagements présentés ici", without saying how many the plan has. 0 otherwise.
func (p *prose) allRated(r *corpus.Reading) int {
	rated := map[string]bool{}
	for i := range r.Ratings {
		rated[r.Ratings[i].Number] = true
	}
	for i := range p.candidates {
		x := &p.candidates[i]
		if x.definite && x.noun && x.total == 0 && x.n == len(rated) && x.n >= smallestAnnex && x.scope == thisPlan {
			return x.n
		}
	}
	return 0
}
