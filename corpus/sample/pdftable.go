package sample

import "strings"

const (
	cellPad     = 4.0  // between a cell's text and its rules, in points
	upwardWidth = 90.0 // longest line of a cell that is set upward
)

// tableCell is a cell that is broken into lines.
type tableCell struct {
	lines  []line
	upward bool
}

// tall returns the height that the cell asks for.
func (c tableCell) tall() float64 {
	if c.upward {
		return upwardWidth + 2*cellPad
	}
	return height(c.lines) + 2*cellPad
}

// table sets a table with rules around every cell. A row stays on one page.
func (s *setter) table(b passage) {
	cols := columns(b.rows)
	for i, row := range b.rows {
		l := cellLook
		if i == 0 && b.header {
			l.font = bold
		}
		var cells []tableCell
		var notes []line
		tall := 0.0
		for j, runs := range row {
			c := setCell(runs, l, cols[j])
			for _, line := range c.lines {
				notes = append(notes, s.notesOf(line)...)
			}
			cells = append(cells, c)
			tall = max(tall, c.tall())
		}
		s.room(tall + height(notes))
		s.page().addNotes(notes)
		s.page().row(cells, cols, tall, i == 0 && b.header)
	}
}

func setCell(rs []run, l look, width float64) tableCell {
	if words, ok := upward(rs); ok {
		ls := breakLines([]run{{text: words}}, l, upwardWidth)
		for i := range ls {
			for j := range ls[i].pieces {
				ls[i].pieces[j].upward = true
			}
		}
		return tableCell{ls, true}
	}
	return tableCell{breakLines(rs, l, width-2*cellPad), false}
}

// upward returns the words of a cell that is marked with "^".
func upward(rs []run) (string, bool) { return strings.CutPrefix(words(rs), "^") }

// columns shares the text's width out: to each column what its longest word needs, and the rest by the longest cell.
func columns(rows [][][]run) []float64 {
	var need, want []float64
	for _, row := range rows {
		for j, cell := range row {
			if j == len(need) {
				need, want = append(need, 24), append(want, 24)
			}
			n, w := cellWidths(cell)
			need[j], want[j] = max(need[j], n), max(want[j], w)
		}
	}
	rest, wish := textWidth, 0.0
	for j := range need {
		want[j] = max(want[j], need[j])
		rest -= need[j]
		wish += want[j] - need[j]
	}
	for j := range need {
		if wish > 0 {
			need[j] += (want[j] - need[j]) * rest / wish
		} else {
			need[j] += rest / float64(len(need))
		}
	}
	return need
}

// cellWidths returns what a cell needs for its longest word and what it wants for all of its words on one line.
func cellWidths(rs []run) (need, want float64) {
	if words, ok := upward(rs); ok {
		n := len(breakLines([]run{{text: words}}, look{bold, cellLook.size, cellLook.leading}, upwardWidth))
		need = float64(n)*cellLook.leading + 2*cellPad
		return need, need
	}
	text := words(rs)
	for _, w := range strings.Fields(text) {
		need = max(need, cellWidth(w))
	}
	return need, min(cellWidth(text), textWidth/2)
}

// cellWidth is what a text takes on one line of a cell, in the bold of a header.
func cellWidth(text string) float64 { return bold.width(text)*cellLook.size/1000 + 2*cellPad + 1 }

// row sets a row at the page's current height.
func (p *sheet) row(cells []tableCell, cols []float64, tall float64, shaded bool) {
	x, y := margin, p.y-tall
	for j, c := range cells {
		r := rectangle{x, y, x + cols[j], p.y}
		if shaded {
			p.shades = append(p.shades, r)
		}
		p.rules = append(p.rules, frame(r)...)
		p.fill(c, r)
		x += cols[j]
	}
	p.y = y
}

// fill sets the lines of a cell into its rectangle: downwards, or from left to right where they run upward.
func (p *sheet) fill(c tableCell, r rectangle) {
	at := 0.0
	for _, l := range c.lines {
		at += l.leading
		if !c.upward {
			p.place(l, r.x0+cellPad, r.y1-cellPad-at+3)
			continue
		}
		for _, pc := range l.pieces {
			rise := pc.x
			pc.x = r.x0 + cellPad + at - 3
			p.placed = append(p.placed, placed{pc, r.y0 + cellPad + rise})
		}
	}
}

// frame returns the four thin bars around a rectangle.
func frame(r rectangle) []rectangle {
	const w = 0.5
	return []rectangle{
		{r.x0, r.y0, r.x1, r.y0 + w},
		{r.x0, r.y1 - w, r.x1, r.y1},
		{r.x0, r.y0, r.x0 + w, r.y1},
		{r.x1 - w, r.y0, r.x1, r.y1},
	}
}
