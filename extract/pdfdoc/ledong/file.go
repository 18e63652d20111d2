// Package ledong reads PDFs with github.com/ledongthuc/pdf, which is pure Go and small: what each page shows, as package
// page has it. It is the fallback for files that PDFium does not open.
//
// It reads glyphs with their fonts and colours, straight paths, pictures, links, bookmarks and page labels; it knows no
// structure tree, no patterns and no vertical writing. The library loops for ever or takes all memory on some malformed
// files, so this package must run in a process that may be killed. The terms are those of ISO 32000-1.
package ledong

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Limits on what a file may claim. Files of a few hundred bytes claim two thousand million pages, or a page tree that is its
// own child.
const (
	maxPages = 5000
	maxNodes = 15_000 // of the page tree; each is parsed anew
	maxDepth = 40     // of the page tree and of inheritance
)

// File is an open PDF.
type File struct {
	reader  *pdf.Reader
	pages   []pdf.Value
	labels  []string       // by page, "" for none
	numbers map[string]int // of pages, from 1, by how the library prints their dictionaries; nil until a link asks
}

// Open opens a PDF and finds its pages. The error is a *corpus.ReadError with one of the codes pdf_malformed, encrypted
// (status encrypted) and too_large.
func Open(payload []byte) (f *File, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, corpus.Unreadable("pdf_malformed", "%v", p)
		}
	}()
	body, err := repaired(payload)
	if err != nil {
		return nil, err
	}
	r, err := pdf.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, openError(err)
	}
	f = &File{reader: r}
	nodes := 0
	f.collect(f.catalog().Key("Pages"), 0, &nodes)
	switch {
	case len(f.pages) == 0:
		return nil, corpus.Unreadable("pdf_malformed", "the PDF has no pages")
	case len(f.pages) > maxPages:
		return nil, corpus.Unreadable("too_large", "the PDF has more than %d pages", maxPages)
	}
	f.labels = f.readLabels()
	return f, nil
}

// Close lets go of the file.
func (f *File) Close() error {
	*f = File{}
	return nil
}

// openError tells encrypted from malformed.
func openError(err error) error {
	if errors.Is(err, pdf.ErrInvalidPassword) || strings.Contains(err.Error(), "encrypt") {
		return &corpus.ReadError{Code: "encrypted", Status: corpus.TextEncrypted, Reason: "the PDF is encrypted and opens with a password only"}
	}
	return corpus.Unreadable("pdf_malformed", "%v", err)
}

func (f *File) catalog() pdf.Value { return f.reader.Trailer().Key("Root") }

// collect appends the pages below a node of the page tree, whatever the tree says of their number.
func (f *File) collect(node pdf.Value, depth int, nodes *int) {
	if *nodes++; depth > maxDepth || *nodes > maxNodes || len(f.pages) > maxPages {
		return
	}
	kids := node.Key("Kids")
	if kids.Kind() != pdf.Array {
		if node.Kind() == pdf.Dict && depth > 0 {
			f.pages = append(f.pages, node)
		}
		return
	}
	for i := 0; i < kids.Len() && *nodes <= maxNodes; i++ {
		f.collect(kids.Index(i), depth+1, nodes)
	}
}

// inherited returns an attribute of a page that its ancestors may hold.
func inherited(page pdf.Value, key string) pdf.Value {
	for range maxDepth {
		if v := page.Key(key); !v.IsNull() {
			return v
		}
		page = page.Key("Parent")
	}
	return pdf.Value{}
}

// Info returns what the file says of itself. What is malformed in it is left out.
func (f *File) Info() (info page.Info) {
	info.Pages = len(f.pages)
	defer func() { _ = recover() }() // a malformed object: what was read before it stands
	trailer := f.reader.Trailer()
	info.Title = lineOf(trailer.Key("Info").Key("Title"))
	info.Producer = lineOf(trailer.Key("Info").Key("Producer"))
	info.Creator = lineOf(trailer.Key("Info").Key("Creator"))
	info.Language = lineOf(f.catalog().Key("Lang"))
	info.Tagged = f.catalog().Key("MarkInfo").Key("Marked").Bool()
	info.Bookmarks = f.bookmarks()
	return info
}

// lineOf returns a text string on one line.
func lineOf(v pdf.Value) string {
	if v.Kind() != pdf.String {
		return ""
	}
	return charset.OneLine(strings.ToValidUTF8(strings.Map(dropControl, v.Text()), ""))
}

func dropControl(r rune) rune {
	if r < ' ' && r != '\n' && r != '\t' {
		return -1
	}
	return r
}

// Page reads a page, from 1. A page that breaks off in the middle is what came before; the error says that nothing did, or
// that there is no such page.
func (f *File) Page(n int) (p *page.Page, err error) {
	if n < 1 || n > len(f.pages) {
		return nil, fmt.Errorf("page %d of %d", n, len(f.pages))
	}
	p = &page.Page{Number: n, Label: f.labels[n-1], Frame: letter}
	p.Width, p.Height = size(p.Frame)
	var broken any
	step := func(read func()) {
		defer func() {
			if r := recover(); r != nil && broken == nil { // a malformed object; whatever is wrong with it stays with it
				broken = r
			}
		}()
		read()
	}
	v := f.pages[n-1]
	step(func() {
		p.Frame = frameOf(v)
		p.Width, p.Height = size(p.Frame)
	})
	step(func() { show(v, p) })
	step(func() { p.Links = f.links(v, p.Frame) })
	if broken != nil && len(p.Glyphs) == 0 {
		return nil, fmt.Errorf("page %d breaks off: %v", n, broken)
	}
	return p, nil
}
