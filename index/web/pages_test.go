package web

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/index"
)

// pageTargets are addresses of every page in every state.
func (w *world) pageTargets() []string {
	return []string{
		"/", "/search", "/search?q=minutes&kind=footnote&from=2021&to=2021", "/search?q=x&page=2", "/reports", "/reports?country=ELB", "/reports?type=design_report",
		"/reports/" + string(demoReport), "/reports/" + string(hostileReport), "/api", "/health", "/health?state=not_tried", "/health?country=ELB&state=dead", "/nothing", "/reports/nothing", "/documents/nothing", "/search?page=0",
		"/documents/" + string(w.page), "/documents/" + string(w.page) + "?start=20&end=400", "/documents/" + string(w.page) + "?start=100000&end=100001",
		"/documents/" + string(w.minutes), "/documents/" + string(w.bad) + "?start=0&end=40", "/documents/" + string(w.scan) + "?start=1&end=2",
		"/search?q=" + url.QueryEscape(hostile[0]+hostile[1]), "/search?country=" + url.QueryEscape(hostile[2]),
	}
}

func document(t testing.TB, h http.Handler, target string) *goquery.Document {
	t.Helper()
	w := get(t, h, target)
	if ct := w.Header().Get("Content-Type"); ct != "text/html; charset=utf-8" {
		t.Errorf("%s: %s", target, ct)
	}
	doc, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestPagesAreSound checks on every page what keeps it safe and usable.
func TestPagesAreSound(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{result: w.hits(t)})
	for _, target := range w.pageTargets() {
		doc := document(t, h, target)
		for what, selector := range map[string]string{
			"scripts":                  "script, iframe, object, embed, base, style, [style], img, meta[http-equiv]",
			"fields without label":     "input:not([type=hidden]):not([id])",
			"links without words":      `a[href=""], a:not([href])`,
			"empty headings":           "h1:empty, h2:empty, h3:empty",
			"tables without headings":  "main > .wrap table:not(:has(th)):not(.document table)",
			"regions without a name":   "[role=region]:not([aria-label]):not([aria-labelledby])",
			"navigations without name": "nav:not([aria-label])",
		} {
			if n := doc.Find(selector).Length(); n > 0 {
				t.Errorf("%s: %d %s", target, n, what)
			}
		}
		if doc.Find("html[lang=en]").Length() != 1 || doc.Find("main h1").Length() != 1 || doc.Find("main#main").Length() != 1 || doc.Find("a.skip[href='#main']").Length() != 1 {
			t.Errorf("%s: language, heading, main part or skip link is missing", target)
		}
		if title := doc.Find("title").Text(); !strings.HasSuffix(title, "irmtrail") {
			t.Errorf("%s: title %q", target, title)
		}
		if text := doc.Text(); strings.Contains(text, "%!") || strings.Contains(text, "<nil>") {
			t.Errorf("%s: a text was filled in badly", target)
		}
		checkAttributes(t, target, doc)
		checkHeadings(t, target, doc)
	}
}

func checkAttributes(t *testing.T, target string, doc *goquery.Document) {
	t.Helper()
	ids := map[string]bool{}
	doc.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, a := range s.Nodes[0].Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s: attribute %s", target, a.Key)
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("%s: id %q twice", target, a.Val)
				}
				ids[a.Val] = true
			case a.Key == "href" || a.Key == "src" || a.Key == "action":
				checkLink(t, target, s, a.Val)
			}
		}
	})
	doc.Find("[for], [aria-labelledby], [aria-describedby], a[href^='#']").Each(func(_ int, s *goquery.Selection) {
		for _, name := range []string{"for", "aria-labelledby", "aria-describedby", "href"} {
			id, ok := s.Attr(name)
			if id = strings.TrimPrefix(id, "#"); ok && !ids[id] && !strings.ContainsAny(id, "/:") {
				t.Errorf("%s: %s=%q leads nowhere", target, name, id)
			}
		}
	})
}

func checkLink(t *testing.T, target string, s *goquery.Selection, value string) {
	t.Helper()
	u, err := url.Parse(value)
	if err != nil {
		t.Errorf("%s: link %q: %v", target, value, err)
		return
	}
	rel, _ := s.Attr("rel")
	switch {
	case u.Scheme == "" && u.Host == "":
	case (u.Scheme == "http" || u.Scheme == "https") && goquery.NodeName(s) == "a" && rel == "nofollow noopener noreferrer":
	default:
		t.Errorf("%s: <%s> to %q, rel %q", target, goquery.NodeName(s), value, rel)
	}
}

func checkHeadings(t *testing.T, target string, doc *goquery.Document) {
	t.Helper()
	last := 0
	doc.Find("h1, h2, h3, h4, h5, h6").Each(func(_ int, s *goquery.Selection) {
		level := int(goquery.NodeName(s)[1] - '0')
		if level > last+1 {
			t.Errorf("%s: heading %d after %d: %s", target, level, last, s.Text())
		}
		last = level
	})
}

// TestHostileTextIsText finds what strangers wrote as text, word by word.
func TestHostileTextIsText(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{result: w.hits(t)})
	for _, target := range []string{"/reports/" + string(hostileReport), "/documents/" + string(w.bad), "/search?q=x", "/", "/reports", "/health?state=not_tried"} {
		raw := get(t, h, target).Body.String()
		if strings.ContainsAny(raw, "\x00\x1b\u202e") {
			t.Errorf("%s: control characters", target)
		}
		text := document(t, h, target).Find("main").Text()
		for _, s := range hostile {
			s = regexp.MustCompile("[\x00\x1b\u202e]").ReplaceAllString(s, "\uFFFD")
			if !strings.Contains(text, s) {
				t.Errorf("%s: %q is not shown", target, s)
			}
		}
	}
	if text := document(t, h, "/reports/"+string(hostileReport)).Text(); !strings.Contains(text, "javascript:alert(1)") {
		t.Error("the address of a citation is not shown as text")
	}
}

func TestReportPage(t *testing.T) {
	w := newWorld(t)
	doc := document(t, w.handler(t, &fakeSearch{}), "/reports/"+string(demoReport))
	var rows []string
	doc.Find("table.ratings tbody tr").Each(func(_ int, tr *goquery.Selection) {
		var cells []string
		tr.Children().Each(func(_ int, s *goquery.Selection) {
			class, _ := s.Attr("class")
			cells = append(cells, strings.Join(strings.Fields(s.Text()), " ")+":"+class)
		})
		id, _ := tr.Attr("id")
		rows = append(rows, id+" "+strings.Join(cells, " | "))
	})
	want := []string{
		"commitment-1 1 Publish who owns companies: | Complete:tone-5 | Significant:tone-5 | Substantial:tone-5 | Yes:tone-4",
		"commitment-4.2 4.2 Open the budget of towns Inactive: | Limited:tone-2 | No notable results:tone-1 | ·not rated: | ·not rated:",
		"commitment-10 10 Train officials: | Substantial:tone-4 | Moderate:tone-3 | Unclear:tone-none | ·not rated:",
	}
	if !slices.Equal(rows, want) {
		t.Errorf("ratings:\n%s", strings.Join(rows, "\n"))
	}
	for selector, want := range map[string]string{
		"#fn-2 .claim q":           "The committee declared commitment 4.2 inactive after eleven months without a meeting.[2]",
		"#fn-1 .badge":             "Gone",
		"#fn-2 .badge":             "ArchivedPrivate",
		"#fn-3 .claim":             "Nothing in the text refers to this note. In the document",
		"table.tallies tbody .num": "7 of 135 of 13",
		"#fn-2 .check":             "Check: the source bears it out",
	} {
		if got := strings.Join(strings.Fields(doc.Find(selector).Text()), " "); got != want {
			t.Errorf("%s: %q", selector, got)
		}
	}
	claim, _ := doc.Find("#fn-2 .claim q a").Attr("href")
	e := find(t, w.page, w.content, w.notes[1].MarkerContext)
	if claim != evidenceURL(e) {
		t.Errorf("claim leads to %s, not %s", claim, evidenceURL(e))
	}
	if copied, _ := doc.Find("#fn-2 .citations a").First().Attr("href"); copied != "/documents/"+string(w.minutes) {
		t.Errorf("our copy is at %s", copied)
	}
}

func TestDocumentPageMarksTheQuote(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	text := w.content.Text()
	for _, words := range []string{
		"Elbonia Results Report 2019-2022",
		"substantial level.[1]\nDid the plan",
		"meeting.[2]\nThree things slowed the plan down\nThe office",
		"Complete\tSignificant\n4.2 Open",
		"[3] Interview",
	} {
		e := find(t, w.page, w.content, words)
		doc := document(t, h, strings.TrimSuffix(evidenceURL(e), "#quote"))
		marks := doc.Find("mark")
		got := strings.Map(withoutSpace, marks.Text())
		if got != strings.Map(withoutSpace, words) || doc.Find("mark#quote").Length() != 1 {
			t.Errorf("%q: marked %q", words, marks.Text())
		}
		if doc.Find("a[href='#quote']").Length() != 1 {
			t.Errorf("%q: no link to it", words)
		}
	}
	doc := document(t, h, "/documents/"+string(w.page))
	if got := strings.Map(withoutSpace, doc.Find(".document").Text()); got != strings.Map(withoutSpace, text.String()) {
		t.Errorf("the page shows another text:\n%s", got)
	}
	if doc.Find("mark").Length() != 0 {
		t.Error("a mark without a quote")
	}
}

func withoutSpace(r rune) rune {
	if strings.ContainsRune(" \t\n", r) {
		return -1
	}
	return r
}

func TestLongDocument(t *testing.T) {
	w := newWorld(t)
	var lines []string
	for i := range 3000 {
		lines = append(lines, fmt.Sprintf("Paragraph %d %s", i, strings.Repeat("of a very long law ", 5)))
	}
	c := blocksOf("en", lines...)
	id := w.capture(t, "https://law.example.org/long", "long", "text/html", corpus.RoleCited, corpus.Fetched)
	w.put(t, corpus.Reading{}, id, c, "A long law")
	h := w.handler(t, &fakeSearch{})
	e := find(t, id, c, "Paragraph 2000 ")
	doc := document(t, h, strings.TrimSuffix(evidenceURL(e), "#quote"))
	if got := doc.Find("mark#quote").Text(); got != "Paragraph 2000 " {
		t.Errorf("marked %q", got)
	}
	var shown strings.Builder
	next := "/documents/" + string(id)
	for n := 0; next != ""; n++ {
		w := get(t, h, strings.Split(next, "#")[0])
		if w.Body.Len() > 200_000 || n > 10 {
			t.Fatalf("part %d has %d bytes", n+1, w.Body.Len())
		}
		doc, err := goquery.NewDocumentFromReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		shown.WriteString(doc.Find(".document").Text())
		next, _ = doc.Find(".paging li:last-child a").Attr("href")
	}
	if got := strings.Map(withoutSpace, shown.String()); got != strings.Map(withoutSpace, c.Text().String()) {
		t.Error("the parts joined are not the text")
	}
}

func TestSearchPage(t *testing.T) {
	w := newWorld(t)
	s := &fakeSearch{result: w.hits(t)}
	h := w.handler(t, s)
	doc := document(t, h, "/search?q=compromiso&country=ELB&from=2021&to=2021&page=3")
	if q := s.asked[0]; q.Text != "compromiso" || q.FromYear != 2021 || q.ToYear != 2021 || q.Offset != 20 || q.Limit != hitsPerPage {
		t.Errorf("asked %+v", q)
	}
	if got := doc.Find(".hits > li").Length(); got != 5 {
		t.Errorf("%d hits", got)
	}
	if got := doc.Find(".hits blockquote[lang=es] mark").Text(); got != "compromiso" {
		t.Errorf("marked %q", got)
	}
	if got := doc.Find(".hits h3 mark").Text() + "|" + doc.Find(".hits .where mark").Text(); got != "Results|open" {
		t.Errorf("marked in titles and headings %q", got)
	}
	for selector, want := range map[string]string{
		".facets a[aria-current]:contains('Elbonia')": "/search?from=2021&q=compromiso&to=2021",
		".facets a[aria-current]:contains('2021')":    "/search?country=ELB&q=compromiso",
		".facets a:contains('2019')":                  "/search?country=ELB&from=2019&q=compromiso&to=2019",
		".facets a:contains('Footnote')":              "/search?country=ELB&from=2021&kind=footnote&q=compromiso&to=2021",
		".active a:contains('Elbonia')":               "/search?from=2021&q=compromiso&to=2021",
		".paging li:first-child a":                    "/search?country=ELB&from=2021&page=2&q=compromiso&to=2021",
	} {
		if got, _ := doc.Find(selector).Attr("href"); got != want {
			t.Errorf("%s leads to %s", selector, got)
		}
	}
	if v, _ := doc.Find(".search input[name=q]").Attr("value"); v != "compromiso" {
		t.Errorf("the box holds %q", v)
	}
	if doc.Find(".search input[type=hidden]").Length() != 3 {
		t.Error("the box loses the filters")
	}
}

func TestSearchPageStates(t *testing.T) {
	w := newWorld(t)
	none := w.handler(t, &fakeSearch{result: index.Result{}})
	if text := document(t, none, "/search?q=x&kind=footnote").Find("main").Text(); !strings.Contains(text, "Nothing found") || !strings.Contains(text, "Search without filters") {
		t.Errorf("%s", text)
	}
	for _, target := range []string{"/search?page=0", "/search?page=x", "/search?page=1001", "/search?from=x", "/search?kind=x", "/search?type=x", "/search?q=" + strings.Repeat("a", 1001), "/reports?page=-1", "/reports?type=x", "/documents/" + string(w.page) + "?start=x", "/documents/" + string(w.page) + "?start=5&end=2", "/documents/" + string(w.page) + "?part=0", "/search?q=%ff", "/%ff"} {
		if got := get(t, none, target); got.Code != http.StatusBadRequest || !strings.Contains(got.Body.String(), "<h1>This address cannot be read</h1>") {
			t.Errorf("%.60s: %d", target, got.Code)
		}
	}
	for target, status := range map[string]int{"/nothing": 404, "/search/": 404, "/reports/nothing": 404, "/documents/nothing": 404} {
		if got := get(t, none, target); got.Code != status {
			t.Errorf("%s: %d", target, got.Code)
		}
	}
	if got := ask(t, none, http.MethodPost, "/search"); got.Code != 405 || got.Header().Get("Allow") == "" {
		t.Errorf("POST /search: %d", got.Code)
	}
}

// TestEmptyArchive shows the first page of an archive with nothing in it.
func TestEmptyArchive(t *testing.T) {
	w := newWorld(t)
	for _, id := range []corpus.ReportID{demoReport, hostileReport} {
		w.deleteReport(t, id)
	}
	h := w.handler(t, &fakeSearch{})
	if text := document(t, h, "/").Find("main").Text(); !strings.Contains(text, "irmtrail add FILE") {
		t.Errorf("%s", text)
	}
	if got := get(t, h, "/reports"); got.Code != 200 {
		t.Errorf("/reports: %d", got.Code)
	}
}

// TestTexts holds the templates and the code against the texts: every key exists, and every text is used.
func TestTexts(t *testing.T) {
	w, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("templates/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal("no templates", err)
	}
	code, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range append(files, code...) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
		if strings.HasSuffix(name, ".html") {
			for _, m := range regexp.MustCompile(`\bt "([^"]+)"`).FindAllStringSubmatch(string(b), -1) {
				if _, ok := w[m[1]]; !ok {
					t.Errorf("%s: no text for %s", name, m[1])
				}
			}
		}
	}
	// Keys that are made of a part and a value.
	made := regexp.MustCompile(`^(kind|indicator|plan|tally|cites|state|outcome|text|media|check|language|error|facet|home\.count|search\.(from|to))\.|\.(one|other)$|^search\.(from|to)$`)
	for key := range w {
		if !made.MatchString(key) && !strings.Contains(all.String(), `"`+key+`"`) {
			t.Errorf("text %s is not used", key)
		}
	}
}
