package report

// inexact reports whether words around the number make it no exact count: "at least five", "one or two", "two-thirds"; not
// "two thirds of the commitments, or eight of twelve".
func (s *sentence) inexact(c count, after int) bool {
	i := c.from
	for n := s.before(i, asOnly); n > 0; n = s.before(i, asOnly) {
		i -= n
	}
	if s.before(i, asAbout) > 0 && !(c.total > 0 && s.sign(i-2, ",") && s.is(i-1, asOr)) || s.sign(i-1, "$", "€", "£", "/", "-", "#") {
		return true
	}
	if s.ordinary(c.from, after-c.from) || s.sign(after, "/") && s.toks[after].start == s.toks[after-1].end {
		return true
	}
	if s.before(i, asMonth) > 0 && !c.noun {
		return true
	}
	if s.is(after, asOr) || s.sign(after, "-") || s.is(after, asAbout) { // "one or two", "five to six"
		if _, n := s.numberAt(after + 1); n > 0 && !s.is(after, asBoundary) {
			return true
		}
	}
	return false
}

// named reports whether the number at a token names something: "commitment 3", "Commitments 1, 3 and 7", "Table 2".
func (s *sentence) named(i int) bool {
	if s.toks[i].kind == number && (s.inList(i) || s.naming(i)) {
		return true
	}
	for {
		if s.before(i, asNaming) > 0 {
			return true
		}
		j := i
		for j > 0 && (s.sign(j-1, ",", "&", ";", "(") || s.is(j-1, asBoundary)) {
			j--
		}
		if j == i || j == 0 || s.toks[j-1].kind != number {
			return false
		}
		i = j - 1
	}
}

// naming reports whether the digits at a token name, in brackets, the commitment spoken of right before: "un engagement (le 11,
// relatif au foncier)", "one commitment (the 7th ...".
func (s *sentence) naming(i int) bool {
	n := s.before(i, asDefinite)
	if n == 0 || s.toks[i].kind != number || !s.sign(i-n-1, "(") {
		return false
	}
	return s.is(i-n-2, asSingular, asPlural)
}

// inList reports whether the digits at a token stand in a bare list of numbers: "1, 4 and 6".
func (s *sentence) inList(i int) bool {
	j := i - 1
	for j >= 0 && (s.sign(j, ",", "&", ";") || s.is(j, asBoundary)) {
		j--
	}
	if j >= s.consumed && j < i-1 && s.toks[j].kind == number {
		return true
	}
	j = i + 1
	for j < len(s.toks) && (s.sign(j, ",", "&", ";") || s.is(j, asBoundary)) {
		j++
	}
	return j > i+1 && j < len(s.toks) && s.toks[j].kind == number && !s.is(j+1, asPlural, asOf, asCopula, asPhrase, asWord)
}

// inBrackets reports whether the number stands alone in square brackets, as a footnote's marker does.
func (s *sentence) inBrackets(i, n int) bool { return s.sign(i-1, "[") && s.sign(i+n, "]") }
