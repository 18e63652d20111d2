package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/health"
)

// column returns a column of the objects of an answer, as JSON.
func column(t *testing.T, raw json.RawMessage, name string) (out []string) {
	t.Helper()
	var objects []map[string]json.RawMessage
	if err := json.Unmarshal(raw, &objects); err != nil {
		t.Fatal(err)
	}
	for _, o := range objects {
		out = append(out, string(o[name]))
	}
	return out
}

func TestListSources(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	const (
		gone    = `"https://ministry.example.org/gone"`
		minutes = `"https://drive.example.org/file/d/minutes-12/view"`
		private = `"https://drive.example.org/file/d/private/view"`
		script  = `"javascript:alert(1)"`
	)
	for _, c := range []struct {
		query, total, next string
		targets            []string
	}{
		{"", "4", "null", []string{minutes, private, gone, script}},
		{"?limit=2", "4", `"/api/v1/health?limit=2&offset=2"`, []string{minutes, private}},
		{"?limit=2&offset=2", "4", "null", []string{gone, script}},
		{"?offset=1000000", "4", "null", nil},
		{"?country=elb", "3", "null", []string{minutes, private, gone}},
		{"?country=ELB&country=EVL", "4", "null", []string{minutes, private, gone, script}},
		{"?country=Elbonia", "3", "null", []string{minutes, private, gone}},
		{"?country=XXX", "0", "null", nil},
		{"?report=" + string(hostileReport), "1", "null", []string{script}},
		{"?report=nothing", "0", "null", nil},
		{"?state=private&state=gone", "2", "null", []string{private, gone}},
		{"?state=alive", "1", "null", []string{minutes}},
		{"?state=dead", "0", "null", nil},
		{"?state=gone&country=ELB&limit=1&report=" + string(demoReport), "1", "null", []string{gone}},
	} {
		got := getJSON(t, h, "/api/v1/health"+c.query)
		if string(got["total"]) != c.total || string(got["next"]) != c.next {
			t.Errorf("%s: total %s, next %s", c.query, got["total"], got["next"])
		}
		if diff := cmp.Diff(c.targets, column(t, got["sources"], "target")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.query, diff)
		}
	}
	for _, query := range []string{"?state=broken", "?limit=0", "?limit=1001", "?offset=-1", "?stat=gone", "?state="} {
		if got := get(t, h, "/api/v1/health"+query); got.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", query, got.Code)
		}
	}
}

// TestSourceObjects holds an object of the answer against what the command line prints of the same source.
func TestSourceObjects(t *testing.T) {
	w := newWorld(t)
	got := getJSON(t, w.handler(t, &fakeSearch{}), "/api/v1/health")
	places, err := health.PlacesOf(t.Context(), w.store)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for s, err := range health.Sources(t.Context(), w.store, places, health.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, string(health.Table.JSON(&s)))
	}
	var objects []json.RawMessage
	if err := json.Unmarshal(got["sources"], &objects); err != nil {
		t.Fatal(err)
	}
	for i, o := range objects {
		if diff := cmp.Diff(want[i], string(o)); diff != "" {
			t.Errorf("(-store +api):\n%s", diff)
		}
	}
}

func TestCountSources(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	got := getJSON(t, h, "/api/v1/health/summary")
	var total map[string]any
	if err := json.Unmarshal(got["total"], &total); err != nil {
		t.Fatal(err)
	}
	if total["sources"] != 4.0 || total["gone"] != 1.0 || total["private"] != 1.0 || total["alive"] != 1.0 || total["not_tried"] != 1.0 {
		t.Errorf("in all %v", total)
	}
	if codes := column(t, got["countries"], "country_code"); len(codes) != 2 || !slices.Contains(codes, `"ELB"`) {
		t.Errorf("countries %v", codes)
	}
	if ids := column(t, got["reports"], "report_id"); len(ids) != 2 || !slices.Contains(ids, `"`+string(demoReport)+`"`) {
		t.Errorf("reports %v", ids)
	}
	got = getJSON(t, h, "/api/v1/health/summary?country=ELB&state=gone")
	if sources := column(t, got["reports"], "sources"); !slices.Equal(sources, []string{"1"}) {
		t.Errorf("sources of reports %v", sources)
	}
}

// TestSourcesFollowStore sees a try that came after the first answer.
func TestSourcesFollowStore(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	if got := getJSON(t, h, "/api/v1/health?state=dead"); string(got["total"]) != "0" {
		t.Fatalf("%s dead", got["total"])
	}
	for day := range 2 {
		c := corpus.Capture{URL: "https://ministry.example.org/gone", CapturedAt: noon.AddDate(0, 0, day+1), Outcome: corpus.NotFound, Via: "direct", Role: corpus.RoleCited, HTTPStatus: 404}
		c.SetID()
		if err := w.store.PutCapture(t.Context(), c, nil); err != nil {
			t.Fatal(err)
		}
	}
	got := getJSON(t, h, "/api/v1/health?state=dead")
	if since := column(t, got["sources"], "since"); !slices.Equal(since, []string{`"` + noon.Format(time.RFC3339) + `"`}) {
		t.Errorf("dead since %v", since)
	}
	text := document(t, h, "/health?state=dead").Find(".sources li").Text()
	for _, want := range []string{"Gone", "Dead link", "not found on three days or more", "tried 3 times on 3 days", "since 6 May 2024"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q: %s", want, text)
		}
	}
}

func TestHealthPage(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	doc := document(t, h, "/health")
	if got := doc.Find("#list-title").Text(); got != "2 sources need attention" {
		t.Errorf("%q", got)
	}
	if got := doc.Find("table.health tbody tr").Length(); got != 2 {
		t.Errorf("%d rows of counts", got)
	}
	for selector, want := range map[string]string{
		".sources a:contains('2')":                 "/reports/" + string(demoReport) + "#fn-2",
		".facets a:contains('Private')":            "/health?state=private",
		".facets a:contains('Elbonia')":            "/health?country=ELB",
		"table.health a:contains('Elbonia')":       "/health?country=ELB",
		".foot a:contains('Cited sources')":        "/health",
		".sources a.url:contains('file/d/privat')": "https://drive.example.org/file/d/private/view",
	} {
		if got, _ := doc.Find(selector).Attr("href"); got != want {
			t.Errorf("%s leads to %q, not %q", selector, got, want)
		}
	}
	doc = document(t, h, "/health?country=elb&state=alive")
	if got := doc.Find("#list-title").Text(); got != "1 source" {
		t.Errorf("%q", got)
	}
	if got, _ := doc.Find(".sources .links a").Attr("href"); got != "/documents/"+string(w.minutes) {
		t.Errorf("our copy is at %q", got)
	}
	if got, _ := doc.Find("table.health a").Attr("href"); got != "/health?country=ELB&report="+string(demoReport)+"&state=alive" {
		t.Errorf("the report leads to %q", got)
	}
	report := document(t, h, "/reports/"+string(demoReport))
	if got := report.Find("a[href='/health?report=" + string(demoReport) + "']").Length(); got != 1 {
		t.Errorf("%d links from the notes of the report", got)
	}
	for _, target := range []string{"/health?state=broken", "/health?page=0"} {
		if got := get(t, h, target); got.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", target, got.Code)
		}
	}
}
