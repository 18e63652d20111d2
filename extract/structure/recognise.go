package structure

import (
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// entry is where a note begins.
type entry struct {
	block     int
	line      int // offset of the line's first code point
	body      int // offset of the text behind the label
	label     label
	form      form     // of the label that begins the line; 0 when the label is not part of the text
	anchors   []string // names of the places that lead to it
	comment   bool     // an editor's comment: it ends the note before and is none itself
	overPages bool     // it goes on over the end of a page
}

// recogniser finds the beginnings of notes in one markup.
type recogniser struct {
	name      string
	find      func(*reader) []entry
	overPages bool // a heading says that nothing but notes follows, so they go on over the ends of pages
}

// recognisers are asked in this order. What an earlier one found stands, and later ones see it.
var recognisers = []recogniser{
	{"blocks that the reader marked as notes", (*reader).markedNotes, false},
	{"targets of links whose words are a label", (*reader).linkedNotes, false},
	{"lists and labelled lines under a heading that says notes", (*reader).headedNotes, true},
	{"lists whose items lead back", (*reader).returningNotes, false},
	{"lines that begin with a label that the text refers to", (*reader).labelledNotes, false},
	{"a closing run of numbers that the text refers to", (*reader).closingNotes, false},
}

// accept adds an entry, or joins it with the one that begins the same line.
func (r *reader) accept(e entry) {
	if k, ok := r.starts[e.line]; ok {
		old := &r.entries[k]
		old.comment = old.comment || e.comment
		for _, name := range e.anchors {
			if !slices.Contains(old.anchors, name) {
				old.anchors = append(old.anchors, name)
			}
		}
		return
	}
	r.starts[e.line] = len(r.entries)
	if !e.comment {
		r.labels[e.label.key()] = true
	}
	r.entries = append(r.entries, e)
}

// sortEntries puts the entries in order of offset.
func (r *reader) sortEntries() {
	sort.Slice(r.entries, func(i, j int) bool { return r.entries[i].line < r.entries[j].line })
	for i := range r.entries {
		r.starts[r.entries[i].line] = i
	}
}

// taken reports whether a note with the label is known already.
func (r *reader) taken(l label) bool { return r.labels[l.key()] }

// entryAt makes an entry of the line that begins at the offset. Its label is the one that stands there, else the one that the
// list or the markup gives, else the fallback.
func (r *reader) entryAt(block, line int, fallback label) entry {
	e := entry{block: block, line: line, body: line, label: fallback}
	b := &r.c.Blocks[block]
	given, numbered := parseLabel(b.Label)
	if numbered && r.blank(b.Start, line) {
		e.label = given
	}
	m := r.leadAt(block, line)
	if m == nil {
		return e
	}
	if own := e.label.core; m.form.plain() || m.form == rounded || m.form == starred || m.core == own || own == "" {
		e.label, e.form, e.body = m.label, m.form, m.body
		e.label.text = m.printed()
	}
	return e
}

// startsNote says whether a block can hold the beginning of a note.
func startsNote(b *corpus.Block) bool {
	return b.Kind == corpus.Paragraph || b.Kind == corpus.ListItem || b.Kind == corpus.Note
}

func lastRune(s string) (rune, int) { return utf8.DecodeLastRuneInString(s) }
