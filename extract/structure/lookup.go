package structure

import (
	"sort"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// InNote reports whether a block holds a note or a part of one.
func (s *Structure) InNote(block int) bool {
	return block >= 0 && block < len(s.inNote) && s.inNote[block]
}

// Plain returns the text between two offsets with the footnote markers in it, and the labels that notes begin with,
// overwritten by spaces, so that offsets stay and "(1)" is no number of anything.
func (s *Structure) Plain(c *corpus.Content, r Range) string {
	text := c.Text().Slice(r.Start, r.End)
	var rs []rune // of text, once something is overwritten
	blank := func(from, to int) {
		if from >= r.End || to <= r.Start {
			return
		}
		if rs == nil {
			rs = []rune(text)
		}
		for k := max(from, r.Start); k < min(to, r.Start+len(rs)); k++ {
			rs[k-r.Start] = ' '
		}
	}
	for i := sort.Search(len(s.Markers), func(i int) bool { return s.Markers[i].End > r.Start }); i < len(s.Markers) && s.Markers[i].Start < r.End; i++ {
		blank(s.Markers[i].Start, s.Markers[i].End)
	}
	for i := sort.Search(len(s.Notes), func(i int) bool { return s.Notes[i].End > r.Start }); i < len(s.Notes) && s.Notes[i].Start < r.End; i++ {
		if n := &s.Notes[i]; len(n.Paragraphs) > 0 {
			blank(n.Start, n.Paragraphs[0].Start)
		}
	}
	if rs == nil {
		return text
	}
	return string(rs)
}

// withoutMarkers returns the text between two offsets without markers, white space collapsed.
func (r *reader) withoutMarkers(p Range) string {
	return strings.Join(strings.Fields(r.s.Plain(r.c, p)), " ")
}
