package structure

import (
	"sort"

	"github.com/irmtrail/irmtrail/corpus"
)

// reader holds what is known while a document is read.
type reader struct {
	c       *corpus.Content
	w       *words
	s       *Structure
	anchors map[string][]int // name to indices of Content.Anchors
	marks   []mark           // in order of offset
	first   []int            // per block: index of its first mark; one more at the end
	paged   bool             // the document has pages, so furniture stands between the parts of its text
	named   bool             // the reader of its pages says where notes begin
	entries []entry          // beginnings of notes, in order of offset
	starts  map[int]int      // start of an entry's line to its index in entries, while they are gathered
	heads   []*entry         // per note: the entry that it begins with
	groups  []group          // numberings
	byLabel map[string][]int // label to the notes that have it
	runs    []int            // per mark: how often the numbering restarted before it; nil where distance decides
	count   [glued + 1]int   // markers found, by form
	used    map[int]bool     // offsets of markers found

	pages         []pageOf       // in order, once they are asked for
	formAt        map[int]form   // offset of a marker to its form
	linkedMarkers map[int]bool   // offsets of the markers whose links lead to their notes
	leads         map[int]string // offset of a marker to the label of the note that its link leads to, where its own is another

	lastEntry map[string]int   // label to where the last note that has it begins
	names     map[string][]int // anchor to the notes that it leads to
	inNote    [][]int          // per block: the notes that stand in it
	labels    map[string]bool  // labels of the entries: series and core
	refs      map[string]int   // label to the offset of the first mark that is no label of a line
	lost      []mark           // numbers glued to words, once they are asked for
	split     map[int][]Range  // per block: its lines
	scratch   scanner
}

// Read finds the sections, the footnotes and their markers of a document. It sets Kind to [corpus.Note] on blocks that hold
// nothing but notes.
func Read(c *corpus.Content) *Structure {
	s := &Structure{}
	if c.Text() == nil {
		return s
	}
	r := &reader{
		c: c, w: vocabulary(), s: s, starts: map[int]int{}, names: map[string][]int{}, labels: map[string]bool{}, refs: map[string]int{}, split: map[int][]Range{},
		used: map[int]bool{}, linkedMarkers: map[int]bool{}, formAt: map[int]form{}, leads: map[int]string{}, named: pagesNameNotes(c),
	}
	r.s.Language = documentLanguage(c.Text().String(), c.Language)
	r.readAnchors()
	r.scan()
	for k, rec := range recognisers {
		for _, e := range rec.find(r) {
			e.overPages = rec.overPages
			if _, known := r.starts[e.line]; known || k == 0 || !r.named {
				r.accept(e)
			}
		}
		r.sortEntries()
	}
	r.lastEntries()
	r.noteBodies()
	r.numberNotes()
	r.matchMarkers()
	r.markNoteBlocks()
	r.outline()
	r.nameSeries()
	return s
}

// scan gathers the marks of all blocks.
func (r *reader) scan() {
	r.first = make([]int, len(r.c.Blocks)+1)
	for i := range r.c.Blocks {
		b := &r.c.Blocks[i]
		r.first[i] = len(r.marks)
		r.paged = r.paged || b.Page > 0
		if b.Kind != corpus.Furniture {
			r.marks = append(r.marks, r.scanBlock(i)...)
		}
	}
	r.first[len(r.c.Blocks)] = len(r.marks)
	for _, m := range r.marks {
		_, known := r.refs[m.core]
		if !known && !m.lead && (m.form <= rounded || m.form == starred) {
			r.refs[m.core] = m.start
		}
	}
}

// marksOf returns the marks of a block.
func (r *reader) marksOf(block int) []mark { return r.marks[r.first[block]:r.first[block+1]] }

// leadAt returns the mark that begins the line at the offset; nil when none does.
func (r *reader) leadAt(block, line int) *mark {
	marks := r.marksOf(block)
	k := sort.Search(len(marks), func(i int) bool { return marks[i].start >= line })
	if k < len(marks) && marks[k].lead && r.blank(line, marks[k].start) {
		return &marks[k]
	}
	return nil
}

// blank reports whether nothing but white space stands between two offsets of one line.
func (r *reader) blank(from, to int) bool {
	return from >= to || to-from < 8 && isBlank(r.c.Text().Slice(from, to))
}

// lines calls f with the offsets of every line of a block that is not blank, without the white space around it.
func (r *reader) lines(block int, f func(start, end int)) {
	for _, l := range r.linesOf(block) {
		f(l.Start, l.End)
	}
}

// linesOf returns the lines of a block that are not blank.
func (r *reader) linesOf(block int) []Range {
	if found, ok := r.split[block]; ok {
		return found
	}
	b := &r.c.Blocks[block]
	var found []Range
	add := func(from, to int) {
		if l := r.trim(Range{from, to}); l.Start < l.End {
			found = append(found, l)
		}
	}
	at, from := b.Start, b.Start
	for j := range b.Spans {
		for _, c := range b.Spans[j].Text {
			if c == '\n' {
				add(from, at)
				from = at + 1
			}
			at++
		}
	}
	add(from, at)
	r.split[block] = found
	return found
}

// lineAt returns the line of a block that holds an offset, or the nearest one: the first line for what stands before it.
func (r *reader) lineAt(block, offset int) Range {
	lines := r.linesOf(block)
	k := sort.Search(len(lines), func(i int) bool { return lines[i].End >= offset })
	switch {
	case len(lines) == 0:
		return Range{r.c.Blocks[block].Start, r.c.Blocks[block].Start}
	case k == len(lines):
		return lines[k-1]
	}
	return lines[k]
}

// outline lists the sections.
func (r *reader) outline() {
	s := Section{Heading: -1}
	for i := range r.c.Blocks {
		b := &r.c.Blocks[i]
		if b.Kind != corpus.Heading {
			continue
		}
		if s.Last = i; s.Heading >= 0 || s.Last > s.First {
			r.addSection(s)
		}
		s = Section{Heading: i, Level: b.Level, Title: r.withoutMarkers(Range{b.Start, b.End}), First: i + 1}
	}
	if s.Last = len(r.c.Blocks); s.Heading >= 0 || s.Last > s.First {
		r.addSection(s)
	}
}

func (r *reader) addSection(s Section) {
	start := 0
	if s.Heading >= 0 {
		start = r.c.Blocks[s.Heading].Start
	} else if s.First < len(r.c.Blocks) {
		start = r.c.Blocks[s.First].Start
	}
	r.s.Sections = append(r.s.Sections, s)
	r.s.starts = append(r.s.starts, start)
}
