package cited

import (
	"regexp"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// drive stands for the address in the notes of tests.
const drive = "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUvWxYz012345/view"

// cite reads the citation of a note as the reader of reports does. The note's address is written "@".
func cite(t testing.TB, lang corpus.Language, note string) (corpus.Citation, string) {
	t.Helper()
	note = strings.ReplaceAll(note, "@", drive)
	c := &corpus.Content{Language: lang, Blocks: []corpus.Block{
		{Kind: corpus.Paragraph, Spans: []corpus.Span{{Text: "A claim."}, {Text: "2", Style: corpus.Superscript}}},
		{Kind: corpus.Note, Label: "2", Spans: []corpus.Span{{Text: note}}},
	}}
	c.Layout()
	st := structure.Read(c)
	st.Language = lang
	rows := st.Citations(c, "doc-0000000000000001")
	if len(rows) == 0 {
		t.Fatalf("no citation in %q", note)
	}
	rows[0].Status, rows[0].ReportID = corpus.Archived, "mexico-results-report-2019-2022"
	return rows[0], note
}

// valueForm matches a value of minutes in the notation of documents: "{held 2021-12-13|13 de diciembre de 2021}", "{body|Grupo}".
var valueForm = regexp.MustCompile(`\{(title|body|held)(?: ([\d-]+))?\|([^}]*)\}`)

// minutes makes minutes of a notation of one block a line: "# " before a heading, tabs between the cells of a table's row, values in
// braces. A document without values is no minutes.
func minutes(t testing.TB, lang corpus.Language, notation string) (*corpus.Document, *corpus.Content, *corpus.Minutes) {
	t.Helper()
	d := &corpus.Document{DocumentID: "doc-0000000000000002", MediaType: "application/pdf", TextStatus: corpus.TextRead, Language: lang}
	c := &corpus.Content{Language: lang}
	m := &corpus.Minutes{DocumentID: d.DocumentID, Language: lang}
	read := false
	for _, line := range strings.Split(notation, "\n") {
		b := corpus.Block{Kind: corpus.Paragraph}
		if rest, ok := strings.CutPrefix(line, "# "); ok {
			b.Kind, b.Level, line = corpus.Heading, 1, rest
		} else if strings.Contains(line, "\t") {
			b.Kind = corpus.Table
		}
		b.Spans = []corpus.Span{{Text: valueForm.ReplaceAllString(line, "$3")}}
		c.Blocks = append(c.Blocks, b)
	}
	text := c.Layout()
	at := 0
	for _, v := range valueForm.FindAllStringSubmatch(notation, -1) {
		read = true
		field := v[1]
		switch field {
		case "title":
			m.Title = v[3]
		case "body":
			m.Body = v[3]
		case "held":
			field, m.HeldOn = "held_on", corpus.Date(v[2])
		}
		i := strings.Index(text.String()[at:], v[3])
		start := text.Offset(at + i)
		q := corpus.TextQuote{Start: start, End: start + len([]rune(v[3])), Quote: v[3]}
		m.Places = append(m.Places, corpus.MinutesPlace{Field: field, TextQuote: q})
	}
	if !read {
		return d, c, nil
	}
	return d, c, m
}

// ask checks a note against a document, both in the notations above.
func ask(t testing.TB, lang corpus.Language, note string, docLang corpus.Language, notation string) (Question, Answer) {
	t.Helper()
	q := Question{ReportLanguage: lang}
	q.Citation, q.Note = cite(t, lang, note)
	q.Document, q.Content, q.Minutes = minutes(t, docLang, notation)
	a := Check(q)
	exact(t, &q, &a)
	return q, a
}

// exact fails the test when a passage or the finding does not stand where it says.
func exact(t testing.TB, q *Question, a *Answer) {
	t.Helper()
	for _, p := range a.Passages {
		if got := q.Content.Text().Slice(p.Start, p.End); got != p.Quote || got == "" {
			t.Errorf("the passage %q stands at %q", p.Quote, got)
		}
		if len([]rune(p.Quote)) > 200 {
			t.Errorf("a long passage: %q", p.Quote)
		}
	}
	if (a.Finding != nil) != (a.Check == corpus.Contradicted) {
		t.Errorf("%s with finding %v", a.Check, a.Finding)
	}
	if a.Finding != nil && (a.Finding.Quote != q.Citation.Quote || a.Finding.FindingID == "" || a.Finding.Severity != corpus.Warning) {
		t.Errorf("finding %+v", a.Finding)
	}
}

func quotes(a *Answer) string {
	var list []string
	for _, p := range a.Passages {
		list = append(list, p.Quote)
	}
	return strings.Join(list, " | ")
}
