package pdfium

import "github.com/irmtrail/irmtrail/extract/pdfdoc/page"

// Limits on the outline, whose entries may name one another in circles.
const (
	maxBookmarks     = 10_000
	maxBookmarkDepth = 20
)

// outline is the outline while it is read.
type outline struct {
	file *File
	seen map[uint64]bool // entries by address
	all  []page.Bookmark
}

func (f *File) bookmarks() []page.Bookmark {
	o := &outline{file: f, seen: map[uint64]bool{}}
	o.below(0, 1)
	return o.all
}

// below appends the entries below one, 0 for the root.
func (o *outline) below(parent uint64, level int) {
	if level > maxBookmarkDepth {
		return
	}
	m, doc := o.file.m, o.file.doc
	for at := m.pointer(fnBookmarkGetFirstChild, doc, parent); at != 0; at = m.pointer(fnBookmarkGetNextSibling, doc, at) {
		if o.seen[at] || len(o.all) >= maxBookmarks {
			return
		}
		o.seen[at] = true
		o.all = append(o.all, o.file.bookmark(at, level))
		o.below(at, level+1)
	}
}

func (f *File) bookmark(at uint64, level int) page.Bookmark {
	b := page.Bookmark{Title: f.m.wide(fnBookmarkGetTitle, at), Level: level}
	if dest := f.m.pointer(fnBookmarkGetDest, f.doc, at); dest != 0 {
		b.Page, b.Y = f.place(dest)
		return b
	}
	l := f.target(f.m.pointer(fnBookmarkGetAction, at))
	b.Page, b.Y = l.Page, l.Y
	return b
}
