package pdfdoc

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/irmtrail/irmtrail/corpus"
)

// softMemory is where the child's collector begins to work hard, below the limit that ends it.
const softMemory = 512 << 20

// Child reads one PDF from in and writes what it holds, or what is wrong with it, to out as JSON. It is what the program
// that [Reader] starts must run. The error is one of reading or writing, never the PDF's.
func Child(in io.Reader, out io.Writer) error {
	debug.SetMemoryLimit(softMemory)
	payload, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return fmt.Errorf("read the pdf: %w", err)
	}
	if err := json.NewEncoder(out).Encode(answerOf(read(payload))); err != nil {
		return fmt.Errorf("write what the pdf holds: %w", err)
	}
	return nil
}

// read reads a PDF in this process. It may loop for ever or exhaust memory.
func read(payload []byte) (c *corpus.Content, err error) {
	defer func() {
		if p := recover(); p != nil {
			c, err = nil, corpus.Unreadable("pdf_crashed", "the reader gave up: %v", p)
		}
	}()
	f, err := open(payload)
	if err != nil {
		return nil, err
	}
	return f.content()
}

// answer is a content, or a fault of the PDF, between the processes.
type answer struct {
	Content *corpus.Content   `json:"content,omitempty"`
	Texts   [][]string        `json:"texts,omitempty"` // of each block's spans, which a content keeps out of its JSON
	Fault   *corpus.ReadError `json:"fault,omitempty"`
}

func answerOf(c *corpus.Content, err error) answer {
	var fault *corpus.ReadError
	if errors.As(err, &fault) {
		return answer{Fault: fault}
	}
	if err != nil {
		return answer{Fault: corpus.Unreadable("pdf_crashed", "%v", err)}
	}
	a := answer{Content: c, Texts: make([][]string, len(c.Blocks))}
	for i := range c.Blocks {
		for _, s := range c.Blocks[i].Spans {
			a.Texts[i] = append(a.Texts[i], s.Text)
		}
	}
	return a
}

// content returns the content with its text laid out.
func (a answer) content() (*corpus.Content, error) {
	if a.Fault != nil {
		return nil, a.Fault
	}
	c := a.Content
	if c == nil || len(a.Texts) != len(c.Blocks) {
		return nil, corpus.Unreadable("pdf_crashed", "the reader's answer holds no content")
	}
	for i := range c.Blocks {
		if len(a.Texts[i]) != len(c.Blocks[i].Spans) {
			return nil, corpus.Unreadable("pdf_crashed", "the reader's answer lacks text")
		}
		for j, text := range a.Texts[i] {
			c.Blocks[i].Spans[j].Text = text
		}
	}
	c.Layout()
	return c, nil
}
