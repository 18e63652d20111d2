package corpus

// Commitment is one promise of an action plan, as a report treats it or as its own page on the OGP site shows it.
type Commitment struct {
	CommitmentID string   `col:"commitment_id,key" doc:"Report id, slash, number; ogp/ID for a commitment page of the OGP site."`
	ReportID     ReportID `col:"report_id,ref=reports" doc:"The report; null for a commitment page."`
	Number       string   `col:"number" doc:"Number as printed: 1, 4.2."`
	Title        string   `col:"title" doc:"Title as printed; null when the report names only the number."`
	OGPID        string   `col:"ogp_id" doc:"Official id such as MX0075: of the commitment page, or of the one page of the plan that states the number."`
	Cluster      string   `col:"cluster" doc:"Cluster that the report puts it in."`
	Status       string   `col:"status" doc:"Word of the committee or the report about the commitment as a whole." enum:"active inactive withdrawn"`
	Evidence
	Country     string `col:"country" doc:"English short name of the country, of a commitment page; null in a report, which has its own."`
	CountryCode string `col:"country_code" doc:"ISO 3166-1 alpha-3, of a commitment page."`
	Locality    string `col:"locality" doc:"City or region of a local member, of a commitment page."`
	ActionPlan  string `col:"action_plan" doc:"The action plan as a commitment page names it."`
	PeriodStart int    `col:"period_start,null" doc:"First year of that action plan."`
	PeriodEnd   int    `col:"period_end,null" doc:"Last year of that action plan."`
}
