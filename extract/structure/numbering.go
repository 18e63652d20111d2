package structure

import (
	"sort"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// group is a stretch of notes whose numbers run through.
type group struct {
	series series
	notes  []int        // indices into Structure.Notes
	has    map[int]bool // numbers of its labels
}

// numberNotes settles the series of ambiguous labels, gives numbers to symbols, and cuts the notes into groups where the
// numbering restarts.
func (r *reader) numberNotes() {
	current := map[series]int{} // index of the series' group + 1
	var before label
	for i := range r.s.Notes {
		l := &r.heads[i].label
		if l.series == roman && before.series == letters && len(l.core) == 1 && int(l.core[0]-'a')+1 == before.number+1 {
			l.number, l.series = before.number+1, letters
		}
		before = *l
		k := current[l.series] - 1
		if k < 0 || r.restarts(&r.groups[k], *l) {
			k = len(r.groups)
			r.groups = append(r.groups, group{series: l.series, has: map[int]bool{}})
			current[l.series] = k + 1
		}
		g := &r.groups[k]
		g.notes = append(g.notes, i)
		g.has[l.number] = true
		r.s.Notes[i].Number = l.number
		if l.series == symbols {
			r.s.Notes[i].Number = len(g.notes)
		}
	}
}

// restarts reports whether a label begins a new numbering behind the notes of g: it counts from 1 again, or falls back to a
// number that g has already. The same number twice running is a slip of the author, and no new numbering.
func (r *reader) restarts(g *group, l label) bool {
	last := &r.heads[g.notes[len(g.notes)-1]].label
	if l.series == symbols {
		return l.core == last.core || l.core == r.heads[g.notes[0]].label.core
	}
	if l.number > last.number {
		return false
	}
	return l.number == 1 || l.number < last.number && g.has[l.number]
}

// nameSeries sets Section where a number alone does not tell notes apart: to the title of the section whose notes they are, to
// the place of the group where titles do not tell either. Of two series, roman endnotes beside numbered footnotes, the smaller
// one carries its name.
func (r *reader) nameSeries() {
	bySeries := map[series][]int{}
	for k, g := range r.groups {
		bySeries[g.series] = append(bySeries[g.series], k)
	}
	main := r.mainSeries()
	for s := digits; s <= symbols; s++ {
		groups := bySeries[s]
		var names []string
		if len(groups) > 1 {
			names = r.groupNames(groups)
		}
		for n, k := range groups {
			name := ""
			if names != nil {
				name = names[n]
			}
			if s != main {
				name = strings.TrimSpace(s.String() + " " + name)
			}
			for _, i := range r.groups[k].notes {
				r.s.Notes[i].Section = name
			}
		}
	}
	r.nameRepeats()
}

func (r *reader) mainSeries() series {
	var count [symbols + 1]int
	for i := range r.heads {
		count[r.heads[i].label.series]++
	}
	best := digits
	for s := roman; s <= symbols; s++ {
		if count[s] > count[best] {
			best = s
		}
	}
	return best
}

// groupNames returns the titles of the sections that the groups belong to where they differ, else "1", "2", ...
func (r *reader) groupNames(groups []int) []string {
	names := make([]string, len(groups))
	seen := map[string]bool{"": true}
	unique := true
	from := 0
	for n, k := range groups {
		notes := r.groups[k].notes
		names[n] = r.topTitle(from, r.s.Notes[notes[0]].Start)
		unique = unique && !seen[names[n]]
		seen[names[n]] = true
		from = r.s.Notes[notes[len(notes)-1]].End
	}
	if !unique {
		for n := range names {
			names[n] = strconv.Itoa(n + 1)
		}
	}
	return names
}

// topTitle returns the title of the first of the highest headings between two offsets, the document's title aside.
func (r *reader) topTitle(from, to int) string {
	title, level := "", 9
	for i := sort.SearchInts(r.s.starts, from); i < len(r.s.Sections) && r.s.starts[i] < to; i++ {
		s := &r.s.Sections[i]
		if s.Heading < 0 || s.Level <= 1 && i == 0 {
			continue
		}
		if sure, maybe := r.noteHeading(s.Heading); !sure && !maybe && s.Level < level {
			title, level = s.Title, s.Level
		}
	}
	return title
}

// nameRepeats tells notes apart that have the same number by a slip: the second 4 of one numbering is 4 of section "2".
func (r *reader) nameRepeats() {
	count := map[string]int{}
	for i := range r.s.Notes {
		n := &r.s.Notes[i]
		key := n.Section + "\x00" + strconv.Itoa(n.Number)
		if count[key]++; count[key] > 1 {
			n.Section = strings.TrimSpace(n.Section + " " + strconv.Itoa(count[key]))
		}
	}
}

// lastEntries remembers for every label where the last note that has it begins.
func (r *reader) lastEntries() {
	r.lastEntry = make(map[string]int, len(r.entries))
	for i := range r.entries {
		if e := &r.entries[i]; !e.comment {
			r.lastEntry[e.label.key()] = e.line
		}
	}
}

// noteAt returns the index of the note that holds an offset of a block, or -1.
func (r *reader) noteAt(block, offset int) int {
	notes := r.inNote[block]
	k := sort.Search(len(notes), func(i int) bool { return r.s.Notes[notes[i]].Start > offset })
	if k == 0 {
		return -1
	}
	n := &r.s.Notes[notes[k-1]]
	if offset < n.End || offset <= lastOf(n, block, &r.c.Blocks[block]) {
		return notes[k-1]
	}
	return -1
}

// lastOf returns the end of the block when the block holds nothing behind the note but links back.
func lastOf(n *Note, block int, b *corpus.Block) int {
	if n.Blocks[len(n.Blocks)-1] == block {
		return b.End
	}
	return 0
}
