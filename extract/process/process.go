// Package process runs work that may hang, crash or take all memory in child processes of our own program, which are used
// again and again.
//
// A parent has a [Pool]; the child runs [Serve]. They talk over the child's standard input and output in frames: eight
// bytes of length, lowest first, and so many bytes. A request is two frames, a head that says what is wanted and a body; an
// answer is one. Before the first request the parent sends one frame, the greeting, and the child answers it once it is
// ready.
//
// A child that takes too long, answers too much, takes too much memory or ends is killed, and the request fails with one of
// this package's errors. The next request gets another child.
package process

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"
)

// The ways in which a request fails.
var (
	ErrTimeout = errors.New("it took too long")
	ErrOutput  = errors.New("its answer is too long")
	ErrMemory  = errors.New("it took more memory than allowed")
	ErrCrashed = errors.New("the process ended")
	ErrClosed  = errors.New("the pool is closed")
)

// Limits bound a pool and its processes. A zero means the default.
type Limits struct {
	Processes int           // at a time; 1
	Timeout   time.Duration // for a request, however often it is tried; 30 seconds
	Start     time.Duration // for a process until it is ready; 2 minutes
	Output    int64         // bytes of an answer; 64 MiB
	Resident  int64         // bytes of memory that a process may have in use whatever the others do (where the system tells); 225 MB
	Memory    int64         // bytes that all processes may have in use together; a share for each process, but two at least
	Requests  int           // after which a process is replaced; 200
	Leftover  int64         // bytes in use after a request above which a process is replaced; 120 MB
}

// WithDefaults returns the limits with the default for each that is zero.
func (l Limits) WithDefaults() Limits {
	processes, resident := otherwise(l.Processes, 1), otherwise(l.Resident, 225_000_000)
	return Limits{
		Processes: processes,
		Timeout:   otherwise(l.Timeout, 30*time.Second),
		Start:     otherwise(l.Start, 2*time.Minute),
		Output:    otherwise(l.Output, 64<<20),
		Resident:  resident,
		Memory:    otherwise(l.Memory, int64(max(2, processes))*resident),
		Requests:  otherwise(l.Requests, 200),
		Leftover:  otherwise(l.Leftover, 120_000_000),
	}
}

func otherwise[T int | int64 | time.Duration](n, usual T) T {
	if n > 0 {
		return n
	}
	return usual
}

// writeFrame writes bytes with their length before them.
func writeFrame(w io.Writer, b []byte) error {
	var length [8]byte
	binary.LittleEndian.PutUint64(length[:], uint64(len(b)))
	if _, err := w.Write(length[:]); err != nil {
		return err
	}
	_, err := w.Write(b)
	return err
}

// readFrame reads what writeFrame wrote; the error wraps ErrOutput if it is longer than the limit.
func readFrame(r io.Reader, limit int64) ([]byte, error) {
	var length [8]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return nil, err
	}
	n := binary.LittleEndian.Uint64(length[:])
	if n > uint64(limit) {
		return nil, fmt.Errorf("%w: %d bytes", ErrOutput, n)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, fmt.Errorf("a frame breaks off: %w", err)
	}
	return b, nil
}
