package index

import (
	"sort"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// outline is the headings of a document, in order.
type outline []struct {
	start int
	text  string
}

func outlineOf(c *corpus.Content) outline {
	var out outline
	for i := range c.Blocks {
		if b := &c.Blocks[i]; b.Kind == corpus.Heading && b.Start < b.End {
			out = append(out, struct {
				start int
				text  string
			}{b.Start, headingText(b)})
		}
	}
	return out
}

// at returns the heading over an offset, "" when there is none.
func (o outline) at(offset int) string {
	i := sort.Search(len(o), func(i int) bool { return o[i].start > offset })
	if i == 0 {
		return ""
	}
	return o[i-1].text
}

// headingText returns a heading without the footnote markers that it carries: raised signs and links inside the document
// ("Early Results[1]"). A heading that is nothing else, as one that links to itself, is taken whole.
func headingText(b *corpus.Block) string {
	var sb strings.Builder
	for _, s := range b.Spans {
		if !s.Style.Has(corpus.Superscript) && !strings.HasPrefix(s.Link, "#") {
			sb.WriteString(s.Text)
		}
	}
	if text := strings.TrimSpace(sb.String()); text != "" {
		return text
	}
	return b.Text()
}
