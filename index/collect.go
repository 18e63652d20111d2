package index

import (
	"cmp"
	"container/heap"
	"slices"
	"strconv"
)

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
