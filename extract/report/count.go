package report

// count is a place in a sentence that says how many commitments.
type count struct {
	from, to   int // tokens
	n          int
	every      bool     // "all commitments": n is the plan's number
	total      int      // "of the thirteen commitments"; 0 when not stated
	noun       bool     // "commitments" is said
	definite   bool     // "the five commitments": refers back
	rest       bool     // "the other four"
	them       bool     // "four of them"
	which      bool     // "of which four"
	restricted bool     // "three commitments on health"
	instance   bool     // "in three cases"
	sole       bool     // "only the commitment on health"
	told       bool     // "the two that": what follows tells which are meant
	among      bool     // "of the five completed commitments": the total is a part of the plan
	inner      int      // token of a value inside, "five completed commitments"; -1 for none
	numbers    []string // of the commitments, when a list right behind names them
	listEnd    int      // where that list ends; 0 for none
}

// countAt reads a count at a token.
//
//	seven commitments; 7 (54%) of the thirteen commitments; two commitments out of eleven; four of them; five (were ...)
func (s *sentence) countAt(i int) (count, bool) {
	c := count{from: i, inner: -1}
	if n := s.len(i, asAll); n > 0 {
		return s.allAt(c, n)
	}
	if n := s.len(i, asNone); n > 0 {
		return s.counted(c, i+n)
	}
	if n := s.len(i, asNo); n > 0 {
		if to, ok := s.nounAt(i+n, 0, &c); ok {
			c.to, c.noun = to, true
			return c, true
		}
		return c, false
	}
	if n := s.len(i, asSole); n > 0 {
		c.n, c.to, c.noun, c.sole = 1, i+n, true, true
		return c, true
	}
	value, n := s.numberAt(i)
	if n == 0 || s.inBrackets(i, n) {
		return c, false
	}
	if s.is(i, asPronoun) && s.before(i, asWord)+s.before(i, asCurrent)+s.before(i, asPrevious)+s.before(i, asNext) > 0 {
		return c, false // "four a moderate one", "in this one"
	}
	if s.before(i, asOrdinal) > 0 {
		return c, false // "the first three commitments" are picked, not counted
	}
	c.n = value
	c, ok := s.counted(c, i+n)
	if c.which && s.sign(i-1, ",") && s.is(i-2, asThing) {
		return c, false // "nine ministries, three of which"
	}
	if !ok || s.inexact(c, i+n) {
		return c, false
	}
	if s.named(i) && !c.noun && c.total == 0 && !c.them {
		return c, false
	}
	if c.n == 1 && c.total+boolInt(c.noun) > 0 && !s.singularNoun(c, i+n) && s.before(i, asMembership) > 0 {
		return c, false // "is one of five identified as outstanding" counts nobody
	}
	s.leftContext(&c)
	c.told = c.definite && s.is(c.to, asWho) && s.is(c.to, asRelative, asThat) && !s.is(c.to, asCopula)
	c.numbers, c.listEnd = s.numbersAfter(c.to, c.n)
	return c, true
}

// singularNoun reports whether the count is "one commitment", not "one of the commitments".
func (s *sentence) singularNoun(c count, after int) bool { return !s.is(after, asOf) }

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// leftContext reads what stands before the count: "the other", "these".
func (s *sentence) leftContext(c *count) {
	i := c.from
	for n := s.before(i, asOnly); n > 0; n = s.before(i, asOnly) {
		i -= n
	}
	if n := s.before(c.from, asRest); n > 0 && s.before(c.from-n, asDefinite) > 0 { // "los otros siete", but "otros siete"
		c.rest = true
	} else if n := s.before(i, asRest); n > 0 {
		c.rest = s.before(i-n, asDefinite) > 0
	} else {
		c.definite = s.before(i, asDefinite) > 0
	}
}

// counted reads what follows the number: its noun, its total, or a word that can follow a bare count.
func (s *sentence) counted(c count, j int) (count, bool) {
	j = s.skipAside(j, c.n)
	if n := s.len(j, asOnly); n > 0 && s.is(j+n, asOf) { // "un seul des sept engagements"
		j += n
	}
	if n := s.len(j, asOf); n > 0 && !s.is(j, asPhrase) && !s.is(j+n, asGeneric, asHead, asWeakHead) { // not "cinco de forma limitada", "trois des résultats modérés"
		return s.partition(c, j+n)
	}
	if to, ok := s.nounAt(j, c.n, &c); ok {
		c.noun, c.to = true, to
		s.totalAfterNoun(&c)
		c.restricted = s.restrictiveAt(c.to)
		if s.is(c.to, asRest) { // "los cuatro compromisos restantes"
			c.rest = true
			c.to++
		}
		return c, true
	}
	if s.is(j, asRest) && s.before(c.from, asDefinite) > 0 { // "los cuatro restantes"
		c.rest, c.to = true, j+1
		return c, true
	}
	c.to = j
	if n := s.len(j, asInstance); n > 0 && s.before(c.from, asPreposition) > 0 { // "in three cases"
		c.to, c.instance = j+n, true
		return c, true
	}
	if n := s.len(j, asTrail); n > 0 && (s.ends(j+n) || s.bareAt(j+n)) { // "four in all", "three others"
		c.to = j + n
		return c, true
	}
	if s.is(c.from, asArticle) && !s.is(j, asCopula, asOnly) && s.before(c.from, asOnly) == 0 {
		return c, false // "un cumplimiento limitado"; but "um foi concluído", "un seul a été achevé"
	}
	if s.is(c.from, asArticle) && s.is(j, asHead, asWeakHead) {
		return c, false // "un cambio marginal", though "cambió" is a verb
	}
	return c, s.bareAt(j)
}

// bareAt reports whether what stands at a token can follow a count without noun: "five were limited", "three, marginal".
func (s *sentence) bareAt(j int) bool {
	if j >= len(s.toks) {
		return true
	}
	if s.toks[j].glued || s.toks[j].kind == number || s.is(j, asThing, asFraction, asMonth) && !s.is(j, asPhrase, asWord) {
		return false
	}
	if s.toks[j].kind == mark {
		return !s.sign(j, "%", "/", "$", "€", "-", "°")
	}
	return s.is(j, asCopula, asCloser, asSubject, asOnly, asArticle, asPhrase, asWord, asPolar, asHead, asBoundary, asComparison, asNegator)
}

// partition reads what follows "of": a total, the commitments, or "them".
func (s *sentence) partition(c count, k int) (count, bool) {
	if n := s.len(k, asWhich); n > 0 {
		c.which, c.to = true, k+n
		return c, true
	}
	total, to, noun := s.totalAt(k)
	if n := s.len(k, asThem); n > 0 && total == 0 && (!noun || k+n == to) {
		c.them, c.to = true, k+n
		return c, !s.is(c.to, asThing)
	}
	if to == 0 || total > 0 && total < c.n {
		return c, false
	}
	c.total, c.noun, c.to = total, noun, to
	c.restricted = s.restrictiveAt(to)
	c.among, c.to = s.subset(k, to)
	return c, true
}

// nounAt reads "commitments" with the modifiers before it; the value that one of them says goes to c.inner.
func (s *sentence) nounAt(j, n int, c *count) (to int, ok bool) {
	for k := 0; k < 5; k++ {
		if m := s.len(j, asPlural); m > 0 && n != 1 {
			return s.skipAside(j+m, n), true
		}
		if m := s.len(j, asSingular); m > 0 && n <= 1 {
			return s.skipAside(j+m, n), true
		}
		m := max(s.len(j, asWord), s.len(j, asPhrase), s.len(j, asPolar))
		switch {
		case s.is(j, asModifier):
			j += s.len(j, asModifier)
		case m > 0 && s.is(j+m-1, asPlural, asSingular): // "starred commitments" is a phrase that holds the noun
			c.inner = j
			return s.skipAside(j+m, n), true
		case m > 0:
			c.inner = j
			j += m
		default:
			c.inner = -1
			return 0, false
		}
	}
	c.inner = -1
	return 0, false
}

// allAt reads "all commitments", "all 13 commitments", "all of the commitments".
func (s *sentence) allAt(c count, n int) (count, bool) {
	j := c.from + n
	if s.before(c.from, asNegator) > 0 || s.before(c.from, asAbout) > 0 {
		return c, false
	}
	if m := s.len(j, asOf); m > 0 {
		j += m
	}
	if s.is(j, asThem) {
		return c, false
	}
	total, to, noun := s.totalAt(j)
	if to == 0 || !noun {
		if m, ok := s.nounAt(j, 1, &c); ok { // "every commitment"
			to, noun = m, true
		}
	}
	if !noun {
		return c, false
	}
	c.n, c.total, c.every, c.to, c.noun = total, total, true, to, true
	c.restricted = s.restrictiveAt(to)
	return c, true
}
