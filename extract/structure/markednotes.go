package structure

import "github.com/irmtrail/irmtrail/corpus"

// markedNotes takes the blocks that the reader marked as notes: page feet of a PDF, notes of an office document, tooltips of
// a web page. A block without a label goes on with the note before it, as a note does that runs over to the next page.
func (r *reader) markedNotes() []entry {
	var found []entry
	last := 0
	for i := range r.c.Blocks {
		if r.c.Blocks[i].Kind != corpus.Note {
			continue
		}
		if r.named {
			if e, ok := r.namedNote(i); ok {
				found = append(found, e)
			}
			continue
		}
		r.lines(i, func(start, _ int) {
			e := r.entryAt(i, start, label{})
			if e.label.core == "" || e.form >= dotted && !follows(last, e.label.number) {
				return
			}
			last = e.label.number
			found = append(found, e)
		})
	}
	return found
}

// follows reports whether a number without brackets can be the label of the note after number last: a line of a note can
// begin with a number by chance ("15 interviews were held").
func follows(last, n int) bool { return n == 1 || n > last && (n <= last+5 || last == 0) }
