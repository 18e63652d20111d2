package officetest

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// Check returns what is wrong with a content: offsets that do not lie where they say, blocks without words, text that is no
// UTF-8, links that are neither of the web nor of a place in the document. It is nil when nothing is.
func Check(c *corpus.Content) error {
	text := c.Text()
	if text == nil {
		return fmt.Errorf("there is no text")
	}
	if !utf8.ValidString(text.String()) {
		return fmt.Errorf("the text is no UTF-8")
	}
	at := 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Start != at || text.Slice(b.Start, b.End) != b.Text() || strings.TrimSpace(b.Text()) == "" {
			return fmt.Errorf("block %d, %d to %d, is %q", i, b.Start, b.End, b.Text())
		}
		if err := checkBlock(b); err != nil {
			return fmt.Errorf("block %d: %w", i, err)
		}
		at = b.End + 1
	}
	for _, a := range c.Anchors {
		if a.Block >= len(c.Blocks) && a.At != text.Len() || a.Block < len(c.Blocks) && (a.At < c.Blocks[a.Block].Start || a.At > c.Blocks[a.Block].End) {
			return fmt.Errorf("anchor %q stands at %d in block %d", a.Name, a.At, a.Block)
		}
	}
	return nil
}

func checkBlock(b *corpus.Block) error {
	for _, s := range b.Spans {
		if s.Text == "" || s.Link != "" && !linkable(s.Link) {
			return fmt.Errorf("span %q links to %q", s.Text, s.Link)
		}
	}
	last := b.Start
	for _, c := range b.Cells {
		if c.Start < last || c.End < c.Start || c.End > b.End {
			return fmt.Errorf("cell %d,%d stands at %d to %d", c.Row, c.Col, c.Start, c.End)
		}
		last = c.End
	}
	if b.Kind == corpus.Heading && (b.Level < 1 || b.Level > 6) || b.Kind == corpus.ListItem && b.List < 1 {
		return fmt.Errorf("%s of level %d and list %d", b.Kind, b.Level, b.List)
	}
	return nil
}

func linkable(link string) bool {
	link = strings.ToLower(link)
	for _, prefix := range []string{"http://", "https://", "mailto:", "#"} {
		if strings.HasPrefix(link, prefix) {
			return true
		}
	}
	return false
}
