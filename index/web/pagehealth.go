package web

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/health"
	"github.com/irmtrail/irmtrail/index"
)

const sourcesPerPage = 25

// healthView is what the page on cited sources shows.
type healthView struct {
	Active  []filterLink
	Attend  bool // only those are listed that somebody should look after
	Total   int  // of the sources listed
	Sources []sourceView
	Paging  paging
	Facets  []facetGroup
	States  []health.State
	Counts  []countsView
	ByName  string // what the table of counts goes by
}

// countsView is a row of the table of counts.
type countsView struct {
	Name, URL string
	Sources   int
	Cells     []int
}

// sourceView is a cited source as the page shows it.
type sourceView struct {
	State        health.State
	Dead         bool
	Message      string
	Address, URL string
	MovedTo      string
	Copy         string
	Since        string
	Last         time.Time
	Tries, Days  int
	Reports      []sourceReport
}

// sourceReport is a report that cites a source, with its notes.
type sourceReport struct {
	Country, Title string
	Language       corpus.Language
	Notes          []filterLink
	Commitments    string
}

func (s *site) healthPage(w http.ResponseWriter, r *http.Request) error {
	f := filtersOf("/health", r.URL.Query())
	for _, name := range []string{"q", "kind", "type", "language", "from", "to"} {
		f.values.Del(name)
	}
	number, detail := pageNumber(r, lastListPage)
	for _, state := range f.values["state"] {
		if !slices.Contains(health.States, health.State(state)) && state != string(health.Dead) {
			detail = fmt.Sprintf("There is no state %q.", state)
		}
	}
	if detail != "" {
		s.fault(w, r, http.StatusBadRequest, detail)
		return nil
	}
	reports, err := s.reports.all(r.Context())
	if err != nil {
		return err
	}
	list, err := s.sources.current(r.Context())
	if err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, "health", frame{
		Title: s.pages.words.must("health.title"), Section: "health", QuickSearch: true, NoIndex: len(f.values) > 0,
		Body: s.healthView(f, number, list, reports),
	})
	return nil
}

func (s *site) healthView(f filters, number int, list *sources, reports *reportList) healthView {
	filter := health.Filter{
		Countries: f.values["country"], Reports: converted[corpus.ReportID](f.values["report"]), States: converted[health.State](f.values["state"]),
	}
	chosen, _ := list.chosen(filter)
	v := healthView{Active: s.active(f, reports), Attend: len(filter.States) == 0, States: append(health.States[:len(health.States):len(health.States)], health.Dead)}
	if v.Attend {
		chosen = slices.DeleteFunc(chosen, func(s health.Source) bool { return !s.State.NeedsAttention() })
	}
	v.Total = len(chosen)
	offset := (number - 1) * sourcesPerPage
	for _, source := range portion(chosen, offset, sourcesPerPage) {
		v.Sources = append(v.Sources, s.sourceView(source, reports))
	}
	v.Paging = f.paging(number, offset+sourcesPerPage < len(chosen))

	anyState, anyCountry := filter, filter
	anyState.States, anyCountry.Countries = nil, nil
	_, byState := list.chosen(anyState)
	_, byCountry := list.chosen(anyCountry)
	v.Facets = s.groups(f, reports, map[string][]index.Facet{"country": countryFacets(byCountry), "state": stateFacets(byState)}, "country", "state")
	v.ByName, v.Counts = "health.country", s.countryCounts(f, byState)
	if len(v.Counts) < 2 {
		v.ByName, v.Counts = "health.report", s.reportCounts(f, byState, reports)
	}
	return v
}

func countryFacets(sum *health.Summary) []index.Facet {
	var out []index.Facet
	for _, c := range sum.Countries() {
		if c.CountryCode != "" {
			out = append(out, index.Facet{Value: c.CountryCode, Count: c.Sources})
		}
	}
	slices.SortStableFunc(out, func(a, b index.Facet) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

func stateFacets(sum *health.Summary) []index.Facet {
	var out []index.Facet
	for _, state := range append(health.States[:len(health.States):len(health.States)], health.Dead) {
		if n := *sum.Total.Of(state); n > 0 {
			out = append(out, index.Facet{Value: string(state), Count: n})
		}
	}
	return out
}

func (s *site) countryCounts(f filters, sum *health.Summary) (out []countsView) {
	for _, c := range sum.Countries() {
		row := countsViewOf(c)
		row.Name = cmp.Or(c.Country, c.CountryCode, s.pages.words.must("health.no_country"))
		if c.CountryCode != "" && len(f.values["country"]) == 0 {
			row.URL = f.toggled("country", c.CountryCode)
		}
		out = append(out, row)
	}
	return out
}

func (s *site) reportCounts(f filters, sum *health.Summary, reports *reportList) (out []countsView) {
	for _, c := range sum.Reports() {
		row := countsViewOf(c)
		row.Name = reportTitle(reports, string(c.ReportID))
		if len(f.values["report"]) == 0 {
			row.URL = f.toggled("report", string(c.ReportID))
		}
		out = append(out, row)
	}
	return out
}

func countsViewOf(c health.SourceCounts) countsView {
	row := countsView{Sources: c.Sources}
	for _, state := range append(health.States[:len(health.States):len(health.States)], health.Dead) {
		row.Cells = append(row.Cells, *c.Of(state))
	}
	return row
}

func (s *site) sourceView(x health.Source, reports *reportList) sourceView {
	v := sourceView{
		State: x.State, Dead: x.Dead, Message: x.Message, Address: string(x.URL), URL: webAddress(string(x.URL)), MovedTo: webAddress(string(x.MovedTo)),
		Last: x.LastTriedAt, Tries: x.Tries, Days: x.Days,
	}
	if !x.Since.IsZero() {
		v.Since = x.Since.UTC().Format(time.DateOnly)
	}
	if x.DocumentID != "" {
		v.Copy = documentURL(x.DocumentID)
	}
	byReport := map[corpus.ReportID]*sourceReport{}
	for _, n := range x.Footnotes {
		if byReport[n.ReportID] == nil {
			known, _ := reports.report(n.ReportID)
			byReport[n.ReportID] = &sourceReport{Country: known.Country, Title: reportTitle(reports, string(n.ReportID)), Language: known.Language}
		}
		to := byReport[n.ReportID]
		to.Notes = append(to.Notes, filterLink{fmt.Sprint(n.Number), reportURL(n.ReportID) + "#" + noteAnchor(n.FootnoteID)})
	}
	for _, id := range slices.Sorted(maps.Keys(byReport)) {
		byReport[id].Commitments = strings.Join(commitmentsOf(x, id), ", ")
		v.Reports = append(v.Reports, *byReport[id])
	}
	return v
}

// commitmentsOf returns the commitments that the notes of a report tie a source to, in natural order.
func commitmentsOf(x health.Source, id corpus.ReportID) []string {
	var out []string
	for _, n := range x.Footnotes {
		if n.ReportID == id {
			out = append(out, n.CommitmentNumbers...)
		}
	}
	slices.SortFunc(out, compareNumbers)
	return slices.Compact(out)
}
