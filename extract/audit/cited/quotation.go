package cited

import (
	"regexp"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// shortestQuotation is how many words a quotation has at least; fewer are a name or a term.
const shortestQuotation = 4

// quotationForm matches words in quotation marks: “…”, "…", «…».
var quotationForm = regexp.MustCompile(`“([^“”]+)”|"([^"]+)"|«([^«»]+)»|„([^„“”]+)[“”]`)

// quoteAspect looks for the words that the note or the claim quotes. They may be another source's, or a translation, so that
// their absence says little.
func (s *source) quoteAspect() aspect {
	for _, text := range []string{s.Note, s.Claim} {
		for _, q := range quotations(text) {
			if sameWords(q, s.Citation.Title) {
				continue
			}
			if start, end, ok := s.findQuotation(q); ok {
				return aspect{state: agrees, name: "the quoted words (" + quoted(q) + ")", places: []corpus.Place{s.place(start, end)}}
			}
		}
	}
	return aspect{}
}

// quotations returns the quoted words of a text, in order.
func quotations(text string) []string {
	var found []string
	for _, m := range quotationForm.FindAllStringSubmatch(text, -1) {
		q := m[1] + m[2] + m[3] + m[4]
		if len(foldWords(q)) >= shortestQuotation {
			found = append(found, q)
		}
	}
	return found
}

func sameWords(a, b string) bool {
	return strings.Join(foldWords(a), " ") == strings.Join(foldWords(b), " ")
}

// omission matches what is left out of a quotation or put into it: "...", "[…]", "[the]".
var omission = regexp.MustCompile(`\[[^\]]*\]|\.\.\.|…`)

// longestPassage bounds the passage of a quotation that leaves words out, in bytes.
const longestPassage = 200

// findQuotation returns where the text has a quotation, from its first part to its last.
func (s *source) findQuotation(q string) (start, end int, ok bool) {
	for _, part := range omission.Split(q, -1) {
		ws := foldWords(part)
		if len(ws) < shortestQuotation-1 {
			continue
		}
		from, to, found := s.sequence(ws, true)
		if !found && len(ws) >= 6 {
			from, to, found = s.loosely(ws, quoteShare)
		}
		if !found {
			return 0, 0, false
		}
		switch {
		case !ok:
			start, end, ok = from, to, true
		case to > end && to-start <= longestPassage:
			end = to
		}
	}
	return start, end, ok
}
