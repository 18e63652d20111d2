package table

import "slices"

// bodyRows puts lines into rows. Rulings of full width always part rows, and where at least so many
// part most lines nothing else does.
// Else a line goes on the row above it when they overlap, when the lines of a row stand closer than rows do, or when it
// reads like the rest of a cell.
func bodyRows(ls []rowLine, full []float64, least int) [][]rowLine {
	if len(ls) == 0 {
		return nil
	}
	close, apart := pitches(ls)
	byRules := ruledRows(ls, full, least)
	rows := [][]rowLine{{ls[0]}}
	for i := 1; i < len(ls); i++ {
		row := rows[len(rows)-1]
		last := row[len(row)-1]
		var goes bool
		switch {
		case between(full, last.line, ls[i].line):
		case sideBySide(last, ls[i]):
			goes = true
		case byRules:
			goes = true
		default:
			goes = goesOnRow(row, ls, i, close, apart)
		}
		if goes {
			rows[len(rows)-1] = append(row, ls[i])
		} else {
			rows = append(rows, []rowLine{ls[i]})
		}
	}
	return rows
}

// ruledRows reports whether rulings part most of the rows.
func ruledRows(ls []rowLine, full []float64, least int) bool {
	if len(ls) < 2 {
		return false
	}
	n := 0
	for i := 1; i < len(ls); i++ {
		if between(full, ls[i-1].line, ls[i].line) {
			n++
		}
	}
	return n >= least && 4*n >= len(ls)-1
}

// sideBySide reports whether two lines overlap and stand in different columns: words centred beside those of several lines.
func sideBySide(a, b rowLine) bool {
	if b.base-a.base > 0.75*max(a.size, b.size) {
		return false
	}
	for _, s := range a.items {
		for _, t := range b.items {
			if s.c0 < t.c1 && t.c0 < s.c1 {
				return false
			}
		}
	}
	return true
}

// pitches returns the distance of lines that stand close and of those that stand apart; both 0 when all are alike.
func pitches(ls []rowLine) (close, apart float64) {
	var d []float64
	for i := 1; i < len(ls); i++ {
		if p := ls[i].base - ls[i-1].base; p > 0.7*ls[i].size {
			d = append(d, p)
		}
	}
	if len(d) < 3 {
		return 0, 0
	}
	slices.Sort(d)
	near, n := d[len(d)/10], 0
	for _, p := range d {
		if p <= 1.15*near {
			n++
		}
	}
	if n == len(d) || near > 1.5*ls[0].size {
		return 0, 0
	}
	far := d[n]
	if far < 1.25*near {
		return 0, 0
	}
	return near, far
}

// goesOnRow decides for line i under a row without rulings.
func goesOnRow(row []rowLine, ls []rowLine, i int, close, apart float64) bool {
	l, last := ls[i], row[len(row)-1]
	if close > 0 && l.base-last.base > (close+apart)/2 {
		return false
	}
	if l.base-last.base > 1.9*l.size {
		return false
	}
	return isRest(row, l) || opensRow(row, l)
}

// isRest reports whether a line holds the rest of cells above it and begins none.
func isRest(row []rowLine, l rowLine) bool {
	if len(l.items) == 0 {
		return true
	}
	if onlyFirst(l) {
		s := l.items[0].text()
		above, ok := above(row, l.items[0])
		return ok && (beginsLow(s) || endsOpen(above)) && (len(row) > 1 || len(row[0].items) > 1)
	}
	if hasFirst(l) {
		return false
	}
	for _, t := range l.items {
		if _, ok := above(row, t); !ok || isValue(t.text()) {
			return false
		}
	}
	return hasFirst(row[0])
}

// opensRow reports whether a row so far has nothing but the first words of the first column, which a line goes on.
func opensRow(row []rowLine, l rowLine) bool {
	for _, r := range row {
		if !onlyFirst(r) {
			return false
		}
	}
	return hasFirst(l) && (beginsLow(l.items[0].text()) || endsOpen(row[len(row)-1].items[0].text()))
}

// above returns the text of the lowest item of a row in an item's columns.
func above(row []rowLine, t item) (string, bool) {
	for i := len(row) - 1; i >= 0; i-- {
		for _, o := range row[i].items {
			if o.c0 < t.c1 && t.c0 < o.c1 {
				return o.text(), true
			}
		}
	}
	return "", false
}
