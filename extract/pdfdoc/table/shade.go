package table

import (
	"cmp"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Sizes in points of the shade of a cell that stands for a mark.
const (
	shadeWidth  = 120
	shadeHeight = 60
)

// withShades returns lines with a word for each shaded cell without words on the right of their own ones, and the sides of
// these cells, from the left. nil for a page with fewer than three of them.
func withShades(p *page.Page, ls []line) ([]line, []seam) {
	out := slices.Clone(ls)
	var sides []seam
	for _, b := range shadesOf(p, ls) {
		i := lineBeside(ls, b)
		if i < 0 {
			continue
		}
		x, y := (b[0]+b[2])/2, (b[1]+b[3])/2
		mark := &page.Word{Text: drawnSign, Box: corpus.Box{x - 2, y - 2, x + 2, y + 2}, Base: ls[i].base, Size: ls[i].size, Space: true, Link: -1}
		out[i] = out[i].with(append(slices.Clone(out[i].words), mark), out[i].gap)
		sides = append(sides, seam{b[0], y}, seam{b[2], y})
	}
	if len(sides) < 6 {
		return nil, nil
	}
	slices.SortFunc(sides, func(a, b seam) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) })
	return out, sides
}

// shadesOf returns the fills as large as cells of the colours that are under no words: those of headers and of every other
// row are.
func shadesOf(p *page.Page, ls []line) []corpus.Box {
	if len(p.Fills) > maxInk {
		return nil
	}
	written := map[page.Color]bool{page.White: true}
	for _, f := range p.Fills {
		if len(linesInside(ls, f.Box)) > 0 {
			written[f.Color] = true
		}
	}
	var out []corpus.Box
	for _, f := range p.Fills {
		w, h := f.Box[2]-f.Box[0], f.Box[3]-f.Box[1]
		if !written[f.Color] && w > 6 && h > 6 && w < shadeWidth && h < shadeHeight {
			out = append(out, f.Box)
		}
	}
	return out
}

// shadedRegions returns the regions of matrices whose marks are shaded cells, where no rules part their columns.
func shadedRegions(p *page.Page, ls []line) []region {
	with, sides := withShades(p, ls)
	if with == nil {
		return nil
	}
	plain := *p
	plain.Fills = nil
	return uprightRegions(with, rulingsOf(&plain, with), sides)
}
