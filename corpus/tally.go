package corpus

import "fmt"

// Plan says which action plan a statement is about.
type Plan string

// The plans.
const (
	ThisPlan     Plan = "this"
	PreviousPlan Plan = "previous"
)

// Tally is a count of commitments that the report states: "seven commitments were completed to a limited extent".
type Tally struct {
	TallyID           string    `col:"tally_id,key" doc:"Report id, /tally/, plan, indicator, value and count-of-total."`
	ReportID          ReportID  `col:"report_id,ref=reports" doc:"The report."`
	Indicator         Indicator `col:"indicator" doc:"What is counted." enum:"completion completion_midterm early_results potential_impact potential_for_results specificity verifiable open_gov_lens starred relevance_access_to_information relevance_civic_participation relevance_public_accountability relevance_technology ambition timing status"`
	Value             string    `col:"value" doc:"Value on the indicator's scale, or the roll-ups any and none; inactive or withdrawn for status." enum:"any none no_evidence unclear not_started limited substantial complete worsened did_not_change marginal major outstanding no_notable_results moderate significant no_results_yet minor transformative modest low medium high yes no behind_schedule on_schedule ahead_of_schedule active inactive withdrawn"`
	Count             int       `col:"count" doc:"How many commitments."`
	Total             *int      `col:"total" doc:"Out of how many, from the sentence or from the plan."`
	ActionPlan        Plan      `col:"action_plan" doc:"The plan that is counted." enum:"this previous"`
	CommitmentNumbers []string  `col:"commitment_numbers" doc:"The commitments, when the text names them."`
	Evidence
	OtherEvidence []Place `col:"other_evidence" doc:"Further places that state the same."`
}

// SetID sets the tally's id from what identifies it.
func (t *Tally) SetID(report ReportID) {
	total := "x"
	if t.Total != nil {
		total = fmt.Sprint(*t.Total)
	}
	t.ReportID = report
	t.TallyID = fmt.Sprintf("%s/tally/%s/%s/%s/%d-of-%s", report, t.ActionPlan, t.Indicator, t.Value, t.Count, total)
}
