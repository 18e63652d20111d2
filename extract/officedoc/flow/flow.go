// Package flow builds the blocks of a document out of runs of text, for the readers of office files: it collapses white space, keeps
// line breaks and tabs, joins runs that are set alike, and places anchors, tables and notes.
//
// It knows no file format. What is a heading or an item of a list is said by the reader that uses it.
package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
)

// Limits on what a document is made into.
const (
	maxBlocks = 400_000
	maxRunes  = 24 << 20
	maxCells  = 400_000
)

// Run is how text is set.
type Run struct {
	Style corpus.Style
	Size  float64 // points; 0 unknown
	Link  string  // as corpus.Span has it
}

// Flow is a document that is being built. One block is open at a time; white space and anchors wait until a word follows
// them, and a block without words never comes to be.
type Flow struct {
	content *corpus.Content
	next    corpus.Block // what a block that begins now is
	open    *corpus.Block

	runes int    // in the open block
	begin int    // runes before the open cell
	buf   []byte // of the open span
	cur   Run    // of the open span
	total int    // runes in closed blocks
	cells int

	gap       gap // since the last word
	gapRun    Run
	pending   []string // anchors since the last word
	linked    map[string]bool
	label     string         // printed number of the block that is open
	printed   map[int]string // printed numbers of items by block
	titled    bool           // the next block is the title
	title     string         // of the document, as its text states it
	joined    bool           // the next word goes on in its line: it is that of the next cell of a table in a cell
	prefix    string         // printed number of the block, until it has a word
	prefixRun Run
	table     *grid // that is open; nil outside tables
	full      bool  // the limits are reached: nothing more is taken
}

// gap is what stands between two words.
type gap int

const (
	none gap = iota
	space
	tab
	line
)

// New returns an empty document.
func New() *Flow {
	return &Flow{content: &corpus.Content{}, next: corpus.Block{Kind: corpus.Paragraph}, linked: map[string]bool{}, printed: map[int]string{}}
}

// Begin ends the open block; text that follows makes a block like b, of which kind, level, label, list, page and box count. In a cell it
// begins a line.
func (f *Flow) Begin(b corpus.Block) {
	f.End()
	f.next, f.prefix, f.label = b, "", ""
}

// End ends the open block, or the line in a cell.
func (f *Flow) End() {
	if f.table != nil {
		f.Break(Run{})
		return
	}
	f.close()
}

// Titled says that the block that begins next is the document's title.
func (f *Flow) Titled() { f.titled = f.title == "" }

// InCell reports whether text goes to a cell.
func (f *Flow) InCell() bool { return f.table != nil }

// Begun reports whether the open block, or the open cell, has text.
func (f *Flow) Begun() bool { return f.open != nil && f.runes > f.begin }

// Text adds text. White space is collapsed, what takes no room is left out.
func (f *Flow) Text(s string, r Run) {
	for s != "" {
		c, size := utf8.DecodeRuneInString(s)
		switch {
		case c == '\u2028' || c == '\v':
			f.Break(r)
		case charset.IsSpace(c):
			f.sawGap(space, r)
		case charset.Invisible(c):
		default:
			size = wordEnd(s)
			f.word(s[:size], r)
		}
		s = s[size:]
	}
}

// wordEnd returns where the word that a text begins with ends.
func wordEnd(s string) int {
	for i, c := range s {
		if charset.IsSpace(c) || charset.Invisible(c) {
			return i
		}
	}
	return len(s)
}

// Tab adds a tabulator. In a table, where tabulators part the cells, and in a heading it is a space.
func (f *Flow) Tab(r Run) {
	if f.table != nil || f.next.Kind == corpus.Heading {
		f.sawGap(space, r)
		return
	}
	f.sawGap(tab, r)
}

// Break adds a line break. In a heading it is a space.
func (f *Flow) Break(r Run) {
	if f.joined || f.table == nil && f.next.Kind == corpus.Heading {
		f.sawGap(space, r)
		return
	}
	f.sawGap(line, r)
}

// sawGap remembers what stands between two words. The widest of several counts; at the beginning nothing does.
func (f *Flow) sawGap(g gap, r Run) {
	if f.Begun() && g > f.gap {
		f.gap, f.gapRun = g, r
	}
}

// word adds a word and what waited for it.
func (f *Flow) word(w string, r Run) {
	if f.full {
		return
	}
	if f.open == nil {
		f.openBlock()
		f.writePrefix()
	}
	f.write([...]string{none: "", space: " ", tab: "\t", line: "\n"}[f.gap], f.between(r))
	f.gap, f.joined = none, false
	f.placeAnchors()
	f.write(w, r)
	if r.Link != "" && r.Link[0] == '#' {
		f.linked[r.Link[1:]] = true
	}
}

// writePrefix writes the block's number in front of its first word.
func (f *Flow) writePrefix() {
	if f.prefix != "" && f.table == nil {
		f.write(stripped(f.prefix), f.prefixRun)
		f.gap, f.gapRun, f.prefix = space, f.prefixRun, ""
	}
}

// between returns how a gap is set: like one of the words around it where that is how the gap is set, too; else plain, but
// part of the link that both belong to.
func (f *Flow) between(r Run) Run {
	if f.gapRun == f.cur || f.gapRun == r {
		return f.gapRun
	}
	link := ""
	if f.cur.Link == r.Link {
		link = r.Link
	}
	return Run{Size: f.gapRun.Size, Link: link}
}

// write adds text to the open block as it is.
func (f *Flow) write(s string, r Run) {
	if s == "" {
		return
	}
	if r != f.cur {
		f.flush()
		f.cur = r
	}
	f.buf = append(f.buf, s...)
	f.runes += utf8.RuneCountInString(s)
	f.full = f.full || f.total+f.runes > maxRunes
}

// flush ends the open span.
func (f *Flow) flush() {
	if len(f.buf) > 0 && f.open != nil {
		f.open.Spans = append(f.open.Spans, corpus.Span{Text: string(f.buf), Style: f.cur.Style, Size: f.cur.Size, Link: f.cur.Link})
	}
	f.buf = f.buf[:0]
}

func (f *Flow) openBlock() {
	b := f.next
	f.open, f.runes, f.begin, f.cur, f.gap = &b, 0, 0, Run{}, none
}

// close appends the open block to the content.
func (f *Flow) close() {
	f.gap = none
	if f.open == nil {
		return
	}
	f.flush()
	if f.titled {
		f.title, f.titled = f.open.Text(), false
	}
	f.anchorsAt(f.runes) // they follow the last word
	if f.label != "" {
		f.printed[len(f.content.Blocks)] = f.label
	}
	f.content.Blocks = append(f.content.Blocks, *f.open)
	f.total += f.runes
	f.open, f.runes, f.begin = nil, 0, 0
	f.full = f.full || len(f.content.Blocks) >= maxBlocks
	if f.next.Label != "" { // only the first block of an item bears its label
		f.next.Label = ""
	}
}

// First puts the blocks that fill adds in front of all others.
func (f *Flow) First(fill func()) {
	f.close()
	c := f.content
	n, anchors := len(c.Blocks), len(c.Anchors)
	fill()
	f.close()
	added := len(c.Blocks) - n
	c.Blocks = append(slices.Clone(c.Blocks[n:]), c.Blocks[:n]...)
	for i := range c.Anchors {
		if i < anchors {
			c.Anchors[i].Block += added
		} else {
			c.Anchors[i].Block -= n
		}
	}
	printed := map[int]string{}
	for i, label := range f.printed {
		if i < n {
			printed[i+added] = label
		} else {
			printed[i-n] = label
		}
	}
	f.printed = printed
}

// Full reports whether the limits are reached, so that nothing more is taken.
func (f *Flow) Full() bool { return f.full }

// Blocks returns how many blocks are closed.
func (f *Flow) Blocks() int { return len(f.content.Blocks) }

// Last returns the last block that is closed, or nil.
func (f *Flow) Last() *corpus.Block {
	if n := len(f.content.Blocks); n > 0 {
		return &f.content.Blocks[n-1]
	}
	return nil
}

// stripped returns a text without white space, for comparing.
func stripped(s string) string { return strings.Join(strings.Fields(s), " ") }
