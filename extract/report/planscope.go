package report

import "github.com/irmtrail/irmtrail/corpus"

// planScope says which plan a part of a sentence is about.
type planScope uint8

const (
	unsaid planScope = iota
	thisPlan
	previousPlan
	otherPlan // a later one, or one that cannot be told
	namedPlan // "that plan": the one named before
)

// planMention is a place in a sentence that names a plan.
type planMention struct {
	from, to int // tokens
	scope    planScope
	compared int  // token where "compared to" before it starts; -1 for none
	relative bool // "in which" follows: the clause behind is about that plan
}

// planFacts is what the report says of its own plan.
type planFacts struct {
	number     int // 0 unknown
	start, end int // years; 0 unknown
	kind       corpus.ReportType
	country    string // code; "" unknown
}

// plans finds the plans that the sentence names.
// named is the plan that the text before named last.
func (s *sentence) plans(dst []planMention, own planFacts, named planScope) []planMention {
	dst = dst[:0]
	for i := 0; i < len(s.toks); i++ {
		if s.toks[i].kind != number && s.parts[i]&planParts == 0 { // most tokens
			continue
		}
		m, ok := s.planAt(i, own)
		if !ok && len(dst) > 0 {
			m, ok = s.planElided(i, own)
		}
		if !ok {
			continue
		}
		if m.scope == namedPlan {
			m.scope = otherPlan
			if before := lastNamed(dst, named); before != unsaid {
				m.scope = before
			}
		}
		m.compared = s.comparedBefore(m.from)
		m.relative = s.is(m.to, asRelative) || s.sign(m.to, ",") && s.is(m.to+1, asRelative) || s.sign(m.to, "(")
		dst = append(dst, m)
		i = m.to - 1
	}
	return dst
}

// planParts are the parts one of which a word plays that begins the name of a plan.
const planParts uint64 = 1<<asOrdinal | 1<<asPrevious | 1<<asCurrent | 1<<asNext | 1<<asThat | 1<<asPredecessor | 1<<asThisTime | 1<<asPlan | 1<<asReport

// lastNamed returns the plan named last, in the sentence or before it.
func lastNamed(ms []planMention, before planScope) planScope {
	if len(ms) > 0 {
		return ms[len(ms)-1].scope
	}
	return before
}

// planAt reads a plan at a token: "third (national) action plan", "previous plan", "2016-2018 action plan", "plan de acción
// anterior", "End-of-Term Report 2016-2018".
func (s *sentence) planAt(i int, own planFacts) (planMention, bool) {
	m := planMention{from: i, compared: -1}
	if o, ok := s.at(i, asOrdinal); ok {
		if n := s.planNoun(i + o.n); n > 0 {
			m.to, m.scope = i+o.n+n, scopeOfNumber(o.payload, own)
			return m, true
		}
	}
	for _, c := range [...]struct {
		part  part
		scope planScope
	}{{asPrevious, previousPlan}, {asCurrent, thisPlan}, {asNext, otherPlan}, {asThat, namedPlan}} {
		if n := s.len(i, c.part); n > 0 {
			if k := s.planNoun(i + n); k > 0 {
				m.to, m.scope = i+n+k, c.scope
				return m, true
			}
		}
	}
	if s.toks[i].kind == number && plausiblePeriod(s.toks[i].value, s.toks[i].value) {
		if k := s.len(i+1, asPlan); k > 0 { // "the 2017 plan"
			m.to, m.scope = i+1+k, scopeOfYear(s.toks[i].value, own)
			return m, true
		}
	}
	if start, end, n := s.yearsAt(i); n > 0 {
		if k := s.planNoun(i + n); k > 0 {
			m.to, m.scope = i+n+k, scopeOfYears(start, end, own)
			return m, true
		}
	}
	if n := s.len(i, asPredecessor); n > 0 {
		m.to, m.scope = i+n, previousPlan
		return m, true
	}
	if n := s.len(i, asThisTime); n > 0 && (n > 1 || i == 0) {
		m.to, m.scope = i+n, thisPlan
		return m, true
	}
	n := max(s.len(i, asPlan), s.len(i, asReport))
	if n == 0 {
		return m, false
	}
	j := i + n
	for s.quoted(j) || s.sign(j, "(", ",") {
		j++
	}
	if s.is(i, asReport) { // "Informe de fin de término de Uruguay 2016-2018"
		for k := j; k <= j+longestMember && k < len(s.toks) && (k == j || s.toks[k-1].kind == word); k++ {
			if _, _, years := s.yearsAt(k); years > 0 {
				j = k
				break
			}
		}
	}
	if start, end, k := s.yearsAt(j); k > 0 {
		m.to, m.scope = j+k, scopeOfYears(start, end, own)
		return m, true
	}
	if s.len(i, asPlan) == 0 {
		return m, false
	}
	if o, ok := s.at(i+n, asOrdinal); ok && s.lex.grammar.AdjectiveBehindNoun { // "plan de acción tercero"
		m.to, m.scope = i+n+o.n, scopeOfNumber(o.payload, own)
		return m, true
	}
	if v := s.planNumber(i + n); v > 0 {
		m.to, m.scope = i+n+1, scopeOfNumber(v, own)
		return m, true
	}
	if k := s.len(i+n, asPrevious); k > 0 && s.lex.grammar.AdjectiveBehindNoun { // "plan anterior"
		m.to, m.scope = i+n+k, previousPlan
		return m, true
	}
	if k := s.len(i+n, asCurrent); k > 0 && s.lex.grammar.AdjectiveBehindNoun {
		m.to, m.scope = i+n+k, thisPlan
		return m, true
	}
	return m, false
}

// longestMember is how many words can name a member between a report's type and its years.
const longestMember = 4

// planElided reads a plan whose noun is left out because the sentence named a plan before: "in this one, seven", "en el cuarto
// solo dos", "en este, siete".
func (s *sentence) planElided(i int, own planFacts) (planMention, bool) {
	m := planMention{from: i, compared: -1}
	n := 0
	if o, ok := s.at(i, asOrdinal); ok {
		n, m.scope = o.n, scopeOfNumber(o.payload, own)
	}
	if k := s.len(i, asPrevious); k > 0 {
		n, m.scope = k, previousPlan
	}
	if k := s.len(i, asCurrent); k > 0 {
		n, m.scope = k, thisPlan
	}
	if n == 0 || m.scope == unsaid {
		return m, false
	}
	m.to = i + n + s.len(i+n, asPronoun)
	if s.before(i, asPreposition) == 0 || !s.lex.grammar.AdjectiveBehindNoun && m.to == i+n {
		return m, false
	}
	return m, s.ends(m.to) || s.is(m.to, asOnly, asNumber) || s.toks[m.to].kind == number
}

// planNoun returns the length of "(national) action plan" at a token, words between it and its adjective included.
func (s *sentence) planNoun(i int) int {
	strange := 0
	for k := 0; k < 3; k++ {
		n := s.len(i+k, asPlan)
		if n > 0 && (strange == 0 || n > 1) {
			return k + n
		}
		if s.is(i+k, asPlural, asSingular, asThing, asCopula, asRelative) || s.ends(i+k) || s.toks[i+k].kind != word {
			return 0
		}
		if !s.is(i+k, asModifier) {
			strange++ // "the fifth Philippine action plan"
		}
		if strange > 1 {
			return 0
		}
	}
	return 0
}

// planNumber reads the number in "NAP 3", "action plan 4"; not in "the plan 12 commitments".
func (s *sentence) planNumber(i int) int {
	if i >= len(s.toks) || s.toks[i].kind != number || s.is(i+1, asPlural, asOf, asModifier) {
		return 0
	}
	if v := s.toks[i].value; v >= 1 && v <= largestPlan {
		return v
	}
	return 0
}

// largestPlan bounds a plan's number: no member has had more than about seven.
const largestPlan = 12

// comparedBefore returns the token where a comparison right before a plan starts: "compared to the", "than in the"; -1 for
// none. A count may stand between them: "compared to three in the previous plan".
func (s *sentence) comparedBefore(i int) int {
	for k := i - 1; k >= max(0, i-comparisonReach); k-- {
		if n := s.len(k, asComparison); n > 0 && k+n <= i {
			if s.len(k-1, asBoundary) > 1 {
				continue // "mientras que en el tercer plan" compares nothing
			}
			return k
		}
		if s.sign(k, ",", ";", ":", ".", "(") {
			return -1
		}
	}
	return -1
}

const comparisonReach = 9

// comparedCount is how far behind a comparison a count stands that is of the plan compared with: "against 40 percent (4 of 10)
// in the previous plan".
const comparedCount = 5

// scopeAt returns the plan that a count between two tokens is about.
//
// A plan named in the count's own clause behind it decides ("three in the previous plan"); else the last one named
// before it, unless it is only compared with ("Compared to the third plan, five were complete").
func (s *sentence) scopeAt(ms []planMention, from, to int) planScope {
	for _, m := range ms {
		if m.from < to {
			continue
		}
		if s.boundaryIn(to+boolInt(s.sign(to, ")")), m.from) >= 0 {
			break
		}
		if m.compared < 0 || m.compared < from && from-m.compared <= comparedCount {
			return m.scope
		}
	}
	scope := unsaid
	for _, m := range ms {
		if m.to > from {
			if m.from < to { // inside the count: "five of the third plan's commitments"
				return m.scope
			}
			break
		}
		if m.compared >= 0 && !m.relative {
			continue
		}
		scope = m.scope
	}
	return scope
}
