package structure

import (
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// returningNotes takes the lists most of whose items hold an arrow or a "back" link: notes whose markers lost their links.
func (r *reader) returningNotes() []entry {
	var found []entry
	for i := 0; i < len(r.c.Blocks); {
		j := r.listEnd(i)
		if j > i {
			found = append(found, r.returningList(i, j)...)
		}
		i = max(j, i+1)
	}
	return found
}

// listEnd returns the index behind the last item of the list that begins at block i; i when none does.
func (r *reader) listEnd(i int) int {
	list := r.c.Blocks[i].List
	if r.c.Blocks[i].Kind != corpus.ListItem || list == 0 {
		return i
	}
	end := i + 1
	for j := i + 1; j < len(r.c.Blocks) && r.c.Blocks[j].Kind != corpus.Heading && r.c.Blocks[j].Kind != corpus.Furniture; j++ {
		if r.c.Blocks[j].List == list {
			end = j + 1
		} else if j-end > 20 {
			break
		}
	}
	return end
}

func (r *reader) returningList(from, to int) []entry {
	var items []entry
	back := 0
	for i := from; i < to; i++ {
		b := &r.c.Blocks[i]
		if b.Kind == corpus.ListItem && b.List == r.c.Blocks[from].List && b.Level == r.c.Blocks[from].Level && (b.Label != "" || i == from || r.c.Blocks[from].Label == "") {
			n := len(items) + 1
			items = append(items, r.entryAt(i, r.trim(Range{b.Start, b.End}).Start, label{strconv.Itoa(n), strconv.Itoa(n), n, digits}))
		}
		if r.returns(b) {
			back++
		}
	}
	if back*2 < len(items) {
		return nil
	}
	return items
}

// returns reports whether a block ends or begins with an arrow that leads back.
func (r *reader) returns(b *corpus.Block) bool {
	for i := range b.Spans {
		s := &b.Spans[i]
		if !strings.Contains(s.Link, "#") || s.Start == s.End {
			continue
		}
		if r.backWords(s.Text) && !isBlank(s.Text) {
			return true
		}
	}
	end := r.trim(Range{b.Start, b.End}).End
	last := []rune(r.c.Text().Slice(max(b.Start, end-1), end))
	return len(last) == 1 && r.glyph(last[0])
}
