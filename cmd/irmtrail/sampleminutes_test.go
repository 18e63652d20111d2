package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/sample"
)

// TestSampleMinutes holds the minutes that the sample's notes cite against their labels: PDFs, a scan, an export, a copy of a web archive.
func TestSampleMinutes(t *testing.T) {
	s := demo(t)
	want, err := sample.Expect()
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Minutes) == 0 {
		t.Fatal("no minutes are labelled")
	}
	for _, w := range want.Minutes {
		got := rows[corpus.Minutes](t, s, `WHERE document_id IN (SELECT document_id FROM captures WHERE target = ?)`, corpus.TargetKey(w.URL))
		if len(got) != 1 {
			t.Errorf("%s: %d rows of minutes, want one", w.URL, len(got))
			continue
		}
		m := got[0]
		compare(t, string(w.URL),
			[]string{w.Title, w.Body, string(w.HeldOn), w.Place, string(w.Language), fmt.Sprint(w.Attendees, w.Agenda, w.Agreements), strings.Join(w.Commitments, " ")},
			[]string{m.Title, m.Body, string(m.HeldOn), m.Place, string(m.Language), fmt.Sprint(len(m.Attendees), len(m.Agenda), len(m.Agreements)), strings.Join(m.CommitmentNumbers, " ")})
	}
}

// TestSampleChecks holds the checks of citations against their labels.
func TestSampleChecks(t *testing.T) {
	s := demo(t)
	want, err := sample.Expect()
	if err != nil {
		t.Fatal(err)
	}
	labelled := 0
	for _, r := range want.Reports {
		for _, c := range r.Citations {
			if c.Check == "" {
				continue
			}
			labelled++
			got := rows[corpus.Citation](t, s, `WHERE target = ? AND footnote_number = ? AND source_document_id IN (SELECT document_id FROM captures WHERE url = ?)`, corpus.TargetKey(c.URL), c.Note, r.URL)
			if len(got) != 1 || got[0].Check != c.Check {
				t.Errorf("%s note %d, %s: want %s, got %+v", r.URL, c.Note, c.URL, c.Check, checksOf(got))
			}
		}
	}
	if labelled == 0 {
		t.Error("no check is labelled")
	}
}

func checksOf(citations []corpus.Citation) (out []string) {
	for _, c := range citations {
		out = append(out, c.Check+": "+c.CheckDetail)
	}
	return out
}
