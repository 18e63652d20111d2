package legible

import "github.com/irmtrail/irmtrail/extract/pdfdoc/page"

// Text that was turned into outlines: shapes of letters or of whole lines, many in a row. A letter is drawn with so many
// strokes and curves at least, so they tell about how many letters there are. A map or a chart has its shapes anywhere.
const (
	letterHeight   = 30.0 // points, the most
	letterLeast    = 2.0
	letterSegments = 12
	rowHeight      = 4.0 // points: feet of shapes of one row
	rowShapes      = 10
	rowWidth       = 60.0 // points: of a shape that is a line by itself
	drawnRows      = 4
	drawnLetters   = 200
	drawnTimes     = 4 // as many as there are letters beside them
)

// isDrawing reports whether the letters of a page are drawings.
func isDrawing(p *page.Page, t text) bool {
	if t.layer || len(p.Shapes) < drawnRows {
		return false
	}
	type row struct {
		shapes, segments int
		width            float64
	}
	rows := map[int]*row{}
	for i := range p.Shapes {
		s := &p.Shapes[i]
		w, h := s.Box[2]-s.Box[0], s.Box[3]-s.Box[1]
		if !s.Filled || h > letterHeight || h < letterLeast {
			continue
		}
		at := int(s.Box[3] / rowHeight)
		if rows[at] == nil {
			rows[at] = &row{}
		}
		r := rows[at]
		r.shapes, r.segments, r.width = r.shapes+1, r.segments+s.Segments, max(r.width, w)
	}
	n, letters := 0, 0
	for _, r := range rows {
		if r.shapes >= rowShapes || r.width >= rowWidth && r.segments > rowShapes*letterSegments {
			n++
			letters += r.segments / letterSegments
		}
	}
	return n >= drawnRows && letters >= drawnLetters && letters > drawnTimes*t.shown
}
