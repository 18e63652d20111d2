package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// addSingles adds the ratings that sentences state. A sentence that says what a table says is a further place of its rating; one
// that says otherwise is a finding, and so are two sentences that contradict each other, neither of which is then a rating.
// A number that the report's own list of commitments does not have is another plan's, and so is one above the plan's number of
// commitments where there is no list.
func addSingles(out *corpus.Reading, p *prose, c *corpus.Content, id corpus.DocumentID, plan int) {
	known := map[string]bool{}
	for _, x := range out.Commitments {
		known[x.Number] = true
	}
	tabled := len(out.Ratings)
	index := map[ratingKey]int{}
	for i := range out.Ratings {
		index[ratingKey{out.Ratings[i].Number, out.Ratings[i].Indicator}] = i
	}
	dropped := map[int]bool{}
	for _, x := range p.single {
		e := c.Evidence(id, x.start, x.end)
		for _, n := range x.numbers {
			if len(known) > 0 && !known[n] || len(known) == 0 && beyond(n, plan) {
				continue
			}
			i, there := index[ratingKey{n, x.indicator}]
			if !there {
				index[ratingKey{n, x.indicator}] = len(out.Ratings)
				out.Ratings = append(out.Ratings, corpus.Rating{
					Number: n, Indicator: x.indicator, Value: x.value, Code: corpus.Code(x.indicator, x.value), Label: e.Quote, Method: corpus.Prose, Evidence: e,
				})
				continue
			}
			r := &out.Ratings[i]
			switch {
			case r.Value == x.value:
				r.OtherEvidence = append(r.OtherEvidence, e.Place())
			default:
				dropped[i] = i >= tabled
				out.Findings = append(out.Findings, SaidOtherwise(*r, x.value, e))
			}
		}
	}
	at := -1
	out.Ratings = slices.DeleteFunc(out.Ratings, func(corpus.Rating) bool { at++; return dropped[at] })
}

// beyond reports whether a number is higher than the plan's number of commitments, 0 where that is not known.
func beyond(number string, plan int) bool {
	n, err := strconv.Atoi(number)
	return err == nil && plan > 0 && n > plan
}

// SaidOtherwise is the finding that a sentence says another value of a commitment than a table does, or another sentence.
func SaidOtherwise(r corpus.Rating, value string, said corpus.Evidence) corpus.Finding {
	f := corpus.Finding{
		Rule: corpus.RuleProseVsTable, Severity: corpus.Warning, Evidence: said, OtherEvidence: []corpus.Place{r.Place()},
		Message: fmt.Sprintf("The text says that commitment %s is %s on %s, but it is rated %s.", r.Number, spaced(value), spaced(string(r.Indicator)), spaced(r.Value)),
	}
	if r.Method == corpus.Prose {
		f.Rule = corpus.RuleRatingContradicted
		f.Message = fmt.Sprintf("The text says that commitment %s is %s on %s in one place and %s in another.", r.Number, spaced(value), spaced(string(r.Indicator)), spaced(r.Value))
	}
	return f
}

// spaced writes a value of a scale as words: early_results, "early results".
func spaced(s string) string { return strings.ReplaceAll(s, "_", " ") }
