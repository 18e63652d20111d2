package audit

import (
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
)

// rated compares what the prose counts with the ratings of the commitments. It does so only where every commitment of the
// plan has a rating on the indicator: where some are missing, a difference says nothing.
func rated(r *corpus.Reading) []corpus.Finding {
	values := map[corpus.Indicator]map[string]int{}
	commitmentsOf := map[corpus.Indicator]int{}
	places := map[corpus.Indicator][]corpus.Place{}
	for i := range r.Ratings {
		x := &r.Ratings[i]
		if values[x.Indicator] == nil {
			values[x.Indicator] = map[string]int{}
		}
		values[x.Indicator][x.Value]++
		commitmentsOf[x.Indicator]++
		places[x.Indicator] = append(places[x.Indicator], x.Place())
	}
	var found []corpus.Finding
	for i := range r.Tallies {
		t := &r.Tallies[i]
		if t.ActionPlan != corpus.ThisPlan || t.Total == nil || commitmentsOf[t.Indicator] != *t.Total {
			continue
		}
		n := countOf(values[t.Indicator], t)
		if n == t.Count {
			continue
		}
		found = append(found, corpus.Finding{
			Rule: corpus.RuleProseVsTable, Severity: corpus.Warning,
			Message: fmt.Sprintf("The text counts %s with %s %s, but the ratings of the commitments make %d.",
				commitments(t.Count), words(t.Indicator), words(t.Value), n),
			Evidence: t.Evidence, OtherEvidence: places[t.Indicator],
		})
	}
	return append(found, inactive(r)...)
}

// countOf returns how many ratings have the value of a tally.
//
// One word is not that of the ratings' scale: the Mexico Results Report 2019-2022 writes "significant" in prose for what "Did it
// open government?" calls major. So a count of significant results is compared with major where the ratings are on that scale,
// as their other values show, and none is significant.
func countOf(values map[string]int, t *corpus.Tally) int {
	switch t.Value {
	case "any":
		n := 0
		for v, k := range values {
			if t.Indicator != corpus.EarlyResults || isResult(v) {
				n += k
			}
		}
		return n
	case "none":
		if t.Indicator == corpus.EarlyResults {
			return values["did_not_change"] + values["worsened"] + values["no_notable_results"] + values["no_results_yet"]
		}
	case "significant":
		if t.Indicator == corpus.EarlyResults && onOpenGovernmentScale(values) {
			return values["major"]
		}
	}
	return values[t.Value]
}

// onOpenGovernmentScale reports whether ratings are on the scale of "Did it open government?", and none on that of early
// results, which followed it.
func onOpenGovernmentScale(values map[string]int) bool {
	older := values["worsened"] + values["did_not_change"] + values["marginal"] + values["major"] + values["outstanding"]
	return older > 0 && values["significant"]+values["moderate"]+values["no_notable_results"] == 0
}

// inactive compares the counts of inactive and withdrawn commitments with the commitments that have that status.
func inactive(r *corpus.Reading) []corpus.Finding {
	have := map[string]int{}
	for i := range r.Commitments {
		have[r.Commitments[i].Status]++
	}
	var found []corpus.Finding
	for i := range r.Tallies {
		t := &r.Tallies[i]
		if t.Indicator != corpus.StatusIndicator || t.ActionPlan != corpus.ThisPlan || have[t.Value] <= t.Count {
			continue // fewer only says that the text does not name all of them
		}
		found = append(found, corpus.Finding{
			Rule: corpus.RuleProseVsTable, Severity: corpus.Warning,
			Message:  fmt.Sprintf("The text counts %s as %s, but names %d.", commitments(t.Count), words(t.Value), have[t.Value]),
			Evidence: t.Evidence, OtherEvidence: t.OtherEvidence,
		})
	}
	return found
}
