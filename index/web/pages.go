package web

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed templates/*.html
var templates embed.FS

// pages are the templates of the pages, each with the layout around it.
type pages struct {
	words  words
	style  string
	byName map[string]*template.Template
}

// pageNames lists the templates that are pages.
var pageNames = []string{"home", "search", "reports", "report", "document", "health", "api", "error"}

func loadPages(assets map[string]asset) (*pages, error) {
	w, err := loadWords()
	if err != nil {
		return nil, err
	}
	shared, err := template.New("").Funcs(functions(w)).ParseFS(templates, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	p := &pages{words: w, style: styleURL(assets), byName: map[string]*template.Template{}}
	for _, name := range pageNames {
		t, err := shared.Clone()
		if err != nil {
			return nil, err
		}
		if p.byName[name], err = t.ParseFS(templates, "templates/"+name+".html"); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func functions(w words) template.FuncMap {
	return template.FuncMap{
		"t":        w.text,
		"plural":   w.plural,
		"label":    w.label,
		"language": w.language,
		"date":     writtenDate,
		"when":     writtenTime,
		"stamp":    stamp,
		"comma":    func(n int) string { return humanize.Comma(int64(n)) },
		"join":     func(s []string) string { return strings.Join(s, ", ") },
	}
}

// frame is what the layout shows around a page.
type frame struct {
	Title       string
	Section     string // of the navigation: search, reports, api
	QuickSearch bool   // the search box in the head
	NoIndex     bool
	Body        any

	Style, Version string // set by render
}

// render writes a page.
func (s *site) render(w http.ResponseWriter, r *http.Request, status int, name string, f frame) {
	f.Style, f.Version = s.pages.style, s.Version
	var b bytes.Buffer
	if err := s.pages.byName[name].ExecuteTemplate(&b, "layout", f); err != nil {
		s.Log.Error("a page could not be made", "page", name, "path", r.URL.Path, "error", err)
		http.Error(w, s.pages.words.must("error.500"), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(printable(b.Bytes())) // into memory
}

// printable replaces control characters, which HTML does not allow and a terminal would obey, by U+FFFD, and so the two
// characters that force a direction on the letters behind them, with which "gnp.exe" reads "exe.png".
func printable(page []byte) []byte {
	isControl := func(r rune) bool {
		return (r < ' ' && r != '\n' && r != '\t') || (r >= 0x7f && r < 0xa0) || r == '\u202d' || r == '\u202e'
	}
	if bytes.IndexFunc(page, isControl) < 0 {
		return page
	}
	return bytes.Map(func(r rune) rune {
		if isControl(r) {
			return '\uFFFD'
		}
		return r
	}, page)
}

func (s *site) routePages() {
	s.routeAssets()
	for pattern, show := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /{$}":            s.homePage,
		"GET /search":         s.searchPage,
		"GET /reports":        s.reportsPage,
		"GET /reports/{id}":   s.reportPage,
		"GET /documents/{id}": s.documentPage,
		"GET /health":         s.healthPage,
		"GET /api":            s.apiPage,
	} {
		s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if err := show(w, r); err != nil {
				s.fault(w, r, s.status(r.Context(), "show "+r.URL.Path, err), "")
			}
		})
	}
	s.mux.HandleFunc("/", s.unrouted("/"))
}

// searchForm is the big search box.
type searchForm struct {
	Label  string
	Text   string
	Hidden []pair
}

type pair struct{ Name, Value string }

func (s *site) form(text string, hidden ...pair) searchForm {
	return searchForm{Label: s.pages.words.must("form.label"), Text: text, Hidden: hidden}
}

// errorPage is the page for an error.
func (s *site) errorPage(w http.ResponseWriter, r *http.Request, status int, detail string) {
	title, err := s.pages.words.text(fmt.Sprintf("error.%d", status))
	if err != nil {
		title = http.StatusText(status)
	}
	if detail == "" {
		detail = s.pages.words[fmt.Sprintf("error.%d.detail", status)]
	}
	s.render(w, r, status, "error", frame{Title: title, NoIndex: true, Body: struct {
		Status        int
		Title, Detail string
		Form          searchForm
	}{status, title, detail, s.form("")}})
}

// card is a report in a list.
type card struct {
	ID, Title, Country, Type, Period, Published, URL string
	Language                                         corpus.Language
	Draft                                            bool
}

func cardOf(r corpus.Report) card {
	c := card{
		ID: string(r.ReportID), Title: r.Title, Country: r.Country, Type: string(r.Type), Period: period(r.PeriodStart, r.PeriodEnd),
		Published: string(r.PublishedOn), URL: reportURL(r.ReportID), Language: r.Language, Draft: r.PublicComment,
	}
	if r.Locality != "" {
		c.Country = strings.TrimPrefix(r.Locality+", "+r.Country, ", ")
	}
	if c.Title == "" {
		c.Title = c.ID
	}
	return c
}

func cardsOf(list []corpus.Report) []card {
	out := make([]card, len(list))
	for i, r := range list {
		out[i] = cardOf(r)
	}
	return out
}

// labelledCount is a number with its words.
type labelledCount struct {
	Label string
	Count int
}

const newestOnHome = 6

func (s *site) homePage(w http.ResponseWriter, r *http.Request) error {
	all, err := s.reports.all(r.Context())
	if err != nil {
		return err
	}
	counts, err := s.homeCounts(r.Context())
	if err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, "home", frame{Body: struct {
		Form   searchForm
		Counts []labelledCount
		Newest []card
	}{s.form(""), counts, cardsOf(portion(all.newest, 0, newestOnHome))}})
	return nil
}

func (s *site) homeCounts(ctx context.Context) ([]labelledCount, error) {
	rows, err := s.Store.Counts(ctx)
	if err != nil {
		return nil, err
	}
	states, err := s.Store.CountBy(ctx, "citations", "status")
	if err != nil {
		return nil, err
	}
	for _, c := range states {
		if c.Name == string(corpus.Archived) || c.Name == string(corpus.ArchivedCopy) {
			rows["archived"] += c.Count
		}
	}
	var out []labelledCount
	for _, name := range []string{"reports", "commitments", "ratings", "footnotes", "citations", "archived", "documents"} {
		out = append(out, labelledCount{s.pages.words.must("home.count." + name), rows[name]})
	}
	return out, nil
}
