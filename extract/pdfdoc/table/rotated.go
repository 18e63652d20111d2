package table

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// block is a rotated text of one or several lines: a header that is read up or down the page.
type block struct {
	words []*page.Word
	box   corpus.Box
}

// blocksOf returns the rotated texts among a page's words, from the left. Lines belong together that are painted one after
// the other a line's pitch apart: where a header has more lines than its column is wide, the place alone would give the last
// ones to the next column.
func blocksOf(p *page.Page, ws []*page.Word) []block {
	var turned []*page.Word
	for _, w := range ws {
		if (w.Angle == 90 || w.Angle == 270) && w.Text != "" && len(w.Glyphs) > 0 {
			turned = append(turned, w)
		}
	}
	if len(turned) == 0 {
		return nil
	}
	lines := turnedLines(p, turned)
	narrow := narrowPitch(lines)
	var out []block
	for i, l := range lines {
		if i > 0 && !narrow && sameBlock(lines[i-1], l) {
			b := &out[len(out)-1]
			b.words, b.box = append(b.words, l.words...), union(b.box, l.box)
			continue
		}
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b block) int { return cmp.Compare(a.box[0]+a.box[2], b.box[0]+b.box[2]) })
	return out
}

// turnedLines puts rotated words into lines, in the order in which the page paints them.
func turnedLines(p *page.Page, ws []*page.Word) []block {
	order := paintOrder(p)
	at := func(w *page.Word) int { return order[[2]float64{w.Glyphs[0].X, w.Glyphs[0].Y}] }
	slices.SortStableFunc(ws, func(a, b *page.Word) int { return cmp.Compare(at(a), at(b)) })
	var out []block
	for _, w := range ws {
		if n := len(out); n > 0 && sameLine(out[n-1], w) {
			out[n-1].words, out[n-1].box = append(out[n-1].words, w), union(out[n-1].box, w.Box)
			continue
		}
		out = append(out, block{[]*page.Word{w}, w.Box})
	}
	return out
}

// paintOrder returns the index of the rotated glyph at each place.
func paintOrder(p *page.Page) map[[2]float64]int {
	out := map[[2]float64]int{}
	for i, g := range p.Glyphs {
		if g.Angle != 0 {
			out[[2]float64{g.X, g.Y}] = i
		}
	}
	return out
}

// sameLine reports whether a word goes on a rotated line: on its baseline, behind its last word and no
// further from it than words stand apart.
func sameLine(b block, w *page.Word) bool {
	last := b.words[len(b.words)-1]
	gap := w.Box[1] - last.Box[3]
	if w.Angle == 270 {
		gap = last.Box[1] - w.Box[3]
	}
	return last.Angle == w.Angle && math.Abs(last.Base-w.Base) < 0.2*w.Size && gap > -0.3*w.Size && gap < 0.8*w.Size
}

// sameBlock reports whether a rotated line is the next line of the one painted before it.
func sameBlock(a, b block) bool {
	first, next := a.words[0], b.words[0]
	d := next.Base - first.Base
	if first.Angle == 90 {
		d = -d
	}
	return first.Angle == next.Angle && isPitch(d, next.Size) && overlap(a.box[1], a.box[3], b.box[1], b.box[3]) > 0
}

func isPitch(d, size float64) bool { return d > 0.8*size && d < 1.4*size }

// narrowPitch reports whether whole columns of rotated text stand as near to each other as lines: then each line is one.
func narrowPitch(lines []block) bool {
	n := 0
	for i := 1; i < len(lines); i++ {
		if sameBlock(lines[i-1], lines[i]) {
			n++
		}
	}
	return 3*n > 2*(len(lines)-1) && len(lines) > 4
}

// asWord returns a block as a single word, which stands for its words while columns and rows are sought.
func (b block) asWord() *page.Word {
	var text []string
	for _, w := range b.words {
		text = append(text, w.Text)
	}
	first := b.words[0]
	return &page.Word{Text: strings.Join(text, " "), Box: b.box, Base: b.box[3], Size: first.Size, Angle: first.Angle, Space: true}
}

// bandsOf returns a line for each row of three and more blocks side by side, which head columns: its words stand for the
// blocks, from the left, and its base is the bottom of the row.
func bandsOf(bs []block) []line {
	var out []line
	left := slices.Clone(bs)
	for len(left) > 2 {
		band, rest := besideMost(left)
		if len(band) < 3 {
			break
		}
		left = rest
		l := line{}
		for _, b := range band {
			w := b.asWord()
			l.words = append(l.words, w)
			l.size = max(l.size, w.Size)
			l.chunks = append(l.chunks, chunk{words: []*page.Word{w}, box: w.Box})
		}
		l.box = boxOf(l.words)
		l.base, l.band = l.box[3], true
		out = append(out, l)
	}
	return out
}

// besideMost returns the blocks beside the one that has the most beside it, and the rest.
func besideMost(bs []block) (band, rest []block) {
	for _, b := range bs {
		var in, out []block
		for _, o := range bs {
			if overlap(b.box[1], b.box[3], o.box[1], o.box[3]) > 0 {
				in = append(in, o)
			} else {
				out = append(out, o)
			}
		}
		if len(in) > len(band) {
			band, rest = in, out
		}
	}
	return band, rest
}

// bandIn returns the first band among lines that heads three columns and more there, nil for none.
func bandIn(ls []line) *line {
	for i := range ls {
		if ls[i].band && len(ls[i].words) > 2 {
			return &ls[i]
		}
	}
	return nil
}

// bandEdges returns the boundaries of the columns that a band heads: the middles between its blocks, and as far outside the
// first and the last.
func bandEdges(band *line) []float64 {
	var mid []float64
	for _, w := range band.words {
		mid = append(mid, (w.Box[0]+w.Box[2])/2)
	}
	n := len(mid)
	if abutting(band.words) {
		return sidesOf(band.words)
	}
	out := []float64{mid[0] - (mid[1]-mid[0])/2}
	for i := 1; i < n; i++ {
		out = append(out, (mid[i-1]+mid[i])/2)
	}
	return append(out, mid[n-1]+(mid[n-1]-mid[n-2])/2)
}

// abutting reports whether the words of a band are as wide as their columns.
func abutting(ws []*page.Word) bool {
	for i := 1; i < len(ws); i++ {
		if gap := ws[i].Box[0] - ws[i-1].Box[2]; gap < 0.5 || gap > 1.5 {
			return false
		}
	}
	return true
}

// sidesOf returns the edges of words that abut.
func sidesOf(ws []*page.Word) []float64 {
	out := []float64{ws[0].Box[0]}
	for i := 1; i < len(ws); i++ {
		out = append(out, (ws[i-1].Box[2]+ws[i].Box[0])/2)
	}
	return append(out, ws[len(ws)-1].Box[2])
}

// unfold gives cells the words that others stood for, and takes those of drawn marks out.
func (d *draft) unfold(rg region) {
	for i := range d.cells {
		d.cells[i].words = unfolded(slices.DeleteFunc(slices.Clone(d.cells[i].words), isDrawn), rg.blocks)
	}
}

// unfolded replaces the words that stand for blocks by the blocks' own.
func unfolded(ws []*page.Word, bs []block) []*page.Word {
	var out []*page.Word
	for _, w := range ws {
		i := -1
		if w.Glyphs == nil {
			i = slices.IndexFunc(bs, func(b block) bool { return b.box == w.Box })
		}
		if i < 0 {
			out = append(out, w)
			continue
		}
		out = append(out, bs[i].words...)
	}
	return out
}
