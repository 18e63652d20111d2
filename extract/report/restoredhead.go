package report

import "strings"

// restoreHeads gives the columns of a rating table the heads of an earlier one whose columns have the same names, where it has lost
// some of them: a page's top can be taken for its running head. "No" and "Yes" do not say what they answer.
func (a *annex) restoreHeads(g *grid, x *header) {
	key := columnNames(g, x.from-1)
	if key == "" {
		return
	}
	if a.heads == nil {
		a.heads = map[string]*header{}
	}
	fullest := a.heads[key]
	switch {
	case fullest == nil || named(fullest.groups) < named(x.groups):
		if len(a.heads) < mostHeads {
			a.heads[key] = &header{groups: x.groups, first: x.first, stacked: x.stacked}
		}
	case named(fullest.groups) > named(x.groups):
		x.groups, x.first, x.stacked = fullest.groups, fullest.first, fullest.stacked
	}
}

// mostHeads bounds how many different heads are kept.
const mostHeads = 1000

// columnNames returns the names of the columns in a row, by their places; "" where fewer than a scale's stand there.
func columnNames(g *grid, row int) string {
	var sb strings.Builder
	n := 0
	for col := range g.cols {
		if c := g.at(row, col); c != nil && c.Col == col && c.Row == row && c.text != "" {
			sb.WriteString(c.key)
			n++
		}
		sb.WriteByte('|')
	}
	if n < leastScale {
		return ""
	}
	return sb.String()
}
