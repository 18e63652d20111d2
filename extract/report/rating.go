package report

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// add adds a rating under a label, or a finding when the printed value is on no scale.
func (a *annex) add(i corpus.Indicator, label, printed string, m corpus.Method, start, end int, box *corpus.Box) {
	if a.lex.noValues[foldPhrase(printed)] {
		a.rated = true
		return
	}
	value := a.lex.valueOn(i, printed)
	if value == "" {
		if words := strings.Count(foldPhrase(printed), " ") + 1; words <= longestStrayValue && i != corpus.StatusIndicator {
			a.out.Findings = append(a.out.Findings, corpus.Finding{
				Rule: corpus.RuleValueNotOnScale, Severity: corpus.Info,
				Message:  fmt.Sprintf("Commitment %s: %q is no value of the scale of %s.", strings.Join(a.current.numbers, ", "), printed, strings.ReplaceAll(string(i), "_", " ")),
				Evidence: a.c.Evidence(a.id, start, end),
			})
		}
		return
	}
	if value == "significant" && i == corpus.EarlyResults && a.lex.asksOfOpening(label) {
		value = "major"
	}
	a.put(i, value, printed, m, start, end, box)
}

// longestStrayValue is how many words something behind a label has at most to be reported as a value that is on no
// scale; more is text.
const longestStrayValue = 3

// put adds a rating to each commitment that is open. A second statement of the same is further evidence; one that differs
// is left to the audit, which sees both.
func (a *annex) put(i corpus.Indicator, value, printed string, m corpus.Method, start, end int, box *corpus.Box) {
	a.rated = true
	if i == corpus.StatusIndicator {
		return
	}
	evidence := a.c.Evidence(a.id, start, end)
	for _, n := range a.current.numbers {
		if k := a.rating(n, i); k != nil {
			if k.Value == value {
				k.OtherEvidence = append(k.OtherEvidence, evidence.Place())
			} else {
				a.contradiction(*k, value, printed, evidence)
			}
			continue
		}
		if len(a.ratings) >= largestAnnex*len(indicators) {
			return
		}
		a.ratings[ratingKey{n, i}] = len(a.out.Ratings)
		a.out.Ratings = append(a.out.Ratings, corpus.Rating{
			Number: n, Indicator: i, Value: value, Code: corpus.Code(i, value), Label: printed, Method: m, Evidence: evidence, Box: box,
		})
	}
}

// contradiction notes that the document prints two values for one commitment and indicator.
func (a *annex) contradiction(first corpus.Rating, value, printed string, second corpus.Evidence) {
	a.out.Findings = append(a.out.Findings, corpus.Finding{
		Rule: corpus.RuleRatingContradicted, Severity: corpus.Warning,
		Message: fmt.Sprintf("Commitment %s: %s is %q in one place and %q in another.", first.Number,
			strings.ReplaceAll(string(first.Indicator), "_", " "), first.Label, printed),
		Evidence: first.Evidence, OtherEvidence: []corpus.Place{second.Place()},
	})
}

func (a *annex) rating(n string, i corpus.Indicator) *corpus.Rating {
	if k, ok := a.ratings[ratingKey{n, i}]; ok {
		return &a.out.Ratings[k]
	}
	return nil
}
