package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// planStatements gathers what the text says of its own plan before its sentences are read: number and years.
type planStatements struct {
	own     planFacts
	numbers votes[int]
	periods votes[[2]int]
}

// votes weighs what is stated in several places; the first statement wins a draw, since a report introduces its own plan
// before it compares it with others.
type votes[K comparable] struct {
	weights map[K]int
	order   []K
}

func (v *votes[K]) add(k K, weight int) {
	if v.weights == nil {
		v.weights = map[K]int{}
	}
	if _, known := v.weights[k]; !known {
		v.order = append(v.order, k)
	}
	v.weights[k] += weight
}

// most returns what is stated most; the zero value where nothing is.
func (v *votes[K]) most() K {
	var best K
	for _, k := range v.order {
		if v.weights[k] > v.weights[best] {
			best = k
		}
	}
	return best
}

// nearStart is the part of a text, in code points, whose statements weigh more: a report introduces its own plan first.
const nearStart = 1500

// introduction is the part of a text, in code points, behind which no more is read once the plan's number is known.
const introduction = 5000

// planFactsOf returns the plan that the report is about: what the title says, else the plan that the text names most.
func planFactsOf(r *corpus.Report, c *corpus.Content, s *structure.Structure, lex *lexicon) planFacts {
	own := planFacts{number: r.ActionPlanNumber, start: r.PeriodStart, end: r.PeriodEnd, kind: r.Type, country: string(r.CountryCode)}
	if own.number > 0 && own.start > 0 {
		return own
	}
	st := planStatements{own: own}
	var x sentence
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Start > introduction && st.numbers.most() > 0 {
			break
		}
		if b.Kind == corpus.Furniture || b.Kind == corpus.Table || s.InNote(i) || b.End-b.Start > 4*longestSentence || !mentionsPlan(b, lex) {
			continue
		}
		x.read(lex, s.Plain(c, structure.Range{Start: b.Start, End: b.End}), b.Start)
		st.read(&x)
	}
	if own.number == 0 {
		own.number = st.numbers.most()
	}
	if own.start == 0 {
		years := st.periods.most()
		own.start, own.end = years[0], years[1]
	}
	return own
}

// mentionsPlan reports whether a block can name a plan by number: a quick look that spares reading the others.
func mentionsPlan(b *corpus.Block, lex *lexicon) bool {
	for i := range b.Spans {
		for _, w := range lex.planWords {
			if strings.Contains(b.Spans[i].Text, w) {
				return true
			}
		}
	}
	return false
}

func (st *planStatements) read(x *sentence) {
	for i := range x.toks {
		n := 0
		number := 0
		if o, ok := x.at(i, asOrdinal); ok {
			n, number = x.planNoun(i+o.n), o.payload
			if n > 0 {
				n += o.n
			}
		} else if k := x.len(i, asPlan); k > 0 {
			number = x.planNumber(i + k)
			if o, ok := x.at(i+k, asOrdinal); ok && x.lex.grammar.AdjectiveBehindNoun {
				number = o.payload
			}
			n = k
		}
		if n > 0 && number > 0 && x.comparedBefore(i) < 0 {
			weight := weightAt(x.toks[i].start)
			switch st.yearsBehind(x, i+n) {
			case thisPlan:
				weight += ownYears
			case previousPlan, otherPlan:
				weight = -othersYears
			}
			st.numbers.add(number, weight)
		}
		start, end, k := x.yearsAt(i)
		if k > 0 && (x.planNoun(i+k) > 0 || x.before(i, asPlan) > 0) && x.comparedBefore(i) < 0 {
			st.periods.add([2]int{start, end}, weightAt(x.toks[i].start))
		}
	}
}

func weightAt(offset int) int {
	if offset < nearStart {
		return 3
	}
	return 1
}

// yearsBehind returns the plan that the years close behind a plan's number are of: "the third action plan (2016-2018)".
func (st *planStatements) yearsBehind(x *sentence, i int) planScope {
	for k := i; k < i+3; k++ {
		if start, end, n := x.yearsAt(k); n > 0 && st.own.start > 0 {
			return scopeOfYears(start, end, st.own)
		}
	}
	return unsaid
}

// ownYears and othersYears are what the report's years, or other years, behind a number weigh for it and against it: more
// than several mentions without years.
const (
	ownYears    = 6
	othersYears = 12
)
