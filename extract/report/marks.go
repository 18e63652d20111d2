package report

// marking says how a rating table marks its cells: by signs, or by the ground of the cell where it has no signs at all.
type marking struct {
	signs      bool
	both       bool            // ticks and crosses: a cross then says no
	grounds    map[string]bool // that are the odd one out of their group
	mixedNames bool            // the cells under the names of OGP values do not all have one ground
}

// markingOf looks through the rows of a table.
func markingOf(g *grid, h *header, rows []ratingRow) marking {
	m := marking{grounds: map[string]bool{}}
	ticks, crosses, names := 0, 0, map[string]bool{}
	for i := range rows {
		for _, l := range rows[i].lines {
			for k := range h.groups {
				cells := h.groups[k].cells(g, l.row)
				for _, c := range cells {
					switch c.sign {
					case tick, starSign:
						ticks++
					case crossSign:
						crosses++
					}
					if h.groups[k].indicator == relevanceColumn {
						names[c.Fill] = true
					}
				}
				if odd, ok := oddGround(cells); ok && h.groups[k].indicator != relevanceColumn {
					m.grounds[odd] = true
				}
			}
		}
	}
	m.signs, m.both, m.mixedNames = ticks+crosses > 0, ticks > 0 && crosses > 0, len(names) > 1
	return m
}

// cells returns the cells of a group's columns in a row, each once.
func (x *columnGroup) cells(g *grid, row int) []*gridCell {
	var cells []*gridCell
	add := func(col int) {
		if c := g.at(row, col); c != nil && (len(cells) == 0 || cells[len(cells)-1] != c) {
			cells = append(cells, c)
		}
	}
	for _, c := range x.columns {
		add(c.col)
	}
	if x.direct() {
		add(x.from)
	}
	return cells
}

// oddGround returns the ground of the one cell that differs from the others of its group, of which there are two at least.
func oddGround(cells []*gridCell) (string, bool) {
	count := map[string]int{}
	for _, c := range cells {
		count[c.Fill]++
	}
	if len(cells) < 3 || len(count) != 2 {
		return "", false
	}
	for fill, n := range count {
		if n == 1 && fill != "" {
			return fill, true
		}
	}
	return "", false
}

// marked returns the cells of a group in a row that bear a mark. A row's own ground, or that of a group, is none.
func (m *marking) marked(g *grid, h *header, x *ratingRow, k int, row int) []*gridCell {
	group := &h.groups[k]
	cells := group.cells(g, row)
	var found []*gridCell
	ground := groundOf(g, h, x, row)
	if odd, ok := oddGround(cells); ok && group.indicator != relevanceColumn {
		ground = otherGround(cells, odd)
	}
	for _, c := range cells {
		switch {
		case m.signs:
			if c.sign == tick || c.sign == starSign || c.sign == crossSign && !m.both {
				found = append(found, c)
			}
		case group.direct() || c.Fill == "" || c.Fill == ground || !c.empty():
		case m.grounds[c.Fill] || group.indicator != relevanceColumn || m.mixedNames:
			found = append(found, c)
		}
	}
	return found
}

func otherGround(cells []*gridCell, odd string) string {
	for _, c := range cells {
		if c.Fill != odd {
			return c.Fill
		}
	}
	return ""
}

// groundOf returns the ground of a row: that of most of its cells under one-value heads and of the cell that names the commitment.
func groundOf(g *grid, h *header, x *ratingRow, row int) string {
	count := map[string]int{}
	title := ""
	if x.title != nil {
		title = x.title.Fill
		count[title]++
	}
	for k := range h.groups {
		if h.groups[k].indicator == relevanceColumn {
			continue
		}
		for _, c := range h.groups[k].cells(g, row) {
			count[c.Fill]++
		}
	}
	best := title
	for fill, n := range count {
		if n > count[best] || n == count[best] && best != title && fill < best {
			best = fill
		}
	}
	return best
}
