package notes

import "math"

// fillZones adds what stands among chosen footnotes as they do: the note before a chosen one in its column, set alike and with
// the number before, and so the one behind. Their markers can be out of sight, on a page that is not there or in a picture.
func (f *finder) fillZones() {
	var last *start
	for i := range f.starts {
		s := &f.starts[i]
		if s.chosen && s.series == digits {
			f.fillBack(i, last)
			last = s
		}
	}
	for i := len(f.starts) - 1; i >= 0; i-- {
		s := &f.starts[i]
		if !s.chosen || s.series != digits {
			continue
		}
		for k := i + 1; k < len(f.starts) && !f.starts[k].chosen; k++ {
			if next := &f.starts[k]; f.neighbours(s, next) {
				next.chosen, s = true, next
			}
		}
	}
}

// fillBack chooses the starts before the i-th one that count down from it, up to the last chosen one before.
func (f *finder) fillBack(i int, last *start) {
	s := &f.starts[i]
	for k := i - 1; k >= 0 && !f.starts[k].chosen; k-- {
		before := &f.starts[k]
		if last != nil && last.number == before.number {
			return
		}
		if f.neighbours(before, s) {
			before.chosen, s = true, before
		}
	}
}

// neighbours reports whether two starts follow each other in one column at a foot, set alike, with small lines between.
func (f *finder) neighbours(a, b *start) bool {
	la, lb := &f.lines[a.line], &f.lines[b.line]
	if a.number+1 != b.number || a.series != b.series || a.form != b.form || !la.foot || !la.small ||
		la.ref.Sheet != lb.ref.Sheet || la.ref.Column != lb.ref.Column || math.Abs(la.left()-lb.left()) > 2*la.Size {
		return false
	}
	for i := a.line; i < b.line; i++ {
		l, next := &f.lines[i], &f.lines[i+1]
		if !alike(l, lb) || next.Base-l.Base > 2.5*lb.Size {
			return false
		}
	}
	return true
}

// left returns where a line begins, its label included.
func (l *line) left() float64 {
	if l.label != nil {
		return l.label.Box[0]
	}
	return l.Box[0]
}
