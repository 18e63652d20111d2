package structure

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// pagesNameNotes reports whether the document has pages whose reader says where notes begin: blocks of notes with their
// label. Then no line of another block begins a note, and no line of a note without label does.
func pagesNameNotes(c *corpus.Content) bool {
	for i := range c.Blocks {
		if b := &c.Blocks[i]; b.Kind == corpus.Note && b.Page > 0 && b.Label != "" {
			return true
		}
	}
	return false
}

// namedNote returns the entry of a block that its reader labelled; false for one that goes on with the note before it.
func (r *reader) namedNote(block int) (entry, bool) {
	b := &r.c.Blocks[block]
	l, ok := parseLabel(strings.Trim(b.Label, "[]().:"))
	if !ok {
		return entry{}, false
	}
	line := r.trim(Range{b.Start, b.End})
	printed := printedLabel(b.Text(), l.core)
	e := entry{block: block, line: line.Start, body: min(line.Start+utf8.RuneCountInString(printed), b.End), label: l, form: raised}
	if strings.HasPrefix(printed, "(") {
		e.form = rounded
	}
	if core := strings.TrimSpace(printed); core != "" {
		e.label.text = asterisks.Replace(strings.TrimRight(core, ".:"))
		if strings.HasSuffix(core, ")") && !strings.HasPrefix(core, "(") {
			e.label.text = strings.TrimRight(core, ").:")
		}
	}
	return e, true
}

// fileKind matches a note's text that begins with the ending of a file's name: ".cod files are".
var fileKind = regexp.MustCompile(`^\.[a-z]+(?:\s|$)`)

// printedLabel returns the label that a text begins with, with its brackets and stop: "[2] ", "2. ", "²". It is empty where
// the text begins with something else.
func printedLabel(text, core string) string {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	rest := strings.TrimLeft(text, "[(")
	size := 0
	for i, c := range rest {
		if l, ok := parseLabel(rest[:i+utf8.RuneLen(c)]); ok && l.core == core {
			size = i + utf8.RuneLen(c)
		}
		if i > 12 || unicode.IsSpace(c) {
			break
		}
	}
	if size == 0 {
		return ""
	}
	rest = rest[size:]
	if before := len(text) - len(rest) - size; before > 0 {
		rest = strings.TrimLeft(rest, "])")
	}
	if len(rest) > 1 && strings.ContainsRune(".):", rune(rest[0])) && !fileKind.MatchString(rest) {
		rest = rest[1:]
	}
	return text[:len(text)-len(strings.TrimLeftFunc(rest, unicode.IsSpace))]
}

// settleMarkers chooses, where the reader named the notes, among the marks that have a note's label: those on the note's page
// or the page before it, and of these the ones that come in the order of the notes. Raised numbers that are no markers are
// common in reports: powers, ordinals, the notes of tables.
func (r *reader) settleMarkers() {
	if !r.named {
		return
	}
	r.dropMarkers(r.oddMarkers())
	r.dropMarkers(r.farMarkers())
	r.dropMarkers(r.strayMarkers())
}

// oddMarkers returns the markers that are set otherwise than those of most notes, where their note has one that is set as they
// are: "see section [2]" beside raised numbers.
func (r *reader) oddMarkers() map[int]bool {
	usual := bracketed
	for f := raised; f <= glued; f++ {
		if r.count[f] > r.count[usual] {
			usual = f
		}
	}
	good := map[int]bool{}
	for _, m := range r.s.Markers {
		good[m.Note] = good[m.Note] || r.formAt[m.Start] == usual
	}
	odd := map[int]bool{}
	for _, m := range r.s.Markers {
		if m.Note >= 0 && good[m.Note] && r.formAt[m.Start] != usual && !r.linkedMarkers[m.Start] {
			odd[m.Start] = true
		}
	}
	return odd
}

// farMarkers returns the markers that stand on other pages than their note, where the note has one nearby.
func (r *reader) farMarkers() map[int]bool {
	near := map[int]bool{}
	for _, m := range r.s.Markers {
		near[m.Note] = near[m.Note] || r.nearby(&m)
	}
	far := map[int]bool{}
	for _, m := range r.s.Markers {
		if m.Note >= 0 && near[m.Note] && !r.nearby(&m) && !r.linkedMarkers[m.Start] {
			far[m.Start] = true
		}
	}
	return far
}

// nearby reports whether a marker stands on the page of its note or the one before.
func (r *reader) nearby(m *Marker) bool {
	if m.Note < 0 {
		return false
	}
	page := r.c.PageAt(r.s.Notes[m.Note].Start) - r.c.PageAt(m.Start)
	return page == 0 || page == 1
}

// strayMarkers returns the markers that stand before the one of their note that comes in order: the longest sequence of
// markers whose notes follow each other tells which that is.
func (r *reader) strayMarkers() map[int]bool {
	ms := make([]Marker, 0, len(r.s.Markers))
	for _, m := range r.s.Markers {
		if m.Note >= 0 && r.heads[m.Note].label.series == digits {
			ms = append(ms, m)
		}
	}
	sort.SliceStable(ms, func(i, j int) bool { return ms[i].Start < ms[j].Start })
	at := map[int]int{} // note to the start of its marker in the sequence
	for _, k := range longestRise(ms) {
		at[ms[k].Note] = ms[k].Start
	}
	stray := map[int]bool{}
	for _, m := range ms {
		if start, ok := at[m.Note]; ok && m.Start < start && !r.linkedMarkers[m.Start] {
			stray[m.Start] = true
		}
	}
	return stray
}

// pageStart returns the offset of the first block of a page, or of the first page behind it.
func (r *reader) pageStart(page int) int {
	if r.pages == nil {
		for i := range r.c.Blocks {
			if b := &r.c.Blocks[i]; len(r.pages) == 0 || b.Page > r.pages[len(r.pages)-1].page {
				r.pages = append(r.pages, pageOf{b.Page, b.Start})
			}
		}
	}
	k := sort.Search(len(r.pages), func(k int) bool { return r.pages[k].page >= page })
	if k == len(r.pages) {
		return r.c.Text().Len()
	}
	return r.pages[k].start
}

// pageOf is where a page begins in the text.
type pageOf struct{ page, start int }

// longestRise returns the indices of the longest sequence of markers whose notes rise.
func longestRise(ms []Marker) []int {
	var tails []int // per length: index of the marker with the smallest note that ends such a sequence
	before := make([]int, len(ms))
	for i, m := range ms {
		k := sort.Search(len(tails), func(k int) bool { return ms[tails[k]].Note >= m.Note })
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	var found []int
	if len(tails) == 0 {
		return nil
	}
	for i := tails[len(tails)-1]; i >= 0; i = before[i] {
		found = append(found, i)
	}
	return found
}

// dropMarkers takes markers back by their offsets.
func (r *reader) dropMarkers(starts map[int]bool) {
	kept := r.s.Markers[:0]
	for _, m := range r.s.Markers {
		if !starts[m.Start] {
			kept = append(kept, m)
		}
	}
	r.s.Markers = kept
}
