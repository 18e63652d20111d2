package report

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// markedCell is a marked cell with the line and the column that it stands in.
type markedCell struct {
	cell   *gridCell
	line   *ratingLine
	column *valueColumn
}

// markedCells returns the marked cells of a group in all lines of a commitment, each once.
func (m *marking) markedCells(g *grid, h *header, x *ratingRow, k int) []markedCell {
	var found []markedCell
	seen := map[*gridCell]bool{}
	for i := range x.lines {
		for _, c := range m.marked(g, h, x, k, x.lines[i].row) {
			if seen[c] {
				continue
			}
			seen[c] = true
			if col := h.groups[k].columnOf(c); col != nil {
				found = append(found, markedCell{c, &x.lines[i], col})
			}
		}
	}
	return found
}

// columnOf returns the column of a value that a cell stands in; nil when it covers several.
func (x *columnGroup) columnOf(c *gridCell) *valueColumn {
	var at *valueColumn
	for i := range x.columns {
		if col := x.columns[i].col; c.Col <= col && col < c.colEnd() {
			if at != nil {
				return nil
			}
			at = &x.columns[i]
		}
	}
	return at
}

// marks adds the rating of an indicator with one value, or two where midterm and end of term stand in lines of their own. Two
// marks are a finding, not a rating.
func (a *annex) marks(g *grid, h *header, m *marking, x *ratingRow, k int) {
	group := &h.groups[k]
	found := m.markedCells(g, h, x, k)
	byIndicator := map[corpus.Indicator][]markedCell{}
	for _, c := range found {
		i := group.indicator
		if i == corpus.Completion {
			i = x.completionOf(c, h, a.own == corpus.EndOfTermReport, found)
		}
		byIndicator[i] = append(byIndicator[i], c)
		if i == corpus.Completion && c.line.both && strings.Count(c.cell.text, firstSign(c.cell.text)) == 2 { // one mark above the other
			byIndicator[corpus.CompletionMidterm] = append(byIndicator[corpus.CompletionMidterm], c)
		}
	}
	for _, i := range [...]corpus.Indicator{corpus.CompletionMidterm, corpus.Completion, group.indicator} {
		cells := byIndicator[i]
		delete(byIndicator, i)
		if i == projected || len(cells) == 0 {
			continue
		}
		if other := differing(cells); other != nil {
			a.twoMarks(g, x, i, cells[0], *other)
			continue
		}
		a.putMark(g, x, i, cells[0].column.value, cells[0])
	}
}

// differing returns a marked cell that says another value than the first.
func differing(cells []markedCell) *markedCell {
	for i := range cells {
		if cells[i].column.value != cells[0].column.value {
			return &cells[i]
		}
	}
	return nil
}

func (a *annex) putMark(g *grid, x *ratingRow, i corpus.Indicator, value string, c markedCell) {
	start, end := quoteOf(g, x, c)
	a.put(i, value, c.column.printed, corpus.Matrix, start, end, boxOf(c.cell, g))
}

// twoMarks notes that a commitment has two marks on a scale that allows one.
func (a *annex) twoMarks(g *grid, x *ratingRow, i corpus.Indicator, first, second markedCell) {
	start, end := quoteOf(g, x, first)
	from, to := quoteOf(g, x, second)
	a.rated = true
	a.out.Findings = append(a.out.Findings, corpus.Finding{
		Rule: corpus.RuleRatingContradicted, Severity: corpus.Warning,
		Message: fmt.Sprintf("Commitment %s: a table marks %s as %q and as %q.", strings.Join(a.current.numbers, ", "),
			strings.ReplaceAll(string(i), "_", " "), first.column.printed, second.column.printed),
		Evidence: a.c.Evidence(a.id, start, end), OtherEvidence: []corpus.Place{a.c.Evidence(a.id, from, to).Place()},
	})
}

// longestRowQuote is how long, in code points, the quote of a mark can be that begins at the row's first word.
const longestRowQuote = 160

// quoteOf returns what is quoted for a marked cell: the row from its first word to the mark where that is short, else the mark; for a
// mark without text the row's own words, else the head of the column.
func quoteOf(g *grid, x *ratingRow, m markedCell) (start, end int) {
	words := g.words(m.line.row)
	c := m.cell
	if c.End > c.Start {
		if len(words) > 0 && words[0].Start <= c.Start && c.End-words[0].Start <= longestRowQuote {
			return words[0].Start, c.End
		}
		return c.Start, c.End
	}
	for _, w := range append([]*gridCell{x.title, m.line.label, m.column.head}, words...) {
		if w != nil && w.End > w.Start && (w != x.title || len(x.lines) == 1 || m.line.label == nil || c.rowEnd() > m.line.row+1) {
			return w.Start, w.End
		}
	}
	return g.block.Start, min(g.block.End, g.block.Start+longestRowQuote)
}

// boxOf returns the rectangle of a cell, or that of its table.
func boxOf(c *gridCell, g *grid) *corpus.Box {
	if c.Box != nil {
		return c.Box
	}
	return g.block.Box
}
