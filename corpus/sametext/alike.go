package sametext

import (
	"math"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// The least likeness of words at which two documents can be one text.
const (
	// leastAlike lets one word in twenty of a scan be misread (0.75), with room for what the format adds and for the error of
	// the estimate.
	leastAlike = 0.6
	// leastAlikeAlone is asked where the texts have too few numbers to tell pages of one site, which share their frame, apart.
	leastAlikeAlone = 0.9
)

// fewNumbers is how many common numbers are too few to bear out that two texts are one.
const fewNumbers = 8

// sameText reports whether two documents hold one text although not every letter is the same, and how alike their words are.
//
// Numbers may be misread about as often as words, so a clean copy must have the same numbers, and a bad scan may have a few
// others. Minutes that were written on one form differ in their numbers far more often than in their words.
func sameText(a, b *candidate) (alike float64, same bool) {
	alike = a.sketch.alike(b.sketch)
	if alike < leastAlike || !oneDay(a.heldOn, b.heldOn) {
		return alike, false
	}
	sure := a.heldOn != "" && b.heldOn != ""
	common, same := a.numbers.agree(b.numbers, misread(alike, min(len(a.numbers), len(b.numbers)), sure))
	return alike, same && (sure || common >= fewNumbers || alike >= leastAlikeAlone)
}

// misread returns how many of n numbers may be misread in texts that are so much alike. Where both are known to be of one day, twice
// as many and one more.
func misread(alike float64, n int, sure bool) int {
	kept := math.Cbrt(2 * alike / (1 + alike)) // share of words that are the same in both, given that of shingles
	expected := (1 - kept) * float64(n)
	if sure {
		return int(2*expected) + 1
	}
	return int(expected)
}

// oneDay reports whether two dates can be one day: either is not known, or one is less precise than the other.
func oneDay(a, b corpus.Date) bool {
	return strings.HasPrefix(string(a), string(b)) || strings.HasPrefix(string(b), string(a))
}
