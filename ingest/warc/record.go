package warc

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// draft is a record about to be written: its header without length, and the parts of its block. The fields besides are
// those that an index says of it.
type draft struct {
	kind, id, url, date, contentType string
	payload                          string // its digest
	header                           []byte // lines
	block                            [][]byte
	packed                           bool // compression would make it no shorter
}

// newDraft starts a record. Its id is made of what it says, so that one thing written by two machines has one id.
func newDraft(kind, url, contentType string, at time.Time, block ...[]byte) draft {
	date := at.UTC().Format("2006-01-02T15:04:05.000000Z")
	digest := digestOf(block...)
	d := draft{kind: kind, url: targetURI(url), date: date, contentType: contentType, block: block, header: make([]byte, 0, 768)}
	d.id = recordID(kind, url, date, digest)
	d.header = append(d.header, "WARC/1.1\r\n"...)
	d.add("WARC-Type", kind)
	d.add("WARC-Record-ID", d.id)
	d.add("WARC-Date", date)
	d.add("WARC-Target-URI", d.url)
	d.add("Content-Type", contentType)
	d.add("WARC-Block-Digest", digest)
	return d
}

func (d *draft) add(name, value string) {
	if value != "" {
		d.header = append(append(d.header, name...), ": "...)
		d.header = append(append(d.header, oneLine(value)...), "\r\n"...)
	}
}

// addPayload adds the digest of the payload.
func (d *draft) addPayload(digest string) {
	d.payload = digest
	d.add("WARC-Payload-Digest", digest)
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
	d.header = append(d.header, "Content-Length: "...)
	d.header = append(strconv.AppendInt(d.header, d.length(), 10), headEnd...)
	if _, err := w.Write(d.header); err != nil {
		return err
	}
	for _, part := range d.block {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	_, err := w.Write(headEnd)
	return err
}

// digestOf returns the digest of the parts joined, "sha256:9f86d0...". Hexadecimal is how most tools write SHA-256 (as
// they write SHA-1 in base 32), and a base 32 of it would end in "=", which is no character of a digest value:
// https://github.com/iipc/warc-specifications/issues/80 and 48.
func digestOf(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	var sum [sha256.Size]byte
	out := make([]byte, 0, len("sha256:")+2*sha256.Size)
	return string(hex.AppendEncode(append(out, "sha256:"...), h.Sum(sum[:0])))
}

// recordID returns a UUID of version 8 (RFC 9562: made by the writer's own rule) from the parts.
func recordID(parts ...string) string {
	said := make([]byte, 0, 512)
	for _, p := range parts {
		said = append(strconv.AppendInt(said, int64(len(p)), 10), ':')
		said = append(said, p...)
	}
	sum := sha256.Sum256(said)
	u := sum[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	out := append(make([]byte, 0, 48), "<urn:uuid:"...)
	for i, end := range []int{4, 6, 8, 10, 16} {
		if i > 0 {
			out = append(out, '-')
		}
		out = hex.AppendEncode(out, u[[]int{0, 4, 6, 8, 10}[i]:end])
	}
	return string(append(out, '>'))
}

// targetURI returns an address as a header may hold it: blanks, control characters and bytes that are no UTF-8 are
// percent-encoded, as browsers send them; all else stays as it is.
func targetURI(url string) string {
	clean := true
	for _, r := range url {
		clean = clean && r > ' ' && r != 0x7f && r != '\uFFFD'
	}
	if clean {
		return url
	}
	var b strings.Builder
	for i, r := range url {
		switch _, size := utf8.DecodeRuneInString(url[i:]); {
		case r <= ' ' || r == 0x7f || r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, "%%%02X", url[i])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
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
	var b []byte
	for _, f := range list {
		if f.Value != "" {
			b = append(append(b, f.Name...), ": "...)
			b = append(append(b, oneLine(f.Value)...), "\r\n"...)
		}
	}
	return b
}
