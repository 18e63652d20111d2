package pdfdoc

import (
	"bytes"
	"fmt"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/ledong"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// The readers that open a PDF, with the version of what is made of their pages.
const (
	Extractor = "pdfium/1"
	Fallback  = "ledongthuc/2"
)

// headerWithin is how far from the beginning a header may stand (ISO 32000-1, implementation note 13).
const headerWithin = 1024

func hasHeader(payload []byte) bool {
	return bytes.Contains(payload[:min(len(payload), headerWithin)], []byte("%PDF-"))
}

func errNoHeader() error {
	return corpus.Unreadable("pdf_malformed", "there is no %%PDF- header near the beginning of the file")
}

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
func (s *server) open(payload []byte, fallback bool) (opened, error) {
	if s.engine == nil || fallback {
		f, err := ledong.Open(payload)
		return opened{f, Fallback}, err
	}
	f, err := s.engine.Open(payload)
	return opened{f, Extractor}, err
}

// maxPages is how many pages of a document are read.
const maxPages = 5000

// bounded is a source whose pages are read until a time; those behind it cannot be read, while what was read before counts.
type bounded struct {
	source
	until time.Time
}

// Info returns what the document says of itself, with no more pages than are read.
func (b bounded) Info() page.Info {
	info := b.source.Info()
	info.Pages = min(info.Pages, maxPages)
	return info
}

// Page returns page n, unless it is too late.
func (b bounded) Page(n int) (*page.Page, error) {
	if time.Now().After(b.until) {
		return nil, fmt.Errorf("page %d: the pages before it took too long", n)
	}
	return b.source.Page(n)
}
