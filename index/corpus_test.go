package index

import (
	"context"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// newStore makes an empty store.
func newStore(t testing.TB) *store.Store {
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
	return s
}

// made is a report before it is stored.
type made struct {
	report   corpus.Report
	document corpus.Document
	content  *corpus.Content
	reading  corpus.Reading
}

// put stores reports, each in a transaction.
func put(t testing.TB, s *store.Store, all ...made) {
	t.Helper()
	for _, m := range all {
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			d := store.DocumentReading{Document: m.document, ReportID: m.report.ReportID}
			if err := tx.PutDocument(t.Context(), d, m.content); err != nil || m.report.ReportID == "" {
				return err
			}
			return tx.PutReport(t.Context(), m.reading)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// corpusText reads testdata/corpus.txt: reports under "== id | country | type | from | to | language | title", with
// "# headings", paragraphs, "- items", "[1] note | the sentence that refers to it" and "@ 3 | commitment | id | ratings".
func corpusText(t testing.TB) []made {
	t.Helper()
	raw, err := os.ReadFile("testdata/corpus.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []made
	for _, part := range strings.Split(string(raw), "== ")[1:] {
		head, body, _ := strings.Cut(part, "\n")
		out = append(out, makeReport(strings.Split(head, " | "), body))
	}
	return out
}

var notePattern = regexp.MustCompile(`^\[(\d+)\] (.*) \| (.*)$`) // "[1] Minutes of 3 May. | They met."

func makeReport(head []string, body string) made {
	from, _ := strconv.Atoi(head[3])
	to, _ := strconv.Atoi(head[4])
	id := corpus.ReportID(head[0])
	doc := corpus.DocumentIDOf(corpus.DigestOf([]byte(id)))
	m := made{
		document: corpus.Document{DocumentID: doc, Language: corpus.Language(head[5]), TextStatus: corpus.TextRead},
		report: corpus.Report{
			ReportID: id, CountryCode: head[1], Type: corpus.ReportType(head[2]), PeriodStart: from, PeriodEnd: to,
			Language: corpus.Language(head[5]), Title: head[6], DocumentIDs: []corpus.DocumentID{doc},
		},
		content: &corpus.Content{},
	}
	m.reading.Report = &m.report
	for line := range strings.Lines(body) {
		m.line(strings.TrimSpace(line))
	}
	m.content.Layout()
	return m
}

func (m *made) line(line string) {
	block := corpus.Block{Kind: corpus.Paragraph}
	switch {
	case line == "":
		return
	case strings.HasPrefix(line, "# "):
		block, line = corpus.Block{Kind: corpus.Heading, Level: 1}, line[2:]
	case strings.HasPrefix(line, "- "):
		block, line = corpus.Block{Kind: corpus.ListItem, List: 1}, line[2:]
	case strings.HasPrefix(line, "@ "):
		m.commitment(strings.Split(line[2:], " | "))
		return
	case notePattern.MatchString(line):
		n := notePattern.FindStringSubmatch(line)
		number, _ := strconv.Atoi(n[1])
		m.reading.Footnotes = append(m.reading.Footnotes, corpus.Footnote{
			FootnoteID: string(m.report.ReportID) + "/fn/" + n[1], ReportID: m.report.ReportID, Number: number,
			Text: n[2], MarkerContext: n[3], Evidence: corpus.Evidence{DocumentID: m.document.DocumentID},
		})
		block.Kind, line = corpus.Note, n[2]
	}
	block.Spans = []corpus.Span{{Text: line}}
	m.content.Blocks = append(m.content.Blocks, block)
}

func (m *made) commitment(f []string) {
	id := string(m.report.ReportID) + "/" + f[0]
	m.reading.Commitments = append(m.reading.Commitments, corpus.Commitment{
		CommitmentID: id, ReportID: m.report.ReportID, Number: f[0], Title: f[1], OGPID: f[2],
		Evidence: corpus.Evidence{DocumentID: m.document.DocumentID},
	})
	indicators := map[string]corpus.Indicator{
		"completion": corpus.Completion, "cumplimiento": corpus.Completion, "early results": corpus.EarlyResults,
		"resultados tempranos": corpus.EarlyResults, "verifiable": corpus.Verifiable, "verificable": corpus.Verifiable,
		"potential for results": corpus.PotentialForResults,
	}
	for _, r := range strings.Split(f[3], "; ") {
		name, label, _ := strings.Cut(r, ": ")
		m.reading.Ratings = append(m.reading.Ratings, corpus.Rating{
			RatingID: id + "/" + name, ReportID: m.report.ReportID, CommitmentID: id, Number: f[0], Indicator: indicators[name], Label: label,
		})
	}
}

// built makes an index of what is in the store, and opens it.
func built(t testing.TB, s *store.Store) *Index {
	t.Helper()
	dir := t.TempDir()
	if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
		t.Fatal(err)
	}
	ix, err := Open(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return ix
}

// small makes an index of testdata/corpus.txt.
func small(t testing.TB) *Index {
	t.Helper()
	s := newStore(t)
	put(t, s, corpusText(t)...)
	return built(t, s)
}

func search(t testing.TB, ix interface {
	Search(context.Context, Query) (Result, error)
}, q Query,
) Result {
	t.Helper()
	r, err := ix.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("search %q: %v", q.Text, err)
	}
	return r
}
