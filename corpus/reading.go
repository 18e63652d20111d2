package corpus

// Reading is everything that was read out of one document, before it is joined with the other documents of its report.
// Ids that need the report's id are empty, and citations name their note by FootnoteID = the note's local key, see
// [Footnote] (Section and Number).
type Reading struct {
	Report      *Report      `json:"report,omitempty"` // nil when the document is no IRM report
	Commitments []Commitment `json:"commitments,omitempty"`
	Ratings     []Rating     `json:"ratings,omitempty"`
	Tallies     []Tally      `json:"tallies,omitempty"`
	Footnotes   []Footnote   `json:"footnotes,omitempty"` // in order of number
	Citations   []Citation   `json:"citations,omitempty"` // in order of note and ordinal
	Minutes     *Minutes     `json:"minutes,omitempty"`   // nil when the document is no set of minutes
	Findings    []Finding    `json:"findings,omitempty"`
}
