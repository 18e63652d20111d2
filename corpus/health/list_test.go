package health

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// cite is a note and what it cites.
type cite struct {
	report      corpus.ReportID
	note        int
	url         corpus.URL
	commitments []string
}

func newStore(t testing.TB, reports []corpus.Report, cites []cite, captures ...corpus.Capture) *store.Store {
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
	for _, r := range reports {
		reading := corpus.Reading{Report: &r}
		seen := map[int]bool{}
		for i, c := range cites {
			if c.report != r.ReportID {
				continue
			}
			id := fmt.Sprintf("%s/fn/%d", r.ReportID, c.note)
			if !seen[c.note] {
				seen[c.note] = true
				reading.Footnotes = append(reading.Footnotes, corpus.Footnote{FootnoteID: id, ReportID: r.ReportID, Number: c.note})
			}
			reading.Citations = append(reading.Citations, corpus.Citation{
				CitationID: fmt.Sprintf("%s/%d", id, i), FootnoteID: id, FootnoteNumber: c.note, ReportID: r.ReportID, Ordinal: i, URL: c.url,
				Target: corpus.TargetKey(c.url), Kind: corpus.CitesOther, Status: corpus.NotTried, CommitmentNumbers: c.commitments,
			})
		}
		if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.PutReport(t.Context(), reading) }); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range captures {
		var p *corpus.Payload
		if c.Outcome.Got() {
			c.Payload = corpus.DigestOf([]byte(c.URL))
			p = &corpus.Payload{Digest: c.Payload, Bytes: 1, WARCFile: "a.warc.gz"}
		}
		c.SetID()
		if err := s.PutCapture(t.Context(), c, p); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func attempt(u corpus.URL, o corpus.Outcome, fault corpus.Fault, status int) corpus.Capture {
	return corpus.Capture{URL: u, CapturedAt: noon, Outcome: o, ErrorCode: fault, HTTPStatus: status, Via: "direct", Role: corpus.RoleCited}
}

const (
	mexico corpus.ReportID = "mexico-results-report-2019-2022"
	ghana  corpus.ReportID = "ghana-results-report-2021-2023"
	nobody corpus.ReportID = "some-results-report-2021-2023"
)

func sample(t testing.TB) *store.Store {
	reports := []corpus.Report{
		{ReportID: mexico, Title: "Mexico Results Report", Country: "Mexico", CountryCode: "MEX"},
		{ReportID: ghana, Title: "Ghana Results Report", Country: "Ghana", CountryCode: "GHA"},
		{ReportID: nobody, Title: "Some Results Report"},
	}
	moved := attempt("https://old.example/a", corpus.Redirected, "", 301)
	moved.FinalURL = "https://new.example/a"
	came := attempt("https://old.example/a", corpus.Fetched, "", 200)
	came.FinalURL = "https://new.example/a"
	return newStore(t, reports, []cite{
		{mexico, 1, "https://both.example/x", []string{"1"}},
		{mexico, 2, "https://drive.google.com/file/d/1ExampleExampleExample00001/view", []string{"2", "3"}},
		{mexico, 2, "https://drive.google.com/open?id=1ExampleExampleExample00001", []string{"3", "4"}},
		{mexico, 3, "=https://odd.example/\"a\"", nil},
		{ghana, 1, "http://www.both.example/x/", nil},
		{ghana, 7, "https://old.example/a", []string{"5"}},
		{nobody, 4, "https://gone.example/g", nil},
	},
		attempt("https://both.example/x", corpus.NotFound, corpus.FaultNotFound, 404),
		attempt("https://drive.google.com/file/d/1ExampleExampleExample00001/view", corpus.LoginRequired, corpus.FaultLogin, 302),
		moved, came,
		attempt("https://gone.example/g", corpus.Timeout, corpus.FaultTimeout, 0),
		attempt("https://not-cited.example/", corpus.Fetched, "", 200),
	)
}

func list(t testing.TB, s *store.Store, f Filter) (out []Source, p Places) {
	t.Helper()
	p, err := PlacesOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for source, err := range Sources(t.Context(), s, p, f) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, source)
	}
	return out, p
}

// printed is a source in a line.
func printed(s Source) string {
	var notes []string
	for _, n := range s.Footnotes {
		notes = append(notes, fmt.Sprintf("%s%v", n.FootnoteID, n.CommitmentNumbers))
	}
	return fmt.Sprintf("%s %s %s %d %s %s", s.Target, s.State, s.CountryCode, s.Tries, s.MovedTo, strings.Join(notes, " "))
}

func TestSources(t *testing.T) {
	s := sample(t)
	const (
		odd   = `=https://odd.example/"a" not_tried MEX 0  mexico-results-report-2019-2022/fn/3[]`
		drive = "gdrive:1ExampleExampleExample00001 private MEX 1  mexico-results-report-2019-2022/fn/2[2 3 4]"
		gone  = "https://gone.example/g failed  1  some-results-report-2021-2023/fn/4[]"
		moved = "https://old.example/a moved GHA 1 https://new.example/a ghana-results-report-2021-2023/fn/7[5]"
	)
	for _, c := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{}, []string{odd, drive, "https://both.example/x gone  1  ghana-results-report-2021-2023/fn/1[] mexico-results-report-2019-2022/fn/1[1]", gone, moved}},
		{Filter{Countries: []string{"mex"}}, []string{odd, drive, "https://both.example/x gone MEX 1  mexico-results-report-2019-2022/fn/1[1]"}},
		{Filter{Countries: []string{"Ghana"}}, []string{"https://both.example/x gone GHA 1  ghana-results-report-2021-2023/fn/1[]", moved}},
		{Filter{Reports: []corpus.ReportID{nobody}}, []string{gone}},
		{Filter{Reports: []corpus.ReportID{nobody}, Countries: []string{"MEX"}}, nil},
		{Filter{States: []State{Moved, Private}}, []string{drive, moved}},
		{Filter{States: []State{Dead}}, nil},
		{Filter{Countries: []string{""}}, nil},
	} {
		var got []string
		sources, _ := list(t, s, c.filter)
		for _, source := range sources {
			got = append(got, printed(source))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c.filter, diff)
		}
	}
}

func TestSummary(t *testing.T) {
	sources, places := list(t, sample(t), Filter{})
	sum := NewSummary(places)
	for _, s := range sources {
		sum.Add(s)
	}
	if want := (Counts{Sources: 5, Moved: 1, Private: 1, Gone: 1, Failed: 1, NotTried: 1}); sum.Total != want {
		t.Errorf("in all %+v", sum.Total)
	}
	var got []string
	for _, r := range append(sum.Countries(), sum.Reports()...) {
		got = append(got, fmt.Sprintf("%s %s %d: moved %d, private %d, gone %d, failed %d, not tried %d", r.CountryCode, r.ReportID, r.Sources, r.Moved, r.Private, r.Gone, r.Failed, r.NotTried))
	}
	want := []string{
		"GHA  2: moved 1, private 0, gone 1, failed 0, not tried 0",
		"MEX  3: moved 0, private 1, gone 1, failed 0, not tried 1",
		"  1: moved 0, private 0, gone 0, failed 1, not tried 0",
		"GHA ghana-results-report-2021-2023 2: moved 1, private 0, gone 1, failed 0, not tried 0",
		"MEX mexico-results-report-2019-2022 3: moved 0, private 1, gone 1, failed 0, not tried 1",
		" some-results-report-2021-2023 1: moved 0, private 0, gone 0, failed 1, not tried 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCSV(t *testing.T) {
	sources, places := list(t, sample(t), Filter{})
	var b bytes.Buffer
	w := NewCSV(&b, places)
	for _, s := range sources {
		if err := w.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := "country country_code report_id footnote_id footnote_number commitment_numbers target url state dead since tries days last_tried_at http_status fault message moved_to held_at copy_at document_id"
	if got := strings.Join(rows[0], " "); got != want {
		t.Errorf("head %s", got)
	}
	var got []string
	for _, r := range rows[1:] {
		got = append(got, strings.Join(slicesOf(r, 1, 3, 4, 5, 7, 8), " | "))
	}
	wantRows := []string{
		`MEX | mexico-results-report-2019-2022/fn/3 | 3 | [] | '=https://odd.example/"a" | not_tried`,
		`MEX | mexico-results-report-2019-2022/fn/2 | 2 | ["2","3","4"] | https://drive.google.com/file/d/1ExampleExampleExample00001/view | private`,
		`GHA | ghana-results-report-2021-2023/fn/1 | 1 | [] | http://www.both.example/x/ | gone`,
		`MEX | mexico-results-report-2019-2022/fn/1 | 1 | ["1"] | http://www.both.example/x/ | gone`,
		` | some-results-report-2021-2023/fn/4 | 4 | [] | https://gone.example/g | failed`,
		`GHA | ghana-results-report-2021-2023/fn/7 | 7 | ["5"] | https://old.example/a | moved`,
	}
	if diff := cmp.Diff(wantRows, []string{got[0], got[1], got[2], got[3], got[4], got[5]}); diff != "" || len(got) != 6 {
		t.Errorf("%d rows (-want +got):\n%s", len(got), diff)
	}
}

func slicesOf(row []string, at ...int) (out []string) {
	for _, i := range at {
		out = append(out, row[i])
	}
	return out
}

// crowd fills a store with n citations of as many targets, each tried three times, past the code that crawls.
func crowd(t testing.TB, n int) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	db, err := sql.Open("sqlite", filepath.Join(s.Dir(), store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	prepared := map[string]*sql.Stmt{}
	run := func(query string, args ...any) {
		if prepared[query] == nil {
			if prepared[query], err = tx.Prepare(query); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := prepared[query].Exec(args...); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		report := fmt.Sprintf("country-%d-results-report-2019-2022", i/100)
		if i%100 == 0 {
			run(`INSERT INTO reports (report_id, country, country_code, public_comment, document_ids, downloads) VALUES (?, ?, ?, 0, '[]', '[]')`,
				report, fmt.Sprint("Country ", i/1000), fmt.Sprintf("C%02d", i/1000%100))
		}
		note := fmt.Sprintf("%s/fn/%d", report, i%100)
		target := fmt.Sprintf("https://host-%d.example/documents/some-long-path/%d", i%977, i)
		run(`INSERT INTO footnotes (footnote_id, report_id, number, paragraphs) VALUES (?, ?, ?, '[]')`, note, report, i%100)
		run(`INSERT INTO citations (citation_id, footnote_id, footnote_number, report_id, ordinal, url, target, commitment_numbers, tries, quote) VALUES (?, ?, ?, ?, 1, ?, ?, '["3"]', 0, ?)`,
			note+"/1", note, i%100, report, target, target, strings.Repeat("words of the note ", 6))
		for try := range 3 {
			outcome := []string{"fetched", "not_found", "timeout", "login_required"}[(i+try/2)%4]
			run(`INSERT INTO captures (target, capture_id, url, captured_at, outcome, via, role, etag, warc_file) VALUES (?, ?, ?, ?, ?, 'direct', 'cited', '"abc"', 'x.warc.gz')`,
				target, fmt.Sprintf("cap-%d-%d", i, try), target, noon.AddDate(0, 0, try).Format(time.RFC3339Nano), outcome)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	return s
}

func BenchmarkSources(b *testing.B) {
	s := crowd(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		places, err := PlacesOf(b.Context(), s)
		if err != nil {
			b.Fatal(err)
		}
		sum := NewSummary(places)
		for source, err := range Sources(b.Context(), s, places, Filter{}) {
			if err != nil {
				b.Fatal(err)
			}
			sum.Add(source)
		}
		if sum.Total.Sources != 100_000 {
			b.Fatal(sum.Total)
		}
	}
}
