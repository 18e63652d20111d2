package warc

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
	return seal(path)
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
