// Package program runs programs that are installed beside ours on foreign bytes: recognisers and converters. Each run has low priority, a
// process group of its own that is killed as a whole, a time limit and a limit on what it may answer.
//
// It knows no particular program. Children of our own program are run by package process, which keeps them.
package program

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// The ways in which a run fails beside its context's end. The error of a program that ended with a status other than 0, or by a signal, is
// an *ExitError.
var (
	ErrStart   = errors.New("the program does not start")
	ErrTimeout = errors.New("the program took too long")
	ErrOutput  = errors.New("the program's answer is too long")
)

// ExitError says how a program ended that did not end well.
type ExitError struct {
	Said   string // the last line on its standard error; "" for none
	Killed bool   // a signal ended it
	Status string // "exit status 1", "signal: killed"
}

// Error returns what the program said, else how it ended.
func (e *ExitError) Error() string {
	if e.Said != "" {
		return e.Said
	}
	return e.Status
}

// Command is a program with what it is given.
type Command struct {
	Path      string
	Args      []string
	Env       []string // nil for ours
	Dir       string
	In        []byte // its standard input
	Timeout   time.Duration
	MaxOutput int // bytes on its standard output; 0 keeps none and takes any number
}

// grace is how long a program's pipes may stay open after it ended: a child of its can hold them.
const grace = 2 * time.Second

// maxSaid is how much of what a program says of itself is kept.
const maxSaid = 64 << 10

// Run runs a program and returns its standard output.
func Run(ctx context.Context, c Command) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	cmd := exec.CommandContext(limited, c.Path, c.Args...)
	cmd.Env, cmd.Dir, cmd.Stdin, cmd.WaitDelay = c.Env, c.Dir, bytes.NewReader(c.In), grace
	out, said := &bounded{most: c.MaxOutput, strict: c.MaxOutput > 0}, &bounded{most: maxSaid}
	cmd.Stdout, cmd.Stderr = out, said
	isolate(cmd)
	err := cmd.Start()
	started := err == nil
	if started {
		giveWay(cmd.Process.Pid)
		err = cmd.Wait()
		stopAll(cmd) // what it started and left behind
	}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("run %s: %w", c.Path, ctx.Err())
	case !started:
		return nil, fmt.Errorf("%w: %w", ErrStart, err)
	case limited.Err() != nil:
		return nil, ErrTimeout
	case out.full && out.strict:
		return nil, ErrOutput
	case errors.As(err, &exit):
		return nil, &ExitError{Said: lastLine(said.buf.String()), Killed: !exit.Exited(), Status: exit.String()}
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return nil, fmt.Errorf("run %s: %w", c.Path, err)
	}
	return out.buf.Bytes(), nil
}

// bounded keeps what is written up to a limit. A strict one fails beyond it, which ends the program; the other drops the rest.
type bounded struct {
	buf    bytes.Buffer
	most   int
	strict bool
	full   bool
}

// Write keeps b as far as there is room.
func (w *bounded) Write(b []byte) (int, error) {
	room := w.most - w.buf.Len()
	if len(b) > room {
		w.full = true
		if w.strict {
			return 0, ErrOutput
		}
	}
	w.buf.Write(b[:min(len(b), room)])
	return len(b), nil
}

// lastLine returns the last thing that a program said, when it is no more than a line.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	last := strings.TrimSpace(lines[len(lines)-1])
	if len(last) > 300 {
		return ""
	}
	return last
}
