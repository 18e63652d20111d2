package extract

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// unreadWhy says why pages were not read, in the order of the findings.
var unreadWhy = []struct {
	reason corpus.UnreadReason
	why    string
}{
	{corpus.UnreadBroken, "the file is damaged there"},
	{corpus.UnreadTime, "the pages before took too long"},
	{corpus.UnreadMemory, "the pages before took too much memory"},
	{corpus.UnreadLimit, "the document has more pages than are read"},
	{corpus.UnreadScan, "they are pictures, or their text is garbage, and tesseract is not installed"},
	{corpus.UnreadOCR, "recognising their text failed"},
}

// unreadPages returns a finding for each reason for which pages of a document were not read.
func unreadPages(c *corpus.Content, id corpus.DocumentID) (found []corpus.Finding) {
	for _, w := range unreadWhy {
		var runs []corpus.Unread
		for _, u := range c.Unread {
			if u.Reason == w.reason {
				runs = append(runs, u)
			}
		}
		if len(runs) == 0 {
			continue
		}
		found = append(found, corpus.Finding{
			Rule: corpus.RulePagesUnread, Severity: corpus.Warning,
			Message:  fmt.Sprintf("%s of %d %s not read, because %s.", listed(runs), pagesOf(c), wasOrWere(runs), w.why),
			Evidence: corpus.Evidence{DocumentID: id, Page: runs[0].From},
		})
	}
	return found
}

// pagesOf returns how many pages a document has, those behind what is read included.
func pagesOf(c *corpus.Content) int {
	n := len(c.Pages)
	for _, u := range c.Unread {
		n = max(n, u.To)
	}
	return n
}

// maxRuns is how many runs of pages a finding lists.
const maxRuns = 20

// listed lists pages: "Page 3", "Pages 3, 7-9 and 12".
func listed(runs []corpus.Unread) string {
	if single(runs) {
		return fmt.Sprintf("Page %d", runs[0].From)
	}
	var names []string
	for _, u := range runs[:min(len(runs), maxRuns)] {
		if u.To > u.From {
			names = append(names, fmt.Sprintf("%d-%d", u.From, u.To))
		} else {
			names = append(names, fmt.Sprint(u.From))
		}
	}
	if len(runs) > maxRuns {
		names = append(names, "others")
	}
	last := len(names) - 1
	if last == 0 {
		return "Pages " + names[0]
	}
	return "Pages " + strings.Join(names[:last], ", ") + " and " + names[last]
}

func wasOrWere(runs []corpus.Unread) string {
	if single(runs) {
		return "was"
	}
	return "were"
}

// single reports whether the runs are one page.
func single(runs []corpus.Unread) bool { return len(runs) == 1 && runs[0].From == runs[0].To }
