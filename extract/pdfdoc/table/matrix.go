package table

import (
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// matrix builds a table of a region whose columns rotated headers head, after one or more columns of upright words: the
// rating matrix of a report. Headers over groups of columns stand above the rotated ones.
func matrix(rg region, band *line) (draft, bool) {
	edges := bandEdges(band)
	xs := append(labelEdges(rg, edges[0]), edges...)
	first := len(xs) - len(edges) // of the columns that the band heads
	if first == 0 {
		return draft{}, false
	}
	cs := columnsOf(xs, rg.lines)
	head, body := partAt(rg.lines, band)
	if len(body) == 0 {
		return draft{}, false
	}
	groups := headingsOf(rightOf(head, edges[0]))
	ls := make([]rowLine, len(body))
	for i, l := range body {
		ls[i] = rowLine{l, cs.items(l, false)}
	}
	rows := markRows(ls, fullWidth(rg))
	d := draft{xs: xs, header: len(groups) + 1}
	d.ys = matrixBounds(groups, rows, band, rg)
	d.cells = headings(groups, xs[first:], first, rg)
	d.cells = append(d.cells, bandCells(band, first, len(groups))...)
	d.cells = append(d.cells, labelCells(leftOf(head, edges[0]), cs, first, d.header)...)
	d.cells = append(d.cells, bodyCells(append(make([][]rowLine, d.header), rows...), d.header)...)
	d.partRows(rows, first)
	d.unfold(rg)
	return d, true
}

// labelEdges returns the left ends of the columns before x.
func labelEdges(rg region, x float64) []float64 {
	left := rg.box[0]
	var ls []line
	for _, l := range rg.lines {
		if l.band {
			continue
		}
		if part, ok := cutAt(l, x, false); ok {
			ls = append(ls, part)
			left = min(left, part.box[0])
		}
	}
	if len(ls) == 0 {
		return nil
	}
	out := []float64{left}
	gutters := guttersOf(ls)
	if len(gutters) == 0 {
		gutters = labelGutter(ls)
	}
	for _, s := range gutters {
		out = append(out, (s.lo+s.hi)/2)
	}
	return out
}

// labelGutter returns the gutter between labels and what stands on their right in lines at other heights ("Midterm", "End of
// term" beside a label of three lines): the widest strip that no word stands in, half an em and more.
func labelGutter(ls []line) []strip {
	words := 0
	for _, l := range ls {
		words += len(l.words)
	}
	if words < 4 {
		return nil
	}
	var best strip
	for _, s := range clear(ls, 0) {
		if s.hi-s.lo > best.hi-best.lo && s.hi-s.lo > 0.5*ls[0].size && besideEach(ls, (s.lo+s.hi)/2) {
			best = s
		}
	}
	if best == (strip{}) {
		return nil
	}
	return []strip{best}
}

// besideEach reports whether two lines and more stand on each side of x, beside each other.
func besideEach(ls []line, x float64) bool {
	left, right := cutAll(ls, x, false), cutAll(ls, x, true)
	if len(left) < 2 || len(right) < 2 {
		return false
	}
	top, bottom := max(left[0].box[1], right[0].box[1]), min(left[len(left)-1].box[3], right[len(right)-1].box[3])
	return bottom-top > left[0].size
}

// cutAt returns the part of a line whose words' middles lie left or right of x, and whether there is one.
func cutAt(l line, x float64, right bool) (line, bool) {
	part := line{base: l.base, size: l.size, band: l.band, ends: l.ends, gap: l.gap}
	for _, w := range l.words {
		if ((w.Box[0]+w.Box[2])/2 >= x) == right {
			part.words = append(part.words, w)
		}
	}
	if len(part.words) == 0 {
		return line{}, false
	}
	part.finish()
	return part, true
}

func rightOf(ls []line, x float64) []line { return cutAll(ls, x, true) }
func leftOf(ls []line, x float64) []line  { return cutAll(ls, x, false) }

func cutAll(ls []line, x float64, right bool) []line {
	var out []line
	for _, l := range ls {
		if part, ok := cutAt(l, x, right); ok {
			out = append(out, part)
		}
	}
	return out
}

// partAt returns the upright lines down to a band's bottom and those below it.
func partAt(ls []line, band *line) (head, body []line) {
	for _, l := range ls {
		switch {
		case l.band:
		case (l.box[1]+l.box[3])/2 < band.box[3]+0.3*l.size:
			head = append(head, l)
		default:
			body = append(body, l)
		}
	}
	return head, body
}

func matrixBounds(groups [][]heading, rows [][]rowLine, band *line, rg region) []float64 {
	ys := []float64{rg.box[1]}
	for i, level := range groups {
		bottom := level[0].box[3]
		for _, h := range level {
			bottom = max(bottom, h.box[3])
		}
		ys[0] = min(ys[0], level[0].box[1])
		next := band.box[1]
		if i+1 < len(groups) {
			next = groups[i+1][0].box[1]
		}
		ys = append(ys, max((bottom+next)/2, ys[len(ys)-1]+0.1))
	}
	ys[0] = min(ys[0], band.box[1])
	body := rowBounds(rows, rg)
	body[0] = boundAt(rg, band.box[3]-2, topOf(rows[0])+1)
	ys = append(ys, max(body[0], ys[len(ys)-1]+0.1))
	return append(ys, body[1:]...)
}

// boundAt returns the ruling between two heights, or their middle.
func boundAt(rg region, a, b float64) float64 {
	for _, h := range rg.h {
		if h.at >= min(a, b) && h.at <= max(a, b) {
			return h.at
		}
	}
	return (a + b) / 2
}

func headings(groups [][]heading, xs []float64, first int, rg region) []cell {
	var out []cell
	for r, level := range groups {
		spans := spansOf(level, xs, rg)
		for i, s := range spans {
			out = append(out, cell{r, r + 1, first + s[0], first + s[1], level[i].words})
		}
	}
	return out
}

func bandCells(band *line, first, r int) []cell {
	var out []cell
	for i, w := range band.words {
		out = append(out, cell{r, r + 1, first + i, first + i + 1, []*page.Word{w}})
	}
	return out
}

// labelCells returns the header cells before the band, each over the header's whole height.
func labelCells(ls []line, cs columns, first, rows int) []cell {
	var out []cell
	for _, l := range ls {
		for _, t := range cs.items(l, true) {
			out = withItem(out, item{t.c0, min(t.c1, first), t.words}, 0)
		}
	}
	for i := range out {
		out[i].r1 = rows
	}
	return out
}
