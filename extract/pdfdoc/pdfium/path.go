package pdfium

import (
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Types of path segments, as FPDFPathSegment_GetType has them.
const (
	segmentLine  = 0
	segmentCurve = 1
	segmentMove  = 2
)

// Limits on the segments that are looked at; a path beyond them is a shape by its bounds. Text drawn as outlines has a
// hundred thousand.
const (
	maxPathSegments = 20_000
	maxPageSegments = 200_000
)

// pen is how a path is painted.
type pen struct {
	fill, stroke bool
	evenOdd      bool
	fillColor    page.Color
	strokeColor  page.Color
	width        float64 // of the stroke, in points as shown
	clip         clip
	opaque       bool // hides what is below its fill
	toPage       page.Matrix
	z            int
}

// subpath is a part of a path from one "move to" to the next.
type subpath struct {
	points   []point // as shown; of curves the control points too
	closed   bool
	curved   bool
	segments int
}

func (v *visit) readPath(at uint64, in *container) {
	p, ok := v.pen(at, in)
	if !ok {
		return
	}
	n := v.integer(fnPathCountSegments, at)
	v.segments += max(n, 0)
	if n > maxPathSegments || v.segments > maxPageSegments {
		v.readOutline(at, &p, in, n)
		return
	}
	v.paintSubpaths(v.subpaths(at, n, p.toPage), &p)
}

// pen returns how a path is painted, unless nothing of it is seen.
func (v *visit) pen(at uint64, in *container) (p pen, seen bool) {
	if !v.ok(fnPathGetDrawMode, at, v.at(0), v.at(1)) {
		return p, false
	}
	mode, stroke := v.slotUint(0), v.slotUint(1)
	p = pen{fill: mode != 0, evenOdd: mode == 1, stroke: stroke != 0, z: v.objects}
	if p.fill {
		var clear bool
		p.fillColor, clear = v.fillColor(at)
		p.fill = !clear
	}
	if p.stroke {
		var clear bool
		p.strokeColor, clear = v.color(fnPageObjGetStrokeColor, at)
		p.stroke = !clear
	}
	if !p.fill && !p.stroke || !v.ok(fnPageObjGetMatrix, at, v.scratch) {
		return p, false
	}
	p.toPage = v.matrix().Then(in.toPage)
	if p.stroke {
		v.ok(fnPageObjGetStrokeWidth, at, v.scratch)
		p.width = v.slot32(0) * p.toPage.Scale()
	}
	p.clip = v.clipped(at, in)
	p.opaque = p.fill && p.clip.whole && !v.ok(fnPageObjHasTransparency, at)
	return p, !empty(p.clip.box) && finite(p.width)
}

// readOutline reads a path by its bounds alone.
func (v *visit) readOutline(at uint64, p *pen, in *container, segments int) {
	if !v.ok(fnPageObjGetBounds, at, v.at(0), v.at(1), v.at(2), v.at(3)) {
		return
	}
	l, b, r, t := v.slot32(0), v.slot32(1), v.slot32(2), v.slot32(3)
	m := in.toPage
	v.shape(boundsOf([]point{v.place(m, l, b), v.place(m, r, b), v.place(m, l, t), v.place(m, r, t)}), p, segments)
}

// subpaths returns a path's parts; those with a point out of reach are left out.
func (v *visit) subpaths(at uint64, n int, toPage page.Matrix) []subpath {
	var all []subpath
	for i := range uint64(max(n, 0)) {
		segment := v.pointer(fnPathGetPathSegment, at, i)
		if !v.ok(fnPathSegmentGetPoint, segment, v.at(0), v.at(1)) {
			continue
		}
		to := v.place(toPage, v.slot32(0), v.slot32(1))
		kind := v.integer(fnPathSegmentGetType, segment)
		if kind == segmentMove || len(all) == 0 {
			all = append(all, subpath{})
		}
		s := &all[len(all)-1]
		s.points = append(s.points, to)
		s.curved = s.curved || kind == segmentCurve
		s.closed = s.closed || v.ok(fnPathSegmentGetClose, segment)
		s.segments++
	}
	return reachable(all)
}

func reachable(all []subpath) []subpath {
	kept := all[:0]
	for _, s := range all {
		if b := boundsOf(s.points); finite(b[:]...) {
			kept = append(kept, s)
		}
	}
	return kept
}

// paintSubpaths sorts a path's parts into rules, fills and shapes.
func (v *visit) paintSubpaths(all []subpath, p *pen) {
	var boxes []rectangle
	for i := range all {
		s := &all[i]
		box, isBox := s.rectangle()
		if p.fill && !isBox {
			box, isBox = s.almostRectangle()
		}
		switch {
		case isBox && p.fill && !p.clip.whole && !inside(box.box, p.clip.box):
			v.shape(box.box, p, s.segments) // what it looks like is in its clipping path
		case isBox:
			boxes = append(boxes, box)
		case s.straight() && p.stroke && !p.fill:
			v.strokes(s, p)
		case len(s.points) > 1:
			v.shape(boundsOf(s.points), p, s.segments)
		}
	}
	if p.fill {
		v.fillRectangles(boxes, p)
	}
	if p.stroke {
		for _, box := range boxes {
			v.strokeSides(box.box, p)
		}
	}
}
