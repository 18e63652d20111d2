package extract

import (
	"bytes"
	"context"
	"mime"
	"path"
	"regexp"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/textdoc"
)

// PDFReader reads PDFs outside this process.
type PDFReader interface {
	// Read returns the content; the error is a *corpus.ReadError for faults of the document.
	Read(ctx context.Context, payload []byte) (*corpus.Content, error)
}

// MediaType returns the media type of a payload as its bytes show it, without parameters. The declared type and the
// address decide only between kinds of text, which bytes do not tell apart.
func MediaType(body []byte, contentType string, u corpus.URL) string {
	sniffed, _, _ := strings.Cut(mimetype.Detect(body).String(), ";")
	if sniffed != "text/plain" && sniffed != "text/xml" && sniffed != "application/octet-stream" {
		return sniffed
	}
	declared, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		declared = ""
	}
	ext := ""
	if p, err := corpus.Parse(u); err == nil {
		ext = strings.ToLower(path.Ext(p.Path))
	}
	if isHTML(declared) || ext == ".html" || ext == ".htm" || markup.Match(body[:min(len(body), 4096)]) {
		if looksTextual(body) {
			return "text/html"
		}
	}
	return sniffed
}

// markup matches the start of a tag that only web pages have: "<p class=...>", "</div>".
var markup = regexp.MustCompile(`(?i)</?(?:html|head|body|div|p|a|h[1-6]|table|span|ul|ol)(?:\s[^<>]*)?>`)

// looksTextual reports whether bytes can be text in some charset: few control characters, or UTF-16.
func looksTextual(body []byte) bool {
	head := body[:min(len(body), 4096)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	control := 0
	for _, b := range head {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' {
			control++
		}
	}
	return control*20 <= len(head)
}

func isHTML(mediaType string) bool {
	return mediaType == "text/html" || mediaType == "application/xhtml+xml"
}

// content reads a payload with the reader for its media type.
func (s *Stage) content(ctx context.Context, mediaType string, body []byte, contentType string, u corpus.URL) (*corpus.Content, error) {
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return nil, corpus.Unreadable("empty", "the document has no content")
	case isHTML(mediaType):
		return htmldoc.Read(body, u, contentType)
	case mediaType == "text/plain":
		return textdoc.Read(body, contentType)
	case mediaType == "application/pdf" && s.PDF != nil:
		return s.PDF.Read(ctx, body)
	}
	return nil, &corpus.ReadError{
		Code: "unsupported_media_type", Status: corpus.TextUnsupported,
		Reason: "documents of type " + mediaType + " are archived, but not read",
	}
}

// truncated reports whether a payload visibly ends early.
func truncated(mediaType string, body []byte) bool {
	switch {
	case isHTML(mediaType):
		return htmldoc.Truncated(body)
	case mediaType == "application/pdf":
		return !bytes.Contains(body[max(0, len(body)-64<<10):] /* as the crawler looks for it */, []byte("%%EOF"))
	}
	return false
}
