package report

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/structure"
	"github.com/irmtrail/irmtrail/extract/textdoc"
)

// seed is a real report page, kept beside the project.
const seed = "data/seed/mexico-word.html"

func seedContent(t testing.TB) *corpus.Content {
	body, err := os.ReadFile(corpustest.Shared(t, seed))
	if err != nil {
		t.Fatal(err)
	}
	c, err := htmldoc.Read(body, "https://www.opengovpartnership.org/documents/mexico-results-report-2019-2022/", "text/html")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// seedText is the same report as a plain text.
func seedText(t testing.TB) *corpus.Content {
	body, err := os.ReadFile(corpustest.Shared(t, "data/seed/mexico-results-report-2019-2022.txt"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := textdoc.Read(body, "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSeed(t *testing.T) {
	t.Run("html", func(t *testing.T) {
		c := seedContent(t)
		checkSeed(t, c, Read(c, structure.Read(c), Source{DocumentID: "doc-1", MediaType: "text/html"}))
	})
	t.Run("text", func(t *testing.T) {
		c := seedText(t)
		r := Read(c, structure.Read(c), Source{DocumentID: "doc-1", MediaType: "text/plain", URL: "file:///mexico-results-report-2019-2022.txt"})
		if r.Report != nil {
			r.Report.Downloads = make([]corpus.URL, 2) // a text has no links
		}
		checkSeed(t, c, r)
	})
}

func checkSeed(t *testing.T, c *corpus.Content, got corpus.Reading) {
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
