package index

import (
	"cmp"
	"container/heap"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/irmtrail/irmtrail/corpus"
)

// Search answers a query. Hits come best first, those of equal score in the order of the index: reports by id, in each
// its passages, footnotes and commitments. The error is a *[QueryError] when the query is at fault, [ErrClosed] when the
// index was closed, and the context's when that ended.
func (ix *Index) Search(ctx context.Context, q Query) (Result, error) {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return ix.search(ctx, q)
}

// search is Search for callers that hold the lock.
func (ix *Index) search(ctx context.Context, q Query) (Result, error) {
	began := time.Now()
	if ix.closed {
		return Result{}, ErrClosed
	}
	if err := q.check(); err != nil {
		return Result{}, err
	}
	clauses, err := parse(q.Text)
	if err != nil {
		return Result{}, err
	}
	c := ix.newCollector(q)
	marks := newMarks()
	if len(clauses) > 0 || strings.TrimSpace(q.Text) == "" {
		if marks, err = ix.collect(ctx, c, clauses); err != nil {
			return Result{}, err
		}
	}
	r := Result{Total: c.total, Facets: c.facets()}
	if r.Hits, err = ix.hits(ctx, c.page(q.Offset), marks); err != nil {
		return Result{}, err
	}
	r.Took = time.Since(began)
	return r, nil
}

func (ix *Index) collect(ctx context.Context, c *collector, clauses []clause) (marks, error) {
	p, err := ix.newPlan(ctx, clauses)
	if err != nil {
		return marks{}, fmt.Errorf("search: %w", err)
	}
	if err := errors.Join(p.match(ctx, c.keep, c.hit), p.close()); err != nil {
		return marks{}, fmt.Errorf("search: %w", err)
	}
	return p.marks, nil
}

// scoredEntry is a candidate for the page.
type scoredEntry struct {
	n     uint64
	score float64
	seq   uint32
}

// before says which of two entries comes first.
func (a scoredEntry) before(b scoredEntry) bool {
	if a.score != b.score {
		return a.score > b.score
	}
	return a.seq < b.seq
}

// worst is a heap with the last of the best entries on top.
type worst []scoredEntry

func (w worst) Len() int           { return len(w) }
func (w worst) Less(i, j int) bool { return w[j].before(w[i]) }
func (w worst) Swap(i, j int)      { w[i], w[j] = w[j], w[i] }
func (w *worst) Push(x any)        { *w = append(*w, x.(scoredEntry)) }
func (w *worst) Pop() any          { panic("nothing is taken off") }

// collector filters, counts and ranks entries in one pass.
type collector struct {
	ix      *Index
	allowed []bool // by facts
	counts  []int  // by facts
	total   int
	size    int
	best    worst
}

func (ix *Index) newCollector(q Query) *collector {
	c := &collector{ix: ix, allowed: make([]bool, len(ix.facts)), counts: make([]int, len(ix.facts)), size: q.Offset + q.Limit}
	filter := newFilter(q)
	for i, f := range ix.facts {
		c.allowed[i] = filter.allows(f)
	}
	return c
}

func (c *collector) keep(n uint64) bool { return c.allowed[c.ix.factOf[n]] }

func (c *collector) hit(n uint64, score float64) {
	c.total++
	c.counts[c.ix.factOf[n]]++
	e := scoredEntry{n: n, score: score, seq: c.ix.seqOf[n]}
	switch {
	case len(c.best) < c.size:
		heap.Push(&c.best, e)
	case e.before(c.best[0]):
		c.best[0] = e
		heap.Fix(&c.best, 0)
	}
}

// page returns the best entries behind the first offset ones, in order.
func (c *collector) page(offset int) []scoredEntry {
	slices.SortFunc(c.best, func(a, b scoredEntry) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	return c.best[min(offset, len(c.best)):]
}

// facets adds the counts of facts up by their values.
func (c *collector) facets() map[string][]Facet {
	by := map[string]map[string]int{"country": {}, "type": {}, "year": {}, "kind": {}, "language": {}}
	for i, n := range c.counts {
		f := c.ix.facts[i]
		by["country"][f.country] += n
		by["type"][string(f.typ)] += n
		by["kind"][string(f.kind)] += n
		by["language"][string(f.language)] += n
		for y := f.from; y <= f.to && y > 0; y++ {
			by["year"][strconv.Itoa(y)] += n
		}
	}
	out := map[string][]Facet{}
	for name, counts := range by {
		out[name] = sortedFacets(counts)
	}
	return out
}

func sortedFacets(counts map[string]int) []Facet {
	out := []Facet{}
	for value, n := range counts {
		if n > 0 && value != "" {
			out = append(out, Facet{Value: value, Count: n})
		}
	}
	slices.SortFunc(out, func(a, b Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out
}

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

// hits makes the hits of a page.
func (ix *Index) hits(ctx context.Context, page []scoredEntry, m marks) ([]Hit, error) {
	out := make([]Hit, 0, len(page))
	texts := &texts{store: ix.store}
	for _, e := range page {
		h, err := ix.hitOf(e)
		if err != nil {
			return nil, fmt.Errorf("read hit: %w", err)
		}
		found, err := texts.of(ctx, h)
		if err != nil {
			return nil, fmt.Errorf("snippet of %s: %w", h.ID, err)
		}
		h.Snippet = m.snippet(ix.facts[ix.factOf[e.n]].language, found)
		out = append(out, h)
	}
	return out, nil
}

// hitOf reads what the index keeps of an entry.
func (ix *Index) hitOf(e scoredEntry) (Hit, error) {
	id, err := ix.reader.ExternalID(bleveindex.NewIndexInternalID(nil, e.n))
	if err != nil {
		return Hit{}, err
	}
	d, err := ix.reader.Document(id)
	if err != nil {
		return Hit{}, err
	}
	var at place
	d.VisitFields(func(f bleveindex.Field) {
		if f.Name() == fieldPlace {
			err = json.Unmarshal(f.Value(), &at)
		}
	})
	f := ix.facts[ix.factOf[e.n]]
	return Hit{
		Kind: f.kind, ID: id, Score: e.score, ReportID: f.report, DocumentID: at.Document,
		Title: at.Source, Section: at.Section, Page: at.Page, Start: at.Start, End: at.End,
	}, err
}
