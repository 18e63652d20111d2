package index

import (
	"sort"

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
			}{b.Start, b.Text()})
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
