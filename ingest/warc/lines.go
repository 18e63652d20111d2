package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"slices"
)

const (
	runBytes   = 4 << 20 // of lines are sorted in memory
	mergeWidth = 128     // files are merged at a time
	mergeBytes = 16 << 10
)

// lineSorter sorts lines of which there may be more than memory holds: sorted runs go to a temporary file and are merged
// in the end. The order is that of bytes.
type lineSorter struct {
	dir   string
	buf   []byte
	lines [][2]int // from and to in buf
	spill *os.File // nil until there was too much
	runs  []int64  // the ends of the runs in spill
}

// add takes a line with its end.
func (s *lineSorter) add(line []byte) error {
	start := len(s.buf)
	s.buf = append(s.buf, line...)
	s.lines = append(s.lines, [2]int{start, len(s.buf)})
	if len(s.buf) < runBytes {
		return nil
	}
	return s.flush()
}

// flush moves the lines in memory to the temporary file, as a run.
func (s *lineSorter) flush() (err error) {
	if s.spill == nil {
		if s.spill, err = os.CreateTemp(s.dir, tempPattern); err != nil {
			return err
		}
	}
	if err := s.writeSorted(s.spill); err != nil {
		return err
	}
	end, err := s.spill.Seek(0, io.SeekCurrent)
	s.runs = append(s.runs, end)
	s.buf, s.lines = s.buf[:0], s.lines[:0]
	return err
}

// writeSorted writes the lines in memory.
func (s *lineSorter) writeSorted(w io.Writer) error {
	slices.SortFunc(s.lines, func(a, b [2]int) int {
		return bytes.Compare(s.buf[a[0]:a[1]], s.buf[b[0]:b[1]])
	})
	out := bufio.NewWriterSize(w, 64<<10)
	for _, l := range s.lines {
		out.Write(s.buf[l[0]:l[1]])
	}
	return out.Flush()
}

// writeTo writes all lines in order.
func (s *lineSorter) writeTo(w io.Writer) error {
	if s.spill == nil {
		return s.writeSorted(w)
	}
	if err := s.flush(); err != nil {
		return err
	}
	var runs []io.Reader
	start := int64(0)
	for _, end := range s.runs {
		runs = append(runs, io.NewSectionReader(s.spill, start, end-start))
		start = end
	}
	return mergeLines(w, runs)
}

// close removes what the sorter keeps. It may be called on nil.
func (s *lineSorter) close() {
	if s != nil && s.spill != nil {
		s.spill.Close()
		os.Remove(s.spill.Name())
	}
}

// mergeLines writes the lines of sorted sources in order.
func mergeLines(w io.Writer, sources []io.Reader) error {
	out := bufio.NewWriterSize(w, 64<<10)
	var heads []*lineSource
	for _, r := range sources {
		s := &lineSource{in: bufio.NewReaderSize(r, mergeBytes)}
		if err := s.next(); err == nil {
			heads = append(heads, s)
		} else if !errors.Is(err, io.EOF) {
			return err
		}
	}
	slices.SortStableFunc(heads, compareHeads)
	for len(heads) > 0 {
		first := heads[0]
		out.Write(first.line)
		switch err := first.next(); {
		case err == nil:
			at, _ := slices.BinarySearchFunc(heads[1:], first, compareHeads)
			copy(heads, heads[1:at+1]) // in place: a merge takes this step for every line
			heads[at] = first
		case errors.Is(err, io.EOF):
			heads = heads[1:]
		default:
			return err
		}
	}
	return out.Flush()
}

func compareHeads(a, b *lineSource) int { return bytes.Compare(a.line, b.line) }

// lineSource is a sorted source and the line that is next in it.
type lineSource struct {
	in   *bufio.Reader
	line []byte
}

// next goes to the next line. What has no end is no line: io.EOF.
func (s *lineSource) next() error {
	s.line = s.line[:0]
	for {
		part, err := s.in.ReadSlice('\n')
		s.line = append(s.line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}
