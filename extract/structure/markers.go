package structure

import (
	"sort"
	"strings"
	"unicode"
)

// matchMarkers ties the marks of the running text to the notes: first by their links, then by their labels.
func (r *reader) matchMarkers() {
	if len(r.s.Notes) == 0 {
		return
	}
	r.byLabel = map[string][]int{}
	for i := range r.s.Notes {
		key := r.heads[i].label.key()
		r.byLabel[key] = append(r.byLabel[key], i)
	}
	r.countRestarts()
	expected := 1
	for k := range r.marks {
		m := &r.marks[k]
		if r.noteAt(m.block, m.start) >= 0 || r.commentAnchor(m.target) {
			continue
		}
		if i := r.noteOf(m, k, expected); i >= 0 {
			r.addMarker(m, i)
			expected = m.number + 1
		}
	}
	r.settleMarkers()
	r.lostMarkers()
	r.missingNotes()
	r.sortMarkers()
	r.sentences()
}

func (r *reader) addMarker(m *mark, note int) {
	number := m.number
	if note >= 0 {
		number = r.s.Notes[note].Number
		r.count[m.form]++
		if r.heads[note].form == 0 && r.s.Notes[note].Label == r.heads[note].label.core {
			r.s.Notes[note].Label = m.printed()
		}
	}
	r.used[m.start] = true
	r.formAt[m.start] = m.form
	r.s.Markers = append(r.s.Markers, Marker{Note: note, Number: number, Label: m.printed(), Start: m.start, End: m.end, Leads: r.leads[m.start]})
}

// noteOf returns the index of the note that a mark refers to, or -1.
func (r *reader) noteOf(m *mark, k, expected int) int {
	if i := r.byLink(m); i >= 0 {
		return r.linkOrPrint(m, i, k, expected)
	}
	if m.target != "" && r.anchors[m.target] != nil && !m.form.plain() {
		return -1
	}
	notes := r.byLabel[m.key()]
	if len(notes) == 0 || !r.readsAsMarker(m, notes[0], expected) {
		return -1
	}
	return r.nearest(notes, m, k)
}

// linkOrPrint decides between the note that a mark's link leads to and the one whose label it prints. On pages the print is
// surer: links lead to a height, and often to that of the note before.
func (r *reader) linkOrPrint(m *mark, linked, k, expected int) int {
	notes := r.byLabel[m.key()]
	if !r.named || r.heads[linked].label.core == m.core || len(notes) == 0 || !r.readsAsMarker(m, notes[0], expected) {
		r.linkedMarkers[m.start] = true
		return linked
	}
	r.leads[m.start] = r.s.Notes[linked].Label
	return r.nearest(notes, m, k)
}

// byLink follows the mark's link. Where a page has the same name twice, the label and then the distance decide.
func (r *reader) byLink(m *mark) int {
	best := -1
	for _, i := range r.names[m.target] {
		switch {
		case best < 0:
			best = i
		case (r.heads[i].label.core == m.core) != (r.heads[best].label.core == m.core):
			if r.heads[i].label.core == m.core {
				best = i
			}
		case r.s.Notes[best].Start < m.start && r.s.Notes[i].Start > m.start:
			best = i
		}
	}
	return best
}

// readsAsMarker reports whether a mark without a link is set as a marker is.
func (r *reader) readsAsMarker(m *mark, note, expected int) bool {
	switch m.form {
	case bracketed:
		return true
	case raised:
		return !r.exponent(m, expected)
	case rounded:
		return r.heads[note].form == rounded && (r.attached(m) || r.named && !m.lead)
	case starred:
		return r.touchesWord(m)
	}
	return false
}

// exponent reports whether a raised number is a power: behind a digit ("10²") unless it is the next note's, or behind a unit.
func (r *reader) exponent(m *mark, expected int) bool {
	if unicode.IsDigit(m.prev) {
		return m.number != expected && m.number != expected-1
	}
	if m.number > 3 || !unicode.IsLetter(m.prev) {
		return false
	}
	b := &r.c.Blocks[m.block]
	before := r.c.Text().Slice(max(b.Start, m.start-4), m.start)
	w := strings.ToLower(before[strings.LastIndexFunc(before, func(c rune) bool { return !unicode.IsLetter(c) })+1:])
	return r.w.units[w]
}

// attached reports whether a number in parentheses hangs on the word before it or stands before a punctuation mark, as the
// numbers of an enumeration in running text do not.
func (r *reader) attached(m *mark) bool {
	return !m.lead && (!unicode.IsSpace(m.prev) || m.next == 0 || strings.ContainsRune(".,;:!?\n", m.next))
}

// touchesWord reports whether a symbol hangs on the word before it and not on one behind it.
func (r *reader) touchesWord(m *mark) bool {
	return !m.lead && m.prev != 0 && !unicode.IsSpace(m.prev) && !unicode.IsLetter(m.next) && !unicode.IsDigit(m.next)
}

// nearest chooses among notes of the same label: the next one behind the mark; where all notes stand at the end, the one of
// the same count of restarts.
func (r *reader) nearest(notes []int, m *mark, k int) int {
	if len(notes) == 1 {
		return notes[0]
	}
	if r.runs != nil {
		return notes[min(r.runs[k], len(notes)-1)]
	}
	i := sort.Search(len(notes), func(i int) bool { return r.s.Notes[notes[i]].Start > m.start })
	return notes[min(i, len(notes)-1)]
}

// countRestarts counts, where several numberings stand together behind all of the text, how often the marks began anew.
func (r *reader) countRestarts() {
	if len(r.groups) < 2 {
		return
	}
	second := r.s.Notes[r.groups[1].notes[0]].Start
	runs := make([]int, len(r.marks))
	run, last := 0, 0
	for k := range r.marks {
		m := &r.marks[k]
		runs[k] = run
		if !m.form.plain() || m.series != digits || r.noteAt(m.block, m.start) >= 0 {
			continue
		}
		if m.start > second {
			return // the text goes on behind the first notes: distance decides
		}
		if m.number == 1 && last > 1 {
			run++
		}
		runs[k], last = run, m.number
	}
	r.runs = runs
}

// missingNotes adds the marks that must be markers and have no note: set as the known markers are, in a document whose notes
// have such numbers.
func (r *reader) missingNotes() {
	form := bracketed
	for f := raised; f <= glued; f++ {
		if r.count[f] > r.count[form] {
			form = f
		}
	}
	highest := 0
	for i := range r.s.Notes {
		if r.heads[i].label.series == digits {
			highest = max(highest, r.s.Notes[i].Number)
		}
	}
	for k := range r.marks {
		m := &r.marks[k]
		if !m.form.plain() || m.form != form || m.series != digits || m.number > highest+10 || m.lead && m.target == "" ||
			unicode.IsDigit(m.prev) || len(r.byLabel[m.key()]) > 0 || r.used[m.start] ||
			r.noteAt(m.block, m.start) >= 0 || r.commentAnchor(m.target) {
			continue
		}
		if m.form == raised && r.exponent(m, 0) {
			continue
		}
		r.addMarker(m, -1)
	}
}

func (r *reader) sortMarkers() {
	sort.SliceStable(r.s.Markers, func(i, j int) bool { return r.s.Markers[i].Start < r.s.Markers[j].Start })
	for i, m := range r.s.Markers {
		if m.Note >= 0 {
			n := &r.s.Notes[m.Note]
			n.Markers = append(n.Markers, i)
		}
	}
}

// sentences finds the sentence of every marker.
func (r *reader) sentences() {
	var found []Range
	block := -1
	for i := range r.s.Markers {
		m := &r.s.Markers[i]
		if b := r.c.BlockAt(m.Start); b != block {
			block = b
			found = r.s.Sentences(r.c, Range{r.c.Blocks[b].Start, r.c.Blocks[b].End})
		}
		k := sort.Search(len(found), func(k int) bool { return found[k].End > m.Start })
		if k < len(found) && found[k].Start <= m.Start {
			m.Sentence = found[k]
		} else {
			m.Sentence = Range{m.Start, m.End}
		}
	}
}
