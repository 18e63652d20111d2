package structure

import (
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestSentences(t *testing.T) {
	tests := []struct {
		lang corpus.Language
		text string // sentences joined by " | "
	}{
		{"en", "It ended in 2016.[1] | The next began."},
		{"en", "It ended. [1] | The next began."},
		{"en", "It ended.[3][4] | The next began.[3, 4] | So it goes."},
		{"en", "It ended in 2014-2016.¹ | The next began."},
		{"en", "It ended with the plan.12 | The next began."},
		{"en", "It rose by 1.5 points. | See No. 5 and Art. 6 of the law, e.g. Section IV. | Done."},
		{"en", "The answer was no. | Five said yes."},
		{"en", "M.J. Taylor and A. Smith wrote vol. II. | It is out."},
		{"en", "The U.S. Government agreed. | It is in the U.S. | The plan ended."},
		{"en", "He said “It is done.” | Then he left."},
		{"en", "Was it? | Yes! | “No.” | It was..."},
		{"en", "As explained in Annex I. | The plan ended."},
		{"en", "1. Open data. | 2. Health."},
		{"en", "See https://x.org/a.pdf. | For more, ask."},
		{"en", "it was approx. five. | Then six."},
		{"es", "El Sr. Pérez y la Lic. Gómez firmaron el art. 5. | Después, en EE. UU. hubo otra. | ¿Cuándo? | Ayer."},
		{"es", "Vive en EE. UU. | El plan terminó."},
		{"fr", "Selon M. Dupont, cf. art. 3. | Le plan est fini."},
		{"pt", "O Sr. Silva leu a pág. 4. | O plano acabou."},
		{"", "El Sr. Pérez met Dr. Smith. | They left."},
	}
	for _, tt := range tests {
		text := corpus.NewText(strings.ReplaceAll(tt.text, " | ", " "))
		var got []string
		for _, r := range Sentences(text, Range{0, text.Len()}, tt.lang) {
			got = append(got, text.Slice(r.Start, r.End))
		}
		if g := strings.Join(got, " | "); g != tt.text {
			t.Errorf("Sentences:\n got %q\nwant %q", g, tt.text)
		}
	}
}

func TestSentencesEndAtLines(t *testing.T) {
	text := corpus.NewText("ab cd\nNo end\tcell. Two")
	got := Sentences(text, Range{3, text.Len()}, "en")
	want := []Range{{3, 5}, {6, 12}, {13, 18}, {19, 22}}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("sentence %d = %v, want %v", i, got[i], want[i])
		}
	}
}
