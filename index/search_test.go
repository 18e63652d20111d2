package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus"
)

// ids lists the ids of hits, sorted, with passages by their section.
func ids(r Result) []string {
	var out []string
	for _, h := range r.Hits {
		id := h.ID
		if h.Kind == Passage {
			id = string(h.ReportID) + "#" + h.Section
		}
		out = append(out, id)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestSearchOperators(t *testing.T) {
	ix := small(t)
	const (
		ava = "avaria-results-report-2019-2022"
		bel = "belmonte-informe-resultados-2019-2022"
		cor = "corland-design-report-2021-2023"
		del = "delvia-informe-diseno-2021-2023"
	)
	for text, want := range map[string][]string{
		"+register +staff":       {ava + "#Beneficial ownership register"},
		"+register -staff":       nil,
		"+registry +staff":       {ava + "#Beneficial ownership register", ava + "/fn/2"},
		"+registry -journalists": {ava + "/fn/2"},
		`"town halls"`:           nil,
		`"small towns"`:          {ava + "#Participatory budgeting in municipalities"},
		`"SMALL  Towns"`:         {ava + "#Participatory budgeting in municipalities"},
		`"towns small"`:          nil,
		`"anónimo"`:              {del + "#Protección de denunciantes"},
		`"anonimo" -canal`:       nil,
		`"beneficiarios finales" -"registro público"`: {del + "#Beneficiarios finales"},
		"AV0007":               {ava + "/7"},
		"av0007":               {ava + "/7"},
		"AV0008":               nil,
		"AV000":                nil,
		"AV*":                  nil,
		"sismo* /.*/ ~":        nil,
		"+mexico":              nil,
		"!!!":                  nil,
		"interview":            {ava + "/fn/2"},
		"entrevistas":          {bel + "/fn/2"},
		"denuncien corrupcion": {del + "#Protección de denunciantes"},
		"indígenas":            {bel + "#Lenguas indígenas"},
		"indigena":             {bel + "#Lenguas indígenas"},
		"insurers":             {cor + "#Climate adaptation plans"},
		"insvrers":             {cor + "#Climate adaptation plans"},
		"+insvrers":            nil, // required words are not guessed at
	} {
		if diff := cmp.Diff(want, ids(search(t, ix, Query{Text: text, Limit: 100}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestSearchEverything(t *testing.T) {
	ix := small(t)
	r := search(t, ix, Query{Limit: 100})
	if r.Total != len(r.Hits) || r.Total != ix.manifest.Counts.total() {
		t.Errorf("%d hits of %d", len(r.Hits), r.Total)
	}
	total := func(name string) int {
		n := 0
		for _, f := range r.Facets[name] {
			n += f.Count
		}
		return n
	}
	for _, name := range []string{"country", "kind", "language", "type"} {
		if total(name) != r.Total {
			t.Errorf("facet %s counts %d of %d: %v", name, total(name), r.Total, r.Facets[name])
		}
	}
	if got := r.Facets["year"][0]; got.Count != r.Total { // both periods hold 2021 and 2022
		t.Errorf("years %v", r.Facets["year"])
	}
}

// TestPages: pages of any size join to the whole, without repeats, in one order.
func TestPages(t *testing.T) {
	ix := small(t)
	for _, text := range []string{"", "report plan commitments", "de la"} {
		whole := search(t, ix, Query{Text: text, Limit: 100})
		var joined []Hit
		for len(joined) < whole.Total {
			page := search(t, ix, Query{Text: text, Limit: 7, Offset: len(joined)})
			if len(page.Hits) == 0 || page.Total != whole.Total {
				t.Fatalf("%q: page at %d: %d of %d", text, len(joined), len(page.Hits), page.Total)
			}
			joined = append(joined, page.Hits...)
		}
		if diff := cmp.Diff(whole.Hits, joined); diff != "" {
			t.Errorf("%q (-whole +joined):\n%s", text, diff)
		}
		if r := search(t, ix, Query{Text: text, Offset: MaxOffset}); len(r.Hits) != 0 || r.Total != whole.Total {
			t.Errorf("%q far behind: %d hits of %d", text, len(r.Hits), r.Total)
		}
	}
}

func TestFilters(t *testing.T) {
	ix := small(t)
	all := search(t, ix, Query{Limit: 100}).Hits
	country := func(h Hit) string { return strings.ToUpper(string(h.ReportID[:3])) }
	for _, c := range []struct {
		name string
		q    Query
		want func(Hit) bool
	}{
		{"country", Query{Countries: []string{"AVA"}}, func(h Hit) bool { return country(h) == "AVA" }},
		{"countries", Query{Countries: []string{"ava", "DEL"}}, func(h Hit) bool { return country(h) == "AVA" || country(h) == "DEL" }},
		{"kind", Query{Kinds: []Kind{Footnote, Commitment}}, func(h Hit) bool { return h.Kind != Passage }},
		{"type", Query{Types: []corpus.ReportType{corpus.DesignReport}}, func(h Hit) bool { return country(h) == "COR" || country(h) == "DEL" }},
		{"language", Query{Languages: []corpus.Language{"es-MX"}}, func(h Hit) bool { return country(h) == "BEL" || country(h) == "DEL" }},
		{"from", Query{FromYear: 2023}, func(h Hit) bool { return country(h) == "COR" || country(h) == "DEL" }},
		{"to", Query{ToYear: 2020}, func(h Hit) bool { return country(h) == "AVA" || country(h) == "BEL" }},
		{"from and to", Query{FromYear: 2021, ToYear: 2021}, func(Hit) bool { return true }},
		{"outside", Query{FromYear: 2010, ToYear: 2018}, func(Hit) bool { return false }},
		{"report", Query{Report: "corland-design-report-2021-2023"}, func(h Hit) bool { return country(h) == "COR" }},
		{"two fields", Query{Countries: []string{"AVA"}, Kinds: []Kind{Commitment}}, func(h Hit) bool { return country(h) == "AVA" && h.Kind == Commitment }},
	} {
		c.q.Limit = 100
		want := []string{}
		for _, h := range all {
			if c.want(h) {
				want = append(want, h.ID)
			}
		}
		r := search(t, ix, c.q)
		got := []string{}
		for _, h := range r.Hits {
			got = append(got, h.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" || r.Total != len(want) {
			t.Errorf("%s, %d hits (-want +got):\n%s", c.name, r.Total, diff)
		}
	}
}

func TestSearchRefuses(t *testing.T) {
	ix := small(t)
	for _, q := range []Query{
		{Limit: -1},
		{Limit: MaxLimit + 1},
		{Offset: -1},
		{Offset: MaxOffset + 1},
		{Kinds: []Kind{"page"}},
		{Text: "a\x00"},
		{Text: "\xff"},
		{Text: strings.Repeat("x", MaxText+1)},
		{Text: strings.Repeat("x ", MaxTerms+1)},
	} {
		var wrong *QueryError
		if _, err := ix.Search(t.Context(), q); !errors.As(err, &wrong) || wrong.Error() == "" {
			t.Errorf("%+v: %v", q, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ix.Search(ended, Query{Text: "report"}); !errors.Is(err, context.Canceled) {
		t.Errorf("in a context that ended: %v", err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := ix.Search(t.Context(), Query{}); !errors.Is(err, ErrClosed) {
		t.Errorf("in a closed index: %v", err)
	}
}

// TestHits holds what each kind of hit says of its place.
func TestHits(t *testing.T) {
	s := newStore(t)
	const report = "mexico-results-report-2019-2022"
	c := blocks("# Results", "The register is open.[1]", "/", "# Notes", "^ Minutes of 3 May.", "Más texto aquí")
	text := c.Text()
	at := func(quote string, page int) corpus.Evidence {
		start := text.Offset(strings.Index(text.String(), quote))
		return text.Evidence("doc-0000000000000001", page, start, start+len([]rune(quote)))
	}
	m := made{
		document: corpus.Document{DocumentID: "doc-0000000000000001", TextStatus: corpus.TextRead, Title: "A file"}, content: c,
		report: corpus.Report{
			ReportID: report, Title: "Mexico Results Report 2019–2022", CountryCode: "MEX", Type: corpus.ResultsReport, Language: "en",
			PeriodStart: 2019, PeriodEnd: 2022, DocumentIDs: []corpus.DocumentID{"doc-0000000000000001"},
		},
	}
	m.reading = corpus.Reading{
		Report: &m.report,
		Footnotes: []corpus.Footnote{{
			FootnoteID: report + "/fn/1", ReportID: report, Number: 1, Text: "Minutes of 3 May.", MarkerContext: "The register is open.[1]",
			MarkerStart: at("[1]", 1).Start, MarkerPage: 1, Evidence: at("Minutes of 3 May.", 2),
		}},
		Commitments: []corpus.Commitment{{CommitmentID: report + "/4.2", ReportID: report, Number: "4.2", Title: "Open register", OGPID: "MX0075", Status: "active", Evidence: at("Results", 1)}},
		Ratings:     []corpus.Rating{{RatingID: report + "/4.2/completion", ReportID: report, CommitmentID: report + "/4.2", Number: "4.2", Indicator: corpus.Completion, Value: "not_started"}},
	}
	loose := made{
		document: corpus.Document{DocumentID: "doc-0000000000000002", TextStatus: corpus.TextRead, Title: "Minuta de la sesión", Language: "es"},
		content:  blocks("Asistieron tres vocales.", "^ Una nota al pie."),
	}
	put(t, s, m, loose)
	ix := built(t, s)
	for text, want := range map[string]Hit{
		"aquí": {
			Kind: Passage, ID: fmt.Sprintf("p/doc-0000000000000001/%d", *at("Más texto", 2).Start), ReportID: report, DocumentID: "doc-0000000000000001",
			Title: "Mexico Results Report 2019–2022", Section: "Notes", Page: 2, Start: *at("Más texto", 2).Start, End: *at("Más texto aquí", 2).End,
			Snippet: []Fragment{{Text: "Más texto "}, {Text: "aquí", Marked: true}},
		},
		"minutes": {
			Kind: Footnote, ID: report + "/fn/1", ReportID: report, DocumentID: "doc-0000000000000001", Title: "Mexico Results Report 2019–2022",
			Section: "Results", Page: 2, Start: *at("Minutes", 2).Start, End: *at("Minutes of 3 May.", 2).End,
			Snippet: []Fragment{{Text: "Minutes", Marked: true}, {Text: " of 3 May."}},
		},
		"mx0075": {
			Kind: Commitment, ID: report + "/4.2", ReportID: report, DocumentID: "doc-0000000000000001", Title: "Mexico Results Report 2019–2022",
			Section: "Results", Page: 1, Start: 0, End: 7,
			Snippet: []Fragment{{Text: "Commitment 4.2: Open register "}, {Text: "MX0075", Marked: true}, {Text: "; active; completion: not started"}},
		},
		"vocal": {
			Kind: Passage, ID: "p/doc-0000000000000002/0", DocumentID: "doc-0000000000000002", Title: "Minuta de la sesión", Page: 1, End: 41,
			Snippet: []Fragment{{Text: "Asistieron tres "}, {Text: "vocales", Marked: true}, {Text: ". Una nota al pie."}},
		},
	} {
		r := search(t, ix, Query{Text: text, Limit: 1})
		if len(r.Hits) == 0 {
			t.Errorf("%q: no hit", text)
			continue
		}
		r.Hits[0].Score = 0
		if diff := cmp.Diff(want, r.Hits[0]); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// TestOldDocuments: of a page that changed only the newer document is found.
func TestOldDocuments(t *testing.T) {
	s := newStore(t)
	for i, body := range []string{"the older words", "the newer words"} {
		c := corpus.Capture{URL: "https://a.example/minutes", Outcome: corpus.Fetched, Role: corpus.RoleCited, Payload: corpus.DigestOf([]byte(body)), Via: "direct"}
		c.CapturedAt = c.CapturedAt.AddDate(2020+i, 0, 0)
		c.SetID()
		if err := s.PutCapture(t.Context(), c, &corpus.Payload{Digest: c.Payload, Bytes: 5, WARCFile: "a.warc.gz"}); err != nil {
			t.Fatal(err)
		}
		put(t, s, made{document: corpus.Document{DocumentID: corpus.DocumentIDOf(c.Payload), TextStatus: corpus.TextRead}, content: blocks(body)})
	}
	if r := search(t, built(t, s), Query{}); r.Total != 1 || r.Hits[0].Snippet[0].Text != "the newer words" {
		t.Errorf("%+v", r)
	}
}

// TestSharedDocument: a document that two reports name is found once.
func TestSharedDocument(t *testing.T) {
	s := newStore(t)
	all := corpusText(t)[:2]
	all[1].report.DocumentIDs = append(all[1].report.DocumentIDs, all[0].document.DocumentID, all[1].document.DocumentID)
	put(t, s, all...)
	r := search(t, built(t, s), Query{Text: "+ombudsperson", Limit: 100})
	if r.Total != 1 || r.Hits[0].ReportID != all[0].report.ReportID {
		t.Errorf("%+v", r.Hits)
	}
}

// TestCommonestForm: a form of a word that hardly occurs does not outweigh the word.
func TestCommonestForm(t *testing.T) {
	s := newStore(t)
	var body strings.Builder
	for i := range 30 {
		fmt.Fprintf(&body, "# Part %d\nThe government of this place did something of note, number %d.\n", i, i)
	}
	body.WriteString("# Odd\nThe goverment of this place did something of note as well.\n")
	put(t, s, makeReport([]string{"x-results-report-2019-2021", "XXX", "results_report", "2019", "2021", "en", "Report"}, body.String()))
	r := search(t, built(t, s), Query{Text: "government", Limit: 100})
	if r.Total != 31 || r.Hits[30].Section != "Odd" {
		t.Errorf("%d hits, the last in %q", r.Total, r.Hits[len(r.Hits)-1].Section)
	}
}

// FuzzSearch: no text makes a search fail other than by a QueryError, and fragments show the text of the entry.
func FuzzSearch(f *testing.F) {
	ix := small(f)
	for _, s := range []string{"", "open register", `"public vote" -law`, "+presupuesto participativo", "AV0003", "\x00", "ﬁﬂ ｆ", "de", "-de", `""`, "l'accès d’"} {
		f.Add(s)
	}
	texts := &texts{store: ix.store}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ix.Search(t.Context(), Query{Text: text})
		var wrong *QueryError
		if err != nil {
			if !errors.As(err, &wrong) {
				t.Fatal(err)
			}
			return
		}
		for _, h := range r.Hits {
			found, err := texts.of(t.Context(), h)
			if err != nil {
				t.Fatal(err)
			}
			var shown strings.Builder
			for _, fragment := range h.Snippet {
				shown.WriteString(fragment.Text)
			}
			words := strings.TrimSuffix(strings.TrimPrefix(shown.String(), ellipsis), ellipsis)
			if !slices.ContainsFunc(found, func(s string) bool { return strings.Contains(strings.TrimSpace(collapse(s)), words) }) {
				t.Fatalf("%q shows %q of %q", text, words, found)
			}
		}
	})
}
