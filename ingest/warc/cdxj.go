package warc

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// indexed is a record as an index sees it.
type indexed struct {
	kind, url, date string
	contentType     string // of the block
	digest          string // of the payload
	head            []byte // of the HTTP message in the block, if there is one
	file            string
	offset, length  int64 // of the gzip member
}

// indexLine is the JSON of a line of a CDXJ file. Numbers are strings, and what a record does not have is left out, as
// cdxj-indexer and pywb write it.
type indexLine struct {
	URL      string `json:"url"`
	MIME     string `json:"mime,omitempty"`
	Status   string `json:"status,omitempty"`
	Digest   string `json:"digest,omitempty"`
	Length   string `json:"length"`
	Offset   string `json:"offset"`
	Filename string `json:"filename"`
}

// wanted reports whether the record has a line in an index: responses, revisits, resources, and metadata that is a
// document of its own. What the archive says of other records in fields is none, as for cdxj-indexer.
func (x *indexed) wanted() bool {
	switch x.kind {
	case TypeResponse, TypeRevisit:
		return x.url != ""
	case TypeResource, TypeMetadata:
		return x.url != "" && mediaType(x.contentType) != fieldsType
	}
	return false
}

// appendLine appends the record's line, "org,example)/ 20261124120000 {...}" and a line end
// (https://specs.webrecorder.net/cdxj/0.1.0/).
func (x *indexed) appendLine(b []byte) []byte {
	line := indexLine{
		URL: x.url, MIME: mediaType(x.contentType), Digest: x.digest, Filename: x.file,
		Length: strconv.FormatInt(x.length, 10), Offset: strconv.FormatInt(x.offset, 10),
	}
	if len(x.head) > 0 {
		line.Status, line.MIME = statusAndType(x.head)
	}
	switch {
	case x.kind == TypeRevisit:
		line.MIME = "warc/revisit"
	case line.MIME == "":
		line.MIME = "unk"
	}
	b = append(append(b, surt(x.url)...), ' ')
	b = append(append(b, timestamp(x.date)...), ' ')
	out := bytes.NewBuffer(b)
	enc := json.NewEncoder(out) // ends the line
	enc.SetEscapeHTML(false)
	enc.Encode(line)
	return out.Bytes()
}

// timestamp returns the 14 digits of a WARC date, whatever its precision: "2026-11" is "20261101000000".
func timestamp(date string) string {
	const first = "10000101000000"
	digits := make([]byte, 0, len(first))
	for _, c := range []byte(date) {
		if '0' <= c && c <= '9' && len(digits) < len(first) {
			digits = append(digits, c)
		}
	}
	return string(digits) + first[len(digits):]
}

// mediaType returns "text/html" of "text/html; charset=utf-8".
func mediaType(contentType string) string {
	if i := strings.IndexAny(contentType, "; \t\r\n"); i >= 0 {
		return contentType[:i]
	}
	return contentType
}

// statusAndType returns the status code of an HTTP head, "" when it has none, and its media type.
func statusAndType(head []byte) (status, mime string) {
	first, rest, _ := bytes.Cut(head, []byte("\n"))
	if words := bytes.Fields(first); len(words) > 1 && len(words[1]) == 3 && bytes.HasPrefix(words[0], []byte("HTTP/")) {
		if _, err := strconv.ParseUint(string(words[1]), 10, 16); err == nil {
			status = string(words[1])
		}
	}
	for line := range bytes.Lines(rest) {
		name, value, ok := bytes.Cut(line, []byte(":"))
		if ok && bytes.EqualFold(bytes.TrimSpace(name), []byte("Content-Type")) {
			return status, mediaType(string(bytes.TrimSpace(value)))
		}
	}
	return status, ""
}

// indexedDraft is what an index sees of a record that was just written.
func indexedDraft(d *draft, at Location, length int64) indexed {
	x := indexed{kind: d.kind, url: d.url, date: d.date, contentType: d.contentType, digest: d.payload, file: at.File, offset: at.Offset, length: length}
	if d.contentType == responseType && len(d.block) > 0 {
		x.head = d.block[0]
	}
	return x
}

// indexedRecord is what an index sees of a record that is being read. Its length is still to be set.
func indexedRecord(r *Record) indexed {
	x := indexed{
		kind: r.Type(), url: r.Header.Get("WARC-Target-URI"), date: r.Header.Get("WARC-Date"), contentType: r.Header.Get("Content-Type"),
		digest: r.Header.Get("WARC-Payload-Digest"), file: r.File, offset: r.Offset,
	}
	x.url = strings.TrimSuffix(strings.TrimPrefix(x.url, "<"), ">") // WARC 1.0 was read as asking for brackets
	if x.wanted() && (x.kind == TypeResponse || x.kind == TypeRevisit) && mediaType(x.contentType) == "application/http" {
		x.head = headBytes(bufio.NewReader(r.Block))
	}
	return x
}

// headBytes reads an HTTP head with its empty line, or as much as is taken for one.
func headBytes(in *bufio.Reader) []byte {
	var head []byte
	for len(head) <= maxHeaderBytes {
		line, err := in.ReadSlice('\n')
		head = append(head, line...)
		if len(bytes.TrimRight(line, "\r\n")) == 0 || err != nil && err != bufio.ErrBufferFull {
			break
		}
	}
	return head
}
