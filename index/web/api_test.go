package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/index"
)

// sameRows holds the objects of an answer against the rows of the store: every column, in order, null where absent.
func sameRows[T any](t *testing.T, w *world, raw json.RawMessage, clause string, args ...any) {
	t.Helper()
	rows, err := store.List[T](t.Context(), w.store, clause, args...)
	if err != nil {
		t.Fatal(err)
	}
	table := tableOf[T]()
	var want []string
	for i := range rows {
		want = append(want, string(table.JSON(&rows[i])))
	}
	var objects []json.RawMessage
	if err := json.Unmarshal(raw, &objects); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range objects {
		got = append(got, string(o))
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-store +api):\n%s", table.Name, diff)
	}
}

func TestReportObjects(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	for _, id := range []corpus.ReportID{demoReport, hostileReport} {
		got := getJSON(t, h, "/api/v1/reports/"+string(id))
		const of = "WHERE report_id = ?"
		sameRows[corpus.Report](t, w, slices.Concat(json.RawMessage("["), got["report"], json.RawMessage("]")), of, id)
		sameRows[corpus.Commitment](t, w, got["commitments"], of, id)
		sameRows[corpus.Rating](t, w, got["ratings"], of, id)
		sameRows[corpus.Tally](t, w, got["tallies"], of, id)
		sameRows[corpus.Footnote](t, w, got["footnotes"], of, id)
		sameRows[corpus.Citation](t, w, got["citations"], of, id)
		sameRows[corpus.Finding](t, w, got["findings"], of, id)
		if len(got) != 8 {
			t.Errorf("%d parts", len(got))
		}
	}
	got := getJSON(t, h, "/api/v1/reports/"+string(demoReport))
	sameRows[corpus.Document](t, w, got["documents"], "WHERE document_id = ?", w.page)
	if numbers := values(t, got["commitments"], "number"); !slices.Equal(numbers, []string{"1", "4.2", "10"}) {
		t.Errorf("commitments in the order %v", numbers)
	}
	if severities := values(t, got["findings"], "severity"); !slices.Equal(severities, []string{"warning", "info"}) {
		t.Errorf("findings in the order %v", severities)
	}
}

// values returns a string column of a list of objects.
func values(t *testing.T, raw json.RawMessage, column string) []string {
	t.Helper()
	var objects []map[string]any
	if err := json.Unmarshal(raw, &objects); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, o := range objects {
		s, _ := o[column].(string)
		out = append(out, s)
	}
	return out
}

func TestListReports(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	for _, c := range []struct {
		query, total, next string
		ids                []string
	}{
		{"", "2", "null", []string{string(demoReport), string(hostileReport)}},
		{"?country=ELB", "1", "null", []string{string(demoReport)}},
		{"?country=elb", "1", "null", []string{string(demoReport)}},
		{"?country=ELB&country=EVL", "2", "null", []string{string(demoReport), string(hostileReport)}},
		{"?country=XXX", "0", "null", nil},
		{"?type=results_report&language=en", "1", "null", []string{string(demoReport)}},
		{"?type=design_report", "0", "null", nil},
		{"?limit=1", "2", `"/api/v1/reports?limit=1&offset=1"`, []string{string(demoReport)}},
		{"?limit=1&offset=1", "2", "null", []string{string(hostileReport)}},
		{"?offset=1000000", "2", "null", nil},
	} {
		got := getJSON(t, h, "/api/v1/reports"+c.query)
		if string(got["total"]) != c.total || string(got["next"]) != c.next || !slices.Equal(values(t, got["reports"], "report_id"), c.ids) {
			t.Errorf("%s: total %s, next %s, %v", c.query, got["total"], got["next"], values(t, got["reports"], "report_id"))
		}
	}
}

// TestListFollowsStore sees a report that came after the first answer.
func TestListFollowsStore(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	if got := getJSON(t, h, "/api/v1/reports"); string(got["total"]) != "2" {
		t.Fatalf("total %s", got["total"])
	}
	id := w.capture(t, "https://www.opengov.example.org/documents/late", "late", "text/html", corpus.RoleReport, corpus.Fetched)
	r := corpus.Report{ReportID: "late-design-report-2018-2020", Title: "Late", DocumentIDs: []corpus.DocumentID{id}}
	w.put(t, corpus.Reading{Report: &r}, id, blocksOf("en", "Late"), "Late")
	if got := getJSON(t, h, "/api/v1/reports"); string(got["total"]) != "3" {
		t.Errorf("total %s after one more report", got["total"])
	}
}

func TestFootnoteObjects(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	id := string(demoReport) + "/fn/2"
	for _, path := range []string{id, strings.ReplaceAll(id, "/", "%2F")} {
		got := getJSON(t, h, "/api/v1/footnotes/"+path)
		sameRows[corpus.Footnote](t, w, slices.Concat(json.RawMessage("["), got["footnote"], json.RawMessage("]")), "WHERE footnote_id = ?", id)
		sameRows[corpus.Citation](t, w, got["citations"], "WHERE footnote_id = ?", id)
		sameRows[corpus.Capture](t, w, got["captures"], "WHERE url LIKE 'https://drive.example.org/%'")
	}
}

func TestDocumentObjects(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	got := getJSON(t, h, "/api/v1/documents/"+string(w.minutes))
	sameRows[corpus.Document](t, w, slices.Concat(json.RawMessage("["), got["document"], json.RawMessage("]")), "WHERE document_id = ?", w.minutes)
	sameRows[corpus.Capture](t, w, got["captures"], "WHERE document_id = ?", w.minutes)
	sameRows[corpus.Citation](t, w, got["citations"], "WHERE document_id = ?", w.minutes)
	if string(got["text"]) != "null" {
		t.Errorf("text %s, though it was not asked for", got["text"])
	}
	text := w.content.Text()
	for _, c := range []struct {
		query      string
		start, end int
	}{
		{"?text=true", 0, text.Len()},
		{"?text=true&start=10&end=20", 10, 20},
		{"?text=true&start=10", 10, text.Len()},
		{"?text=true&end=100000000", 0, text.Len()},
		{"?text=true&start=100000000", text.Len(), text.Len()},
	} {
		var have documentText
		if err := json.Unmarshal(getJSON(t, h, "/api/v1/documents/"+string(w.page)+c.query)["text"], &have); err != nil {
			t.Fatal(err)
		}
		if want := (documentText{c.start, c.end, text.Slice(c.start, c.end)}); have != want {
			t.Errorf("%s: %+v", c.query, have)
		}
	}
	if got := getJSON(t, h, "/api/v1/documents/"+string(w.scan)+"?text=true"); string(got["text"]) != "null" {
		t.Errorf("text of a scan: %s", got["text"])
	}
}

func TestSearchAnswer(t *testing.T) {
	w := newWorld(t)
	s := &fakeSearch{result: w.hits(t)}
	h := w.handler(t, s)
	got := getJSON(t, h, "/api/v1/search?q=minutes&kind=footnote&kind=passage&country=elb&country=EVL&type=results_report&language=en&from=2019&to=2022&report="+string(demoReport)+"&limit=4&offset=1")
	want := index.Query{
		Text: "minutes", Kinds: []index.Kind{index.Footnote, index.Passage}, Countries: []string{"ELB", "EVL"}, Types: []corpus.ReportType{corpus.ResultsReport},
		Languages: []corpus.Language{"en"}, FromYear: 2019, ToYear: 2022, Report: demoReport, Limit: 4, Offset: 1,
	}
	if diff := cmp.Diff(want, s.asked[0]); diff != "" {
		t.Errorf("asked the index (-want +got):\n%s", diff)
	}
	var hits []hit
	if err := json.Unmarshal(got["hits"], &hits); err != nil {
		t.Fatal(err)
	}
	passage, note, commitment, minutes := hits[0], hits[1], hits[2], hits[3]
	for _, c := range []struct {
		what      string
		got, want *string
	}{
		{"place of a passage", &passage.Links.Place, new(placeURL(w.page, passage.Start, passage.End))},
		{"report of a passage", passage.Links.Report, new("/reports/" + string(demoReport))},
		{"report of a note", note.Links.Report, new("/reports/" + string(demoReport) + "#fn-2")},
		{"record of a note", note.Links.Record, new("/api/v1/footnotes/" + string(demoReport) + "/fn/2")},
		{"report of a commitment", commitment.Links.Report, new("/reports/" + string(demoReport) + "#commitment-4.2")},
		{"report of minutes", minutes.Links.Report, nil},
		{"report_id of minutes", minutes.ReportID, nil},
		{"document of minutes", &minutes.Links.Document, new("/api/v1/documents/" + string(w.minutes))},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
	if !passage.Snippet[1].Marked || passage.Snippet[1].Text != "commitment" {
		t.Errorf("snippet %+v", passage.Snippet)
	}
	for _, h := range hits {
		if w := get(t, w.handler(t, s), strings.Split(h.Links.Place, "#")[0]); w.Code != http.StatusOK {
			t.Errorf("%s: %d", h.Links.Place, w.Code)
		}
	}
	if !bytes.Contains(got["facets"], []byte(`"country":[{"value":"ELB","count":3}`)) {
		t.Errorf("facets %s", got["facets"])
	}
}

// TestHitNames: the command line prints hits under the names of the API.
func TestHitNames(t *testing.T) {
	for _, h := range newWorld(t).hits(t).Hits {
		raw, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		var printed, served map[string]any
		if err := json.Unmarshal(raw, &printed); err != nil {
			t.Fatal(err)
		}
		if raw, err = json.Marshal(hitOf(h)); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &served); err != nil {
			t.Fatal(err)
		}
		delete(served, "links")
		if diff := cmp.Diff(served, printed); diff != "" {
			t.Errorf("(-API +command line)\n%s", diff)
		}
	}
}

func TestSearchNext(t *testing.T) {
	w := newWorld(t)
	result := w.hits(t)
	result.Total = 20000
	h := w.handler(t, &fakeSearch{result: result})
	var next string
	if err := json.Unmarshal(getJSON(t, h, "/api/v1/search?q=a+%22b%22&country=ELB&limit=5")["next"], &next); err != nil {
		t.Fatal(err)
	}
	if want := "/api/v1/search?country=ELB&limit=5&offset=5&q=a+%22b%22"; next != want {
		t.Errorf("next %s", next)
	}
	getJSON(t, h, next)
	if got := getJSON(t, h, "/api/v1/search?offset=9999"); string(got["next"]) != "null" {
		t.Errorf("next %s past the deepest hit", got["next"])
	}
}
