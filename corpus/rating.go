package corpus

// Indicator is what a rating or a tally measures.
type Indicator string

// The indicators of the IRM's scales. Status is the committee's word and occurs in tallies only.
const (
	Completion          Indicator = "completion"
	CompletionMidterm   Indicator = "completion_midterm"
	EarlyResults        Indicator = "early_results"
	PotentialImpact     Indicator = "potential_impact"
	PotentialForResults Indicator = "potential_for_results"
	Specificity         Indicator = "specificity"
	Verifiable          Indicator = "verifiable"
	OpenGovLens         Indicator = "open_gov_lens"
	Starred             Indicator = "starred"
	RelevanceAccess     Indicator = "relevance_access_to_information"
	RelevanceCivic      Indicator = "relevance_civic_participation"
	RelevanceAccount    Indicator = "relevance_public_accountability"
	RelevanceTechnology Indicator = "relevance_technology"
	Ambition            Indicator = "ambition"
	Timing              Indicator = "timing"
	StatusIndicator     Indicator = "status"
)

// Method is how a rating was read.
type Method string

// The methods.
const (
	Matrix    Method = "matrix"     // a mark in a table
	KeyValue  Method = "key_value"  // "Completion: Limited"
	Prose     Method = "prose"      // a sentence
	PageField Method = "page_field" // a field of a commitment page
)

// Rating is one commitment's value on one indicator.
type Rating struct {
	RatingID     string    `col:"rating_id,key" doc:"Commitment id, slash, indicator."`
	ReportID     ReportID  `col:"report_id,ref=reports" doc:"The report; null for a commitment page."`
	CommitmentID string    `col:"commitment_id,ref=commitments" doc:"The commitment that is rated."`
	Number       string    `col:"number" doc:"The commitment's number as printed."`
	Indicator    Indicator `col:"indicator" doc:"What is rated." enum:"completion completion_midterm early_results potential_impact potential_for_results specificity verifiable open_gov_lens starred relevance_access_to_information relevance_civic_participation relevance_public_accountability relevance_technology ambition timing"`
	Value        string    `col:"value" doc:"The value on the indicator's scale." enum:"no_evidence unclear not_started limited substantial complete worsened did_not_change marginal major outstanding no_notable_results moderate significant no_results_yet none minor transformative modest low medium high yes no behind_schedule on_schedule ahead_of_schedule"`
	Code         *int      `col:"code" doc:"The official data set's number for the value; null where it has none."`
	Label        string    `col:"label" doc:"The value as printed."`
	Method       Method    `col:"method" doc:"How it was read." enum:"matrix key_value prose page_field"`
	Evidence
	Box           *Box    `col:"box" doc:"Rectangle of the quote on its page, x0, y0, x1, y1 in points from the top left; null on the web."`
	OtherEvidence []Place `col:"other_evidence" doc:"Further places that state the same."`
}

// Code returns the official data set's number for a value of an indicator, or nil where it has none.
func Code(i Indicator, value string) *int {
	if c, ok := codes[i][value]; ok {
		return &c
	}
	return nil
}

// codes holds the numbers of the official data set, which marks its code columns with an underscore.
var codes = map[Indicator]map[string]int{
	Completion:          {"unclear": 1, "not_started": 2, "limited": 3, "substantial": 4, "complete": 5},
	CompletionMidterm:   {"unclear": 1, "not_started": 2, "limited": 3, "substantial": 4, "complete": 5},
	EarlyResults:        {"worsened": 0, "did_not_change": 1, "marginal": 2, "major": 3, "outstanding": 4, "no_notable_results": 0, "moderate": 1, "significant": 2},
	PotentialImpact:     {"none": 0, "minor": 1, "moderate": 2, "transformative": 3},
	PotentialForResults: {"unclear": 0, "modest": 1, "substantial": 2},
	Specificity:         {"none": 0, "low": 1, "medium": 2, "high": 3},
}
