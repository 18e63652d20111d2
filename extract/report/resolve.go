package report

import (
	"sort"
	"strconv"

	"github.com/irmtrail/irmtrail/corpus"
)

// totals holds the number of commitments of the plans, 0 where the report does not state it.
type totals struct{ this, previous int }

func (t totals) of(scope planScope) int {
	if scope == previousPlan {
		return t.previous
	}
	return t.this
}

// countedTotals weighs the places that state a plan's number of commitments.
func countedTotals(votes []totalVote) totals {
	return totals{heaviest(votes, false), heaviest(votes, true)}
}

// annexVote returns the number of commitments that are rated one by one, which is that of the plan where they are numbered
// 1, 2, 3 to the last: some reports rate only the commitments that they look into.
func annexVote(r *corpus.Reading) []totalVote {
	rated := map[string]bool{}
	for i := range r.Ratings {
		rated[r.Ratings[i].Number] = true
	}
	for n := 1; n <= len(rated); n++ {
		if !rated[strconv.Itoa(n)] {
			return nil
		}
	}
	if len(rated) < smallestAnnex {
		return nil
	}
	return []totalVote{{thisPlan, len(rated), 2}}
}

// smallestAnnex is from how many rated commitments on they can be the whole plan: one alone is an example.
const smallestAnnex = 2

func heaviest(votes []totalVote, previous bool) int {
	weights := map[int]int{}
	for _, v := range votes {
		if v.scope != otherPlan && (v.scope == previousPlan) == previous {
			weights[v.n] += v.weight
		}
	}
	best := 0
	for n, w := range weights {
		if w > weights[best] || w == weights[best] && n > best {
			best = n
		}
	}
	return best
}

// tallies decides which candidates are tallies and joins those that state the same.
func (p *prose) tallies(c *corpus.Content, id corpus.DocumentID, plan totals) []corpus.Tally {
	var kept []candidate
	for i := range p.candidates {
		x := p.candidates[i]
		if p.settle(&x, plan) {
			kept = append(kept, x)
		}
	}
	kept = withoutWeak(kept)
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].start < kept[j].start })
	var rows []corpus.Tally
	for _, x := range kept {
		rows = merge(rows, x.tally(c, id))
	}
	return rows
}

// settle fills a candidate's number and total, and reports whether it stands.
func (p *prose) settle(x *candidate, plan totals) bool {
	if x.scope == otherPlan {
		return false
	}
	known := plan.of(x.scope)
	if x.every {
		if x.n == 0 {
			x.n = known
		}
		x.total = max(x.n, x.total)
		if x.restricted || x.n == 0 || known > 0 && x.n != known {
			return false
		}
		return true
	}
	if x.n == 0 {
		return false // "no commitment was outstanding" counts none: reports state it of some values only, and a tally needs a number
	}
	if x.definite && x.total == 0 && !x.rest && !x.told && !(known > 0 && x.n == known) {
		return false // "the five commitments that ..." speaks of them again
	}
	if x.total == 0 && x.whole.n > 0 && !x.whole.rest {
		x.total = x.whole.n
		if x.whole.restricted && known > 0 && known != x.whole.n {
			if !p.stated(x.scope, x.whole.n) {
				return false // "of the five commitments on health, three ..."
			}
			x.total = known
		}
	}
	if x.total == 0 {
		x.total = known
	}
	if x.whole.n > 0 && x.total == x.whole.n && x.total < known && p.stated(x.scope, x.total) {
		x.total = known // "six were completed; of the six, two were starred": two of the plan
	}
	if x.abroad && x.total != known {
		return false // "next door, in Ruritania, five of twelve commitments were complete"
	}
	if partOfPlan(x, known) {
		return false
	}
	if x.rest && !p.remainder(x) {
		return false
	}
	if x.them && !p.refersFresh(x) {
		return false
	}
	return x.total == 0 || x.n <= x.total
}

// hasResult reports whether a value of the scale of early results says that there are some.
func hasResult(value string) bool {
	switch value {
	case "marginal", "major", "outstanding", "moderate", "significant":
		return true
	}
	return false
}

// graded reports whether a scale parts the whole plan among its values, so that a part of one value's commitments on another
// such scale is no count of the plan; stars, relevance and status are given to some commitments only.
func graded(i corpus.Indicator) bool {
	switch i {
	case corpus.Completion, corpus.CompletionMidterm, corpus.EarlyResults, corpus.PotentialImpact, corpus.PotentialForResults,
		corpus.Specificity, corpus.Ambition, corpus.Timing:
		return true
	}
	return false
}

// stated reports whether some candidate counts n commitments of the plan.
func (p *prose) stated(scope planScope, n int) bool {
	for i := range p.candidates {
		if c := &p.candidates[i]; c.scope == scope && c.n == n && !c.every {
			return true
		}
	}
	return false
}

// partOfPlan reports whether the total of a count is a part of the plan: it is said to be, or it is at most half of what the plan
// is known to have. A total nearer to the plan's can leave out what was withdrawn ("of the 11 commitments assessed").
func partOfPlan(x *candidate, known int) bool {
	if known == 0 || x.total == 0 || x.total == known {
		return false
	}
	return x.restricted || 2*x.total <= known
}

// remainder reports whether "the other four" is what is left of the plan after the counts before it in the paragraph.
// Where the sum does not come out, the words speak of commitments counted already. Where the plan's number is not known, the
// counts of the same scale before it in the sentence are taken for the others. A sentence can part the plan on two scales:
// "two were withdrawn, and the other seven were completed".
func (p *prose) remainder(x *candidate) bool {
	sum, said, beside := x.n, x.n, false
	for i := range p.candidates {
		c := &p.candidates[i]
		if c.start >= x.start || c.paragraph != x.paragraph || c.scope != x.scope || c.value == "any" || c.rest {
			continue
		}
		if c.indicator == x.indicator {
			sum += c.n
		}
		if c.sentence == x.sentence {
			said, beside = said+c.n, beside || c.indicator == x.indicator
		}
	}
	if x.total == 0 {
		return beside
	}
	return sum == x.total || said == x.total || p.parted(x, sum)
}

// parted reports whether the paragraph says how many commitments have any results, and the counts so far make that number, or
// this one is what it leaves of the plan: "seven brought changes: in five of these they were marginal, in the other two major;
// the remaining three made no difference".
func (p *prose) parted(x *candidate, sum int) bool {
	for i := range p.candidates {
		c := &p.candidates[i]
		if c.start < x.start && c.paragraph == x.paragraph && c.scope == x.scope && c.sense == (sense{x.indicator, "any"}) {
			return sum == c.n || !hasResult(x.value) && x.n+c.n == x.total
		}
	}
	return false
}

// refersFresh reports whether "four of them" states something new: on another scale than what it refers to, or in a list
// that parts all of it. "Nine commitments achieved early results, four of them significant ones" is said in full elsewhere.
func (p *prose) refersFresh(x *candidate) bool {
	if x.referred == 0 {
		return x.whole.n > 0
	}
	of := &p.candidates[x.referred-1]
	if of.indicator != x.indicator && graded(of.indicator) && graded(x.indicator) {
		return false // "nine changed nothing, four of them in spite of being complete": four of a part, not of the plan
	}
	if of.indicator != x.indicator || of.value == "any" {
		return true // "seven had early results, two of them major"
	}
	sum, n := 0, 0
	for i := range p.candidates {
		c := &p.candidates[i]
		if c.sentence == x.sentence && c.indicator == x.indicator && i != x.referred-1 {
			sum, n = sum+c.n, n+1
		}
	}
	return n > 1 && sum == of.n
}

// withoutWeak drops counts of a part of the plan where a count of the whole plan says otherwise.
func withoutWeak(list []candidate) []candidate {
	kept := list[:0:0]
	for _, x := range list {
		contradicted := false
		for _, y := range list {
			contradicted = contradicted || x.weak && !y.weak && x.sense == y.sense && x.scope == y.scope && x.n != y.n
		}
		if !contradicted {
			kept = append(kept, x)
		}
	}
	return kept
}

// tally returns the candidate as a record.
func (x *candidate) tally(c *corpus.Content, id corpus.DocumentID) corpus.Tally {
	t := corpus.Tally{
		Indicator: x.indicator, Value: x.value, Count: x.n, ActionPlan: corpus.ThisPlan, CommitmentNumbers: x.numbers,
		Evidence: c.Evidence(id, x.start, x.end),
	}
	if x.total > 0 {
		t.Total = corpus.Ptr(x.total)
	}
	if x.scope == previousPlan {
		t.ActionPlan = corpus.PreviousPlan
	}
	return t
}

// merge adds a row, or its evidence to the row that states the same.
func merge(rows []corpus.Tally, t corpus.Tally) []corpus.Tally {
	for i := range rows {
		r := &rows[i]
		if r.Indicator != t.Indicator || r.Value != t.Value || r.Count != t.Count || r.ActionPlan != t.ActionPlan ||
			(r.Total == nil) != (t.Total == nil) || r.Total != nil && *r.Total != *t.Total {
			continue
		}
		if *r.Start != *t.Start {
			r.OtherEvidence = append(r.OtherEvidence, t.Place())
		}
		if r.CommitmentNumbers == nil {
			r.CommitmentNumbers = t.CommitmentNumbers
		}
		return rows
	}
	return append(rows, t)
}
