package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// matrix reads the rows behind the head of a rating table, up to a row before the next head.
func (a *annex) matrix(g *grid, h *header, to int) {
	rows := a.ratingRows(g, h, to)
	a.continueRow(g, rows)
	m := markingOf(g, h, rows)
	rows = a.withoutMilestones(g, h, rows)
	for i := range rows {
		x := &rows[i]
		if !a.enter(x, len(rows) == 1) {
			continue
		}
		before := a.rated
		a.rated = false
		a.rateRow(g, h, &m, x)
		if a.rated && !a.open {
			a.commit()
		}
		a.rated = a.rated || before
		a.lastRow = x.heading
	}
}

// continueRow gives the first lines of a table that goes on from another page to the commitment whose first line stands there.
func (a *annex) continueRow(g *grid, rows []ratingRow) {
	if len(rows) > 0 && rows[0].title == nil && g.block.After {
		rows[0].heading = a.lastRow
	}
}

// withoutMilestones drops the rows of milestones, which some tables rate under their commitment: "1.2" beside a rated "1".
func (a *annex) withoutMilestones(g *grid, h *header, rows []ratingRow) []ratingRow {
	rated := map[string]bool{}
	for i := range rows {
		x := &rows[i]
		overall := a.open && a.lex.overall[foldPhrase(x.heading.title)]
		if x.bare(g, h) || len(x.heading.numbers) != 1 && !overall {
			continue
		}
		if overall && len(x.heading.numbers) == 0 {
			rated[a.current.numbers[0]] = true
		} else {
			rated[x.heading.numbers[0]] = true
		}
	}
	kept := rows[:0]
	for _, x := range rows {
		if len(x.heading.numbers) == 1 {
			if whole, _, ok := cutLast(x.heading.numbers[0], "."); ok && rated[whole] {
				continue
			}
		}
		kept = append(kept, x)
	}
	return kept
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// enter makes the commitment of a row the current one: by its number, by its title where a commitment of that title is known, or
// the one under whose heading the table stands. A number of its own closes another commitment's part.
func (a *annex) enter(x *ratingRow, alone bool) bool {
	h := x.heading
	if len(h.numbers) == 0 {
		if n, ok := a.titled(h.title); ok {
			h.numbers = []string{n}
		}
	}
	switch {
	case len(h.numbers) == 0:
		return a.open && (alone || a.lex.overall[foldPhrase(h.title)] || h.title == "" || sameTitle(h.title, a.current.title))
	case a.open && sameNumbers(h.numbers, a.current.numbers):
		if a.current.title == "" {
			a.current.title = h.title
		}
		return true
	}
	if a.lex.overall[foldPhrase(h.title)] {
		h.title = ""
	}
	a.close()
	a.current, a.rated = h, false
	return true
}

func sameNumbers(a, b []string) bool { return slices.Equal(a, b) }

// sameTitle reports whether two titles are the same but for case, accents and signs.
func sameTitle(a, b string) bool { return a != "" && foldPhrase(a) == foldPhrase(b) }

// titled returns the number of the commitment of a title that was read before.
func (a *annex) titled(title string) (string, bool) {
	if title == "" {
		return "", false
	}
	number, ok := "", false
	for i := range a.out.Commitments {
		if x := &a.out.Commitments[i]; sameTitle(title, x.Title) {
			if ok {
				return "", false
			}
			number, ok = x.Number, true
		}
	}
	return number, ok
}

// rateRow adds the ratings of a commitment's rows.
func (a *annex) rateRow(g *grid, h *header, m *marking, x *ratingRow) {
	if x.starred != nil {
		a.put(corpus.Starred, "yes", starOf(x.starred), corpus.Matrix, x.starred.Start, x.starred.End, boxOf(x.starred, g))
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
			a.addCell(ind, c, g)
		}
	}
}

// addCell adds the rating that a cell's words state.
func (a *annex) addCell(i corpus.Indicator, c *gridCell, g *grid) {
	a.add(i, c.text, corpus.Matrix, c.Start, c.End, boxOf(c, g))
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
