package corpus

// Severity grades a finding.
type Severity string

// The severities.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Error   Severity = "error"
)

// Finding is something that does not add up, or that could not be read.
type Finding struct {
	FindingID string   `col:"finding_id,key" doc:"Report or document id, /finding/, rule and 16 digits made from what was found."`
	ReportID  ReportID `col:"report_id,ref=reports" doc:"The report; null for a document that is none."`
	Rule      string   `col:"rule" doc:"Stable code of the rule, such as sum_mismatch."`
	Severity  Severity `col:"severity" doc:"How much it matters." enum:"info warning error"`
	Message   string   `col:"message" doc:"One plain sentence with both figures."`
	Evidence
	OtherEvidence []Place `col:"other_evidence" doc:"The place that it disagrees with, and others."`
}

// SetID sets the finding's id from what identifies it.
func (f *Finding) SetID(report ReportID) {
	f.ReportID = report
	owner := string(report)
	if owner == "" {
		owner = string(f.DocumentID)
	}
	f.FindingID = StableID(owner+"/finding/"+f.Rule, f.Message, f.Quote, string(f.DocumentID))
}
