package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// realMinutes is what a real set of minutes states.
type realMinutes struct {
	HeldOn     corpus.Date       `yaml:"held_on"`
	Body       string            `yaml:"body"`
	Attendees  int               `yaml:"attendees"`
	Agreements []string          `yaml:"agreements"` // their beginnings
	Wrong      map[string]string `yaml:"wrong"`      // known faults, by field
}

// TestRealMinutes reads minutes that nobody made for us, four of them signed scans.
func TestRealMinutes(t *testing.T) {
	var all map[string]realMinutes
	text, err := os.ReadFile("testdata/realminutes.yaml")
	if err == nil {
		err = yaml.UnmarshalWithOptions(text, &all, yaml.Strict())
	}
	if err != nil || len(all) == 0 {
		t.Fatalf("%d sets of minutes, %v", len(all), err)
	}
	data := filepath.Join(t.TempDir(), "data")
	folder := corpustest.Shared(t, "data/minutes")
	for name := range all {
		must(t, data, "add", filepath.Join(folder, name))
	}
	must(t, data, "extract")
	s, err := store.OpenReadOnly(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, want := range all {
		t.Run(name, func(t *testing.T) {
			found := rows[corpus.Minutes](t, s, "WHERE document_id IN (SELECT document_id FROM captures WHERE url LIKE ?)", "%"+name)
			if len(found) != 1 {
				t.Fatalf("%d rows of minutes", len(found))
			}
			for field, fault := range want.faults(found[0]) {
				why, known := want.Wrong[field]
				switch {
				case fault != "" && !known:
					t.Errorf("%s: %s", field, fault)
				case fault == "" && known:
					t.Errorf("%s is right now: take it from the list (%s)", field, why)
				}
			}
		})
	}
	must(t, data, "verify")
}

// faults says of each field what is wrong with it; "" when nothing is.
func (want realMinutes) faults(got corpus.Minutes) map[string]string {
	out := map[string]string{"held_on": "", "body": "", "attendees": "", "agreements": ""}
	if got.HeldOn != want.HeldOn {
		out["held_on"] = string(got.HeldOn)
	}
	if got.Body != want.Body {
		out["body"] = got.Body
	}
	if len(got.Attendees) != want.Attendees {
		out["attendees"] = fmt.Sprintf("%+v", got.Attendees)
	}
	var texts []string
	right := len(got.Agreements) == len(want.Agreements)
	for i, a := range got.Agreements {
		texts = append(texts, a.Text)
		right = right && i < len(want.Agreements) && strings.HasPrefix(a.Text, want.Agreements[i])
	}
	if !right {
		out["agreements"] = strings.Join(texts, " | ")
	}
	return out
}
