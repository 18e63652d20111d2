package report

import (
	"regexp"

	"github.com/irmtrail/irmtrail/corpus"
)

// commitmentPage matches the address of a commitment's own page on the OGP site, "/members/mexico/commitments/MX0075/";
// local members have three letters, "KAD0004".
var commitmentPage = regexp.MustCompile(`(?i)/members/[^/?#]+/commitments/[a-z]{2,3}\d{3,5}/?(?:[?#]|$)`)

// IsCommitmentPage reports whether an address is that of a commitment's own page. It goes with reports and is none.
func IsCommitmentPage(u corpus.URL) bool { return commitmentPage.MatchString(string(u)) }
