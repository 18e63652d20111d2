package warc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
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
	File     string // name without ".open"
	Kept     int    // whole records
	CutBytes int64  // cut off its end
}

// Archive writes to a folder of WARC files, one writer at a time, and reads it. It is safe for concurrent use.
type Archive struct {
	Reader
	options Options
	repairs []Repair

	mu     sync.Mutex
	file   *os.File // being written; nil until something is written
	name   string   // of file, without ".open"
	size   int64    // of file
	serial int      // of the last file
	gz     *gzip.Writer
	closed bool
}

// Open opens the archive in a folder, which it makes when there is none. Files that a crash left open lose an incomplete
// last record and are closed; see [Archive.Repairs].
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
	a := &Archive{Reader: Reader{Dir: dir}, options: o, gz: gzip.NewWriter(io.Discard)}
	names, err := a.Files()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		a.serial = max(a.serial, serialOf(name))
		if err := a.closeLeftOpen(name); err != nil {
			return nil, fmt.Errorf("repair %s: %w", name, err)
		}
	}
	return a, nil
}

// Repairs returns what was done about files that a crash left open, in order of name.
func (a *Archive) Repairs() []Repair { return a.repairs }

// Close closes the file being written. The archive can still be read.
func (a *Archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closed = true
	return a.finish()
}

// write appends the records one after another to one file, syncs it, and returns where they are. When a write fails the
// file is cut back to where it was.
func (a *Archive) write(ctx context.Context, drafts ...draft) ([]Location, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed {
		return nil, ErrClosed
	}
	if err := a.ready(); err != nil {
		return nil, err
	}
	start := a.size
	places := make([]Location, len(drafts))
	for i := range drafts {
		places[i] = Location{File: a.name, Offset: a.size}
		if err := a.appendMember(&drafts[i]); err != nil {
			return nil, errors.Join(err, a.rewind(start))
		}
	}
	if err := a.file.Sync(); err != nil {
		a.closed = true // a second sync may lie: https://lwn.net/Articles/752063/
		return nil, err
	}
	if a.size >= a.options.MaxBytes {
		return places, a.finish()
	}
	return places, nil
}

func (a *Archive) appendMember(d *draft) error {
	counted := &countingWriter{w: a.file}
	a.gz.Reset(counted)
	if err := d.writeTo(a.gz); err != nil {
		return err
	}
	if err := a.gz.Close(); err != nil {
		return err
	}
	a.size += counted.n
	return nil
}

func (a *Archive) rewind(to int64) error {
	a.size = to
	if err := a.file.Truncate(to); err != nil {
		a.closed = true
		return err
	}
	_, err := a.file.Seek(to, io.SeekStart)
	return err
}

// ready makes the next file when none is being written.
func (a *Archive) ready() error {
	if a.file != nil {
		return nil
	}
	now := a.options.Now().UTC()
	name := fmt.Sprintf("irmtrail-%s-%05d.warc.gz", now.Format("20060102150405"), a.serial+1)
	f, err := os.OpenFile(filepath.Join(a.Dir, name+openSuffix), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
	if err != nil {
		return err
	}
	a.file, a.name, a.size = f, name, 0
	a.serial++
	info := newDraft(TypeInfo, "", fieldsType, now, fields([]Field{
		{"software", a.options.Software},
		{"format", "WARC File Format 1.1"},
		{"conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
	}))
	info.add("WARC-Filename", name)
	if err := a.appendMember(&info); err != nil {
		return errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	return syncDir(a.Dir)
}

// finish closes the file being written under its final name.
func (a *Archive) finish() error {
	if a.file == nil {
		return nil
	}
	path := a.file.Name()
	err := a.file.Close()
	a.file = nil
	if err != nil {
		return fmt.Errorf("close %s: %w", a.name, err)
	}
	return seal(path)
}

// seal takes the ".open" off a file's name.
func seal(path string) error {
	final := path[:len(path)-len(openSuffix)]
	if err := os.Rename(path, final); err != nil {
		return fmt.Errorf("close archive file: %w", err)
	}
	return syncDir(filepath.Dir(final))
}

// syncDir makes the names of a folder's files durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
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

type countingWriter struct {
	w io.Writer
	n int64
}

func (c *countingWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
