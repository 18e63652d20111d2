package health

import (
	"cmp"
	"maps"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/schema"
)

// Counts is how many cited sources are in each state. A source counts once, however many notes cite it.
type Counts struct {
	Sources      int `col:"sources" doc:"Cited sources in all."`
	Alive        int `col:"alive" doc:"Of them alive."`
	Moved        int `col:"moved" doc:"Of them moved."`
	Private      int `col:"private" doc:"Of them private."`
	Quota        int `col:"quota" doc:"Of them over the quota of their service."`
	Gone         int `col:"gone" doc:"Of them gone, with no copy of a web archive."`
	ArchivedCopy int `col:"archived_copy" doc:"Of them not to be had at their address, with a web archive's copy held."`
	Blocked      int `col:"blocked" doc:"Of them blocked."`
	Failed       int `col:"failed" doc:"Of them failed."`
	NotTried     int `col:"not_tried" doc:"Of them not tried yet."`
	Dead         int `col:"dead" doc:"Of those gone or held as a web archive's copy, how many have a dead link."`
}

// SourceCounts is the counts of a country, or of a report where ReportID is set.
type SourceCounts struct {
	Country     string          `col:"country" doc:"English short name of the country; null when it is not known."`
	CountryCode string          `col:"country_code" doc:"ISO 3166-1 alpha-3."`
	ReportID    corpus.ReportID `col:"report_id,ref=reports" doc:"The report; null where all reports of the country are counted."`
	Title       string          `col:"title" doc:"Title of the report."`
	Counts
}

// CountsTable describes rows as a table, for whoever prints them.
var CountsTable = schema.Of[SourceCounts]("source_counts", "Counts of cited sources by what became of them.")

// Summary counts sources. A source that several reports cite counts for each of them, once for each of their countries,
// and once in all.
type Summary struct {
	Total  Counts
	places Places
	lands  map[string]*SourceCounts
	papers map[corpus.ReportID]*SourceCounts
}

// NewSummary returns a summary of nothing.
func NewSummary(places Places) *Summary {
	return &Summary{places: places, lands: map[string]*SourceCounts{}, papers: map[corpus.ReportID]*SourceCounts{}}
}

// Add counts a source.
func (s *Summary) Add(source Source) {
	s.Total.add(source)
	var counted []string
	for _, id := range source.Reports {
		p := s.places[id]
		paper := s.papers[id]
		if paper == nil {
			paper = &SourceCounts{Country: p.Country, CountryCode: p.CountryCode, ReportID: id, Title: p.Title}
			s.papers[id] = paper
		}
		paper.add(source)
		if slices.Contains(counted, p.key()) {
			continue
		}
		counted = append(counted, p.key())
		land := s.lands[p.key()]
		if land == nil {
			land = &SourceCounts{Country: p.Country, CountryCode: p.CountryCode}
			s.lands[p.key()] = land
		}
		land.Country = cmp.Or(land.Country, p.Country)
		land.add(source)
	}
}

// add counts a source.
func (c *Counts) add(s Source) {
	c.Sources++
	*c.Of(s.State)++
	if s.Dead {
		c.Dead++
	}
}

// Of returns the count of a state, for reading and writing.
func (c *Counts) Of(s State) *int {
	switch s {
	case Alive:
		return &c.Alive
	case Moved:
		return &c.Moved
	case Private:
		return &c.Private
	case Quota:
		return &c.Quota
	case Gone:
		return &c.Gone
	case ArchivedCopy:
		return &c.ArchivedCopy
	case Blocked:
		return &c.Blocked
	case Failed:
		return &c.Failed
	case Dead:
		return &c.Dead
	}
	return &c.NotTried
}

// Countries returns the counts by country, in order of name; sources of no known country come last.
func (s *Summary) Countries() []SourceCounts { return ordered(s.lands) }

// Reports returns the counts by report, in order of country and id.
func (s *Summary) Reports() []SourceCounts { return ordered(s.papers) }

func ordered[K comparable](rows map[K]*SourceCounts) []SourceCounts {
	out := make([]SourceCounts, 0, len(rows))
	for row := range maps.Values(rows) {
		out = append(out, *row)
	}
	slices.SortFunc(out, func(a, b SourceCounts) int {
		return cmp.Or(compareCountries(a, b), cmp.Compare(a.ReportID, b.ReportID))
	})
	return out
}

// compareCountries orders by name, then code; no country comes last.
func compareCountries(a, b SourceCounts) int {
	known := func(r SourceCounts) int {
		if r.Country == "" && r.CountryCode == "" {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(known(a), known(b)), cmp.Compare(a.Country, b.Country), cmp.Compare(a.CountryCode, b.CountryCode))
}
