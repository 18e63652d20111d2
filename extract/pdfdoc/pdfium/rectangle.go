package pdfium

import (
	"math"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

const (
	thin  = 3.0  // points: a filled rectangle up to here is a rule, a stroke beyond it is a fill
	level = 0.25 // points that a horizontal or vertical line may be off
)

// rectangle is a subpath with sides along the page's.
type rectangle struct {
	box       corpus.Box
	clockwise bool
}

// rectangle returns the rectangle that a subpath is.
func (s *subpath) rectangle() (rectangle, bool) {
	p := s.points
	if len(p) == 5 && near(p[0], p[4]) {
		p = p[:4]
	}
	if s.curved || len(p) != 4 || !s.closed && len(s.points) != 5 {
		return rectangle{}, false
	}
	return rectangleOf(p)
}

func rectangleOf(p []point) (rectangle, bool) {
	upright := flat(p[0], p[1]) && steep(p[1], p[2]) && flat(p[2], p[3]) && steep(p[3], p[0])
	lying := steep(p[0], p[1]) && flat(p[1], p[2]) && steep(p[2], p[3]) && flat(p[3], p[0])
	area := (p[1].x-p[0].x)*(p[2].y-p[0].y) - (p[1].y-p[0].y)*(p[2].x-p[0].x)
	return rectangle{box: boundsOf(p), clockwise: area > 0}, upright || lying
}

// roundness is how much of its box a rectangle with round corners fills at least. A circle's control points fill 0.9.
const roundness = 0.93

// almostRectangle returns the rectangle that a filled subpath looks like: four points that the fill closes, or one with round
// corners.
func (s *subpath) almostRectangle() (rectangle, bool) {
	if !s.curved && len(s.points) == 4 {
		return rectangleOf(s.points)
	}
	box := boundsOf(s.points)
	w, h := box[2]-box[0], box[3]-box[1]
	if !s.curved || len(s.points) < 8 || min(w, h) <= thin {
		return rectangle{}, false
	}
	area := s.area()
	return rectangle{box: box, clockwise: area > 0}, math.Abs(area) >= roundness*w*h
}

// area returns the area within the lines from point to point, above 0 when they go clockwise.
func (s *subpath) area() float64 {
	sum, last := 0.0, s.points[len(s.points)-1]
	for _, p := range s.points {
		sum += last.x*p.y - p.x*last.y
		last = p
	}
	return sum / 2
}

func near(a, b point) bool  { return flat(a, b) && steep(a, b) }
func flat(a, b point) bool  { return math.Abs(a.y-b.y) <= level }
func steep(a, b point) bool { return math.Abs(a.x-b.x) <= level }

// straight reports whether a subpath is of horizontal and vertical lines alone.
func (s *subpath) straight() bool {
	if s.curved || len(s.points) < 2 {
		return false
	}
	for i := range s.points[1:] {
		if !flat(s.points[i], s.points[i+1]) && !steep(s.points[i], s.points[i+1]) {
			return false
		}
	}
	return true
}

// fillRectangles paints a path's rectangles; one in another is a hole in it.
func (v *visit) fillRectangles(boxes []rectangle, p *pen) {
	for i := 0; i < len(boxes); i++ {
		if i+1 < len(boxes) && boxes[i].holds(boxes[i+1], p.evenOdd) {
			for _, band := range bands(boxes[i].box, boxes[i+1].box) {
				v.fillBox(band, p)
			}
			i++
			continue
		}
		v.fillBox(boxes[i].box, p)
	}
}

// holds reports whether another rectangle cuts a hole into this one.
func (r rectangle) holds(hole rectangle, evenOdd bool) bool {
	return inside(hole.box, r.box) && hole.box != r.box && (evenOdd || hole.clockwise != r.clockwise)
}

// bands returns what a hole leaves of a box: above, below, left and right of it.
func bands(outer, hole corpus.Box) [4]corpus.Box {
	return [4]corpus.Box{
		{outer[0], outer[1], outer[2], hole[1]},
		{outer[0], hole[3], outer[2], outer[3]},
		{outer[0], outer[1], hole[0], outer[3]},
		{hole[2], outer[1], outer[2], outer[3]},
	}
}

// fillBox paints a filled rectangle: a rule if it is thin.
func (v *visit) fillBox(box corpus.Box, p *pen) {
	box = common(box, p.clip.box)
	w, h := box[2]-box[0], box[3]-box[1]
	switch {
	case empty(box), w == 0 && h == 0:
	case p.fillColor == page.White && !v.painted(box):
		if min(w, h) > thin && len(v.veiled) < maxVeiled {
			v.veiled = append(v.veiled, veiled{box, len(v.shown.Fills)})
		}
	case min(w, h) <= thin:
		v.rule(box, p.fillColor)
	default:
		v.shown.Fills = append(v.shown.Fills, page.Fill{Box: box, Color: p.fillColor})
		v.paint(box)
		if p.opaque {
			v.covers = append(v.covers, cover{box, p.z})
		}
	}
}

// rule appends a thin box as the line in its middle.
func (v *visit) rule(box corpus.Box, color page.Color) {
	w, h := box[2]-box[0], box[3]-box[1]
	r := page.Rule{X0: box[0], Y0: box[1], X1: box[2], Y1: box[3], Width: min(w, h), Color: color}
	if w >= h {
		r.Y0 = (box[1] + box[3]) / 2
		r.Y1 = r.Y0
	} else {
		r.X0 = (box[0] + box[2]) / 2
		r.X1 = r.X0
	}
	v.shown.Rules = append(v.shown.Rules, r)
}

func (v *visit) strokeSides(b corpus.Box, p *pen) {
	v.stroke(point{b[0], b[1]}, point{b[2], b[1]}, p)
	v.stroke(point{b[0], b[3]}, point{b[2], b[3]}, p)
	v.stroke(point{b[0], b[1]}, point{b[0], b[3]}, p)
	v.stroke(point{b[2], b[1]}, point{b[2], b[3]}, p)
}

// strokes paints the lines of a subpath.
func (v *visit) strokes(s *subpath, p *pen) {
	for i := range s.points[1:] {
		v.stroke(s.points[i], s.points[i+1], p)
	}
	if n := len(s.points); s.closed && n > 2 {
		v.stroke(s.points[n-1], s.points[0], p)
	}
}

// stroke paints a horizontal or vertical line: a fill if it is thick, for some producers shade cells with strokes.
func (v *visit) stroke(a, b point, p *pen) {
	box := boundsOf([]point{a, b})
	if near(a, b) {
		return
	}
	half := p.width / 2
	if flat(a, b) {
		box[1], box[3] = (a.y+b.y)/2-half, (a.y+b.y)/2+half
	} else {
		box[0], box[2] = (a.x+b.x)/2-half, (a.x+b.x)/2+half
	}
	filled := pen{fillColor: p.strokeColor, clip: p.clip, z: p.z}
	v.fillBox(box, &filled)
}
