package report

import "github.com/irmtrail/irmtrail/corpus"

// The cost of giving a column to a group. A table's spans are off by a column at times, and narrow heads run into their
// neighbours, so neither the spans nor the words alone decide: the cheapest division of the columns does.
const (
	costStrange   = 4 // the column's words are no value of the group
	costHolding   = 1 // the value stands among other words
	costTwice     = 4 // the group has the value already
	costTurn      = 1 // the values do not go up or down in order
	costOutside   = 1 // for each column outside the group's span,
	mostOutside   = 3 // up to this many
	costNoColumns = 3 // a wide group gets no column
	longestHead   = 60
)

// assign divides the columns between the groups, in order, and returns the groups that have columns with a value or none at all.
func (h *headWords) assign(groups []columnGroup, columns []valueColumn) []columnGroup {
	if len(groups) == 0 || len(groups) > longestHead {
		return nil
	}
	if len(columns) > longestHead {
		columns = columns[:longestHead]
	}
	ends := h.divide(groups, columns)
	var kept []columnGroup
	at := 0
	for i, x := range groups {
		x.columns = h.valued(&x, columns[at:ends[i]])
		at = ends[i]
		if x.direct() && i > 0 && groups[i-1].from == x.from {
			continue // two labels in one column
		}
		kept = append(kept, x)
	}
	return kept
}

// valued returns the columns that name a value of the group, with it.
func (h *headWords) valued(x *columnGroup, columns []valueColumn) []valueColumn {
	var kept []valueColumn
	seen := map[string]bool{}
	for _, c := range columns {
		v, f := h.value(scaleOf(x.indicator), h.foldAs(scaleOf(x.indicator), c.printed))
		if f == noFit || seen[v.value] {
			continue
		}
		seen[v.value] = true
		c.value = v.value
		kept = append(kept, c)
	}
	if len(kept) < 2 && x.indicator != relevanceColumn { // one value alone is that of a row
		return nil
	}
	if x.indicator == corpus.EarlyResults && seen["did_not_change"] && !seen["major"] {
		for i := range kept { // the second highest of that scale, whatever its word
			if kept[i].value == "significant" {
				kept[i].value = "major"
			}
		}
	}
	return kept
}

// divide returns for each group the index behind its last column, so that the whole costs least.
func (h *headWords) divide(groups []columnGroup, columns []valueColumn) []int {
	n := len(columns)
	best := make([][]int, len(groups)+1) // cost of giving the first j columns to the first i groups
	from := make([][]int, len(groups)+1)
	for i := range best {
		best[i], from[i] = make([]int, n+1), make([]int, n+1)
	}
	for j := 1; j <= n; j++ { // columns before the first group name the commitment
		best[0][j] = best[0][j-1]
		if _, f := h.value(scaleOf(groups[0].indicator), h.foldAs(scaleOf(groups[0].indicator), columns[j-1].printed)); f != noFit {
			best[0][j] += costStrange
		}
	}
	for i := range groups {
		costs := h.costs(&groups[i], columns)
		for j := 0; j <= n; j++ {
			best[i+1][j] = -1
			for k := 0; k <= j; k++ {
				if c := best[i][k] + costs[k][j]; best[i+1][j] < 0 || c < best[i+1][j] {
					best[i+1][j], from[i+1][j] = c, k
				}
			}
		}
	}
	ends := make([]int, len(groups))
	for i, j := len(groups), n; i > 0; i-- {
		ends[i-1], j = j, from[i][j]
	}
	return ends
}

// costs returns what it costs to give the columns from k to before j to a group, at [k][j].
func (h *headWords) costs(x *columnGroup, columns []valueColumn) [][]int {
	n := len(columns)
	values, fits := make([]printedValue, n), make([]fit, n)
	for i, c := range columns {
		values[i], fits[i] = h.value(scaleOf(x.indicator), h.foldAs(scaleOf(x.indicator), c.printed))
	}
	costs := make([][]int, n+1)
	for k := range costs {
		costs[k] = make([]int, n+1)
		if x.to-x.from > 1 && !x.anywhere {
			costs[k][k] = costNoColumns
		}
		seen, last, up, down, sum := map[string]bool{}, -1, false, false, 0
		for j := k; j < n; j++ {
			if !x.anywhere {
				sum += min(mostOutside, costOutside*max(0, x.from-columns[j].col, columns[j].col-x.to+1))
			}
			switch fits[j] {
			case noFit:
				sum += costStrange
				costs[k][j+1] = sum
				continue
			case holding:
				sum += costHolding
			}
			if seen[values[j].value] {
				sum += costTwice
			}
			if last >= 0 && (values[j].place < last && up || values[j].place > last && down) {
				sum += costTurn
			}
			up, down = up || last >= 0 && values[j].place > last, down || last >= 0 && values[j].place < last
			seen[values[j].value], last = true, values[j].place
			costs[k][j+1] = sum
		}
	}
	return costs
}

// scaleOf returns the indicator whose values the columns of an indicator name.
func scaleOf(i corpus.Indicator) corpus.Indicator {
	if i == projected {
		return corpus.Completion
	}
	return i
}
