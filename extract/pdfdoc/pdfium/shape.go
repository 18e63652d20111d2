package pdfium

import (
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

const (
	touching     = 0.5  // points between two paths of one drawing
	smallDrawing = 40.0 // points: a drawing that may be a mark
)

// shape appends a path that is neither rule nor fill, or adds it to the last one when both are parts of one small drawing,
// such as the two strokes of a cross.
func (v *visit) shape(box corpus.Box, p *pen, segments int) {
	if p.stroke {
		half := p.width / 2
		box = corpus.Box{box[0] - half, box[1] - half, box[2] + half, box[3] + half}
	}
	if !finite(box[:]...) {
		return
	}
	color := p.strokeColor
	if p.fill {
		color = p.fillColor
	}
	box = common(box, p.clip.box)
	if empty(box) || color == page.White && !v.painted(box) {
		return
	}
	s := page.Shape{Box: box, Color: color, Filled: p.fill, Segments: segments}
	if last := len(v.shown.Shapes) - 1; last >= 0 && joins(v.shown.Shapes[last], s) {
		v.shown.Shapes[last].Box = union(v.shown.Shapes[last].Box, box)
		v.shown.Shapes[last].Segments += segments
		return
	}
	v.shown.Shapes = append(v.shown.Shapes, s)
	v.paint(box)
}

func joins(a, b page.Shape) bool {
	grown := corpus.Box{a.Box[0] - touching, a.Box[1] - touching, a.Box[2] + touching, a.Box[3] + touching}
	both := union(a.Box, b.Box)
	return a.Color == b.Color && a.Filled == b.Filled && overlap(grown, b.Box) &&
		both[2]-both[0] <= smallDrawing && both[3]-both[1] <= smallDrawing
}

// cover is a filled rectangle that hides what was painted before it.
type cover struct {
	box corpus.Box
	z   int
}

// maxGround is how many painted boxes are kept to tell white on white from white on colour.
const maxGround = 2000

// paint notes that a box is no longer the bare page.
func (v *visit) paint(box corpus.Box) {
	if len(v.ground) < maxGround {
		v.ground = append(v.ground, box)
	}
}

// painted reports whether anything was painted where a box is: what is white on the bare page is not seen.
func (v *visit) painted(box corpus.Box) bool {
	if len(v.ground) >= maxGround {
		return true
	}
	for _, g := range v.ground {
		if overlap(g, box) {
			return true
		}
	}
	return false
}
