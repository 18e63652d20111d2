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
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/klauspost/compress/gzhttp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// original is a document's bytes as they were captured.
type original struct {
	document corpus.Document
	bytes    []byte
}

// original reads the bytes and proves that they are those of the document's digest.
func (s *site) original(ctx context.Context, id corpus.DocumentID) (*original, error) {
	d, ok, err := store.Get[corpus.Document](ctx, s.Store, string(id))
	if err != nil {
		return nil, s.problem(ctx, "get document "+string(id), err)
	}
	if !ok {
		return nil, huma.Error404NotFound("There is no document of this id.")
	}
	b, err := s.Payload(ctx, id)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, huma.Error404NotFound("The archive does not hold the bytes of this document.")
	}
	if err != nil {
		return nil, s.problem(ctx, "get the bytes of "+string(id), err)
	}
	if corpus.DigestOf(b) != d.SHA256 {
		s.Log.Error("the archive's copy is damaged: its digest is not the document's", "document", id)
		return nil, huma.Error500InternalServerError("The archive's copy of this document is damaged.")
	}
	return &original{d, b}, nil
}

// write sends the bytes, or the ranges of them that the client asks for, as an attachment that no browser should run.
func (o *original) write(w http.ResponseWriter, r *http.Request) {
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
