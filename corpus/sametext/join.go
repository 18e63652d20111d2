package sametext

import (
	"cmp"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
)

// join makes groups of pairs, the most alike first. A pair that would bring meetings of two days into one group is left out: a
// document whose day is not known may be like both.
func join(all []candidate, pairs []pair) map[corpus.DocumentID]corpus.DocumentID {
	slices.SortFunc(pairs, func(p, q pair) int {
		return cmp.Or(cmp.Compare(q.alike, p.alike), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	f := newForest(all)
	for _, p := range slices.Compact(pairs) {
		f.join(p.a, p.b)
	}
	return f.groups(all)
}

// forest holds groups as trees: each document points to one with a smaller id, the first of a group to itself.
type forest struct {
	parent []int
	heldOn []corpus.Date // of the group, by its first document
}

func newForest(all []candidate) *forest {
	f := &forest{make([]int, len(all)), make([]corpus.Date, len(all))}
	for i, d := range all {
		f.parent[i], f.heldOn[i] = i, d.heldOn
	}
	return f
}

// first returns the first document of the group that i is in.
func (f *forest) first(i int) int {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

func (f *forest) join(a, b int) {
	a, b = f.first(a), f.first(b)
	if a == b || !oneDay(f.heldOn[a], f.heldOn[b]) {
		return
	}
	f.parent[max(a, b)] = min(a, b)
	f.heldOn[min(a, b)] = max(f.heldOn[a], f.heldOn[b]) // the more precise: one begins with the other
}

// groups returns the first document of each document's group, where the group has others.
func (f *forest) groups(all []candidate) map[corpus.DocumentID]corpus.DocumentID {
	out := map[corpus.DocumentID]corpus.DocumentID{}
	for i, d := range all {
		if first := f.first(i); first != i {
			out[d.id], out[all[first].id] = all[first].id, all[first].id
		}
	}
	return out
}
