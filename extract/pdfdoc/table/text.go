package table

import (
	"strings"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Text returns a cell's lines with a space between them.
func Text(c page.Cell) string {
	var out []string
	for i := range c.Lines {
		out = append(out, c.Lines[i].Text())
	}
	return strings.Join(out, " ")
}
