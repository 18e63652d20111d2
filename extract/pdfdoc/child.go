package pdfdoc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdfium"
	"github.com/irmtrail/irmtrail/extract/process"
)

// greeting is what a child is told before the first request.
type greeting struct {
	Cache  string `json:"cache"`  // folder for PDFium's compiled code; "" for none
	Memory int64  `json:"memory"` // bytes that the child may have in use whatever the others do
	Most   int64  `json:"most"`   // bytes that it may have in use while the others are idle
}

// What a child may be asked for.
const (
	wantContent = "content"
	wantFacts   = "facts"
	wantPNG     = "png"
	wantPicture = "picture" // of a picture file, as a page
	wantBlank   = "blank"   // the content of a page that has nothing but what was recognised
)

// request is the head of a request; its body is the PDF.
type request struct {
	Want     string        `json:"want"`
	Within   time.Duration `json:"within"` // after which the child is killed
	Page     int           `json:"page,omitempty"`
	DPI      float64       `json:"dpi,omitempty"`
	Grey     bool          `json:"grey,omitempty"`     // a picture without colours
	Fallback bool          `json:"fallback,omitempty"` // read with the fallback

	Blank      *scanned                `json:"blank,omitempty"`      // the page of wantBlank
	Recognised map[int]page.Recognised `json:"recognised,omitempty"` // what stands on pages instead of their own characters
}

// answer is what was asked for, or a fault of the PDF.
type answer struct {
	Content *corpus.Content   `json:"content,omitempty"`
	Text    string            `json:"text,omitempty"` // the content's, which it keeps out of its JSON
	Facts   *Facts            `json:"facts,omitempty"`
	Scans   []scanned         `json:"scans,omitempty"` // pages without usable text, beside content or fault
	PNG     []byte            `json:"png,omitempty"`
	Fault   *corpus.ReadError `json:"fault,omitempty"`
}

// How a child's memory is used: the program and PDFium's compiled code take some in any case; of the rest PDFium may take a
// share, and Go's heap has what PDFium leaves.
const (
	programMemory = 60 << 20
	moduleShare   = 0.5
	leastHeap     = 40 << 20
)

// Child answers requests about PDFs until its input ends. It is what the program that [Reader] starts must run. The error
// is one of reading or writing, never a PDF's.
func Child(in io.Reader, out io.Writer) error {
	return process.Serve(in, out, func(hello []byte) (process.Handler, error) {
		var g greeting
		if err := json.Unmarshal(hello, &g); err != nil {
			return nil, fmt.Errorf("read the greeting: %w", err)
		}
		return newServer(g).handle, nil
	})
}

// server answers requests in a child.
type server struct {
	engine *pdfium.Engine // nil when it does not start
	limits greeting
	heap   int64 // limit of Go's heap as last set
}

func newServer(g greeting) *server {
	s := &server{limits: g}
	s.limitHeap(0)
	engine, err := pdfium.NewEngine(pdfium.Options{Cache: g.Cache, Memory: int64(moduleShare * float64(g.Memory))})
	if err != nil {
		return s
	}
	debug.FreeOSMemory() // compiling takes hundreds of megabytes
	s.engine = engine
	return s
}

// fullShare is how much of the memory for Go's heap may be alive for another page to be read; what is made of the pages takes
// the rest.
const fullShare = 0.75

// limitHeap makes Go's heap stay within what PDFium leaves of the memory, for as much as collecting can do. A document that
// needs more gets more, up to what the others leave; it reports whether that is not enough either.
func (s *server) limitHeap(module int64) (full bool) {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	live := int64(float64(sample[0].Value.Uint64()) / fullShare)
	most := max(leastHeap, s.limits.Most-programMemory-module)
	if heap := min(most, max(leastHeap, s.limits.Memory-programMemory-module, live)); heap != s.heap {
		s.heap = heap
		debug.SetMemoryLimit(heap) // which stops everything for a moment
	}
	return live > most
}

func (s *server) handle(head, body []byte) []byte {
	var q request
	a := answer{Fault: corpus.Unreadable("pdf_crashed", "the request makes no sense")}
	if err := json.Unmarshal(head, &q); err == nil {
		a = s.answer(q, body)
	}
	reply, err := json.Marshal(a)
	if err != nil {
		reply, _ = json.Marshal(answer{Fault: corpus.Unreadable("pdf_crashed", "%v", err)})
	}
	return reply
}

// answer answers one request; a panic is a fault of the PDF.
func (s *server) answer(q request, payload []byte) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = answer{Fault: corpus.Unreadable("pdf_crashed", "the reader gave up: %v", p)}
		}
	}()
	var err error
	switch q.Want {
	case wantFacts:
		a.Facts, err = s.facts(payload, q)
	case wantPNG:
		a.PNG, err = s.png(payload, q)
	case wantPicture:
		a, err = s.picture(payload)
	case wantBlank:
		a.Content, err = s.blank(q)
	default:
		a.Content, a.Scans, err = s.content(payload, q)
	}
	if err != nil {
		return answer{Fault: faultOf(err), Scans: a.Scans}
	}
	if a.Content != nil {
		a.Text = a.Content.Text().String()
	}
	return a
}

// readingShare is the part of a request's time in which pages are read; what is made of them takes the rest.
const readingShare = 0.5

// content reads a PDF in this process. It may loop for ever or exhaust memory.
func (s *server) content(payload []byte, q request) (*corpus.Content, []scanned, error) {
	until := time.Now().Add(time.Duration(readingShare * float64(q.Within)))
	f, err := s.open(payload, q.Fallback)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	b := &bounded{source: f.source, server: s, until: until, most: maxPages, recognised: q.Recognised}
	c, err := b.content(f.extractor)
	return c, b.scans(err), err
}

func (s *server) facts(payload []byte, q request) (*Facts, error) {
	f, err := s.open(payload, q.Fallback)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	p, err := f.Page(q.Page)
	if err != nil {
		return nil, err
	}
	return &Facts{Info: f.Info(), Page: p}, nil
}

func (s *server) png(payload []byte, q request) ([]byte, error) {
	if s.engine == nil {
		return nil, corpus.Unreadable("pdf_crashed", "PDFium does not start, and nothing else draws pages")
	}
	f, err := s.engine.Open(payload)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, err := f.Render(q.Page, q.DPI)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if q.Grey {
		err = (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&b, grey(img)) // it goes no farther than to the recogniser
	} else {
		err = png.Encode(&b, img)
	}
	if err != nil {
		return nil, fmt.Errorf("encode page %d: %w", q.Page, err)
	}
	return b.Bytes(), nil
}

// grey returns a picture without its colours.
func grey(img *image.RGBA) *image.Gray {
	out := image.NewGray(img.Rect)
	draw.Draw(out, out.Rect, img, img.Rect.Min, draw.Src)
	return out
}

// faultOf returns what is wrong with a PDF.
func faultOf(err error) *corpus.ReadError {
	var fault *corpus.ReadError
	switch {
	case errors.As(err, &fault):
		return fault
	case errors.Is(err, pdfium.ErrEncrypted):
		return &corpus.ReadError{Code: "encrypted", Status: corpus.TextEncrypted, Reason: "the PDF is encrypted and opens with a password only"}
	case errors.Is(err, pdfium.ErrMalformed):
		return corpus.Unreadable("pdf_malformed", "%v", err)
	case errors.Is(err, pdfium.ErrLarge):
		return corpus.Unreadable("too_large", "%v", err)
	case errors.Is(err, pdfium.ErrPage):
		return corpus.Unreadable("page_malformed", "%v", err)
	}
	return corpus.Unreadable("pdf_crashed", "%v", err)
}

// fault returns what is wrong with the PDF; never nil.
func (a answer) fault() error {
	if a.Fault != nil {
		return a.Fault
	}
	return corpus.Unreadable("pdf_crashed", "the reader's answer holds nothing")
}

// content returns the content with its text.
func (a answer) content() (*corpus.Content, error) {
	c := a.Content
	if c == nil || a.Fault != nil {
		return nil, a.fault()
	}
	c.Restore(corpus.NewText(a.Text))
	return c, nil
}
