package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/index"
)

func TestNaturalOrder(t *testing.T) {
	want := []string{"", "1", "2", "3", "3a", "4", "4.2", "4.10", "10", "A1", "A2", "A10"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, compareNumbers)
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if compareNumbers("01", "1") != 0 && compareNumbers("01", "1") != 1 {
		t.Error("01 comes before 1")
	}
}

func TestWebAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a?b=c#d":    "https://example.org/a?b=c#d",
		" http://example.org ":           "http://example.org",
		"HTTPS://example.org/":           "https://example.org/",
		"javascript:alert(1)":            "",
		"JaVaScRiPt:alert(1)":            "",
		"java\nscript:alert(1)":          "",
		"data:text/html,x":               "",
		"//example.org":                  "",
		"/reports":                       "",
		"ftp://example.org":              "",
		"http://":                        "",
		"https:alert(1)":                 "",
		"":                               "",
		`https://example.org/"onload="x`: "https://example.org/%22onload=%22x",
		"mailto:someone@example.org":     "",
	} {
		if got := webAddress(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestAnchors(t *testing.T) {
	for id, want := range map[string]string{
		"r/fn/2": "fn-2", "r/fn/annex-1.12": "fn-annex-1.12", `r/fn/<b>"`: "fn--b--", "bad": "fn-",
	} {
		if got := noteAnchor(id); got != want {
			t.Errorf("%q: %q", id, got)
		}
	}
	hit := index.Hit{Kind: index.Commitment, ReportID: "r", ID: "r/4.2"}
	if got := recordAnchor(hit); got != "#commitment-4.2" || got != "#"+commitmentAnchor("4.2") {
		t.Errorf("%q", got)
	}
	a := anchors{}
	if got := []string{a.unique("x"), a.unique("x"), a.unique("y")}; !slices.Equal(got, []string{"x", "x--2", "y"}) {
		t.Errorf("%q", got)
	}
	if documentAnchor("a b") == documentAnchor("a-b") || documentAnchor("é") == documentAnchor("è") {
		t.Error("two names became one")
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{"2021-12-13": "13 December 2021", "2021-12": "December 2021", "2021": "2021", "soon": "soon", "2021-02-30": "2021-02-30"} {
		if got := writtenDate(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	for years, want := range map[[2]int]string{{2019, 2022}: "2019–2022", {2019, 2019}: "2019", {2019, 0}: "2019", {0, 2022}: "–2022", {0, 0}: ""} {
		if got := period(years[0], years[1]); got != want {
			t.Errorf("%v: %q", years, got)
		}
	}
}

// TestTones knows every value of every scale that has an official number, and grades in its order.
func TestTones(t *testing.T) {
	ratings, _ := tableOf[corpus.Rating]().Column("indicator")
	for _, name := range ratings.Enum {
		if len(tones[corpus.Indicator(name)]) == 0 {
			t.Errorf("no tones for %s", name)
		}
	}
	values, _ := tableOf[corpus.Rating]().Column("value")
	for indicator, scale := range tones {
		for value, tone := range scale {
			if !slices.Contains(values.Enum, value) {
				t.Errorf("%s: no value %s", indicator, value)
			}
			for other, less := range scale {
				a, b := corpus.Code(indicator, value), corpus.Code(indicator, other)
				sameScale := indicator != corpus.EarlyResults || isNew(value) == isNew(other)
				if a != nil && b != nil && sameScale && *a > *b && tone < less {
					t.Errorf("%s: %s is weaker than %s", indicator, value, other)
				}
			}
		}
	}
}

// isNew reports whether an early result is of the later scale.
func isNew(value string) bool {
	return value == "no_notable_results" || value == "moderate" || value == "significant"
}

func TestSentencePlace(t *testing.T) {
	text := corpus.NewText("Añade aquí. Añade aquí.[2] Fin.")
	start, end := sentencePlace(text, 23, "Añade aquí.[2]")
	if got := text.Slice(start, end); got != "Añade aquí.[2]" || start != 12 {
		t.Errorf("%d %q", start, got)
	}
	if start, end := sentencePlace(text, 23, "Not there.[2]"); start != 23 || end != 23 {
		t.Errorf("%d %d", start, end)
	}
	if start, end := sentencePlace(text, 23, ""); start != 23 || end != 23 {
		t.Errorf("%d %d", start, end)
	}
}

// FuzzPages asks for pages and answers with arbitrary words: nothing is a fault of ours, and HTML stays HTML.
func FuzzPages(f *testing.F) {
	w := newWorld(f)
	h := w.handler(f, &fakeSearch{result: w.hits(f)})
	for _, s := range append(hostile, "a b", "%", "..", "1", "-1", "99999999999999999999", "\xff", "a&b=c;d") {
		f.Add(s, s)
	}
	paths := []string{"/search", "/reports", "/documents/" + string(w.page), "/reports/" + string(demoReport), apiPrefix + "/search", apiPrefix + "/reports", apiPrefix + "/documents/" + string(w.page)}
	names := []string{"q", "kind", "country", "type", "language", "from", "to", "report", "page", "start", "end", "part", "limit", "offset", "text"}
	f.Fuzz(func(t *testing.T, value, raw string) {
		for _, path := range paths {
			query := url.Values{}
			for i, name := range names {
				if (len(value)+i)%3 == 0 {
					query.Set(name, value)
				}
			}
			for _, q := range []string{query.Encode(), raw} {
				r := httptest.NewRequest(http.MethodGet, path, nil)
				r.URL.RawQuery = q
				got := httptest.NewRecorder()
				h.ServeHTTP(got, r)
				if got.Code >= 500 || !utf8.ValidString(got.Body.String()) {
					t.Fatalf("%s?%s: %d", path, q, got.Code)
				}
				if strings.HasPrefix(path, "/api") != strings.Contains(got.Header().Get("Content-Type"), "json") {
					t.Fatalf("%s?%s: %s", path, q, got.Header().Get("Content-Type"))
				}
				if !strings.HasPrefix(path, "/api") && strings.Contains(got.Body.String(), "<script") {
					t.Fatalf("%s?%s: a script", path, q)
				}
			}
		}
	})
}

func BenchmarkNew(b *testing.B) {
	w := newWorld(b)
	for b.Loop() {
		w.handler(b, &fakeSearch{})
	}
}

func BenchmarkPages(b *testing.B) {
	w := newWorld(b)
	h := w.handler(b, &fakeSearch{result: w.hits(b)})
	for _, target := range []string{"/", "/search?q=x", "/reports/" + string(demoReport), "/documents/" + string(w.page), apiPrefix + "/search?q=x", apiPrefix + "/reports/" + string(demoReport)} {
		b.Run(strings.ReplaceAll(target, "/", "|"), func(b *testing.B) {
			for b.Loop() {
				get(b, h, target)
			}
		})
	}
}

// TestOtherDocuments: what stands in a report's second document is told apart from what stands in its first, in words.
func TestOtherDocuments(t *testing.T) {
	pages, err := loadPages(mustAssets(t))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{pages: pages}
	documents := []corpus.Document{{DocumentID: "doc-1", MediaType: "text/html"}, {DocumentID: "doc-2", MediaType: "application/pdf"}, {DocumentID: "doc-3"}}
	for _, c := range []struct {
		document             corpus.DocumentID
		section, want, label string
	}{
		{"doc-1", "", "", ""},
		{"doc-1", "Annex", "Annex", ""},
		{"doc-1", "doc-1", "", "on the web page"},
		{"doc-2", "doc-2", "", "in the PDF"},
		{"doc-2", "doc-2.Annex", "Annex", "in the PDF"},
		{"doc-2", "doc-23", "doc-23", ""},
		{"doc-3", "doc-3", "", "in another file"},
	} {
		section, file := s.noteSection(corpus.Footnote{Section: c.section, Evidence: corpus.Evidence{DocumentID: c.document}}, documents)
		if section != c.want || (file == nil) != (c.label == "") || file != nil && *file != (filterLink{c.label, documentURL(c.document)}) {
			t.Errorf("%s in %s: %q, %v", c.section, c.document, section, file)
		}
	}
	tally := func(value string, count int, document corpus.DocumentID) corpus.Tally {
		return corpus.Tally{Indicator: corpus.Completion, Value: value, Count: count, ActionPlan: corpus.ThisPlan, Evidence: corpus.Evidence{DocumentID: document, Quote: fmt.Sprint(value, count)}}
	}
	var got []string
	for _, v := range s.tallyViews(reportDossier{documents: documents, tallies: []corpus.Tally{
		tally("limited", 7, "doc-1"), tally("complete", 2, "doc-1"), tally("limited", 6, "doc-2"), tally("limited", 7, "doc-2"),
	}}) {
		line := v.Value + " " + v.Count + ":"
		for _, w := range v.Words {
			line += " " + w.Quote + "(" + w.In + ")"
		}
		got = append(got, line)
	}
	want := []string{"Limited 7: limited7() limited7(in the PDF)", "Limited 6: limited6(in the PDF)", "Complete 2: complete2()"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tallies (-want +got):\n%s", diff)
	}
}

func TestDocumentWords(t *testing.T) {
	w, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		status          corpus.TextStatus
		mediaType       string
		format, reading string
	}{
		{corpus.TextRead, "application/pdf", "PDF", "Read from its text layer"},
		{corpus.TextRead, "text/html", "Web page", "Read"},
		{corpus.TextNeedsOCR, "application/pdf", "PDF", "Not read: its pages are pictures without a text layer"},
		{"", "image/x-rare", "image/x-rare", ""},
	} {
		if got := w.format(c.mediaType); got != c.format {
			t.Errorf("%s is %q", c.mediaType, got)
		}
		if got := w.reading(c.status, c.mediaType); got != c.reading {
			t.Errorf("%s of %s is %q", c.status, c.mediaType, got)
		}
	}
}
