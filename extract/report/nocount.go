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

// numberBefore returns the number that stands bare right before a token, a comma between; 0 for none.
func (s *sentence) numberBefore(at int) int {
	if s.sign(at-1, ",") {
		at--
	}
	for n := 1; n <= 3 && at-n >= 0; n++ {
		if value, m := s.numberAt(at - n); m == n {
			return value
		}
	}
	return 0
}

// shared reports whether a share, "half of which", stands between a count and a value behind it: the value is said of the share.
func (s *sentence) shared(from, to int) bool {
	for i := from; i < to; i++ {
		if n := s.len(i, asFraction); n > 0 && s.is(i+n, asOf) && !s.sign(i-2, "(") {
			return true
		}
		if s.is(i, asAbout) && s.whichEnd(i+s.len(i, asAbout)-1) > 0 {
			return true
		}
	}
	return false
}

// thingsBefore reports whether the first number of the sentence before a bare count at a token counts something else:
// "five ministries kept their promises, and two did not start".
func (s *sentence) thingsBefore(i int) bool {
	for k := range i {
		if _, n := s.numberAt(k); n > 0 {
			return s.thingBehind(k+n) && (s.any(k+n, i, asCopula) || s.any(k+n, i, asVerb)) // "two years later, three" has no verb between
		}
	}
	return false
}

// thingBehind reports whether what a number right before a token counts is something else than commitments: "60 (new) milestones".
func (s *sentence) thingBehind(k int) bool {
	return s.is(k, asThing) && !s.is(k, asModifier, asPlural) || s.is(k, asModifier) && s.is(k+s.len(k, asModifier), asThing) && !s.is(k+s.len(k, asModifier), asPlural)
}

// mixes reports whether the sentence counts something else right behind commitments: "14 commitments and 60 milestones". A bare
// number in the next sentence can then be of either.
func (s *sentence) mixes() bool {
	for i := range s.toks {
		n := s.len(i, asPlural)
		if n == 0 {
			continue
		}
		k := i + n
		for end := k + 2; k < end && (s.is(k, asBoundary, asWho) || s.sign(k, ",", "(")); {
			k++
		}
		if k == i+n {
			continue
		}
		if _, m := s.numberAt(k); m > 0 && s.thingBehind(k+m) && s.before(i, asNumber)+boolInt(i > 0 && s.toks[i-1].kind == number) > 0 {
			return true
		}
	}
	return false
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
