package report

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestCommitmentPageID(t *testing.T) {
	const home = "https://www.opengovpartnership.org/"
	for u, want := range map[corpus.URL]string{
		home + "members/mexico/commitments/MX0075/":                                "MX0075",
		"https://opengovpartnership.org/es/members/kaduna/commitments/kad0004?x=1": "KAD0004",
		home + "members/mexico/commitments/":                                       "",
		home + "members/mexico/":                                                   "",
		home + "documents/mexico-commitments-MX0075/":                              "",
		home + "members/mexico/commitments/MX0075/feed":                            "",
	} {
		if got := CommitmentPageID(&corpus.Content{}, Source{URL: u, MediaType: "text/html"}); got != want {
			t.Errorf("%s: %q, want %q", u, got, want)
		}
		own := &corpus.Content{Head: corpus.Head{Canonical: u}}
		if got := CommitmentPageID(own, Source{URL: "file:page.html", MediaType: "text/html"}); got != want {
			t.Errorf("page that calls itself %s: %q, want %q", u, got, want)
		}
		if got := CommitmentPageID(own, Source{URL: u, MediaType: "application/pdf"}); got != "" {
			t.Errorf("file at %s: %q", u, got)
		}
	}
}
