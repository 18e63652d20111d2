package extract

import (
	"fmt"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// ghanaPage makes the page of a commitment of Ghana's plan for 2021 to 2023.
func ghanaPage(id, number, completion string) []byte {
	return fmt.Appendf(nil, `<html lang="en"><body><main><h1>Open contracting for roads (%s)</h1>
<p>Action Plan: Ghana Action Plan 2021-2023</p><p>Commitment number: %s</p><p>Verifiable: Yes</p>
<p>Completion: <span class="gauge" aria-label="%s"></span></p><h2>Description</h2><p>Contracts are published.</p></main></body></html>`, id, number, completion)
}

// TestCommitmentPages reads pages of one commitment in two languages, a page that changed, and a report that treats the
// commitment.
func TestCommitmentPages(t *testing.T) {
	const at = "https://www.opengovpartnership.org/"
	stage, shelf := newStage(t)
	shelf.add(t, stage.Store, at+"documents/ghana-results-report-2021-2023/", corpus.RoleReport, []byte(`<html><head><title>Ghana Results Report 2021-2023</title></head><body>
<h1>Ghana Results Report 2021-2023</h1><p>The plan has two commitments.</p><h2>Commitment 1: Roads</h2><p>Completion: Limited</p><h2>Commitment 2: Schools</h2><p>Completion: Complete</p></body></html>`))
	run(t, stage)
	shelf.add(t, stage.Store, at+"members/ghana/commitments/GH0032/", corpus.RoleReport, ghanaPage("GH0032", "1", "A circle"))
	shelf.add(t, stage.Store, at+"es/members/ghana/commitments/gh0032/", corpus.RoleReport, []byte(`<html lang="es"><body><main><h1>Contratos de carreteras (GH0032)</h1>
<p>Verificable: No</p><p>Finalización: <span class="gauge" title="Limitado"></span></p></main></body></html>`))
	run(t, stage)
	expectPage(t, stage, "completion limited, verifiable no", "rating_contradicted value_not_readable")
	now := shelf.add(t, stage.Store, at+"members/ghana/commitments/GH0032/", corpus.RoleReport, ghanaPage("GH0032", "1", "Limited"))
	run(t, stage)
	expectPage(t, stage, "completion limited, verifiable yes", "rating_contradicted")

	commitments, err := store.List[corpus.Commitment](t.Context(), stage.Store, "ORDER BY commitment_id")
	if err != nil || len(commitments) != 3 {
		t.Fatalf("%d commitments, %v", len(commitments), err)
	}
	if a, b := commitments[0].OGPID, commitments[1].OGPID; a != "GH0032" || b != "" {
		t.Errorf("official ids of the report's commitments: %q, %q", a, b)
	}
	page := commitments[2]
	if page.CommitmentID != "ogp/GH0032" || page.ReportID != "" || page.DocumentID != now || page.CountryCode != "GHA" || page.PeriodStart != 2021 || page.PeriodEnd != 2023 {
		t.Errorf("the page's commitment: %+v", page)
	}
	if checked, err := stage.Store.VerifyQuotes(t.Context(), func(p store.Problem) { t.Error(p) }); err != nil || checked < 7 {
		t.Errorf("%d quotes checked, %v", checked, err)
	}

	shelf.add(t, stage.Store, at+"members/ghana/commitments/GH0033/", corpus.RoleReport, ghanaPage("GH0033", "1", "Limited"))
	run(t, stage)
	c, _, err := store.Get[corpus.Commitment](t.Context(), stage.Store, "ghana-results-report-2021-2023/1")
	if err != nil || c.OGPID != "" {
		t.Errorf("two pages state the number, and the report's commitment is %q, %v", c.OGPID, err)
	}
}

// expectPage holds the ratings and findings of commitment GH0032 against their printed forms.
func expectPage(t *testing.T, s *Stage, ratings, rules string) {
	t.Helper()
	got, sep := "", ""
	for r, err := range store.Rows[corpus.Rating](t.Context(), s.Store, "WHERE report_id IS NULL AND commitment_id = 'ogp/GH0032' ORDER BY rating_id") {
		if err != nil {
			t.Fatal(err)
		}
		got += sep + string(r.Indicator) + " " + r.Value
		sep = ", "
	}
	if got != ratings {
		t.Errorf("ratings %q, want %q", got, ratings)
	}
	got, sep = "", ""
	for f, err := range store.Rows[corpus.Finding](t.Context(), s.Store, "WHERE report_id IS NULL ORDER BY rule") {
		if err != nil {
			t.Fatal(err)
		}
		got += sep + f.Rule
		sep = " "
	}
	if got != rules {
		t.Errorf("findings %q, want %q", got, rules)
	}
}
