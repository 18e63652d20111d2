package table

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// heads are the upright headers of a field's columns.
type heads struct {
	blocks []block   // one a column, from the left
	edges  []float64 // of the columns, one more
	top    float64   // of the header, what groups columns included
}

// uprightRegions returns the regions of the fields of marks on a page whose columns upright headers head and nothing else
// parts, with the headers among the lines as bands.
func uprightRegions(ls []line, r rulings, seams []seam) []region {
	var out []region
	for _, f := range fieldsOf(ls) {
		if f.parted(r) {
			continue
		}
		h, ok := f.heads(r, seams)
		if !ok {
			continue
		}
		rg := f.region(h.among(ls), h.top, h.edges[len(h.edges)-1], r)
		rg.blocks = h.blocks
		out = append(out, rg)
	}
	return out
}

// heads reads the headers of a field by the gaps between words, and where these leave columns of marks without a header of
// their own, by the marks too.
func (f *field) heads(r rulings, seams []seam) (heads, bool) {
	for _, byMarks := range []bool{false, true} {
		h := f.read(r, byMarks)
		if len(h.blocks) > 2 && len(h.blocks) >= len(f.at) && h.apart() && h.edge(*f, seams) {
			return h, true
		}
	}
	return heads{}, false
}

// read reads the headers of a field: from the lowest line up, chunks that stand over each other are one header, and what
// stands over several of them groups these.
func (f *field) read(r rulings, byMarks bool) heads {
	h := heads{top: math.Inf(1)}
	pitch := f.pitch()
	below := f.lines[f.first]
	for i := f.first - 1; i >= 0; i-- {
		l, ok := f.headLine(i, below, byMarks)
		if !ok {
			break
		}
		part, ok := cutAt(l, f.label, true)
		if !ok {
			below = l
			continue
		}
		if h.top < math.Inf(1) && h.top-part.box[3] > levelGap*l.size {
			break
		}
		h.add(part, pitch*l.size, r)
		h.top = min(h.top, part.box[1])
		below = l
	}
	slices.SortFunc(h.blocks, func(a, b block) int { return cmp.Compare(a.box[0], b.box[0]) })
	return h
}

// headLine returns line i, parted closely, when it may be one of a header, above another one.
func (f *field) headLine(i int, below line, byMarks bool) (line, bool) {
	l := f.lines[i]
	if l.running() || l.band || len(marksIn(l)) > 0 || below.box[1]-l.box[3] > bandGap || l.size > 1.3*f.lines[f.first].size {
		return line{}, false
	}
	l = l.with(l.words, f.gap())
	if byMarks {
		l = f.split(l)
	}
	for _, c := range l.chunks {
		if c.box[0] < f.label-0.5*l.size && c.box[2] > f.label+l.size {
			return line{}, false
		}
	}
	return l, true
}

// split parts the words of a line that stand right over marks from their neighbours.
func (f *field) split(l line) line {
	out := l
	out.ends = maps.Clone(l.ends)
	if out.ends == nil {
		out.ends = spacing{}
	}
	for _, c := range l.chunks {
		if stands(f.at, (c.box[0]+c.box[2])/2) {
			continue
		}
		for i, w := range c.words {
			if stands(f.at, (w.Box[0]+w.Box[2])/2) {
				out.ends[w] = true
				if i > 0 {
					out.ends[c.words[i-1]] = true
				}
			}
		}
	}
	return out.with(out.words, out.gap)
}

// gap returns the gap in ems that parts headers: half as wide again as those between words of the field's labels.
func (f *field) gap() float64 {
	var gaps []float64
	for _, l := range f.body() {
		for i := 1; i < len(l.words); i++ {
			a, b := l.words[i-1], l.words[i]
			if g := (b.Box[0] - a.Box[2]) / max(a.Size, 1); b.Box[2] <= f.label && g > 0.1 && g < gapShare {
				gaps = append(gaps, g)
			}
		}
	}
	if len(gaps) == 0 {
		return 1.4 * tightGap
	}
	return min(max(tightGap, 1.45*median(gaps)), gapShare)
}

// pitch returns how far apart in ems the lines of one header stand at most, by the lines of labels.
func (f *field) pitch() float64 {
	least := 1.3
	for i := f.first + 1; i <= f.last; i++ {
		l, above := f.lines[i], f.lines[i-1]
		if p := (l.base - above.base) / l.size; p > 0.95 && p < 1.35 {
			least = max(least, 1.15*p)
		}
	}
	return least
}

// add puts the chunks of a line above all others into headers.
func (h *heads) add(l line, pitch float64, r rulings) {
	var fresh []block
	for _, c := range l.chunks {
		over, at := 0, -1
		for i, b := range h.blocks {
			if overlap(b.box[0], b.box[2], c.box[0], c.box[2]) > -0.5 {
				over, at = over+1, i
			}
		}
		switch {
		case over == 0:
			fresh = append(fresh, block{c.words, c.box})
		case over == 1 && h.goesOn(c, l, h.blocks[at], pitch) && !ruledBetween(r, c, h.blocks[at]):
			b := &h.blocks[at]
			b.words, b.box = append(slices.Clone(c.words), b.words...), union(b.box, c.box)
		}
	}
	for _, b := range fresh {
		if len(h.blocks) == 0 || h.beside(b) {
			h.blocks = append(h.blocks, b)
		}
	}
}

// widePitch is how far apart in ems the lines of a header stand at most that is higher than those beside it.
const widePitch = 1.7

// goesOn reports whether a chunk is the line above a header's first: a line's pitch above it, or further where it stands at
// the height of other headers.
func (h *heads) goesOn(c chunk, l line, b block, pitch float64) bool {
	d := b.top() - l.base
	return d < pitch || d < widePitch*l.size && h.beside(block{c.words, c.box})
}

// top returns the highest baseline of a header's words.
func (b block) top() float64 {
	y := math.Inf(1)
	for _, w := range b.words {
		y = min(y, w.Base)
	}
	return y
}

// beside reports whether a header stands at the height of others.
func (h *heads) beside(b block) bool {
	return slices.ContainsFunc(h.blocks, func(o block) bool { return overlap(o.box[1], o.box[3], b.box[1], b.box[3]) > 0 })
}

// ruledBetween reports whether a ruling runs between a chunk and a header below it.
func ruledBetween(r rulings, c chunk, b block) bool {
	mid := (c.box[0] + c.box[2]) / 2
	return slices.ContainsFunc(r.h, func(h ruling) bool {
		return h.at > c.box[3]-0.3*(c.box[3]-c.box[1]) && h.at < b.box[1]+0.3*(c.box[3]-c.box[1]) && h.lo < mid && h.hi > mid
	})
}

// apart reports whether no header stands over another one.
func (h *heads) apart() bool {
	for i := 1; i < len(h.blocks); i++ {
		if h.blocks[i].box[0] < h.blocks[i-1].box[2]-0.5 {
			return false
		}
	}
	return true
}

// edge finds the edges of the columns, and reports whether each column of marks lies in one of its own. Headers stand over
// the middle of their marks, or at the left ends of their columns.
func (h *heads) edge(f field, seams []seam) bool {
	centred := 0
	for _, x := range f.at {
		if slices.ContainsFunc(h.blocks, func(b block) bool { return math.Abs((b.box[0]+b.box[2])/2-x) <= 1.5*align }) {
			centred++
		}
	}
	h.edges = h.sides(2*centred >= len(f.at), f)
	for i := 1; i < len(h.blocks); i++ {
		if x, ok := seamBetween(seams, h.blocks[i-1].box[2]-1, h.blocks[i].box[0]+1, h.top, f.lines[f.last].box[3]); ok {
			h.edges[i] = x
		}
	}
	return h.holds(f.at)
}

// sides returns the edges of columns by their headers alone.
func (h *heads) sides(centred bool, f field) []float64 {
	n := len(h.blocks)
	out := make([]float64, n+1)
	var gaps, pitches []float64
	for i := 1; i < n; i++ {
		a, b := h.blocks[i-1].box, h.blocks[i].box
		gaps, pitches = append(gaps, b[0]-a[2]), append(pitches, b[0]-a[0])
		out[i] = (a[2] + b[0]) / 2
		if !centred {
			out[i] = max(out[i], b[0]-2)
		}
	}
	first, last := h.blocks[0].box, h.blocks[n-1].box
	out[0] = max((f.label+first[0])/2, first[0]-median(gaps)/2-2)
	out[n] = last[2] + median(gaps)/2
	if !centred {
		out[n] = max(last[2]+1, last[0]+median(pitches)-2)
	}
	out[n] = max(out[n], f.at[len(f.at)-1]+4)
	return out
}

// holds reports whether columns hold one column of marks each at most.
func (h *heads) holds(at []float64) bool {
	last := -1
	for _, x := range at {
		i, _ := slices.BinarySearch(h.edges, x)
		if i < 1 || i >= len(h.edges) || i == last {
			return false
		}
		last = i
	}
	return true
}

// among returns lines with the headers as a band of words that stand for them, as wide as their columns.
func (h *heads) among(ls []line) []line {
	band := line{band: true}
	used := map[*page.Word]bool{}
	for i := range h.blocks {
		b := &h.blocks[i]
		for _, w := range b.words {
			used[w] = true
		}
		b.box[0], b.box[2] = h.edges[i]+0.5, h.edges[i+1]-0.5
		w := b.asWord()
		w.Angle = 0
		band.words = append(band.words, w)
		band.size = max(band.size, w.Size)
	}
	band.finish()
	band.base = band.box[3]
	var out []line
	for _, l := range ls {
		rest := slices.DeleteFunc(slices.Clone(l.words), func(w *page.Word) bool { return used[w] })
		switch len(rest) {
		case 0:
		case len(l.words):
			out = append(out, l)
		default:
			out = append(out, l.with(rest, l.gap))
		}
	}
	return withBands(out, []line{band})
}
