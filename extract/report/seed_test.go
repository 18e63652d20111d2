package report

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// seed is a real report page, kept beside the project.
const seed = "../../../shared/data/seed/mexico-word.html"

func seedContent(t testing.TB) *corpus.Content {
	body, err := os.ReadFile(seed)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	c, err := htmldoc.Read(body, "https://www.opengovpartnership.org/documents/mexico-results-report-2019-2022/", "text/html")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSeed(t *testing.T) {
	c := seedContent(t)
	got := Read(c, structure.Read(c), Source{DocumentID: "doc-1", MediaType: "text/html"})
	r := got.Report
	if r == nil {
		t.Fatal("no report")
	}
	facts := fmt.Sprint(r.Title, "|", r.Type, "|", r.Country, "|", r.CountryCode, "|", r.PeriodStart, "|", r.PeriodEnd, "|",
		r.ActionPlanNumber, "|", r.Language, "|", *r.CommitmentsTotal, "|", r.PublicComment, "|", len(r.Downloads), "|", ID(r))
	if want := "Mexico Results Report 2019-2022|results_report|Mexico|MEX|2019|2022|4|en|13|false|2|mexico-results-report-2019-2022"; facts != want {
		t.Errorf("facts\n got %s\nwant %s", facts, want)
	}
	want := `early_results any 9/13
early_results marginal 5/13
early_results significant 3/13
early_results outstanding 1/13
early_results none 4/13
status inactive 3/13 [1 5 9]
previous early_results significant 2/11
completion limited 7/13
completion substantial 5/13
completion complete 1/13
previous completion substantial 5/11
previous completion limited 5/11
previous completion not_started 1/11`
	if g := strings.Join(tallyLines(got.Tallies), "\n"); g != want {
		t.Errorf("tallies\n got\n%s\nwant\n%s", indent(g), indent(want))
	}
	var status []string
	for _, x := range got.Commitments {
		status = append(status, x.Number+" "+x.Status)
	}
	if g := strings.Join(status, ", "); g != "1 inactive, 5 inactive, 9 inactive" {
		t.Errorf("commitments: %s", g)
	}
	if len(got.Ratings) != 0 || len(got.Findings) != 0 {
		t.Errorf("ratings %v, findings %v; want none", got.Ratings, got.Findings)
	}
	for _, x := range got.Tallies {
		if c.Text().Slice(*x.Start, *x.End) != x.Quote {
			t.Errorf("quote %q does not stand at its place", x.Quote)
		}
	}
}

func BenchmarkSeed(b *testing.B) {
	c := seedContent(b)
	s := structure.Read(c)
	src := Source{DocumentID: "doc-1", MediaType: "text/html"}
	Read(c, s, src)
	b.ReportAllocs()
	for b.Loop() {
		Read(c, s, src)
	}
}
