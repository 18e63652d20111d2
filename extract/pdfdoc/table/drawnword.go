package table

import (
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// drawnSign is the text of a word that stands for a drawn mark.
const drawnSign = "✔"

// withDrawn gives lines a word for each mark that is drawn on the right of their own words, so that drawn marks show where
// columns are as typed ones do. A page with fewer than three of them has none; bullets stand on the left, and what is drawn
// at the height of a curve belongs to a chart or a map.
func withDrawn(p *page.Page, ls []line) []line {
	at := map[int][]*page.Word{}
	n := 0
	var curves []corpus.Box
	for _, s := range p.Shapes {
		if isCurve(s) {
			curves = append(curves, s.Box)
		}
	}
	for _, b := range drawings(p) {
		if slices.ContainsFunc(curves, func(c corpus.Box) bool { return holds(c, b) || b[3] > c[1]-markSize && b[1] < c[3]+markSize }) {
			continue
		}
		if i := lineBeside(ls, b); i >= 0 {
			at[i] = append(at[i], &page.Word{Text: drawnSign, Box: b, Base: ls[i].base, Size: ls[i].size, Space: true, Link: -1})
			n++
		}
	}
	if n < 3 {
		return ls
	}
	for i, ws := range at {
		ls[i] = ls[i].with(append(ws, ls[i].words...), ls[i].gap)
	}
	return ls
}

// isDrawn reports whether a word stands for a drawn mark.
func isDrawn(w *page.Word) bool { return w.Glyphs == nil && w.Angle == 0 && w.Text == drawnSign }

// drawings returns the boxes of what is drawn as small as a mark.
func drawings(p *page.Page) []corpus.Box {
	if len(p.Shapes)+len(p.Images)+len(p.Fills) > maxInk {
		return nil
	}
	var out []corpus.Box
	add := func(b corpus.Box) {
		if w, h := b[2]-b[0], b[3]-b[1]; max(w, h) <= markSize && max(w, h) >= 2.5 && min(w, h) >= 1.5 {
			out = append(out, b)
		}
	}
	for _, s := range p.Shapes {
		if s.Color != page.White {
			add(s.Box)
		}
	}
	for _, f := range p.Fills {
		if w, h := f.Box[2]-f.Box[0], f.Box[3]-f.Box[1]; f.Color != page.White && w < 1.5*h && h < 1.5*w {
			add(f.Box)
		}
	}
	for _, i := range p.Images {
		add(i.Box)
	}
	return out
}

// lineBeside returns the index of the line whose words stand on the left of a drawing at its height, -1 for none.
func lineBeside(ls []line, b corpus.Box) int {
	best, near := -1, math.Inf(1)
	y := (b[1] + b[3]) / 2
	for i, l := range ls {
		d := math.Abs((l.box[1]+l.box[3])/2 - y)
		if d < near && d < 1.2*l.size && l.box[0] < b[0] && !l.band && !l.running() {
			best, near = i, d
		}
	}
	return best
}

// with returns a line of the same place with other words and another gap between chunks.
func (l *line) with(ws []*page.Word, gap float64) line {
	out := line{words: ws, base: l.base, size: l.size, band: l.band, ends: l.ends, gap: gap}
	out.finish()
	for i := range out.chunks {
		for _, c := range l.chunks {
			if c.prose && overlap(c.box[0], c.box[2], out.chunks[i].box[0], out.chunks[i].box[2]) > 0 {
				out.chunks[i].prose = true
			}
		}
	}
	return out
}

// setApart parts the lines of a region by the white space that is painted between words too.
func setApart(ls []line) []line {
	out := make([]line, len(ls))
	for i := range ls {
		out[i] = ls[i]
		if ls[i].ends != nil {
			out[i] = ls[i].with(ls[i].words, gapShare)
		}
	}
	return out
}

// closely parts the lines of a region with marks into chunks by gaps not much wider than its words' own, when most of these
// are alike: columns of marks are narrow, and so are the gaps between their headers.
func closely(ls []line) []line {
	var gaps []float64
	signs := 0
	for _, l := range ls {
		for _, w := range l.words {
			if signOf([]*page.Word{w}) != "" {
				signs++
			}
		}
		for i := 1; i < len(l.words); i++ {
			size := min(l.words[i].Size, l.words[i-1].Size)
			if gap := (l.words[i].Box[0] - l.words[i-1].Box[2]) / size; gap > 0.1 && gap < gapShare {
				gaps = append(gaps, gap)
			}
		}
	}
	if len(gaps) < 10 || signs < 3 {
		return ls
	}
	slices.Sort(gaps)
	usual, alike := gaps[len(gaps)/4], 0
	for _, g := range gaps {
		if g < 1.3*usual && g > usual/1.3 {
			alike++
		}
	}
	if 2*alike < len(gaps) || 1.6*usual >= gapShare {
		return ls
	}
	out := make([]line, len(ls))
	for i := range ls {
		out[i] = ls[i].with(ls[i].words, max(1.6*usual, 0.3))
	}
	return headedByWord(out)
}
