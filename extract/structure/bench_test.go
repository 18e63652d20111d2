package structure

import (
	"testing"

	"github.com/irmtrail/irmtrail/extract/htmldoc"
)

func BenchmarkRead(b *testing.B) {
	data := []byte(shared(b, "seed/mexico-word.html"))
	for b.Loop() {
		b.StopTimer()
		c, err := htmldoc.Read(data, "", "text/html")
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
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
