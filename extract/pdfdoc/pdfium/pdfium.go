// Package pdfium reads PDFs with PDFium's WebAssembly build: what each page shows, as package page has it.
//
// The module sees no file system, no clock but wazero's and at most 256 MiB of memory. An [Engine] is the compiled module,
// which takes seconds to make and a tenth of a second to load from a cache; a [File] is an instance of it with one document.
// PDFium's functions are called directly (fpdfview.h, fpdf_text.h, fpdf_edit.h and so on name them), with pointers into the
// module's memory. The package does not limit time, which needs a process that can be killed.
package pdfium

import (
	"errors"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// The faults of a document. Every error of [Engine.Open] and of a [File] is one of them or wraps it.
var (
	ErrMalformed = errors.New("not a PDF, or broken beyond reading")
	ErrEncrypted = errors.New("the PDF opens with a password only")
	ErrPage      = errors.New("the page cannot be read")
	ErrLarge     = errors.New("the PDF is larger than PDFium's memory")
	ErrTrap      = errors.New("PDFium gave up") // out of memory or a fault of its own; the file answers nothing more
)

// Options say how an engine is made.
type Options struct {
	Cache  string // folder for compiled code, which must be writable by us alone; "" for none
	Memory int64  // bytes that an instance may use; 0, and anything above it, means MaxMemory
}

// MaxMemory is how much memory an instance may use at most. One takes 19 MiB before it opens anything.
const MaxMemory = 256 << 20

// File is an open PDF. It is for one goroutine, and needs the bytes that it was opened with.
type File struct {
	engine  *Engine
	bytes   []byte
	m       *machine
	doc     uint64 // FPDF_DOCUMENT
	info    page.Info
	release func() error // of the instance
	traps   int          // seen so far
	bare    bool         // annotations and layers are not drawn, since doing so brought PDFium down
}

// Info returns what the document says of itself.
func (f *File) Info() page.Info { return f.info }

// Memory returns how many bytes the document's instance has taken.
func (f *File) Memory() int64 {
	if f.m.memory == nil {
		return 0
	}
	return int64(f.m.memory.Size())
}

// Close frees the document and its instance of the module.
func (f *File) Close() error { return f.release() }
