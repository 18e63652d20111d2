package structure

import "github.com/irmtrail/irmtrail/corpus"

// labelledNotes takes the lines that begin with "[2]" or a raised 2 where a mark before them has the same label: notes whose
// anchors are lost. Lines without such a mark count inside a run of which at least half is referred to.
func (r *reader) labelledNotes() []entry {
	var found, run []entry
	hits, last := 0, 0
	seen := map[string]bool{} // labels of the marks before
	flush := func() {
		if hits > 0 && hits*2 >= len(run) {
			found = append(found, run...)
		}
		run, hits, last = nil, 0, 0
	}
	for i := range r.c.Blocks {
		b := &r.c.Blocks[i]
		if b.Kind == corpus.Heading && len(run) > 0 {
			flush()
		}
		for _, m := range r.marksOf(i) {
			if !m.form.plain() && m.form != linked {
				continue
			}
			if !m.lead || !startsNote(b) || r.held(m.start) {
				seen[m.core] = true
				continue
			}
			if r.taken(m.label) {
				continue
			}
			if m.series == digits && m.number <= last {
				flush()
			}
			run = append(run, r.entryAt(i, m.start, m.label))
			last = m.number
			if seen[m.core] {
				hits++
			}
		}
	}
	flush()
	return found
}

// held reports whether the line that begins at the offset is known to begin a note.
func (r *reader) held(line int) bool {
	_, ok := r.starts[line]
	return ok
}

// closingNotes takes the last run of numbered lines or list items of the document when the marks before it have just these
// numbers: "1. text", "1 text", "(1) text", "* text", an ordered list without links. Such lines are common in running text, so
// nearly all of them must be referred to, in order, by marks that stand before the run.
func (r *reader) closingNotes() []entry {
	for _, f := range []form{rounded, starred, dotted, bare, 0} {
		run := r.closingRun(f)
		if len(run) == 0 || r.taken(run[0].label) {
			continue
		}
		if refs, known := r.refersTo(run, f); known > 0 && refs*5 >= len(run)*4 && refs*5 >= known*4 {
			return run
		}
	}
	return nil
}

// closingRun returns the last run of lines whose labels have the form, counting upwards by one without a heading in between.
// Form 0 stands for the numbers that a list gives to its items.
func (r *reader) closingRun(f form) []entry {
	var run []entry
	for i := range r.c.Blocks {
		b := &r.c.Blocks[i]
		if !startsNote(b) || f == 0 && b.Label == "" {
			continue
		}
		start := r.trim(Range{b.Start, b.End}).Start
		e := r.entryAt(i, start, label{})
		if e.form != f || e.label.core == "" {
			continue
		}
		if n := len(run); n > 0 && !r.nextInRun(run[n-1], e) {
			run = nil
		}
		run = append(run, e)
	}
	return run
}

func (r *reader) nextInRun(a, b entry) bool {
	for i := a.block + 1; i < b.block; i++ {
		if k := r.c.Blocks[i].Kind; k == corpus.Heading || k == corpus.Table {
			return false
		}
	}
	if a.label.series == symbols {
		return b.label.series == symbols && a.label.core != b.label.core
	}
	return a.label.series == b.label.series && b.label.number == a.label.number+1
}

// refersTo counts the entries that marks before the run refer to, and the different labels of such marks.
func (r *reader) refersTo(run []entry, f form) (refs, known int) {
	cores := map[string]bool{}
	for _, m := range r.marks[:r.first[run[0].block]] {
		ok := m.form.plain() && f != starred
		switch f {
		case rounded:
			ok = m.form == rounded && !m.lead && r.attached(&m)
		case starred:
			ok = m.form == starred && r.touchesWord(&m)
		}
		if ok && m.series == run[0].label.series {
			cores[m.core] = true
		}
	}
	for _, e := range run {
		if cores[e.label.core] {
			refs++
		}
	}
	return refs, len(cores)
}
