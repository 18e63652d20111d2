package warc

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// ErrNoRecord is wrapped when a location leads to no record that can be read.
var ErrNoRecord = errors.New("no record there")

// maxHeaderBytes bounds a record's header.
const maxHeaderBytes = 256 << 10

// Reader reads a folder of WARC files with one gzip member per record, whoever wrote them, also while they are written.
// It is safe for concurrent use.
type Reader struct {
	Dir string
}

// Files returns the names of the folder's WARC files, sorted, without ".open".
func (r Reader) Files() ([]string, error) {
	entries, err := os.ReadDir(r.Dir)
	if err != nil {
		return nil, fmt.Errorf("list archive: %w", err)
	}
	var names []string
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), openSuffix)
		if !e.IsDir() && strings.HasSuffix(name, ".warc.gz") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// open opens a file under its final name or, while it is written, under that with ".open".
func (r Reader) open(name string) (*os.File, error) {
	if name != filepath.Base(name) {
		return nil, fmt.Errorf("%w: %q is no file of the archive", ErrNoRecord, name)
	}
	path := filepath.Join(r.Dir, name)
	for _, suffix := range []string{"", openSuffix, ""} { // again the first: it may just have been closed
		f, err := os.Open(path + suffix)
		if err == nil || !errors.Is(err, os.ErrNotExist) {
			return f, err
		}
	}
	return nil, fmt.Errorf("%w: the archive has no file %s", ErrNoRecord, name)
}

// Record is a record being read.
type Record struct {
	Location
	Header Header
	Length int64     // of the block
	Block  io.Reader // valid until the next record is read
}

// Type returns the record's type.
func (r *Record) Type() string { return r.Header.Get("WARC-Type") }

// Header returns the header of the record at a location.
func (r Reader) Header(at Location) (Header, error) {
	var header Header
	err := r.at(at, func(rec *Record) error {
		header = rec.Header
		return nil
	})
	return header, err
}

// at reads the record at a location.
func (r Reader) at(at Location, f func(*Record) error) error {
	file, err := r.open(at.File)
	if err != nil {
		return err
	}
	defer file.Close()
	m := newMembersAt(file, at.Offset)
	err = m.next()
	var rec *Record
	if err == nil {
		rec, err = readRecord(at.File, m)
	}
	if err != nil {
		return fmt.Errorf("%w: %s at %d: %w", ErrNoRecord, at.File, at.Offset, incomplete(err))
	}
	return f(rec)
}

// Records calls f for every record of a file in order. Its error wraps [ErrNoRecord] when the file is damaged.
func (r Reader) Records(ctx context.Context, name string, f func(*Record) error) error {
	file, err := r.open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	m := newMembers(file)
	for ctx.Err() == nil {
		if err := m.next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("%w: %s at %d: %w", ErrNoRecord, name, m.start, err)
		}
		rec, err := readRecord(name, m)
		if err != nil {
			return fmt.Errorf("%w: %s at %d: %w", ErrNoRecord, name, m.start, err)
		}
		if err := f(rec); err != nil {
			return err
		}
		if err := m.skip(); err != nil {
			return fmt.Errorf("%w: %s at %d: %w", ErrNoRecord, name, m.start, err)
		}
	}
	return ctx.Err()
}

// readRecord reads the header of the record in the current member.
func readRecord(file string, m *members) (*Record, error) {
	in := bufio.NewReader(m.gz)
	header, err := readHeader(in)
	if err != nil {
		return nil, err
	}
	length, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return nil, fmt.Errorf("Content-Length %q is no length", header.Get("Content-Length"))
	}
	return &Record{
		Location: Location{File: file, Offset: m.start},
		Header:   header,
		Length:   length,
		Block:    &block{in: in, left: length},
	}, nil
}

// readHeader reads "WARC/1.1", the fields and the empty line. Folded lines are joined.
func readHeader(in *bufio.Reader) (Header, error) {
	version, err := readLine(in)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(version, "WARC/") {
		return nil, fmt.Errorf("starts with %.20q, not with a version", version)
	}
	var header Header
	for size := 0; ; {
		line, err := readLine(in)
		if err != nil {
			return nil, err
		}
		if size += len(line); size > maxHeaderBytes {
			return nil, errors.New("the header is too long")
		}
		if line == "" {
			return header, nil
		}
		if (line[0] == ' ' || line[0] == '\t') && len(header) > 0 {
			header[len(header)-1].Value += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("header line %.40q has no colon", line)
		}
		header = append(header, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
}

func readLine(in *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if err == nil {
			return strings.TrimRight(string(line), "\r\n"), nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return "", incomplete(err)
		}
		if len(line) > maxHeaderBytes {
			return "", errors.New("a header line is too long")
		}
	}
}

// block reads a record's block and then checks that the record ends as it must.
type block struct {
	in   *bufio.Reader
	left int64
	done error // what came behind the block, once it was read
}

func (b *block) Read(p []byte) (int, error) {
	if b.left == 0 {
		if b.done == nil {
			b.done = b.end()
		}
		return 0, b.done
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.in.Read(p)
	b.left -= int64(n)
	return n, incomplete(err)
}

// end returns io.EOF when the two line ends that close a record follow and nothing else.
func (b *block) end() error {
	tail := make([]byte, 5)
	n, err := io.ReadFull(b.in, tail)
	if err == nil || n != 4 || string(tail[:4]) != "\r\n\r\n" {
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		return fmt.Errorf("the block is followed by %q, not by the end of the record", tail[:n])
	}
	return io.EOF
}
