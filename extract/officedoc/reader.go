// Package officedoc turns the bytes of office files into blocks: texts (DOCX, ODT), sheets (XLSX, ODS) and slides (PPTX, ODP) by readers
// of its own, and the older formats (DOC, XLS, PPT, RTF) by turning them into PDFs first, which a PDF reader then reads.
//
// Reading happens in child processes of our own program, with limits on time, memory and output, for the files are foreign:
// [Reader] keeps the processes, [Child] is what they run. Nothing that a file refers to is loaded, and no macro is run. What a file is, its
// bytes decide: a name or a server may call it otherwise.
package officedoc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/process"
)

// MaxBytes is the longest file that is read.
const MaxBytes = 128 << 20

// Defaults of Options.
const (
	usualTimeout = 30 * time.Second
	usualMemory  = 200_000_000
)

// PDFReader reads PDFs.
type PDFReader interface {
	// Read returns the content; the error is a *corpus.ReadError for faults of the document.
	Read(ctx context.Context, payload []byte) (*corpus.Content, error)
}

// Converter turns older office files into PDFs.
type Converter interface {
	// PDF returns the file as a PDF; the error is a *corpus.ReadError for faults of the file, and where the program that converts is
	// missing.
	PDF(ctx context.Context, payload []byte, mediaType string) ([]byte, error)
}

// Options say how a Reader reads. Where a number is 0, a default holds.
type Options struct {
	Command   []string      // program and arguments of a child, which must call [Child] on its standard input and output
	Processes int           // at a time; one for each processor
	Timeout   time.Duration // for one file; 30 seconds. A conversion has limits of its own
	MaxMemory int64         // bytes of memory that a child may have in use; 200 MB
	PDF       PDFReader     // reads what the converter makes
	Converter Converter     // nil leaves the older formats unread
}

// Reader reads office files in child processes, which it keeps until it is closed. It may be used from several goroutines.
type Reader struct {
	pool      *process.Pool
	timeout   time.Duration
	pdf       PDFReader
	converter Converter
}

// NewReader returns a reader; its processes start when they are needed.
func NewReader(o Options) *Reader {
	if o.Processes <= 0 {
		o.Processes = runtime.NumCPU()
	}
	if o.Timeout <= 0 {
		o.Timeout = usualTimeout
	}
	if o.MaxMemory <= 0 {
		o.MaxMemory = usualMemory
	}
	limits := process.Limits{Processes: o.Processes, Timeout: o.Timeout, Resident: o.MaxMemory}
	hello, _ := json.Marshal(greeting{Memory: o.MaxMemory}) // plain fields
	return &Reader{pool: process.NewPool(o.Command, hello, limits), timeout: o.Timeout, pdf: o.PDF, converter: o.Converter}
}

// Close ends the processes.
func (r *Reader) Close() error { return r.pool.Close() }

// Read returns the content of an office file of a media type, which counts only where the bytes leave a choice.
//
// A fault of the file is a *corpus.ReadError with one of these codes: office_malformed, office_crashed (a panic, or out of
// memory), office_timeout, encrypted (status encrypted), too_large, no_text, unsupported_media_type (status unsupported: a
// container that holds something else, or an older format without a converter). The older formats have the codes of the
// converter and of the PDF reader, too. Any other error is ours, or the context's.
func (r *Reader) Read(ctx context.Context, mediaType string, payload []byte) (*corpus.Content, error) {
	if len(payload) > MaxBytes {
		return nil, corpus.Unreadable("too_large", "the file is %d MiB long, the limit is %d MiB", len(payload)>>20, MaxBytes>>20)
	}
	switch kind := containerOf(payload); kind {
	case zipContainer:
		return r.ask(ctx, payload)
	case encryptedContainer:
		return nil, errEncrypted()
	default:
		legacy := legacyType(payload, kind, mediaType)
		if legacy == "" {
			return nil, errUnsupported(mediaType)
		}
		return r.convert(ctx, payload, legacy)
	}
}

// convert reads an older file as the PDF that it is printed as.
func (r *Reader) convert(ctx context.Context, payload []byte, mediaType string) (*corpus.Content, error) {
	if r.converter == nil || r.pdf == nil {
		return nil, &corpus.ReadError{
			Code: "unsupported_media_type", Status: corpus.TextUnsupported, Needs: corpus.LibreOffice,
			Reason: "documents of type " + mediaType + " are read with LibreOffice, which is not there",
		}
	}
	pdf, err := r.converter.PDF(ctx, payload, mediaType)
	if err != nil {
		return nil, err
	}
	return r.pdf.Read(ctx, pdf)
}

// ask has a child read a file.
func (r *Reader) ask(ctx context.Context, payload []byte) (*corpus.Content, error) {
	reply, err := r.pool.Do(ctx, []byte("{}"), payload)
	if err != nil {
		return nil, r.faultOf(err)
	}
	var a answer
	if err := json.Unmarshal(reply, &a); err != nil {
		return nil, corpus.Unreadable("office_crashed", "the reader's answer is cut off")
	}
	return a.content()
}

// faultOf returns the code of what ended a child.
func (r *Reader) faultOf(err error) error {
	switch {
	case errors.Is(err, process.ErrTimeout):
		return corpus.Unreadable("office_timeout", "reading took longer than %v", r.timeout)
	case errors.Is(err, process.ErrOutput):
		return corpus.Unreadable("too_large", "what the file holds is longer than the limit")
	case errors.Is(err, process.ErrMemory):
		return corpus.Unreadable("office_crashed", "reading took more memory than allowed")
	case errors.Is(err, process.ErrCrashed):
		return corpus.Unreadable("office_crashed", "%v", err)
	}
	return fmt.Errorf("ask the office reader: %w", err)
}

func errEncrypted() error {
	return &corpus.ReadError{Code: "encrypted", Status: corpus.TextEncrypted, Reason: "the file is encrypted and opens with a password only"}
}

func errUnsupported(mediaType string) error {
	return &corpus.ReadError{
		Code: "unsupported_media_type", Status: corpus.TextUnsupported,
		Reason: "documents of type " + mediaType + " are archived, but not read",
	}
}
