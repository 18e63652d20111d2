package layout

import (
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// turn brings what reads in one direction into a space where it reads from left to right and downwards.
type turn struct {
	angle         int
	width, height float64 // of the page as shown
}

// box returns a box of the page as it lies in the turned space.
func (t turn) box(b corpus.Box) corpus.Box {
	switch t.angle {
	case 90:
		return corpus.Box{b[1], t.width - b[2], b[3], t.width - b[0]}
	case 180:
		return corpus.Box{t.width - b[2], t.height - b[3], t.width - b[0], t.height - b[1]}
	case 270:
		return corpus.Box{t.height - b[3], b[0], t.height - b[1], b[2]}
	}
	return b
}

// base returns where a baseline lies in the turned space.
func (t turn) base(base float64) float64 {
	switch t.angle {
	case 90:
		return t.width - base
	case 180:
		return t.height - base
	}
	return base
}

// around returns the box around lines.
func around(lines []page.Line) corpus.Box {
	b := lines[0].Box
	for _, l := range lines[1:] {
		b = union(b, l.Box)
	}
	return b
}

func union(a, b corpus.Box) corpus.Box {
	return corpus.Box{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}
