package report

import "github.com/irmtrail/irmtrail/corpus"

// carry is what a sentence hands to the next one of its paragraph.
type carry struct {
	noun       bool             // commitments were spoken of
	scale      corpus.Indicator // scale that the sentence was on
	scope      planScope        // plan that it began with
	last       int              // index behind the candidate that "of them" would refer to; 0 for none
	whole      group            // total that "of these" would refer to
	wholeScope planScope        // plan that the total is of
	named      planScope        // plan named last
	midterm    bool             // the counts were those of the midterm
	plan       bool             // the sentence spoke of a plan, which "it" and "its" go on about
	mixed      bool             // something else was counted beside the commitments
	pending    bool             // the paragraph ended in a colon: its list goes on
}

// countsThings reports whether the sentence counts something else than commitments.
func (s *sentence) countsThings() bool {
	for i := range s.toks {
		if _, n := s.numberAt(i); n > 0 && s.is(i+n, asThing) {
			return true
		}
	}
	return false
}

// asideFrom returns the token where the sentence says of a part of what it counted something on another scale, which is not
// what the next sentence goes on about: "nine changed nothing, four of them in spite of being complete".
func (p *prose) asideFrom(first int) int {
	for i := first + 1; i < len(p.candidates); i++ {
		if x := &p.candidates[i]; (x.them || x.which) && x.indicator != p.candidates[first].indicator {
			return x.from
		}
	}
	return len(p.sentence.toks)
}

// carryOn hands the sentence's subject to the next one.
func (p *prose) carryOn(groups []group, first int, context corpus.Indicator) {
	s := &p.sentence
	next := carry{scale: context, scope: unsaid, pending: p.carry.pending, whole: p.carry.whole, wholeScope: p.carry.wholeScope, last: p.carry.last}
	if context == p.heading && p.carry.scale == "" {
		next.scale = ""
	}
	for k, end := 0, p.asideFrom(first); k < end; {
		n, on := s.cueAt(k)
		if n > 0 {
			next.scale = on
		}
		k += max(n, 1)
	}
	if len(p.candidates) > first && context == "" && next.scale == "" {
		if on := p.candidates[len(p.candidates)-1].indicator; on != corpus.StatusIndicator {
			next.scale = on // "Three were not started. Four were limited."
		}
	}
	for _, g := range groups {
		next.noun = next.noun || g.n > 0 || !s.countsThings()
		if g.n > 0 && !g.among && !g.rest {
			next.whole, next.last, next.wholeScope = g, 0, p.scopeOfTotal(g.from, g.to, g.n)
		}
	}
	for _, c := range p.counts {
		next.noun = true
		if (c.noun || p.endsBare(c)) && c.inner < 0 && p.contained(c) {
			next.whole, next.last, next.wholeScope = group{n: c.n}, 0, p.scope(c.from, c.to)
		} else if p.assessed(c) {
			next.whole, next.last, next.wholeScope = group{n: c.n}, 0, thisPlan
		}
	}
	if len(p.candidates) > first {
		next.last = first + 1
		if len(p.candidates) > first+1 { // a list: "them" cannot be one of its items
			next.last = 0
		}
	}
	if len(p.plans) > 0 && p.plans[0].compared < 0 && p.plans[0].from <= 4 {
		next.scope = p.plans[0].scope
	} else if len(p.plans) == 0 {
		next.scope = p.carry.scope
	}
	next.midterm = len(p.candidates) > first && p.atMidterm(0, len(s.toks))
	next.named = lastNamed(p.plans, p.carry.named)
	next.mixed = s.mixes() || p.carry.mixed && !s.any(0, len(s.toks), asPlural)
	next.plan = s.any(0, len(s.toks), asPlan)
	if !next.noun && s.any(0, len(s.toks), asPlural) {
		next.noun = !s.countsThings() // "the commitments fell to nine ministries": "two were" of these
	}
	p.carry = next
}
