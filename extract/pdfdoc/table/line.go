package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// line is a row of words on one baseline across the page, from the left. Words of several columns stand in it together.
type line struct {
	words  []*page.Word
	base   float64
	size   float64 // of its largest words' font
	box    corpus.Box
	chunks []chunk
	band   bool    // its words stand for rotated headers side by side
	gap    float64 // in ems, that parts its chunks; 0 for the usual one
	ends   spacing // has a say once the gap is set
}

// chunk is a run of words of a line with no more than a word's gap between them.
type chunk struct {
	words []*page.Word
	box   corpus.Box
	prose bool // part of running text
}

// gapShare is the gap between two chunks in ems: more than justified text leaves between words, as a rule.
const gapShare = 0.85

// endShare is the same after a word that no white space follows.
const endShare = 0.12

// linesOf puts the upright words of a page into lines, from the top.
func linesOf(ws []*page.Word, ends spacing) []line {
	var up []*page.Word
	for _, w := range ws {
		if w.Angle == 0 && w.Text != "" && !dots(w.Text) {
			up = append(up, w)
		}
	}
	raised := func(w *page.Word) int { return min(int(w.Raised)*int(w.Raised), 1) }
	slices.SortStableFunc(up, func(a, b *page.Word) int {
		return cmp.Or(cmp.Compare(raised(a), raised(b)), cmp.Compare(a.Base, b.Base), cmp.Compare(a.Box[0], b.Box[0]))
	})
	var ls []line
	for _, w := range up {
		if l := lineFor(ls, w); l != nil {
			l.words = append(l.words, w)
			l.size = max(l.size, w.Size)
		} else {
			ls = append(ls, line{words: []*page.Word{w}, base: w.Base, size: w.Size, ends: ends})
		}
	}
	for i := range ls {
		ls[i].finish()
	}
	slices.SortStableFunc(ls, func(a, b line) int { return cmp.Compare(a.base, b.base) })
	return ls
}

// lineFor returns the line that a word stands on: the one whose baseline is nearest, within a part of the size; for a raised
// or lowered word the one with the word beside it.
func lineFor(ls []line, w *page.Word) *line {
	var best *line
	near := 0.0
	for i := len(ls) - 1; i >= 0; i-- {
		d := math.Abs(ls[i].base - w.Base)
		if w.Raised != 0 {
			if d > 0.6*ls[i].size {
				continue
			}
			d = gapTo(ls[i], w)
		} else if d > 0.25*max(ls[i].size, w.Size) {
			if i < len(ls)-6 {
				break
			}
			continue
		}
		if best == nil || d < near {
			best, near = &ls[i], d
		}
	}
	return best
}

// gapTo returns the gap between a word and the nearest word of a line.
func gapTo(l line, w *page.Word) float64 {
	gap := math.Inf(1)
	for _, o := range l.words {
		gap = min(gap, math.Max(0, -overlap(o.Box[0], o.Box[2], w.Box[0], w.Box[2])))
	}
	return gap
}

// finish sorts a line's words and makes its box and chunks.
func (l *line) finish() {
	slices.SortStableFunc(l.words, func(a, b *page.Word) int { return cmp.Compare(a.Box[0], b.Box[0]) })
	l.box = boxOf(l.words)
	if l.band {
		l.chunks = nil
		for _, w := range l.words {
			l.chunks = append(l.chunks, chunk{words: []*page.Word{w}, box: w.Box})
		}
		return
	}
	l.base = middle(l.words, func(w *page.Word) float64 { return w.Base })
	l.chunks = l.parted()
}

func middle(ws []*page.Word, of func(*page.Word) float64) float64 {
	var v []float64
	for _, w := range ws {
		v = append(v, of(w))
	}
	return median(v)
}

// median returns the middle value, 0 of none; it sorts v.
func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[len(v)/2]
}

// parted returns a line's words as chunks.
func (l *line) parted() []chunk {
	var out []chunk
	for i, w := range l.words {
		if i > 0 && w.Box[0]-out[len(out)-1].box[2] <= l.gapAfter(l.words[i-1])*min(w.Size, l.words[i-1].Size) {
			c := &out[len(out)-1]
			c.words = append(c.words, w)
			c.box = union(c.box, w.Box)
			continue
		}
		out = append(out, chunk{words: []*page.Word{w}, box: w.Box})
	}
	return out
}

// gapAfter is the gap in ems after a word that parts chunks.
func (l *line) gapAfter(w *page.Word) float64 {
	switch {
	case l.gap > 0 && l.ends[w]:
		return endShare
	case l.gap > 0:
		return l.gap
	}
	return gapShare
}

// inside returns the line's part whose words' middles lie in a box, and whether there is one.
func (l *line) inside(b corpus.Box) (line, bool) {
	var ws []*page.Word
	for _, w := range l.words {
		if holds(b, w.Box) {
			ws = append(ws, w)
		}
	}
	if len(ws) == 0 {
		return line{}, false
	}
	if len(ws) == len(l.words) {
		return *l, true
	}
	part := line{words: ws, base: l.base, size: l.size, band: l.band, ends: l.ends, gap: l.gap}
	part.finish()
	return part, true
}

// linesInside returns the parts of lines that lie in a box.
func linesInside(ls []line, b corpus.Box) []line {
	var out []line
	for i := range ls {
		if ls[i].box[3] < b[1] || ls[i].box[1] > b[3] {
			continue
		}
		if l, ok := ls[i].inside(b); ok {
			out = append(out, l)
		}
	}
	return out
}

// holds reports whether the middle of b lies in a.
func holds(a, b corpus.Box) bool {
	x, y := (b[0]+b[2])/2, (b[1]+b[3])/2
	return x >= a[0] && x <= a[2] && y >= a[1] && y <= a[3]
}

func union(a, b corpus.Box) corpus.Box {
	return corpus.Box{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}

func boxOf(ws []*page.Word) corpus.Box {
	b := ws[0].Box
	for _, w := range ws[1:] {
		b = union(b, w.Box)
	}
	return b
}

// overlap returns the length that two ranges share; negative: the gap between them.
func overlap(lo1, hi1, lo2, hi2 float64) float64 { return min(hi1, hi2) - max(lo1, lo2) }
