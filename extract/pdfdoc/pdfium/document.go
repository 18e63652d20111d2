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

// Open opens a PDF in an instance of its own. The error wraps ErrMalformed, ErrEncrypted or ErrTrap if the file is at fault.
func (e *Engine) Open(payload []byte) (*File, error) {
	m, release, err := e.instance()
	if err != nil {
		return nil, err
	}
	f := &File{m: m, release: release}
	if err := f.load(payload); err != nil {
		return nil, firstError(err, release())
	}
	return f, nil
}

// load copies the file into the module and opens it.
func (f *File) load(payload []byte) error {
	f.payload = f.m.pointer(fnMalloc, uint64(len(payload)+1))
	if f.payload == 0 {
		return fmt.Errorf("%w: no memory for a file of %d bytes", ErrTrap, len(payload))
	}
	f.m.memory.Write(uint32(f.payload), payload)
	f.doc = f.m.pointer(fnLoadMemDocument, f.payload, uint64(len(payload)), 0)
	if f.doc == 0 {
		return f.loadError()
	}
	f.info = f.readInfo()
	if f.m.err == nil && f.info.Pages < 1 {
		return fmt.Errorf("%w: it has no pages", ErrMalformed)
	}
	return f.m.err
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
