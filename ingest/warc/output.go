package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// flushBytes is how much of a batch is held back before it goes to the file.
const flushBytes = 1 << 20

// outFile is what the archive asks of the file it writes to.
type outFile interface {
	io.Writer
	Name() string
	Truncate(size int64) error
	Seek(offset int64, whence int) (int64, error)
	Sync() error
	Close() error
}

func createFile(path string) (outFile, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
}

// output is the file being written. Members are held back in buf and go to the file when there are many, and before it is
// synced.
type output struct {
	file outFile
	name string // without ".open"
	size int64  // with what is in buf
	buf  bytes.Buffer
	cut  bool // shortened since the last sync

	lines *lineSorter // of its index; nil when they could not be kept: then the file is read again
}

// index adds lines of records that are safe.
func (o *output) index(lines []byte) {
	for line := range bytes.Lines(lines) {
		if o.lines != nil && o.lines.add(line) != nil {
			o.lines.close()
			o.lines = nil
		}
	}
}

// append adds a record as a gzip member.
func (o *output) append(d *draft, m memberWriter) error {
	before := o.buf.Len()
	if err := m.write(&o.buf, d); err != nil {
		return err
	}
	o.size += int64(o.buf.Len() - before)
	if o.buf.Len() < flushBytes {
		return nil
	}
	return o.flush()
}

func (o *output) flush() error {
	_, err := o.buf.WriteTo(o.file)
	return err
}

// sync makes all that was appended durable.
func (o *output) sync() error {
	if err := o.flush(); err != nil {
		return err
	}
	if err := o.file.Sync(); err != nil {
		return err
	}
	o.cut = false
	return nil
}

// rewind cuts the file back to a length that it had.
func (o *output) rewind(to int64) error {
	o.buf.Reset()
	o.size, o.cut = to, true
	if err := o.file.Truncate(to); err != nil {
		return err
	}
	_, err := o.file.Seek(to, io.SeekStart)
	return err
}

// ready makes the next file when none is being written.
func (a *Archive) ready() error {
	if a.out != nil {
		return nil
	}
	now := a.options.Now().UTC()
	name := fmt.Sprintf("irmtrail-%s-%05d.warc.gz", now.Format("20060102150405"), a.serial+1)
	f, err := a.create(filepath.Join(a.Dir, name+openSuffix))
	if err != nil {
		return err
	}
	a.serial++
	info := newDraft(TypeInfo, "", fieldsType, now, fields([]Field{
		{"software", a.options.Software},
		{"format", "WARC File Format 1.1"},
		{"conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
	}))
	info.add("WARC-Filename", name)
	out := &output{file: f, name: name, lines: &lineSorter{dir: a.Dir}}
	if err := errors.Join(out.append(&info, a.member), out.flush(), syncDir(a.Dir)); err != nil {
		return errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	a.out = out
	return nil
}

// finish closes the file being written under its final name and makes its index. An index that cannot be made is left to
// the next [Open] or [Archive.Close].
func (a *Archive) finish() error {
	if a.out == nil {
		return nil
	}
	out := a.out
	a.out = nil
	defer out.lines.close()
	if out.cut {
		if err := out.sync(); err != nil {
			return errors.Join(fmt.Errorf("close %s: %w", out.name, err), out.file.Close())
		}
	}
	if err := out.file.Close(); err != nil {
		return fmt.Errorf("close %s: %w", out.name, err)
	}
	if err := seal(out.file.Name()); err != nil {
		return err
	}
	if out.lines != nil {
		a.replacePart(out.name, out.lines)
	}
	return nil
}

// abandon leaves the file being written to the next [Open], which repairs it: what the disk holds of it is unknown.
func (a *Archive) abandon() error {
	a.closed = true
	out := a.out
	a.out = nil
	out.lines.close()
	return out.file.Close()
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
