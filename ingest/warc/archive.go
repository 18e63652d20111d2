package warc

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"sync"
	"time"
)

const (
	openSuffix      = ".open"
	defaultMaxBytes = 1 << 30
)

// ErrClosed is returned when something is written after Close, or after a write failed: what the disk holds is then
// unknown until the archive is opened again.
var ErrClosed = errors.New("the archive is closed")

// Options are what may be set about an archive. The zero value is good.
type Options struct {
	MaxBytes int64            // a file that reached this length is closed; 1 GiB when 0
	Software string           // what wrote the files, "irmtrail/1.0", for their warcinfo record
	Now      func() time.Time // names the files
}

// Repair is what [Open] did about a file that was not closed.
type Repair struct {
	File     string // name that it has now, without ".open"
	Kept     int    // whole records
	CutBytes int64  // cut off its end
}

// Archive writes to a folder of WARC files, one writer at a time, and reads it. It is safe for concurrent use.
type Archive struct {
	Reader
	options Options
	repairs []Repair

	mu     sync.Mutex
	out    *output // the file being written; nil until something is written
	serial int     // of the last file
	member memberWriter
	create func(path string) (outFile, error)
	closed bool  // for writing
	done   bool  // Close was called
	late   error // of closing a file, after its records were safe
}

// Open opens the archive in a folder, which it makes when there is none. Files that a crash left open lose an incomplete
// last record and are closed; see [Archive.Repairs]. Indexes that are missing are made.
func Open(dir string, o Options) (*Archive, error) {
	if o.MaxBytes <= 0 {
		o.MaxBytes = defaultMaxBytes
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	a := &Archive{Reader: Reader{Dir: dir}, options: o, member: newMemberWriter(), create: createFile}
	names, err := a.Files()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		a.serial = max(a.serial, serialOf(name))
	}
	for _, name := range names {
		if err := a.closeLeftOpen(name); err != nil {
			return nil, fmt.Errorf("repair %s: %w", name, err)
		}
	}
	// An index is not worth failing for: it is tried again at Close, which tells.
	a.removeTemps()
	a.updateIndex(context.Background())
	return a, nil
}

// Repairs returns what was done about files that a crash left open, in order of name.
func (a *Archive) Repairs() []Repair { return a.repairs }

// Close closes the file being written and brings the index up to date. The archive can still be read. It may be called
// again.
func (a *Archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	err := errors.Join(a.late, a.finish())
	a.late = nil
	if !a.done {
		a.closed, a.done = true, true
		err = errors.Join(err, a.updateIndex(context.Background()))
	}
	return err
}

// fileName matches "irmtrail-20261124233600-00001.warc.gz"; the serial is group 1.
var fileName = regexp.MustCompile(`^irmtrail-\d{14}-(\d{5,})\.warc\.gz$`)

func serialOf(name string) int {
	m := fileName.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}
