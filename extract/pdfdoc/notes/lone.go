package notes

import (
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// loneLabel is a label that stands apart from the line that it labels: raised over it, in a column beside the notes, or among
// what was put aside as page numbers.
type loneLabel struct {
	*page.Line
	ref   page.LineRef
	stray bool // it is in no column
}

// pairLabels finds such labels. The line to the right of one takes it.
func (f *finder) pairLabels() {
	for s := range f.sheets {
		lines := f.onSheet(s)
		for i := range lines {
			if l := &lines[i]; len(l.Words) == 1 && f.pair(s, &loneLabel{Line: l.Line, ref: l.ref}) {
				l.away = true
			}
		}
		for _, l := range f.strayLabels(s) {
			f.pair(s, l)
		}
	}
}

// pair gives a label to its line, where there is one.
func (f *finder) pair(sheet int, l *loneLabel) bool {
	if _, ok := wholeLabel(l.Words[0].Text, true); !ok || l.Angle != 0 {
		return false
	}
	k := f.partner(sheet, l)
	if k >= 0 {
		f.lines[k].label = l
	}
	return k >= 0
}

// partner returns the line that a label stands before, the nearest one to the right at its height; -1 when there is none.
func (f *finder) partner(sheet int, l *loneLabel) int {
	best := -1
	from := f.first[sheet][0]
	for k := range f.onSheet(sheet) {
		o := &f.lines[from+k]
		gap := o.Box[0] - l.Box[2]
		rise := o.Base - l.Base
		if o.ref == l.ref && !l.stray || o.label != nil || gap < -1 || gap > 4*o.Size || rise < -0.3*o.Size || rise > 0.7*o.Size {
			continue
		}
		if best < 0 || gap < f.lines[best].Box[0]-l.Box[2] {
			best = from + k
		}
	}
	return best
}

// strayLabels returns the words of a sheet that can be labels and stand in no column.
func (f *finder) strayLabels(sheet int) []*loneLabel {
	s := &f.sheets[sheet]
	held := map[[2]float64]bool{}
	for _, l := range f.onSheet(sheet) {
		for i := range l.Words {
			if w := &l.Words[i]; shortMark(w.Text) {
				held[[2]float64{w.Box[0], w.Base}] = true
			}
		}
	}
	var found []*loneLabel
	for i := range s.Words {
		w := &s.Words[i]
		if !shortMark(w.Text) {
			continue
		}
		if _, ok := wholeLabel(w.Text, true); ok && !held[[2]float64{w.Box[0], w.Base}] && !inTable(s, w) {
			line := &page.Line{Words: s.Words[i : i+1], Box: w.Box, Base: w.Base, Size: w.Size, Angle: w.Angle}
			found = append(found, &loneLabel{Line: line, stray: true})
		}
	}
	return found
}

// shortMark reports whether a word can be a number or symbol that labels a note, as far as its length and signs go.
func shortMark(s string) bool { return len(s) <= 6 && !plainWord(s) }

func inTable(s *page.Sheet, w *page.Word) bool {
	for i := range s.Tables {
		if b := s.Tables[i].Box; w.Box[0] >= b[0]-1 && w.Box[2] <= b[2]+1 && w.Base >= b[1]-1 && w.Base <= b[3]+1 {
			return true
		}
	}
	return false
}

// labelOf returns the label that a line has: its first word, or the word that stands apart from it.
func (f *finder) labelOf(l *line) (leading, bool) {
	if l.label == nil {
		return leadingLabel(l.Line)
	}
	w := &l.label.Words[0]
	found, ok := wholeLabel(w.Text, w.Size <= 0.82*l.Size || l.Base-w.Base > 0.15*l.Size || w.Raised > 0)
	if l.label.stray {
		found.words = 0
	}
	return found, ok
}
