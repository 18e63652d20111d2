package structure

import (
	"sort"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// noteBodies gathers what belongs to each entry: the rest of its line and the paragraphs behind it that carry no label of
// their own, up to the next note, a heading, or the end of the notes.
func (r *reader) noteBodies() {
	r.inNote = make([][]int, len(r.c.Blocks))
	for k := range r.entries {
		e := &r.entries[k]
		if e.comment {
			continue
		}
		n := Note{Number: e.label.number, Label: e.label.text, Start: e.line, End: e.line}
		if e.form > 0 {
			n.End = r.trim(Range{e.line, e.body}).End
		}
		for _, p := range r.paragraphs(k) {
			n.Paragraphs = append(n.Paragraphs, p.Range)
			n.End = max(n.End, p.End)
			if len(n.Blocks) == 0 || n.Blocks[len(n.Blocks)-1] != p.block {
				n.Blocks = append(n.Blocks, p.block)
			}
		}
		if len(n.Blocks) == 0 {
			n.Blocks = []int{e.block}
		}
		r.addNote(n, e)
	}
}

func (r *reader) addNote(n Note, e *entry) {
	i := len(r.s.Notes)
	for _, b := range n.Blocks {
		r.inNote[b] = append(r.inNote[b], i)
	}
	for _, name := range e.anchors {
		r.names[name] = append(r.names[name], i)
	}
	r.s.Notes = append(r.s.Notes, n)
	r.heads = append(r.heads, e)
}

// paragraph is a line of a block that belongs to a note.
type paragraph struct {
	block int
	Range
}

// paragraphs returns the paragraphs of the k-th entry, without label and without links back.
func (r *reader) paragraphs(k int) []paragraph {
	e := &r.entries[k]
	next := entry{block: len(r.c.Blocks), line: r.c.Text().Len() + 1}
	if k+1 < len(r.entries) {
		next = r.entries[k+1]
	}
	found := r.linesBetween(nil, e.block, e.body, next.line)
	if next.block == e.block {
		return found
	}
	for _, b := range r.continuation(k, next.block) {
		found = r.linesBetween(found, b, 0, next.line)
	}
	if b := next.block; b < len(r.c.Blocks) && b > e.block && r.c.Blocks[e.block].Kind == corpus.Note && r.c.Blocks[b].Kind == corpus.Note {
		found = r.linesBetween(found, b, 0, next.line)
	}
	return found
}

// linesBetween appends the lines of a block between two offsets.
func (r *reader) linesBetween(found []paragraph, block, from, to int) []paragraph {
	lines := r.linesOf(block)
	k := sort.Search(len(lines), func(i int) bool { return lines[i].End > from })
	for _, l := range lines[k:] {
		if l.Start >= to {
			break
		}
		p := r.trimBack(block, Range{max(l.Start, from), min(l.End, to)})
		if p.Start < p.End {
			found = append(found, paragraph{block, p})
		}
	}
	return found
}

// continuation returns the blocks behind the k-th entry's own, before the next entry's block, that belong to its note.
func (r *reader) continuation(k, next int) []int {
	e := &r.entries[k]
	switch b := &r.c.Blocks[e.block]; {
	case b.Kind == corpus.Note:
		return r.laterNoteBlocks(e.block, next)
	case b.Kind == corpus.ListItem && b.List > 0 && b.Label != "":
		return r.restOfItem(e.block, next)
	}
	return r.laterParagraphs(e, next)
}

// laterNoteBlocks returns the note blocks up to the next entry, whatever stands between them: a note that runs over the foot of
// a page goes on at the foot of the next.
func (r *reader) laterNoteBlocks(i, next int) []int {
	var found []int
	for j := i + 1; j < next; j++ {
		if r.c.Blocks[j].Kind == corpus.Note {
			found = append(found, j)
		}
	}
	return found
}

// restOfItem returns the blocks behind a list's item that belong to it: further paragraphs and deeper lists. Behind the last
// item only blocks that say so belong to the list.
func (r *reader) restOfItem(i, next int) []int {
	item := &r.c.Blocks[i]
	inside := next < len(r.c.Blocks) && r.c.Blocks[next].List == item.List
	var found []int
	for j := i + 1; j < next; j++ {
		b := &r.c.Blocks[j]
		sameList := b.List == item.List
		deeper := b.Kind == corpus.ListItem && b.Level > item.Level
		if r.paged && b.Kind == corpus.Furniture {
			continue
		}
		sibling := b.Kind == corpus.ListItem && sameList && b.Level <= item.Level && b.Label != ""
		if !inside && !sameList && !deeper || sibling || b.Kind == corpus.Heading || b.Kind == corpus.Furniture || b.Kind == corpus.Table {
			break
		}
		found = append(found, j)
	}
	return found
}

// laterParagraphs returns the paragraphs behind a note that begins a paragraph. Between two notes all belong to the first.
// Behind the last note of a run it takes less to end it: a short line that is no sentence. A new page ends a note as well,
// unless a heading says that what follows are notes.
func (r *reader) laterParagraphs(e *entry, next int) []int {
	var found []int
	tail := true
	for j := e.block + 1; j <= next; j++ {
		if j == next {
			tail = next == len(r.c.Blocks) || r.c.Blocks[next].Page != r.c.Blocks[e.block].Page && !e.overPages
			break
		}
		if r.paged && r.c.Blocks[j].Kind == corpus.Furniture {
			continue
		}
		if !r.goesOn(e, j) {
			break
		}
		if r.refersFurther(j) {
			return nil
		}
		found = append(found, j)
	}
	if !tail {
		return found
	}
	for n, j := range found {
		if r.c.Blocks[j].Kind != corpus.Paragraph && r.c.Blocks[j].Kind != corpus.ListItem || r.shortLine(j) {
			return found[:n]
		}
	}
	return found
}

// goesOn reports whether block j can belong to the note at e.
func (r *reader) goesOn(e *entry, j int) bool {
	b := &r.c.Blocks[j]
	switch b.Kind {
	case corpus.Paragraph, corpus.ListItem:
		sure, _ := r.noteHeading(j)
		return !sure && (b.Page == r.c.Blocks[e.block].Page || e.overPages)
	}
	return false
}

// refersFurther reports whether a block refers to a note that stands behind it: then it is running text, not a note.
func (r *reader) refersFurther(j int) bool {
	for _, m := range r.marksOf(j) {
		if m.lead || !m.form.plain() && m.target == "" {
			continue
		}
		if last, ok := r.lastEntry[m.key()]; ok && last > m.start {
			return true
		}
	}
	return false
}

// shortLine reports whether a block is a few words without the end of a sentence and without an address: "Downloads".
func (r *reader) shortLine(j int) bool {
	s := strings.TrimSpace(r.c.Blocks[j].Text())
	last, _ := lastRune(s)
	return len(strings.Fields(s)) <= 6 && !unicode.IsPunct(last) && !strings.ContainsAny(s, "/0123456789@")
}

// markNoteBlocks sets the kind of the blocks that hold nothing but notes.
func (r *reader) markNoteBlocks() {
	r.s.inNote = make([]bool, len(r.c.Blocks))
	for i, notes := range r.inNote {
		if len(notes) == 0 {
			continue
		}
		r.s.inNote[i] = true
		first := &r.s.Notes[notes[0]]
		if b := &r.c.Blocks[i]; first.Start <= r.trim(Range{b.Start, b.End}).Start {
			b.Kind = corpus.Note
		}
	}
}
