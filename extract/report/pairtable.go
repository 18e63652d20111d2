package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

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
			h.title, h.end = cleanTitle(cells[1].text), max(h.end, cells[1].End)
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
			a.add(l.indicators[0], l.key, c.text, corpus.KeyValue, c.Start, c.End, boxOf(c, g))
		}
	}
}

// rowAboveHead opens the commitment whose number and title alone stand in the row above the head of its table, or above its labels and
// values: "3. Open data".
func (a *annex) rowAboveHead(g *grid, c *gridCell) {
	n, title, ok := numberedTitle(c.text)
	if ok && title != "" && (a.lex.heads.header(g, c.rowEnd()) != nil || a.abovePairs(g, c) && !a.partOfOpen(n)) {
		a.begin(heading{numbers: []string{n}, title: cleanTitle(title), start: c.Start, end: c.End, set: true})
		if starred(c.text) {
			a.putStar(starOf(c), corpus.Matrix, c.Start, c.End, boxOf(c, g))
		}
	}
}

// abovePairs reports whether the row below a cell holds nothing but pairs, each in a cell of its own or a label and its value in two.
func (a *annex) abovePairs(g *grid, c *gridCell) bool {
	cells := g.filled(c.rowEnd())
	a.x.read(a.lex, c.text, c.Start)
	if _, ok := a.labelAt(a.x.opening(), true); ok || len(cells) == 0 {
		return false
	}
	for i := 0; i < len(cells); i++ {
		a.x.read(a.lex, cells[i].text, cells[i].Start)
		l, ok := a.labelAt(a.x.opening(), true)
		if !ok || l.to < len(a.x.toks) && !a.valueFollows(l) {
			return false
		}
		if l.to == len(a.x.toks) {
			i++
		}
	}
	return true
}

// partOfOpen reports whether a number is that of a milestone of the commitment that is open: "3.1" under "3".
func (a *annex) partOfOpen(n string) bool {
	return a.open && len(a.current.numbers) > 0 && strings.HasPrefix(n, a.current.numbers[0]+".")
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
