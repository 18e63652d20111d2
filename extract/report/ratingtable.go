package report

import "github.com/irmtrail/irmtrail/corpus"

// table reads a table: two columns of labels and values under a commitment's heading, or one row per commitment and a
// column per indicator.
func (a *annex) table(b *corpus.Block) {
	a.label = nil
	g := a.grid(b)
	if g == nil {
		return
	}
	own := a.lex
	a.lex = a.tableLexicon(g)
	defer func() { a.lex = own }()
	h := a.carriedHeader(g)
	for r := 0; r < g.rows; {
		if x := a.lex.heads.header(g, r); x != nil {
			a.restoreHeads(g, x)
			h, r = x, x.from
			a.head = x
		}
		to := a.nextHead(g, r)
		if h != nil {
			h.from = r
			a.matrix(g, h, to)
		} else {
			for r < to {
				if next := a.boxes(g, r); next > r {
					r = next
					continue
				}
				a.pair(g, r, g.filled(r))
				r++
			}
		}
		r = max(to, r)
	}
	if h == nil {
		a.head = nil
	}
}

// nextHead returns the first row behind another where a head begins; the number of rows when there is none.
func (a *annex) nextHead(g *grid, from int) int {
	for r := from + 1; r < g.rows; r++ {
		if a.lex.heads.header(g, r) != nil {
			return r
		}
	}
	return g.rows
}

// tableLexicon returns the lexicon whose words head a table: that of the report, else of another language, which reports that were
// translated keep in their tables.
func (a *annex) tableLexicon(g *grid) *lexicon {
	for _, l := range append([]corpus.Language{a.lex.language}, languages...) {
		lex := lexiconOf(l)
		for r := range min(g.rows, deepestHead) {
			if h := lex.heads.header(g, r); h != nil && named(h.groups) > 1 {
				return lex
			}
		}
	}
	return a.lex
}

// carriedHeader returns the head of the table before for one that goes on from it without a head of its own: as its reader says,
// or because it has as many columns, begins with a commitment's number, and nothing but furniture stands between.
func (a *annex) carriedHeader(g *grid) *header {
	if a.head == nil || a.head.cols != g.cols || !g.block.After && !(a.nextTo(g.block) && rowHoldsData(g, 0)) {
		return nil
	}
	h := *a.head
	return &h
}

// nextTo reports whether nothing but furniture, notes and captions stands between the table before and this one.
func (a *annex) nextTo(b *corpus.Block) bool {
	for i := a.c.BlockAt(b.Start) - 1; i >= 0; i-- {
		switch a.c.Blocks[i].Kind {
		case corpus.Table:
			return true
		case corpus.Furniture, corpus.Note, corpus.Caption:
		default:
			return false
		}
	}
	return false
}

// wordy reports whether a cell holds words: marks are read with the document's geometry, not here.
func wordy(s string) bool {
	toks := tokens(nil, s, 0)
	return len(toks) > 0 && toks[0].kind == word && len(toks[0].text) > 1
}
