package ledong

import (
	"math"

	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

const (
	thin     = 3.0  // points: a filled rectangle up to this is a rule
	straight = 0.35 // points by which the ends of a line may differ and it is still horizontal or vertical
)

// path is a path under construction (ISO 32000-1 8.5.2), as shown.
type path struct {
	parts []part
	x, y  float64 // current point in the coordinates in use
}

// part is a subpath.
type part struct {
	points [][2]float64
	curved bool
	closed bool
}

// construct runs an operator that builds a path, if it is one.
func (m *machine) construct(op string, args []pdf.Value) bool {
	n := make([]float64, len(args))
	for i := range args {
		n[i] = args[i].Float64()
	}
	switch op {
	case "m":
		m.begin(n[0], n[1])
	case "l":
		m.to(n[0], n[1], false)
	case "c":
		m.curve(n[0], n[1], n[2], n[3], n[4], n[5])
	case "v":
		m.curve(m.path.x, m.path.y, n[0], n[1], n[2], n[3])
	case "y":
		m.curve(n[0], n[1], n[2], n[3], n[2], n[3])
	case "h":
		m.close()
	case "re":
		m.begin(n[0], n[1])
		m.to(n[0]+n[2], n[1], false)
		m.to(n[0]+n[2], n[1]+n[3], false)
		m.to(n[0], n[1]+n[3], false)
		m.close()
	case "W", "W*":
		m.clips = true
	default:
		return false
	}
	return true
}

func (m *machine) begin(x, y float64) {
	m.path.parts = append(m.path.parts, part{})
	m.to(x, y, false)
	if len(m.path.parts) > maxPaths {
		panic(tooMuch{})
	}
}

func (m *machine) to(x, y float64, curved bool) {
	m.path.x, m.path.y = x, y
	if len(m.path.parts) == 0 {
		m.path.parts = append(m.path.parts, part{})
	}
	p := &m.path.parts[len(m.path.parts)-1]
	sx, sy := m.shown(x, y)
	p.points = append(p.points, [2]float64{sx, sy})
	p.curved = p.curved || curved
}

// curve adds a Bézier curve by its control points, which bound it.
func (m *machine) curve(x1, y1, x2, y2, x3, y3 float64) {
	m.to(x1, y1, true)
	m.to(x2, y2, true)
	m.to(x3, y3, true)
}

func (m *machine) close() {
	if k := len(m.path.parts); k > 0 {
		m.path.parts[k-1].closed = true
	}
}

// paint runs an operator that paints a path or ends it (8.5.3), if it is one.
func (m *machine) paint(op string) bool {
	fills, strokes := false, false
	switch op {
	case "S":
		strokes = true
	case "s":
		m.close()
		strokes = true
	case "f", "F", "f*":
		fills = true
	case "B", "B*":
		fills, strokes = true, true
	case "b", "b*":
		m.close()
		fills, strokes = true, true
	case "n":
	default:
		return false
	}
	if fills && !m.state.fill.clear {
		m.fill()
	}
	if strokes && !m.state.stroke.clear {
		m.stroke()
	}
	if m.clips && len(m.path.parts) > 0 {
		m.clip(m.path.box())
	}
	m.path, m.clips = path{}, false
	return true
}

// fill adds what a filled path shows: rectangles one by one, the rest as one shape.
func (m *machine) fill() {
	var rest path
	for _, p := range m.path.parts {
		box, whole := m.visible(p.box())
		switch {
		case !whole:
		case !p.rectangle():
			rest.parts = append(rest.parts, p)
		case min(box[2]-box[0], box[3]-box[1]) <= thin:
			m.page.Rules = append(m.page.Rules, ruleOf(box, m.state.fill.color))
		default:
			m.page.Fills = append(m.page.Fills, page.Fill{Box: box, Color: m.state.fill.color})
		}
	}
	m.shape(rest, true, m.state.fill.color)
	m.limitPaths()
}

// stroke adds what a stroked path shows: straight lines one by one, the rest as one shape.
func (m *machine) stroke() {
	width := m.state.lineWidth * m.state.ctm.Scale()
	var rest path
	for _, p := range m.path.parts {
		lines, ok := p.lines()
		if !ok {
			rest.parts = append(rest.parts, p)
			continue
		}
		for _, l := range lines {
			if l, ok = m.visible(l); ok {
				r := ruleOf(l, m.state.stroke.color)
				r.Width = width
				m.page.Rules = append(m.page.Rules, r)
			}
		}
	}
	m.shape(rest, false, m.state.stroke.color)
	m.limitPaths()
}

// shape adds what is no rectangle and no straight line.
func (m *machine) shape(p path, filled bool, color page.Color) {
	if len(p.parts) == 0 {
		return
	}
	box, ok := m.visible(p.box())
	if !ok {
		return
	}
	segments := 0
	for _, part := range p.parts {
		segments += max(1, len(part.points)-1)
	}
	m.page.Shapes = append(m.page.Shapes, page.Shape{Box: box, Color: color, Filled: filled, Segments: segments})
}

// ruleOf returns the rule along the middle of a thin box.
func ruleOf(b corpus.Box, color page.Color) page.Rule {
	w, h := b[2]-b[0], b[3]-b[1]
	if w >= h {
		y := (b[1] + b[3]) / 2
		return page.Rule{X0: b[0], X1: b[2], Y0: y, Y1: y, Width: h, Color: color}
	}
	x := (b[0] + b[2]) / 2
	return page.Rule{X0: x, X1: x, Y0: b[1], Y1: b[3], Width: w, Color: color}
}

// box returns the bounds of a path with parts.
func (p path) box() corpus.Box {
	box := p.parts[0].box()
	for _, part := range p.parts[1:] {
		box = join(box, part.box())
	}
	return box
}

func (p part) box() corpus.Box {
	box := around(p.points[0][0], p.points[0][1])
	for _, q := range p.points[1:] {
		box = join(box, around(q[0], q[1]))
	}
	return box
}

// rectangle reports whether the part, closed as filling does, is one that stands upright.
func (p part) rectangle() bool {
	q := p.ring()
	if p.curved || len(q) != 5 {
		return false
	}
	for i := range 4 {
		if _, ok := line(q[i], q[i+1]); !ok {
			return false
		}
	}
	return math.Abs(q[0][0]-q[2][0]) > 0 || math.Abs(q[0][1]-q[2][1]) > 0
}

// ring returns the points with the first again at the end.
func (p part) ring() [][2]float64 {
	k := len(p.points)
	if k > 1 && p.points[0] == p.points[k-1] {
		return p.points
	}
	return append(p.points[:k:k], p.points[0])
}

// lines returns the part's lines as thin boxes, if all of them are horizontal or vertical.
func (p part) lines() ([]corpus.Box, bool) {
	if p.curved {
		return nil, false
	}
	q := p.points
	if p.closed {
		q = p.ring()
	}
	var out []corpus.Box
	for i := range len(q) - 1 {
		l, ok := line(q[i], q[i+1])
		if !ok {
			return nil, false
		}
		out = append(out, l)
	}
	return out, true
}

// line returns the box of a horizontal or vertical line, without its slant.
func line(a, b [2]float64) (corpus.Box, bool) {
	dx, dy := math.Abs(a[0]-b[0]), math.Abs(a[1]-b[1])
	box := join(around(a[0], a[1]), around(b[0], b[1]))
	switch {
	case dy <= straight && dx >= dy:
		box[1], box[3] = (box[1]+box[3])/2, (box[1]+box[3])/2
	case dx <= straight:
		box[0], box[2] = (box[0]+box[2])/2, (box[0]+box[2])/2
	default:
		return box, false
	}
	return box, true
}
