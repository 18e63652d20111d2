package notes

// pairLabels finds the labels that stand on lines of their own: raised over the line behind them, or in a column beside the
// notes. The line to the right of such a label takes it.
func (f *finder) pairLabels() {
	for i := range f.lines {
		l := &f.lines[i]
		if len(l.Words) != 1 || l.Angle != 0 {
			continue
		}
		if _, ok := wholeLabel(l.Words[0].Text, true); !ok {
			continue
		}
		if k := f.partner(i); k >= 0 {
			f.lines[k].label, l.away = i, true
		}
	}
}

// partner returns the line that a label stands before, the nearest one to the right at its height; -1 when there is none.
func (f *finder) partner(i int) int {
	l := &f.lines[i]
	best := -1
	from := f.first[l.ref.Sheet][0]
	for k := range f.onSheet(l.ref.Sheet) {
		o := &f.lines[from+k]
		gap := o.Box[0] - l.Box[2]
		rise := o.Base - l.Base
		if from+k == i || o.label >= 0 || gap < -1 || gap > 4*o.Size || rise < -0.3*o.Size || rise > 0.7*o.Size {
			continue
		}
		if best < 0 || gap < f.lines[best].Box[0]-l.Box[2] {
			best = from + k
		}
	}
	return best
}

// labelOf returns the label that a line has: its first word, or the line that stands before it.
func (f *finder) labelOf(l *line) (leading, bool) {
	if l.label < 0 {
		return leadingLabel(l.Line)
	}
	label := &f.lines[l.label]
	up := label.Size <= 0.82*l.Size || l.Base-label.Base > 0.15*l.Size || label.Words[0].Raised > 0
	return wholeLabel(label.Words[0].Text, up)
}
