package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/sample"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// demoFolder runs the demo once for all tests that look at its result, which they must not change.
var demoFolder = sync.OnceValues(func() (string, error) {
	data := filepath.Join(scratch, "demo")
	var said bytes.Buffer
	if code := run([]string{"demo", "--no-serve", "--data", data}, nil, io.Discard, &said); code != exitDone {
		return "", fmt.Errorf("demo ends with %d:\n%s", code, said.String())
	}
	return data, nil
})

func demo(t *testing.T) *store.Store {
	t.Helper()
	data, err := demoFolder()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.OpenReadOnly(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func rows[T any](t *testing.T, s *store.Store, clause string, args ...any) []T {
	t.Helper()
	out, err := store.List[T](t.Context(), s, clause, args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSample holds what a crawl of the sample ends in against its labels, report by report.
func TestSample(t *testing.T) {
	s := demo(t)
	want, err := sample.Expect()
	if err != nil {
		t.Fatal(err)
	}
	reports := map[string]bool{} // a page and its file are one report; a cited report is one too
	for _, w := range want.Reports {
		reports[identity(w.ExpectedIdentity)] = true
	}
	for _, w := range want.Files {
		reports[identity(w.ExpectedIdentity)] = true
	}
	if got := rows[corpus.Report](t, s, ""); len(got) != len(reports) {
		t.Errorf("%d reports, want %d", len(got), len(reports))
	}
	for _, w := range want.Reports {
		t.Run(w.Title, func(t *testing.T) {
			found := rows[corpus.Report](t, s, "WHERE url = ?", w.URL)
			if len(found) != 1 {
				t.Fatalf("%d reports with url %s", len(found), w.URL)
			}
			r := found[0]
			compareIdentity(t, r, w)
			page := r.DocumentIDs[0] // files have notes of their own
			compare(t, "commitments", wantCommitments(w), gotCommitments(t, s, r))
			compare(t, "ratings", wantRatings(w), gotRatings(t, s, r))
			compare(t, "tallies", wantTallies(w), gotTallies(t, s, r, page))
			compare(t, "citations", wantCitations(w), gotCitations(t, s, r, page))
			if got := rows[corpus.Footnote](t, s, "WHERE report_id = ? AND document_id = ?", r.ReportID, page); len(got) != w.Footnotes {
				t.Errorf("%d footnotes, want %d", len(got), w.Footnotes)
			}
			compareFindings(t, rows[corpus.Finding](t, s, "WHERE report_id = ? AND severity <> 'info'", r.ReportID), w.Findings)
		})
	}
	for _, p := range want.Commitments { // which a report links to, and which are no failed reports
		got := rows[corpus.Capture](t, s, "WHERE url = ? AND role = 'report'", p.URL)
		if len(got) != 1 || got[0].DocumentID == "" {
			t.Errorf("%d captures of %s, want one with its document", len(got), p.URL)
			continue
		}
		compareCommitmentPage(t, s, p, got[0].DocumentID)
	}
	for _, p := range want.Commitments {
		var found bytes.Buffer
		data, _ := demoFolder() // demo saw to it
		if code := run([]string{"search", p.OGPID, "--country", p.CountryCode, "--kind", "commitment", "--json", "--data", data}, nil, &found, io.Discard); code != exitDone || !strings.Contains(found.String(), `"ogp/`+p.OGPID) {
			t.Errorf("%s is not found by its country (%d):\n%s", p.OGPID, code, found.String())
		}
		var shown bytes.Buffer
		if code := run([]string{"show", "ogp/" + p.OGPID, "--data", data}, nil, &shown, io.Discard); code != exitDone || !strings.Contains(shown.String(), p.Title) {
			t.Errorf("show ogp/%s (%d):\n%s", p.OGPID, code, shown.String())
		}
	}
	for _, u := range want.NotReports {
		if got := rows[corpus.Report](t, s, "WHERE url = ?", u); len(got) != 0 {
			t.Errorf("%s is no report, but became one", u)
		}
	}
}

// compareCommitmentPage holds the rows of a commitment's own page against its labels: a value that is drawn so that no program
// can read it gives a finding.
func compareCommitmentPage(t *testing.T, s *store.Store, w sample.ExpectedPage, document corpus.DocumentID) {
	t.Helper()
	for _, c := range rows[corpus.Commitment](t, s, "WHERE commitment_id = ?", "ogp/"+w.OGPID) {
		compare(t, string(w.URL), []string{w.OGPID + " " + w.Title + " " + w.CountryCode}, []string{c.OGPID + " " + c.Title + " " + c.CountryCode})
	}
	var want, got, unread []string
	for i, v := range w.Ratings {
		want = append(want, fmt.Sprint(i, " ", v))
	}
	for _, r := range rows[corpus.Rating](t, s, "WHERE commitment_id = ?", "ogp/"+w.OGPID) {
		got = append(got, fmt.Sprint(r.Indicator, " ", r.Value))
		if r.ReportID != "" || r.Method != corpus.PageField || !r.Quoted() {
			t.Errorf("%s: rating %+v", w.URL, r)
		}
	}
	compare(t, string(w.URL), want, got)
	for range w.Drawn {
		unread = append(unread, corpus.RuleValueNotReadable)
	}
	compareFindings(t, rows[corpus.Finding](t, s, "WHERE document_id = ?", document), unread)
}

// identity is what makes two documents one report.
func identity(w sample.ExpectedIdentity) string {
	return fmt.Sprint(w.CountryCode, w.Locality, w.Type, w.Period, w.Language, w.PublicComment)
}

func compareIdentity(t *testing.T, r corpus.Report, w sample.ExpectedReport) {
	t.Helper()
	total := 0
	if r.CommitmentsTotal != nil {
		total = *r.CommitmentsTotal
	}
	got := fmt.Sprint(r.Title, r.Country, r.CountryCode, r.Locality, r.Type, r.PeriodStart, r.PeriodEnd, r.Language, r.PublicComment, r.PublishedOn, r.ActionPlanNumber, total, r.Downloads)
	want := fmt.Sprint(w.Title, w.Country, w.CountryCode, w.Locality, w.Type, w.Period[0], w.Period[1], w.Language, w.PublicComment, w.PublishedOn, w.ActionPlanNumber, w.CommitmentsTotal, w.Downloads)
	if got != want {
		t.Errorf("report\n got %s\nwant %s", got, want)
	}
}

// compare compares two sets of printed rows.
func compare(t *testing.T, what string, want, got []string) {
	t.Helper()
	count := map[string]int{} // how many more are wanted than got
	for _, w := range want {
		count[w]++
	}
	for _, g := range got {
		count[g]--
	}
	for _, row := range slices.Sorted(maps.Keys(count)) {
		if count[row] > 0 {
			t.Errorf("%s: missed %s", what, row)
		}
		if count[row] < 0 {
			t.Errorf("%s: wrong  %s", what, row)
		}
	}
}

func wantCommitments(w sample.ExpectedReport) (out []string) {
	for _, c := range w.Commitments {
		out = append(out, c.Number+" "+c.Title)
	}
	return out
}

func gotCommitments(t *testing.T, s *store.Store, r corpus.Report) (out []string) {
	for _, c := range rows[corpus.Commitment](t, s, "WHERE report_id = ?", r.ReportID) {
		out = append(out, c.Number+" "+c.Title)
	}
	return out
}

func wantRatings(w sample.ExpectedReport) (out []string) {
	for _, c := range w.Commitments {
		for _, i := range slices.Sorted(maps.Keys(c.Ratings)) {
			out = append(out, fmt.Sprint(c.Number, " ", i, " ", c.Ratings[i]))
		}
	}
	return out
}

func gotRatings(t *testing.T, s *store.Store, r corpus.Report) (out []string) {
	for _, c := range rows[corpus.Rating](t, s, "WHERE report_id = ?", r.ReportID) {
		if !(strings.HasPrefix(string(c.Indicator), "relevance_") && c.Value == "no") { // which the labels leave out
			out = append(out, fmt.Sprint(c.Number, " ", c.Indicator, " ", c.Value))
		}
	}
	return out
}

func wantTallies(w sample.ExpectedReport) (out []string) {
	for _, c := range w.Tallies {
		plan := c.ActionPlan
		if plan == "" {
			plan = corpus.ThisPlan
		}
		out = append(out, fmt.Sprint(plan, " ", c.Indicator, " ", c.Value, " ", c.Count, " of ", c.Total))
	}
	return out
}

func gotTallies(t *testing.T, s *store.Store, r corpus.Report, page corpus.DocumentID) (out []string) {
	for _, c := range rows[corpus.Tally](t, s, "WHERE report_id = ? AND document_id = ?", r.ReportID, page) {
		total := 0
		if c.Total != nil {
			total = *c.Total
		}
		out = append(out, fmt.Sprint(c.ActionPlan, " ", c.Indicator, " ", c.Value, " ", c.Count, " of ", total))
	}
	return out
}

func wantCitations(w sample.ExpectedReport) (out []string) {
	for _, c := range w.Citations {
		out = append(out, fmt.Sprint(c.Note, " ", c.URL, " ", c.Kind, " ", c.Status, c.Copied, " body=", c.Body, " date=", c.Date, " accessed=", c.AccessedOn, " ", strings.Join(c.Commitments, ",")))
	}
	return out
}

func gotCitations(t *testing.T, s *store.Store, r corpus.Report, page corpus.DocumentID) (out []string) {
	for _, c := range rows[corpus.Citation](t, s, "WHERE report_id = ? AND source_document_id = ?", r.ReportID, page) {
		out = append(out, fmt.Sprint(c.FootnoteNumber, " ", c.URL, " ", c.Kind, " ", c.Status, copiedOn(t, s, c), " body=", c.Body, " date=", c.Date, " accessed=", c.AccessedOn, " ", strings.Join(c.CommitmentNumbers, ",")))
	}
	return out
}

// copiedOn returns the day of the web archive's copy that a citation has, "" for none.
func copiedOn(t *testing.T, s *store.Store, c corpus.Citation) corpus.Date {
	if c.Status != corpus.ArchivedCopy {
		return ""
	}
	decisive := rows[corpus.Capture](t, s, "WHERE capture_id = ?", c.CaptureID)
	if len(decisive) != 1 {
		t.Fatalf("%d captures %s", len(decisive), c.CaptureID)
	}
	return corpus.Date(decisive[0].MementoDate.Format(time.DateOnly))
}

// compareFindings demands the findings that the labels name, and no other warning or error.
func compareFindings(t *testing.T, got []corpus.Finding, want []string) {
	t.Helper()
	for _, f := range got {
		if !slices.Contains(want, f.Rule) {
			t.Errorf("findings: wrong %s: %s", f.Rule, f.Message)
		}
	}
	for _, rule := range want {
		if !slices.ContainsFunc(got, func(f corpus.Finding) bool { return f.Rule == rule }) {
			t.Errorf("findings: missed %s", rule)
		}
	}
}
