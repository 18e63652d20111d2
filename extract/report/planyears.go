package report

// yearsAt reads "2016-2018" or "2016-18" at a token.
func (s *sentence) yearsAt(i int) (start, end, n int) {
	if i < 0 || i+2 >= len(s.toks) || s.toks[i].kind != number || !s.sign(i+1, "-", "–", "—", "/") || s.toks[i+2].kind != number {
		return 0, 0, 0
	}
	start, end = s.toks[i].value, s.toks[i+2].value
	if len(s.toks[i+2].text) == 2 {
		end += start / 100 * 100
	}
	if !plausiblePeriod(start, end) {
		return 0, 0, 0
	}
	return start, end, 3
}

// plausiblePeriod reports whether two years can be those of a plan: OGP began in 2011, and plans last one to five years.
func plausiblePeriod(start, end int) bool {
	return start >= 2010 && end >= start && end <= start+6 && end < 2100
}

func scopeOfNumber(n int, own planFacts) planScope {
	switch {
	case own.number == 0 || n == own.number:
		return thisPlan
	case n < own.number:
		return previousPlan
	}
	return otherPlan
}

func scopeOfYears(start, end int, own planFacts) planScope {
	switch {
	case own.start == 0 || start == own.start || end == own.end:
		return thisPlan
	case start < own.start:
		return previousPlan
	}
	return otherPlan
}

// scopeOfYear returns the plan that a single year names: that in which it began or which it falls into.
func scopeOfYear(year int, own planFacts) planScope {
	switch {
	case own.start == 0 || year >= own.start && year <= own.end:
		return thisPlan
	case year < own.start:
		return previousPlan
	}
	return otherPlan
}
