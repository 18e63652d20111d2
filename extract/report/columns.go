package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// groups returns the indicators that the rows of a head name, from left to right, with the columns that the table gives them.
func (h *headWords) groups(g *grid, from, to int) []columnGroup {
	var groups, names, times []columnGroup
	relevance := false
	top := h.namedAt(g, from)
	for r := from; r <= to; r++ {
		for _, c := range g.words(r) {
			x := columnGroup{row: c.Row, from: c.Col, to: c.colEnd(), printed: c.text}
			ind, ok := h.label(c.key)
			x.indicator = ind
			switch {
			case c.sign != noSign || c.Row > from && h.isValue(top, c.key):
			case ok && strings.HasPrefix(string(ind), relevancePrefix):
				names = append(names, x)
			case ok:
				relevance = relevance || ind == relevanceColumn
				groups = append(groups, x)
			default:
				if x.indicator = completionAt[h.term(c.key)]; x.indicator != "" {
					times = append(times, x)
				}
			}
		}
	}
	if !relevance && len(names) > 0 {
		groups = append(groups, span(relevanceColumn, names))
	}
	groups = h.splitByTerm(g, from, to, lowest(groups), times)
	slices.SortStableFunc(groups, func(a, b columnGroup) int { return cmp.Compare(a.from, b.from) })
	reach(groups, g.cols)
	return groups
}

// lowest drops the heads over other groups' heads, "Implementation" over "Completion".
func lowest(groups []columnGroup) []columnGroup {
	return slices.DeleteFunc(slices.Clone(groups), func(x columnGroup) bool {
		return slices.ContainsFunc(groups, func(y columnGroup) bool {
			return y.row > x.row && y.from >= x.from && y.to <= x.to
		})
	})
}

// completionAt holds the indicator that columns of completion are about by their time.
var completionAt = map[term]corpus.Indicator{midterm: corpus.CompletionMidterm, endOfTerm: corpus.Completion, projectedTerm: projected}

// projected stands for completion as planned for now, which is no rating.
const projected corpus.Indicator = "projected"

// span returns one group over all columns of others: the names of OGP values without a head of their own.
func span(i corpus.Indicator, parts []columnGroup) columnGroup {
	x := columnGroup{indicator: i, row: parts[0].row, from: parts[0].from, to: parts[0].to}
	for _, p := range parts {
		x.from, x.to = min(x.from, p.from), max(x.to, p.to)
	}
	return x
}

// reach lets a head without a span reach to the next one, or to the end of the table.
func reach(groups []columnGroup, cols int) {
	for i := range groups {
		end := cols
		if i+1 < len(groups) {
			end = groups[i+1].from
		}
		if groups[i].to-groups[i].from == 1 {
			groups[i].to = max(groups[i].to, end)
		}
	}
}

// splitByTerm puts a group for midterm and one for the end of term into the place of completion, where both have columns of
// their own: its values are then named twice.
func (h *headWords) splitByTerm(g *grid, from, to int, groups, times []columnGroup) []columnGroup {
	if len(times) < 2 || !h.namesTwice(g, from, to) {
		return groups
	}
	groups = slices.DeleteFunc(groups, func(x columnGroup) bool { return x.indicator == corpus.Completion })
	return append(groups, times...)
}

// namesTwice reports whether the head has a value of completion in two columns of one row.
func (h *headWords) namesTwice(g *grid, from, to int) bool {
	for r := from; r <= to; r++ {
		seen := map[string]bool{}
		for _, c := range g.words(r) {
			v, f := h.value(corpus.Completion, c.key)
			if f == exact && v.value != "substantial" && seen[v.value] { // which is a potential for results, too
				return true
			}
			seen[v.value] = seen[v.value] || f == exact
		}
	}
	return false
}

// namesTerms reports whether the head names midterm and end of term.
func (h *headWords) namesTerms(g *grid, from, to int) bool {
	named := map[term]bool{}
	for r := from; r <= to; r++ {
		for _, c := range g.words(r) {
			for _, w := range h.terms.among(c.key) {
				named[w.means] = true
			}
		}
	}
	return named[midterm] && named[endOfTerm]
}

// columns returns the columns that hold words beside the indicators' labels in rows of a head, from left to right. What stands to the
// left of the first label in the head's first row names the commitment.
func (h *headWords) columns(g *grid, head, from, to int) []valueColumn {
	var found []valueColumn
	top, first := h.namedAt(g, head), h.firstLabel(g, head)
	for col := range g.cols {
		c := valueColumn{col: col}
		for r := from; r <= to; r++ {
			cell := g.at(r, col)
			if cell == nil || cell.Row != r && r > from || cell.text == "" || cell.sign != noSign || cell.Row == head && col < first ||
				h.headsGroup(cell) && (cell.Row == head || !h.isValue(top, cell.key)) {
				continue
			}
			if c.head == nil || cell.colEnd()-cell.Col == 1 {
				c.head = cell
			}
			c.printed = joinBroken(c.printed, cell.text)
		}
		if c.printed != "" {
			found = append(found, c)
		}
	}
	return found
}

// headsGroup reports whether a cell of a head names an indicator or a time, not a value.
func (h *headWords) headsGroup(c *gridCell) bool {
	ind, ok := h.label(c.key)
	return ok && !strings.HasPrefix(string(ind), relevancePrefix) || h.term(c.key) != noTerm
}

// namedAt returns the indicators that the cells of a row name.
func (h *headWords) namedAt(g *grid, row int) []corpus.Indicator {
	var found []corpus.Indicator
	for _, c := range g.words(row) {
		if ind, ok := h.label(c.key); ok {
			found = append(found, ind)
		}
	}
	return found
}

// firstLabel returns the column of the first cell in a row that names an indicator.
func (h *headWords) firstLabel(g *grid, row int) int {
	for _, c := range g.words(row) {
		if _, ok := h.label(c.key); ok {
			return c.Col
		}
	}
	return 0
}

// isValue reports whether a cell names a value of one of the indicators above it, in words that could name an indicator, too: "On
// schedule", "Destacado".
func (h *headWords) isValue(above []corpus.Indicator, key string) bool {
	for _, i := range above {
		if _, f := h.value(i, key); f == exact {
			return true
		}
	}
	return false
}

// joinBroken joins the lines of a head, of which the first can end in the middle of a word.
func joinBroken(a, b string) string {
	if word, ok := strings.CutSuffix(a, "-"); ok && b[0] >= 'a' && b[0] <= 'z' {
		return word + b
	}
	return strings.TrimSpace(a + " " + b)
}
