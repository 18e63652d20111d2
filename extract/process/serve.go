package process

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
)

// Handler answers a request. It does not keep the body.
type Handler func(head, body []byte) []byte

// Serve answers requests until the input ends. What the greeting is answered by begins says what to answer with. The error
// is one of reading or writing, or of begin.
func Serve(in io.Reader, out io.Writer, begin func(greeting []byte) (Handler, error)) error {
	requests := bufio.NewReader(in)
	greeting, err := readFrame(requests, math.MaxInt32)
	if err != nil {
		return fmt.Errorf("read the greeting: %w", err)
	}
	answer, err := begin(greeting)
	if err != nil {
		return err
	}
	for reply := []byte(nil); ; {
		if err := writeFrame(out, reply); err != nil {
			return fmt.Errorf("write an answer: %w", err)
		}
		head, err := readFrame(requests, math.MaxInt32)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a request: %w", err)
		}
		body, err := readFrame(requests, math.MaxInt32)
		if err != nil {
			return fmt.Errorf("read a request: %w", err)
		}
		reply = answer(head, body)
	}
}
