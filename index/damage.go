package index

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	bolterrors "go.etcd.io/bbolt/errors"
)

// ErrDamaged is returned when the files of the current generation are missing or are not what was built. [Build] makes a
// new one from the store.
var ErrDamaged = errors.New("the search index is damaged")

// remedy ends the text of every error that wraps ErrDamaged.
const remedy = "; run irmtrail index"

// damaged wraps what was found wrong; it leaves errors alone that say nothing about the files.
func damaged(cause error) error {
	if cause == nil || errors.Is(cause, ErrDamaged) || !isDamage(cause) {
		return cause
	}
	return fmt.Errorf("%w: %w"+remedy, ErrDamaged, cause)
}

// isDamage reports whether an index could not be read because of what is in its files, or because files are missing.
// A lock, and what the system refuses (permission, too many open files), say nothing about them.
func isDamage(err error) bool {
	var refused *fs.PathError
	switch {
	case errors.Is(err, errLocked), errors.Is(err, bolterrors.ErrTimeout), errors.Is(err, ErrNoIndex),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return false
	case errors.As(err, &refused):
		return errors.Is(err, fs.ErrNotExist)
	}
	return true
}

// guarded runs something that reads the files of an index, and turns into an error what it does on damaged ones: Bleve
// and bbolt follow offsets out of a file without a check, and reading behind the end of a mapped file that was cut is a
// fault of memory.
func guarded(read func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%w: reading it panics: %v"+remedy, ErrDamaged, cause)
		}
	}()
	return damaged(read())
}

// standardLog is held while the standard logger is silent.
var standardLog sync.Mutex

// silently opens an index without what Bleve's scorch says to the standard logger, which cannot be told to say it
// elsewhere: "unable to load snapshot ..., continuing". What is wrong shows in the error, or in the number of entries.
func silently[T any](open func() (T, error)) (T, error) {
	standardLog.Lock()
	defer standardLog.Unlock()
	before := log.Writer()
	log.SetOutput(io.Discard)
	defer log.SetOutput(before)
	return open()
}

// sums are the checksums (CRC-32C) of the files of a generation, by their path in it. They are what keeps damaged files
// from being read at all: a panic of one of Bleve's own goroutines could not be recovered from.
type sums map[string]uint32

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sumsOf reads every file of a generation but its manifest.
func sumsOf(path string) (sums, error) {
	out := sums{}
	err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == manifestName {
			return err
		}
		name, err := filepath.Rel(path, p)
		if err != nil {
			return err
		}
		out[filepath.ToSlash(name)], err = sumOf(p)
		return err
	})
	return out, err
}

func sumOf(path string) (sum uint32, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := crc32.New(castagnoli)
	if _, err := io.CopyBuffer(struct{ io.Writer }{h}, f, make([]byte, 1<<20)); err != nil {
		return 0, err
	}
	return h.Sum32(), nil
}

// stamp is what a file looks like from outside.
type stamp struct {
	path string
	size int64
	time time.Time
}

// check proves the files of a generation and returns their stamps.
func (s sums) check(path string) ([]stamp, error) {
	var out []stamp
	for name, want := range s {
		p := filepath.Join(path, filepath.FromSlash(name))
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		got, err := sumOf(p)
		if err != nil {
			return nil, err
		}
		if got != want {
			return nil, fmt.Errorf("%s is not what was written", p)
		}
		out = append(out, stamp{p, info.Size(), info.ModTime()})
	}
	return out, nil
}

// unchanged fails when an open file was written to. One that was removed can still be read: it stays until it is closed.
func unchanged(files []stamp) error {
	for _, f := range files {
		info, err := os.Stat(f.path)
		if err == nil && (info.Size() != f.size || !info.ModTime().Equal(f.time)) {
			return fmt.Errorf("%s was written to", f.path)
		}
	}
	return nil
}
