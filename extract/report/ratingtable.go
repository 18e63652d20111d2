package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

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

// boxes reads boxes that stand side by side, one commitment in each: a row whose cells are headings of commitments, and below each
// its values. It returns the row behind them; from when there are none.
func (a *annex) boxes(g *grid, from int) int {
	heads := a.boxHeads(g, from)
	if len(heads) < 2 {
		return from
	}
	to := from + 1
	for to < g.rows && len(a.boxHeads(g, to)) == 0 {
		to++
	}
	for i, h := range heads {
		end := g.cols
		if i+1 < len(heads) {
			end = heads[i+1].Col
		}
		for r := from; r < to; r++ {
			a.pair(g, r, inColumns(g.filled(r), h.Col, end))
		}
		a.close()
	}
	return to
}

// boxHeads returns the cells of a row when all of them begin with the heading of a commitment.
func (a *annex) boxHeads(g *grid, r int) []*gridCell {
	cells := g.filled(r)
	for _, c := range cells {
		line, _, _ := strings.Cut(a.c.Text().Slice(c.Start, c.End), "\n")
		if end := a.titleEnd(line); end > 0 {
			line = line[:end]
		}
		if !a.opensCommitment(line) {
			return nil
		}
	}
	return cells
}

// inColumns returns the cells that begin in a range of columns.
func inColumns(cells []*gridCell, from, to int) []*gridCell {
	var kept []*gridCell
	for _, c := range cells {
		if c.Col >= from && c.Col < to {
			kept = append(kept, c)
		}
	}
	return kept
}

// pair reads the cells of a row, labels and values, or a commitment's heading that spans the row.
func (a *annex) pair(g *grid, r int, cells []*gridCell) {
	if len(cells) == 0 {
		return
	}
	first := cells[0]
	if len(cells) == 1 && a.titleBelow(g, first) {
		return
	}
	if text := a.c.Text().Slice(first.Start, first.End); len(cells) == 1 || strings.Contains(text, "\n") {
		a.cellLines(text, first.Start, g.block, len(cells) == 1)
	}
	if len(cells) == 1 {
		a.rowAboveHead(g, first)
		return
	}
	if first.text == "" {
		return
	}
	a.x.read(a.lex, first.text, first.Start)
	if h, ok := headingOf(&a.x, first.text, first.Start, true); ok {
		if h.title == "" && len(cells) == 2 {
			h.title, h.end = cleanTitle(cells[1].text), cells[1].End
		}
		a.begin(h)
		return
	}
	if a.open {
		a.pairs(g, cells)
	}
}

// titleBelow takes the only cell of a row right below a commitment's heading for the rest of its title, where a label follows.
func (a *annex) titleBelow(g *grid, c *gridCell) bool {
	h, above, below := &a.current, g.at(c.Row-1, c.Col), g.at(c.rowEnd(), c.Col)
	if !a.open || a.rated || len(h.numbers) != 1 || h.title == "" || above == nil || below == nil ||
		h.start < above.Start || h.start >= above.End || a.opensLine(c.text) || !a.opensLine(below.text) {
		return false
	}
	h.title, h.end = cleanTitle(h.title+" "+c.text), max(h.end, c.End)
	return true
}

// pairs reads labels with a value in the cell behind each; pairs can stand side by side. Where all values of a scale stand behind its
// label, the one on a ground of its own is meant.
func (a *annex) pairs(g *grid, cells []*gridCell) {
	for i := 0; i < len(cells); {
		c := cells[i]
		a.x.read(a.lex, c.text, c.Start)
		l, ok := a.labelAt(a.x.opening(), true)
		switch {
		case !ok:
		case l.to != len(a.x.toks):
			if a.valueFollows(l) { // a pair in one cell
				a.values(c.text, c.Start, g.block)
			}
		case i+1 < len(cells):
			l.start = c.Start
			i += a.cellValue(g, l, cells[i+1:])
		}
		i++
	}
}

// cellValue reads the cells behind that of a label and returns how many belong to it.
func (a *annex) cellValue(g *grid, l label, cells []*gridCell) int {
	if !l.relevance {
		if n := a.lex.heads.valuesBehind(l.indicators[0], cells); n > 1 {
			a.choice(g, l, cells[:n])
			return n
		}
	}
	a.x.read(a.lex, cells[0].text, cells[0].Start)
	a.rate(l, 0, len(a.x.toks), g.block)
	return 1
}

// choice adds the one of several printed values that stands on a ground of its own.
func (a *annex) choice(g *grid, l label, values []*gridCell) {
	odd, ok := oddGround(values)
	if len(values) == 2 && (values[0].Fill == "") != (values[1].Fill == "") {
		odd, ok = values[0].Fill+values[1].Fill, true
	}
	for _, c := range values {
		if ok && c.Fill == odd {
			a.add(l.indicators[0], c.text, corpus.KeyValue, c.Start, c.End, boxOf(c, g))
		}
	}
}

// rowAboveHead opens the commitment whose number and title alone stand in the row above the head of its table: "3. Open data".
func (a *annex) rowAboveHead(g *grid, c *gridCell) {
	n, title, ok := numberedTitle(c.text)
	if ok && title != "" && a.lex.heads.header(g, c.rowEnd()) != nil {
		a.begin(heading{numbers: []string{n}, title: cleanTitle(title), start: c.Start, end: c.End})
	}
}

// cellLines reads the lines of a cell as those of a paragraph.
func (a *annex) cellLines(text string, at int, b *corpus.Block, marked bool) {
	for line := range linesOf(a.joinTitle(text, false)) {
		trimmed := strings.TrimLeft(line, " \t\u00a0")
		lead := runes(line) - runes(trimmed)
		a.line(strings.TrimRight(trimmed, " \t\u00a0"), at+lead, b, marked)
		at += runes(line) + 1
	}
}
