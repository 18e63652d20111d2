package report

// group is a number of commitments that is not counted itself: "of the 13 commitments", "the plan has 12 commitments".
type group struct {
	from, to   int
	n          int  // 0 for "of these", which names a group by reference
	reference  bool // "of these", "of which"
	which      bool // "of which"
	restricted bool // "of the five commitments on health"
	rest       bool // "of the other five"
	among      bool // "of the two that were not started"
}

// longestTotal is how many tokens can stand between "of" and "commitments": "of the 13 commitments", "of Sierra Leone's
// thirteen assessed commitments".
const longestTotal = 8

// totalAt reads a total after "of": "the thirteen commitments", "11 commitments", "eleven", "the plan's commitments". to
// is 0 when what stands there are no commitments.
func (s *sentence) totalAt(k int) (total, to int, noun bool) {
	for t := k; t < len(s.toks) && t < k+longestTotal; {
		if n := s.len(t, asPlural); n > 0 {
			return total, s.skipAside(t+n, total), true
		}
		if n := s.len(t, asPlan); n > 0 && total == 0 {
			t += n
			continue
		}
		if value, n := s.numberAt(t); n > 0 && total == 0 && !s.ordinary(t, n) {
			total, to = value, t+n
			t += n
			if next := s.skipAside(t, total); next != t {
				to, t = next, next
			}
			if s.ends(t) || s.is(t, asCopula, asCloser, asBoundary) && !s.is(t, asModifier) || s.is(t, asPhrase) && !s.any(t, t+4, asPlural) {
				return total, to, false
			}
			if s.is(t, asWord) && !s.any(t, t+3, asPlural) { // "2 of 9 substantial"
				return total, to, false
			}
			continue
		}
		if s.is(t, asAbout) && !s.is(t, asModifier) {
			return 0, 0, false // "three of every five", "eight of some twelve"
		}
		if s.toks[t].kind == mark && !s.quoted(t) || s.is(t, asThing) && !s.is(t, asModifier) {
			return 0, 0, false
		}
		if total > 0 && !s.is(t, asModifier, asWord, asPhrase, asPolar, asPlan) {
			return 0, 0, false // "two of the five bodies"
		}
		if s.is(t, asRestrictive, asPolarVerb) && !s.is(t, asModifier) {
			return 0, 0, false
		}
		t++
	}
	return 0, 0, false
}

// ordinary reports whether the number at a token is none of commitments: "2 percent", "two-year".
func (s *sentence) ordinary(t, n int) bool {
	return t+n < len(s.toks) && (s.toks[t+n].glued || s.sign(t+n, "%") || s.is(t+n, asFraction, asMonth))
}

// totalAfterNoun reads "out of eleven" after "two commitments".
func (s *sentence) totalAfterNoun(c *count) {
	j := c.to
	open := s.sign(j, "(")
	if open {
		j++
	}
	n := s.len(j, asOf)
	if n == 0 {
		return
	}
	total, to, _ := s.totalAt(j + n)
	if to == 0 || total < c.n || total == 0 {
		return
	}
	c.total, c.to = total, to
	if open && s.sign(to, ")") {
		c.to++
	}
}

// skipAside steps over "(54%)", "(23 percent)" and n said again, "seven (7)"; another number in brackets is a count or names
// commitments. Where n is negative any number will do.
func (s *sentence) skipAside(j, n int) int {
	if !s.sign(j, "(") || j+2 >= len(s.toks) || s.toks[j+1].kind != number {
		return j
	}
	k := j + 2
	if s.sign(k, "%") {
		k++
	} else if m := s.len(k, asFraction); m > 0 {
		k += m
	} else if n >= 0 && s.toks[j+1].value != n {
		return j
	}
	if s.sign(k, ")") {
		return k + 1
	}
	return j
}

// restrictiveAt reports whether the words at a token narrow the commitments before them: "on health".
func (s *sentence) restrictiveAt(j int) bool { return s.is(j, asRestrictive) }

// whichEnd returns where "of which" at a token ends; 0 for none. Words can be parted in more than one way: "de" + "los que", not "de
// los" + "que".
func (s *sentence) whichEnd(i int) int {
	for _, m := range s.matches(i) {
		if m.part == asOf && s.is(i+m.n, asWhich) {
			return i + m.n + s.len(i+m.n, asWhich)
		}
	}
	return 0
}

// groupAt reads a number of commitments that is the whole, not a part: "Of the 13 commitments, ...", "of these, ...".
func (s *sentence) groupAt(i int) (group, bool) {
	n := s.len(i, asOf)
	if n == 0 {
		return group{}, false
	}
	g := group{from: i}
	initial := i == 0 || s.ends(i-1) || s.boundary(i-1) || s.quoted(i-1)
	if to := s.whichEnd(i); to > 0 {
		g.to, g.reference, g.which = to, true, true
		return g, true
	}
	if m := s.len(i+n, asThem); m > 0 && !s.is(i+n, asDefinite) && initial { // "entre ellos los dos que"
		g.to, g.reference = i+n+m, true
		return g, true
	}
	total, to, noun := s.totalAt(i + n)
	if m := s.len(i+n, asThem); m > 0 && total == 0 && initial {
		g.to, g.reference = i+n+m, true
		return g, true
	}
	if to := s.valuedGroup(i+n, to, noun); to > 0 && total == 0 && initial {
		g.to, g.among = to, true
		return g, true
	}
	if total == 0 || !noun {
		if !initial || total == 0 {
			return g, false
		}
	}
	article := s.is(i+n, asDefinite, asOnly)
	if !initial && n == 1 && !article && s.before(i, asPlan) == 0 && s.before(i, asAbout) == 0 {
		return g, false // "completion of five commitments" counts them
	}
	g.n, g.to = total, to
	g.restricted = s.restrictiveAt(to)
	if total > 0 {
		g.rest = s.any(i+n, to+1, asRest)
		g.among, g.to = s.subset(i+n, to)
	}
	return g, true
}

// valuedGroup returns where a part of the plan ends that is named by its value and without number: "(of) the completed
// commitments", "(de) los completados,"; 0 for none.
func (s *sentence) valuedGroup(from, to int, noun bool) int {
	if noun {
		if yes, end := s.subset(from, to); yes {
			return end
		}
		if n := s.len(to, asWord); n > 0 && s.lex.grammar.AdjectiveBehindNoun && s.sign(to+n, ",") {
			return to + n
		}
		return 0
	}
	j := from + s.len(from, asDefinite)
	if n := s.len(j, asWord); n > 0 && s.before(j, asDefinite)+s.before(j, asOf) > 0 && s.sign(j+n, ",") {
		return j + n
	}
	return 0
}

// subset reports whether a total between two tokens is a part of the plan that a value tells from the rest, and where its
// words end: "the five completed commitments", "los tres compromisos completados", "the two that were not started".
func (s *sentence) subset(from, to int) (yes bool, end int) {
	definite := s.is(from, asDefinite)
	for i := from; i < to; i++ {
		if s.is(i, asWord, asPhrase, asPolar) && !s.is(i, asModifier, asPlural) {
			return true, to
		}
	}
	if s.lex.grammar.AdjectiveBehindNoun && s.is(to-1, asPlural) {
		if n := s.len(to, asWord); n > 0 && !s.ends(to+n) && !s.is(to+n, asBoundary, asPreposition) {
			return true, to + n
		}
	}
	return definite && s.is(to, asWho) && !s.is(to, asWhich), to
}
