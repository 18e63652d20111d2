package web

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/index"
)

// catalogue is the list of all reports. There are a few thousand in the whole field, so it is kept in memory and read
// again when the store has changed.
type catalogue struct {
	store *store.Store

	mu      sync.Mutex
	seq     int64
	list    *reportList
	current bool
}

// reportList is one state of the catalogue. It is never changed.
type reportList struct {
	byID    []corpus.Report // in order of id
	newest  []corpus.Report // newest first
	index   map[corpus.ReportID]int
	country map[string]string // names by alpha-3 code
}

// all returns the reports as they are in the store now.
func (c *catalogue) all(ctx context.Context) (*reportList, error) {
	seq, err := c.store.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current && seq == c.seq {
		return c.list, nil
	}
	reports, err := store.List[corpus.Report](ctx, c.store, "ORDER BY report_id")
	if err != nil {
		return nil, err
	}
	c.list, c.seq, c.current = listOf(reports), seq, true
	return c.list, nil
}

func listOf(reports []corpus.Report) *reportList {
	l := &reportList{byID: reports, newest: slices.Clone(reports), index: map[corpus.ReportID]int{}, country: map[string]string{}}
	for i, r := range reports {
		l.index[r.ReportID] = i
		if r.CountryCode != "" && r.Country != "" {
			l.country[r.CountryCode] = r.Country
		}
	}
	slices.SortStableFunc(l.newest, func(a, b corpus.Report) int {
		return cmp.Or(cmp.Compare(b.PublishedOn, a.PublishedOn), cmp.Compare(b.PeriodEnd, a.PeriodEnd), cmp.Compare(b.PeriodStart, a.PeriodStart))
	})
	return l
}

// report returns a report; ok is false when there is none.
func (l *reportList) report(id corpus.ReportID) (r corpus.Report, ok bool) {
	i, ok := l.index[id]
	if !ok {
		return r, false
	}
	return l.byID[i], true
}

// reportFilter selects reports: values of one field are alternatives, fields must all hold.
type reportFilter struct {
	countries, types, languages []string
}

func (f reportFilter) holds(r corpus.Report) bool {
	return in(f.countries, r.CountryCode) && in(f.types, string(r.Type)) && in(f.languages, string(r.Language))
}

func in(wanted []string, have string) bool { return len(wanted) == 0 || slices.Contains(wanted, have) }

// chosen returns the reports of the list that the filter selects, in the list's order.
func (f reportFilter) chosen(list []corpus.Report) []corpus.Report {
	out := []corpus.Report{}
	for _, r := range list {
		if f.holds(r) {
			out = append(out, r)
		}
	}
	return out
}

// facets counts the reports by country, type and language, most first. The count of a field ignores the field's own
// filter, so that it says what choosing another value would bring.
func (f reportFilter) facets(list []corpus.Report) map[string][]index.Facet {
	return map[string][]index.Facet{
		"country":  count(reportFilter{nil, f.types, f.languages}.chosen(list), func(r corpus.Report) string { return r.CountryCode }),
		"type":     count(reportFilter{f.countries, nil, f.languages}.chosen(list), func(r corpus.Report) string { return string(r.Type) }),
		"language": count(reportFilter{f.countries, f.types, nil}.chosen(list), func(r corpus.Report) string { return string(r.Language) }),
	}
}

func count(list []corpus.Report, value func(corpus.Report) string) []index.Facet {
	counts := map[string]int{}
	for _, r := range list {
		if v := value(r); v != "" {
			counts[v]++
		}
	}
	out := make([]index.Facet, 0, len(counts))
	for v, n := range counts {
		out = append(out, index.Facet{Value: v, Count: n})
	}
	slices.SortFunc(out, func(a, b index.Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out
}

// portion cuts a page out of a list.
func portion[T any](list []T, offset, limit int) []T {
	from := min(offset, len(list))
	return list[from:min(from+limit, len(list))]
}
