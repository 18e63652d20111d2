package report

import (
	"strconv"

	"github.com/irmtrail/irmtrail/corpus"
)

// single is a sentence that gives commitments by number a value: "Commitments 2 and 3 were substantially completed".
type single struct {
	sense
	numbers    []string
	start, end int // offsets from the commitment's name to the value
}

// section is the commitment that the headings put the text under.
type section struct {
	number string // "" none, or several
	level  int    // of the heading
}

// enter takes the commitment that a heading opens, and leaves the one before at a heading of its level or above.
func (p *prose) enter(title string, level int) {
	if p.section.number != "" && level <= p.section.level {
		p.section = section{}
	}
	var x sentence
	x.read(p.lex, title, 0)
	if h, ok := headingOf(&x, title, 0, true); ok {
		p.section = section{level: level}
		if len(h.numbers) == 1 {
			p.section.number = h.numbers[0]
		}
	}
}

// subject is the commitments that a clause is about.
type subject struct {
	numbers  []string
	from, to int  // tokens
	judged   bool // "the IRM rated" stands before: the value follows "as"
}

// singles notes what the sentence says of commitments by number. It takes plain statements only, of the form
//
//	[lead | the IRM rated] commitments, [insertion,] verb, words that change nothing, value [and verb, value]
//
// and nothing where words of doubt, comparison, condition or another plan stand in the sentence.
func (p *prose) singles(context corpus.Indicator) {
	s := &p.sentence
	if p.inNote || p.abroad || len(p.single) > mostCandidates || s.sign(len(s.toks)-1, "?") {
		return
	}
	w := singleWordsOf()[p.lex.language]
	var values []value
	for i := 0; i < len(s.toks); i++ {
		x, ok := p.subjectAt(w, i)
		if !ok {
			continue
		}
		if values == nil {
			values = p.singleValues(w, context)
		}
		p.said(w, x, values)
		i = x.to - 1
	}
}

// singleValues finds the values said in the sentence. "And" parts two of them, while "or" makes one that is no rating: "was
// completed and had moderate early results", "substantially or fully completed".
func (p *prose) singleValues(w *singleWords, context corpus.Indicator) []value {
	s := &p.sentence
	var found []value
	for i := 0; i < len(s.toks); {
		v, ok := s.valueAt(i, context)
		if !ok {
			i++
			continue
		}
		if to, joined := s.joinedValue(v.to); joined && !(s.len(v.to, asBoundary) == 1 && s.phraseAt(w.spoilers, v.to) == 0) {
			v.combined, v.to = true, to
		} else if to := s.combinedEnd(v); to > 0 {
			v.combined, v.to = true, to
		}
		found = append(found, p.opening(w, v))
		i = max(v.to, i+1)
	}
	return s.withoutHedges(found)
}

// opening puts "a moderate impact on opening government" on the scale of early results: it speaks of no potential, and only
// reports on what was done state it.
func (p *prose) opening(w *singleWords, v value) value {
	s := &p.sentence
	if v.sense != (sense{corpus.PotentialImpact, "moderate"}) || s.anyPhrase(w.potential, 0, len(s.toks)) || p.own.kind == corpus.DesignReport || p.own.kind == corpus.ActionPlanReview {
		return v
	}
	for i := v.to; i < p.clauseEnd(v.to); i++ {
		if _, on := s.cueAt(i); on == corpus.EarlyResults {
			v.indicator = on
		}
	}
	return v
}

// subjectAt reads the commitments at a token where a clause begins with them.
func (p *prose) subjectAt(w *singleWords, i int) (x subject, ok bool) {
	s := &p.sentence
	x.from = i
	if n := s.phraseAt(w.this, i); n > 0 && p.section.number != "" {
		x.numbers, x.to = []string{p.section.number}, i+n
	} else if n := max(s.len(i, asPlural), s.len(i, asSingular)); n > 0 {
		x.numbers, x.to = s.numbersAt(w, i+n)
	}
	if len(x.numbers) == 0 || x.to < len(s.toks) && s.toks[x.to].glued {
		return x, false
	}
	start := s.leadStart(w, i)
	if start > 0 && !s.opensClause(start) {
		for k := start; k >= 0 && !x.judged; k-- { // "the IRM considers that the": longer than its last word
			for at := k; at <= k; at++ {
				if n := s.phraseAt(w.assessors, at); n > 0 && at+n >= start && at+n <= i {
					start, x.judged = at, true
				}
			}
		}
	}
	return x, s.opensClause(start) || x.judged && s.phraseAt(w.leads, s.clauseStart(start)) > 0
}

// opensClause reports whether a clause begins at a token: at the sentence's start, or behind a sign or a conjunction, "mientras que".
func (s *sentence) opensClause(i int) bool {
	return i == 0 || s.boundary(i-1) || s.before(i, asBoundary) > 0
}

// leadStart returns the token where the words begin that can stand between a clause's start and its subject.
func (s *sentence) leadStart(w *singleWords, i int) int {
	for i > 0 {
		n := 0
		for k := max(0, i-longestPhrase); k < i && n == 0; k++ {
			if m := s.phraseAt(w.leads, k); m == i-k {
				n = m
			}
		}
		if n == 0 {
			break
		}
		i -= n
	}
	return i
}

// numbersAt reads the numbers of commitments at a token: a list, or a range, "1 to 3".
func (s *sentence) numbersAt(w *singleWords, i int) (numbers []string, end int) {
	numbers, end = s.numberList(i)
	if len(numbers) != 1 {
		return numbers, end
	}
	k := end
	if s.sign(k, "-", "–", "—") {
		k++
	} else {
		k += s.phraseAt(w.to, k)
	}
	if k == end || k >= len(s.toks) || s.toks[k].kind != number || s.toks[end-1].kind != number {
		return numbers, end
	}
	from, to := s.toks[end-1].value, s.toks[k].value
	if from < 1 || to <= from || to > largestCount || to-from > longestRange {
		return nil, end
	}
	numbers = nil
	for n := from; n <= to; n++ {
		numbers = append(numbers, strconv.Itoa(n))
	}
	return numbers, k + 1
}

// longestRange bounds "commitments 1 to 12".
const longestRange = 40

// said notes the values that the clause says of its subject.
func (p *prose) said(w *singleWords, x subject, values []value) {
	s := &p.sentence
	at, said := s.behindSubject(x.to), false
	for i := range values {
		v := &values[i]
		if v.from < at {
			continue
		}
		if !p.reachesValue(w, x, at, v, said) {
			return
		}
		if p.plain(w, x, v) {
			p.addSingle(x, v)
		}
		at, said = v.to, true
	}
}

// behindSubject steps over an insertion right behind the subject: "Commitment 3, on open data, was", and over a few words that
// tell what it is about: "Commitment 3 on open data was".
func (s *sentence) behindSubject(i int) int {
	if j := s.insertionEnd(i, min(len(s.toks), i+longestInsertion)); j > i {
		return j
	}
	return i
}

// longestInsertion is how many tokens an insertion behind a commitment's number has at most.
const longestInsertion = 16

// reachesValue reports whether nothing but a verb and words that change nothing stand between a token and a value. Behind a
// value a conjunction and a verb of its own must stand.
func (p *prose) reachesValue(w *singleWords, x subject, at int, v *value, again bool) bool {
	s := &p.sentence
	i, verb := at, false
	if again {
		for s.sign(i, ",") || s.len(i, asBoundary) == 1 && !s.ends(i) {
			i++
		}
		if i == at {
			return false
		}
	} else if s.is(i, asRestrictive) {
		i = s.verbBehind(w, i, v.from)
	}
	for i < v.from {
		n := s.phraseAt(w.verbs, i)
		verb = verb || n > 0
		if x.judged && !verb {
			if k := s.phraseAt(w.as, i); k > 0 {
				n, verb = max(n, k), true
			}
		}
		if verb {
			n = max(n, s.phraseAt(w.between, i))
		}
		if n == 0 {
			return false
		}
		i += n
	}
	return verb || again || s.phraseAt(w.verbs, v.from) > 0 || s.is(v.from, asPolarVerb, asNegator)
}

// verbBehind steps over what a commitment is about, up to the verb: "on open data" in "Commitment 3 on open data was". Numbers and
// things that are counted belong to another statement.
func (s *sentence) verbBehind(w *singleWords, i, end int) int {
	for k := i; k < min(end+1, i+longestInsertion); k++ {
		if s.phraseAt(w.verbs, k) > 0 {
			return k
		}
		if s.boundary(k) && !s.is(k, asBoundary) || s.is(k, asThing, asSingular, asPlural, asModal, asReport) || s.toks[k].kind == number {
			return i
		}
	}
	return i
}

// ratedBy reports whether a sense is a rating: a value of a scale, no roll-up and no status.
func ratedBy(x sense) bool {
	switch {
	case x.value == "", x.value == "any", x.indicator == corpus.StatusIndicator:
		return false
	case x.value == "none":
		return x.indicator == corpus.PotentialImpact || x.indicator == corpus.Specificity
	}
	return true
}

// addSingle adds a statement. What was so at the midterm is recorded apart for completion, and not at all for other scales.
func (p *prose) addSingle(x subject, v *value) {
	s := &p.sentence
	y := single{sense: v.sense, numbers: x.numbers, start: s.toks[x.from].start, end: s.toks[v.to-1].end}
	if p.atMidterm(x.from, v.to) && p.tellsMidterm() {
		if y.indicator != corpus.Completion {
			return
		}
		y.indicator = corpus.CompletionMidterm
	}
	p.single = append(p.single, y)
}
