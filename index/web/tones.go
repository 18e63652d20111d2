package web

import "github.com/irmtrail/irmtrail/corpus"

// tones grade the values of each indicator for the colour of their cells, from 1 (weakest) to 5 (strongest); 0 is a value
// off the scale ("worsened"). A value that is not listed says nothing about strength ("unclear") and has no colour. The
// same word stands at different places on different scales, so the scales are apart.
var tones = map[corpus.Indicator]map[string]int{
	corpus.Completion:          completionTones,
	corpus.CompletionMidterm:   completionTones,
	corpus.EarlyResults:        {"worsened": 0, "did_not_change": 1, "no_notable_results": 1, "marginal": 2, "moderate": 3, "major": 4, "significant": 5, "outstanding": 5},
	corpus.PotentialImpact:     {"none": 1, "minor": 2, "moderate": 4, "transformative": 5},
	corpus.PotentialForResults: {"modest": 3, "substantial": 5},
	corpus.Specificity:         {"none": 1, "low": 2, "medium": 4, "high": 5},
	corpus.Ambition:            {"low": 2, "high": 5},
	corpus.Timing:              {"behind_schedule": 1, "on_schedule": 4, "ahead_of_schedule": 5},
	corpus.Verifiable:          yesNoTones,
	corpus.OpenGovLens:         yesNoTones,
	corpus.Starred:             yesNoTones,
	corpus.RelevanceAccess:     yesNoTones,
	corpus.RelevanceCivic:      yesNoTones,
	corpus.RelevanceAccount:    yesNoTones,
	corpus.RelevanceTechnology: yesNoTones,
}

var (
	completionTones = map[string]int{"not_started": 1, "limited": 2, "substantial": 4, "complete": 5}
	yesNoTones      = map[string]int{"no": 1, "yes": 4}
)

// toneClasses are the names of the tones in the style sheet.
var toneClasses = [...]string{"tone-worse", "tone-1", "tone-2", "tone-3", "tone-4", "tone-5"}

// toneClass returns the class of a rating's cell.
func toneClass(r corpus.Rating) string {
	if tone, ok := tones[r.Indicator][r.Value]; ok {
		return toneClasses[tone]
	}
	return "tone-none"
}
