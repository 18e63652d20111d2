package store

import (
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// fate is what became of a cited source, as far as its captures tell.
type fate struct {
	status   corpus.CitationStatus
	capture  corpus.CaptureID // that decides the status
	document corpus.DocumentID
	tries    int
	first    time.Time // when the first try began, zero without one
	last     time.Time
}

// evidence is the captures of a target that its fate is made of; nil where there is none.
type evidence struct {
	newest *corpus.Capture // try of the address, whatever came of it
	answer *corpus.Capture // newest try that settles something
	own    *corpus.Capture // newest that brought us a document from its own host, or from the operator
	copied *corpus.Capture // newest copy of a web archive
	later  bool            // copied came after answer
}

// fateOf returns what the captures of a target, in order of arrival and without hops of redirects, amount to; ok is false
// when they say nothing. The status says what was last seen that settles something:
//
//   - A try that settles nothing (see [Conclusive]) leaves the status of an earlier one as it is. Without an earlier one
//     the source has failed, unless we hold a copy of it.
//   - What is gone, and what cannot be had, is an archived copy when a web archive's is held, and is read there.
//   - What we hold is never given up: a source that is gone, private or blocked now keeps the document that we got
//     before.
//
// Only attempts on the address itself are tries. What a web archive answered is none, nor is a file that the operator
// added: neither says whether the link works.
func fateOf(captures []corpus.Capture) (f fate, ok bool) {
	var e evidence
	for i := range captures {
		c := &captures[i]
		if IsTry(*c) {
			f.tries++
			if f.first.IsZero() {
				f.first = c.CapturedAt
			}
			f.last = c.CapturedAt
		}
		e.add(c)
	}
	decisive := e.decisive()
	if decisive == nil {
		return f, false
	}
	f.capture, f.status = decisive.CaptureID, status(*decisive)
	switch {
	case decisive.DocumentID != "":
		f.document = decisive.DocumentID
	case e.own != nil:
		f.document = e.own.DocumentID
	case e.copied != nil:
		f.document = e.copied.DocumentID
	}
	return f, true
}

func (e *evidence) add(c *corpus.Capture) {
	held := c.Outcome.Got() && c.DocumentID != ""
	switch {
	case c.IsCopy():
		if held {
			e.copied, e.later = c, true
		}
		return // that a web archive has none says nothing of the source
	case held:
		e.own = c
	}
	if IsTry(*c) {
		e.newest = c
		if Conclusive(*c) {
			e.answer, e.later = c, false
		}
	}
}

// decisive returns the capture that decides the status, nil when none does.
func (e *evidence) decisive() *corpus.Capture {
	switch {
	case e.answer != nil && e.answer.Outcome.Got():
		return e.answer // also beside a copy: the original is the better of the two
	case e.answer != nil && e.copied != nil && (e.later || status(*e.answer) == corpus.CitationGone):
		return e.copied
	case e.answer != nil:
		return e.answer
	case e.own != nil:
		return e.own
	case e.copied != nil:
		return e.copied
	}
	return e.newest
}

// IsTry reports whether a capture is an attempt on its address itself: no hop of a redirect on the way, no question to a
// web archive, no file of the operator.
func IsTry(c corpus.Capture) bool {
	return c.Outcome != corpus.Redirected && c.Outcome != corpus.Imported && !c.IsCopy()
}

// Conclusive reports whether an attempt on an address settles what became of what stands there: it came, it is private,
// it is gone, it must not be asked for. Anything else (no answer, an error, a quota, a body that ended early) can be
// otherwise an hour later, and so can a robots.txt that cannot be had.
func Conclusive(c corpus.Capture) bool {
	return c.ErrorCode != corpus.FaultRobotsUnknown && status(c) != corpus.CitationFailed
}

// status returns the state of a cited source that a capture of it amounts to.
func status(c corpus.Capture) corpus.CitationStatus {
	switch c.Outcome {
	case corpus.Fetched, corpus.NotModified, corpus.Duplicate, corpus.Imported:
		if c.IsCopy() {
			return corpus.ArchivedCopy
		}
		return corpus.Archived
	case corpus.LoginRequired:
		return corpus.CitationLogin
	case corpus.NotFound, corpus.Gone:
		return corpus.CitationGone
	case corpus.BlockedByRobots, corpus.BlockedByPolicy:
		return corpus.CitationBlocked
	}
	return corpus.CitationFailed
}
