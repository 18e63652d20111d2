// Package zipfile opens the ZIP container that an office file is, and gives its parts with limits on what they unpack to.
//
// It follows APPNOTE 6.3.10 as far as office files need it (stored and deflated entries, ZIP64 through archive/zip). A container that is
// cut off, so that its directory is missing, is read by the headers in front of its entries. Nothing is written to disk,
// names are only keys, and pictures and other parts that nobody asks for are never unpacked.
package zipfile

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// Limits on what is unpacked. A text of 2,000 pages takes some 50 MiB; deflate packs at most 1,032 times, the parts of real
// documents 10 to 100 times.
const (
	maxEntries = 20_000
	maxEntry   = 96 << 20
	maxTotal   = 192 << 20
	maxRatio   = 300
	ratioFrom  = 8 << 20 // short parts may be as dense as they like
)

// ErrMissing is returned when a part is asked for that the archive does not have.
var ErrMissing = errors.New("no such part")

// entry is a packed part.
type entry struct {
	name      string // as the archive writes it, cleaned
	packed    int64  // bytes
	open      func() (io.ReadCloser, error)
	encrypted bool
}

// Archive is an open container. It is not safe for use by several goroutines.
type Archive struct {
	entries map[string]*entry // by name in lower case
	names   []string
	total   int64 // unpacked so far
}

// Open opens a container. The error is a *corpus.ReadError: office_malformed when the bytes are no ZIP file, too_large when it has
// too many entries.
func Open(payload []byte) (*Archive, error) {
	r, err := zip.NewReader(bytes.NewReader(payload), int64(len(payload)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return openWithoutDirectory(payload)
	}
	if len(r.File) > maxEntries {
		return nil, corpus.Unreadable("too_large", "the file has %d parts, the limit is %d", len(r.File), maxEntries)
	}
	a := &Archive{entries: map[string]*entry{}}
	for _, f := range r.File {
		if !f.FileInfo().IsDir() {
			a.add(&entry{name: f.Name, packed: int64(f.CompressedSize64), open: f.Open, encrypted: f.Flags&1 != 0})
		}
	}
	if len(a.names) == 0 {
		return openWithoutDirectory(payload)
	}
	return a, nil
}

// add adds an entry. Of two with the same name the later one counts: programs that change a part append it.
func (a *Archive) add(e *entry) {
	e.name = clean(e.name)
	key := strings.ToLower(e.name)
	if a.entries[key] == nil {
		a.names = append(a.names, e.name)
	}
	a.entries[key] = e
}

// clean writes a name without leading slash, dots and backslashes, which some programs of Windows write.
func clean(name string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
}

// Names returns the names of the parts in the order of the archive, each once.
func (a *Archive) Names() []string { return a.names }

// Has reports whether there is a part of this name. Case and a leading slash do not matter (ECMA-376 part 2, 6.2.2.3).
func (a *Archive) Has(name string) bool { return a.entries[strings.ToLower(clean(name))] != nil }

// Read unpacks a part. A part that is damaged or cut off is given up to there. The error wraps [ErrMissing], or is a
// *corpus.ReadError: too_large, encrypted, office_malformed when nothing of the part can be unpacked.
func (a *Archive) Read(name string) ([]byte, error) {
	e := a.entries[strings.ToLower(clean(name))]
	if e == nil {
		return nil, ErrMissing
	}
	if e.encrypted {
		return nil, &corpus.ReadError{Code: "encrypted", Status: corpus.TextEncrypted, Reason: "the file's parts are encrypted"}
	}
	r, err := e.open()
	if err != nil {
		return nil, corpus.Unreadable("office_malformed", "the part %s cannot be unpacked: %v", e.name, err)
	}
	defer r.Close()
	return a.unpack(e, r)
}

// unpack reads a part within the limits.
func (a *Archive) unpack(e *entry, r io.Reader) ([]byte, error) {
	most := min(maxEntry, maxTotal-a.total, max(ratioFrom, e.packed*maxRatio))
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	a.total += int64(len(b))
	switch {
	case int64(len(b)) > most:
		return nil, corpus.Unreadable("too_large", "the part %s unpacks to more than %d MiB", e.name, most>>20)
	case err != nil && len(b) == 0:
		return nil, corpus.Unreadable("office_malformed", "the part %s cannot be unpacked: %v", e.name, err)
	}
	return b, nil
}
