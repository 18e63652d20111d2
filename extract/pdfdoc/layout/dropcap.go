package layout

import (
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// A drop cap is a letter as high as two lines and more that begins the first of them.
const (
	capSize  = 1.7 // times the size of the line, at least
	capGap   = 1.2 // ems of the line between the two, at most
	capSpace = 0.22
)

// setDropCaps puts drop caps on the line that they begin, which stands higher than their own baseline.
func setDropCaps(ws []page.Word) {
	for i := range ws {
		c := &ws[i]
		r, n := utf8.DecodeRuneInString(c.Text)
		if c.Angle != 0 || n != len(c.Text) || !unicode.IsUpper(r) {
			continue
		}
		if w := besideCap(c, ws); w != nil {
			w.Space = w.Box[0]-c.Box[2] > capSpace*w.Size
			c.Base, c.Size = w.Base, w.Size
		}
	}
}

// besideCap returns the first word of the highest line beside a drop cap: at least two lines stand there. Nil when it is none.
func besideCap(c *page.Word, ws []page.Word) *page.Word {
	var first *page.Word
	lines := 0
	last := 0.0
	for i := range ws {
		w := &ws[i]
		gap := w.Box[0] - c.Box[2]
		if w.Angle != 0 || w.Raised != 0 || c.Size < capSize*w.Size || gap < -0.3*w.Size || gap > capGap*w.Size {
			continue
		}
		if top := c.Base - 0.75*c.Size; w.Base < top || w.Base > c.Base+0.2*w.Size {
			continue
		}
		if w.Base != last {
			lines++
			last = w.Base
		}
		if first == nil || w.Base < first.Base {
			first = w
		}
	}
	if lines < 2 {
		return nil
	}
	return first
}
