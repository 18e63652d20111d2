package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2/search"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// goldMinutes is what a sample's minutes state, as its gold file has it.
type goldMinutes struct {
	Title             string            `json:"title"`
	Body              string            `json:"body"`
	HeldOn            corpus.Date       `json:"held_on"`
	Place             string            `json:"place"`
	Language          corpus.Language   `json:"language"`
	Attendees         []corpus.Attendee `json:"attendees"`
	Agenda            []string          `json:"agenda"`
	Agreements        []string          `json:"agreements"`
	CommitmentNumbers []string          `json:"commitment_numbers"`
}

// TestMinutesSamples reads the samples of minutes, a text, a scan, a DOCX and a PDF of LibreOffice: every field is right; in the scan
// one character in twenty may differ.
func TestMinutesSamples(t *testing.T) {
	golds, err := filepath.Glob(filepath.Join(corpustest.Shared(t, "data/samples"), "minutes-*.gold.json"))
	if err != nil || len(golds) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	data := filepath.Join(t.TempDir(), "data")
	for _, g := range golds {
		files, err := filepath.Glob(strings.TrimSuffix(g, ".gold.json") + ".[pd]*")
		if err != nil || len(files) != 1 {
			t.Fatalf("%s: %v, %v", g, files, err)
		}
		must(t, data, "add", files[0])
	}
	must(t, data, "extract")
	s, err := store.OpenReadOnly(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, g := range golds {
		name := strings.TrimSuffix(filepath.Base(g), ".gold.json")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(g)
			if err != nil {
				t.Fatal(err)
			}
			var want goldMinutes
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatal(err)
			}
			got := rows[corpus.Minutes](t, s, "WHERE document_id IN (SELECT document_id FROM captures WHERE url LIKE ?)", "%"+name+".%")
			if len(got) != 1 {
				t.Fatalf("%d rows of minutes", len(got))
			}
			d := rows[corpus.Document](t, s, "WHERE document_id = ?", got[0].DocumentID)[0]
			compareMinutes(t, got[0], want, d.TextStatus == corpus.TextOCR)
		})
	}
	must(t, data, "verify")
}

func compareMinutes(t *testing.T, got corpus.Minutes, want goldMinutes, scan bool) {
	t.Helper()
	list := func(m goldMinutes) []string {
		out := []string{m.Title, m.Body, string(m.HeldOn), m.Place, string(m.Language)}
		for _, a := range m.Attendees {
			out = append(out, a.Name+" | "+a.Role+" | "+a.Organization)
		}
		return slices.Concat(out, m.Agenda, m.Agreements, m.CommitmentNumbers)
	}
	g := goldMinutes{got.Title, got.Body, got.HeldOn, got.Place, got.Language, got.Attendees, got.Agenda, nil, got.CommitmentNumbers}
	for _, a := range got.Agreements {
		g.Agreements = append(g.Agreements, a.Text)
	}
	have, should := list(g), list(want)
	if !scan {
		compare(t, "values", should, have)
		return
	}
	if len(have) != len(should) {
		t.Fatalf("%d values, want %d: %q", len(have), len(should), have)
	}
	for i := range should {
		if n := search.LevenshteinDistance(have[i], should[i]); n*20 > len([]rune(should[i])) {
			t.Errorf("%q, want %q: %d characters differ", have[i], should[i], n)
		}
	}
}
