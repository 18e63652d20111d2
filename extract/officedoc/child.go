package officedoc

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/process"
)

// greeting is what a child is told before the first request.
type greeting struct {
	Memory int64 `json:"memory"` // bytes that the child may have in use
}

// answer is what was read, or a fault of the file.
type answer struct {
	Content *corpus.Content   `json:"content,omitempty"`
	Text    string            `json:"text,omitempty"` // the content's, which it keeps out of its JSON
	Fault   *corpus.ReadError `json:"fault,omitempty"`
}

// heapShare is the part of a child's memory that Go's heap collects itself to stay within.
const heapShare = 0.8

// Child reads office files until its input ends. It is what the program that [Reader] starts must run. The error is one of reading or
// writing, never a file's.
func Child(in io.Reader, out io.Writer) error {
	return process.Serve(in, out, func(hello []byte) (process.Handler, error) {
		var g greeting
		if err := json.Unmarshal(hello, &g); err != nil {
			return nil, fmt.Errorf("read the greeting: %w", err)
		}
		debug.SetMemoryLimit(int64(heapShare * float64(g.Memory)))
		return handle, nil
	})
}

// handle answers a request, whose body is a file; its head says nothing yet.
func handle(_, body []byte) []byte {
	reply, err := json.Marshal(answerTo(body))
	if err != nil {
		reply, _ = json.Marshal(answer{Fault: corpus.Unreadable("office_crashed", "%v", err)})
	}
	return reply
}

// answerTo reads a file; a panic is a fault of the file.
func answerTo(payload []byte) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = answer{Fault: corpus.Unreadable("office_crashed", "the reader gave up: %v", p)}
		}
	}()
	c, err := read(payload)
	var fault *corpus.ReadError
	switch {
	case errors.As(err, &fault):
		return answer{Fault: fault}
	case err != nil:
		return answer{Fault: corpus.Unreadable("office_malformed", "%v", err)}
	}
	return answer{Content: c, Text: c.Text().String()}
}

// content returns the content with its text, or the fault.
func (a answer) content() (*corpus.Content, error) {
	switch {
	case a.Fault != nil:
		return nil, a.Fault
	case a.Content == nil:
		return nil, corpus.Unreadable("office_crashed", "the reader's answer holds nothing")
	}
	a.Content.Restore(corpus.NewText(a.Text))
	return a.Content, nil
}
