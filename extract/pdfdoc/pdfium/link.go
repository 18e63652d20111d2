package pdfium

import (
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Types of actions, as FPDFAction_GetType has them.
const (
	actionGoTo = 1
	actionURI  = 3
)

const (
	maxLinks     = 20_000 // of a page
	maxLinkQuads = 50     // of a link: one for each line of its text
)

// readLinks reads the page's link annotations.
func (v *visit) readLinks() {
	position := v.malloc(8) // the next position, and the link
	defer v.free(position)
	v.memory.WriteUint64Le(uint32(position), 0)
	for range maxLinks {
		if !v.ok(fnLinkEnumerate, v.page, position, position+4) {
			return
		}
		if at, ok := v.memory.ReadUint32Le(uint32(position) + 4); ok && at != 0 {
			v.readLink(uint64(at))
		}
	}
}

func (v *visit) readLink(at uint64) {
	var target page.Link
	if dest := v.pointer(fnLinkGetDest, v.file.doc, at); dest != 0 {
		target.Page, target.Y = v.file.place(dest)
	} else {
		target = v.file.target(v.pointer(fnLinkGetAction, at))
	}
	if target == (page.Link{}) {
		return
	}
	for _, box := range v.linkBoxes(at) {
		target.Box = box
		v.shown.Links = append(v.shown.Links, target)
	}
}

// linkBoxes returns a box for each line that a link covers.
func (v *visit) linkBoxes(at uint64) []corpus.Box {
	var boxes []corpus.Box
	if n := v.integer(fnLinkCountQuadPoints, at); n > 1 && n <= maxLinkQuads {
		for i := range uint64(n) {
			if v.ok(fnLinkGetQuadPoints, at, i, v.scratch) {
				boxes = appendBox(boxes, v.quad())
			}
		}
	}
	if len(boxes) == 0 && v.ok(fnLinkGetAnnotRect, at, v.scratch) {
		r := v.float32s(4)
		boxes = appendBox(boxes, v.shown.Frame.ShownBox(r[0], r[3], r[2], r[1]))
	}
	return boxes
}

func appendBox(boxes []corpus.Box, b corpus.Box) []corpus.Box {
	if empty(b) || !finite(b[:]...) {
		return boxes
	}
	return append(boxes, b)
}

// quad returns the box around the four points in the scratch memory.
func (v *visit) quad() corpus.Box {
	q := v.float32s(8)
	corners := make([]point, 4)
	for i := range corners {
		corners[i] = v.place(page.Identity(), q[2*i], q[2*i+1])
	}
	return boundsOf(corners)
}

// target returns where an action leads.
func (f *File) target(action uint64) (l page.Link) {
	if action == 0 {
		return l
	}
	switch f.m.integer(fnActionGetType, action) {
	case actionURI:
		l.URI = f.m.narrow(fnActionGetURIPath, f.doc, action)
	case actionGoTo:
		if dest := f.m.pointer(fnActionGetDest, f.doc, action); dest != 0 {
			l.Page, l.Y = f.place(dest)
		}
	}
	return l
}

// place returns page and height of a destination, 0 for what it does not say. The height is right for pages that begin at
// the origin and are not rotated: the page's boxes are not known before it is loaded.
func (f *File) place(dest uint64) (number int, y float64) {
	m := f.m
	n := m.integer(fnDestGetDestPageIndex, f.doc, dest) + 1
	if n < 1 || n > f.info.Pages {
		return 0, 0
	}
	if !m.ok(fnDestGetLocationInPage, dest, m.at(0), m.at(1), m.at(2), m.at(3), m.at(4), m.at(5)) || m.slotUint(1) == 0 {
		return n, 0
	}
	up := m.slot32(4)
	if !m.ok(fnGetPageSizeByIndexF, f.doc, uint64(n-1), m.scratch) {
		return n, 0
	}
	if y = m.slotHeight() - up; y < 0 || !finite(y) {
		return n, 0
	}
	return n, y
}
