package extract

import (
	"bytes"
	"context"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/officedoc/sheet"
	"github.com/irmtrail/irmtrail/extract/textdoc"
)

// PDFReader reads PDFs outside this process.
type PDFReader interface {
	// Read returns the content; the error is a *corpus.ReadError for faults of the document.
	Read(ctx context.Context, payload []byte) (*corpus.Content, error)
}

// PictureReader reads picture files outside this process.
type PictureReader interface {
	// ReadsPictures reports whether pictures of the media type are read.
	ReadsPictures(mediaType string) bool
	// ReadPicture returns the content; the error is a *corpus.ReadError for faults of the picture.
	ReadPicture(ctx context.Context, payload []byte) (*corpus.Content, error)
}

// OfficeReader reads office files outside this process.
type OfficeReader interface {
	// Reads reports whether files of the media type are read.
	Reads(mediaType string) bool
	// Read returns the content; the error is a *corpus.ReadError for faults of the file.
	Read(ctx context.Context, mediaType string, payload []byte) (*corpus.Content, error)
}

// plainText lists the media types that are read as they stand.
var plainText = []string{"text/plain", "text/markdown"}

// content reads a payload with the reader for its media type.
func (s *Stage) content(ctx context.Context, mediaType string, body []byte, contentType string, u corpus.URL) (*corpus.Content, error) {
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return nil, corpus.Unreadable("empty", "the document has no content")
	case mediaType == "text/html":
		return htmldoc.Read(body, u, contentType)
	case mediaType == "text/csv" || mediaType == "text/tab-separated-values":
		return sheet.ReadCSV(body, contentType)
	case slices.Contains(plainText, mediaType):
		return textdoc.Read(body, contentType)
	case mediaType == "application/pdf" && s.PDF != nil:
		return s.PDF.Read(ctx, body)
	case s.Pictures != nil && s.Pictures.ReadsPictures(mediaType):
		return s.Pictures.ReadPicture(ctx, body)
	case s.Office != nil && s.Office.Reads(mediaType):
		return s.Office.Read(ctx, mediaType, body)
	}
	return nil, &corpus.ReadError{
		Code: "unsupported_media_type", Status: corpus.TextUnsupported,
		Reason: "documents of type " + mediaType + " are archived, but not read",
	}
}

// truncated reports whether a payload visibly ends early.
func truncated(mediaType string, body []byte) bool {
	switch {
	case mediaType == "text/html":
		return htmldoc.Truncated(body)
	case mediaType == "application/pdf":
		return !bytes.Contains(body[max(0, len(body)-64<<10):] /* as the crawler looks for it */, []byte("%%EOF"))
	}
	return false
}
