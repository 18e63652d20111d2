package structure

import "github.com/irmtrail/irmtrail/corpus"

// linkedNotes follows the links whose words are a label. The place they lead to begins a note when it stands further on and
// something else says note as well: a link back, the same label, the number of a list's item, or a name that only notes have.
// So links to numbered equations and sections stay what they are.
func (r *reader) linkedNotes() []entry {
	var found []entry
	for k := range r.marks {
		m := &r.marks[k]
		for _, i := range r.anchors[m.target] {
			if a := &r.c.Anchors[i]; m.target != "" && a.At > m.start {
				if e, ok := r.linkedNote(m, a); ok {
					found = append(found, e)
				}
			}
		}
	}
	return found
}

func (r *reader) linkedNote(m *mark, a *corpus.Anchor) (entry, bool) {
	b := &r.c.Blocks[a.Block]
	if !startsNote(b) {
		return entry{}, false
	}
	line := r.lineAt(a.Block, a.At)
	if !r.blank(line.Start, a.At) {
		if !r.closes(b, a.At) {
			return entry{}, false
		}
		line.Start = r.lineAt(a.Block, b.Start).Start
	}
	e := r.entryAt(a.Block, line.Start, m.label)
	e.anchors = []string{a.Name}
	if r.commentAnchor(a.Name) {
		e.comment = true
		return e, true
	}
	if e.form == 0 && e.label.core == m.core {
		e.label.text = m.printed()
	}
	back := r.linksBack(a.Block, line, m.block)
	same := e.label.core == m.core && (e.form > 0 || b.Label != "")
	named := r.noteAnchor(a.Name)
	return e, b.Kind == corpus.Note || back || same && (m.form.plain() || named) || named && m.form.plain()
}

// closes reports whether an anchor stands at the end of a list's item: some markups name the link back and not the note.
func (r *reader) closes(b *corpus.Block, at int) bool {
	return b.Kind == corpus.ListItem && r.backWords(r.c.Text().Slice(at, min(at+20, b.End)))
}
