// Package table finds the tables of a page and their cells, by rules, shades and the places of words.
//
// Rulings (rules and edges of shades) that cross bound a table and its cells: a lattice. Where rulings only run across, or
// there are none, words bound them: gutters that no word stands in part columns, and lines part rows: a stream. A cell of a
// lattice that holds several columns or rows is parted as a stream. What has the shape of running text, a chart, a list or a
// table of contents is no table.
//
// Marks or shades one below the other without rules between them are the field of a matrix: the headers over it, upright or
// rotated, bound its columns, and labels, by their numbers or distances, its rows.
package table

import (
	"cmp"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Of returns the tables of a page, from the top, made of its words.
func Of(p *page.Page, words []page.Word) []page.Table {
	ws := make([]*page.Word, len(words))
	for i := range words {
		ws[i] = &words[i]
	}
	ls := linesOf(ws, spacingOf(p, ws))
	markProse(ls, p.Width)
	ls = withDrawn(p, ls)
	blocks := blocksOf(p, ws)
	ls = withBands(ls, bandsOf(blocks))
	r := rulingsOf(p, ls)
	var out []page.Table
	var taken []region
	matrices := uprightRegions(ls, r, seamsOf(p))
	if len(matrices) == 0 {
		matrices = shadedRegions(p, ls)
	}
	for _, rg := range matrices {
		if d, ok := matrix(rg, bandIn(rg.lines)); ok && !overlaps(taken, rg.box) {
			d.complete()
			d.withoutEmpty(func(c cell) bool { return len(c.words) > 0 || holdsInk(p, &d, c) })
			out = append(out, tableOf(p, d))
			taken = append(taken, rg)
		}
	}
	for _, rg := range ruledRegions(r, ls) {
		rg.take(ws, blocks)
		rg.caption = captioned(ls, rg.box)
		if isChart(p, rg) {
			taken = append(taken, region{box: enclosing(framesOf(r), rg.box)})
		} else if overlaps(taken, rg.box) {
			continue
		} else if d, ok := ruledDraft(p, rg); ok {
			out = append(out, tableOf(p, d))
			taken = append(taken, rg)
		}
	}
	for _, rg := range openRegions(ls, taken, r) {
		rg.caption = captioned(ls, rg.box)
		rg.take(ws, blocks)
		if d, ok := stream(rg); ok && !isChart(p, rg) && isTable(p, &d, rg) {
			out = append(out, tableOf(p, d))
		}
	}
	slices.SortStableFunc(out, func(a, b page.Table) int {
		if a.Box[1] < b.Box[1] {
			return -1
		}
		return 1
	})
	return out
}

// overlaps reports whether a box covers a part of taken regions, or they of it.
func overlaps(taken []region, b corpus.Box) bool {
	return slices.ContainsFunc(taken, func(t region) bool {
		w, h := overlap(t.box[0], t.box[2], b[0], b[2]), overlap(t.box[1], t.box[3], b[1], b[3])
		return w > 0 && h > 0 && w*h > 0.15*min(area(t.box), area(b))
	})
}

// enclosing returns the largest frame around a box, or the box.
func enclosing(frames []corpus.Box, b corpus.Box) corpus.Box {
	out := b
	for _, f := range frames {
		if encloses(f, b) && area(f) > area(out) {
			out = f
		}
	}
	return out
}

// ruledDraft builds a region's table by its rulings or by its words, whichever parts it better.
func ruledDraft(p *page.Page, rg region) (draft, bool) {
	d, ok := draft{}, false
	if rulesPart(rg) {
		d, ok = lattice(rg)
	}
	if !ok {
		d, ok = stream(rg)
	}
	if !ok {
		d, ok = lattice(rg)
	}
	if !ok || !isTable(p, &d, rg) {
		return draft{}, false
	}
	return d, true
}

// rulesPart reports whether vertical rulings part most of a region's columns: those that rotated headers head where there
// are any, else those that gutters part.
func rulesPart(rg region) bool {
	band := bandIn(rg.lines)
	if band == nil {
		return innerColumns(rg)*10 >= 4*(len(separators(rg))-2)
	}
	n := 0
	for i := 1; i < len(band.words); i++ {
		a, b := band.words[i-1].Box, band.words[i].Box
		from, to := (a[0]+a[2])/2, (b[0]+b[2])/2
		for _, v := range rg.v {
			if v.at > from && v.at < to && v.lo < band.box[3]-5 && v.hi > band.box[3]-5 {
				n++
				break
			}
		}
	}
	return 10*n >= 6*(len(band.words)-1)
}

// innerColumns counts the places of vertical rulings that run through a fifth of a region and more, its sides left out.
func innerColumns(rg region) int {
	n := 0
	for _, x := range places(rg.v) {
		if x > rg.box[0]+thin && x < rg.box[2]-thin && covered(rg.v, x, rg.box[1], rg.box[3]) > 0.2 {
			n++
		}
	}
	return n
}

// take gives a region the words and rotated texts whose middles lie in it.
func (rg *region) take(ws []*page.Word, bs []block) {
	b := rg.box
	b[0], b[1], b[2], b[3] = b[0]-reach, b[1]-reach, b[2]+reach, b[3]+reach
	for _, w := range ws {
		if w.Angle != 90 && w.Angle != 270 && holds(b, w.Box) {
			rg.words = append(rg.words, w)
		}
	}
	for _, k := range bs {
		if holds(b, k.box) {
			rg.blocks = append(rg.blocks, k)
		}
	}
}

// withBands puts the lines of rotated headers among the others, from the top.
func withBands(ls, bands []line) []line {
	ls = append(ls, bands...)
	slices.SortStableFunc(ls, func(a, b line) int { return cmp.Compare(a.base, b.base) })
	return ls
}
