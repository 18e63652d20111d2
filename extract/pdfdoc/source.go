package pdfdoc

import (
	"bytes"
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/ledong"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// The readers that open a PDF, with the version of what is made of their pages.
const (
	Extractor = "pdfium/1"
	Fallback  = "ledongthuc/2"
)

// source is an open PDF, whichever reader opened it. Pages count from 1.
type source interface {
	Info() page.Info
	Page(n int) (*page.Page, error)
	Close() error
}

// opened is a source with the name of its reader.
type opened struct {
	source
	extractor string
}

// open opens a PDF with PDFium, or with the fallback when that is asked for or PDFium does not start.
func (s *server) open(payload []byte, fallback bool) (source, error) {
	if s.engine == nil || fallback {
		f, err := ledong.Open(payload)
		if err != nil {
			return nil, err // not f: a nil *File is no nil source
		}
		return f, nil
	}
	f, err := s.engine.Open(payload)
	if err != nil {
		return nil, err
	}
	return f, nil
}
