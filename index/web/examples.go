package web

import (
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/health"
)

// examples are rows for the API's description, by table. They describe one report of a country that
// does not exist (XAA is a code that ISO 3166 leaves to its users), so they fit together.
var examples = map[string]any{
	"reports": corpus.Report{
		ReportID: exampleReport, Title: "Exampleland Results Report 2019-2022", Type: corpus.ResultsReport, Country: "Exampleland", CountryCode: "XAA",
		PeriodStart: 2019, PeriodEnd: 2022, ActionPlanNumber: 4, Language: "en", URL: "https://example.org/documents/exampleland-results-report-2019-2022/",
		CommitmentsTotal: corpus.Ptr(13), DocumentIDs: []corpus.DocumentID{exampleDocument},
		Downloads: []corpus.URL{"https://example.org/uploads/exampleland-results-report-2019-2022.pdf"},
	},
	"documents": corpus.Document{
		DocumentID: exampleDocument, SHA256: exampleDigest, Bytes: 48213, MediaType: "text/html",
		Title: "Exampleland Results Report 2019-2022", Language: "en", TextStatus: corpus.TextRead, TextLength: 21877, Extractor: "htmldoc/1", FirstCapturedAt: exampleTime,
	},
	"captures": corpus.Capture{
		CaptureID: exampleCapture, URL: exampleSource, CapturedAt: exampleTime, HTTPStatus: 200, MediaType: "application/pdf",
		DocumentID: exampleMinutes, Outcome: corpus.Fetched, Via: "drive", Role: corpus.RoleCited, Payload: exampleMinutesDigest,
		WARCFile: "irmtrail-20240506.warc.gz", WARCOffset: corpus.Ptr(int64(91822)),
	},
	"commitments": corpus.Commitment{
		CommitmentID: exampleReport + "/5", ReportID: exampleReport, Number: "5", Title: "Publish who owns companies that win contracts",
		Evidence: quote(4031, "Commitment 5. Publish who owns companies that win contracts"),
	},
	"ratings": corpus.Rating{
		RatingID: exampleReport + "/5/completion", ReportID: exampleReport, CommitmentID: exampleReport + "/5", Number: "5", Indicator: corpus.Completion,
		Value: "limited", Code: corpus.Ptr(3), Label: "Limited", Method: corpus.KeyValue, Evidence: quote(4120, "Completion: Limited"),
	},
	"tallies": corpus.Tally{
		TallyID: exampleReport + "/tally/this/completion/limited/7-of-13", ReportID: exampleReport, Indicator: corpus.Completion, Value: "limited",
		Count: 7, Total: corpus.Ptr(13), ActionPlan: corpus.ThisPlan, Evidence: quote(1502, "seven of the thirteen commitments were completed to a limited extent"),
	},
	"footnotes": corpus.Footnote{
		FootnoteID: exampleReport + "/fn/2", ReportID: exampleReport, Number: 2, Label: "[2]",
		Text: "Minutes of the working group, 13 December 2021: https://example.org/minutes/12", Paragraphs: []string{"Minutes of the working group, 13 December 2021: https://example.org/minutes/12"},
		MarkerStart: corpus.Ptr(1811), MarkerContext: "The committee declared commitment 5 inactive.[2]",
		Evidence: quote(20110, "[2] Minutes of the working group, 13 December 2021: https://example.org/minutes/12"),
	},
	"citations": corpus.Citation{
		CitationID: exampleReport + "/fn/2/1", FootnoteID: exampleReport + "/fn/2", FootnoteNumber: 2, ReportID: exampleReport, Ordinal: 1,
		URLAsWritten: exampleSource, URL: exampleSource, Target: exampleSource, Kind: corpus.CitesMinutes, Body: "Working group", Date: "2021-12-13",
		CommitmentNumbers: []string{"5"}, CaptureID: exampleCapture, DocumentID: exampleMinutes, Status: corpus.Archived, Tries: 1, Check: "confirmed",
		CheckDetail: "The minutes name the working group and 13 December 2021.", SourceDocumentID: exampleDocument,
		Start: corpus.Ptr(20158), End: corpus.Ptr(20188), Quote: exampleSource,
	},
	"minutes": corpus.Minutes{
		DocumentID: exampleMinutes, Title: "Minutes of the twelfth meeting", Body: "Working group", HeldOn: "2021-12-13", Language: "en",
		Attendees:  []corpus.Attendee{{Name: "A. Example", Role: "Chair", Organization: "Ministry of Examples"}},
		Agenda:     []string{"State of the commitments"},
		Agreements: []corpus.Agreement{{Number: "1", Text: "Commitment 5 is declared inactive."}}, CommitmentNumbers: []string{"5"},
		Page: 1, Start: corpus.Ptr(0), End: corpus.Ptr(13), Quote: "Working group",
	},
	"sources": health.Source{
		Target: exampleSource, URL: exampleSource, State: health.Gone, Dead: true, Since: exampleTime, Tries: 3, Days: 3, LastTriedAt: exampleTime.AddDate(0, 0, 7),
		HTTPStatus: 404, Fault: corpus.FaultNotFound, Country: "Exampleland", CountryCode: "XAA", Reports: []corpus.ReportID{exampleReport},
		Message:   "The link is dead, not found on three days or more. Put the document back at this address, or say where it is now.",
		Footnotes: []health.Note{{FootnoteID: exampleReport + "/fn/2", Number: 2, ReportID: exampleReport, CommitmentNumbers: []string{"5"}}},
	},
	"source_counts": health.SourceCounts{
		Country: "Exampleland", CountryCode: "XAA", ReportID: exampleReport, Title: "Exampleland Results Report 2019-2022",
		Counts: health.Counts{Sources: 14, Alive: 9, Private: 2, Gone: 1, ArchivedCopy: 1, Failed: 1, Dead: 2},
	},
	"findings": corpus.Finding{
		FindingID: exampleReport + "/finding/sum_mismatch-0f3a5c7b9d1e2f40", ReportID: exampleReport, Rule: "sum_mismatch", Severity: corpus.Warning,
		Message: "The counts of completion add up to 12, but the plan has 13 commitments.", Evidence: quote(1502, "seven of the thirteen commitments were completed to a limited extent"),
	},
}

const (
	exampleReport        = "exampleland-results-report-2019-2022"
	exampleDigest        = "0f3a5c7b9d1e2f40a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718"
	exampleDocument      = "doc-0f3a5c7b9d1e2f40"
	exampleMinutesDigest = "77aa5c7b9d1e2f40a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718"
	exampleMinutes       = "doc-77aa5c7b9d1e2f40"
	exampleCapture       = "cap-1b2c3d4e5f607182"
	exampleSource        = "https://example.org/minutes/12"
)

var exampleTime = time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)

func quote(start int, words string) corpus.Evidence {
	return corpus.Evidence{DocumentID: exampleDocument, Start: corpus.Ptr(start), End: corpus.Ptr(start + len(words)), Quote: words}
}
