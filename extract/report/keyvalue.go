package report

import "github.com/irmtrail/irmtrail/corpus"

// values reads the labels and values of a line: "Verifiable: Yes", "Completion: Limited; Early results: Moderate".
func (a *annex) values(line string, at int, b *corpus.Block) {
	s := &a.x
	if a.label != nil {
		pending := *a.label
		a.label = nil
		ended := pending.listed && !a.onlyRelevance(s.opening())
		if _, isLabel := a.labelAt(0, true); !ended && (!isLabel || pending.relevance && a.relevanceName(0) > 0) {
			before := len(a.out.Ratings)
			a.rate(pending, 0, len(s.toks), b)
			if pending.relevance && len(a.out.Ratings) > before && a.listGoesOn(s.opening()) {
				pending.listed = true
				a.label = &pending // a list of values can go on
			}
			return
		}
	}
	first := s.opening()
	next := first // where a pair can follow the one before
	for i := first; i < len(s.toks); {
		l, ok := a.labelAt(i, i == first)
		if !ok || i != next && !s.sign(i-1, ";", "•", "|", "·", "▪", "●") {
			if i == next && s.toks[i].kind == mark {
				next++
			}
			i++
			continue
		}
		if s.sign(i-1, "¿") {
			l.start = s.toks[i-1].start
		}
		end := a.valueEnd(l.to, l.relevance)
		if l.to == len(s.toks) {
			a.label = &l
			return
		}
		a.rate(l, l.to, end, b)
		if l.relevance && end == len(s.toks) && a.listGoesOn(l.to) {
			l.listed = true
			a.label = &l
		}
		i = max(end, l.to)
		next = i
	}
}

// startsPair reports whether a pair of label and value can start at a token: at the line's start or behind a sign.
func (a *annex) startsPair(i int) bool {
	return i == 0 || a.x.sign(i-1, ";", "•", "|", ".", ",", "·", "▪", "●", "-", "–", "¿") || a.valueJustBefore(i)
}

// valueJustBefore reports whether a value ends right before a token: "Completion: Not started Early results: Moderate".
func (a *annex) valueJustBefore(i int) bool {
	for n := 1; n <= min(longestValue, i); n++ {
		if len(a.lex.values[wordsOf(a.x.toks[i-n:i])]) > 0 {
			return true
		}
	}
	return false
}

// valueEnd returns where the value that starts at a token ends: before the next pair, at a sign that parts pairs, at the
// end of the line. OGP values are a list that such signs part too.
func (a *annex) valueEnd(i int, list bool) int {
	s := &a.x
	for j := i; j < len(s.toks); j++ {
		if !list && s.sign(j, ";", "•", "|", "▪", "●", "(") {
			return j
		}
		if j > i {
			if _, ok := a.labelAt(j, false); ok && a.startsPair(j) {
				return j
			}
		}
	}
	return len(s.toks)
}

// longestValue is how many words a value has at most; more is prose behind a label.
const longestValue = 7

// rate adds the rating that a label and the tokens of its value state.
func (a *annex) rate(l label, from, to int, b *corpus.Block) {
	s := &a.x
	from, to = s.ticked(from, to)
	for to > from && s.toks[to-1].kind == mark {
		to--
	}
	for from < to && s.toks[from].kind == mark {
		from++
	}
	if !l.relevance {
		to = a.explained(l.indicators[0], from, to)
	}
	if from >= to || to-from > longestValue && !l.relevance {
		return
	}
	start, end := s.toks[from].start, s.toks[to-1].end
	printed := a.c.Text().Slice(start, end)
	if l.relevance {
		a.relevance(l, from, to, corpus.KeyValue, b)
		return
	}
	a.add(l.indicators[0], l.key, printed, corpus.KeyValue, min(l.start, start), end, b.Box)
}

// explained returns where the value ends between two tokens that an explanation follows: "High: the text names clear deliverables",
// "Limited – two of five milestones".
func (a *annex) explained(ind corpus.Indicator, from, to int) int {
	s := &a.x
	for i := from + 1; i < min(to, from+longestValue); i++ {
		if s.sign(i, ":", "–", "—", ".") && a.lex.valueOn(ind, wordsOf(s.toks[from:i])) != "" {
			return i
		}
	}
	return to
}

// relevance adds "yes" for every OGP value that is named behind "Relevance:".
func (a *annex) relevance(l label, from, to int, m corpus.Method, b *corpus.Block) {
	s := &a.x
	for i := from; i < to; {
		n := a.relevanceName(i)
		if n == 0 || i+n > to {
			i++
			continue
		}
		ind := a.lex.labels[wordsOf(s.toks[i:i+n])]
		end := s.toks[i+n-1].end
		a.put(ind, "yes", a.c.Text().Slice(s.toks[i].start, end), m, min(l.start, s.toks[i].start), end, b.Box)
		i += n
	}
}
