package notes

import (
	"testing"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// A label that is larger than its note does not make the note's next lines foreign.
func TestTextSize(t *testing.T) {
	l := &page.Line{Size: 8.5, Words: []page.Word{{Text: "8", Size: 12}, {Text: "See", Size: 8.5}, {Text: "minutes", Size: 8.5}}}
	for words, want := range map[int]float64{0: 12, 1: 8.5, 3: 12} {
		if got := (&start{leading: leading{words: words}}).textSize(l); got != want {
			t.Errorf("behind %d words of label: %v, want %v", words, got, want)
		}
	}
}
