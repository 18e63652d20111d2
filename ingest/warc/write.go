package warc

import (
	"bytes"
	"time"
)

const (
	requestType  = "application/http;msgtype=request"
	responseType = "application/http;msgtype=response"
	fieldsType   = "application/warc-fields"
)

// digest returns the digest of the payload.
func (e *Exchange) digest() string {
	if e.PayloadDigest != "" {
		return e.PayloadDigest
	}
	return digestOf(e.Body)
}

// origin is what a revisit says of the record that holds its payload.
type origin struct{ id, url, date, digest string }

func originOf(h Header) origin {
	o := origin{h.Get("WARC-Record-ID"), h.Get("WARC-Target-URI"), h.Get("WARC-Date"), h.Get("WARC-Payload-Digest")}
	if o.digest == "" {
		o.digest = h.Get("WARC-Block-Digest") // of a resource record, whose block is the payload
	}
	return o
}

// refer makes the record a revisit of another.
func (d *draft) refer(profile string, first origin) {
	d.add("WARC-Profile", profile)
	d.addPayload(first.digest)
	d.add("WARC-Refers-To", first.id)
	d.add("WARC-Refers-To-Target-URI", first.url)
	d.add("WARC-Refers-To-Date", first.date)
}

// about returns the metadata record of another record, or none when there is nothing to say.
func about(id, url string, at time.Time, list []Field) []draft {
	block := fields(list)
	if len(block) == 0 {
		return nil
	}
	d := newDraft(TypeMetadata, url, fieldsType, at, block)
	d.add("WARC-Concurrent-To", id)
	return []draft{d}
}

// transferLine finds the header line whose name says a transfer coding that the stored body no longer has.
var transferLine = []byte("transfer-encoding:")

// storedHead returns a response's head as it is stored: every line as received, but the name of Transfer-Encoding.
func storedHead(head []byte) []byte {
	if !bytes.Contains(bytes.ToLower(head), transferLine) {
		return head
	}
	var out []byte
	for line := range bytes.Lines(head) {
		if len(line) > len(transferLine) && bytes.EqualFold(line[:len(transferLine)], transferLine) {
			out = append(out, "X-Archive-Orig-"...)
		}
		out = append(out, line...)
	}
	return out
}
