package table

import (
	"regexp"
	"slices"
	"strings"
)

// period is a year or a span of years, which heads columns although it is a number: "2003", "2003-04", "2014/15".
var period = regexp.MustCompile(`^(19|20)\d\d([-–/](19|20)?\d\d)?[*†]?$`)

// headerLines returns how many of a table's first lines head its columns: those above the first ruling of full width, or
// those before the first line of values or the first row with marks.
func headerLines(ls []rowLine, full []float64) int {
	if n := linesToMarks(ls); n > 0 {
		return n
	}
	for i := 1; i < len(ls) && i <= 12; i++ {
		if !between(full, ls[i-1].line, ls[i].line) {
			continue
		}
		if 2*dataLines(ls[:i]) <= i-1 {
			return i
		}
		return 0
	}
	for i := range ls {
		if i > 12 || 2*i > len(ls) && len(ls) > 3 {
			break
		}
		if isData(ls[i]) && (hasFirst(ls[i]) || !someFirst(ls[i+1:])) && !endsHeader(ls, i) {
			return withoutLabels(ls, i)
		}
	}
	return min(1, len(ls)-1)
}

// linesToMarks returns how many lines stand above the first row with marks in a table of them, 0 for none.
func linesToMarks(ls []rowLine) int {
	if !marked(ls) {
		return 0
	}
	n := slices.IndexFunc(ls, func(l rowLine) bool {
		return slices.ContainsFunc(l.items, func(t item) bool { return t.c0 > 0 && signOf(t.words) != "" })
	})
	for n > 1 && onlyFirst(ls[n-1]) && ls[n].base-ls[n-1].base < 1.3*ls[n].size {
		n--
	}
	return n
}

// someFirst reports whether lines have a first column.
func someFirst(ls []rowLine) bool { return slices.ContainsFunc(ls, hasFirst) }

// endsHeader reports whether a line ends a header although most of it looks like values ("$10,000 | or more"): words stand
// among them, it is near the line above and further from the one below.
func endsHeader(ls []rowLine, i int) bool {
	if i == 0 || i+1 == len(ls) {
		return false
	}
	words := slices.ContainsFunc(ls[i].items, func(t item) bool { return t.c0 > 0 && !isValue(t.text()) })
	return words && ls[i+1].base-ls[i].base > 1.4*(ls[i].base-ls[i-1].base)
}

// withoutLabels takes lines that have nothing but a first column off a header's end: they head the rows that follow.
func withoutLabels(ls []rowLine, n int) int {
	for n > 1 && onlyFirst(ls[n-1]) && !onlyFirst(ls[n-2]) && hasFirst(ls[n-2]) {
		n--
	}
	return n
}

func onlyFirst(l rowLine) bool { return len(l.items) == 1 && l.items[0].c0 == 0 }
func hasFirst(l rowLine) bool  { return len(l.items) > 0 && l.items[0].c0 == 0 }

// isData reports whether most of a line's columns after the first hold values, periods left aside.
func isData(l rowLine) bool {
	values, all, periods := 0, 0, 0
	for _, t := range l.items {
		if t.c0 == 0 {
			continue
		}
		all++
		s := t.text()
		if isValue(s) {
			values++
		}
		if period.MatchString(strings.TrimSpace(s)) {
			periods++
		}
	}
	if periods == all && all > 1 {
		return false
	}
	return all > 0 && 2*values >= all
}

func dataLines(ls []rowLine) int {
	n := 0
	for _, l := range ls {
		if isData(l) {
			n++
		}
	}
	return n
}

// overRules widens the items of a header's line that have a short ruling of their own under them to the columns that it runs
// past.
func overRules(ts []item, xs []float64, rg region) []item {
	out := slices.Clone(ts)
	for i, t := range ts {
		b := t.box()
		for _, h := range rg.h {
			if h.at < b[3]-3 || h.at > b[3]+6 || h.lo > b[0]+3 || h.hi < b[2]-3 || h.length() > 0.8*(xs[len(xs)-1]-xs[0]) {
				continue
			}
			if others(ts, i, h) {
				continue
			}
			if from, to := columnsWithin(xs, h); from >= 0 && from <= t.c0 && to >= t.c1 {
				out[i].c0, out[i].c1 = from, to
			}
		}
	}
	return out
}

// others reports whether another item than the i-th stands over a ruling.
func others(ts []item, i int, h ruling) bool {
	for j, t := range ts {
		if b := t.box(); j != i && overlap(b[0], b[2], h.lo, h.hi) > 0 {
			return true
		}
	}
	return false
}

// headerLevels parts a header's lines into levels: below a line with a header over several columns, and at rulings.
func headerLevels(ls []rowLine, rg region) [][]rowLine {
	var out [][]rowLine
	for i, l := range ls {
		if i == 0 || newLevel(ls[i-1], l, rg) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], l)
	}
	return out
}

func newLevel(a, b rowLine, rg region) bool {
	for _, h := range rg.h {
		if h.at > a.base-0.3*a.size && h.at < b.base-0.3*b.size && h.length() > 0.1*(rg.box[2]-rg.box[0]) {
			return true
		}
	}
	for _, t := range a.items {
		if t.c1-t.c0 > 1 && !slices.ContainsFunc(b.items, func(o item) bool { return o.c0 == t.c0 && o.c1 == t.c1 }) {
			return true
		}
	}
	return false
}

// headerCells returns the cells of a header: one over several columns stands in its own level; a column's own words from
// there to the next such cell, or to the header's end, are one cell.
func headerCells(levels [][]rowLine, cols int) []cell {
	spans := spanningItems(levels)
	out := slices.Clone(spans)
	for c := range cols {
		from := 0
		for r := 0; r <= len(levels); r++ {
			if r < len(levels) && !slices.ContainsFunc(spans, func(s cell) bool { return s.r0 == r && s.c0 <= c && c < s.c1 }) {
				continue
			}
			if k := ownCell(levels, c, from, r); len(k.words) > 0 {
				out = append(out, k)
			}
			from = r + 1
		}
	}
	return out
}

func spanningItems(levels [][]rowLine) []cell {
	var out []cell
	for r, level := range levels {
		var row []cell
		for _, l := range level {
			for _, t := range l.items {
				if t.c1-t.c0 > 1 || touches(row, t) {
					row = withItem(row, t, r)
				}
			}
		}
		out = append(out, row...)
	}
	return out
}

func touches(row []cell, t item) bool {
	return slices.ContainsFunc(row, func(c cell) bool { return c.c0 <= t.c0 && t.c0 < c.c1 })
}

func ownCell(levels [][]rowLine, c, from, to int) cell {
	out := cell{r0: from, r1: to, c0: c, c1: c + 1}
	for r := from; r < to; r++ {
		for _, l := range levels[r] {
			for _, t := range l.items {
				if t.c0 == c && t.c1 == c+1 {
					out.words = append(out.words, t.words...)
				}
			}
		}
	}
	return out
}
