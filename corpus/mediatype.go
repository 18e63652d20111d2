package corpus

import (
	"bytes"
	"mime"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
)

// sniffWindow is how much of a payload is looked at for markup: scripts of templates can stand before the first tag.
const sniffWindow = 64 << 10

// MediaType returns the media type of a payload as its bytes show it, in lower case without parameters. What the server
// declared and how the address ends decide only between kinds of text, which have no marks: CSV, JSON and so on, and HTML
// that starts like plain text. HTML of every kind is "text/html". Empty strings declare nothing.
func MediaType(payload []byte, declared string, u URL) string {
	sniffed := baseType(mimetype.Detect(payload).String())
	switch sniffed {
	case "application/xhtml+xml":
		return "text/html"
	case "text/plain", "text/xml", "text/csv", "text/tab-separated-values", "application/octet-stream":
	default:
		return sniffed
	}
	declared = baseType(declared)
	if isMarkup(payload, sniffed, declared, u) {
		return "text/html"
	}
	if sniffed == "application/octet-stream" && nearlyText(payload) {
		sniffed = "text/plain"
	}
	if sniffed == "text/plain" && undetectable(declared) {
		return declared
	}
	return sniffed
}

// undetectable reports whether a declared type is one of text that its bytes do not show.
func undetectable(declared string) bool {
	switch declared {
	case "text/csv", "text/tab-separated-values", "text/markdown", "text/calendar", "application/json":
		return true
	}
	return false
}

// htmlTag matches "</p>", "<div class=x>", "<BR>".
var htmlTag = regexp.MustCompile(`(?i)</?(?:html|head|body|div|p|a|span|table|tr|td|h[1-6]|br|ul|ol|li|article|section)(?:[\s/][^<>]*)?>`)

// isMarkup reports whether bytes that do not start like HTML are HTML all the same: one tag shows it where the server or
// the address says so. Else only text without another declaration can be, and it takes two: a text may speak of one.
func isMarkup(payload []byte, sniffed, declared string, u URL) bool {
	head := payload[:min(len(payload), sniffWindow)]
	if utf16(head) {
		head = bytes.ReplaceAll(head, []byte{0}, nil)
	}
	if !textual(head) {
		return false
	}
	if declared == "text/html" || declared == "application/xhtml+xml" || htmlName(u) {
		return htmlTag.Match(head)
	}
	return sniffed == "text/plain" && !undetectable(declared) && len(htmlTag.FindAllIndex(head, 2)) == 2
}

// htmlName reports whether an address ends as the name of a page: "minutes.html", "Acta.HTM".
func htmlName(u URL) bool {
	p, err := Parse(u)
	if err != nil {
		return false
	}
	switch strings.ToLower(path.Ext(p.Path)) {
	case ".html", ".htm", ".xhtml":
		return true
	}
	return false
}

func utf16(b []byte) bool {
	return bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff"))
}

// nearlyText reports whether bytes are UTF-8 with a stray control character at most here and there, such as the NUL that
// some programs leave behind.
func nearlyText(b []byte) bool {
	head := b[:min(len(b), sniffWindow)]
	return len(head) > 0 && utf8.Valid(bytes.TrimRight(head, "\x80\xbf\xc2\xc3\xe2")) && controls(head)*500 <= len(head)
}

// textual reports whether bytes can be text in some charset: few control characters.
func textual(b []byte) bool { return controls(b)*20 <= len(b) }

func controls(b []byte) (n int) {
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			n++
		}
	}
	return n
}

// baseType returns a media type in lower case without parameters, "" when it is none.
func baseType(s string) string {
	base, _, err := mime.ParseMediaType(s)
	if err != nil {
		base, _, _ = strings.Cut(s, ";")
	}
	return strings.ToLower(strings.TrimSpace(base))
}
