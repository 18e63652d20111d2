package sample

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

// columns shares the text's width out by the longest cell of each column, none less than a tenth.
func columns(rows [][][]run) []float64 {
	var want []float64
	for _, row := range rows {
		for j, cell := range row {
			if j == len(want) {
				want = append(want, textWidth/10)
			}
			want[j] = max(want[j], min(cellLook.font.width(words(cell))*cellLook.size/1000+2*cellPad+6, textWidth/2))
		}
	}
	sum := 0.0
	for _, w := range want {
		sum += w
	}
	for j := range want {
		want[j] *= textWidth / sum
	}
	return want
}

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
