package pdfium

import "github.com/irmtrail/irmtrail/extract/pdfdoc/page"

// Limits on the structure tree of a page, which may be its own child.
const (
	maxElements     = 50_000
	maxElementDepth = 100
)

// artifact is the type of what is no part of the document's text: running heads, rules, page numbers.
const artifact = "Artifact"

// structure is the structure tree while it is read.
type structure struct {
	marked   map[int]int // index of Page.Elements by marked-content identifier
	artifact int         // index of the element for artifacts; -1 before the first
}

// readElements reads the page's part of the structure tree of a tagged document.
func (v *visit) readElements() {
	if !v.file.info.Tagged {
		return
	}
	v.structure = &structure{marked: map[int]int{}, artifact: -1}
	tree := v.pointer(fnStructTreeGetForPage, v.page)
	if tree == 0 {
		return
	}
	for i := range uint64(max(v.integer(fnStructTreeCountChildren, tree), 0)) {
		v.readElement(v.pointer(fnStructTreeGetChildAtIndex, tree, i), -1, 0)
	}
	v.call(fnStructTreeClose, tree)
}

func (v *visit) readElement(at uint64, parent, depth int) {
	if at == 0 || depth > maxElementDepth || len(v.shown.Elements) >= maxElements || v.err != nil {
		return
	}
	e := page.Element{Type: v.wide(fnStructElementGetType, at), Parent: parent, ActualText: v.wide(fnStructElementGetActualText, at)}
	if e.Type == "TD" || e.Type == "TH" {
		e.RowSpan, e.ColSpan = v.span(at, "RowSpan"), v.span(at, "ColSpan")
	}
	self := len(v.shown.Elements)
	v.shown.Elements = append(v.shown.Elements, e)
	for i := range uint64(max(v.integer(fnStructElementCountChildren, at), 0)) {
		if id := v.integer(fnStructElementGetChildMarkedContentID, at, i); id >= 0 {
			v.structure.marked[id] = self
			continue
		}
		v.readElement(v.pointer(fnStructElementGetChildAtIndex, at, i), self, depth+1)
	}
}

// span returns how many rows or columns a cell covers, 0 when its attributes do not say.
func (v *visit) span(element uint64, name string) int {
	key := v.cString(name)
	defer v.free(key)
	for i := range uint64(max(v.integer(fnStructElementGetAttributeCount, element), 0)) {
		attribute := v.pointer(fnStructElementGetAttributeAtIndex, element, i)
		value := v.pointer(fnStructElementAttrGetValue, attribute, key)
		if value != 0 && v.ok(fnStructElementAttrGetNumberValue, value, v.scratch) {
			if n := v.slot32(0); n >= 1 && n < 10_000 {
				return int(n)
			}
		}
	}
	return 0
}

// elementOf returns the index of the element that an object belongs to, -1 for none.
func (v *visit) elementOf(at uint64, in *container) int {
	if v.structure == nil {
		return -1
	}
	if in.element >= 0 {
		return in.element
	}
	if id := v.integer(fnPageObjGetMarkedContentID, at); id >= 0 {
		if e, ok := v.structure.marked[id]; ok {
			return e
		}
	}
	if !v.marks(at, artifact) {
		return -1
	}
	if v.structure.artifact < 0 {
		v.structure.artifact = len(v.shown.Elements)
		v.shown.Elements = append(v.shown.Elements, page.Element{Type: artifact, Parent: -1})
	}
	return v.structure.artifact
}

// marks reports whether an object stands in marked content of that tag.
func (v *visit) marks(at uint64, tag string) bool {
	for i := range uint64(max(v.integer(fnPageObjCountMarks, at), 0)) {
		if v.markName(v.pointer(fnPageObjGetMark, at, i)) == tag {
			return true
		}
	}
	return false
}

// markName returns a mark's tag. The function writes the length into a place of its own.
func (v *visit) markName(mark uint64) string {
	text := v.at(1)
	if !v.ok(fnPageObjMarkGetName, mark, text, scratchSize-8, v.at(0)) {
		return ""
	}
	n := min(int(v.slotUint(0)), scratchSize-8)
	return utf16Text(v.bytes(8 + n)[8:])
}
