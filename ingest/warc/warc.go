// Package warc keeps what the crawler got as WARC 1.1 files and finds it again.
//
// An [Archive] is a folder of files named irmtrail-YYYYMMDDhhmmss-NNNNN.warc.gz. Each starts with a warcinfo record and holds
// one gzip member per record, so that a record can be read knowing its file and offset ([Location]) only. The file being
// written has the suffix ".open"; a finished file is never touched again. Every write and every [Batch] is synced before
// it returns, so a location that a database holds always leads to a whole record. What a crash leaves behind at worst is
// one incomplete record at the end of an ".open" file, which [Open] cuts off.
//
// Words, as the specification has them: a record's block is all that follows its header; the payload is the part of the
// block that is the body, for an HTTP response the entity body. Blocks of responses hold the head as it was received and
// the body without its transfer coding ("Transfer-Encoding: chunked" in the head becomes "X-Archive-Orig-Transfer-Encoding",
// the custom of web archives), because tools disagree on whether payload digests count chunk headers: so there are none.
// A content coding (gzip) stays as it was sent; [Reader.Payload] undoes it. Digests are written as "sha256:" and
// lower-case hexadecimal.
//
// For other tools there is an index of the closed files, [IndexFile], and one of each of them, in the form CDXJ with SURT
// keys. [Open] and [Archive.Close] bring them up to date. The package itself reads none of them: they can be deleted and
// are made anew.
//
// The package does not decide what is archived, keeps no index of digests (the record store does) and does not speak
// HTTP. It follows ISO 28500:2017 (WARC 1.1), https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/.
package warc

import (
	"strings"
	"time"
)

// The types of record that the archive writes.
const (
	TypeInfo     = "warcinfo"
	TypeRequest  = "request"
	TypeResponse = "response"
	TypeRevisit  = "revisit"
	TypeResource = "resource"
	TypeMetadata = "metadata"
)

// The profiles of revisit records.
const (
	IdenticalPayload = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	NotModified      = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// Location is where a record is: a file inside the archive folder (its name without ".open") and the offset of its gzip
// member.
type Location struct {
	File   string
	Offset int64
}

// Field is one line of a record's header or of a block of type application/warc-fields.
type Field struct {
	Name, Value string
}

// Header is a record's header, in order.
type Header []Field

// Get returns the value of the first field with the name, in whatever case, or "".
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Exchange is one HTTP request with its answer.
type Exchange struct {
	URL          string // that was asked
	At           time.Time
	IP           string // address that answered, "" unknown
	RequestHead  []byte // with its empty line
	ResponseHead []byte // with its empty line, as received
	Body         []byte // without transfer coding, with content coding
	Truncated    string // why Body is not all of it: "length", "time", "disconnect", "unspecified"; "" it is
	Metadata     []Field

	// Protocol is the protocol by its ALPN name: "h2", "http/1.1"; "" when unknown. It becomes WARC-Protocol.
	Protocol string
	// PayloadDigest is the digest of Body, "sha256:" and 64 hexadecimal digits, from a caller who knows it; "" makes the
	// archive compute it.
	PayloadDigest string
}

// Resource is a file that was not got by HTTP.
type Resource struct {
	URL       string
	At        time.Time
	MediaType string
	Body      []byte
	Metadata  []Field
}
