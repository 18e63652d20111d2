package layout

import (
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// write makes the blocks of a document.
func (d *document) write(c *corpus.Content) {
	lines := d.noteLines()
	m := d.mannerOf()
	var ps []paragraph
	for i := range d.leaves {
		ps = append(ps, d.leafParagraphs(i, m, lines)...)
	}
	t := newTypography(ps, d.info.Bookmarks)
	ps = t.join(ps)
	for i := range ps {
		if !nameTagged(&ps[i], d.tagged(&ps[i])) {
			t.name(&ps[i])
		}
	}
	w := newWriter(d, c, vocabularyOf(ps))
	for i := range ps {
		w.paragraph(&ps[i])
	}
	w.anchors()
}

// noteLines returns the note of each line that belongs to one.
func (d *document) noteLines() map[page.LineRef]int {
	out := map[page.LineRef]int{}
	for i, n := range d.notes {
		for _, p := range n.Paragraphs {
			for _, ref := range p {
				out[ref] = i
			}
		}
	}
	return out
}

// leafParagraphs returns a page's furniture of the upper half, its text in reading order with the endnotes in their place,
// the notes that begin on it, and the rest of its furniture.
func (d *document) leafParagraphs(i int, m manner, noteOf map[page.LineRef]int) []paragraph {
	l := &d.leaves[i]
	out := d.furniture(i, l.head)
	var notes []paragraph
	for j := range l.columns {
		c := &l.columns[j]
		lines := linesOf(c.Lines, c.turn, page.LineRef{Sheet: i, Column: j}, l.sheet.Page.Number)
		from := len(out)
		for _, p := range c.pieces {
			if p.table >= 0 {
				out = append(out, paragraph{kind: corpus.Table, table: p.table, sheet: i, turned: c.turn})
				continue
			}
			for _, run := range textRuns(lines[p.from:p.to], noteOf) {
				if run.note < 0 {
					out = append(out, m.paragraphsOf(run.lines)...)
				} else if d.notes[run.note].Paragraphs[0][0] == run.lines[0].ref {
					ps := d.noteParagraphs(run.note)
					if d.notes[run.note].End {
						out = append(out, ps...)
					} else {
						notes = append(notes, ps...)
					}
				}
			}
		}
		setPlace(out[from:], i, c)
	}
	out = append(out, notes...)
	return append(out, d.furniture(i, l.foot)...)
}

// run is lines of a column that belong to one note, or to the text.
type run struct {
	note  int // -1 for the text
	lines []line
}

func textRuns(lines []line, noteOf map[page.LineRef]int) []run {
	var out []run
	for i := range lines {
		note, ok := noteOf[lines[i].ref]
		if !ok {
			note = -1
		}
		if n := len(out); n > 0 && out[n-1].note == note {
			out[n-1].lines = append(out[n-1].lines, lines[i])
			continue
		}
		out = append(out, run{note: note, lines: lines[i : i+1 : i+1]})
	}
	return out
}

// setPlace says where in its column each paragraph stands.
func setPlace(ps []paragraph, sheet int, c *column) {
	first := true
	last := -1
	for i := range ps {
		p := &ps[i]
		p.sheet, p.turned, p.aside = sheet, c.turn, c.Aside
		if p.kind == corpus.Table || p.kind == corpus.Note {
			continue
		}
		p.first = first
		first, last = false, i
	}
	if last >= 0 {
		ps[last].last = true
	}
}

// furniture makes paragraphs of running heads and feet, one for each line.
func (d *document) furniture(i int, ls []page.Line) []paragraph {
	p := d.leaves[i].sheet.Page
	var out []paragraph
	for _, l := range ls {
		t := turn{angle: l.Angle, width: p.Width, height: p.Height}
		out = append(out, paragraph{
			kind: corpus.Furniture, table: -1, sheet: i, turned: t,
			lines: linesOf([]page.Line{l}, t, page.LineRef{Sheet: i, Column: -1}, p.Number),
		})
	}
	return out
}

// noteParagraphs makes paragraphs of a note; the first has its label.
func (d *document) noteParagraphs(n int) []paragraph {
	note := &d.notes[n]
	var out []paragraph
	for i, refs := range note.Paragraphs {
		p := paragraph{kind: corpus.Note, table: -1}
		if i == 0 {
			p.label = note.Label
		}
		for _, ref := range refs {
			p.lines = append(p.lines, d.line(ref))
		}
		if len(p.lines) == 0 {
			continue
		}
		p.sheet = refs[0].Sheet
		out = append(out, p)
	}
	return out
}

// line returns a line by its place.
func (d *document) line(ref page.LineRef) line {
	l := &d.leaves[ref.Sheet]
	c := &l.columns[ref.Column]
	return linesOf(c.Lines[ref.Line:ref.Line+1], c.turn, ref, l.sheet.Page.Number)[0]
}

// join puts paragraphs together that go on in the next column or on the next page.
func (t typography) join(ps []paragraph) []paragraph {
	out := make([]paragraph, 0, len(ps))
	open := -1 // the text that the column before ended with
	for i := range ps {
		p := &ps[i]
		if p.kind != corpus.Paragraph || p.aside {
			out = append(out, *p)
			continue
		}
		if p.first && open >= 0 && t.goesOn(&out[open], p) {
			out[open].lines = append(slices.Clip(out[open].lines), p.lines...)
			if !p.last {
				open = -1
			}
			continue
		}
		out = append(out, *p)
		open = -1
		if p.last {
			open = len(out) - 1
		}
	}
	return out
}

// goesOn reports whether a column's first paragraph goes on with the last of the column before: the sentence is not at its
// end, and what follows begins as its middle does.
func (t typography) goesOn(a, b *paragraph) bool {
	prev, next := &a.lines[len(a.lines)-1], &b.lines[0]
	if !alike(prev, next) || prev.Size >= headingSize*t.body && !next.beginsSmall() || next.bullet() || startsNote(next) || labelled(next) {
		return false
	}
	if prev.divided() {
		return true
	}
	if prev.endsSentence() || prev.Bold && !next.beginsSmall() {
		return false // a bold line without an end is a heading
	}
	return next.beginsSmall() || prev.full(next) && (len(a.lines) > 1 || prev.x1-prev.x0 > 0.6*(prev.right-prev.left))
}
