package pdfdoc

import (
	"errors"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/ledong"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdfium"
)

// source is an open PDF, whichever reader opened it. Pages count from 1.
type source interface {
	Info() page.Info
	Page(n int) (*page.Page, error)
	Close() error
}

// open opens a PDF with PDFium, or with the fallback when PDFium does not start or finds the file broken.
func (s *server) open(payload []byte) (source, error) {
	if s.engine == nil {
		return openFallback(payload)
	}
	f, err := s.engine.Open(payload)
	if err == nil {
		return f, nil
	}
	if !errors.Is(err, pdfium.ErrMalformed) {
		return nil, err
	}
	if other, otherErr := openFallback(payload); otherErr == nil {
		return other, nil
	}
	return nil, err
}

func openFallback(payload []byte) (source, error) {
	f, err := ledong.Open(payload)
	if err != nil {
		return nil, err // not f: a nil *File is no nil source
	}
	return f, nil
}
