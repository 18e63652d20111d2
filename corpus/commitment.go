package corpus

// Commitment is one promise of an action plan, as a report treats it.
type Commitment struct {
	CommitmentID string   `col:"commitment_id,key" doc:"Report id, slash, number; ogp/ID for a commitment page of the OGP site."`
	ReportID     ReportID `col:"report_id,ref=reports" doc:"The report; null for a commitment page."`
	Number       string   `col:"number" doc:"Number as printed: 1, 4.2."`
	Title        string   `col:"title" doc:"Title as printed; null when the report names only the number."`
	OGPID        string   `col:"ogp_id" doc:"Official id such as MX0075, when the source states it."`
	Cluster      string   `col:"cluster" doc:"Cluster that the report puts it in."`
	Status       string   `col:"status" doc:"Word of the committee or the report about the commitment as a whole." enum:"active inactive withdrawn"`
	Evidence
}
