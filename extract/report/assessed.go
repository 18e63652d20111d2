package report

import "github.com/irmtrail/irmtrail/corpus"

// assessed reports whether a count is of the commitments that the report says it looks into: "This report evaluates the implementation
// of nine commitments", "Nine commitments are assessed in this report". Reports that rate a part of a plan name the number that their
// counts are out of this way alone.
func (p *prose) assessed(c count) bool {
	if !c.noun || c.n < smallestAnnex || c.total > 0 || c.restricted || c.among || c.rest || c.inner >= 0 {
		return false
	}
	s := &p.sentence
	if verb := s.assessing(max(0, c.from-assessingReach), c.from); verb >= 0 {
		return p.reportSpeaks(0, verb) && s.wholeBehind(c.to)
	}
	verb := s.assessing(c.to, c.to+passiveReach)
	if verb < 0 || !s.is(c.to, asCopula) {
		return false
	}
	end := verb + s.assessingLen(verb)
	here := p.reportSpeaks(0, c.from)
	for k := end; k <= end+passiveReach && !here && !s.ends(k); k++ {
		here = s.reportWord(k)
	}
	return here && (s.ends(end) || s.is(end, asPreposition) || s.before(end+1, asPreposition) > 0 || s.reportWord(end) || s.reportWord(end+1) || s.reportWord(end+2))
}

// assessingReach is how far before its number the verb stands: "evaluates the level of implementation of a total of nine commitments".
// passiveReach is how far behind it: "are (all) (being) assessed".
const (
	assessingReach = 9
	passiveReach   = 3
)

// assessing returns the last token between two where "assesses" begins, with no sign or number behind it; -1 for none.
func (s *sentence) assessing(from, to int) int {
	for i := min(to, len(s.toks)) - 1; i >= from; i-- {
		if s.toks[i].kind != word && !s.quoted(i) {
			return -1
		}
		if n := s.assessingLen(i); n > 0 && i+n <= to {
			return i
		}
	}
	return -1
}

// assessingLen returns how many tokens "assesses" at a token has; 0 for none.
func (s *sentence) assessingLen(i int) int {
	for _, m := range s.matches(i) {
		if m.part == asContains && m.payload == 1 {
			return m.n
		}
	}
	return 0
}

// reportWord reports whether a word for the report or its authors stands at a token.
func (s *sentence) reportWord(i int) bool {
	for _, m := range s.matches(i) {
		if m.part == asSubject && m.payload == 1 {
			return true
		}
	}
	return false
}

// reportSpeaks reports whether the report itself is named between two tokens: not the government's own, nor that on another plan.
func (p *prose) reportSpeaks(from, to int) bool {
	s := &p.sentence
	named := false
	for i := from; i < to; i++ {
		if s.is(i, asModal, asPrevious, asPredecessor, asNext, asNegator) {
			return false
		}
		named = named || s.reportWord(i)
	}
	return named && (!s.any(from, to, asReport) || p.ownReport(from, to) || s.thisReport(from, to))
}

// thisReport reports whether "this" stands before the type of a report between two tokens: "this end-of-term report".
func (s *sentence) thisReport(from, to int) bool {
	for i := from; i < to; i++ {
		if s.is(i, asReport) {
			return s.before(i, asCurrent) > 0
		}
	}
	return false
}

// wholeBehind reports whether nothing behind the commitments says which of them are meant or what they were rated: the clause ends, or
// goes on about the plan or the report.
func (s *sentence) wholeBehind(i int) bool {
	for k := i; !s.ends(k); k++ {
		if s.is(k, asWord, asPhrase, asPolar) {
			return false
		}
		if s.is(k, asPlan) || s.reportWord(k) {
			return true
		}
		if s.is(k, asBoundary) {
			return k == i
		}
	}
	return s.ends(i)
}

// sharedOut returns the number of commitments that a report rates on a scale where its counts of that scale's values share out just as
// many: "three were minor and one transformative" above the ratings of four commitments. 0 otherwise.
func (p *prose) sharedOut(r *corpus.Reading) int {
	rated := map[corpus.Indicator]map[string]bool{}
	for i := range r.Ratings {
		x := &r.Ratings[i]
		if rated[x.Indicator] == nil {
			rated[x.Indicator] = map[string]bool{}
		}
		rated[x.Indicator][x.Number] = true
	}
	for _, on := range indicators {
		sum, values := 0, map[string]int{}
		for i := range p.candidates {
			if x := &p.candidates[i]; x.indicator == on && x.scope == thisPlan && x.total == 0 && !x.restricted && x.value != "any" && values[x.value] == 0 {
				values[x.value] = x.n
				sum += x.n
			}
		}
		if graded(on) && len(values) >= 2 && sum == len(rated[on]) {
			return sum
		}
	}
	return 0
}
