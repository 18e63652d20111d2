package notes

import "github.com/irmtrail/irmtrail/extract/pdfdoc/page"

// findTableNotes marks the lines that stand right below a table as its own notes do, with no rule between. They are no
// footnotes unless the running text refers to them.
func (f *finder) findTableNotes() {
	for s := range f.sheets {
		for t := range f.sheets[s].Tables {
			f.tableNotes(s, &f.sheets[s].Tables[t])
		}
	}
}

func (f *finder) tableNotes(sheet int, t *page.Table) {
	lines := f.onSheet(sheet)
	bottom := t.Box[3]
	for i := range lines {
		l := &lines[i]
		if l.furniture || l.Base <= bottom || !beside(l.Box, t.Box) {
			continue
		}
		if l.Base-bottom > 3*l.Size || f.ruleBetween(sheet, t.Box[3]+4, l) {
			return
		}
		l.ofTable, bottom = true, l.Base
	}
}

// ruleBetween reports whether a rule stands between a height and a line.
func (f *finder) ruleBetween(sheet int, y float64, l *line) bool {
	for _, r := range f.sheets[sheet].Page.Rules {
		if r.Horizontal() && r.Y0 > y && r.Y0 < l.Base-0.5*l.Size && r.X0 < l.Box[2] && r.X1 > l.Box[0] {
			return true
		}
	}
	return false
}
