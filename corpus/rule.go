package corpus

// The rules of findings. A document that could not be read at all has the rule DocumentRule and its error code behind it.
const (
	RuleCitationContradicted = "citation_contradicted"
	RuleMinutesDateMismatch  = "minutes_date_mismatch"
	RuleDocumentTruncated    = "document_truncated"
	RuleFootnoteDuplicated   = "footnote_duplicated"
	RuleFootnoteGap          = "footnote_gap"
	RuleFootnoteUnreferenced = "footnote_unreferenced"
	RuleMarkerWithoutNote    = "marker_without_note"
	RuleNotAReport           = "not_a_report"
	RulePagesUnread          = "pages_unread"
	RuleProseVsTable         = "prose_vs_table"
	RuleRatingContradicted   = "rating_contradicted"
	RuleSumMismatch          = "sum_mismatch"
	RuleTallyContradicted    = "tally_contradicted"
	RuleValueNotOnScale      = "value_not_on_scale"
	RuleValueNotReadable     = "value_not_readable"

	DocumentRule = "document_"
)

// Rules says what each rule of a finding means, in order of name.
var Rules = []struct{ Rule, Meaning string }{
	{DocumentRule + "...", "The document could not be read; what follows is its error_code."},
	{RuleCitationContradicted, "A footnote says something of its source that the source contradicts."},
	{RuleDocumentTruncated, "The document ends in the middle of its markup."},
	{RuleFootnoteDuplicated, "Two notes of one sequence have the same number."},
	{RuleFootnoteGap, "Numbers are missing in a sequence of notes."},
	{RuleFootnoteUnreferenced, "Nothing in the text refers to the note."},
	{RuleMarkerWithoutNote, "The text refers to a note that is not there."},
	{RuleMinutesDateMismatch, "A footnote gives minutes another date than they state."},
	{RuleNotAReport, "The document was taken for a report by its source, but does not say that it is one."},
	{RulePagesUnread, "Some pages of the document were not read, so what they say is missing."},
	{RuleProseVsTable, "The text counts other numbers of commitments than the ratings make, or says another value of one than its rating."},
	{RuleRatingContradicted, "One commitment is rated differently on one indicator in two places."},
	{RuleSumMismatch, "Counts that should make the number of commitments do not."},
	{RuleTallyContradicted, "The report counts the same thing differently in two places."},
	{RuleValueNotOnScale, "A rating is printed whose word is not on the indicator's scale."},
	{RuleValueNotReadable, "A commitment page draws a rating in a way that its markup does not tell."},
}
