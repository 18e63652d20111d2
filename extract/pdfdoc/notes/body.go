package notes

import (
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// found is a note whose lines are gathered.
type found struct {
	start *start
	lines []int
	open  bool // its last line is the last of its column, so it can go on elsewhere
}

// bodies gathers the lines of every chosen start, column by column.
func (f *finder) bodies() []page.Note {
	chosen := map[int]*start{}
	for i := range f.starts {
		if s := &f.starts[i]; s.chosen {
			chosen[s.line] = s
		}
	}
	var notes []*found
	for s := range f.sheets {
		for c := range f.sheets[s].Columns {
			notes = f.columnNotes(notes, chosen, f.first[s][c], f.first[s][c+1])
		}
	}
	out := make([]page.Note, len(notes))
	for k, n := range notes {
		out[k] = page.Note{Label: n.start.text, LabelWords: n.start.words, Paragraphs: f.paragraphs(n.lines), End: f.atEnd(n)}
	}
	return out
}

// columnNotes adds the notes of a column, and to the last note before it what goes on in it.
func (f *finder) columnNotes(notes []*found, chosen map[int]*start, from, to int) []*found {
	first := from
	for first < to && chosen[first] == nil {
		first++
	}
	var now *found
	if n := len(notes); n > 0 && notes[n-1].open {
		more := f.continuation(notes[n-1], from, first, to)
		notes[n-1].lines = append(notes[n-1].lines, more...)
		if first == to && len(more) > 0 {
			now = notes[n-1]
		}
	}
	for i := first; i < to; i++ {
		if s := chosen[i]; s != nil {
			now = &found{start: s, lines: []int{i}}
			notes = append(notes, now)
		} else if now != nil && !f.lines[i].furniture && !f.lines[i].away {
			if f.belongs(now, i) || f.enclosed(now, i, nextOf(chosen, i, to)) {
				now.lines = append(now.lines, i)
			} else {
				now.open, now = false, nil
			}
		}
		if now != nil {
			now.open = true
		}
	}
	return notes
}

// like is how much the sizes of a note's lines can differ.
const like = 0.12

// How far below a note's line another can be, in sizes: anywhere, and where a line of the page's foot can stand.
const (
	farLine  = 3.5
	footLine = 2.2
)

// belongs reports whether a line goes on with the note whose last line stands above it.
func (f *finder) belongs(n *found, i int) bool {
	l, last, head := &f.lines[i], &f.lines[n.lines[len(n.lines)-1]], &f.lines[n.start.line]
	size := n.start.textSize(head.Line)
	gap := l.Base - last.Base
	if !similar(fullSize(l.Line), size) || gap > farLine*size || gap > footLine*size && l.Base > (1-margin)*f.sheet(l).Page.Height {
		return false
	}
	if head.note >= 0 {
		return l.note >= 0
	}
	if f.foreign(n, i) {
		return false
	}
	sure, maybe := f.words.heading(l.Text())
	return !sure && !maybe && (!l.Bold || head.Bold || l.foot && l.small)
}

// nextOf returns the first chosen start behind a line of a column; nil when there is none.
func nextOf(chosen map[int]*start, i, to int) *start {
	for ; i < to; i++ {
		if s := chosen[i]; s != nil {
			return s
		}
	}
	return nil
}

// enclosed reports whether a line stands between a footnote and the next one of its column: it belongs to the first then,
// unless it is larger.
func (f *finder) enclosed(n *found, i int, next *start) bool {
	l, head := &f.lines[i], &f.lines[n.start.line]
	return next != nil && !n.start.run && next.series == n.start.series && next.number == n.start.number+1 &&
		head.foot && l.foot && fullSize(l.Line) <= (1+like)*fullSize(head.Line) && !f.foreign(n, i)
}

// foreign reports whether a line begins with the raised letter or symbol of another kind of note: one of a table.
func (f *finder) foreign(n *found, i int) bool {
	l, ok := f.labelOf(&f.lines[i])
	return ok && l.form == raised && l.series >= letters && n.start.series != l.series
}

// fullSize returns the size of a line's largest words: small capitals make the size of most of its characters smaller.
func fullSize(l *page.Line) float64 {
	size := 0.0
	for i := range l.Words {
		if w := &l.Words[i]; w.Raised == 0 || len(l.Words) == 1 {
			size = max(size, w.Size)
		}
	}
	return max(size, l.Size)
}

// textSize returns the size of the words behind a note's label on its line; the label can be larger (Word sets it so where its
// style is lost).
func (s *start) textSize(l *page.Line) float64 {
	if s.words >= len(l.Words) {
		return fullSize(l)
	}
	return fullSize(&page.Line{Words: l.Words[s.words:]})
}

// alike reports whether two lines are set in one size.
func alike(a, b *line) bool { return similar(fullSize(a.Line), fullSize(b.Line)) }

func similar(x, y float64) bool {
	return math.Abs(x-y) <= like*min(x, y)
}

// continuation returns the lines of a column that go on with a note of the column or page before: those above the column's
// first note, or all at its foot where it has none.
func (f *finder) continuation(n *found, from, first, to int) []int {
	last := &f.lines[n.lines[len(n.lines)-1]]
	if f.lines[min(from, len(f.lines)-1)].ref.Sheet > last.ref.Sheet+1 {
		return nil
	}
	head := &f.lines[n.start.line]
	size := n.start.textSize(head.Line)
	below := math.Inf(1)
	if first < to {
		below = f.lines[first].Base
	}
	ruled := first < to && f.lines[first].ruled
	var more []int
	for i := first - 1; i >= from; i-- {
		l := &f.lines[i]
		if l.furniture || l.away {
			continue
		}
		if !similar(fullSize(l.Line), size) || !l.foot || ruled && !l.ruled || below-l.Base > 2.2*size && !math.IsInf(below, 1) {
			break
		}
		more = append(more, i)
		below = l.Base
	}
	slices.Reverse(more)
	if len(more) == 0 || !f.picksUp(last, &f.lines[more[0]], first < to) {
		return nil
	}
	return more
}

// picksUp reports whether a line can go on where the last line of a note broke off. A note that ended with its page goes on only
// where a rule over it says that it is one, above another note.
func (f *finder) picksUp(last, next *line, above bool) bool {
	switch {
	case last.note >= 0 || next.note >= 0:
		return last.note >= 0 && next.note >= 0
	case startsInside(next.Text()) || !ended(last.Text()) && !endsAddress(last.Text()):
		return next.ruled || above && next.small
	}
	return next.ruled && above
}

// atEnd reports whether a note is an endnote: no running text stands above it on its page that could hold its marker.
func (f *finder) atEnd(n *found) bool {
	return n.start.run || f.markerWeight(n.start) < markerBefore && !f.lines[n.start.line].foot
}
