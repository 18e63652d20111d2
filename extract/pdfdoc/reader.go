// Package pdfdoc turns a PDF into blocks with pages and boxes: paragraphs, headings, list items, and running heads and page
// numbers as furniture.
//
// It reads with github.com/ledongthuc/pdf, which is pure Go and small, and which loops for ever or takes all memory on
// some malformed files. So reading happens in a child process of our own program: [Reader] starts it with limits on time,
// memory and output, [Child] is what it runs. The terms are those of ISO 32000-1. The package does not read encrypted
// files, images of text, forms or tables; footnotes stay paragraphs, with their markers as superscript spans.
package pdfdoc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// Extractor names this reader and its version.
const Extractor = "ledongthuc/1"

// MaxBytes is the longest PDF that is read.
const MaxBytes = 256 << 20

// The limits of a child where a Reader sets none.
const (
	DefaultTimeout   = 60 * time.Second
	DefaultMaxOutput = 64 << 20
	DefaultMaxMemory = 1 << 30
)

// Reader reads PDFs in child processes, one for each file. It may be used from several goroutines.
type Reader struct {
	Command   []string      // program and arguments of the child, which must call [Child] on its standard input and output
	Timeout   time.Duration // for one file; 0 means DefaultTimeout
	MaxOutput int64         // bytes that the child may write; 0 means DefaultMaxOutput
	MaxMemory int64         // bytes of memory that the child may map for data (on Linux); 0 means DefaultMaxMemory
}

// Read returns the content of a PDF.
//
// A fault of the PDF is a *corpus.ReadError with one of these codes: pdf_malformed, pdf_timeout, pdf_crashed (out of memory
// or a panic), encrypted (status encrypted), no_text_layer (status needs_ocr), too_large. Any other error is ours, or the
// context's.
func (r Reader) Read(ctx context.Context, payload []byte) (*corpus.Content, error) {
	if len(payload) > MaxBytes {
		return nil, corpus.Unreadable("too_large", "the PDF is %d MiB long, the limit is %d MiB", len(payload)>>20, MaxBytes>>20)
	}
	if !hasHeader(payload) {
		return nil, errNoHeader()
	}
	timeout := r.Timeout
	if timeout <= 0 {
		timeout = DefaultTimeout
	}
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	out, fault := r.run(limited, payload)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, corpus.Unreadable("pdf_timeout", "reading took longer than %v", timeout)
	case fault != nil:
		return nil, fault
	}
	var a answer
	if err := json.Unmarshal(out, &a); err != nil {
		return nil, corpus.Unreadable("pdf_crashed", "the reader's answer is cut off")
	}
	return a.content()
}

// run runs the child and returns what it wrote.
func (r Reader) run(ctx context.Context, payload []byte) ([]byte, error) {
	if len(r.Command) == 0 {
		return nil, errors.New("pdf reader: no command")
	}
	cmd := exec.CommandContext(ctx, r.Command[0], r.Command[1:]...)
	cmd.WaitDelay = time.Second
	out := &capped{left: positive(r.MaxOutput, DefaultMaxOutput)}
	complaint := &capped{left: 64 << 10, discard: true}
	cmd.Stdout, cmd.Stderr = out, complaint
	cmd.Env = append(os.Environ(), "GOTRACEBACK=none")
	isolate(cmd)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("pipe to the pdf reader: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the pdf reader %s: %w", r.Command[0], err)
	}
	limitErr := limit(cmd.Process.Pid, positive(r.MaxMemory, DefaultMaxMemory))
	var feeding sync.WaitGroup
	feeding.Go(func() {
		if limitErr == nil {
			_, _ = io.Copy(in, bytes.NewReader(payload)) // a child that ends early says why itself
		}
		_ = in.Close()
	})
	err = cmd.Wait()
	feeding.Wait()
	switch {
	case limitErr != nil:
		return nil, fmt.Errorf("limit the memory of the pdf reader: %w", limitErr)
	case out.full:
		return nil, corpus.Unreadable("too_large", "the PDF's text is longer than the limit of %d MiB", positive(r.MaxOutput, DefaultMaxOutput)>>20)
	case err != nil:
		return nil, crashed(err, complaint.buf.String())
	}
	return out.buf.Bytes(), nil
}

func positive(n, otherwise int64) int64 {
	if n > 0 {
		return n
	}
	return otherwise
}

// crashed says how the child ended.
func crashed(err error, complaint string) error {
	for _, sign := range []string{"out of memory", "cannot allocate memory", "failed to create new OS thread"} {
		if strings.Contains(complaint, sign) {
			return corpus.Unreadable("pdf_crashed", "reading took more memory than allowed")
		}
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return fmt.Errorf("run the pdf reader: %w", err)
	}
	return corpus.Unreadable("pdf_crashed", "the reader ended with %v", exit)
}

// capped keeps what is written up to a limit. Behind it, writing fails, which ends the child, or is discarded.
type capped struct {
	buf     bytes.Buffer
	left    int64
	discard bool
	full    bool
}

func (c *capped) Write(p []byte) (int, error) {
	n := min(int64(len(p)), c.left)
	c.buf.Write(p[:n])
	c.left -= n
	if n < int64(len(p)) && !c.discard {
		c.full = true
		return int(n), io.ErrShortWrite
	}
	return len(p), nil
}
