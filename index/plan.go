package index

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Weights of the ways in which a word of the query is found. The measurements are in doc/decisions/0004-ranking.md.
const (
	weightText = 1.0
	// A heading counts once more, beside the text. At 2 it wins 0.005 on queries that are titles and loses 0.08 on words
	// out of the text; without it those win 0.05 and titles lose 0.16.
	weightTitle = 1.0
	// A country's name in the report's title should find its passages (0 loses 0.05 on such queries), but what has
	// a word itself comes before what only stands in a document called so: below 1.
	weightSource = 0.5
	// Another spelling finds something where the word itself is nowhere. As heavy as the word it costs clean queries 0.02.
	weightFuzzy = 0.3
	// Who types AL0002 wants that commitment, not a text that names it often. Chosen so as to outweigh every other field
	// together; not measured beyond the known items.
	weightID = 4.0
)

// Limits of the search for misspellings.
const (
	fuzzyLetters = 5  // the shortest word that is tried
	fuzzyWords   = 10 // words of a query that are tried
	fuzzyForms   = 20 // other spellings of one word
)

// plan is a query made ready for one index.
type plan struct {
	analyzers *analyzers
	reader    bleveindex.IndexReader
	entries   uint64
	lengths   map[string]float64

	wanted, required []*group
	excluded         []*group
	marks            marks
	fuzzyLeft        int
}

// newPlan looks the clauses' words up. The plan must be closed.
func (ix *Index) newPlan(ctx context.Context, clauses []clause) (*plan, error) {
	p := &plan{
		analyzers: ix.analyzers, reader: ix.reader, entries: uint64(len(ix.factOf)), lengths: ix.manifest.Lengths,
		marks: newMarks(ix.analyzers), fuzzyLeft: fuzzyWords,
	}
	for _, c := range clauses {
		g, err := p.group(ctx, c)
		if err != nil {
			return nil, errors.Join(err, p.close())
		}
		switch c.mode {
		case required:
			p.required = append(p.required, g)
		case excluded:
			p.excluded = append(p.excluded, g)
		default:
			p.wanted = append(p.wanted, g)
		}
		if c.mode != excluded {
			p.marks.addClause(c)
		}
	}
	return p, nil
}

func (p *plan) close() error {
	var err error
	for _, groups := range [][]*group{p.wanted, p.required, p.excluded} {
		for _, g := range groups {
			err = errors.Join(err, g.close())
		}
	}
	return err
}

// group opens the postings of a clause.
func (p *plan) group(ctx context.Context, c clause) (*group, error) {
	g := &group{}
	var err error
	if c.phrase {
		err = p.phrase(ctx, g, c.words)
	} else {
		err = p.word(ctx, g, c)
	}
	if err != nil {
		return nil, errors.Join(err, g.close())
	}
	return g, nil
}

// word looks a word up in every way. The forms of a word in one field (its stems in several languages, its spellings)
// count as one term, as common as the commonest of them: else a form that hardly occurs would outweigh the word itself.
func (p *plan) word(ctx context.Context, g *group, c clause) error {
	word := c.words[0]
	forms, stop := p.analyzers.formsOf(word)
	if stop {
		return p.field(ctx, g, fieldWords, weightText, []string{word}, 0)
	}
	for _, f := range []struct {
		name   string
		weight float64
	}{{fieldText, weightText}, {fieldTitle, weightTitle}, {fieldSource, weightSource}} {
		if err := p.field(ctx, g, f.name, f.weight, forms, 0); err != nil {
			return err
		}
	}
	if strings.ContainsFunc(word, unicode.IsDigit) {
		return p.field(ctx, g, fieldIDs, weightID, []string{word}, 0)
	}
	if c.mode != wanted || p.fuzzyLeft == 0 || !misspellable(word) {
		return nil
	}
	p.fuzzyLeft--
	spellings, known, err := p.spellings(ctx, word)
	if err != nil {
		return err
	}
	for _, s := range spellings {
		p.marks.addSpelling(word, s)
	}
	return p.field(ctx, g, fieldWords, weightFuzzy, spellings, known)
}

// formsOf returns the forms under which texts hold a folded word, without repeats. stop reports that a language has it
// as a stop word: then its texts hold none.
func (a *analyzers) formsOf(word string) (forms []string, stop bool) {
	forms = []string{word}
	for _, s := range a.stemmers {
		stem := s.stem(word)
		if stem == "" {
			return forms[:1], true
		}
		if !slices.Contains(forms, stem) {
			forms = append(forms, stem)
		}
	}
	return forms, false
}

// misspellable reports whether a word has the length and the script to be looked for under other spellings.
func misspellable(word string) bool {
	return utf8.RuneCountInString(word) >= fuzzyLetters && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
}

// field adds the postings of some terms of one field. They count as common as the commonest of them, or as known.
func (p *plan) field(ctx context.Context, g *group, field string, weight float64, terms []string, known uint64) error {
	first := len(g.postings)
	common := known
	for _, term := range terms {
		r, err := p.reader.TermFieldReader(ctx, []byte(term), field, true, true, false)
		if err != nil {
			return err
		}
		if r.Count() == 0 {
			if err := r.Close(); err != nil {
				return err
			}
			continue
		}
		common = max(common, r.Count())
		g.postings = append(g.postings, &posting{cursor: cursor{reader: r}, field: field})
	}
	scorer := p.scorer(field, weight, common)
	for _, post := range g.postings[first:] {
		post.scorer = scorer
	}
	if field == fieldText || field == fieldWords && g.rarity == 0 {
		g.rarity = scorer.idf
	}
	return nil
}

// spellings returns the terms that are a slip away from a word, the commonest first, and how often the word itself occurs.
func (p *plan) spellings(ctx context.Context, word string) (found []string, known uint64, err error) {
	fuzzy, ok := p.reader.(bleveindex.IndexReaderFuzzy)
	if !ok {
		return nil, 0, nil
	}
	_, size := utf8.DecodeRuneInString(word)
	dict, err := fuzzy.FieldDictFuzzy(fieldWords, word, 1, word[:size])
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, dict.Close()) }()
	counts := map[string]uint64{}
	for {
		term, err := dict.Next()
		if err != nil {
			return nil, 0, err
		}
		if term == nil {
			break
		}
		// A fuzzy dictionary leaves its counts at 0.
		if counts[term.Term], err = countEntries(ctx, p.reader, fieldWords, term.Term); err != nil {
			return nil, 0, err
		}
	}
	known = counts[word]
	delete(counts, word)
	found = slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	})
	return found[:min(len(found), fuzzyForms)], known, nil
}

// countEntries returns how many entries hold a term.
func countEntries(ctx context.Context, reader bleveindex.IndexReader, field, term string) (uint64, error) {
	r, err := reader.TermFieldReader(ctx, []byte(term), field, false, false, false)
	if err != nil {
		return 0, err
	}
	return r.Count(), r.Close()
}

// phrase opens the postings of words that must follow each other.
func (p *plan) phrase(ctx context.Context, g *group, words []string) error {
	ph := &phrase{}
	post := &posting{phrase: ph, field: fieldWords}
	g.postings = append(g.postings, post)
	rarest := uint64(math.MaxUint64)
	for _, w := range words {
		docs, err := p.reader.TermFieldReader(ctx, []byte(w), fieldWords, false, false, false)
		if err != nil {
			return err
		}
		ph.docs = append(ph.docs, &cursor{reader: docs})
		at, err := p.reader.TermFieldReader(ctx, []byte(w), fieldWords, true, true, true)
		if err != nil {
			return err
		}
		ph.places = append(ph.places, &cursor{reader: at})
		rarest = min(rarest, docs.Count())
	}
	post.scorer = p.scorer(fieldWords, weightText, rarest)
	g.rarity = post.scorer.idf
	return nil
}
