package audit

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// exclusive holds the indicators on which a commitment has exactly one value, so that the counts of all values make the
// number of commitments.
var exclusive = map[corpus.Indicator]bool{
	corpus.Completion: true, corpus.CompletionMidterm: true, corpus.EarlyResults: true, corpus.PotentialImpact: true,
	corpus.PotentialForResults: true, corpus.Specificity: true, corpus.Verifiable: true, corpus.OpenGovLens: true,
}

// minParts is how many values of one scale must be counted in one passage before the counts are taken for a complete
// list, whose sum must be the total. Two can leave the rest unsaid.
const minParts = 3

// group is the counts of one indicator and plan with one total.
type group struct {
	indicator corpus.Indicator
	plan      corpus.Plan
	total     int
}

// sums compares the counts of an indicator with their total: together they must not pass it, and a complete list of them
// must reach it. Where the report says how many commitments have any early results, that is the total of their grades.
func sums(c *corpus.Content, r *corpus.Reading) []corpus.Finding {
	var order []group
	members := map[group][]*corpus.Tally{}
	for i := range r.Tallies {
		t := &r.Tallies[i]
		if t.Total == nil || !exclusive[t.Indicator] {
			continue
		}
		g := group{t.Indicator, t.ActionPlan, *t.Total}
		if members[g] == nil {
			order = append(order, g)
		}
		members[g] = append(members[g], t)
	}
	var found []corpus.Finding
	for _, g := range order {
		found = append(found, g.check(c, members[g])...)
	}
	return found
}

func (g group) check(c *corpus.Content, ts []*corpus.Tally) []corpus.Finding {
	var found []corpus.Finding
	var graded []*corpus.Tally
	var with, without *corpus.Tally
	for _, t := range ts {
		switch t.Value {
		case "any":
			with = t
		case "none":
			if g.indicator == corpus.EarlyResults {
				without = t
			} else {
				graded = append(graded, t)
			}
		default:
			graded = append(graded, t)
		}
	}
	if with != nil && without != nil && with.Count+without.Count != g.total {
		found = append(found, mismatch([]*corpus.Tally{with, without}, g, g.total, ""))
	}
	if repeated(graded) {
		return found // a value with two counts is a contradiction, not a part of a sum
	}
	whole, of := g.total, ""
	parts := graded
	if with != nil {
		whole, of, parts = with.Count, " with any", positive(graded)
	}
	sum := 0
	for _, t := range parts {
		sum += t.Count
	}
	complete := len(parts) >= minParts && together(c, parts)
	if sum > whole || complete && sum != whole {
		found = append(found, mismatch(parts, g, whole, of))
	}
	return found
}

// repeated reports whether a value is counted twice.
func repeated(ts []*corpus.Tally) bool {
	seen := map[string]bool{}
	for _, t := range ts {
		if seen[t.Value] {
			return true
		}
		seen[t.Value] = true
	}
	return false
}

// positive returns the counts of the values that are an early result.
func positive(ts []*corpus.Tally) []*corpus.Tally {
	var kept []*corpus.Tally
	for _, t := range ts {
		if isResult(t.Value) {
			kept = append(kept, t)
		}
	}
	return kept
}

// isResult reports whether a value of the scale of early results says that there are some.
func isResult(value string) bool {
	switch value {
	case "marginal", "major", "outstanding", "moderate", "significant":
		return true
	}
	return false
}

// together reports whether all counts stand in one block of the text.
func together(c *corpus.Content, ts []*corpus.Tally) bool {
	for _, t := range ts {
		if !t.Quoted() || !ts[0].Quoted() || c.BlockAt(*t.Start) != c.BlockAt(*ts[0].Start) {
			return false
		}
	}
	return true
}

func mismatch(ts []*corpus.Tally, g group, whole int, of string) corpus.Finding {
	sum := 0
	var list []string
	var places []corpus.Place
	for i, t := range ts {
		sum += t.Count
		list = append(list, fmt.Sprintf("%d %s", t.Count, words(t.Value)))
		if i > 0 {
			places = append(places, t.Place())
		}
	}
	return corpus.Finding{
		Rule: corpus.RuleSumMismatch, Severity: corpus.Warning,
		Message: fmt.Sprintf("The counts of %s%s (%s) make %d, but the report speaks of %s%s.",
			words(g.indicator), ofPlan(g.plan), strings.Join(list, ", "), sum, commitments(whole), of),
		Evidence: ts[0].Evidence, OtherEvidence: places,
	}
}

// contradictions finds values that are counted with different results.
func contradictions(r *corpus.Reading) []corpus.Finding {
	var found []corpus.Finding
	for i := range r.Tallies {
		for j := i + 1; j < len(r.Tallies); j++ {
			a, b := &r.Tallies[i], &r.Tallies[j]
			if a.Indicator != b.Indicator || a.Value != b.Value || a.ActionPlan != b.ActionPlan || a.Count == b.Count {
				continue
			}
			found = append(found, corpus.Finding{
				Rule: corpus.RuleTallyContradicted, Severity: corpus.Warning,
				Message: fmt.Sprintf("The report counts %s%s with %s %s in one place and %d in another.",
					commitments(a.Count), ofPlan(a.ActionPlan), words(a.Indicator), words(a.Value), b.Count),
				Evidence: a.Evidence, OtherEvidence: []corpus.Place{b.Place()},
			})
		}
	}
	return found
}
