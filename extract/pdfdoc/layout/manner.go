package layout

import (
	"math"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// manner is how a document sets its paragraphs.
type manner struct {
	parted bool // space or an indent parts them: a line that is not full for little does not end one
}

// What is counted to know the manner.
const (
	raggedLine = 0.3  // of the column: what ragged lines leave free at most
	endingLine = 0.35 // of the column: what a line leaves free that ends a paragraph for sure
	leastEnds  = 5    // ends of paragraphs
	partedEnds = 0.7  // of them
)

// mannerOf looks at the lines that end a paragraph for sure, short ones at the end of a sentence, and at what follows them.
func (d *document) mannerOf() manner {
	ends, parted := 0, 0
	for i := range d.leaves {
		l := &d.leaves[i]
		for j := range l.columns {
			c := &l.columns[j]
			lines := linesOf(c.Lines, c.turn, page.LineRef{}, i+1)
			for k := 1; k < len(lines); k++ {
				if !endsParagraph(lines, k) {
					continue
				}
				ends++
				if lines[k].base-lines[k-1].base > moreStep*usualStep(lines, k) || lines[k].x0 > lines[k-1].left+indent*lines[k].Size {
					parted++
				}
			}
		}
	}
	return manner{parted: ends >= leastEnds && float64(parted) >= partedEnds*float64(ends)}
}

// endsParagraph reports whether line k begins a paragraph behind a short last line.
func endsParagraph(lines []line, k int) bool {
	l, prev := &lines[k], &lines[k-1]
	step := l.base - prev.base
	return math.Abs(l.Size-prev.Size) < 0.3 && step > 0 && step < 3*l.Size &&
		prev.room() > endingLine*(prev.right-prev.left) && prev.endsSentence() && !l.beginsSmall() &&
		!l.bullet() && !labelled(l) && !startsNote(l)
}
