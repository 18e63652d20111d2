package corpus

import "time"

// CitationKind says what sort of source a citation points to.
type CitationKind string

// The kinds of cited source.
const (
	CitesMinutes   CitationKind = "minutes"
	CitesReport    CitationKind = "report"
	CitesOGPPage   CitationKind = "ogp_page"
	CitesLaw       CitationKind = "law"
	CitesNews      CitationKind = "news"
	CitesDataset   CitationKind = "dataset"
	CitesInterview CitationKind = "interview"
	CitesStatement CitationKind = "statement"
	CitesVideo     CitationKind = "video"
	CitesSocial    CitationKind = "social"
	CitesOther     CitationKind = "other"
)

// CitationStatus says what came of a cited source.
type CitationStatus string

// The states of a cited source.
const (
	NotTried        CitationStatus = "not_tried"
	Archived        CitationStatus = "archived"
	ArchivedCopy    CitationStatus = "archived_copy"
	CitationLogin   CitationStatus = "login_required"
	CitationGone    CitationStatus = "gone"
	CitationFailed  CitationStatus = "failed"
	CitationBlocked CitationStatus = "blocked"
)

// The results of checking what a note says of its source.
const (
	Confirmed    = "confirmed"
	Contradicted = "contradicted"
	NotCheckable = "not_checkable"
	NotChecked   = "not_checked"
)

// Citation is one link of a footnote.
type Citation struct {
	CitationID        string         `col:"citation_id,key" doc:"Footnote id, slash, ordinal."`
	FootnoteID        string         `col:"footnote_id,ref=footnotes" doc:"The note."`
	FootnoteNumber    int            `col:"footnote_number" doc:"Number of the note."`
	ReportID          ReportID       `col:"report_id,ref=reports" doc:"The report."`
	Ordinal           int            `col:"ordinal" doc:"Place in the note, from 1."`
	URLAsWritten      string         `col:"url_as_written" doc:"The address as the source writes it."`
	URL               URL            `col:"url" doc:"The address after repair of print damage."`
	Target            string         `col:"target" doc:"Key of what is cited: many spellings of one address share it."`
	Kind              CitationKind   `col:"kind" doc:"Sort of source." enum:"minutes report ogp_page law news dataset interview statement video social other"`
	Title             string         `col:"title" doc:"Title of the source, as the note states it."`
	Publisher         string         `col:"publisher" doc:"Author or publisher, as the note states it."`
	Body              string         `col:"body" doc:"Committee or working group whose document it is, as the note states it."`
	Date              Date           `col:"date" doc:"Date of the source, as the note states it."`
	AccessedOn        Date           `col:"accessed_on" doc:"Day of access, as the note states it."`
	CommitmentNumbers []string       `col:"commitment_numbers" doc:"Commitments that the note ties the source to."`
	CaptureID         CaptureID      `col:"capture_id,ref=captures" doc:"The capture that decides the status; null while not tried."`
	DocumentID        DocumentID     `col:"document_id,ref=documents" doc:"The cited document, when it was archived."`
	Status            CitationStatus `col:"status" doc:"What came of the source." enum:"not_tried archived archived_copy login_required gone failed blocked"`
	Tries             int            `col:"tries" doc:"Number of attempts."`
	FirstTriedAt      time.Time      `col:"first_tried_at" doc:"When the first attempt began; null while not tried."`
	LastTriedAt       time.Time      `col:"last_tried_at" doc:"When the last attempt began; null while not tried."`
	Check             string         `col:"check" doc:"Whether the source bears out what the note says of it." enum:"confirmed contradicted not_checkable not_checked"`
	Passages          []Place        `col:"passages" doc:"Where the cited document says what the check read: its date, its body, its title, the commitment."`
	CheckDetail       string         `col:"check_detail" doc:"The reading behind the check, in one sentence."`
	SourceDocumentID  DocumentID     `col:"source_document_id,ref=documents" doc:"The document that the citation was read in."`
	Page              int            `col:"page,null" doc:"Page of that document, from 1; null on a web page."`
	Start             *int           `col:"start" doc:"Offset of the quote's first code point in that document's text."`
	End               *int           `col:"end" doc:"Offset behind the quote's last code point."`
	Quote             string         `col:"quote" doc:"The address or the linked words as they stand in the text."`
}
