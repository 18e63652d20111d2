package table

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// printed returns a table as text: a line with its page, box and size, and a line for each cell that holds something, with its
// place ("1.0" is row 1, column 0; "1-2.0-3" spans), header sign, mark, shade and words.
func printed(t page.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "table page %d box %.0f %.0f %.0f %.0f rows %d columns %d", t.Page, t.Box[0], t.Box[1], t.Box[2], t.Box[3], t.Rows, t.Cols)
	if t.After {
		b.WriteString(" after")
	}
	b.WriteString("\n")
	for _, c := range t.Cells {
		if len(c.Lines) == 0 && c.Mark == "" && c.Fill == "" {
			continue
		}
		fmt.Fprintf(&b, "  %s.%s", span(c.Row, c.RowSpan), span(c.Col, c.ColSpan))
		if c.Header {
			b.WriteString(" header")
		}
		if c.Mark != "" {
			fmt.Fprintf(&b, " mark=%s", c.Mark)
		}
		if c.Fill != "" {
			fmt.Fprintf(&b, " fill=%s", c.Fill)
		}
		if len(c.Lines) > 0 {
			fmt.Fprintf(&b, " %q", Text(c))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func span(from, n int) string {
	if n == 1 {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d-%d", from, from+n-1)
}
