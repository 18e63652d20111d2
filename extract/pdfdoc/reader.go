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
	"github.com/irmtrail/irmtrail/extract/process"
)

// MaxBytes is the longest PDF that is read.
const MaxBytes = 256 << 20

// Options say how a Reader reads. Where a number is 0, the default of [process.Limits] holds.
type Options struct {
	Command    []string      // program and arguments of a child, which must call [Child] on its standard input and output
	Cache      string        // folder for PDFium's compiled code; "" for one in the user's cache folder
	Processes  int           // at a time; 0 means one for each processor
	Timeout    time.Duration // for one file
	MaxOutput  int64         // bytes that a child may answer
	Recogniser Recogniser    // of pages without usable text; nil leaves them unread
	MaxMemory  int64         // bytes of memory that a child may have in use; more while the others have less (on Linux)
}

// Reader reads PDFs in child processes, which it keeps until it is closed. It may be used from several goroutines.
type Reader struct {
	pool       *process.Pool
	recogniser Recogniser
	timeout    time.Duration // for one file
	output     int64
}

// NewReader returns a reader; its processes start when they are needed.
func NewReader(o Options) *Reader {
	if o.Processes <= 0 {
		o.Processes = runtime.NumCPU()
	}
	limits := process.Limits{Processes: o.Processes, Timeout: o.Timeout, Output: o.MaxOutput, Resident: o.MaxMemory}.WithDefaults()
	r := &Reader{timeout: limits.Timeout, output: limits.Output, recogniser: o.Recogniser}
	hello, _ := json.Marshal(greeting{ // plain fields
		Cache: privateFolder(o.Cache), Memory: limits.Resident, Most: limits.Memory - int64(limits.Processes-1)*limits.Leftover,
	})
	r.pool = process.NewPool(o.Command, hello, limits)
	return r
}

// Close ends the processes.
func (r *Reader) Close() error { return r.pool.Close() }

// Read returns the content of a PDF.
//
// A fault of the PDF is a *corpus.ReadError with one of these codes: pdf_malformed, pdf_timeout, pdf_crashed (out of memory
// or a panic), encrypted (status encrypted), no_text_layer (status needs_ocr: pictures or drawings, but no letters, and nothing to recognise them with), ocr_failed, ocr_timeout,
// no_text (blank pages), too_large. Any other error is ours, or the context's.
func (r *Reader) Read(ctx context.Context, payload []byte) (*corpus.Content, error) {
	a, err := r.ask(ctx, request{Want: wantContent}, payload)
	if err == nil {
		a, err = r.withRecognised(ctx, payload, a)
	}
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
	if err != nil {
		return Facts{}, err
	}
	if a.Facts == nil {
		return Facts{}, a.fault()
	}
	return *a.Facts, nil
}

// PNG returns a picture of page n, from 1, as a PNG file. The error is as [Reader.Facts]'s.
func (r *Reader) PNG(ctx context.Context, payload []byte, n int, dpi float64) ([]byte, error) {
	a, err := r.ask(ctx, request{Want: wantPNG, Page: n, DPI: dpi}, payload)
	if err != nil {
		return nil, err
	}
	if a.PNG == nil {
		return nil, a.fault()
	}
	return a.PNG, nil
}

// The shares of the time for one file that its two readers get.
const (
	firstShare    = 0.8
	fallbackShare = 0.2
)

// ask has a child answer with PDFium, and with the fallback what PDFium finds broken or without text. The fallback hangs on
// some files that are both, so it has little time, and whatever goes wrong with it the first answer stands.
func (r *Reader) ask(ctx context.Context, q request, payload []byte) (answer, error) {
	if len(payload) > MaxBytes {
		return answer{}, corpus.Unreadable("too_large", "the PDF is %d MiB long, the limit is %d MiB", len(payload)>>20, MaxBytes>>20)
	}
	if !hasHeader(payload) {
		return answer{}, errNoHeader()
	}
	q.Within = time.Duration(firstShare * float64(r.timeout))
	a, err := r.askOnce(ctx, q, payload)
	if err != nil || q.Want == wantPNG || !a.worthAnotherTry() {
		return a, err
	}
	q.Within, q.Fallback = time.Duration(fallbackShare*float64(r.timeout)), true
	if other, err := r.askOnce(ctx, q, payload); err == nil && other.Fault == nil {
		return other, nil
	}
	return a, ctx.Err()
}

// worthAnotherTry reports whether the fallback may read what PDFium did not.
func (a answer) worthAnotherTry() bool {
	if a.Fault == nil {
		return false
	}
	switch a.Fault.Code {
	case "pdf_malformed", "pdf_crashed", "no_text_layer", "no_text":
		return true
	}
	return false
}

// askOnce has a child answer; the error is a fault of the PDF that ended the child, or ours.
func (r *Reader) askOnce(ctx context.Context, q request, payload []byte) (a answer, err error) {
	head, err := json.Marshal(q)
	if err != nil {
		return a, fmt.Errorf("ask the pdf reader: %w", err)
	}
	reply, err := r.pool.DoIn(ctx, q.Within, head, payload)
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
		return corpus.Unreadable("pdf_timeout", "reading took longer than %v", time.Duration(firstShare*float64(r.timeout)))
	case errors.Is(err, process.ErrOutput):
		return corpus.Unreadable("too_large", "what the PDF holds is longer than the limit of %d MiB", r.output>>20)
	case errors.Is(err, process.ErrMemory):
		return corpus.Unreadable("pdf_crashed", "reading took more memory than allowed")
	case errors.Is(err, process.ErrCrashed):
		return corpus.Unreadable("pdf_crashed", "%v", err)
	}
	return err
}
