package trail

import "testing"

func TestNames(t *testing.T) {
	for _, x := range []struct {
		text, number string
		want         bool
	}{
		{"La Secretaría publicará la ficha del compromiso 3 a más tardar el 4 de marzo.", "4", false},
		{"Commitment 3: publish the register by 15 December 2022.", "15", false},
		{"Commitments 3, 4 and 5 are reviewed.", "5", true},
		{"Engagement n° 4 : publier", "4", true},
		{"El compromiso número 12 se revisa.", "12", true},
		{"El compromiso número 12 se revisa.", "1", false},
		{"Compromiso MX0054 se revisa", "MX0054", true},
		{"Compromisso 2A será revisto", "2a", true},
		{"Agreed by 4 March.", "4", false},
	} {
		if got := names(x.text, x.number); got != x.want {
			t.Errorf("%q names %s: %v", x.text, x.number, got)
		}
	}
}
