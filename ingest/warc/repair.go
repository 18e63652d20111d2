package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// closeLeftOpen cuts a file that a crash left open behind its last whole record and closes it. A file without a whole
// record goes.
func (a *Archive) closeLeftOpen(name string) error {
	path := filepath.Join(a.Dir, name+openSuffix)
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	whole, kept, err := wholeMembers(f)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	a.repairs = append(a.repairs, Repair{File: name, Kept: kept, CutBytes: info.Size() - whole})
	if kept == 0 {
		return os.Remove(path)
	}
	if err := f.Truncate(whole); err != nil {
		return fmt.Errorf("cut: %w", err)
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return a.sealLeft(path, f, whole)
}

// sealLeft closes a repaired file. When there is a closed file of its name already (somebody copied an archive that was
// being written), neither may lose records: of two that begin alike the longer one stays, and one that differs gets a
// name of its own.
func (a *Archive) sealLeft(path string, left *os.File, size int64) error {
	closed, err := os.Open(strings.TrimSuffix(path, openSuffix))
	if errors.Is(err, os.ErrNotExist) {
		return seal(path)
	}
	if err != nil {
		return err
	}
	defer closed.Close()
	info, err := closed.Stat()
	if err != nil {
		return err
	}
	alike, err := sameBytes(left, closed, min(size, info.Size()))
	switch {
	case err != nil:
		return err
	case alike && size <= info.Size():
		return os.Remove(path)
	case alike:
		return seal(path)
	}
	a.serial++
	name := fmt.Sprintf("irmtrail-%s-%05d.warc.gz", a.options.Now().UTC().Format("20060102150405"), a.serial)
	a.repairs[len(a.repairs)-1].File = name
	if err := os.Rename(path, filepath.Join(a.Dir, name)); err != nil {
		return err
	}
	return syncDir(a.Dir)
}

// sameBytes reports whether the first n bytes of two files are the same.
func sameBytes(a, b io.ReaderAt, n int64) (bool, error) {
	one, other := make([]byte, 64<<10), make([]byte, 64<<10)
	for at := int64(0); at < n; at += int64(len(one)) {
		size := min(int64(len(one)), n-at)
		if _, err := a.ReadAt(one[:size], at); err != nil {
			return false, err
		}
		if _, err := b.ReadAt(other[:size], at); err != nil {
			return false, err
		}
		if !bytes.Equal(one[:size], other[:size]) {
			return false, nil
		}
	}
	return true, nil
}

// wholeMembers returns the length and number of the whole gzip members that a file starts with. Damage in the middle
// counts as an end only when nothing readable follows: a flipped bit must not cost the records behind it.
func wholeMembers(f io.ReadSeeker) (length int64, n int, err error) {
	m := newMembers(f)
	for {
		err := m.next()
		if err == nil {
			err = m.skip()
		}
		switch {
		case err == nil:
			n++
			length = m.offset()
		case errors.Is(err, io.EOF):
			return length, n, nil
		default:
			again, ok, err := nextMember(f, m.start+1)
			if err != nil || !ok {
				return length, n, err
			}
			m = newMembersAt(f, again)
		}
	}
}
