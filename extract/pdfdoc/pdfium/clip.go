package pdfium

import (
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// maxClipPoints is how many points of a clipping path are looked at.
const maxClipPoints = 200

// clip is what clipping paths leave of an object.
type clip struct {
	box   corpus.Box // around it
	whole bool       // it is all of the box: every path was a rectangle
}

// clipped returns what an object's clipping paths leave of its container.
func (v *visit) clipped(at uint64, in *container) clip {
	left := in.clip
	paths := v.pointer(fnPageObjGetClipPath, at)
	if paths == 0 {
		return left
	}
	for i := range uint64(max(v.integer(fnClipPathCountPaths, paths), 0)) {
		n := v.integer(fnClipPathCountPathSegments, paths, i)
		if n < 1 {
			continue
		}
		if n > maxClipPoints {
			left.whole = false
			continue
		}
		s := subpath{points: v.clipPoints(paths, i, n, in.toPage), closed: true}
		if b := boundsOf(s.points); finite(b[:]...) {
			left.box = common(left.box, b)
		}
		_, rectangular := s.rectangle()
		left.whole = left.whole && rectangular
	}
	return left
}

func (v *visit) clipPoints(clip, path uint64, n int, toPage page.Matrix) []point {
	v.points = v.points[:0]
	for i := range uint64(n) {
		segment := v.pointer(fnClipPathGetPathSegment, clip, path, i)
		if v.ok(fnPathSegmentGetPoint, segment, v.at(0), v.at(1)) {
			v.points = append(v.points, v.place(toPage, v.slot32(0), v.slot32(1)))
		}
	}
	return v.points
}
