package pdfium

import (
	"fmt"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Codes of FPDF_GetLastError.
const (
	errorPassword = 4
	errorSecurity = 5
)

// Open opens a PDF in an instance of its own. The error wraps ErrMalformed, ErrEncrypted, ErrLarge or ErrTrap if the file is
// at fault.
func (e *Engine) Open(payload []byte) (*File, error) {
	f := &File{engine: e, bytes: payload}
	if err := f.start(); err != nil {
		return nil, err
	}
	f.info = f.readInfo()
	if err := f.m.err; err != nil || f.info.Pages < 1 {
		return nil, firstError(err, f.release(), fmt.Errorf("%w: it has no pages", ErrMalformed))
	}
	return f, nil
}

// start opens the file in a new instance.
func (f *File) start() (err error) {
	if f.m, f.release, err = f.engine.instance(); err != nil {
		return err
	}
	if err := f.load(); err != nil {
		return firstError(err, f.release())
	}
	return nil
}

// load copies the file into the module and opens it.
func (f *File) load() error {
	at := f.m.malloc(len(f.bytes) + 1)
	if at == 0 {
		return fmt.Errorf("%w: %d bytes", ErrLarge, len(f.bytes))
	}
	f.m.memory.Write(uint32(at), f.bytes)
	f.doc = f.m.pointer(fnLoadMemDocument, at, uint64(len(f.bytes)), 0)
	if f.doc == 0 {
		return f.loadError()
	}
	return f.m.err
}

// maxTraps is how many of a file's pages may bring PDFium down before the rest is given up.
const maxTraps = 5

// Mended reports whether the file's cross-reference table is broken, so that its objects were searched for.
func (f *File) Mended() bool { return !f.m.ok(fnHasValidXref, f.doc) }

// survive makes the trap that a page ended in that page's fault, by opening the file anew. It returns nil when there was
// none.
func (f *File) survive(n int) error {
	trap := f.m.err
	if trap == nil {
		return nil
	}
	if f.traps++; f.traps > maxTraps {
		return trap
	}
	if err := f.release(); err != nil {
		return err
	}
	if err := f.start(); err != nil {
		err = fmt.Errorf("%w: %v; it does not open again: %v", ErrTrap, trap, err)
		f.m, f.release = &machine{err: err}, func() error { return nil }
		return err
	}
	return fmt.Errorf("%w: page %d: %v", ErrPage, n, trap)
}

func (f *File) loadError() error {
	code := f.m.integer(fnGetLastError)
	switch {
	case f.m.err != nil:
		return f.m.err
	case code == errorPassword || code == errorSecurity:
		return ErrEncrypted
	}
	return ErrMalformed
}

func (f *File) readInfo() page.Info {
	f.info.Pages = f.m.integer(fnGetPageCount, f.doc)
	return page.Info{
		Pages:     f.info.Pages,
		Title:     f.meta("Title"),
		Producer:  f.meta("Producer"),
		Creator:   f.meta("Creator"),
		Language:  f.m.wide(fnCatalogGetLanguage, f.doc),
		Tagged:    f.m.ok(fnCatalogIsTagged, f.doc),
		Bookmarks: f.bookmarks(),
	}
}

// meta returns an entry of the information dictionary.
func (f *File) meta(key string) string {
	at := f.m.cString(key)
	defer f.m.free(at)
	return f.m.wide(fnGetMetaText, f.doc, at)
}
