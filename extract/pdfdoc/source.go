package pdfdoc

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image"
	"maps"
	"slices"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/layout"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/ledong"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/legible"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/scan"
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

	recognised map[int]page.Recognised // by page, to be shown instead of their own characters
	illegible  []scanned               // pages whose characters cannot be used
	doubtful   []scanned               // pages that may hold letters all the same, when no page has any
	sizes      map[int]scanned         // of recognised pages, as shown
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
	return b.legible(n, p), nil
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
	b.finish(c)
	return c, nil
}

// legible returns the page as it is to be read: with what was recognised, or without characters that make no words.
func (b *bounded) legible(n int, p *page.Page) *page.Page {
	size := scanned{n, p.Width, p.Height}
	if r, ok := b.recognised[n]; ok {
		if b.sizes == nil {
			b.sizes = map[int]scanned{}
		}
		b.sizes[n] = size
		return scan.Of(p, r)
	}
	fault := legible.Of(p, func(dpi float64) (*image.RGBA, error) { return b.draw(n, dpi) })
	if fault == legible.None {
		if legible.Doubtful(p) != legible.None {
			b.doubtful = append(b.doubtful, size)
		}
		return p
	}
	b.illegible = append(b.illegible, size)
	if fault == legible.Garbage || fault == legible.Unmapped {
		p.Glyphs = nil
	}
	return p
}

// errNotDrawn is returned where the reader draws no pages.
var errNotDrawn = errors.New("pages are not drawn")

func (b *bounded) draw(n int, dpi float64) (*image.RGBA, error) {
	f, ok := b.source.(interface {
		Render(n int, dpi float64) (*image.RGBA, error)
	})
	if !ok {
		return nil, errNotDrawn
	}
	return f.Render(n, dpi)
}

// scans returns the pages that are to be recognised: those without usable text and, of a document that has no letters at all, all that
// may hold some.
func (b *bounded) scans(err error) []scanned {
	var fault *corpus.ReadError
	out := b.illegible
	if errors.As(err, &fault) && fault.Code == codeNoLetters {
		out = append(out, b.doubtful...)
	}
	slices.SortFunc(out, func(x, y scanned) int { return cmp.Compare(x.Page, y.Page) })
	return out
}

// finish says of recognised pages that they are, and where on the page as shown everything is.
func (b *bounded) finish(c *corpus.Content) {
	for _, n := range slices.Sorted(maps.Keys(b.sizes)) {
		c.Words = append(c.Words, scan.Words(c, n, b.recognised[n])...)
	}
	for n, size := range b.sizes {
		scan.Shown(c, n, b.recognised[n].OCR, size.Width, size.Height)
	}
	if len(b.sizes) > 0 {
		c.Extractor += recognitionName
	}
	slices.SortStableFunc(c.Words, func(x, y corpus.Word) int { return cmp.Compare(x.Start, y.Start) })
}

// memory returns how many bytes PDFium has taken, 0 for the fallback, which has Go's heap.
func (b *bounded) memory() int64 {
	if f, ok := b.source.(interface{ Memory() int64 }); ok {
		return f.Memory()
	}
	return 0
}
