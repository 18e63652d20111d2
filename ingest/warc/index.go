package warc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

const (
	// IndexFile is the name of the index of all closed files of an archive.
	IndexFile   = "index.cdxj"
	partSuffix  = ".cdxj"
	tempPattern = "cdxj-*.tmp"
)

// updateIndex makes the indexes that are missing or stale: one of each closed file, FILE.cdxj, and one of them all,
// [IndexFile]. An index is stale when it is older than what it was made of, the one of them all also when its length is
// not theirs together. Each is replaced as a whole. Records that cannot be read have no line. The error says which index
// could not be made; it does not touch the archive.
func (r Reader) updateIndex(ctx context.Context) error {
	names, err := r.closedFiles()
	if err != nil {
		return err
	}
	var parts []string
	var total int64
	var newest time.Time
	for _, name := range names {
		path := filepath.Join(r.Dir, name)
		made, err := os.Stat(path + partSuffix)
		if of, ofErr := os.Stat(path); err != nil || ofErr != nil || made.ModTime().Before(of.ModTime()) {
			if err := r.indexFile(ctx, name); err != nil {
				return fmt.Errorf("index %s: %w", name, err)
			}
			if made, err = os.Stat(path + partSuffix); err != nil {
				return err
			}
		}
		parts = append(parts, path+partSuffix)
		total += made.Size()
		if made.ModTime().After(newest) {
			newest = made.ModTime()
		}
	}
	index := filepath.Join(r.Dir, IndexFile)
	made, err := os.Stat(index)
	if len(parts) == 0 && err != nil || err == nil && made.Size() == total && !made.ModTime().Before(newest) {
		return nil
	}
	if err := replaceFile(index, func(w io.Writer) error { return r.mergeFiles(ctx, w, parts) }); err != nil {
		return fmt.Errorf("index archive: %w", err)
	}
	return nil
}

// closedFiles returns the names of the files that are not written any more.
func (r Reader) closedFiles() ([]string, error) {
	names, err := r.Files()
	if err != nil {
		return nil, err
	}
	closed := names[:0]
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(r.Dir, name)); err == nil {
			closed = append(closed, name)
		}
	}
	return closed, nil
}

// indexFile makes the index of a file by reading it.
func (r Reader) indexFile(ctx context.Context, name string) error {
	s := &lineSorter{dir: r.Dir}
	defer s.close()
	if err := r.walk(ctx, name, &indexer{name: name, lines: s}); err != nil {
		return err
	}
	return r.replacePart(name, s)
}

// replacePart makes the index of a file from its lines.
func (r Reader) replacePart(name string, s *lineSorter) error {
	return replaceFile(filepath.Join(r.Dir, name+partSuffix), s.writeTo)
}

// indexer takes the lines of a file's records.
type indexer struct {
	name   string
	lines  *lineSorter
	record indexed
	buf    []byte
}

func (x *indexer) read(m *members) {
	x.record = indexed{}
	if rec, err := readRecord(x.name, m); err == nil {
		x.record = indexedRecord(rec)
	}
}

func (x *indexer) done(m *members, damage error) error {
	if damage != nil || !x.record.wanted() {
		return nil
	}
	x.record.length = m.offset() - m.start
	x.buf = x.record.appendLine(x.buf[:0])
	return x.lines.add(x.buf)
}

// mergeFiles writes the lines of sorted files in order. Of very many it merges groups first: a process may not have them
// all open.
func (r Reader) mergeFiles(ctx context.Context, w io.Writer, paths []string) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(paths) > mergeWidth {
		size := (len(paths) + mergeWidth - 1) / mergeWidth
		var groups []string
		defer func() {
			for _, path := range groups {
				os.Remove(path)
			}
		}()
		for start := 0; start < len(paths); start += size {
			f, err := os.CreateTemp(r.Dir, tempPattern)
			if err != nil {
				return err
			}
			groups = append(groups, f.Name())
			err = r.mergeFiles(ctx, f, paths[start:min(start+size, len(paths))])
			if err := errors.Join(err, f.Close()); err != nil {
				return err
			}
		}
		return r.mergeFiles(ctx, w, groups)
	}
	var sources []io.Reader
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		sources = append(sources, f)
	}
	return mergeLines(w, sources)
}

// replaceFile writes a file anew: whoever reads it sees the old one or the whole new one, also after a power cut.
func replaceFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), tempPattern)
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncDir(filepath.Dir(path))
}

// removeTemps removes what making an index left behind in a crash.
func (r Reader) removeTemps() error {
	entries, err := os.ReadDir(r.Dir)
	for _, e := range entries {
		if ok, _ := filepath.Match(tempPattern, e.Name()); ok {
			err = errors.Join(err, os.Remove(filepath.Join(r.Dir, e.Name())))
		}
	}
	return err
}
