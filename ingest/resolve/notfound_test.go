package resolve

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
)

func TestSaid(t *testing.T) {
	for text, want := range map[string]saying{
		"404":                             saysCode,
		"Error 404":                       saysCode,
		"HTTP 404 error":                  saysCode,
		"Página 404":                      saysCode,
		"404 - Page not found":            saysIt,
		"Oops! That page can’t be found.": saysIt,
		"Sorry, the page you are looking for could not be found": saysIt,
		"The requested URL was not found on this server":         saysIt,
		"Página no encontrada":                                   saysIt,
		"Lo sentimos, la página que busca ya no existe":          saysIt,
		"Error: la página solicitada no se encuentra disponible": saysIt,
		"Cette page n’existe pas":                                saysIt,
		"Erreur 404 : page introuvable":                          saysIt,
		"Página não encontrada":                                  saysIt,
		"Essa página não foi encontrada":                         saysIt,
		"Seite nicht gefunden":                                   saysIt,
		"Страница не найдена":                                    saysIt,
		"Сторінку не знайдено":                                   saysIt,
		"Stranica nije pronađena":                                saysIt,
		"Faqja nuk u gjet":                                       saysIt,
		"الصفحة غير موجودة":                                      saysIt,
		"Halaman tidak ditemukan":                                saysIt,
		"":                                                       saysNothing,
		"Error":                                                  saysNothing,
		"Page":                                                   saysNothing,
		"Ministry of Justice":                                    saysNothing,
		"Decree 404 of 2019":                                     saysNothing,
		"Ley 404":                                                saysNothing,
		"How to style the page not found message":                saysNothing,
		"What a 404 error means":                                 saysNothing,
		"Evidence not found in 2020":                             saysNothing,
		"Nothing found":                                          saysNothing,
		"Search results":                                         saysNothing,
		strings.Repeat("page not found ", 50):                    saysNothing,
	} {
		if got := said(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestSoftNotFound(t *testing.T) {
	long := "<p>" + strings.Repeat("The committee met again in spring and published the register. ", 60) + "</p>"
	some := "<p>" + strings.Repeat("The committee met again in spring and published the register. ", 15) + "</p>"
	menu := "<nav>" + strings.Repeat(`<a href="/x">The ministry and its offices in the regions</a> `, 60) + "</nav>"
	for _, c := range []struct {
		name, html string
		want       bool
	}{
		{"title and heading", `<title>Page not found - Ministry</title><h1>Page not found</h1><p>Try the search.` + menu, true},
		{"title alone, short", `<title>404 Not Found | Ministry</title><p>Try the search.`, true},
		{"heading alone, short", `<title>Ministry</title><h1>Página no encontrada</h1><p>Pruebe la búsqueda.` + menu, true},
		{"second heading, short", `<title>Ministry</title><h1>Ministry</h1><h2>Page introuvable</h2>`, true},
		{"code in both, short", `<title>404</title><h1>404</h1>`, true},
		{"WordPress", `<title>Ministry</title><body class="error404 wp-theme">` + long, true},
		{"template", `<title>Ministry</title><body class="page-not-found"><h1>404</h1>` + some, true},
		{"noindex", `<title>Página no encontrada</title><meta name=ROBOTS content="NOINDEX,follow">` + some, true},
		{"part behind a colon", `<title>Error 404: Seite nicht gefunden</title><h1>Fehler</h1>`, true},
		{"frames of text", `<title>Page not found</title><h1>Page not found</h1>` + some, true},

		{"nothing of it", `<title>Ministry</title><h1>Minutes</h1>`, false},
		{"mentions it", `<title>Minutes</title><h1>Minutes</h1><p>Error 404: page not found.`, false},
		{"an article about it", `<title>Page not found - A history</title><h1>Page not found</h1>` + long, false},
		{"title alone", `<title>Not found</title><h1>Minutes</h1>` + some, false},
		{"heading alone", `<title>Minutes</title><h2>Not found</h2>` + some, false},
		{"code alone, short", `<title>404</title><h1>Decree of the ministry</h1>`, false},
		{"code alone, of a law", `<title>Ley 404 - Congreso</title><h1>Ley 404</h1>`, false},
		{"class as a word", `<title>Minutes</title><p>The class error404 of WordPress.`, false},
		{"heading in a comment", `<title>Minutes</title><!-- <h1>Page not found</h1> -->`, false},
		{"search without results", `<title>Search | Ministry</title><h1>No results were found</h1>`, false},
		{"empty", ``, false},
	} {
		if got := pageOf([]byte(c.html), "").saysNotFound(); got != c.want {
			t.Errorf("%s: %v, %+v", c.name, got, pageOf([]byte(c.html), "").signs())
		}
	}
}

// Pages in other charsets are read as such.
func TestCharsets(t *testing.T) {
	latin := "<meta charset=iso-8859-1><title>P\xe1gina no encontrada</title><h1>P\xe1gina no encontrada</h1>"
	if !pageOf([]byte(latin), "").saysNotFound() {
		t.Error("Latin-1 by its own declaration")
	}
	cyrillic := "<title>\xd1\xf2\xf0\xe0\xed\xe8\xf6\xe0 \xed\xe5 \xed\xe0\xe9\xe4\xe5\xed\xe0</title>"
	if !pageOf([]byte(cyrillic), "text/html; charset=windows-1251").saysNotFound() {
		t.Error("Windows-1251 by the server's declaration")
	}
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune("<title>Page not found</title>")) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	if !pageOf(wide, "").saysNotFound() {
		t.Error("UTF-16")
	}
}

func TestVocabulary(t *testing.T) {
	for _, p := range notFoundWords().phrases {
		text := strings.ReplaceAll(strings.Join(p, " "), "*", "x")
		if said(text) != saysIt || len(p) == 0 || len(p) == 1 && p[0] == "*" {
			t.Errorf("%v is never found", p)
		}
		if words := slices.DeleteFunc(slices.Clone(p), func(w string) bool { return w == "*" }); len(words) < 2 {
			t.Errorf("%v says too little", p)
		}
	}
	for w := range notFoundWords().fillers {
		if len(wordsOf(w)) != 1 || wordsOf(w)[0] != w {
			t.Errorf("%q is no word", w)
		}
	}
}

// No real page says that it is not there, nor is one turned away: the shared pages, and reports as the crawler meets them.
func TestRealPagesAreThere(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpustest.Shared(t, "data"), "*", "*.html"))
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if strings.HasPrefix(filepath.Base(f), "drive_") {
			continue
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if v := Judge(PlanOf("https://gov.example/page"), shown(string(raw))); v.Outcome != corpus.Fetched {
			t.Errorf("%s: %+v", filepath.Base(f), v)
		}
	}
	for n := range 50 {
		if v := Judge(PlanOf("https://gov.example/page"), shown(string(corpustest.Page(n)))); v.Outcome != corpus.Fetched {
			t.Fatalf("page %d: %+v", n, v)
		}
	}
}

func TestHeadsAreBounded(t *testing.T) {
	for name, html := range map[string]string{
		"deep":        strings.Repeat("<div>", 200_000) + "<h1>404</h1>",
		"open":        strings.Repeat("<h1", 300_000),
		"never ends":  strings.Repeat("<h1>", 250_000),
		"close signs": "<h1>" + strings.Repeat("</", 500_000),
		"attribute":   "<h1 " + strings.Repeat("a", 2<<20),
		"stars":       "<title>" + strings.Repeat("the page ", 10) + "</title>",
	} {
		if pageOf([]byte(html), "").saysNotFound() {
			t.Errorf("%s", name)
		}
		for _, u := range []string{viewFile, "https://bit.ly/x", "https://gov.example/"} {
			_ = Judge(PlanOf(corpus.URL(u)), shown(html))
		}
	}
}

func FuzzSigns(f *testing.F) {
	f.Add("<title>404 | x</title><h1>Page &amp; not <b>found</b></h1><body class='error404'>", "text/html")
	f.Add("<TITLE>\xff\xfe</TITLE", "text/html; charset=utf-16")
	f.Fuzz(func(t *testing.T, html, contentType string) {
		pg := pageOf([]byte(html), contentType)
		s := pg.signs()
		if pg.saysNotFound() && !s.notFound() || s.length < 0 || len(s.headings) > maxHeads+1 {
			t.Errorf("%+v", s)
		}
	})
}

func BenchmarkJudgePage(b *testing.B) {
	plan, a := PlanOf("https://gov.example/page"), shown(string(corpustest.Page(3)))
	b.SetBytes(int64(len(a.Payload)))
	for b.Loop() {
		Judge(plan, a)
	}
}

// The marks that one pass finds are those that a page has.
func TestMarks(t *testing.T) {
	var all []string
	for _, r := range refusals() {
		all = append(all, r.Marks...)
	}
	if len(all) < 20 {
		t.Fatalf("%d marks", len(all))
	}
	for i, m := range all {
		if len(m) < 2 {
			t.Errorf("the mark %q is too short", m)
		}
		for _, page := range []string{m, "<p>" + m, "<" + m + "</p>", all[(i+1)%len(all)] + m[:1] + m, m[:len(m)-1]} {
			found := allMarks().in([]byte(page))
			for _, other := range all {
				if found[other] != strings.Contains(page, other) {
					t.Errorf("%q in %q: %v", other, page, found[other])
				}
			}
		}
	}
}
