package notes

import (
	"math"
	"strings"
	"unicode"
)

// start is a line that begins with a label, and how much speaks for it as the beginning of a note.
type start struct {
	leading
	line   int
	weight float64
	chosen bool
	run    bool // as one of a run of endnotes
}

// findStarts lists the lines that begin with a label and go on with words.
func (f *finder) findStarts() {
	for i := range f.lines {
		l := &f.lines[i]
		if l.furniture || l.away || l.Angle != 0 {
			continue
		}
		found, ok := f.labelOf(l)
		if !ok || l.label == nil && !f.goesOn(i, found) {
			continue
		}
		f.starts = append(f.starts, start{leading: found, line: i})
	}
}

// goesOn reports whether words stand behind a label: on its line, or on the next one of its column.
func (f *finder) goesOn(i int, l leading) bool {
	words := f.lines[i].Words
	for _, w := range words[l.words:] {
		if strings.IndexFunc(w.Text, unicode.IsLetter) >= 0 {
			return true
		}
	}
	if i+1 >= len(f.lines) {
		return false
	}
	a, b := &f.lines[i], &f.lines[i+1]
	return b.ref.Sheet == a.ref.Sheet && math.Abs(b.Base-a.Base) < 2.5*max(a.Size, b.Size) &&
		strings.IndexFunc(b.Text(), unicode.IsLetter) >= 0
}

// What speaks for a line as the beginning of a footnote, and against it. A line is taken when the sum is more than nothing; the
// order of the numbers adds to it (see chain). A marker on the page weighs most: it is what a reader looks for. Two signs of
// the page alone, small and under a rule, make up for a marker that is not found.
const (
	needed        = -3.0
	markerOnPage  = 3.0
	markerBefore  = 2.0 // on the page before: the note was pushed over
	markerEarlier = 1.0
	markerWeak    = 1.5 // on the page, a number that is not raised
	markerRounded = 2.0 // on the page, in parentheses as the label is: enumerations in sentences are too
	markerInTable = 0.0 // nowhere but in a table of the page: the note may be the table's own
	noMarker      = -1.0
	isRaised      = 1.0
	isSmall       = 1.5
	notSmall      = -1.5
	atFoot        = 1.0
	notAtFoot     = -2.0
	underRule     = 1.5
	opensElement  = 4.0 // it is the first line of a Note element
	inElement     = 2.0
	noElement     = -3.0 // the document names its notes, and this is none
	plainForm     = -0.5 // lists are set so too
	tablesOwn     = -4.0 // it stands right below a table, and nothing but the table refers to it
	oddForm       = -1.5 // not the form of the notes that are sure
)

// weigh sums up the signs that a start is a footnote's.
func (f *finder) weigh(s *start, usual form) float64 {
	l := &f.lines[s.line]
	w := needed + f.markerWeight(s)
	w += either(l.small, isSmall, notSmall) + either(l.foot, atFoot, notAtFoot) + either(l.ruled, underRule, 0)
	w += either(s.form == raised, isRaised, 0) + either(s.form <= bracketed, plainForm, 0)
	w += either(usual != s.form && (usual == raised || s.form < glued), oddForm, 0)
	if l.ofTable && f.markerWeight(s) <= markerInTable {
		w += tablesOwn
	}
	switch {
	case l.opens:
		w += opensElement
	case l.note >= 0:
		w += inElement
	case f.tagged:
		w += noElement
	}
	return w
}

func either(is bool, yes, no float64) float64 {
	if is {
		return yes
	}
	return no
}

// markerWeight says how near a marker with the same label stands.
func (f *finder) markerWeight(s *start) float64 {
	l := &f.lines[s.line]
	best := noMarker
	for _, m := range f.markers[s.key()] {
		switch {
		case m.rounded != (s.form == rounded) && m.rounded:
		case m.rounded && m.sheet == l.ref.Sheet && m.line < s.line:
			best = max(best, markerRounded)
		case m.rounded:
		case m.line == s.line || m.sheet > l.ref.Sheet:
		case m.line < 0:
			best = max(best, either(m.sheet == l.ref.Sheet, markerInTable, best))
		case m.weak && m.sheet == l.ref.Sheet && m.line < s.line:
			best = max(best, markerWeak)
		case m.weak:
		case m.sheet == l.ref.Sheet && (m.line < s.line || m.y < l.Base):
			return markerOnPage
		case m.sheet == l.ref.Sheet:
		case m.sheet == l.ref.Sheet-1:
			best = markerBefore
		default:
			best = max(best, markerEarlier)
		}
	}
	return best
}

// usualForm returns the form of the labels of most notes that are sure: small, at a foot, and with a marker on their page.
func (f *finder) usualForm() form {
	var count [raised + 1]int
	for i := range f.starts {
		s := &f.starts[i]
		l := &f.lines[s.line]
		if (l.small || l.ruled) && l.foot && f.markerWeight(s) >= markerBefore {
			count[s.form]++
		}
	}
	best := raised
	for k := raised; k > bare; k-- {
		if count[k-1] > count[best] {
			best = k - 1
		}
	}
	return best
}
