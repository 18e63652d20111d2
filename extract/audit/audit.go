// Package audit turns one document's records into findings: what does not add up inside the document. It compares counts
// with their total, counts with the ratings of the commitments, statements of the same with each other, and notes with
// their markers. It reads no text of its own and corrects nothing; what other documents or the official data set say is
// compared elsewhere.
package audit

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// Findings returns what does not add up in a document, in the order of the rules below. Ids that need the report's id
// stay empty.
func Findings(c *corpus.Content, s *structure.Structure, r *corpus.Reading, id corpus.DocumentID) []corpus.Finding {
	var found []corpus.Finding
	found = append(found, sums(c, r)...)
	found = append(found, contradictions(r)...)
	found = append(found, rated(r)...)
	found = append(found, notes(c, s, id)...)
	return found
}

// words returns an indicator or a value as words: "early results".
func words[T ~string](t T) string { return strings.ReplaceAll(string(t), "_", " ") }

// commitments returns "1 commitment" or "7 commitments".
func commitments(n int) string {
	if n == 1 {
		return "1 commitment"
	}
	return fmt.Sprintf("%d commitments", n)
}

// ofPlan names the plan where it is not the report's own.
func ofPlan(p corpus.Plan) string {
	if p == corpus.PreviousPlan {
		return " of the previous plan"
	}
	return ""
}
