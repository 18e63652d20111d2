package table

import "math"

// Running text is told from cells by the shape of its paragraphs: lines of many words one under the other that fill the
// paragraph's width. A table's column has lines of differing length, or narrow ones.
const (
	proseWords = 5.0 // words a line, on average
	proseFill  = 0.75
	proseWidth = 0.2 // of the page: the third of a page in three columns
)

// paragraph is a run of chunks one under the other, by line and chunk.
type paragraph struct {
	at   [][2]int
	x0   float64
	x1   float64
	base float64
	size float64
}

// markProse marks the chunks of lines that are running text, on a page of a width.
func markProse(ls []line, width float64) {
	var open []*paragraph
	var all []*paragraph
	for i := range ls {
		var next []*paragraph
		for _, p := range open {
			if ls[i].base-p.base < 2.6*p.size {
				next = append(next, p)
			}
		}
		open = next
		for j := range ls[i].chunks {
			p := goesOn(open, &ls[i], &ls[i].chunks[j])
			if p == nil {
				p = &paragraph{x0: ls[i].chunks[j].box[0], x1: ls[i].chunks[j].box[2]}
				open, all = append(open, p), append(all, p)
			}
			p.add(ls, i, j)
		}
	}
	for _, p := range all {
		if p.isProse(ls, width) {
			for _, at := range p.at {
				ls[at[0]].chunks[at[1]].prose = true
			}
		}
	}
}

func (p *paragraph) add(ls []line, i, j int) {
	b := ls[i].chunks[j].box
	p.at = append(p.at, [2]int{i, j})
	p.x0, p.x1 = min(p.x0, b[0]), max(p.x1, b[2])
	p.base, p.size = ls[i].base, ls[i].size
}

// goesOn returns the open paragraph that a chunk goes on from: it begins at the same left edge (or, for a paragraph's first
// line, a little to the right of the next) one line further down.
func goesOn(open []*paragraph, l *line, c *chunk) *paragraph {
	for _, p := range open {
		if l.base-p.base < 0.5*l.size || l.base-p.base > 2.1*l.size || math.Abs(l.size-p.size) > 0.15*l.size {
			continue
		}
		d := c.box[0] - p.x0
		if math.Abs(d) < 1.5 || len(p.at) == 1 && d < 0 && d > -4*l.size && overlap(p.x0, p.x1, c.box[0], c.box[2]) > 0 {
			return p
		}
	}
	return nil
}

// isProse reports whether a paragraph is running text: two lines of many words, or three of some, that all but the last
// fill the width.
func (p *paragraph) isProse(ls []line, width float64) bool {
	n := len(p.at)
	words, full := 0, 0
	for k, at := range p.at {
		c := ls[at[0]].chunks[at[1]]
		words += len(c.words)
		if k < n-1 && c.box[2] >= p.x0+proseFill*(p.x1-p.x0) {
			full++
		}
	}
	each := float64(words) / float64(n)
	switch {
	case p.x1-p.x0 < proseWidth*width:
		return false
	case n == 1:
		return words >= 14
	case n == 2:
		return each >= 7 && full == 1 && p.x1-p.x0 > 2*proseWidth*width
	}
	return each >= proseWords && float64(full) >= 0.7*float64(n-1)
}
