package structure

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
)

func BenchmarkRead(b *testing.B) {
	c, err := htmldoc.Read([]byte(shared(b, "seed/mexico-word.html")), "", "text/html")
	if err != nil {
		b.Fatal(err)
	}
	var kinds []corpus.BlockKind
	for i := range c.Blocks {
		kinds = append(kinds, c.Blocks[i].Kind)
	}
	for b.Loop() {
		for i := range kinds {
			c.Blocks[i].Kind = kinds[i]
		}
		Read(c)
	}
}

func BenchmarkRows(b *testing.B) {
	c, err := htmldoc.Read([]byte(shared(b, "seed/mexico-word.html")), "", "text/html")
	if err != nil {
		b.Fatal(err)
	}
	s := Read(c)
	for b.Loop() {
		s.Footnotes(c, "doc-1")
		s.Citations(c, "doc-1")
	}
}

func BenchmarkSentences(b *testing.B) {
	c, err := htmldoc.Read([]byte(shared(b, "seed/mexico-word.html")), "", "text/html")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Sentences(c.Text(), Range{0, c.Text().Len()}, "en")
		Dates(c.Text().String(), "en")
	}
}
