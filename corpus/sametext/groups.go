package sametext

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// candidate is a document that can be compared.
type candidate struct {
	traits
	id      corpus.DocumentID
	heldOn  corpus.Date
	crowded [bands]bool // whether it met a crowd there
}

// pair is two candidates, by index, that hold one text.
type pair struct {
	a, b  int // a < b
	alike float64
}

// read returns the documents that can be compared, in order of id, each once.
func read(docs iter.Seq2[Document, error]) ([]candidate, error) {
	var all []candidate
	for d, err := range docs {
		if err != nil {
			return nil, err
		}
		p, ok, err := decode(d.Fingerprint)
		if err != nil {
			return nil, fmt.Errorf("fingerprint of %s: %w", d.ID, err)
		}
		if ok {
			all = append(all, candidate{traits: p, id: d.ID, heldOn: d.HeldOn})
		}
	}
	slices.SortFunc(all, func(a, b candidate) int { return strings.Compare(string(a.id), string(b.id)) })
	return slices.CompactFunc(all, func(a, b candidate) bool { return a.id == b.id }), nil
}

// exactPairs pairs documents whose letters and digits are all the same, and returns one of each such set and day for further
// comparison.
func exactPairs(all []candidate) (pairs []pair, kept []int) {
	type key struct {
		exact  [exactSize]byte
		heldOn corpus.Date
	}
	first := map[key]int{}
	days := map[[exactSize]byte][]int{} // the first of each day
	for i, d := range all {
		k := key{d.exact, d.heldOn}
		if f, ok := first[k]; ok {
			pairs = append(pairs, pair{f, i, 1})
			continue
		}
		first[k] = i
		kept = append(kept, i)
		for _, other := range days[d.exact] {
			pairs = append(pairs, pair{other, i, 1})
		}
		days[d.exact] = append(days[d.exact], i)
	}
	return pairs, kept
}

// Documents that meet in a band are compared each with each, unless they are a crowd, such as thousands of pages of one frame, which
// meet in nearly every band: of a crowd each is compared with those whose sketches are the next in order.
const (
	crowd      = 128
	neighbours = 24
)

// similarPairs pairs those of the kept documents that hold one text in spite of some differences.
func similarPairs(all []candidate, kept []int) []pair {
	var pairs []pair
	entries := make([]entry, 0, len(kept))
	for band := range bands {
		entries = entries[:0]
		for _, i := range kept {
			if s := all[i].sketch; s != nil {
				entries = append(entries, entry{s[band], i})
			}
		}
		slices.SortFunc(entries, func(a, b entry) int { return cmp.Or(cmp.Compare(a.band, b.band), cmp.Compare(a.at, b.at)) })
		for rest := entries; len(rest) > 0; {
			n := 1
			for n < len(rest) && rest[n].band == rest[0].band {
				n++
			}
			pairs = meet(pairs, all, rest[:n], band)
			rest = rest[n:]
		}
	}
	return pairs
}

// entry is a candidate, by index, under one band of its sketch.
type entry struct {
	band uint64
	at   int
}

// meet compares documents whose sketches have a band in common and adds the pairs that hold one text.
func meet(pairs []pair, all []candidate, met []entry, band int) []pair {
	reach := len(met)
	if len(met) > crowd {
		reach = neighbours
		slices.SortFunc(met, func(a, b entry) int {
			return cmp.Or(all[a.at].sketch.order(all[b.at].sketch, band), cmp.Compare(a.at, b.at))
		})
		for _, e := range met {
			all[e.at].crowded[band] = true
		}
	}
	for i, a := range met {
		for _, b := range met[i+1 : min(i+1+reach, len(met))] {
			if all[a.at].metBefore(&all[b.at], band) {
				continue
			}
			if alike, same := sameText(&all[a.at], &all[b.at]); same {
				pairs = append(pairs, pair{min(a.at, b.at), max(a.at, b.at), alike})
			}
		}
	}
	return pairs
}

// metBefore reports whether two documents were compared in a band before: they met, and in no crowd.
func (c *candidate) metBefore(o *candidate, band int) bool {
	for i, h := range c.sketch[:band] {
		if h == o.sketch[i] && !c.crowded[i] {
			return true
		}
	}
	return false
}

// order compares sketches from a band on, all around.
func (s *sketch) order(o *sketch, band int) int {
	return cmp.Or(cmp.Compare(s[band], o[band]), slices.Compare(s[band+1:], o[band+1:]), slices.Compare(s[:band], o[:band]))
}
