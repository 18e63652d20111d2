package cited

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// unavailable answers where there is no document, or none that was read.
func unavailable(q *Question) (Answer, bool) {
	switch {
	case q.Document == nil && (q.Citation.Status == corpus.NotTried || q.Citation.Status == ""):
		return Answer{Check: corpus.NotChecked}, true
	case q.Document == nil:
		return notCheckable(absence(q)), true
	case q.Content == nil && q.Document.TextStatus == "":
		return Answer{Check: corpus.NotChecked}, true
	case q.Content == nil:
		return notCheckable(unread(q.Document)), true
	case q.Content.Text() == nil || strings.TrimSpace(q.Content.Text().String()) == "":
		return notCheckable("The document has no words."), true
	}
	return Answer{}, false
}

func notCheckable(reason string) Answer {
	return Answer{Check: corpus.NotCheckable, Detail: reason}
}

// absence says why there is no document.
func absence(q *Question) string {
	switch q.Citation.Status {
	case corpus.CitationLogin:
		return "The file is private: its address opens only for those who are let in."
	case corpus.CitationGone:
		return "The source is no longer at its address, and there is no copy of it."
	case corpus.CitationBlocked:
		return blocked(q.Capture)
	case corpus.CitationFailed:
		return failed(q.Capture)
	}
	return "There is no copy of the source."
}

func blocked(c *corpus.Capture) string {
	switch {
	case c != nil && c.Outcome == corpus.BlockedByRobots:
		return "The source's host does not let its address be visited (robots.txt)."
	case c != nil && c.Outcome == corpus.BlockedByPolicy:
		return "The source was not asked for: the configuration leaves its address out."
	}
	return "The source was not asked for: its host (robots.txt) or the configuration forbids it."
}

func failed(c *corpus.Capture) string {
	if c == nil || c.Error == "" {
		return "The source could not be got."
	}
	return "The source could not be got: " + lowerFirst(sentence(c.Error))
}

// unread says why the text of a document is missing.
func unread(d *corpus.Document) string {
	switch d.TextStatus {
	case corpus.TextNeedsOCR:
		return "The document is a scan, and its text was not recognised."
	case corpus.TextEncrypted:
		return "The document opens with a password only."
	case corpus.TextUnsupported:
		return fmt.Sprintf("There is no reader for the document's format (%s).", d.MediaType)
	}
	if d.Error != "" {
		return "The document could not be read: " + lowerFirst(sentence(d.Error))
	}
	return "The document could not be read."
}

// unreadPages names the pages whose text is missing: "Pages 2 to 3 were not read."; "" when none is.
func unreadPages(c *corpus.Content) string {
	if len(c.Unread) == 0 {
		return ""
	}
	u := c.Unread[0]
	if len(c.Unread) > 1 {
		return "Some of its pages were not read."
	}
	if u.From == u.To {
		return fmt.Sprintf("Its page %d was not read.", u.From)
	}
	return fmt.Sprintf("Its pages %d to %d were not read.", u.From, u.To)
}
