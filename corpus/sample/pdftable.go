package sample

import "strings"

// cellPad is the space between a cell's text and its rules, in points.
const cellPad = 4.0

// table sets a table with rules around every cell. A row stays on one page.
func (s *setter) table(b passage) {
	cols := columns(b.rows)
	for i, row := range b.rows {
		l := cellLook
		if i == 0 && b.header {
			l.font = bold
		}
		var cells [][]line
		tall := 0.0
		var notes []line
		for j, cell := range row {
			ls := breakLines(cell, l, cols[j]-2*cellPad)
			for _, line := range ls {
				notes = append(notes, s.notesOf(line)...)
			}
			cells = append(cells, ls)
			tall = max(tall, height(ls))
		}
		tall += 2 * cellPad
		s.room(tall + height(notes))
		s.page().addNotes(notes)
		s.page().row(cells, cols, tall, i == 0 && b.header)
	}
}

// columns shares the text's width out: to each column what its longest word needs, and the rest by the longest cell.
func columns(rows [][][]run) []float64 {
	var need, want []float64
	for _, row := range rows {
		for j, cell := range row {
			if j == len(need) {
				need, want = append(need, 0), append(want, 0)
			}
			text := words(cell)
			want[j] = max(want[j], min(cellWidth(text), textWidth/2))
			for _, w := range strings.Fields(text) {
				need[j] = max(need[j], cellWidth(w))
			}
		}
	}
	rest, wish := textWidth, 0.0
	for j := range need {
		want[j] = max(want[j], need[j], 30)
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

// cellWidth is what a text takes on one line of a cell, in the bold of a header.
func cellWidth(text string) float64 { return bold.width(text)*cellLook.size/1000 + 2*cellPad + 1 }

func (p *sheet) row(cells [][]line, cols []float64, tall float64, shaded bool) {
	x, y := margin, p.y-tall
	for j, ls := range cells {
		r := rectangle{x, y, x + cols[j], p.y}
		if shaded {
			p.shades = append(p.shades, r)
		}
		p.rules = append(p.rules, frame(r)...)
		base := p.y - cellPad
		for _, l := range ls {
			base -= l.leading
			p.place(l, x+cellPad, base+3)
		}
		x += cols[j]
	}
	p.y = y
}

// frame returns the four thin bars around a rectangle.
func frame(r rectangle) []rectangle {
	const w = 0.5
	return []rectangle{
		{r.x0, r.y0, r.x1, r.y0 + w}, {r.x0, r.y1 - w, r.x1, r.y1},
		{r.x0, r.y0, r.x0 + w, r.y1}, {r.x1 - w, r.y0, r.x1, r.y1},
	}
}
