package corpus

// ReportType is a kind of IRM report.
type ReportType string

// The report types.
const (
	ProgressReport            ReportType = "progress_report"
	MidTermReport             ReportType = "mid_term_report"
	EndOfTermReport           ReportType = "end_of_term_report"
	DesignReport              ReportType = "design_report"
	ImplementationReport      ReportType = "implementation_report"
	TransitionalResultsReport ReportType = "transitional_results_report"
	ResultsReport             ReportType = "results_report"
	ActionPlanReview          ReportType = "action_plan_review"
	CoCreationBrief           ReportType = "co_creation_brief"
	SpecialReport             ReportType = "special_report"
)

// Report is one IRM report in one language, whatever the number of its files.
type Report struct {
	ReportID         ReportID     `col:"report_id,key" doc:"Slug of country or locality, type and years; with the language when it is not English and -for-public-comment for a draft."`
	Title            string       `col:"title" doc:"Title as the report prints it."`
	Type             ReportType   `col:"type" doc:"Kind of report; null when it does not say." enum:"progress_report mid_term_report end_of_term_report design_report implementation_report transitional_results_report results_report action_plan_review co_creation_brief special_report"`
	Country          string       `col:"country" doc:"English short name of the country."`
	CountryCode      string       `col:"country_code" doc:"ISO 3166-1 alpha-3."`
	Locality         string       `col:"locality" doc:"City or region, for local members."`
	PeriodStart      int          `col:"period_start,null" doc:"First year of the action plan."`
	PeriodEnd        int          `col:"period_end,null" doc:"Last year of the action plan."`
	ActionPlanNumber int          `col:"action_plan_number,null" doc:"Ordinal of the action plan, from 1."`
	ActionPlanID     string       `col:"action_plan_id" doc:"Official form, AP_MEX04; null unless the report states it."`
	Language         Language     `col:"language" doc:"Language of the report, BCP 47."`
	URL              URL          `col:"url" doc:"Address of the report's page, or of its file when no page is known."`
	PublishedOn      Date         `col:"published_on" doc:"Day of publication as the page states it."`
	PublicComment    bool         `col:"public_comment" doc:"True for the version For Public Comment, which is a draft."`
	CommitmentsTotal *int         `col:"commitments_total" doc:"Number of commitments in the plan, as the report states it."`
	DocumentIDs      []DocumentID `col:"document_ids" doc:"Documents that the report was read from, the leading one first."`
	Downloads        []URL        `col:"downloads" doc:"Files that the report's page offers."`
}
