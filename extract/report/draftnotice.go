package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// draftNotice reports whether a notice on the cover or the running head of the first pages says that this is the version for public
// comment, where the title does not: "This version is open for public comment until 14 March. Please do not cite."
func draftNotice(c *corpus.Content, s *structure.Structure) bool {
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Page == 0 || b.Page > noticePages {
			return false
		}
		if b.End-b.Start > longestNotice || b.Kind == corpus.Table || b.Kind == corpus.Note {
			continue
		}
		text := s.Plain(c, structure.Range{Start: b.Start, End: b.End})
		f := readTitle(text)
		runningHead := b.Kind == corpus.Furniture && len(f.strange) <= maxStrange && !f.refused
		if f.draft && (runningHead || b.Page == 1 && noticesDraft(text)) {
			return true
		}
	}
	return false
}

// noticePages is how many pages have a running head that is looked at, and longestNotice bounds a notice in code points.
const (
	noticePages   = 3
	longestNotice = 240
)

// noticesDraft reports whether a text speaks of itself as a draft does, in any language.
func noticesDraft(text string) bool {
	folded := " " + foldPhrase(text) + " "
	for _, l := range languages {
		for _, w := range vocabularies()[l].DraftNotices {
			if strings.Contains(folded, " "+foldPhrase(w)+" ") {
				return true
			}
		}
	}
	return false
}
