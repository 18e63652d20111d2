package process

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// watchEvery is how often a process at work is asked for its memory.
const watchEvery = 20 * time.Millisecond

// worker is a child process.
type worker struct {
	cmd       *exec.Cmd
	in        io.WriteCloser
	out       *bufio.Reader
	complaint *tail
	limits    Limits
	answered  int
	resident  atomic.Int64 // bytes in use, as last seen
}

// startWorker starts a process and waits until it is ready.
func startWorker(ctx context.Context, command []string, greeting []byte, l Limits) (*worker, error) {
	if len(command) == 0 {
		return nil, errors.New("no command for a child process")
	}
	w := &worker{cmd: exec.Command(command[0], command[1:]...), complaint: &tail{}, limits: l}
	w.cmd.Stderr = w.complaint
	w.cmd.Env = environment()
	w.cmd.WaitDelay = time.Second
	isolate(w.cmd)
	var err error
	if w.in, err = w.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("pipe to a child process: %w", err)
	}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("pipe from a child process: %w", err)
	}
	w.out = bufio.NewReader(out)
	if err := w.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", command[0], err)
	}
	limit(w.cmd.Process.Pid, l)
	if _, err = w.exchange(ctx, l.Start, func() bool { return false }, greeting); err != nil {
		w.kill()
		return nil, firstError(ctx.Err(), fmt.Errorf("start %s: %v: %s", command[0], err, w.complaint.first())) // no fault of a request
	}
	return w, nil
}

func firstError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// ask sends a request and returns the answer. After an error the worker is of no use and must be killed.
func (w *worker) ask(ctx context.Context, timeout time.Duration, tooMuch func() bool, head, body []byte) ([]byte, error) {
	w.answered++
	return w.exchange(ctx, timeout, tooMuch, head, body)
}

// measure returns how many bytes the process has in use.
func (w *worker) measure() int64 {
	n := residentBytes(w.cmd.Process.Pid)
	w.resident.Store(n)
	return n
}

// exchange writes frames and reads one; it ends the process when that takes too long or too much memory.
func (w *worker) exchange(ctx context.Context, timeout time.Duration, tooMuch func() bool, frames ...[]byte) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, ErrTimeout)
	defer cancel()
	ended := make(chan struct{})
	var watching sync.WaitGroup
	var broken error // by the watch
	watching.Go(func() { broken = w.watch(ctx, ended, tooMuch) })
	answer, err := w.talk(frames)
	close(ended)
	watching.Wait()
	switch {
	case broken != nil:
		return nil, broken
	case err != nil && errors.Is(err, ErrOutput):
		return nil, err
	case err != nil:
		return nil, w.ending(err)
	}
	return answer, nil
}

// talk writes frames and reads one.
func (w *worker) talk(frames [][]byte) ([]byte, error) {
	for _, f := range frames {
		if err := writeFrame(w.in, f); err != nil {
			return nil, err
		}
	}
	return readFrame(w.out, w.limits.Output)
}

// watch ends the process when the context does or it takes too much memory, and returns why.
func (w *worker) watch(ctx context.Context, ended <-chan struct{}, tooMuch func() bool) error {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return nil
		case <-ctx.Done():
			w.end()
			return context.Cause(ctx)
		case <-tick.C:
			if tooMuch() {
				w.end()
				return ErrMemory
			}
		}
	}
}

// ending says why a process that broke off the talk has ended.
func (w *worker) ending(err error) error {
	w.kill()
	if w.complaint.says("out of memory", "cannot allocate memory", "failed to create new OS thread") {
		return ErrMemory
	}
	return fmt.Errorf("%w: %v (%v)", ErrCrashed, w.cmd.ProcessState, err)
}

// stale reports whether a worker is to be replaced before the next request.
func (w *worker) stale() bool {
	return w.answered >= w.limits.Requests || w.measure() > w.limits.Leftover
}

// end kills the process. It is reaped by kill.
func (w *worker) end() { _ = w.cmd.Process.Kill() }

// kill kills the process and waits until it has gone.
func (w *worker) kill() {
	w.end()
	_ = w.in.Close()
	_ = w.cmd.Wait() // it was killed
}

// tail keeps the beginning of what a process complains of.
type tail struct {
	mu   sync.Mutex
	text strings.Builder
}

// maxComplaint is how much of it is kept.
const maxComplaint = 16 << 10

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text.Write(p[:min(len(p), maxComplaint-t.text.Len())])
	return len(p), nil
}

// first returns the first line.
func (t *tail) first() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	line, _, _ := strings.Cut(t.text.String(), "\n")
	return line
}

func (t *tail) says(signs ...string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, sign := range signs {
		if strings.Contains(t.text.String(), sign) {
			return true
		}
	}
	return false
}
