package ledong

import (
	"math"

	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// letter is the frame of a page that does not state any.
var letter = page.Frame{Crop: [4]float64{0, 0, 612, 792}}

// frameOf returns the crop box, or the media box, and the rotation.
func frameOf(v pdf.Value) page.Frame {
	f := letter
	if box, ok := rectangle(inherited(v, "CropBox")); ok && wide(box) {
		f.Crop = box
	} else if box, ok = rectangle(inherited(v, "MediaBox")); ok && wide(box) {
		f.Crop = box
	}
	f.Rotate = int(((inherited(v, "Rotate").Int64()/90)%4+4)%4) * 90
	return f
}

func wide(box [4]float64) bool { return box[2]-box[0] >= 1 && box[3]-box[1] >= 1 }

// size returns a page's width and height as shown.
func size(f page.Frame) (w, h float64) {
	w, h = f.Crop[2]-f.Crop[0], f.Crop[3]-f.Crop[1]
	if f.Rotate == 90 || f.Rotate == 270 {
		return h, w
	}
	return w, h
}

// rectangle returns left, bottom, right and top of a rectangle, if it is one.
func rectangle(v pdf.Value) ([4]float64, bool) {
	if v.Kind() != pdf.Array || v.Len() != 4 {
		return [4]float64{}, false
	}
	var n [4]float64
	for i := range n {
		n[i] = v.Index(i).Float64()
		if math.IsNaN(n[i]) || math.Abs(n[i]) > 1e6 {
			return n, false
		}
	}
	return [4]float64{min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3])}, true
}

// matrixOf reads six numbers.
func matrixOf(args []pdf.Value) page.Matrix {
	var m page.Matrix
	for i := range m {
		m[i] = args[i].Float64()
	}
	return m
}

// elements returns the elements of a short array.
func elements(v pdf.Value, most int) []pdf.Value {
	out := make([]pdf.Value, min(v.Len(), most))
	for i := range out {
		out[i] = v.Index(i)
	}
	return out
}
