package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// rateRow adds the ratings of a commitment's rows.
func (a *annex) rateRow(g *grid, h *header, m *marking, x *ratingRow) {
	if x.starred != nil {
		start, end := quoteOf(g, x, markedCell{cell: x.starred, line: &x.lines[0], column: &valueColumn{}})
		a.putStar(starOf(x.starred), corpus.Matrix, start, end, boxOf(x.starred, g))
	}
	for k := range h.groups {
		switch group := &h.groups[k]; {
		case group.direct():
			a.directCells(g, h, m, x, group)
		case group.indicator == relevanceColumn:
			a.relevanceMarks(g, h, m, x, k)
		default:
			a.marks(g, h, m, x, k)
		}
	}
}

// starOf returns the star that a cell bears, as printed; a drawn one has no text.
func starOf(c *gridCell) string {
	if star := firstStar(c.text); star != "" {
		return star
	}
	return "★"
}

// relevanceMarks adds "yes" for every OGP value that is marked. Its column can also say yes or no in words.
func (a *annex) relevanceMarks(g *grid, h *header, m *marking, x *ratingRow, k int) {
	for _, c := range m.markedCells(g, h, x, k) {
		a.putMark(g, x, corpus.Indicator(c.column.value), "yes", c)
	}
	for _, l := range x.lines {
		for _, c := range h.groups[k].cells(g, l.row) {
			col := h.groups[k].columnOf(c)
			if col == nil || !wordy(c.text) {
				continue
			}
			if v := a.lex.valueOn(corpus.Indicator(col.value), c.text); v != "" {
				a.put(corpus.Indicator(col.value), v, c.text, corpus.Matrix, c.Start, c.End, boxOf(c, g))
			}
		}
	}
}

// directCells reads the cells of a column whose head is the indicator: a value in words, a list of OGP values, a tick for yes.
func (a *annex) directCells(g *grid, h *header, m *marking, x *ratingRow, group *columnGroup) {
	seen := map[*gridCell]bool{}
	for i := range x.lines {
		c := g.at(x.lines[i].row, group.from)
		if c == nil || seen[c] || c.empty() {
			continue
		}
		seen[c] = true
		ind := group.indicator
		if ind == corpus.Completion {
			ind = x.completionOf(markedCell{cell: c, line: &x.lines[i]}, h, false, nil)
		}
		switch {
		case ind == projected:
		case c.sign != noSign:
			a.directSign(g, m, x, group, markedCell{c, &x.lines[i], &valueColumn{printed: group.printed}})
		case !wordy(c.text):
		case ind == relevanceColumn:
			a.x.read(a.lex, c.text, c.Start)
			a.relevance(label{start: c.Start}, 0, len(a.x.toks), corpus.Matrix, g.block)
		default:
			a.addCell(ind, group.printed, c, g)
		}
	}
}

// addCell adds the rating that a cell's words state.
func (a *annex) addCell(i corpus.Indicator, label string, c *gridCell, g *grid) {
	a.add(i, label, c.text, corpus.Matrix, c.Start, c.End, boxOf(c, g))
}

// directSign reads a sign under an indicator that is said with yes and no.
func (a *annex) directSign(g *grid, m *marking, x *ratingRow, group *columnGroup, c markedCell) {
	if !yesOrNo(group.indicator) || group.to-group.from > 1 || c.cell.sign == hollowSign {
		return
	}
	value := "yes"
	if c.cell.sign == crossSign && m.both {
		value = "no"
	}
	if c.cell.text != "" {
		c.column.printed = c.cell.text
	}
	a.putMark(g, x, group.indicator, value, c)
}

// yesOrNo reports whether an indicator has the values yes and no.
func yesOrNo(i corpus.Indicator) bool {
	return i == corpus.Verifiable || i == corpus.OpenGovLens || i == corpus.Starred || strings.HasPrefix(string(i), relevancePrefix)
}
