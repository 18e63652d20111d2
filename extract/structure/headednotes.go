package structure

import (
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// headedNotes takes the items of ordered lists, and the lines that begin with a number, under a heading that says notes. Where
// the heading can also say something else ("References", "Notes"), the text must refer to some of the numbers.
func (r *reader) headedNotes() []entry {
	var found []entry
	for i := range r.c.Blocks {
		sure, maybe := r.noteHeading(i)
		if !sure && !maybe {
			continue
		}
		run := r.numberedLines(i+1, r.zoneEnd(i))
		if sure || r.referred(run, i) > 0 {
			found = append(found, run...)
		}
	}
	return found
}

// noteHeading reports whether a block is a heading over notes for sure, or one that may be. Pages without heading markup set
// it as a short paragraph.
func (r *reader) noteHeading(i int) (sure, maybe bool) {
	b := &r.c.Blocks[i]
	if b.Kind != corpus.Heading && b.Kind != corpus.Paragraph || b.End-b.Start > 60 {
		return false, false
	}
	s := strings.ToLower(strings.Join(strings.Fields(b.Text()), " "))
	s = strings.TrimFunc(s, func(c rune) bool { return !unicode.IsLetter(c) })
	return r.w.noteHeadings[s], r.w.maybeNoteHeadings[s]
}

// zoneEnd returns the index behind the blocks that stand under the heading i.
func (r *reader) zoneEnd(i int) int {
	level := 0
	if b := &r.c.Blocks[i]; b.Kind == corpus.Heading {
		level = b.Level
	}
	for j := i + 1; j < len(r.c.Blocks); j++ {
		b := &r.c.Blocks[j]
		if b.Kind == corpus.Heading && (level == 0 || b.Level <= level) || b.Kind == corpus.Furniture && !r.paged {
			return j
		}
		if sure, maybe := r.noteHeading(j); sure || maybe {
			return j
		}
	}
	return len(r.c.Blocks)
}

// numberedLines returns the lines of blocks that carry a label of their own or by their list, as long as they count upwards.
func (r *reader) numberedLines(from, to int) []entry {
	var found []entry
	last, level := 0, 0
	for i := from; i < to; i++ {
		b := &r.c.Blocks[i]
		if !startsNote(b) {
			continue
		}
		if _, numbered := parseLabel(b.Label); numbered && (level == 0 || b.Level <= level) {
			level = b.Level
			e := r.entryAt(i, r.trim(Range{b.Start, b.End}).Start, label{})
			found = append(found, e)
			last = e.label.number
			continue
		}
		r.lines(i, func(start, _ int) {
			e := r.entryAt(i, start, label{})
			if e.form > 0 && (e.form < dotted || follows(last, e.label.number)) {
				found = append(found, e)
				last = e.label.number
			}
		})
	}
	return found
}

// referred counts the entries that a mark before the given block refers to. Digits glued to a word count: a heading that says
// notes makes up for the lost style.
func (r *reader) referred(run []entry, block int) int {
	n := 0
	for _, e := range run {
		if at, ok := r.refs[e.label.core]; ok && at < r.c.Blocks[block].Start {
			n++
		}
	}
	if n > 0 || len(run) == 0 {
		return n
	}
	for _, m := range r.gluedMarks() {
		if m.block < block && (m.core == run[0].label.core || len(run) > 1 && m.core == run[1].label.core) {
			return 1
		}
	}
	return 0
}
