package report

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestIsCommitmentPage(t *testing.T) {
	for u, want := range map[corpus.URL]bool{
		"https://www.opengovpartnership.org/members/mexico/commitments/MX0075/":     true,
		"https://opengovpartnership.org/es/members/kaduna/commitments/kad0004?x=1":  true,
		"https://www.opengovpartnership.org/members/mexico/commitments/":            false,
		"https://www.opengovpartnership.org/members/mexico/":                        false,
		"https://www.opengovpartnership.org/documents/mexico-commitments-MX0075/":   false,
		"https://www.opengovpartnership.org/members/mexico/commitments/MX0075/feed": false,
	} {
		if got := IsCommitmentPage(u); got != want {
			t.Errorf("%s: %v", u, got)
		}
	}
}
