package report

import "github.com/irmtrail/irmtrail/corpus"

// scaleOrder is the indicators whose values tell them by themselves, in the order in which tables have them: None, Low, Medium, High are
// specificity with or without a head over them, which a reader can lose.
var scaleOrder = [...]corpus.Indicator{
	corpus.Specificity, relevanceColumn, corpus.PotentialImpact, corpus.Completion, corpus.EarlyResults,
}

// leastScale is how many values of a scale must stand side by side to tell it.
const leastScale = 3

// withScales returns the groups that the names of values alone tell, with those of the labels that have a column apart, where labels
// are lost: the values then name more columns than the labels do.
func (h *headWords) withScales(groups []columnGroup, columns []valueColumn, cols int) []columnGroup {
	scales := h.scales(columns, cols)
	if named(scales) < named(groups)+leastScale {
		return groups
	}
	first := scales[0].columns[0].col
	for _, x := range groups {
		if x.direct() && x.to-x.from == 1 && x.from < first {
			scales = append([]columnGroup{x}, scales...)
		}
	}
	return scales
}

// scales divides columns between the scales that their words name.
func (h *headWords) scales(columns []valueColumn, cols int) []columnGroup {
	var all, kept []columnGroup
	for _, i := range scaleOrder {
		all = append(all, columnGroup{indicator: i, to: cols, anywhere: true})
	}
	for _, x := range h.assign(all, columns) {
		if len(x.columns) >= leastScale {
			x.from, x.to = x.columns[0].col, x.columns[len(x.columns)-1].col+1
			kept = append(kept, x)
		}
	}
	return kept
}

// bareValueRow reports whether a row names the values of a scale or more without a head over them.
func (h *headWords) bareValueRow(g *grid, r int) bool {
	cells := g.words(r)
	if len(cells) < leastScale || r+1 >= g.rows || numbered(cells[0].text) {
		return false
	}
	n := 0
	for _, c := range cells {
		if c.sign != noSign {
			return false
		}
		for _, i := range scaleOrder {
			if _, f := h.value(i, c.key); f == exact {
				n++
				break
			}
		}
	}
	return n >= leastScale && named(h.scales(h.columns(g, r, r, r), g.cols)) > leastScale
}
