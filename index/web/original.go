package web

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/klauspost/compress/gzhttp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// originalTimeout is how long the bytes of an original may take to the client: 100 MB at 170 kB a second.
const originalTimeout = 10 * time.Minute

// originalsMemory bounds the originals that are held at a time, in bytes: they are read whole, and one can have 512 MB.
const originalsMemory = 1 << 30

// retryOriginal is after how many seconds a client may ask again when there is no memory for another original.
const retryOriginal = "30"

// memory is a number of bytes to share.
type memory struct {
	mu   sync.Mutex
	left int64
}

// take takes n bytes, or reports that they are not there.
func (m *memory) take(n int64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n > m.left {
		return false
	}
	m.left -= n
	return true
}

func (m *memory) give(n int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.left += n
}

// original is a document's bytes as they were captured.
type original struct {
	document corpus.Document
	bytes    []byte
	release  func() // must be called when the bytes are sent
}

// original reads the bytes, which Payload has proved. It does not wait for memory: it is held as long as a client takes to
// read, which can be minutes.
func (s *site) original(ctx context.Context, id corpus.DocumentID) (o *original, err error) {
	d, ok, err := store.Get[corpus.Document](ctx, s.Store, string(id))
	if err != nil {
		return nil, s.problem(ctx, "get document "+string(id), err)
	}
	if !ok {
		return nil, huma.Error404NotFound("There is no document of this id.")
	}
	size := min(max(d.Bytes, 0), originalsMemory)
	if !s.memory.take(size) {
		err := huma.Error503ServiceUnavailable("Too many originals are being sent. Try again later.")
		return nil, huma.ErrorWithHeaders(err, http.Header{"Retry-After": {retryOriginal}})
	}
	defer func() {
		if o == nil {
			s.memory.give(size)
		}
	}()
	b, err := s.Payload(ctx, id)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, huma.Error404NotFound("The archive does not hold the bytes of this document.")
	}
	if err != nil {
		return nil, s.problem(ctx, "get the bytes of "+string(id), err)
	}
	return &original{d, b, func() { s.memory.give(size) }}, nil
}

// write sends the bytes, or the ranges of them that the client asks for, as an attachment that no browser should run.
func (o *original) write(w http.ResponseWriter, r *http.Request) {
	defer o.release()
	// Where the connection has no deadlines, there is none to put off.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(originalTimeout))
	h := w.Header()
	h.Set("Content-Security-Policy", originalPolicy)
	h.Set("Content-Type", safeMediaType(o.document.MediaType))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(o.document)}))
	h.Set("Cache-Control", "public, max-age=86400")
	h.Set("ETag", strconv.Quote(string(o.document.SHA256)))
	h.Set(gzhttp.HeaderNoCompression, "1") // the bytes and their length are the archive's
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(o.bytes))
}

// safeMediaType returns the type without parameters, or that of plain bytes when it is none.
func safeMediaType(s string) string {
	t, _, err := mime.ParseMediaType(s)
	if err != nil || !strings.Contains(t, "/") {
		return "application/octet-stream"
	}
	return t
}

// extensions of the formats that reports and cited documents come in; mime's own table differs between machines.
var extensions = map[string]string{
	"application/pdf":    ".pdf",
	"application/msword": ".doc",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         ".xlsx",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
	"application/vnd.oasis.opendocument.text":                                   ".odt",
	"application/rtf":       ".rtf",
	"text/rtf":              ".rtf",
	"text/html":             ".html",
	"application/xhtml+xml": ".xhtml",
	"text/plain":            ".txt",
	"text/csv":              ".csv",
	"image/jpeg":            ".jpg",
	"image/png":             ".png",
	"image/tiff":            ".tif",
}

// fileName names a document's file by its id, never by what a stranger called it.
func fileName(d corpus.Document) string {
	ext, ok := extensions[safeMediaType(d.MediaType)]
	if !ok {
		ext = ".bin"
	}
	return anchorName(string(d.DocumentID)) + ext
}
