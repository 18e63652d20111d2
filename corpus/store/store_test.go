package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/schema"
)

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), t.TempDir())
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

// TestSchemaMatches holds the SQL of the migrations against the one definition of the columns.
func TestSchemaMatches(t *testing.T) {
	s := open(t)
	for _, table := range schema.Tables() {
		have := map[string]bool{} // column -> not null
		found, err := s.db.Query("SELECT name, \"notnull\" FROM pragma_table_info(?)", table.Name)
		if err != nil {
			t.Fatal(err)
		}
		for found.Next() {
			var name string
			var notNull bool
			if err := found.Scan(&name, &notNull); err != nil {
				t.Fatal(err)
			}
			have[name] = notNull
		}
		found.Close()
		for _, c := range table.Columns {
			notNull, ok := have[c.Name]
			if !ok {
				t.Errorf("%s.%s is not in the SQL", table.Name, c.Name)
			} else if notNull == c.Nullable() {
				t.Errorf("%s.%s: not null %v in the SQL, nullable %v in the schema", table.Name, c.Name, notNull, c.Nullable())
			}
			delete(have, c.Name)
		}
		if table.Name == "captures" {
			delete(have, "seq")
			delete(have, "target")
		}
		for name := range have {
			t.Errorf("%s.%s is not in the schema", table.Name, name)
		}
	}
}

var noon = time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)

func capture(u corpus.URL, body string, o corpus.Outcome) (corpus.Capture, *corpus.Payload) {
	c := corpus.Capture{URL: u, CapturedAt: noon, Outcome: o, Via: "direct", Role: corpus.RoleReport}
	var p *corpus.Payload
	if body != "" {
		c.Payload = corpus.DigestOf([]byte(body))
		p = &corpus.Payload{Digest: c.Payload, Bytes: int64(len(body)), WARCFile: "a.warc.gz", WARCOffset: 7}
	}
	c.SetID()
	return c, p
}

func put(t *testing.T, s *Store, u corpus.URL, body string, o corpus.Outcome) corpus.Capture {
	t.Helper()
	c, p := capture(u, body, o)
	if err := s.PutCapture(t.Context(), c, p); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCaptureRoundTrip(t *testing.T) {
	s := open(t)
	want := put(t, s, "https://a.example/x", "hello", corpus.Fetched)
	want.DocumentID = corpus.DocumentIDOf(want.Payload)
	put(t, s, "https://a.example/x", "hello", corpus.Fetched) // the same again changes nothing
	got, err := List[corpus.Capture](t.Context(), s, "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]corpus.Capture{want}, got); diff != "" {
		t.Errorf("captures (-want +got):\n%s", diff)
	}
	p, ok, err := s.Payload(t.Context(), want.Payload)
	if err != nil || !ok || p.WARCOffset != 7 || p.Bytes != 5 {
		t.Errorf("payload %+v, %v, %v", p, ok, err)
	}
	d, ok, err := Get[corpus.Document](t.Context(), s, string(want.DocumentID))
	if err != nil || !ok || d.Bytes != 5 || d.SHA256 != want.Payload {
		t.Errorf("document %+v, %v, %v", d, ok, err)
	}
}

func TestArrivalsInOrder(t *testing.T) {
	s := open(t)
	for i := range 5 {
		put(t, s, corpus.URL(fmt.Sprintf("https://a.example/%d", 9-i)), fmt.Sprint("body ", i), corpus.Fetched)
	}
	put(t, s, "https://a.example/none", "", corpus.NotFound)
	first, err := s.Arrivals(t.Context(), 0, 3)
	if err != nil {
		t.Fatal(err)
	}
	rest, err := s.Arrivals(t.Context(), first[2].Seq, 30)
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != 3 || len(rest) != 2 || rest[1].Capture.URL != "https://a.example/5" {
		t.Errorf("first %v, rest %v", first, rest)
	}
}

// reading makes a report with one note that cites one address twice.
func reading(doc corpus.DocumentID) corpus.Reading {
	const id = "ghana-results-report-2021-2023"
	fn := corpus.Footnote{FootnoteID: id + "/fn/1", ReportID: id, Number: 1, Text: "See x.", Paragraphs: []string{"See x."}, Evidence: corpus.NewText("See x.").Evidence(doc, 0, 0, 6)}
	cite := func(n int, u corpus.URL) corpus.Citation {
		return corpus.Citation{
			CitationID: fmt.Sprintf("%s/%d", fn.FootnoteID, n), FootnoteID: fn.FootnoteID, FootnoteNumber: 1, ReportID: id, Ordinal: n,
			URL: u, URLAsWritten: string(u), Target: corpus.TargetKey(u), Kind: corpus.CitesOther, Status: corpus.NotTried, SourceDocumentID: doc,
		}
	}
	return corpus.Reading{
		Report:    &corpus.Report{ReportID: id, Title: "Ghana Results Report 2021-2023", Language: "en", DocumentIDs: []corpus.DocumentID{doc}, Downloads: []corpus.URL{"https://a.example/f.pdf"}},
		Footnotes: []corpus.Footnote{fn},
		Citations: []corpus.Citation{cite(1, "https://b.example/m/"), cite(2, "http://www.b.example/m")},
	}
}

func putReport(t *testing.T, s *Store) corpus.Reading {
	t.Helper()
	c := put(t, s, "https://a.example/r", "report", corpus.Fetched)
	r := reading(corpus.DocumentIDOf(c.Payload))
	err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutReport(t.Context(), r) })
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReportIsReplaced(t *testing.T) {
	s := open(t)
	r := putReport(t, s)
	r.Footnotes, r.Citations = nil, nil
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutReport(t.Context(), r) }); err != nil {
		t.Fatal(err)
	}
	counts, err := s.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if counts["footnotes"] != 0 || counts["citations"] != 0 || counts["reports"] != 1 {
		t.Errorf("counts %v", counts)
	}
}

// TestCitationStatus tells the story of one cited source: not tried, failed, archived, out of reach for a while, and gone
// with our copy kept.
func TestCitationStatus(t *testing.T) {
	s := open(t)
	putReport(t, s)
	var asked []corpus.URL
	err := s.CitedURLs(t.Context(), func(u corpus.URL, _ string, _ time.Time) error { asked = append(asked, u); return nil })
	if err != nil || len(asked) != 1 {
		t.Fatalf("cited addresses %v, %v", asked, err)
	}
	minutes := corpus.DocumentIDOf(corpus.DigestOf([]byte("minutes")))
	check := func(want corpus.CitationStatus, tries int, document corpus.DocumentID) {
		t.Helper()
		cites, err := List[corpus.Citation](t.Context(), s, "ORDER BY ordinal")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cites {
			if c.Status != want || c.Tries != tries || c.DocumentID != document || c.FirstTriedAt.IsZero() != (tries == 0) || c.LastTriedAt.IsZero() != (tries == 0) {
				t.Errorf("%s: %s after %d (%v to %v) with %q, want %s after %d", c.URL, c.Status, c.Tries, c.FirstTriedAt, c.LastTriedAt, c.DocumentID, want, tries)
			}
		}
	}
	check(corpus.NotTried, 0, "")
	put(t, s, "https://b.example/m", "", corpus.HTTPError)
	check(corpus.CitationFailed, 1, "")
	put(t, s, "https://b.example/m", "minutes", corpus.Fetched)
	check(corpus.Archived, 2, minutes)
	put(t, s, "https://b.example/m", "", corpus.Timeout)
	check(corpus.Archived, 3, minutes)
	put(t, s, "https://b.example/m", "", corpus.Redirected)
	check(corpus.Archived, 3, minutes)
	put(t, s, "https://b.example/m", "", corpus.Gone)
	check(corpus.CitationGone, 4, minutes)
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	s := open(t)
	boom := errors.New("boom")
	err := s.Update(t.Context(), func(tx *Tx) error {
		if err := tx.SetCursor(t.Context(), "extract/1", 9); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatalf("error %v", err)
	}
	if seq, err := s.Cursor(t.Context(), "extract/1"); seq != 0 || err != nil {
		t.Errorf("cursor %d, %v", seq, err)
	}
}

func TestContentRoundTrip(t *testing.T) {
	s := open(t)
	c := put(t, s, "https://a.example/r", "report", corpus.Fetched)
	id := corpus.DocumentIDOf(c.Payload)
	content := &corpus.Content{Title: "T", Blocks: []corpus.Block{
		{Kind: corpus.Heading, Level: 1, Spans: []corpus.Span{{Text: "Título "}, {Text: "uno", Style: corpus.Bold, Link: "#a"}}},
		{Kind: corpus.Paragraph, Spans: []corpus.Span{{Text: "Más"}}},
	}}
	content.Layout()
	doc, _, _ := Get[corpus.Document](t.Context(), s, string(id))
	err := s.Update(t.Context(), func(tx *Tx) error {
		return tx.PutDocument(t.Context(), DocumentReading{Document: doc}, content)
	})
	if err != nil {
		t.Fatal(err)
	}
	got, ok, err := s.Content(t.Context(), id)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if got.Blocks[0].Text() != "Título uno" || got.Blocks[1].Text() != "Más" || got.Text().String() != "Título uno\nMás" {
		t.Errorf("content %+v", got)
	}
}

func TestReadOnly(t *testing.T) {
	if _, err := OpenReadOnly(t.Context(), t.TempDir()); !errors.Is(err, ErrNoStore) {
		t.Errorf("empty folder: %v", err)
	}
	s := open(t)
	put(t, s, "https://a.example/x", "hello", corpus.Fetched)
	ro, err := OpenReadOnly(t.Context(), s.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ro.Close()
	if n, err := ro.Counts(t.Context()); err != nil || n["captures"] != 1 {
		t.Errorf("counts %v, %v", n, err)
	}
	if err := ro.PutRun(t.Context(), corpus.Run{RunID: "run-1"}); err == nil {
		t.Error("a store open for reading took a run")
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	s := open(t)
	if _, err := s.writer.Statements().Once(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999999, 1)"); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenReadOnly(t.Context(), s.dir); !errors.Is(err, ErrNewerSchema) {
		t.Errorf("for reading: %v", err)
	}
	if _, err := Open(context.Background(), s.dir); !errors.Is(err, ErrNewerSchema) {
		t.Errorf("for writing: %v", err)
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	unlock, err := Lock(dir, "run")
	if err != nil {
		t.Fatal(err)
	}
	var locked *LockedError
	if _, err := Lock(dir, "extract"); !errors.As(err, &locked) || locked.Holder.Verb != "run" || locked.Holder.PID == 0 {
		t.Errorf("second lock: %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	unlock, err = Lock(dir, "extract")
	if err != nil {
		t.Fatalf("after unlock: %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
}

// A folder that may not be written is read all the same: there is no place for what readers of a log share. (What stands
// in its place makes the same error for everybody, root among them.)
func TestReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PutRun(t.Context(), corpus.Run{RunID: "run-1", StartedAt: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Verb: "run"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, FileName+"-shm"), 0o755); err != nil {
		t.Fatal(err)
	}
	s, err = OpenReadOnly(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n, err := s.Counts(t.Context()); err != nil || n["runs"] != 1 {
		t.Error(n, err)
	}
}
