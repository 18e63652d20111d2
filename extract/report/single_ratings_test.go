package report

import (
	"fmt"
	"slices"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// TestProseBesideTables reads reports whose sentences say what their lists say, something else, or more.
func TestProseBesideTables(t *testing.T) {
	list := []string{"# Commitment 1: Roads", "Completion: Limited", "# Commitment 2: Schools", "Completion: Complete"}
	for _, x := range []struct {
		name, said string
		ratings    []string // number, indicator, value, method, further places
		rules      []string
	}{
		{"the same", "Commitment 2 was completed.", []string{"1 completion limited key_value 0", "2 completion complete key_value 1"}, nil},
		{"something else", "Commitment 1 was completed.", []string{"1 completion limited key_value 0", "2 completion complete key_value 0"}, []string{corpus.RuleProseVsTable}},
		{"more", "Commitment 1 achieved moderate early results.", []string{"1 completion limited key_value 0", "2 completion complete key_value 0", "1 early_results moderate prose 0"}, nil},
		{"a number of another plan", "Commitment 3 was completed.", []string{"1 completion limited key_value 0", "2 completion complete key_value 0"}, nil},
		{
			"two sentences against each other", "Commitment 1 achieved moderate early results. Commitment 1 achieved significant early results.",
			[]string{"1 completion limited key_value 0", "2 completion complete key_value 0"},
			[]string{corpus.RuleRatingContradicted},
		},
	} {
		c := page("Ghana Results Report 2021-2023", append([]string{x.said}, list...)...)
		r := Read(c, &structure.Structure{Language: "en"}, Source{DocumentID: "doc-1", MediaType: "text/html"})
		var ratings, rules []string
		for _, y := range r.Ratings {
			ratings = append(ratings, fmt.Sprint(y.Number, " ", y.Indicator, " ", y.Value, " ", y.Method, " ", len(y.OtherEvidence)))
		}
		for _, f := range r.Findings {
			rules = append(rules, f.Rule)
		}
		if !slices.Equal(ratings, x.ratings) || !slices.Equal(rules, x.rules) {
			t.Errorf("%s:\n got %q %q\nwant %q %q", x.name, ratings, rules, x.ratings, x.rules)
		}
	}
}

// TestPartOfPlan reads a report on some commitments of a plan, whose number it does not say.
func TestPartOfPlan(t *testing.T) {
	c := page("France Rapport de mi-parcours 2015-2017", "Les trois engagements présentés ici ont connu un achèvement substantiel à mi-parcours.",
		"# Engagement 2 : A", "Achèvement : Substantiel", "# Engagement 5 : B", "Achèvement : Substantiel", "# Engagement 9 : C", "Achèvement : Substantiel")
	r := Read(c, &structure.Structure{Language: "fr"}, Source{DocumentID: "doc-1", MediaType: "text/html"})
	if got := tallyLines(r.Tallies); !slices.Equal(got, []string{"completion substantial 3/3"}) || r.Report.CommitmentsTotal != nil {
		t.Errorf("tallies %q, total %v", got, r.Report.CommitmentsTotal)
	}
}
