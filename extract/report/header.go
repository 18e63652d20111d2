package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// header is what the head of a rating table says of its columns.
type header struct {
	groups  []columnGroup // from left to right
	first   int           // first column of the ratings; those before it name the commitment
	from    int           // first row behind the head
	cols    int           // of the table
	stacked bool          // the head names midterm and end of term, one above the other or in columns of their own
}

// columnGroup is the columns of one indicator, or of the OGP values.
type columnGroup struct {
	indicator corpus.Indicator
	row       int           // of the group's head
	from, to  int           // columns that it covers, as far as the table says
	columns   []valueColumn // one for each value, from left to right; none where the cells of one column hold the value's words
	printed   string        // the group's head
	anywhere  bool          // it has no head: its columns can stand anywhere
}

// valueColumn is a column whose marks say a value.
type valueColumn struct {
	col     int
	value   string // of the scale; for OGP values the indicator
	printed string // the column's head
	head    *gridCell
}

// direct reports whether the group is one column whose cells hold the value's words or a Yes.
func (g *columnGroup) direct() bool { return len(g.columns) == 0 }

// deepestHead is how many rows the head of a table has at most, words that were broken into rows included.
const deepestHead = 10

// header reads the head of a rating table that begins at a row: the row with the indicators' labels, and under it the rows with
// the names of values, whatever cells the table itself marks as header. Nil when no head begins there.
func (h *headWords) header(g *grid, from int) *header {
	if !h.labelRow(g, from) && !h.bareValueRow(g, from) {
		return nil
	}
	last := from // row of the names of values
	for r := from; r < min(g.rows, from+deepestHead); r++ {
		if r > from && rowHoldsData(g, r) {
			break
		}
		if h.valueRow(g, from, r) || h.bareValueRow(g, r) {
			last = r
		}
	}
	groups := h.assign(h.groups(g, from, last), h.columns(g, from, from, last))
	for r := last + 1; r < min(g.rows, from+deepestHead) && !rowHoldsData(g, r); r++ {
		longer := h.assign(h.groups(g, from, r), h.columns(g, from, from, r))
		if named(longer) <= named(groups) && !allHeader(g, r) {
			break // no further lines of broken words
		}
		groups, last = longer, r
	}
	groups = h.withScales(groups, h.columns(g, from, from, last), g.cols)
	if len(groups) == 0 {
		return nil
	}
	x := &header{groups: groups, from: last + 1, cols: g.cols, first: g.cols}
	for i := range groups {
		x.first = min(x.first, groups[i].firstColumn())
	}
	x.stacked = h.namesTerms(g, from, last)
	return x
}

func (g *columnGroup) firstColumn() int {
	if g.direct() {
		return g.from
	}
	return g.columns[0].col
}

// labelRow reports whether a row names indicators at the head of columns: one that is not its first cell, or several. In a row of
// pairs a value follows each label; there a single label with several values of its scale behind it still heads them, unless one of
// them is marked.
func (h *headWords) labelRow(g *grid, r int) bool {
	cells := g.words(r)
	if len(cells) == 0 || r+1 >= g.rows || numbered(cells[0].text) {
		return false
	}
	if len(cells) == 2 && strings.HasSuffix(cells[0].text, ":") { // "Relevant: | Civic Participation"
		return false
	}
	labels, right, values, chosen := 0, 0, 0, false
	for i, c := range cells {
		ind, ok := h.label(c.key)
		if !ok || c.sign != noSign {
			continue
		}
		if h.isPair(c.text) {
			return false
		}
		labels++
		if c.Col > 0 {
			right++
		}
		n := h.valuesBehind(ind, cells[i+1:])
		if n == 0 && i+1 < len(cells) && h.noValues[cells[i+1].key] {
			n = 1
		}
		values = max(values, n)
		chosen = chosen || n > 0 && distinct(cells[i+1:i+1+n])
	}
	if values == 0 {
		return right > 0
	}
	return labels == 1 && values >= 2 && !chosen
}

// isPair reports whether a cell holds a label with its value: "Completion: Limited", "Did it open government? Major".
func (h *headWords) isPair(text string) bool {
	at := strings.IndexAny(text, ":?")
	if at < 0 {
		return false
	}
	i, ok := h.labels.whole(foldPhrase(text[:at]))
	if !ok {
		return false
	}
	_, f := h.value(i, foldPhrase(text[at:]))
	return f == exact
}

// valuesBehind returns how many cells from the first on are values of an indicator's scale.
func (h *headWords) valuesBehind(i corpus.Indicator, cells []*gridCell) int {
	n := 0
	for n < len(cells) {
		if _, f := h.value(i, cells[n].key); f != exact {
			break
		}
		n++
	}
	return n
}

// distinct reports whether the ground of cells differs.
func distinct(cells []*gridCell) bool {
	for _, c := range cells {
		if c.Fill != cells[0].Fill {
			return true
		}
	}
	return false
}

// rowHoldsData reports whether a row is no part of the head: it has a mark, or begins with a commitment's number.
func rowHoldsData(g *grid, r int) bool {
	for i, c := range g.words(r) {
		if c.sign != noSign || i == 0 && numbered(c.text) {
			return true
		}
	}
	return false
}

// valueRow reports whether a row names the values of the indicators that stand above it: two columns or more of one of them.
func (h *headWords) valueRow(g *grid, from, r int) bool {
	groups := h.assign(h.groups(g, from, r), h.columns(g, from, r, r))
	for i := range groups {
		distinct := map[string]bool{}
		for _, c := range groups[i].columns {
			if c.value != "" {
				distinct[c.value] = true
			}
		}
		if len(distinct) >= 2 {
			return true
		}
	}
	return false
}

// named returns how many columns of values the groups have.
func named(groups []columnGroup) int {
	n := 0
	for i := range groups {
		n += len(groups[i].columns)
	}
	return n
}

// allHeader reports whether the table marks all words of a row as header.
func allHeader(g *grid, r int) bool {
	cells := g.words(r)
	for _, c := range cells {
		if !c.Header {
			return false
		}
	}
	return len(cells) > 0
}
