package table

// isDiagram reports whether the rulings of a draft are boxes that share no grid: each of the columns that they make is
// parted in less than half of the height on average, and cells with words fill less than half of the grid, marks left
// aside: these stand in a grid that only the shades of its header part.
func isDiagram(d *draft, rg region) bool {
	n, sum := 0, 0.0
	for _, x := range places(rg.v) {
		if x > rg.box[0]+thin && x < rg.box[2]-thin {
			n++
			sum += covered(rg.v, x, rg.box[1], rg.box[3])
		}
	}
	return n > 0 && 2*sum < float64(n) && 2*d.worded() < d.rows()*d.cols() && !d.marks()
}

// worded returns how many places of the grid lie in cells with words.
func (d *draft) worded() int {
	n := 0
	for _, c := range d.cells {
		if len(c.words) > 0 {
			n += (c.r1 - c.r0) * (c.c1 - c.c0)
		}
	}
	return n
}

// marks reports whether half and more of the cells with words after the first column hold marks.
func (d *draft) marks() bool {
	n, all := 0, 0
	for _, c := range d.cells {
		if c.c0 == 0 || len(c.words) == 0 {
			continue
		}
		all++
		if signOf(c.words) != "" {
			n++
		}
	}
	return n > 0 && 2*n >= all
}
