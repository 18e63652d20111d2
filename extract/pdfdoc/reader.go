// Package pdfdoc turns a PDF into blocks with pages and boxes: paragraphs, headings, list items, and running heads and page
// numbers as furniture.
//
// Reading happens in child processes of our own program, for what reads PDFs loops for ever or takes all memory on some
// malformed files: [Reader] keeps them, with limits on time, memory and output, [Child] is what they run. The terms are
// those of ISO 32000-1. The package does not read encrypted files or images of text.
package pdfdoc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/process"
)

// Extractor names this reader and its version.
const Extractor = "ledongthuc/1"

// MaxBytes is the longest PDF that is read.
const MaxBytes = 256 << 20

// Options say how a Reader reads. Where a number is 0, the default of [process.Limits] holds.
type Options struct {
	Command   []string      // program and arguments of a child, which must call [Child] on its standard input and output
	Cache     string        // folder for PDFium's compiled code; "" for one in the user's cache folder
	Processes int           // at a time; 0 means one for each processor
	Timeout   time.Duration // for one file
	MaxOutput int64         // bytes that a child may answer
	MaxMemory int64         // bytes of memory that a child may have in use, beside the file's (on Linux)
}

// Reader reads PDFs in child processes, which it keeps until it is closed. It may be used from several goroutines.
type Reader struct {
	pool   *process.Pool
	limits process.Limits
}

// NewReader returns a reader; its processes start when they are needed.
func NewReader(o Options) *Reader {
	if o.Processes <= 0 {
		o.Processes = runtime.NumCPU()
	}
	limits := process.Limits{Processes: o.Processes, Timeout: o.Timeout, Output: o.MaxOutput, Resident: o.MaxMemory}.WithDefaults()
	hello, _ := json.Marshal(greeting{Cache: privateFolder(o.Cache), Memory: limits.Resident}) // plain fields
	return &Reader{pool: process.NewPool(o.Command, hello, limits), limits: limits}
}

// Close ends the processes.
func (r *Reader) Close() error { return r.pool.Close() }

// Read returns the content of a PDF.
//
// A fault of the PDF is a *corpus.ReadError with one of these codes: pdf_malformed, pdf_timeout, pdf_crashed (out of memory
// or a panic), encrypted (status encrypted), no_text_layer (status needs_ocr), too_large. Any other error is ours, or the
// context's.
func (r *Reader) Read(ctx context.Context, payload []byte) (*corpus.Content, error) {
	a, err := r.ask(ctx, request{Want: wantContent}, payload)
	if err != nil {
		return nil, err
	}
	return a.content()
}

// Facts is what a page shows, and what its document says of itself.
type Facts struct {
	Info page.Info
	Page *page.Page
}

// Facts returns what page n shows, from 1. The error is as [Reader.Read]'s; page_malformed is the code of a page that cannot
// be read.
func (r *Reader) Facts(ctx context.Context, payload []byte, n int) (Facts, error) {
	a, err := r.ask(ctx, request{Want: wantFacts, Page: n}, payload)
	if err != nil || a.Facts == nil {
		return Facts{}, firstError(err, a.fault())
	}
	return *a.Facts, nil
}

// PNG returns a picture of page n, from 1, as a PNG file. The error is as [Reader.Facts]'s.
func (r *Reader) PNG(ctx context.Context, payload []byte, n int, dpi float64) ([]byte, error) {
	a, err := r.ask(ctx, request{Want: wantPNG, Page: n, DPI: dpi}, payload)
	if err != nil || a.PNG == nil {
		return nil, firstError(err, a.fault())
	}
	return a.PNG, nil
}

// ask has a child answer; the error is a fault of the PDF that ended the child, or ours.
func (r *Reader) ask(ctx context.Context, q request, payload []byte) (a answer, err error) {
	if len(payload) > MaxBytes {
		return a, corpus.Unreadable("too_large", "the PDF is %d MiB long, the limit is %d MiB", len(payload)>>20, MaxBytes>>20)
	}
	if !hasHeader(payload) {
		return a, errNoHeader()
	}
	head, err := json.Marshal(q)
	if err != nil {
		return a, fmt.Errorf("ask the pdf reader: %w", err)
	}
	reply, err := r.pool.Do(ctx, head, payload)
	if err != nil {
		return a, r.faultOf(err)
	}
	if err := json.Unmarshal(reply, &a); err != nil {
		return a, corpus.Unreadable("pdf_crashed", "the reader's answer is cut off")
	}
	return a, nil
}

// faultOf returns the code of what ended a child.
func (r *Reader) faultOf(err error) error {
	switch {
	case errors.Is(err, process.ErrTimeout):
		return corpus.Unreadable("pdf_timeout", "reading took longer than %v", r.limits.Timeout)
	case errors.Is(err, process.ErrOutput):
		return corpus.Unreadable("too_large", "what the PDF holds is longer than the limit of %d MiB", r.limits.Output>>20)
	case errors.Is(err, process.ErrMemory):
		return corpus.Unreadable("pdf_crashed", "reading took more memory than allowed")
	case errors.Is(err, process.ErrCrashed):
		return corpus.Unreadable("pdf_crashed", "%v", err)
	}
	return err
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
