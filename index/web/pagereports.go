package web

import (
	"fmt"
	"net/http"
	"slices"
)

const (
	reportsPerPage = 25
	lastListPage   = 100000
)

func (s *site) reportsPage(w http.ResponseWriter, r *http.Request) error {
	f := filtersOf("/reports", r.URL.Query())
	for _, name := range []string{"q", "kind", "from", "to", "report", "state"} {
		f.values.Del(name)
	}
	number, detail := pageNumber(r, lastListPage)
	for _, t := range f.values["type"] {
		if !slices.Contains(reportTypes(), t) {
			detail = fmt.Sprintf("There is no report type %q.", t)
		}
	}
	if detail != "" {
		s.fault(w, r, http.StatusBadRequest, detail)
		return nil
	}
	all, err := s.reports.all(r.Context())
	if err != nil {
		return err
	}
	filter := reportFilter{f.values["country"], f.values["type"], f.values["language"]}
	chosen := filter.chosen(all.newest)
	offset := (number - 1) * reportsPerPage
	s.render(w, r, http.StatusOK, "reports", frame{
		Title: s.pages.words.must("reports.title"), Section: "reports", QuickSearch: true,
		NoIndex: len(f.values) > 0,
		Body: struct {
			Active  []filterLink
			Total   int
			Reports []card
			Paging  paging
			Facets  []facetGroup
		}{
			s.active(f, all), len(chosen), cardsOf(portion(chosen, offset, reportsPerPage)),
			f.paging(number, offset+reportsPerPage < len(chosen)), s.groups(f, all, filter.facets(all.byID), "country", "type", "language"),
		},
	})
	return nil
}
