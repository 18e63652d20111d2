package cited

import (
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

const minuta = "# Minuta del {body|Comité Coordinador}\nFecha: {held 2022-05-04|4 de mayo de 2022}\nSe revisaron los avances."

// question asks about minutes of 4 May 2022 for a note that says 3 May 2022.
func question(t *testing.T) Question {
	t.Helper()
	q := Question{ReportLanguage: "en"}
	q.Citation, q.Note = cite(t, "en", "Minutes of the Coordinating Committee dated May 3, 2022, @.")
	q.Document, q.Content, q.Minutes = minutes(t, "es", minuta)
	return q
}

// TestUnavailable asks about sources that are not there or were not read.
func TestUnavailable(t *testing.T) {
	tests := []struct {
		name   string
		change func(q *Question)
		check  string
		detail string
	}{
		{"not tried", func(q *Question) { q.Document, q.Citation.Status = nil, corpus.NotTried }, corpus.NotChecked, ""},
		{"private", func(q *Question) { q.Document, q.Citation.Status = nil, corpus.CitationLogin }, corpus.NotCheckable, "The file is private: its address opens only for those who are let in."},
		{"gone", func(q *Question) { q.Document, q.Citation.Status = nil, corpus.CitationGone }, corpus.NotCheckable, "The source is no longer at its address, and there is no copy of it."},
		{"failed", func(q *Question) { q.Document, q.Citation.Status = nil, corpus.CitationFailed }, corpus.NotCheckable, "The source could not be got."},
		{"failed, and why", func(q *Question) {
			q.Document, q.Citation.Status = nil, corpus.CitationFailed
			q.Capture = &corpus.Capture{Outcome: corpus.Timeout, Error: "No answer came in time"}
		}, corpus.NotCheckable, "The source could not be got: no answer came in time."},
		{"robots", func(q *Question) {
			q.Document, q.Citation.Status = nil, corpus.CitationBlocked
			q.Capture = &corpus.Capture{Outcome: corpus.BlockedByRobots}
		}, corpus.NotCheckable, "The source's host does not let its address be visited (robots.txt)."},
		{"policy", func(q *Question) {
			q.Document, q.Citation.Status = nil, corpus.CitationBlocked
			q.Capture = &corpus.Capture{Outcome: corpus.BlockedByPolicy}
		}, corpus.NotCheckable, "The source was not asked for: the configuration leaves its address out."},
		{"blocked", func(q *Question) { q.Document, q.Citation.Status = nil, corpus.CitationBlocked }, corpus.NotCheckable, "The source was not asked for: its host (robots.txt) or the configuration forbids it."},
		{"not read yet", func(q *Question) { q.Content, q.Document.TextStatus = nil, "" }, corpus.NotChecked, ""},
		{"scan", func(q *Question) { q.Content, q.Document.TextStatus = nil, corpus.TextNeedsOCR }, corpus.NotCheckable, "The document is a scan, and its text was not recognised."},
		{"encrypted", func(q *Question) { q.Content, q.Document.TextStatus = nil, corpus.TextEncrypted }, corpus.NotCheckable, "The document opens with a password only."},
		{"unsupported", func(q *Question) {
			q.Content, q.Document.TextStatus, q.Document.MediaType = nil, corpus.TextUnsupported, "application/msword"
		}, corpus.NotCheckable, "There is no reader for the document's format (application/msword)."},
		{"unreadable", func(q *Question) {
			q.Content, q.Document.TextStatus, q.Document.Error = nil, corpus.TextFailed, "The PDF is damaged or cut off"
		}, corpus.NotCheckable, "The document could not be read: the PDF is damaged or cut off."},
		{"empty", func(q *Question) { q.Content = &corpus.Content{}; q.Content.Layout() }, corpus.NotCheckable, "The document has no words."},
		{"nothing stated", func(q *Question) {
			q.Citation.Date, q.Citation.Body = "", ""
		}, corpus.NotCheckable, "The note states neither date nor body nor title."},
		{"pages unread", func(q *Question) {
			q.Citation.Body, q.Citation.Date, q.Citation.Title, q.Minutes = "", "", "A register of all owners", nil
			q.Content.Unread = []corpus.Unread{{From: 2, To: 3, Reason: corpus.UnreadScan}}
		}, corpus.NotCheckable, "The document does not state the title (“A register of all owners”). Its pages 2 to 3 were not read."},
	}
	for _, tt := range tests {
		q := question(t)
		tt.change(&q)
		if a := Check(q); a.Check != tt.check || a.Detail != tt.detail || a.Finding != nil {
			t.Errorf("%s: %s, %q", tt.name, a.Check, a.Detail)
		}
	}
}

// TestCopies asks about a web archive's copy.
func TestCopies(t *testing.T) {
	q := question(t)
	q.Citation.Status = corpus.ArchivedCopy
	q.Capture = &corpus.Capture{Via: corpus.ViaWayback, MementoDate: time.Date(2023, 2, 1, 5, 6, 7, 0, time.UTC)}
	a := Check(q)
	want := "The note says 3 May 2022, the minutes say 4 May 2022: one day apart. They bear out the body (“Comité Coordinador”). This is the web archive's copy of 1 February 2023."
	if a.Check != corpus.Contradicted || a.Detail != want {
		t.Errorf("%s, %q", a.Check, a.Detail)
	}
	f := a.Finding
	if f == nil || f.Rule != corpus.RuleMinutesDateMismatch || len(f.OtherEvidence) != 1 || f.OtherEvidence[0].Quote != "4 de mayo de 2022" ||
		f.DocumentID != q.Citation.SourceDocumentID || f.Start != q.Citation.Start || f.ReportID != q.Citation.ReportID {
		t.Errorf("finding %+v", f)
	}
}

// TestRecognised asks about scans: recognised words bear a note out even when they are damaged, and contradict it only when they were
// read surely.
func TestRecognised(t *testing.T) {
	tests := []struct {
		name       string
		held       string // as minutes were read
		doc        string // how their date was recognised
		confidence float64
		check      string
		detail     string
	}{
		{"sure", "2022-05-04", "4 de mayo de 2022", 95, corpus.Contradicted, "The note says 3 May 2022, the minutes say 4 May 2022: one day apart (recognised in a scan)."},
		{"unsure", "2022-05-04", "4 de mayo de 2022", 60, corpus.NotCheckable, "The scan of the minutes was recognised as 4 May 2022 with little certainty (60 of 100); the note says 3 May 2022."},
		{"a sign that looks alike", "2022-05-08", "8 de mayo de 2022", 85, corpus.NotCheckable, "The scan of the minutes was recognised as 8 May 2022 with little certainty (85 of 100); the note says 3 May 2022."},
		{"another month, fairly sure", "2022-07-12", "12 de julio de 2022", 85, corpus.Contradicted, "The note says 3 May 2022, the minutes say 12 July 2022 (recognised in a scan)."},
		{"the weekday of the note's date", "2022-05-08", "martes 8 de mayo de 2022", 97, corpus.NotCheckable, "The scan of the minutes was recognised as 8 May 2022; the note says 3 May 2022. They call it a Tuesday, which 3 May 2022 was."},
		{"letters for digits", "", "O3 de mayo de 2O22", 60, corpus.Confirmed, "The minutes bear out the date (3 May 2022). The date was recognised as “O3 de mayo de 2O22”."},
		{"a misspelled month", "", "3 de rnayo de 2022", 60, corpus.Confirmed, "The minutes bear out the date (3 May 2022). The date was recognised as “3 de rnayo de 2022”."},
	}
	for _, tt := range tests {
		q := question(t)
		held := "{held " + tt.held + "|" + tt.doc + "}"
		if tt.held == "" {
			held = tt.doc
		}
		q.Document, q.Content, q.Minutes = minutes(t, "es", "# {title|Minuta}\nFecha: "+held+"\nSe revisaron los avances.")
		q.Citation.Body, q.Document.TextStatus = "", corpus.TextOCR
		at := strings.Index(q.Content.Text().String(), tt.doc)
		start := q.Content.Text().Offset(at)
		q.Content.Words = []corpus.Word{{Start: start, End: start + 3, Page: 1, Confidence: 99}, {Start: start + 3, End: start + len(tt.doc), Page: 1, Confidence: tt.confidence}}
		a := Check(q)
		exact(t, &q, &a)
		if a.Check != tt.check || a.Detail != tt.detail {
			t.Errorf("%s: %s, %q", tt.name, a.Check, a.Detail)
		}
	}
}

// TestMisspelledMonths finds months whose names recognition spelled wrongly, and takes none for another.
func TestMisspelledMonths(t *testing.T) {
	for w, want := range map[string]int{"diclembre": 12, "dicicmbre": 12, "septlembre": 9, "febrcro": 2, "agosfo": 8, "juiio": 0, "rnayo": 5, "rnarzo": 3, "junlo": 6, "decembor": 12, "reunion": 0, "marzu": 3} {
		if got := monthLike(w); got != want {
			t.Errorf("%s: %d", w, got)
		}
	}
}

// TestPublication asks about pages that state a day of publication.
func TestPublication(t *testing.T) {
	const news, report = "“Parliament opens its data”, The Daily, September 10, 2022, @", "Ministry of Health, “Report on open data”, 10 September 2022, @"
	tests := []struct {
		name, note, text string
		published        corpus.Date
		head             corpus.Head
		check, detail    string
	}{
		{"the same day", news, "Rain fell.", "2022-09-10", corpus.Head{}, corpus.Confirmed, "The page bears out the date (10 September 2022); it does not state the title (“Parliament opens its data”)."},
		{"one day later", news, "Rain fell.", "2022-09-11", corpus.Head{}, corpus.Confirmed, "The page bears out the date (10 September 2022); it does not state the title (“Parliament opens its data”). The note says 10 September 2022, the page was published on 11 September 2022: one day apart, as between time zones or between print and web."},
		{"the day of a change", news, "Rain fell.", "2022-08-01", corpus.Head{Modified: "2022-09-10T10:00:00Z"}, corpus.Confirmed, "The page bears out the date (10 September 2022); it does not state the title (“Parliament opens its data”). It is the day on which the page was last changed."},
		{"another day, stated once", news, "Rain fell.", "2022-09-21", corpus.Head{}, corpus.NotCheckable, "The page does not state the date (10 September 2022) or the title (“Parliament opens its data”). The page was published on 21 September 2022; it does not name 10 September 2022."},
		{"another day, stated twice", news, "Rain fell. 21 September 2022", "2022-09-21", corpus.Head{}, corpus.Contradicted, "The note says 10 September 2022, the page says that it was published on 21 September 2022: 11 days apart."},
		{"another day, title found", news, "Parliament opens its data. 10 August 2022", "2022-08-10", corpus.Head{}, corpus.Contradicted, "The note says 10 September 2022, the page says that it was published on 10 August 2022: the same day of another month. It bears out the title (“Parliament opens its data”)."},
		{"a report put on the web later", report, "Report on open data. 21 October 2022", "2022-10-21", corpus.Head{}, corpus.Confirmed, "The page bears out the title (“Report on open data”); it does not state the date (10 September 2022). The page was published on 21 October 2022; it does not name 10 September 2022."},
	}
	for _, tt := range tests {
		q := Question{ReportLanguage: "en"}
		q.Citation, q.Note = cite(t, "en", tt.note)
		q.Document, q.Content, _ = minutes(t, "en", tt.text)
		q.Document.MediaType, q.Document.PublishedOn, q.Content.Head = "text/html", tt.published, tt.head
		a := Check(q)
		exact(t, &q, &a)
		if a.Check != tt.check || a.Detail != tt.detail {
			t.Errorf("%s: %s, %q", tt.name, a.Check, a.Detail)
		}
	}
}

// TestTitlesBesideTheArticle finds a title in the article of a page, and takes one beside it for that of another page.
func TestTitlesBesideTheArticle(t *testing.T) {
	const text = "News of the day\nThe house put its registers on the web.\nRelated posts: Parliament opens its data"
	for _, tt := range []struct {
		main   []corpus.Range
		detail string
	}{
		{nil, "The document bears out the title (“Parliament opens its data”); it does not state the date (10 September 2022). The document states no date."},
		{[]corpus.Range{{Start: 0, End: 55}}, "The document does not state the date (10 September 2022). The document states no date. The title stands beside the text of the page alone, as that of another one."},
		{[]corpus.Range{{Start: 60, End: 96}}, "The document bears out the title (“Parliament opens its data”); it does not state the date (10 September 2022). The document states no date."},
	} {
		q := Question{ReportLanguage: "en"}
		q.Citation, q.Note = cite(t, "en", "“Parliament opens its data”, The Daily, September 10, 2022, @")
		q.Document, q.Content, _ = minutes(t, "en", strings.Repeat("The weather was fine on all days of the week in the north.\n", 8)+text)
		for i := range tt.main {
			tt.main[i].Start += 8 * 59
			tt.main[i].End += 8 * 59
		}
		q.Content.Main = tt.main
		if a := Check(q); a.Detail != tt.detail {
			t.Errorf("%v: %s, %q", tt.main, a.Check, a.Detail)
		}
	}
}

// TestReadings checks that a reading serves the questions about its content, and no others.
func TestReadings(t *testing.T) {
	q := question(t)
	want := Check(q)
	q.Reading = Read(q.Document, q.Content, q.Minutes)
	if a := Check(q); a.Detail != want.Detail {
		t.Errorf("%q, not %q", a.Detail, want.Detail)
	}
	q.Document, q.Content, q.Minutes = minutes(t, "es", strings.ReplaceAll(strings.ReplaceAll(minuta, "4 de mayo", "3 de mayo"), "05-04", "05-03"))
	if a := Check(q); a.Check != corpus.Confirmed {
		t.Errorf("%s: %s", a.Check, a.Detail)
	}
}
