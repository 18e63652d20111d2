package notes

import "github.com/irmtrail/irmtrail/extract/pdfdoc/page"

// noteTypes are the structure types of notes: that of PDF 1.7 and that of PDF 2.0.
var noteTypes = map[string]bool{"Note": true, "FENote": true}

// findTagged reads the structure tree: InDesign has an element for each note, Word one for all notes of a page.
func (f *finder) findTagged() {
	for s := range f.sheets {
		notes := noteOf(f.sheets[s].Page.Elements)
		if notes == nil {
			continue
		}
		seen := map[int]bool{}
		lines := f.onSheet(s)
		for i := range lines {
			l := &lines[i]
			l.note = elementOf(l, notes)
			if l.note >= 0 {
				f.tagged = true
				l.opens = !seen[l.note]
				seen[l.note] = true
			}
		}
	}
}

// noteOf returns for every element the index of the note that holds it, -1 for none; nil where no element is a note.
func noteOf(elements []page.Element) []int {
	notes := make([]int, len(elements))
	found := false
	for i, e := range elements {
		notes[i] = -1
		switch {
		case noteTypes[e.Type]:
			notes[i], found = i, true
		case e.Parent >= 0 && e.Parent < i:
			notes[i] = notes[e.Parent]
		}
	}
	if !found {
		return nil
	}
	return notes
}

// elementOf returns the note that most glyphs of a line belong to, or -1.
func elementOf(l *line, notes []int) int {
	count := map[int]int{}
	total := 0
	for _, w := range l.Words {
		for _, g := range w.Glyphs {
			total++
			if g.Element >= 0 && g.Element < len(notes) && notes[g.Element] >= 0 {
				count[notes[g.Element]]++
			}
		}
	}
	for note, n := range count {
		if n*2 > total {
			return note
		}
	}
	return -1
}
