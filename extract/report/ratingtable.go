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
			for ; r < to; r++ {
				a.pair(g, r)
			}
		}
		r = max(to, r)
	}
	if a.head != h {
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

// carriedHeader returns the head of the table before for one that goes on from it without a head of its own.
func (a *annex) carriedHeader(g *grid) *header {
	if a.head == nil || a.head.cols != g.cols || !g.block.After {
		return nil
	}
	h := *a.head
	return &h
}

// wordy reports whether a cell holds words: marks are read with the document's geometry, not here.
func wordy(s string) bool {
	toks := tokens(nil, s, 0)
	return len(toks) > 0 && toks[0].kind == word && len(toks[0].text) > 1
}

// pair reads a row of labels and values, or a commitment's heading that spans the row.
func (a *annex) pair(g *grid, r int) {
	cells := g.filled(r)
	if len(cells) == 0 {
		return
	}
	first := cells[0]
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

// pairs reads labels with a value in the cell behind each; pairs can stand side by side. Where all values of a scale stand behind its
// label, the one on a ground of its own is meant.
func (a *annex) pairs(g *grid, cells []*gridCell) {
	for i := 0; i+1 < len(cells); {
		c := cells[i]
		a.x.read(a.lex, c.text, c.Start)
		l, ok := a.labelAt(a.x.opening(), true)
		if !ok || l.to != len(a.x.toks) {
			i++
			continue
		}
		l.start = c.Start
		if !l.relevance {
			if n := a.lex.heads.valuesBehind(l.indicators[0], cells[i+1:]); n > 1 {
				a.choice(g, l, cells[i+1:i+1+n])
				i += 1 + n
				continue
			}
		}
		a.x.read(a.lex, cells[i+1].text, cells[i+1].Start)
		a.rate(l, 0, len(a.x.toks), g.block)
		i += 2
	}
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
