package report

// numbersAfter reads the numbers of n commitments named at or shortly behind a token, and where the list ends; nil when
// there is no such list or it has another length.
//
//	(1, 5, and 9)   : 1 (open spending), 5 (labor inclusion), and 9 (trusts)   (Commitments 2 and 4)   , namely 3 and 7
func (s *sentence) numbersAfter(i, n int) ([]string, int) {
	if n == 0 {
		return nil, 0
	}
	open := false
	switch {
	case s.sign(i, "("):
		open = true
		i++
	case s.sign(i, ":", "—", "–", ","):
		i++
	default:
		return nil, 0
	}
	for k := 0; k < 2 && i < len(s.toks) && s.toks[i].kind == word; k++ { // "namely", "commitments"
		i++
	}
	numbers, end := s.numberList(i)
	if len(numbers) != n {
		return nil, 0
	}
	if open {
		if !s.sign(end, ")") {
			return nil, 0
		}
		end++
	}
	return numbers, end
}

// numberList reads numbers parted by commas and "and", each of which a bracket can explain: "1 (open spending), 5 and 9".
func (s *sentence) numberList(i int) (numbers []string, end int) {
	for i < len(s.toks) && s.toks[i].kind == number && !s.toks[i].glued {
		numbers = append(numbers, s.toks[i].text)
		i++
		end = i
		if j, ok := s.bracket(i); ok {
			i, end = j, j
		}
		j := i
		for s.sign(j, ",", ";", "&") || s.is(j, asBoundary) && !s.ends(j) {
			j++
		}
		if j == i {
			break
		}
		i = j
		if s.is(i, asPlural, asSingular, asDefinite) { // "commitment 1 and commitment 5", "el 3 y el 6"
			i++
		}
	}
	return numbers, end
}

// bracket steps over a bracketed explanation: "(open spending)".
func (s *sentence) bracket(i int) (end int, ok bool) {
	if !s.sign(i, "(") {
		return i, false
	}
	for k := i + 1; k < len(s.toks) && k < i+12; k++ {
		if s.sign(k, ")") {
			return k + 1, true
		}
	}
	return i, false
}

// status notes the commitments that the sentence gives a status by number: "Commitments 2 and 3 were withdrawn".
func (p *prose) status() {
	s := &p.sentence
	for i := range s.toks {
		n := max(s.len(i, asPlural), s.len(i, asSingular))
		if n == 0 {
			continue
		}
		numbers, end := s.numberList(i + n)
		if len(numbers) == 0 || len(p.statuses) > mostCandidates {
			continue
		}
		for _, v := range p.values {
			if v.indicator != "status" || v.denied || v.combined || v.from < end || s.boundaryIn(end, v.from) >= 0 {
				continue
			}
			if s.any(end, v.from, asPlural) || s.any(end, v.from, asModal) || s.any(end, v.from, asThing) {
				continue
			}
			p.statuses = append(p.statuses, statusMention{numbers, v.value, s.toks[i].start, s.toks[v.to-1].end})
			break
		}
	}
}
