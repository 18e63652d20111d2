// Package cited compares what a footnote says of its source with the source itself: the date, the body, the title, the
// commitment, and words that are quoted from it. Each of them is an aspect; what the aspects show together is the check
// of a citation.
//
// It reads documents that were read before, asks for nothing and stores nothing. It is slow to contradict: a note is
// contradicted only where the document itself says something else, in words that can be read in one way. What a document
// does not say, says in another language, or says in words that were recognised badly, contradicts nobody.
package cited

import (
	"github.com/irmtrail/irmtrail/corpus"
)

// Question is a citation with what is known of its source.
type Question struct {
	Citation       corpus.Citation
	Note           string // text of the footnote
	Claim          string // the sentence that the note stands behind
	ReportLanguage corpus.Language
	Document       *corpus.Document // nil when none was archived
	Content        *corpus.Content  // nil when the document was not read
	Minutes        *corpus.Minutes  // nil when the document is no minutes
	Capture        *corpus.Capture  // the one that brought the document, or that failed; nil when it is not known
	Reading        *Reading         // of the content; nil or one of another content to make it for this question alone
}

// Answer is what came of the check. The zero values of its lists say that nothing was found.
type Answer struct {
	Check    string          // corpus.Confirmed, corpus.Contradicted, corpus.NotCheckable or corpus.NotChecked
	Detail   string          // one or two sentences; "" when nothing was checked
	Passages []corpus.Place  // where the document says it: date, body, title, commitment, quoted words
	Finding  *corpus.Finding // of a contradiction; nil otherwise. Its id is set when the citation names its report
}

// Check compares a note with its source.
func Check(q Question) Answer {
	if a, ok := unavailable(&q); ok {
		return a
	}
	s := newSource(&q)
	aspects := []aspect{s.dateAspect(), s.bodyAspect(), s.titleAspect(), s.commitmentAspect(), s.quoteAspect()}
	return s.answer(aspects)
}

// state says what the document makes of one thing that the note states.
type state int

const (
	unstated state = iota // the note does not state it
	silent                // the document does not
	unsure                // the document may mean it or something else
	agrees
	differs
)

// aspect is the outcome of comparing one thing.
type aspect struct {
	state  state
	name   string // as the note has it, for a list: `the date (13 December 2021)`
	remark string // a sentence; needed when it differs
	rule   string // of the finding, when it differs
	blocks bool   // while it is unsure, nothing is confirmed
	places []corpus.Place
}
