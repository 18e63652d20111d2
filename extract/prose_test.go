package extract

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// TestProseOfAnotherDocument reads a report's page, whose sentences rate commitments, and its file, whose list does.
func TestProseOfAnotherDocument(t *testing.T) {
	stage, shelf := newStage(t)
	const at = "https://a.example/documents/ghana-results-report-2021-2023/"
	html := func(body string) []byte {
		return []byte(`<html><head><title>Ghana Results Report 2021-2023</title></head><body><h1>Ghana Results Report 2021-2023</h1><p>The Open Government Partnership publishes it.</p>` + body + `</body></html>`)
	}
	shelf.add(t, stage.Store, at, corpus.RoleReport, html(`<p>Commitment 1 was completed. Commitment 2 was not started. Commitment 2 achieved moderate early results. Commitment 9 was completed.</p>`))
	run(t, stage)
	expectRatings(t, stage, "1/completion complete prose; 2/completion not_started prose; 2/early_results moderate prose; 9/completion complete prose; ")
	shelf.add(t, stage.Store, at+"file.html", corpus.RoleReport, html(`<h2>Commitment 1: Roads</h2><p>Completion: Complete</p><h2>Commitment 2: Schools</h2><p>Completion: Limited</p>`))
	run(t, stage)
	expectRatings(t, stage, "1/completion complete key_value; 2/completion limited key_value; 2/early_results moderate prose; ")
	findings, err := store.List[corpus.Finding](t.Context(), stage.Store, "WHERE rule = ?", corpus.RuleProseVsTable)
	if err != nil || len(findings) != 1 || findings[0].Quote != "Commitment 2 was not started" {
		t.Errorf("findings %+v, %v", findings, err)
	}
	if _, err := stage.Store.VerifyQuotes(t.Context(), func(p store.Problem) { t.Error(p) }); err != nil {
		t.Error(err)
	}
}

func expectRatings(t *testing.T, s *Stage, want string) {
	t.Helper()
	got := ""
	for r, err := range store.Rows[corpus.Rating](t.Context(), s.Store, "ORDER BY rating_id") {
		if err != nil {
			t.Fatal(err)
		}
		got += r.Number + "/" + string(r.Indicator) + " " + r.Value + " " + string(r.Method) + "; "
	}
	if got != want {
		t.Errorf("ratings\n got %s\nwant %s", got, want)
	}
}
