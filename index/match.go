package index

import (
	"context"
	"errors"
	"math"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// end is the number behind the last entry.
const end = math.MaxUint64

// cursor walks the entries that hold a term, by number.
type cursor struct {
	reader bleveindex.TermFieldReader
	doc    bleveindex.TermFieldDoc
	at     uint64 // number of the entry, end behind the last
	opened bool
}

// seek moves to the first entry at or behind target, which must not lie before the present one.
func (c *cursor) seek(target uint64) error {
	if c.opened && c.at >= target {
		return nil
	}
	var doc *bleveindex.TermFieldDoc
	var err error
	if target == 0 || c.opened && target == c.at+1 {
		doc, err = c.reader.Next(c.doc.Reset())
	} else {
		var id [8]byte
		doc, err = c.reader.Advance(bleveindex.NewIndexInternalID(id[:], target), c.doc.Reset())
	}
	c.opened, c.at = true, end
	if err != nil || doc == nil {
		return err
	}
	c.doc, c.at = *doc, doc.ID.Value()
	return nil
}

// posting is the entries of one term or of one phrase.
type posting struct {
	cursor         // of a term
	phrase *phrase // else
	field  string
	scorer scorer
}

func (p *posting) seek(target uint64) error {
	if p.phrase != nil {
		return p.phrase.seek(target)
	}
	return p.cursor.seek(target)
}

func (p *posting) entry() uint64 {
	if p.phrase != nil {
		return p.phrase.at
	}
	return p.at
}

func (p *posting) score() float64 {
	if p.phrase != nil {
		return p.scorer.score(p.phrase.freq, p.phrase.norm)
	}
	return p.scorer.score(p.doc.Freq, p.doc.Norm)
}

func (p *posting) close() error {
	if p.phrase != nil {
		return p.phrase.close()
	}
	return p.reader.Close()
}

// group is the postings of one clause: an entry that has one of them has the clause.
type group struct {
	postings []*posting
	rarity   float64 // idf of the clause: how much an entry loses that lacks it
	at       uint64  // the present entry
	opened   bool
}

// seek moves to the first entry at or behind target, which must not lie before the present one.
func (g *group) seek(target uint64) error {
	if g.opened && g.at >= target {
		return nil
	}
	g.opened, g.at = true, end
	for _, p := range g.postings {
		if err := p.seek(target); err != nil {
			return err
		}
		g.at = min(g.at, p.entry())
	}
	return nil
}

// score adds up, over the fields, the best of what each holds at the present entry.
func (g *group) score() float64 {
	sum, best, field := 0.0, 0.0, ""
	for _, p := range g.postings { // those of a field stand together
		if p.field != field {
			sum, best, field = sum+best, 0, p.field
		}
		if p.entry() == g.at {
			best = max(best, p.score())
		}
	}
	return sum + best
}

func (g *group) close() error {
	var err error
	for _, p := range g.postings {
		err = errors.Join(err, p.close())
	}
	return err
}

// cancelEvery is after how many entries a match looks whether anyone still waits for it.
const cancelEvery = 4096

// match calls hit for every entry that answers the plan, in order of number. An entry that keep refuses is passed over.
func (p *plan) match(ctx context.Context, keep func(n uint64) bool, hit func(n uint64, score float64)) error {
	total := 0.0
	for _, g := range p.wanted {
		total += g.rarity
	}
	for target, seen := uint64(0), 0; ; seen++ {
		if seen%cancelEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		n, err := p.candidate(target)
		if err != nil {
			return err
		}
		if n >= p.entries {
			return nil
		}
		target = n + 1
		if !keep(n) {
			continue
		}
		out, err := p.refused(n)
		if err != nil {
			return err
		}
		if out {
			continue
		}
		score, err := p.score(n, total)
		if err != nil {
			return err
		}
		hit(n, score)
	}
}

// candidate returns the first entry at or behind target that has every required clause, or a wanted one when nothing is
// required, or just the target when nothing is asked at all.
func (p *plan) candidate(target uint64) (uint64, error) {
	switch {
	case len(p.required) > 0:
		return p.agree(target)
	case len(p.wanted) == 0:
		return target, nil
	}
	n := uint64(end)
	for _, g := range p.wanted {
		if err := g.seek(target); err != nil {
			return 0, err
		}
		n = min(n, g.at)
	}
	return n, nil
}

func (p *plan) agree(target uint64) (uint64, error) {
	for {
		n := target
		for _, g := range p.required {
			if err := g.seek(n); err != nil {
				return 0, err
			}
			n = g.at
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

func (p *plan) refused(n uint64) (bool, error) {
	for _, g := range p.excluded {
		if err := g.seek(n); err != nil {
			return false, err
		}
		if g.at == n {
			return true, nil
		}
	}
	return false, nil
}

// score adds up what the clauses give an entry. What lacks a wanted word loses the share of the words' rarity that the
// word has: entries with all words come first, and those that lack only a common one next.
func (p *plan) score(n uint64, total float64) (float64, error) {
	sum, have := 0.0, 0.0
	for _, g := range p.required {
		sum += g.score()
	}
	for _, g := range p.wanted {
		if err := g.seek(n); err != nil {
			return 0, err
		}
		if g.at == n {
			sum += g.score()
			have += g.rarity
		}
	}
	if total == 0 {
		return sum, nil
	}
	required := 0.0
	for _, g := range p.required {
		required += g.rarity
	}
	return sum * (have + required) / (total + required), nil
}
