package fetch

import (
	"bytes"
	"mime"
	"regexp"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// htmlTag matches "</p>", "<div class=x>", "<BR>".
var htmlTag = regexp.MustCompile(`(?i)</?(?:html|head|body|div|p|a|span|table|tr|td|h[1-6]|br|ul|ol|li|article|section)[\s>/]`)

// MediaType returns the media type of a payload as its bytes show it, without parameters. What the server declared
// decides only between kinds of text, which have no marks: CSV, JSON and so on, and HTML that starts like plain text.
func MediaType(payload []byte, declared string) string {
	sniffed := baseType(mimetype.Detect(payload).String())
	if sniffed != "text/plain" {
		return sniffed
	}
	switch d := baseType(declared); d {
	case "text/csv", "text/tab-separated-values", "text/markdown", "text/calendar", "application/json":
		return d
	case "text/html", "application/xhtml+xml":
		if htmlTag.Match(payload[:min(len(payload), 64<<10)]) {
			return "text/html"
		}
	}
	return sniffed
}

// baseType returns a media type in lower case without parameters, "" when it is none.
func baseType(s string) string {
	base, _, err := mime.ParseMediaType(s)
	if err != nil {
		base, _, _ = strings.Cut(s, ";")
	}
	return strings.ToLower(strings.TrimSpace(base))
}

// ended reports whether a payload ends as its format must. PDF and ZIP (DOCX, XLSX) are useless without their end, and
// proxies are known to pass on the first part of one as if it were all. HTML is asked for its end only when nothing else
// said where the body ends (a connection that was closed): many whole pages do not have it.
func ended(mediaType string, payload []byte, framed bool) bool {
	switch {
	case mediaType == "application/pdf":
		return bytes.Contains(tail(payload, 64<<10), []byte("%%EOF"))
	case bytes.HasPrefix(payload, []byte("PK\x03\x04")):
		return bytes.Contains(tail(payload, 64<<10+22), []byte("PK\x05\x06"))
	case mediaType == "text/html" && !framed:
		start := bytes.ToLower(payload[:min(len(payload), 64<<10)])
		end := bytes.ToLower(tail(payload, 64<<10))
		return !bytes.Contains(start, []byte("<html")) || bytes.Contains(end, []byte("</html")) || bytes.Contains(end, []byte("</body"))
	}
	return true
}

func tail(b []byte, n int) []byte { return b[max(0, len(b)-n):] }
