package ledong

import (
	"strings"

	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Limits on what leads from place to place.
const (
	maxAnnotations = 2000 // of a page
	maxBookmarks   = 5000
	maxOutline     = 12     // depth
	maxNames       = 20_000 // nodes and names of a name or number tree
)

// links returns the link annotations of a page (ISO 32000-1 12.5.6.5) that lead somewhere.
func (f *File) links(v pdf.Value, frame page.Frame) []page.Link {
	var out []page.Link
	annotations := v.Key("Annots")
	for i := range min(annotations.Len(), maxAnnotations) {
		a := annotations.Index(i)
		box, ok := rectangle(a.Key("Rect"))
		if a.Key("Subtype").Name() != "Link" || !ok {
			continue
		}
		l := page.Link{Box: frame.ShownBox(box[0], box[1], box[2], box[3])}
		if uri := a.Key("A").Key("URI"); uri.Kind() == pdf.String {
			l.URI = strings.TrimSpace(strings.ToValidUTF8(strings.Map(dropControl, uri.RawString()), ""))
		} else {
			l.Page, l.Y = f.target(a)
		}
		if l.URI != "" || l.Page > 0 {
			out = append(out, l)
		}
	}
	return out
}

// target returns the place in the document that an annotation or a bookmark leads to; 0 for none. Names of destinations are
// not looked up.
func (f *File) target(v pdf.Value) (number int, y float64) {
	d := v.Key("Dest")
	if a := v.Key("A"); d.IsNull() && a.Key("S").Name() == "GoTo" {
		d = a.Key("D")
	}
	if d.Kind() != pdf.Array || d.Len() == 0 {
		return 0, 0
	}
	number = f.number(d.Index(0))
	at := map[string]int{"XYZ": 3, "FitH": 2, "FitBH": 2}[d.Index(1).Name()]
	if number == 0 || at == 0 || d.Index(at).IsNull() {
		return number, 0
	}
	_, y = frameOf(f.pages[number-1]).Shown(0, d.Index(at).Float64())
	return number, max(y, 0)
}

// number returns the number of a page, from 1; 0 for what is no page of the document. Dictionaries that print alike, down to
// the references in them, show the same.
func (f *File) number(v pdf.Value) int {
	if f.numbers == nil {
		f.numbers = make(map[string]int, len(f.pages))
		for i, p := range f.pages {
			if key := p.String(); f.numbers[key] == 0 {
				f.numbers[key] = i + 1
			}
		}
	}
	if v.Kind() != pdf.Dict {
		return 0
	}
	return f.numbers[v.String()]
}

// bookmarks returns the outline (12.3.3) in order.
func (f *File) bookmarks() []page.Bookmark {
	var out []page.Bookmark
	steps := 0
	var walk func(v pdf.Value, level int)
	walk = func(v pdf.Value, level int) {
		for ; v.Kind() == pdf.Dict && steps < maxBookmarks && level <= maxOutline; v = v.Key("Next") {
			steps++
			b := page.Bookmark{Title: lineOf(v.Key("Title")), Level: level}
			b.Page, b.Y = f.target(v)
			if b.Title != "" {
				out = append(out, b)
			}
			walk(v.Key("First"), level+1)
		}
	}
	walk(f.catalog().Key("Outlines").Key("First"), 1)
	return out
}
