package index

import (
	"errors"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// phrase walks the entries in which words follow each other. Positions are read only for entries that hold all words.
type phrase struct {
	docs   []*cursor // by word
	places []*cursor // by word, with positions
	at     uint64
	freq   uint64
	norm   float64
	opened bool
}

func (p *phrase) seek(target uint64) error {
	if p.opened && p.at >= target {
		return nil
	}
	p.opened = true
	for {
		n, err := p.together(target)
		if err != nil {
			return err
		}
		p.at = n
		if n == end {
			return nil
		}
		if p.freq, err = p.count(n); err != nil || p.freq > 0 {
			return err
		}
		target = n + 1
	}
}

// together returns the first entry at or behind target that holds every word.
func (p *phrase) together(target uint64) (uint64, error) {
	for {
		n := target
		for _, c := range p.docs {
			if err := c.seek(n); err != nil {
				return 0, err
			}
			n = c.at
			if n == end {
				return end, nil
			}
		}
		if n == target {
			return n, nil
		}
		target = n
	}
}

// position is where a word stands: in which of the entry's texts, and as which word of it.
type position struct{ text, word uint64 }

// count returns how often the words follow each other in an entry.
func (p *phrase) count(n uint64) (uint64, error) {
	starts := map[position]bool{}
	for i, c := range p.places {
		if err := c.seek(n); err != nil {
			return 0, err
		}
		if c.at != n {
			return 0, nil
		}
		p.norm = c.doc.Norm
		here := map[position]bool{}
		for _, v := range c.doc.Vectors {
			if start := startOf(v, i); i == 0 || starts[start] {
				here[start] = true
			}
		}
		starts = here
	}
	return uint64(len(starts)), nil
}

// startOf returns where a phrase starts whose i-th word stands at v.
func startOf(v *bleveindex.TermFieldVector, i int) position {
	p := position{word: v.Pos - uint64(i)}
	if len(v.ArrayPositions) > 0 {
		p.text = v.ArrayPositions[0]
	}
	return p
}

func (p *phrase) close() error {
	var err error
	for _, c := range append(p.docs, p.places...) {
		err = errors.Join(err, c.reader.Close())
	}
	return err
}
