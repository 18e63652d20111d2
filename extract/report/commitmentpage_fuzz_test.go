package report_test

import (
	"testing"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/report"
)

// FuzzReadCommitmentPage feeds pages of any markup: the reader must not fail, every quote must stand at its place, and an
// indicator has one rating.
func FuzzReadCommitmentPage(f *testing.F) {
	f.Add(`<main><h1>Roads (GH0032)</h1><p>Verifiable: Yes | Completion: Limited</p><dl><dt>Ambition<dd><svg><title>High</title></svg></dl>`)
	f.Add(`<h1>x</h1><table><tr><td>Completion<td><ol><li class=on>Not started<li>Limited</ol><tr><th>Status<td>Withdrawn</table>`)
	f.Add(`<p><b>Completion</b><i class="on"></i><i class="on"></i><i></i><i></i><br>Action plan: Ghana Action Plan 2021-2023. Starred: No;`)
	f.Add(`<div class=card><a href=/members/x/commitments/XX0001/>y</a>Completion: Complete</div><h3>Early results</h3><meter value=2 max=2>`)
	f.Fuzz(func(t *testing.T, markup string) {
		if len(markup) > 1<<14 || !utf8.ValidString(markup) {
			return
		}
		const at = corpus.URL("https://www.opengovpartnership.org/members/ghana/commitments/GH0032/")
		c, err := htmldoc.Read([]byte(markup), at, "text/html; charset=utf-8")
		if err != nil {
			return
		}
		r := report.ReadCommitmentPage(c, markup, report.Source{DocumentID: "doc-1", URL: at, MediaType: "text/html"})
		if len(r.Commitments) != 1 || r.Commitments[0].CommitmentID != "ogp/GH0032" {
			t.Fatalf("commitments %+v", r.Commitments)
		}
		seen := map[corpus.Indicator]bool{}
		for _, x := range r.Ratings {
			if seen[x.Indicator] {
				t.Errorf("two ratings on %s", x.Indicator)
			}
			seen[x.Indicator] = true
			holds(t, c, x.Evidence)
			for _, p := range x.OtherEvidence {
				if c.Text().Slice(p.Start, p.End) != p.Quote {
					t.Errorf("further place %+v", p)
				}
			}
		}
		holds(t, c, r.Commitments[0].Evidence)
		for _, x := range r.Findings {
			holds(t, c, x.Evidence)
		}
	})
}

// holds proves a quote, where the row has one: what a page's text leaves out cannot be quoted.
func holds(t *testing.T, c *corpus.Content, e corpus.Evidence) {
	t.Helper()
	if e.Quoted() && (*e.Start < 0 || *e.End > c.Text().Len() || *e.Start >= *e.End || c.Text().Slice(*e.Start, *e.End) != e.Quote) {
		t.Errorf("evidence %+v", e)
	}
}
