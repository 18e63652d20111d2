package page

import (
	"math"

	"github.com/irmtrail/irmtrail/corpus"
)

// Shown maps a box of an upright, straightened page back to the page as it is shown, whose size in points is given: the box around
// where its corners are.
func Shown(b corpus.Box, o corpus.OCR, width, height float64) corpus.Box {
	w, h := width, height
	if o.Turn == 90 || o.Turn == 270 {
		w, h = height, width
	}
	w2, h2 := Canvas(w, h, o.Skew)
	sin, cos := math.Sincos(o.Skew * math.Pi / 180)
	out := corpus.Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, corner := range [4][2]float64{{b[0], b[1]}, {b[2], b[1]}, {b[0], b[3]}, {b[2], b[3]}} {
		x, y := corner[0]-w2/2, corner[1]-h2/2
		x, y = unturned(x*cos-y*sin+w/2, x*sin+y*cos+h/2, o.Turn, width, height)
		out = corpus.Box{min(out[0], x), min(out[1], y), max(out[2], x), max(out[3], y)}
	}
	return out
}

// Canvas returns the size of what holds a picture that is turned by some degrees.
func Canvas(w, h, degrees float64) (float64, float64) {
	sin, cos := math.Sincos(math.Abs(degrees) * math.Pi / 180)
	return w*cos + h*sin, w*sin + h*cos
}

// unturned maps a point of a page that was turned clockwise back to the page of the given size.
func unturned(x, y float64, turn int, width, height float64) (float64, float64) {
	switch turn {
	case 90:
		return y, height - x
	case 180:
		return width - x, height - y
	case 270:
		return width - y, x
	}
	return x, y
}
