package table

import (
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// field is the body of a matrix of marks without rules between its columns: lines with marks one below the other, and the
// labels on their left.
type field struct {
	lines       []line // of the page
	first, last int    // of them with marks
	at          []float64
	label       float64 // where the labels end on the right
}

// Distances in ems of a field and its header.
const (
	fieldGap = 7.0 // between two lines with marks
	levelGap = 3.0 // between two levels of a header
	tightGap = 0.32

	labelPitch = 1.45 // between the lines of a label
)

// fieldsOf returns the fields of a page, from the top.
func fieldsOf(ls []line) []field {
	var out []field
	for i := range ls {
		if len(marksIn(ls[i])) == 0 {
			continue
		}
		if n := len(out) - 1; n >= 0 && out[n].goesTo(i) {
			out[n].last = i
			continue
		}
		out = append(out, field{lines: ls, first: i, last: i})
	}
	var matrices []field
	for _, f := range out {
		if f.measure() {
			matrices = append(matrices, f)
		}
	}
	return matrices
}

// marksIn returns the marks of a line that stand for values: a bullet or a star before words does not.
func marksIn(l line) []*page.Word {
	if l.band || l.running() {
		return nil
	}
	var out []*page.Word
	for i, w := range l.words {
		if signOf([]*page.Word{w}) == "" || w.Raised != 0 {
			continue
		}
		if i+1 < len(l.words) {
			next := l.words[i+1]
			if next.Box[0]-w.Box[2] < gapShare*w.Size && signOf([]*page.Word{next}) == "" {
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

// goesTo reports whether line i with marks belongs to the field: it is near, and between stand no other lines than such of
// labels.
func (f *field) goesTo(i int) bool {
	l, last := f.lines[i], f.lines[f.last]
	if l.base-last.base > fieldGap*max(l.size, last.size) {
		return false
	}
	left := math.Inf(1)
	for _, k := range []int{f.last, i} {
		for _, w := range marksIn(f.lines[k]) {
			left = min(left, w.Box[0])
		}
	}
	for _, b := range f.lines[f.last+1 : i] {
		if part, ok := cutAt(b, left, true); b.running() || b.band || ok && len(part.chunks) > 1 {
			return false
		}
	}
	return true
}

// measure finds the columns of marks and where labels end. It reports whether the marks may be a matrix: they stand in two
// columns and more, several in a line or in several lines.
func (f *field) measure() bool {
	var mids []float64
	left, most := math.Inf(1), 0
	for _, l := range f.body() {
		ms := marksIn(l)
		most = max(most, len(ms))
		for _, w := range ms {
			mids = append(mids, (w.Box[0]+w.Box[2])/2)
			left = min(left, w.Box[0])
		}
	}
	f.at = columnsAt(mids)
	f.label = math.Inf(-1)
	for _, l := range f.body() {
		if part, ok := cutAt(l, left, false); ok {
			f.label = max(f.label, part.box[2])
		}
	}
	for i := f.first - 1; i >= 0 && f.label < left && f.labels(i, left); i-- {
		f.label = max(f.label, f.lines[i].box[2])
	}
	return len(f.at) > 1 && (most > 2 || len(mids) > 2) && f.label < left
}

// labels reports whether line i holds the first words of the label that the line below goes on, and nothing else.
func (f *field) labels(i int, left float64) bool {
	l, below := f.lines[i], f.lines[i+1]
	return !l.band && len(l.chunks) == 1 && l.box[0] < f.label && l.box[2] < left && below.base-l.base < labelPitch*l.size
}

// columnsAt returns the middles of the columns that middles of marks stand in.
func columnsAt(mids []float64) []float64 {
	slices.Sort(mids)
	var out []float64
	for i := 0; i < len(mids); {
		j := i + 1
		for j < len(mids) && mids[j]-mids[j-1] <= align {
			j++
		}
		out = append(out, (mids[i]+mids[j-1])/2)
		i = j
	}
	return out
}

func (f *field) body() []line { return f.lines[f.first : f.last+1] }

// parted reports whether vertical rulings part most columns of marks, or rotated headers head them: these have ways of their
// own.
func (f *field) parted(r rulings) bool {
	l := f.lines[f.first]
	y := (l.box[1] + l.box[3]) / 2
	n := 0
	for i := 1; i < len(f.at); i++ {
		if slices.ContainsFunc(r.v, func(v ruling) bool {
			return v.at > f.at[i-1] && v.at < f.at[i] && v.lo < y && v.hi > y
		}) {
			n++
		}
	}
	return 2*n >= len(f.at)-1
}

// bottom returns the index of the field's last line: labels may go on below the last line with marks.
func (f *field) bottom() int {
	end := f.last
	for i := f.last + 1; i < len(f.lines); i++ {
		l, above := f.lines[i], f.lines[i-1]
		if l.running() || l.band || l.box[2] > f.label+l.size || l.base-above.base > labelPitch*l.size || l.size > 1.1*above.size {
			break
		}
		end = i
	}
	return end
}

// region returns the field's region from the top of its header on, with those of the lines that lie in it.
func (f *field) region(ls []line, top, right float64, r rulings) region {
	last := f.lines[f.bottom()]
	b := corpus.Box{math.Inf(1), top, right, last.box[3]}
	for _, l := range f.body() {
		b[0], b[3] = min(b[0], l.box[0]), max(b[3], l.box[3])
	}
	b = withRules(b, r, last.size)
	near := corpus.Box{b[0] - reach, b[1] - reach, b[2] + reach, b[3] + reach}
	return region{box: b, ruled: true, rulings: r.within(b), lines: linesInside(ls, near)}
}

// withRules returns a box grown to the rulings that run along its top and bottom.
func withRules(b corpus.Box, r rulings, size float64) corpus.Box {
	out := b
	for _, h := range r.h {
		if overlap(h.lo, h.hi, b[0], b[2]) < 0.8*(b[2]-b[0]) || h.length() > 1.2*(b[2]-b[0]) {
			continue
		}
		if h.at < b[1] && h.at > b[1]-size || h.at > b[3] && h.at < b[3]+size {
			out = union(out, corpus.Box{h.lo, h.at, h.hi, h.at})
		}
	}
	return out
}
