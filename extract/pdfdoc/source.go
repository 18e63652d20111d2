package pdfdoc

import (
	"bytes"
	"fmt"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/layout"
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

// bounded is a source whose pages are read until a time, and while there is room for what is made of them; those behind
// cannot be read, while what was read before counts. It keeps Go's heap to what PDFium leaves.
type bounded struct {
	source
	server *server
	until  time.Time
	most   int                 // pages that are read
	ended  corpus.UnreadReason // why no more pages are read; "" while they are
	unread []corpus.Unread     // of the pages asked for
	seen   seen
}

// Info returns what the document says of itself, with no more pages than are read.
func (b *bounded) Info() page.Info {
	info := b.source.Info()
	info.Pages = min(info.Pages, b.most)
	return info
}

// Page returns page n, unless it is too late or there is no room.
func (b *bounded) Page(n int) (*page.Page, error) {
	if b.ended == "" && time.Now().After(b.until) {
		b.ended = corpus.UnreadTime
	}
	if b.ended == "" && b.server.limitHeap(b.memory()) {
		b.ended = corpus.UnreadMemory
	}
	if b.ended != "" {
		b.note(n, n, b.ended)
		return nil, fmt.Errorf("page %d is not read: %s", n, b.ended)
	}
	p, err := b.source.Page(n)
	if err != nil {
		b.note(n, n, corpus.UnreadBroken)
		return nil, err
	}
	b.seen.add(p)
	return p, nil
}

// note notes that pages are not read.
func (b *bounded) note(from, to int, why corpus.UnreadReason) {
	if last := len(b.unread) - 1; last >= 0 && b.unread[last].To == from-1 && b.unread[last].Reason == why {
		b.unread[last].To = to
		return
	}
	b.unread = append(b.unread, corpus.Unread{From: from, To: to, Reason: why})
}

// content makes a document of the pages, and says which of them are missing.
func (b *bounded) content(extractor string) (*corpus.Content, error) {
	c, err := layout.Content(b, extractor)
	if err != nil {
		return nil, b.explain(err)
	}
	if all := b.source.Info().Pages; all > b.most {
		b.note(b.most+1, all, corpus.UnreadLimit)
	}
	c.Unread = b.unread
	return c, nil
}

// memory returns how many bytes PDFium has taken, 0 for the fallback, which has Go's heap.
func (b *bounded) memory() int64 {
	if f, ok := b.source.(interface{ Memory() int64 }); ok {
		return f.Memory()
	}
	return 0
}
