package report

import "github.com/irmtrail/irmtrail/corpus"

// tellsMidterm reports whether the report looks back on the midterm: in a midterm report "at the midterm" is now.
func (p *prose) tellsMidterm() bool {
	return p.own.kind != corpus.MidTermReport && p.own.kind != corpus.ProgressReport
}

// atMidterm reports whether a count and its value between two tokens are those of the midterm: by a phrase in their clause
// behind them, else by the last phrase before them, else as in the sentence that they go on from.
func (p *prose) atMidterm(from, to int) bool {
	s := &p.sentence
	for i := to; i < len(s.toks) && !s.boundary(i); i++ {
		if s.is(i, asMidterm, asEndTerm) && !p.inEarlier(i) {
			return s.is(i, asMidterm)
		}
	}
	for i := min(to, len(s.toks)) - 1; i >= 0; i-- {
		if s.is(i, asMidterm, asEndTerm) && !p.inEarlier(i) {
			return s.is(i, asMidterm)
		}
	}
	return p.carry.midterm && p.continues()
}

// inEarlier reports whether a token is part of the name of another plan or of a report on one: "the Mid-Term Report 2016-2018".
func (p *prose) inEarlier(i int) bool {
	for _, m := range p.plans {
		if m.from <= i && i < m.to && m.scope != thisPlan && m.scope != unsaid {
			return true
		}
	}
	return false
}
