package flow

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
)

// Document is what a file says of itself.
type Document struct {
	Title     string
	Language  corpus.Language
	Pages     []corpus.Page
	Extractor string
	Looks     bool // lines that look like headings are headings where styles name none
}

// Finish returns the content. A fault of the document is a *corpus.ReadError: no_text when there is no text but running
// heads and feet, too_large when it has more than is read.
func (f *Flow) Finish(d Document) (*corpus.Content, error) {
	f.close()
	if f.full {
		return nil, corpus.Unreadable("too_large", "the document has more than %d blocks or %d characters", maxBlocks, maxRunes)
	}
	c := f.content
	if !hasText(c) {
		return nil, corpus.Unreadable("no_text", "the document holds no text")
	}
	if d.Looks {
		f.headings()
	}
	c.Title, c.Language, c.Pages, c.Extractor = charset.OneLine(d.Title), d.Language, d.Pages, d.Extractor
	if c.Title == "" {
		c.Title = cmp.Or(f.title, onlyTitle(c))
	}
	c.Anchors = f.usedAnchors()
	c.Layout()
	return c, nil
}

func hasText(c *corpus.Content) bool {
	for i := range c.Blocks {
		if c.Blocks[i].Kind != corpus.Furniture {
			return true
		}
	}
	return false
}

// onlyTitle returns the heading that the text begins with when it is the only one of the highest level; else "".
func onlyTitle(c *corpus.Content) string {
	title, begins := "", true
	for i := range c.Blocks {
		b := &c.Blocks[i]
		switch {
		case b.Kind == corpus.Furniture:
			continue
		case b.Kind == corpus.Heading && b.Level == 1 && !begins, begins && (b.Kind != corpus.Heading || b.Level > 1):
			return ""
		case begins:
			title, begins = b.Text(), false
		}
	}
	return title
}

// tag matches a language tag: "es-MX", "sr-Cyrl-RS".
var tag = regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$`)

// Tag returns a language as a file writes it; "" for none ("zxx", "none", "x-none").
func Tag(s string) corpus.Language {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if !tag.MatchString(s) || strings.EqualFold(s, "zxx") || strings.EqualFold(s, "und") {
		return ""
	}
	return corpus.Language(s)
}
