package warc

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// draft is a record about to be written: a header without length, and the parts of its block.
type draft struct {
	id     string
	header Header
	block  [][]byte
}

// newDraft starts a record. Its id is made of what it says, so that one thing written by two machines has one id.
func newDraft(kind, url, contentType string, at time.Time, block ...[]byte) draft {
	date := at.UTC().Format("2006-01-02T15:04:05.000000Z")
	digest := digestOf(block...)
	d := draft{id: recordID(kind, url, date, digest), block: block}
	d.add("WARC-Type", kind)
	d.add("WARC-Record-ID", d.id)
	d.add("WARC-Date", date)
	d.add("WARC-Target-URI", url)
	d.add("Content-Type", contentType)
	d.add("WARC-Block-Digest", digest)
	return d
}

func (d *draft) add(name, value string) {
	if value != "" {
		d.header = append(d.header, Field{name, oneLine(value)})
	}
}

func (d *draft) length() int64 {
	n := 0
	for _, part := range d.block {
		n += len(part)
	}
	return int64(n)
}

// writeTo writes the record as it stands inside its gzip member.
func (d *draft) writeTo(w io.Writer) error {
	var head bytes.Buffer
	head.WriteString("WARC/1.1\r\n")
	for _, f := range d.header {
		fmt.Fprintf(&head, "%s: %s\r\n", f.Name, f.Value)
	}
	fmt.Fprintf(&head, "Content-Length: %d\r\n\r\n", d.length())
	for _, part := range append([][]byte{head.Bytes()}, d.block...) {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\r\n\r\n")
	return err
}

// digestOf returns the digest of the parts joined, "sha256:9f86d0...".
func digestOf(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// recordID returns a UUID of version 8 (RFC 9562: made by the writer's own rule) from the parts.
func recordID(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		io.WriteString(h, strconv.Itoa(len(p))+":"+p)
	}
	u := h.Sum(nil)[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// oneLine keeps a value from ending its header line early.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// fields returns a block of type application/warc-fields.
func fields(list []Field) []byte {
	var b bytes.Buffer
	for _, f := range list {
		if f.Value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", f.Name, oneLine(f.Value))
		}
	}
	return b.Bytes()
}
