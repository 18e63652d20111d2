package pdfium

import (
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Types of page objects, as FPDFPageObj_GetType has them.
const (
	objectText  = 1
	objectPath  = 2
	objectImage = 3
	objectShade = 4
	objectForm  = 5
)

// Limits on what is looked at. A page of 32,772 objects was seen; maps have a hundred thousand.
const (
	maxObjects   = 200_000 // of a page, those of its forms included
	maxFormDepth = 12
)

// container is where objects stand: the page, or a form XObject in it.
type container struct {
	toPage  page.Matrix // from its space to user space
	clip    clip
	element int // of a form, which its text takes over; -1 for none
	depth   int
}

// readObjects reads everything but the characters: it notes what the text objects are part of, too.
func (v *visit) readObjects() {
	whole := container{toPage: page.Identity(), clip: clip{box: v.sheet(), whole: true}, element: -1}
	for i := range uint64(max(v.integer(fnPageCountObjects, v.page), 0)) {
		if !v.more() {
			return
		}
		v.readObject(v.pointer(fnPageGetObject, v.page, i), &whole)
	}
}

// more reports whether another object is to be read, and counts it.
func (v *visit) more() bool {
	v.objects++
	return v.err == nil && v.objects <= maxObjects
}

func (v *visit) readObject(at uint64, in *container) {
	kind := v.integer(fnPageObjGetType, at)
	if v.off[at] && kind != objectText {
		return
	}
	switch kind {
	case objectText:
		v.items[at] = &textObject{off: v.off[at], element: v.elementOf(at, in), clip: v.clipped(at, in).box, z: v.objects}
	case objectPath:
		v.readPath(at, in)
	case objectImage:
		v.readImage(at, in)
	case objectShade:
		v.readShade(at, in)
	case objectForm:
		v.readForm(at, in)
	}
}

func (v *visit) readForm(at uint64, in *container) {
	clip := v.clipped(at, in)
	if in.depth >= maxFormDepth || empty(clip.box) || !v.ok(fnPageObjGetMatrix, at, v.scratch) {
		return
	}
	form := container{
		toPage: v.matrix().Then(in.toPage), clip: clip, element: v.elementOf(at, in), depth: in.depth + 1,
	}
	for i := range uint64(max(v.integer(fnFormObjCountObjects, at), 0)) {
		if !v.more() {
			return
		}
		v.readObject(v.pointer(fnFormObjGetObject, at, i), &form)
	}
}

func (v *visit) readImage(at uint64, in *container) {
	if !v.ok(fnPageObjGetMatrix, at, v.scratch) {
		return
	}
	m := v.matrix().Then(in.toPage) // an image is a unit square
	corners := []point{v.place(m, 0, 0), v.place(m, 1, 0), v.place(m, 0, 1), v.place(m, 1, 1)}
	box := boundsOf(corners)
	if !finite(box[:]...) {
		return
	}
	if box = common(box, v.clipped(at, in).box); empty(box) {
		return
	}
	v.shown.Images = append(v.shown.Images, page.Image{Box: box})
	v.paint(box)
}

// readShade reads a smooth shading, which fills what its clipping path leaves in colours that are not looked at.
func (v *visit) readShade(at uint64, in *container) {
	box := v.clipped(at, in).box
	if empty(box) || box == v.sheet() {
		return
	}
	v.shown.Shapes = append(v.shown.Shapes, page.Shape{Box: box, Color: grey, Filled: true})
	v.paint(box)
}

// sheet is the whole page.
func (v *visit) sheet() corpus.Box { return corpus.Box{0, 0, v.shown.Width, v.shown.Height} }

// place returns a point of an object's space as shown.
func (v *visit) place(m page.Matrix, x, y float64) point {
	x, y = v.shown.Frame.Shown(m.Apply(x, y))
	return point{x, y}
}
