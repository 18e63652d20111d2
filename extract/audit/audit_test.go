package audit_test

import (
	"os"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/audit"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/report"
	"github.com/irmtrail/irmtrail/extract/structure"
)

func findings(t testing.TB, html string) []corpus.Finding {
	t.Helper()
	c, err := htmldoc.Read([]byte(html), "https://example.org/", "text/html; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	s := structure.Read(c)
	r := report.Read(c, s, report.Source{DocumentID: "doc-1", MediaType: "text/html"})
	found := audit.Findings(c, s, &r, "doc-1")
	for _, f := range found {
		if f.Quoted() && c.Text().Slice(*f.Start, *f.End) != f.Quote {
			t.Errorf("quote %q does not stand at its place", f.Quote)
		}
		if f.Message == "" || !strings.HasSuffix(f.Message, ".") || f.Severity == "" {
			t.Errorf("finding %+v", f)
		}
	}
	return found
}

func TestFindings(t *testing.T) {
	for _, x := range []struct{ name, body, want string }{
		{"sums come out", `<p>Nine of the 13 commitments achieved early results: five achieved marginal results, three major results and one outstanding results. Four commitments had no early results.</p>
<p>Seven commitments were completed to a limited extent, five to a substantial extent, and one was fully completed.</p>`, ``},
		{
			"too few", `<p>Of the 13 commitments, seven saw limited completion, four were substantially completed, and one was fully completed.</p>`,
			`sum_mismatch The counts of completion (7 limited, 4 substantial, 1 complete) make 12, but the report speaks of 13 commitments.`,
		},
		{
			"too many", `<p>Of the 13 commitments, ten saw limited completion and five were substantially completed.</p>`,
			`sum_mismatch The counts of completion (10 limited, 5 substantial) make 15, but the report speaks of 13 commitments.`,
		},
		{"two of several values", `<p>Of the 13 commitments, seven saw limited completion and two were fully completed.</p>`, ``},
		{
			"grades against any", `<p>Nine of the 13 commitments achieved early results: five achieved marginal results, two major results and one outstanding results.</p>`,
			`sum_mismatch The counts of early results (5 marginal, 2 major, 1 outstanding) make 8, but the report speaks of 9 commitments with any.`,
		},
		{
			"any and none", `<p>Nine of the 13 commitments achieved early results. Five commitments had no early results.</p>`,
			`sum_mismatch The counts of early results (9 any, 5 none) make 14, but the report speaks of 13 commitments.`,
		},
		{
			"previous plan", `<p>The plan has 9 commitments. In the previous plan, five of the 11 commitments were substantially completed, five were limited, and two were not started.</p>`,
			`sum_mismatch The counts of completion of the previous plan (5 substantial, 5 limited, 2 not started) make 12, but the report speaks of 11 commitments.`,
		},
		{
			"two counts of one value", `<p>Seven of the 13 commitments saw limited completion.</p><p>Six of the 13 commitments saw limited completion.</p>`,
			`tally_contradicted The report counts 7 commitments with completion limited in one place and 6 in another.`,
		},
		{
			"text against ratings", `<p>Both of them count: two of the two commitments were fully completed.</p><h3>Commitment 1: Data</h3><p>Completion: Complete</p><h3>Commitment 2: Courts</h3><p>Completion: Limited</p>`,
			`prose_vs_table The text counts 2 commitments with completion complete, but the ratings of the commitments make 1.`,
		},
		{
			"significant is major on the older scale", `<p>One of the two commitments achieved significant results in opening government.</p><h3>Commitment 1: Data</h3><p>Did it open government: Major</p><h3>Commitment 2: Courts</h3><p>Did it open government: Marginal</p>`, ``,
		},
		{
			"significant is significant on the newer scale", `<p>One of the two commitments achieved significant results in opening government.</p><h3>Commitment 1: Data</h3><p>Early results: Moderate</p><h3>Commitment 2: Courts</h3><p>Early results: Major</p>`,
			`prose_vs_table The text counts 1 commitment with early results significant, but the ratings of the commitments make 0.`,
		},
		{"too few ratings to compare", `<p>Two of the three commitments were fully completed.</p><h3>Commitment 1: Data</h3><p>Completion: Limited</p>`, ``},
		{
			"a note is missing", `<p>One<a href="#_ftn1" name="_ftnref1">[1]</a>, two<a href="#_ftn2" name="_ftnref2">[2]</a>, four<a href="#_ftn4" name="_ftnref4">[4]</a>.</p>
<p><a href="#_ftnref1" name="_ftn1">[1]</a> First.</p><p><a href="#_ftnref2" name="_ftn2">[2]</a> Second.</p><p><a href="#_ftnref4" name="_ftn4">[4]</a> Fourth.</p>`,
			`footnote_gap Footnote 3 is missing: the notes go on with 4.`,
		},
	} {
		html := "<html><body><main><h1>Ghana Results Report 2021-2023</h1><p>The IRM of the Open Government Partnership publishes reports.</p>" + x.body + "</main></body></html>"
		var got []string
		for _, f := range findings(t, html) {
			got = append(got, f.Rule+" "+f.Message)
		}
		if g := strings.Join(got, "\n"); g != x.want {
			t.Errorf("%s\n got: %s\nwant: %s", x.name, g, x.want)
		}
	}
}

// TestNotes gives the audit a structure whose markers and notes do not go together.
func TestNotes(t *testing.T) {
	c := &corpus.Content{Blocks: []corpus.Block{{Kind: corpus.Paragraph, Spans: []corpus.Span{{Text: "As said.[7] [1] One. [1] Uno. [2] Two."}}}}}
	c.Layout()
	s := &structure.Structure{
		Markers: []structure.Marker{{Note: -1, Number: 7, Label: "[7]", Start: 8, End: 11}},
		Notes: []structure.Note{
			{Number: 1, Label: "[1]", Start: 12, End: 20, Markers: []int{0}},
			{Number: 1, Label: "[1]", Start: 21, End: 29, Markers: []int{0}},
			{Number: 2, Label: "[2]", Start: 30, End: 38},
		},
	}
	var got []string
	for _, f := range audit.Findings(c, s, &corpus.Reading{}, "doc-1") {
		got = append(got, f.Rule+" "+f.Quote+" "+f.Message)
	}
	want := "footnote_duplicated [1] Two footnotes bear the number 1.\nfootnote_unreferenced [2] Nothing in the text refers to footnote [2].\nmarker_without_note [7] The text refers to footnote [7], but there is none of that number."
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("got\n%s\nwant\n%s", g, want)
	}
}

func TestSeed(t *testing.T) {
	body, err := os.ReadFile(corpustest.Shared(t, "data/seed/mexico-word.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings(t, string(body)) {
		t.Errorf("%s: %s", f.Rule, f.Message)
	}
}
