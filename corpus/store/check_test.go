package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// putRead stores a document as read, with or without minutes in it.
func putRead(t *testing.T, s *Store, id corpus.DocumentID, text string, m *corpus.Minutes, lacks corpus.Tool) {
	t.Helper()
	d, ok, err := Get[corpus.Document](t.Context(), s, string(id))
	if err != nil || !ok {
		t.Fatal(id, ok, err)
	}
	c := &corpus.Content{Blocks: []corpus.Block{{Kind: corpus.Paragraph, Spans: []corpus.Span{{Text: text}}}}}
	c.Layout()
	d.TextStatus = corpus.TextRead
	err = s.Update(t.Context(), func(tx *Tx) error {
		return tx.PutDocument(t.Context(), DocumentReading{Document: d, Basis: "test", Lacks: lacks, Reading: corpus.Reading{Minutes: m}}, c)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checks lists the state of each citation's check, and the reports that wait for one.
func checks(t *testing.T, s *Store) string {
	t.Helper()
	var out []string
	citations, err := List[corpus.Citation](t.Context(), s, "ORDER BY citation_id")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range citations {
		out = append(out, fmt.Sprint(c.Check, " ", c.CheckDetail, len(c.Passages)))
	}
	waiting, err := s.Unchecked(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(append(out, fmt.Sprint(waiting)), "; ")
}

// TestChecks follows the check of two citations of one source through everything that makes them unchecked.
func TestChecks(t *testing.T) {
	s := open(t)
	r := putReport(t, s)
	for i := range r.Citations {
		r.Citations[i].Check = corpus.NotChecked
	}
	put := func() {
		if err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutReport(t.Context(), r) }); err != nil {
			t.Fatal(err)
		}
	}
	put()
	expect := func(step, want string) {
		t.Helper()
		if got := checks(t, s); got != want {
			t.Errorf("%s:\n got %s\nwant %s", step, got, want)
		}
	}
	const open, done = "not_checked 0; not_checked 0; [ghana-results-report-2021-2023]", "confirmed As it says.1; confirmed As it says.1; []"
	expect("nothing was tried", "not_checked 0; not_checked 0; []")
	c, p := capture("https://b.example/m", "minutes", corpus.Fetched)
	if err := s.PutCapture(t.Context(), c, p); err != nil {
		t.Fatal(err)
	}
	id := corpus.DocumentIDOf(c.Payload)
	expect("archived, and not read", "not_checked 0; not_checked 0; []")
	putRead(t, s, id, "Minutes.", nil, "")
	expect("read", open)
	finding := corpus.Finding{Rule: corpus.RuleMinutesDateMismatch, Severity: corpus.Warning, Message: "Another day.", Evidence: corpus.Evidence{DocumentID: id}}
	finding.SetID(r.Report.ReportID)
	check := func() {
		t.Helper()
		checked := slices.Clone(r.Citations)
		for i := range checked {
			checked[i].Check, checked[i].CheckDetail = corpus.Confirmed, "As it says."
			checked[i].Passages = []corpus.Place{{DocumentID: id, Start: 0, End: 8, Quote: "Minutes."}}
		}
		err := s.Update(t.Context(), func(tx *Tx) error {
			return tx.PutChecks(t.Context(), r.Report.ReportID, checked, []corpus.Finding{finding})
		})
		if err != nil {
			t.Fatal(err)
		}
		expect("checked", done)
	}
	check()
	check() // the finding is replaced, not doubled
	if n, err := s.Counts(t.Context()); err != nil || n["findings"] != 1 {
		t.Errorf("findings: %v, %v", n["findings"], err)
	}
	putRead(t, s, id, "Minutes.", nil, "")
	expect("read again", open)
	check()
	put()
	expect("the report was composed again", open)
	check()
	later, _ := capture("https://b.example/m", "", corpus.LoginRequired)
	later.CapturedAt = noon.AddDate(0, 1, 0)
	later.SetID()
	if err := s.PutCapture(t.Context(), later, nil); err != nil {
		t.Fatal(err)
	}
	expect("the source is private now", open)
}

// TestMinutesAreReplaced: a document that is read again and is no minutes any more loses its row.
func TestMinutesAreReplaced(t *testing.T) {
	s := open(t)
	id := corpus.DocumentIDOf(put(t, s, "https://b.example/m", "minutes", corpus.Fetched).Payload)
	want := corpus.Minutes{DocumentID: id, Title: "Minutes", Signed: corpus.Ptr(false), Attendees: []corpus.Attendee{{Name: "The chair", TextQuote: corpus.TextQuote{Start: 1, End: 2, Quote: "x"}}}}
	putRead(t, s, id, "Minutes.", &want, "")
	got, ok, err := Get[corpus.Minutes](t.Context(), s, string(id))
	if err != nil || !ok || got.Title != want.Title || got.Signed == nil || *got.Signed || len(got.Attendees) != 1 || got.Attendees[0] != want.Attendees[0] {
		t.Errorf("minutes %+v, %v, %v", got, ok, err)
	}
	var problems []string
	if _, err := s.VerifyQuotes(t.Context(), func(p Problem) { problems = append(problems, p.Error()) }); err != nil || len(problems) != 1 {
		t.Errorf("a quote that does not hold: %v, %v", problems, err)
	}
	putRead(t, s, id, "Minutes.", nil, "")
	if _, ok, err := Get[corpus.Minutes](t.Context(), s, string(id)); ok || err != nil {
		t.Errorf("still there: %v, %v", ok, err)
	}
}

func TestLacking(t *testing.T) {
	s := open(t)
	one := corpus.DocumentIDOf(put(t, s, "https://b.example/1", "scan", corpus.Fetched).Payload)
	two := corpus.DocumentIDOf(put(t, s, "https://b.example/2", "doc", corpus.Fetched).Payload)
	putRead(t, s, one, "Page one.", nil, corpus.Tesseract)
	putRead(t, s, two, "Whole.", nil, corpus.LibreOffice)
	got, err := s.Lacking(t.Context(), []corpus.Tool{corpus.Tesseract})
	if err != nil || !slices.Equal(got, []corpus.DocumentID{one}) {
		t.Errorf("lacking %v, %v", got, err)
	}
	putRead(t, s, one, "Page one. Page two.", nil, "")
	counts, err := s.CountLacking(t.Context())
	if err != nil || len(counts) != 1 || counts[corpus.LibreOffice] != 1 {
		t.Errorf("counts %v, %v", counts, err)
	}
}
