package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/index"
)

const (
	hitsPerPage = 10
	deepest     = 10000 // the index pages through no more hits
	longest     = 1000  // code points of a query
)

// searchView is what the search page shows.
type searchView struct {
	Form   searchForm
	Text   string
	Active []filterLink
	Clear  string
	Fault  *fault
	Total  int
	First  int
	Hits   []hitView
	Deep   bool
	Paging paging
	Facets []facetGroup
}

// fault says why there are no hits, with advice.
type fault struct {
	Title, Message, Advice string
	Query                  bool // show the place in the query
	Place                  int  // from 1
	Before, At, After      string
}

// hitView is a hit as the page shows it.
type hitView struct {
	card
	Kind          index.Kind
	Title         []index.Fragment
	Name          string // the title without marks
	TitleLanguage corpus.Language
	Language      corpus.Language
	Section       []index.Fragment
	Page          int
	Place         string
	Snippet       []index.Fragment
	Report        *filterLink
}

func (s *site) searchPage(w http.ResponseWriter, r *http.Request) error {
	f := filtersOf("/search", r.URL.Query())
	f.values.Del("state")
	q, number, detail := pageQuery(r, f)
	if detail != "" {
		s.fault(w, r, http.StatusBadRequest, detail)
		return nil
	}
	all, err := s.reports.all(r.Context())
	if err != nil {
		return err
	}
	v := searchView{
		Form: s.form(q.Text, f.hidden()...), Text: q.Text, Active: s.active(f, all), Clear: f.cleared(), First: q.Offset + 1,
	}
	status := http.StatusOK
	found, err := s.Search.Search(r.Context(), q)
	if err != nil {
		v.Fault, status = s.searchFault(r.Context(), q, err)
	} else if err := s.fillHits(r.Context(), &v, found, all); err != nil {
		return err
	}
	more := q.Offset+len(found.Hits) < found.Total
	v.Deep = more && q.Offset+hitsPerPage > deepest
	v.Paging = f.paging(number, more && !v.Deep)
	v.Facets = s.groups(f, all, found.Facets, "kind", "country", "type", "year", "language")
	title := s.pages.words.must("search.title")
	if q.Text != "" {
		title = q.Text
	}
	s.render(w, r, status, "search", frame{Title: title, Section: "search", NoIndex: true, Body: v})
	return nil
}

// pageQuery reads the parameters of the page; detail says what is wrong with them.
func pageQuery(r *http.Request, f filters) (q index.Query, number int, detail string) {
	q = index.Query{
		Text: f.values.Get("q"), Kinds: converted[index.Kind](f.values["kind"]), Countries: f.values["country"],
		Types: converted[corpus.ReportType](f.values["type"]), Languages: converted[corpus.Language](f.values["language"]),
		Report: corpus.ReportID(f.values.Get("report")), Limit: hitsPerPage,
	}
	if utf8.RuneCountInString(q.Text) > longest {
		return q, 0, fmt.Sprintf("A query can have %d characters.", longest)
	}
	for _, k := range q.Kinds {
		if k != index.Passage && k != index.Footnote && k != index.Commitment {
			return q, 0, fmt.Sprintf("There is no kind %q.", k)
		}
	}
	for _, t := range f.values["type"] {
		if !slices.Contains(reportTypes(), t) {
			return q, 0, fmt.Sprintf("There is no report type %q.", t)
		}
	}
	for _, year := range []struct {
		name string
		to   *int
	}{{"from", &q.FromYear}, {"to", &q.ToYear}} {
		if v := f.values.Get(year.name); v != "" {
			if *year.to, detail = numberIn(year.name, v, 1900, 2200); detail != "" {
				return q, 0, detail
			}
		}
	}
	number, detail = pageNumber(r, deepest/hitsPerPage)
	q.Offset = (number - 1) * hitsPerPage
	return q, number, detail
}

// pageNumber reads the number of a page, 1 when there is none.
func pageNumber(r *http.Request, last int) (n int, detail string) {
	v := r.URL.Query().Get("page")
	if v == "" {
		return 1, ""
	}
	return numberIn("page", v, 1, last)
}

func numberIn(name, v string, least, most int) (n int, detail string) {
	n, err := strconv.Atoi(v)
	if err != nil || n < least || n > most {
		return least, fmt.Sprintf("The parameter %s must be a number from %d to %d.", name, least, most)
	}
	return n, ""
}

// searchFault turns an error of the search into words. A query that cannot be read is the reader's to mend, everything
// else is ours.
func (s *site) searchFault(ctx context.Context, q index.Query, err error) (*fault, int) {
	t := s.pages.words.must
	var bad *index.QueryError
	switch {
	case errors.Is(err, index.ErrNoIndex):
		return &fault{Title: t("search.no_index"), Advice: t("search.no_index.advice")}, s.status(ctx, "search", err)
	case errors.Is(err, index.ErrDamaged):
		return &fault{Title: t("search.damaged"), Advice: t("search.damaged.advice")}, s.status(ctx, "search", err)
	case !errors.As(err, &bad):
		return &fault{Title: t("search.failed"), Advice: t("search.failed.advice")}, s.status(ctx, "search", err)
	}
	out := &fault{Title: t("search.bad"), Message: sentence(strings.TrimSuffix(bad.Message, ".")) + ".", Advice: t("search.bad.advice")}
	text := corpus.NewText(q.Text)
	if bad.Position >= 0 && bad.Position < text.Len() {
		out.Query, out.Place = true, bad.Position+1
		out.Before, out.At, out.After = text.Slice(0, bad.Position), text.Slice(bad.Position, bad.Position+1), text.Slice(bad.Position+1, text.Len())
	}
	return out, http.StatusUnprocessableEntity
}

func (s *site) fillHits(ctx context.Context, v *searchView, found index.Result, all *reportList) error {
	var ids []corpus.DocumentID
	for _, h := range found.Hits {
		ids = append(ids, h.DocumentID)
	}
	documents, err := s.documentsOf(ctx, ids)
	if err != nil {
		return err
	}
	v.Total = found.Total
	for _, h := range found.Hits {
		v.Hits = append(v.Hits, s.hitView(h, all, documents[h.DocumentID]))
	}
	return nil
}

func (s *site) hitView(h index.Hit, all *reportList, d corpus.Document) hitView {
	out := hitView{
		Kind: h.Kind, Title: marked(h.TitleParts, h.Title), Name: h.Title, TitleLanguage: d.Language,
		Language: d.Language, Section: marked(h.SectionParts, h.Section), Page: h.Page,
		Place: placeURL(h.DocumentID, h.Start, h.End), Snippet: h.Snippet,
	}
	if h.Title == "" {
		out.Name, out.TitleLanguage = s.pages.words.must("document.untitled", h.DocumentID), ""
		out.Title = marked(nil, out.Name)
	}
	r, ok := all.report(h.ReportID)
	if !ok {
		return out
	}
	out.card, out.TitleLanguage = cardOf(r), r.Language
	out.Report = &filterLink{s.reportWords(h), reportURL(h.ReportID) + recordAnchor(h)}
	return out
}

// marked returns the parts of a text, which is one when nothing in it is marked.
func marked(parts []index.Fragment, text string) []index.Fragment {
	if len(parts) == 0 && text != "" {
		return []index.Fragment{{Text: text}}
	}
	return parts
}

// reportWords says where in the report a hit is.
func (s *site) reportWords(h index.Hit) string {
	switch h.Kind {
	case index.Footnote:
		if _, key, ok := strings.Cut(h.ID, "/fn/"); ok {
			return s.pages.words.must("hit.note", key[strings.LastIndexByte(key, '.')+1:]) // without its section
		}
	case index.Commitment:
		if number, ok := strings.CutPrefix(h.ID, string(h.ReportID)+"/"); ok {
			return s.pages.words.must("hit.commitment", number)
		}
	}
	return s.pages.words.must("hit.report")
}

func reportTitle(l *reportList, id string) string {
	if r, ok := l.report(corpus.ReportID(id)); ok && r.Title != "" {
		return r.Title
	}
	return id
}
