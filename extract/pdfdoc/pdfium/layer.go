package pdfium

import (
	"fmt"
	"slices"
	"strings"
)

// optional is the tag of marked content that a layer switches on and off (ISO 32000-1, 8.11.3.2).
const optional = "OC"

const (
	maxLayers   = 40         // that are tried, of a page
	layerPixels = 500        // width and height of the picture that they are tried in
	layerGround = 0xff7f3f9f // a colour that nothing else has
)

// layers are the objects of a page by the layers that they are of.
type layers struct {
	leaves []uint64            // all objects but forms
	of     map[string][]uint64 // those in marked content of a layer, by what the layers are called
}

// readLayers finds the objects of layers that are switched off. PDFium says which layer content is of, not whether that is
// shown, but draws accordingly: the objects of each layer are drawn alone.
func (v *visit) readLayers() {
	if v.file.bare || v.err != nil {
		return
	}
	v.drawing = true
	defer func() { v.drawing = v.err != nil }()
	l := layers{of: map[string][]uint64{}}
	seen := 0
	for i := range uint64(max(v.integer(fnPageCountObjects, v.page), 0)) {
		v.findLayers(&l, v.pointer(fnPageGetObject, v.page, i), 0, &seen)
	}
	if len(l.of) == 0 || len(l.of) > maxLayers || v.err != nil {
		return
	}
	v.off = map[uint64]bool{}
	v.activate(l.leaves, false)
	for _, objects := range l.of {
		v.activate(objects, true)
		if !v.draws() {
			for _, at := range objects {
				v.off[at] = true
			}
		}
		v.activate(objects, false)
	}
	v.activate(l.leaves, true)
}

// findLayers adds an object and what it holds. Pictures are left out: drawing them takes long, and they hold no text.
func (v *visit) findLayers(l *layers, at uint64, depth int, seen *int) {
	*seen++
	if *seen > maxObjects || depth > maxFormDepth || v.err != nil {
		return
	}
	kind := v.integer(fnPageObjGetType, at)
	if kind == objectForm {
		for i := range uint64(max(v.integer(fnFormObjCountObjects, at), 0)) {
			v.findLayers(l, v.pointer(fnFormObjGetObject, at, i), depth+1, seen)
		}
		return
	}
	l.leaves = append(l.leaves, at)
	if kind == objectImage {
		return
	}
	if name := v.layersOf(at); name != "" {
		l.of[name] = append(l.of[name], at)
	}
}

// layersOf returns what the layers that an object is of are called, "" for none. One without a name is called by the place
// of its mark.
func (v *visit) layersOf(at uint64) string {
	var names []string
	for i := range uint64(max(v.integer(fnPageObjCountMarks, at), 0)) {
		mark := v.pointer(fnPageObjGetMark, at, i)
		if v.markName(mark) != optional {
			continue
		}
		name := v.markString(mark, "Name")
		if name == "" {
			name = fmt.Sprintf("%#x", mark)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, "\x00")
}

// markString returns an entry of a mark's properties, "" for none.
func (v *visit) markString(mark uint64, key string) string {
	name := v.cString(key)
	defer v.free(name)
	text := v.at(1)
	if !v.ok(fnPageObjMarkGetString, mark, name, text, scratchSize-8, v.at(0)) {
		return ""
	}
	n := min(int(v.slotUint(0)), scratchSize-8)
	return utf16Text(v.bytes(8 + n)[8:])
}

// activate says whether objects are drawn.
func (v *visit) activate(objects []uint64, yes bool) {
	active := uint64(0)
	if yes {
		active = 1
	}
	for _, at := range objects {
		v.call(fnPageObjSetIsActive, at, active)
	}
}

// draws reports whether anything of the page is drawn.
func (v *visit) draws() bool {
	bitmap := v.pointer(fnBitmapCreate, layerPixels, layerPixels, 0)
	if bitmap == 0 {
		return true
	}
	defer v.call(fnBitmapDestroy, bitmap)
	v.call(fnBitmapFillRect, bitmap, 0, 0, layerPixels, layerPixels, layerGround)
	v.call(fnRenderPageBitmap, bitmap, v.page, 0, 0, layerPixels, layerPixels, 0, 0)
	pixels, ok := v.memory.Read(uint32(v.pointer(fnBitmapGetBuffer, bitmap)), 4*layerPixels*layerPixels)
	if !ok || v.err != nil {
		return true
	}
	for i := 4; i+3 < len(pixels); i += 4 {
		if pixels[i] != pixels[0] || pixels[i+1] != pixels[1] || pixels[i+2] != pixels[2] {
			return true
		}
	}
	return false
}
