package sample

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// The media types of what is made.
const (
	mediaPDF  = "application/pdf"
	mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	mediaGzip = "application/gzip"
	mediaHTML = "text/html; charset=UTF-8"
)

// make sets the body that is sent, and the media type where the archive names none.
func (e *entry) make(kind string) error {
	media, err := mediaHTML, error(nil)
	switch kind {
	case "":
		e.body = e.text
	case "pdf":
		media = mediaPDF
		e.body, err = makePDF(e.manuscript())
	case "scan":
		media = mediaPDF
		e.body, err = makeScan(e.manuscript())
	case "docx":
		media = mediaDOCX
		e.body, err = makeDOCX(e.manuscript())
	case "gzip":
		media = mediaGzip
		e.body, err = compressed(e.text)
	case "latin1":
		media = "text/html; charset=ISO-8859-1"
		e.body, err = charmap.ISO8859_1.NewEncoder().Bytes(e.text)
	default:
		err = fmt.Errorf("no way to make %q", kind)
	}
	if err != nil {
		return err
	}
	if e.header.Get("Content-Type") == "" && e.status < 300 {
		e.header.Set("Content-Type", media)
	}
	return nil
}

// manuscript reads the body as a manuscript with the title, running head and language of the headers.
func (e *entry) manuscript() *manuscript {
	m := parseManuscript(string(e.text))
	m.title = e.orders.Get("X-Title")
	m.running = e.orders.Get("X-Running")
	m.language = e.orders.Get("X-Language")
	return m
}

// compressed is stored, not deflated: its bytes then do not depend on the release of the compressor.
func compressed(data []byte) ([]byte, error) {
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.NoCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// isFile reports whether the entry stands for a file that is offered as one, with validators and ranges.
func (e *entry) isFile() bool {
	media := e.header.Get("Content-Type")
	return media != "" && !strings.HasPrefix(media, "text/html")
}
