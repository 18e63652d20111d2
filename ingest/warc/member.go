package warc

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// members walks the gzip members of a file.
type members struct {
	counted *countingReader
	buf     *bufio.Reader
	gz      *gzip.Reader
	start   int64 // of the current member
}

func newMembers(r io.ReadSeeker) *members { return newMembersAt(r, 0) }

// newMembersAt starts at an offset. The offset of a member that can not be sought to is reported by next.
func newMembersAt(r io.ReadSeeker, offset int64) *members {
	var src io.Reader = r
	if _, err := r.Seek(offset, io.SeekStart); err != nil {
		src = failing{err}
	}
	counted := &countingReader{r: src, n: offset}
	return &members{counted: counted, buf: bufio.NewReaderSize(counted, 64<<10), start: offset}
}

// offset returns where in the file the walk is: behind the current member once it was read to its end.
func (m *members) offset() int64 { return m.counted.n - int64(m.buf.Buffered()) }

// next goes to the next member; its content is then read from m.gz. The error is io.EOF behind the last one.
func (m *members) next() error {
	m.start = m.offset()
	if _, err := m.buf.Peek(1); err != nil {
		return err
	}
	var err error
	if m.gz == nil {
		m.gz, err = gzip.NewReader(m.buf)
	} else {
		err = m.gz.Reset(m.buf)
	}
	if err != nil {
		return incomplete(err)
	}
	m.gz.Multistream(false)
	return nil
}

// skip reads the current member to its end, which checks its CRC and length.
func (m *members) skip() error {
	_, err := io.Copy(io.Discard, m.gz)
	return incomplete(err)
}

// visitor is shown the gzip members of a file one after another.
type visitor interface {
	// read may read the current member, as far as it wants and can.
	read(m *members)
	// done is called when the member was read to its end, or with what is wrong with it.
	done(m *members, damage error) error
}

// walk shows a visitor every member of a file. Behind a damaged one it goes on with the next that holds a record.
func (r Reader) walk(ctx context.Context, name string, v visitor) error {
	file, err := r.open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	m := newMembers(file)
	for ctx.Err() == nil {
		damage := m.next()
		if errors.Is(damage, io.EOF) {
			return nil
		}
		if damage == nil {
			v.read(m)
			damage = m.skip()
		}
		if err := v.done(m, damage); err != nil {
			return err
		}
		if damage != nil {
			at, ok, err := nextMember(file, m.start+1)
			if err != nil || !ok {
				return err
			}
			m = newMembersAt(file, at)
		}
	}
	return ctx.Err()
}

// incomplete tells an end inside a member from the end behind the last one.
func incomplete(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// gzipMagic starts each member: magic number and method deflate.
var gzipMagic = []byte{0x1f, 0x8b, 0x08}

// nextMember looks for the next place from offset on where a gzip member with a WARC record starts.
func nextMember(r io.ReadSeeker, offset int64) (at int64, ok bool, err error) {
	for {
		offset, ok, err = findMagic(r, offset)
		if err != nil || !ok {
			return 0, false, err
		}
		m := newMembersAt(r, offset)
		first := make([]byte, 5)
		if m.next() == nil {
			if _, err := io.ReadFull(m.gz, first); err == nil && string(first) == "WARC/" {
				return offset, true, nil
			}
		}
		offset++
	}
}

func findMagic(r io.ReadSeeker, offset int64) (at int64, ok bool, err error) {
	if _, err := r.Seek(offset, io.SeekStart); err != nil {
		return 0, false, err
	}
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		if i := bytes.Index(buf[:kept+n], gzipMagic); i >= 0 {
			return offset + int64(i), true, nil
		}
		if err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return 0, false, nil
			}
			return 0, false, err
		}
		offset += int64(kept + n - len(gzipMagic) + 1)
		kept = copy(buf, buf[kept+n-len(gzipMagic)+1:kept+n])
	}
}

type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
