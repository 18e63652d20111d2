package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/index"
)

// hostile is what strangers may write into a title, a note or an address.
var hostile = []string{
	`<script>document.title='owned'</script>`,
	`"onerror="alert(1)`,
	`</title><img src=x onerror=alert(1)>`,
	"\x1b[31mred\x1b[0m",
	"nul\x00byte",
	`{{.Secret}}`,
	`<svg onload=alert(1)>`,
	"\u202egnp.exe",
}

const (
	demoReport    corpus.ReportID = "elbonia-results-report-2019-2022"
	hostileReport corpus.ReportID = "hostile-results-report-2020-2021"
)

// world is a store with records of our own writing, and the ids of what is in it.
type world struct {
	store    *store.Store
	payloads map[corpus.DocumentID][]byte
	page     corpus.DocumentID // the page of the demo report
	minutes  corpus.DocumentID
	bad      corpus.DocumentID // the page of the hostile report
	scan     corpus.DocumentID // a document without text
	content  *corpus.Content   // of page
	notes    []corpus.Footnote // of the demo report
}

// newWorld fills a store.
func newWorld(t testing.TB) *world {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{store: s, payloads: map[corpus.DocumentID][]byte{}}
	w.minutes = w.capture(t, "https://drive.example.org/file/d/minutes-12/view", "%PDF minutes of the twelfth meeting %%EOF", "application/pdf", corpus.RoleCited, corpus.Fetched)
	w.scan = w.capture(t, "https://archive.example.org/scan.pdf", "%PDF scan %%EOF", "application/pdf", corpus.RoleCited, corpus.Fetched)
	w.capture(t, "https://ministry.example.org/gone", "", "", corpus.RoleCited, corpus.NotFound)
	w.capture(t, "https://drive.example.org/file/d/private/view", "", "", corpus.RoleCited, corpus.LoginRequired)
	w.putMinutes(t)
	w.demo(t)
	w.hostile(t)
	w.update(t, func(ctx context.Context, tx *store.Tx) error {
		return tx.PutDocument(ctx, store.DocumentReading{Basis: "test", Document: corpus.Document{
			DocumentID: w.scan, SHA256: corpus.DigestOf(w.payloads[w.scan]), Bytes: int64(len(w.payloads[w.scan])), MediaType: "application/pdf", Pages: 4,
			TextStatus: corpus.TextNeedsOCR, Extractor: "pdfdoc/1", ErrorCode: "no_text_layer", Error: "The pages are images.", FirstCapturedAt: noon,
		}}, nil)
	})
	return w
}

var noon = time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)

func (w *world) update(t testing.TB, f func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := w.store.Update(t.Context(), func(tx *store.Tx) error { return f(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

func (w *world) capture(t testing.TB, u corpus.URL, body, mediaType string, role corpus.Role, o corpus.Outcome) corpus.DocumentID {
	t.Helper()
	c := corpus.Capture{URL: u, CapturedAt: noon, Outcome: o, Via: "direct", Role: role, HTTPStatus: 200, MediaType: mediaType}
	var p *corpus.Payload
	if body != "" {
		c.Payload = corpus.DigestOf([]byte(body))
		p = &corpus.Payload{Digest: c.Payload, Bytes: int64(len(body)), WARCFile: "a.warc.gz", WARCOffset: 7}
		w.payloads[corpus.DocumentIDOf(c.Payload)] = []byte(body)
	}
	c.SetID()
	if err := w.store.PutCapture(t.Context(), c, p); err != nil {
		t.Fatal(err)
	}
	return corpus.DocumentIDOf(c.Payload)
}

// blocksOf makes a content out of lines: "# " starts a heading, "- " an item, "[n] " a note, "| a | b" a row of a table.
func blocksOf(language corpus.Language, lines ...string) *corpus.Content {
	c := &corpus.Content{Language: language, Extractor: "htmldoc/1"}
	list := 0
	for i, line := range lines {
		b := corpus.Block{Kind: corpus.Paragraph}
		switch {
		case strings.HasPrefix(line, "#"):
			rest := strings.TrimLeft(line, "#")
			b.Kind, b.Level = corpus.Heading, len(line)-len(rest)
			line = strings.TrimSpace(rest)
		case strings.HasPrefix(line, "- "):
			if i == 0 || !strings.HasPrefix(lines[i-1], "- ") {
				list++
			}
			b.Kind, b.List, b.Level, line = corpus.ListItem, list, 1, line[2:]
		case strings.HasPrefix(line, "["):
			b.Kind = corpus.Note
			c.Anchors = append(c.Anchors, corpus.Anchor{Name: "_ftn" + line[1:2], Block: i})
		case strings.HasPrefix(line, "| "):
			b.Kind = corpus.Table
			var text []string
			at := 0
			for row, r := range strings.Split(line, "\n") {
				for col, cell := range strings.Split(strings.TrimPrefix(r, "| "), " | ") {
					n := len([]rune(cell))
					b.Cells = append(b.Cells, corpus.Cell{Row: row, Col: col, Header: row == 0, Start: at, End: at + n})
					at += n + 1
				}
				text = append(text, strings.ReplaceAll(strings.TrimPrefix(r, "| "), " | ", "\t"))
			}
			line = strings.Join(text, "\n")
		}
		b.Spans = spansOf(line)
		c.Blocks = append(c.Blocks, b)
	}
	c.Layout()
	return c
}

// spansOf makes raised links out of the markers in a line.
func spansOf(line string) []corpus.Span {
	var out []corpus.Span
	for n := 1; n <= 9; n++ {
		marker := "[" + string(rune('0'+n)) + "]"
		if i := strings.Index(line, marker); i > 0 {
			return append(append(out, spansOf(line[:i])...), append([]corpus.Span{{Text: marker, Style: corpus.Superscript, Link: "#_ftn" + string(rune('0'+n))}}, spansOf(line[i+3:])...)...)
		}
	}
	if line == "" {
		return nil
	}
	return append(out, corpus.Span{Text: line})
}

// find quotes the first place of the words.
func find(t testing.TB, id corpus.DocumentID, c *corpus.Content, words string) corpus.Evidence {
	t.Helper()
	i := strings.Index(c.Text().String(), words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	start := c.Text().Offset(i)
	return c.Evidence(id, start, start+len([]rune(words)))
}

func (w *world) demo(t testing.TB) {
	t.Helper()
	const claim = "The committee declared commitment 4.2 inactive after eleven months without a meeting.[2]"
	c := blocksOf("en",
		"# Elbonia Results Report 2019-2022",
		"Elbonia made thirteen commitments in its fourth action plan. Seven of the thirteen commitments were completed to a limited extent, and five at a substantial level.[1]",
		"## Did the plan open government?",
		"One commitment stands out: the register of who owns the companies that win contracts was published in full and is used by journalists and by the audit court.",
		claim,
		"#### Three things slowed the plan down",
		"- The office that ran the plan lost half of its staff.",
		"- Two ministries changed hands.",
		"- The forum met four times instead of twelve.",
		"## Annex I. Commitment data",
		"| Commitment | Completion | Early results\n| 1. Publish who owns companies | Complete | Significant\n| 4.2 Open the budget of towns | Limited | No notable results\n| 10. Train officials | Substantial | Moderate",
		"[1] Office of the Plan, Final self-assessment, p. 14: https://ministry.example.org/gone",
		"[2] Minutes of the Forum, 13 December 2021: https://drive.example.org/file/d/minutes-12/view and https://drive.example.org/file/d/private/view",
		"[3] Interview with a member of the Forum, 4 May 2022.",
	)
	w.content = c
	w.page = w.capture(t, "https://www.opengov.example.org/documents/elbonia-results-report-2019-2022/", "<html>the page of the Elbonia report</html>", "text/html", corpus.RoleReport, corpus.Fetched)
	r := corpus.Report{
		ReportID: demoReport, Title: "Elbonia Results Report 2019-2022", Type: corpus.ResultsReport, Country: "Elbonia", CountryCode: "ELB",
		PeriodStart: 2019, PeriodEnd: 2022, ActionPlanNumber: 4, Language: "en", PublishedOn: "2023-05-04",
		URL: "https://www.opengov.example.org/documents/elbonia-results-report-2019-2022/", CommitmentsTotal: corpus.Ptr(13),
		DocumentIDs: []corpus.DocumentID{w.page}, Downloads: []corpus.URL{"https://www.opengov.example.org/uploads/Elbonia_RR_2019-2022_EN.pdf"},
	}
	reading := corpus.Reading{Report: &r}
	for _, x := range []struct{ number, title, status string }{{"10", "Train officials", ""}, {"4.2", "Open the budget of towns", "inactive"}, {"1", "Publish who owns companies", ""}} {
		reading.Commitments = append(reading.Commitments, corpus.Commitment{
			CommitmentID: string(demoReport) + "/" + x.number, ReportID: demoReport, Number: x.number, Title: x.title, Status: x.status, Evidence: find(t, w.page, c, x.title),
		})
	}
	for _, x := range []struct {
		number    string
		indicator corpus.Indicator
		value     string
		label     string
	}{
		{"1", corpus.Completion, "complete", "Complete"},
		{"1", corpus.EarlyResults, "significant", "Significant"},
		{"4.2", corpus.Completion, "limited", "Limited"},
		{"4.2", corpus.EarlyResults, "no_notable_results", "No notable results"},
		{"10", corpus.Completion, "substantial", "Substantial"},
		{"10", corpus.EarlyResults, "moderate", "Moderate"},
		{"1", corpus.PotentialForResults, "substantial", "Substantial"},
		{"1", corpus.Verifiable, "yes", "Yes"},
		{"10", corpus.PotentialForResults, "unclear", "Unclear"},
	} {
		id := string(demoReport) + "/" + x.number
		reading.Ratings = append(reading.Ratings, corpus.Rating{
			RatingID: id + "/" + string(x.indicator), ReportID: demoReport, CommitmentID: id, Number: x.number, Indicator: x.indicator, Value: x.value,
			Code: corpus.Code(x.indicator, x.value), Label: x.label, Method: corpus.Matrix, Evidence: find(t, w.page, c, "Completion"),
		})
	}
	for _, x := range []struct {
		value string
		n     int
		words string
	}{{"limited", 7, "Seven of the thirteen commitments were completed to a limited extent"}, {"substantial", 5, "five at a substantial level"}} {
		tally := corpus.Tally{Indicator: corpus.Completion, Value: x.value, Count: x.n, Total: corpus.Ptr(13), ActionPlan: corpus.ThisPlan, Evidence: find(t, w.page, c, x.words)}
		tally.SetID(demoReport)
		reading.Tallies = append(reading.Tallies, tally)
	}
	marker := find(t, w.page, c, claim)
	notes := []corpus.Footnote{
		{Number: 1, Label: "[1]", Text: "Office of the Plan, Final self-assessment, p. 14: https://ministry.example.org/gone", Evidence: find(t, w.page, c, "[1] Office of the Plan, Final self-assessment, p. 14: https://ministry.example.org/gone")},
		{Number: 2, Label: "[2]", Text: "Minutes of the Forum, 13 December 2021", MarkerStart: corpus.Ptr(*marker.End - 3), MarkerContext: claim, Evidence: find(t, w.page, c, "[2] Minutes of the Forum, 13 December 2021")},
		{Number: 3, Label: "[3]", Text: "Interview with a member of the Forum, 4 May 2022.", Evidence: find(t, w.page, c, "[3] Interview with a member of the Forum, 4 May 2022.")},
	}
	for i := range notes {
		notes[i].ReportID, notes[i].FootnoteID = demoReport, string(demoReport)+"/fn/"+string(rune('0'+notes[i].Number))
		notes[i].Paragraphs = []string{notes[i].Text}
	}
	reading.Footnotes, w.notes = notes, notes
	for _, x := range []struct {
		note, ordinal int
		url           corpus.URL
		kind          corpus.CitationKind
		body          string
		date          corpus.Date
		check         string
	}{
		{1, 1, "https://ministry.example.org/gone", corpus.CitesOther, "", "", ""},
		{2, 1, "https://drive.example.org/file/d/minutes-12/view", corpus.CitesMinutes, "Forum", "2021-12-13", "confirmed"},
		{2, 2, "https://drive.example.org/file/d/private/view", corpus.CitesMinutes, "Forum", "2021-12", ""},
	} {
		note := string(demoReport) + "/fn/" + string(rune('0'+x.note))
		reading.Citations = append(reading.Citations, corpus.Citation{
			CitationID: note + "/" + string(rune('0'+x.ordinal)), FootnoteID: note, FootnoteNumber: x.note, ReportID: demoReport, Ordinal: x.ordinal,
			URLAsWritten: string(x.url), URL: x.url, Target: corpus.TargetKey(x.url), Kind: x.kind, Body: x.body, Date: x.date, Status: corpus.NotTried,
			Check: x.check, SourceDocumentID: w.page,
		})
	}
	finding := corpus.Finding{Rule: "sum_mismatch", Severity: corpus.Warning, Message: "The counts of completion add up to 12, but the plan has 13 commitments.", Evidence: find(t, w.page, c, "Seven of the thirteen")}
	finding.SetID(demoReport)
	unread := corpus.Finding{Rule: "footnote_unreferenced", Severity: corpus.Info, Message: "Nothing in the text refers to footnote 3."}
	unread.DocumentID = w.page
	unread.SetID(demoReport)
	reading.Findings = []corpus.Finding{finding, unread}
	w.put(t, reading, w.page, c, r.Title)
}

func (w *world) put(t testing.TB, r corpus.Reading, id corpus.DocumentID, c *corpus.Content, title string) {
	t.Helper()
	w.update(t, func(ctx context.Context, tx *store.Tx) error {
		d := corpus.Document{
			DocumentID: id, SHA256: corpus.DigestOf(w.payloads[id]), Bytes: int64(len(w.payloads[id])), MediaType: "text/html", Title: title, Language: c.Language,
			TextStatus: corpus.TextRead, TextLength: c.Text().Len(), Extractor: c.Extractor, FirstCapturedAt: noon,
		}
		reading := store.DocumentReading{Document: d, Basis: "test", Reading: r}
		if r.Report != nil {
			reading.ReportID = r.Report.ReportID
		}
		if err := tx.PutDocument(ctx, reading, c); err != nil || r.Report == nil {
			return err
		}
		if err := tx.PutReport(ctx, r); err != nil {
			return err
		}
		var checked []corpus.Citation // by the stage, after the report was composed
		for _, c := range r.Citations {
			if c.Check != "" {
				checked = append(checked, c)
			}
		}
		return tx.PutChecks(ctx, r.Report.ReportID, checked, nil)
	})
}

// hostile stores a report whose every text tries to break out.
func (w *world) hostile(t testing.TB) {
	t.Helper()
	all := strings.Join(hostile, " ")
	w.bad = w.capture(t, "https://evil.example.org/report", "<html><script>alert(1)</script></html>", "text/html", corpus.RoleReport, corpus.Fetched)
	c := blocksOf("en", "# "+all, all+"[1]", "- "+all, "[1] "+all)
	c.Blocks[1].Spans[0].Link = "javascript:alert(1)"
	r := corpus.Report{
		ReportID: hostileReport, Title: all, Type: corpus.ResultsReport, Country: all, CountryCode: "EVL", Locality: all, PeriodStart: 2020, PeriodEnd: 2021,
		Language: `en" onload="x`, URL: "javascript:alert(1)", PublicComment: true, DocumentIDs: []corpus.DocumentID{w.bad},
		Downloads: []corpus.URL{"javascript:alert(1)", corpus.URL("data:text/html," + all)},
	}
	note := string(hostileReport) + "/fn/1"
	commitment := corpus.Commitment{CommitmentID: string(hostileReport) + "/<b>", ReportID: hostileReport, Number: "<b>", Title: all, Cluster: all}
	finding := corpus.Finding{Rule: "broken_link", Severity: corpus.Error, Message: all}
	finding.SetID(hostileReport)
	w.put(t, corpus.Reading{
		Report: &r, Commitments: []corpus.Commitment{commitment},
		Ratings:   []corpus.Rating{{RatingID: commitment.CommitmentID + "/completion", ReportID: hostileReport, CommitmentID: commitment.CommitmentID, Number: "<b>", Indicator: corpus.Completion, Value: "limited", Label: all, Method: corpus.Matrix}},
		Footnotes: []corpus.Footnote{{FootnoteID: note, ReportID: hostileReport, Number: 1, Label: all, Section: all, Text: all, Paragraphs: hostile, MarkerContext: all}},
		Citations: []corpus.Citation{{CitationID: note + "/1", FootnoteID: note, FootnoteNumber: 1, ReportID: hostileReport, Ordinal: 1, URL: "javascript:alert(1)", URLAsWritten: all, Target: "javascript:alert(1)", Kind: corpus.CitesOther, Title: all, Publisher: all, Body: all, Status: corpus.NotTried, CheckDetail: all, Check: "contradicted"}},
		Findings:  []corpus.Finding{finding},
	}, w.bad, c, all)
}

func (w *world) putMinutes(t testing.TB) {
	t.Helper()
	c := blocksOf("es", "# Acta de la duodécima sesión del Foro", "En la ciudad, a 13 de diciembre de 2021, se reunió el Foro.", "El compromiso 4.2 se declara inactivo.")
	for i := range c.Blocks {
		c.Blocks[i].Page = 1 + i/2
	}
	w.put(t, corpus.Reading{}, w.minutes, c, "Acta de la duodécima sesión")
}

// fakeSearch answers every query with the hits that it was given.
type fakeSearch struct {
	result index.Result
	err    error
	asked  []index.Query
}

func (f *fakeSearch) Search(_ context.Context, q index.Query) (index.Result, error) {
	f.asked = append(f.asked, q)
	return f.result, f.err
}

func (w *world) hits(t testing.TB) index.Result {
	t.Helper()
	words := find(t, w.page, w.content, "The committee declared commitment 4.2 inactive")
	notes := find(t, w.page, w.content, "Minutes of the Forum, 13 December 2021")
	commitment := find(t, w.page, w.content, "Open the budget of towns")
	return index.Result{
		Total: 5,
		Hits: []index.Hit{
			{Kind: index.Passage, ID: string(w.page) + "#4", Score: 3.5, ReportID: demoReport, DocumentID: w.page, Title: "Elbonia Results Report 2019-2022", Section: "Did the plan open government?", Start: *words.Start, End: *words.End, Snippet: []index.Fragment{{Text: "The committee declared "}, {Text: "commitment", Marked: true}, {Text: " 4.2 inactive"}}},
			{Kind: index.Footnote, ID: string(demoReport) + "/fn/2", Score: 2.5, ReportID: demoReport, DocumentID: w.page, Title: "Elbonia Results Report 2019-2022", Start: *notes.Start, End: *notes.End, Snippet: []index.Fragment{{Text: "Minutes", Marked: true}, {Text: " of the Forum, 13 December 2021"}}},
			{Kind: index.Commitment, ID: string(demoReport) + "/4.2", Score: 2, ReportID: demoReport, DocumentID: w.page, Title: "Elbonia Results Report 2019-2022", Start: *commitment.Start, End: *commitment.End, Snippet: []index.Fragment{{Text: "Open the budget of towns"}}, TitleParts: []index.Fragment{{Text: "Elbonia "}, {Text: "Results", Marked: true}, {Text: " Report 2019-2022"}}, Section: "Did the plan open government?", SectionParts: []index.Fragment{{Text: "Did the plan "}, {Text: "open", Marked: true}, {Text: " government?"}}},
			{Kind: index.Passage, ID: string(w.minutes) + "#1", Score: 1, DocumentID: w.minutes, Title: "Acta de la duodécima sesión", Page: 2, Start: 100, End: 138, Snippet: []index.Fragment{{Text: "El "}, {Text: "compromiso", Marked: true}, {Text: " 4.2 se declara inactivo."}}},
			{Kind: index.Passage, ID: "x", Score: 0.5, ReportID: hostileReport, DocumentID: w.bad, Title: strings.Join(hostile, " "), Section: hostile[0], Start: 0, End: 5, Snippet: []index.Fragment{{Text: hostile[0]}, {Text: hostile[2], Marked: true}}},
		},
		Facets: map[string][]index.Facet{
			"kind":     {{Value: "passage", Count: 3}, {Value: "footnote", Count: 1}, {Value: "commitment", Count: 1}},
			"country":  {{Value: "ELB", Count: 3}, {Value: "EVL", Count: 1}},
			"type":     {{Value: "results_report", Count: 4}},
			"year":     {{Value: "2021", Count: 4}, {Value: "2020", Count: 4}, {Value: "2019", Count: 3}},
			"language": {{Value: "en", Count: 4}, {Value: "es", Count: 1}},
		},
		Took: 3 * time.Millisecond,
	}
}

// handler returns the site on the world.
func (w *world) handler(t testing.TB, s Searcher) http.Handler {
	t.Helper()
	h, err := New(Config{Store: w.store, Search: s, Payload: w.payload, Version: "test", Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

var errLost = errors.New("the archive is lost")

func (w *world) payload(_ context.Context, id corpus.DocumentID) ([]byte, error) {
	if b, ok := w.payloads[id]; ok {
		return b, nil
	}
	return nil, errLost
}

func (w *world) deleteReport(t testing.TB, id corpus.ReportID) {
	t.Helper()
	w.update(t, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteReport(ctx, id) })
}
