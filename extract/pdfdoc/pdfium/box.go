package pdfium

import (
	"math"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// point is a place on the page as shown.
type point struct{ x, y float64 }

// boundsOf returns the least box around points.
func boundsOf(points []point) corpus.Box {
	b := corpus.Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range points {
		b = corpus.Box{min(b[0], p.x), min(b[1], p.y), max(b[2], p.x), max(b[3], p.y)}
	}
	return b
}

// common returns what two boxes share; it is turned inside out when they share nothing.
func common(a, b corpus.Box) corpus.Box {
	return corpus.Box{max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])}
}

// empty reports whether a box is turned inside out. A box without area, such as a line's, is not empty.
func empty(b corpus.Box) bool { return !(b[0] <= b[2] && b[1] <= b[3]) }

// overlap reports whether two boxes share an area.
func overlap(a, b corpus.Box) bool {
	return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

// union returns the least box around two.
func union(a, b corpus.Box) corpus.Box {
	return corpus.Box{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}

// inside reports whether a lies in b.
func inside(a, b corpus.Box) bool {
	return a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3]
}

// matrix returns the FS_MATRIX at the beginning of the scratch memory.
func (m *machine) matrix() page.Matrix {
	v := m.float32s(6)
	return page.Matrix{v[0], v[1], v[2], v[3], v[4], v[5]}
}
