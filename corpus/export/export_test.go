package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/schema"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// filled makes a store with one report, whose title is a spreadsheet formula, and a note with line breaks in its text.
func filled(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	body := []byte("report")
	c := corpus.Capture{
		URL: "https://a.example/r", CapturedAt: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC), Outcome: corpus.Fetched,
		Via: "direct", Role: corpus.RoleReport, Payload: corpus.DigestOf(body),
	}
	c.SetID()
	if err := s.PutCapture(t.Context(), c, &corpus.Payload{Digest: c.Payload, Bytes: 6, WARCFile: "a.warc.gz"}); err != nil {
		t.Fatal(err)
	}
	id := corpus.DocumentIDOf(c.Payload)
	r := corpus.Reading{Report: &corpus.Report{ReportID: "b-report", Title: "=1+1", DocumentIDs: []corpus.DocumentID{id}}}
	for _, n := range []string{"2", "1"} {
		r.Footnotes = append(r.Footnotes, corpus.Footnote{
			FootnoteID: "b-report/fn/" + n, ReportID: "b-report", Number: 1, Text: "\"first\", <b>\r\nsecond", Paragraphs: []string{"\"first\", <b>", "second"},
			Evidence: corpus.NewText("Ñandú 1").Evidence(id, 0, 0, 5),
		})
	}
	if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.PutReport(t.Context(), r) }); err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t *testing.T, s *store.Store, o Options) string {
	t.Helper()
	dir := t.TempDir()
	files, err := Write(t.Context(), s, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Tables) == 0 && len(files) != len(schema.Tables())+1 {
		t.Errorf("%d files for %d tables and a codebook", len(files), len(schema.Tables()))
	}
	return dir
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestJSONL(t *testing.T) {
	dir := write(t, filled(t), Options{Format: JSONL})
	lines := strings.Split(strings.TrimSuffix(string(read(t, dir, "footnotes.jsonl")), "\n"), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	var first struct {
		FootnoteID string `json:"footnote_id"`
		Text       string
		Quote      string
		Page       *int
		Paragraphs []string
	}
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil {
		t.Fatal(err)
	}
	if first.FootnoteID != "b-report/fn/1" || first.Quote != "Ñandú" || first.Page != nil || len(first.Paragraphs) != 2 {
		t.Errorf("first line %+v", first)
	}
	if !strings.Contains(lines[0], "<b>") {
		t.Error("HTML was escaped")
	}
	if got := read(t, dir, "ratings.jsonl"); len(got) != 0 {
		t.Errorf("empty table has %q", got)
	}
}

func TestCSV(t *testing.T) {
	s := filled(t)
	rows := func(name string, o Options) [][]string {
		got, err := csv.NewReader(bytes.NewReader(read(t, write(t, s, o), name))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	notes := rows("footnotes.csv", Options{Format: CSV})
	table := schema.Of[corpus.Footnote]("footnotes", "")
	for i, c := range table.Columns {
		if notes[0][i] != c.Name {
			t.Errorf("column %d is %s, want %s", i, notes[0][i], c.Name)
		}
		if c.Name == "text" && !strings.Contains(notes[1][i], "second") {
			t.Errorf("text %q", notes[1][i])
		}
	}
	if got := rows("reports.csv", Options{Format: CSV})[1][1]; got != "'=1+1" {
		t.Errorf("guarded title %q", got)
	}
	if got := rows("reports.csv", Options{Format: CSV, RawCSV: true})[1][1]; got != "=1+1" {
		t.Errorf("raw title %q", got)
	}
}

func TestTwiceTheSame(t *testing.T) {
	s := filled(t)
	for _, f := range Formats {
		a, b := write(t, s, Options{Format: f}), write(t, s, Options{Format: f})
		for _, table := range schema.Tables() {
			name := table.Name + "." + string(f)
			if !bytes.Equal(read(t, a, name), read(t, b, name)) {
				t.Errorf("%s differs between two exports", name)
			}
		}
	}
}

func TestUnknown(t *testing.T) {
	s := filled(t)
	if _, err := Write(t.Context(), s, t.TempDir(), Options{Format: "xls"}); err == nil {
		t.Error("format xls was taken")
	}
	if _, err := Write(t.Context(), s, t.TempDir(), Options{Format: CSV, Tables: []string{"rating"}}); err == nil || !strings.Contains(err.Error(), "ratings") {
		t.Errorf("table rating: %v", err)
	}
}

// TestFailedExportKeepsTheOld cancels an export and finds the file of the one before.
func TestFailedExportKeepsTheOld(t *testing.T) {
	s := filled(t)
	dir := write(t, s, Options{Format: JSONL})
	before := read(t, dir, "footnotes.jsonl")
	s.Close()
	if _, err := Write(t.Context(), s, dir, Options{Format: JSONL}); err == nil {
		t.Fatal("an export of a closed store went well")
	}
	if !bytes.Equal(before, read(t, dir, "footnotes.jsonl")) {
		t.Error("the old file is gone")
	}
	left, _ := filepath.Glob(filepath.Join(dir, ".*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
