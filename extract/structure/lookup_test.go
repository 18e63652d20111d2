package structure

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestLookups(t *testing.T) {
	c := build(t, `
		Before all.
		# Results[1]
		It rose by 2014.[[^2^|#n2]] Then it fell[1].
		[1] First note.
		{#n2}^2^ Second note.
		Goes on.`)
	s := Read(c)
	if len(s.Sections) != 2 || s.Sections[0].Heading != -1 || s.Sections[1].Title != "Results" {
		t.Fatalf("sections %+v", s.Sections)
	}
	text := c.Text()
	body := Range{c.Blocks[2].Start, c.Blocks[2].End}
	if got, want := s.Plain(c, body), "It rose by 2014.  Then it fell   ."; got != want {
		t.Errorf("Plain = %q, want %q", got, want)
	}
	found := s.Sentences(c, body)
	if len(found) != 2 || text.Slice(found[0].Start, found[0].End) != "It rose by 2014.2" {
		t.Errorf("sentences %v", found)
	}
	for i, want := range []bool{false, false, false, true, true, true} {
		if s.InNote(i) != want || (c.Blocks[i].Kind == corpus.Note) != want {
			t.Errorf("block %d: in a note %v, kind %s", i, s.InNote(i), c.Blocks[i].Kind)
		}
	}
	f := s.Footnotes(c, "doc-1")[0]
	if *f.MarkerStart != c.Blocks[1].Start+7 || f.MarkerContext != "Results[1]" || f.Quote != "[1] First note." {
		t.Errorf("first note %+v", f)
	}
}

func TestReadOfNothing(t *testing.T) {
	if s := Read(&corpus.Content{}); len(s.Notes) != 0 || s.InNote(0) {
		t.Error("an empty content has notes")
	}
}
