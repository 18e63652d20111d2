package report

import "github.com/irmtrail/irmtrail/corpus"

// plain reports whether a value is said of the commitments as a fact about this plan.
func (p *prose) plain(w *singleWords, x subject, v *value) bool {
	s := &p.sentence
	if v.combined || v.denied || !ratedBy(v.sense) {
		return false
	}
	end := p.clauseEnd(v.to)
	switch {
	case s.any(0, v.from, asModal) && !(potential(v.indicator) && !s.hardModal(v.from)):
	case s.anyPhrase(w.spoilers, x.to, v.from), s.anyPhrase(w.spoilers, v.to, len(s.toks)), s.anyPhrase(w.spoilers, s.clauseStart(x.from), x.from):
	case s.anyPhrase(w.sources, 0, len(s.toks)), s.looseNoun(w, v):
	case s.any(v.to, end, asThing) && s.is(v.to, asThing), s.is(v.to, asFraction), s.countedIn(x.to, v.from):
	case s.any(0, len(s.toks), asReport) && !p.ownReportAlone():
	case v.indicator == corpus.PotentialImpact && !s.anyPhrase(w.potential, 0, len(s.toks)):
	case p.movedOrOld(x, v):
	default:
		return true
	}
	return false
}

// looseNoun reports whether the noun of a value makes it less than a rating: "substantial progress", "significant changes". "Changes in
// government practice" is the scale's own name.
func (s *sentence) looseNoun(w *singleWords, v *value) bool {
	for i := v.from; i < v.to; i++ {
		if s.phraseAt(w.loose, i) > 0 && !(v.indicator == corpus.EarlyResults && s.headOf(v)) {
			return true
		}
	}
	return false
}

// headOf reports whether a value holds a name of its scale of more than one word.
func (s *sentence) headOf(v *value) bool {
	for i := v.from; i < v.to; i++ {
		for _, m := range s.matches(i) {
			if m.n > 1 && i+m.n <= v.to && (m.part == asHead && indicators[m.payload] == v.indicator || m.part == asPhrase && s.lex.senses[m.payload] == v.sense) {
				return true
			}
		}
	}
	return false
}

// countedIn reports whether a number stands between two tokens that is no article: "un" is one only before what is counted.
func (s *sentence) countedIn(from, to int) bool {
	for i := from; i < to; i++ {
		if _, n := s.numberAt(i); n > 0 && !s.is(i, asArticle) {
			return true
		}
	}
	return false
}

// movedOrOld reports whether a statement is about another plan, or a change between two values.
func (p *prose) movedOrOld(x subject, v *value) bool {
	s := &p.sentence
	if scope := p.scope(x.from, v.to); scope != thisPlan && scope != unsaid {
		return true
	}
	for _, m := range p.plans { // "in the previous plan, Commitment 3 was completed"; a comparison with it too
		if m.scope != thisPlan {
			return true
		}
	}
	for i := range s.toks {
		if t := s.toks[i]; t.kind == number && p.own.start > 0 && t.value > 1999 && t.value < p.own.start {
			return true
		}
	}
	return s.movesFrom(x.to, *v)
}

// ownReportAlone reports whether every report that the sentence names is this one.
func (p *prose) ownReportAlone() bool {
	for i := range p.sentence.toks {
		if p.sentence.is(i, asReport) && !p.ownReport(i, i+1) {
			return false
		}
	}
	return true
}

// hardModal reports whether a modal other than "could" stands before a token.
func (s *sentence) hardModal(to int) bool {
	for i := range to {
		if m, ok := s.at(i, asModal); ok && m.payload != 1 {
			return true
		}
	}
	return false
}
