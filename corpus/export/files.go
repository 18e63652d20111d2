package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// fileSet is a set of files that are written under temporary names and appear together.
type fileSet struct {
	dir     string
	pending []*renameio.PendingFile
	files   []File
}

// add writes one file of the set; write returns its number of rows.
func (s *fileSet) add(name string, write func(io.Writer) (int, error)) error {
	path := filepath.Join(s.dir, name)
	f, err := renameio.NewPendingFile(path, renameio.WithPermissions(0o644))
	if err != nil {
		return err
	}
	s.pending = append(s.pending, f)
	buffer := bufio.NewWriterSize(f, 1<<16)
	n, err := write(buffer)
	if err := errors.Join(err, buffer.Flush()); err != nil {
		return err
	}
	s.files = append(s.files, File{Path: path, Rows: n})
	return f.Sync()
}

// publish gives the files their names.
func (s *fileSet) publish() ([]File, error) {
	for i, f := range s.pending {
		if err := f.CloseAtomicallyReplace(); err != nil {
			return s.files[:i], fmt.Errorf("export %s: %w", s.files[i].Path, err)
		}
	}
	d, err := os.Open(s.dir)
	if err != nil {
		return s.files, fmt.Errorf("export: %w", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return s.files, fmt.Errorf("export: sync %s: %w", s.dir, err)
	}
	return s.files, nil
}

// cleanup removes what was not published.
func (s *fileSet) cleanup() {
	for _, f := range s.pending {
		_ = f.Cleanup() // nothing to do for a file that has its name
	}
}
