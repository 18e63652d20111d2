package index

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// filter is the filters of a query.
type filter struct {
	kinds     map[Kind]bool
	countries map[string]bool
	types     map[corpus.ReportType]bool
	languages map[corpus.Language]bool
	from, to  int
	report    corpus.ReportID
}

func newFilter(q Query) filter {
	return filter{
		kinds: setOf(q.Kinds, func(k Kind) Kind { return k }), countries: setOf(q.Countries, strings.ToUpper),
		types:     setOf(q.Types, func(t corpus.ReportType) corpus.ReportType { return t }),
		languages: setOf(q.Languages, corpus.Language.Base), from: q.FromYear, to: q.ToYear, report: q.Report,
	}
}

func setOf[T comparable](values []T, form func(T) T) map[T]bool {
	out := map[T]bool{}
	for _, v := range values {
		out[form(v)] = true
	}
	return out
}

func (f filter) allows(x facts) bool {
	return allows(f.kinds, x.kind) && allows(f.countries, x.country) && allows(f.types, x.typ) && allows(f.languages, x.language) &&
		(f.report == "" || f.report == x.report) &&
		(f.from == 0 || x.to >= f.from) &&
		(f.to == 0 || x.from > 0 && x.from <= f.to)
}

func allows[T comparable](set map[T]bool, value T) bool { return len(set) == 0 || set[value] }
