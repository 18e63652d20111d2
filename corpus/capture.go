package corpus

import (
	"regexp"
	"time"
)

// Outcome says how an attempt to get a URL ended.
type Outcome string

// The outcomes of a capture.
const (
	Fetched         Outcome = "fetched"
	NotModified     Outcome = "not_modified"
	Duplicate       Outcome = "duplicate" // a payload that the archive held already, under whatever URL
	Imported        Outcome = "imported"
	Redirected      Outcome = "redirected" // a hop on the way: final_url says where to
	NotFound        Outcome = "not_found"
	Gone            Outcome = "gone"
	LoginRequired   Outcome = "login_required"
	BlockedByRobots Outcome = "blocked_by_robots"
	BlockedByPolicy Outcome = "blocked_by_policy"
	TooLarge        Outcome = "too_large"
	Truncated       Outcome = "truncated" // the body ended early
	Timeout         Outcome = "timeout"
	NetworkError    Outcome = "network_error"
	HTTPError       Outcome = "http_error"
)

// Got reports whether the outcome brought a payload or confirmed one.
func (o Outcome) Got() bool {
	return o == Fetched || o == NotModified || o == Duplicate || o == Imported
}

// ViaWayback is the way by which a capture got a web archive's copy of its URL.
const ViaWayback = "wayback"

// Role says why a URL was captured, which decides what is read out of it.
type Role string

// The roles of a capture. Pages of the crawl itself (listings, sitemaps, robots.txt) are archived, but are no documents.
const (
	RoleReport   Role = "report"   // a report page or a file of a report
	RoleCited    Role = "cited"    // cited by a footnote
	RoleImported Role = "imported" // given by the operator
	RoleListing  Role = "listing"  // leads to other pages; the index of a web archive too
	RoleRobots   Role = "robots"
)

// Readable reports whether payloads captured in this role are documents.
func (r Role) Readable() bool { return r == RoleReport || r == RoleCited || r == RoleImported }

// Capture is one attempt to get a URL.
type Capture struct {
	CaptureID    CaptureID  `col:"capture_id,key" doc:"cap- and 16 digits made from URL, time, outcome and payload (an import: URL and payload)."`
	URL          URL        `col:"url" doc:"The URL as asked, after repair."`
	FinalURL     URL        `col:"final_url" doc:"The URL that answered, after redirects and share-link resolution; null when it is the same."`
	CapturedAt   time.Time  `col:"captured_at" doc:"When the attempt began."`
	HTTPStatus   int        `col:"http_status,null" doc:"HTTP status code; null without an HTTP answer."`
	MediaType    string     `col:"media_type" doc:"Media type as sniffed from the bytes."`
	DocumentID   DocumentID `col:"document_id,ref=documents" doc:"The document that the payload is; null without a payload and for pages of the crawl itself."`
	Outcome      Outcome    `col:"outcome" doc:"How the attempt ended." enum:"fetched not_modified duplicate imported redirected not_found gone login_required blocked_by_robots blocked_by_policy too_large truncated timeout network_error http_error"`
	Via          string     `col:"via" doc:"How the URL was reached: direct, drive, docs_export, wayback, file, ..."`
	Role         Role       `col:"role" doc:"Why it was captured." enum:"report cited imported listing robots"`
	Payload      Digest     `col:"payload_sha256" doc:"SHA-256 of the payload; null without one."`
	WARCFile     string     `col:"warc_file" doc:"File of the archive that holds the record of this attempt."`
	WARCOffset   *int64     `col:"warc_offset" doc:"Byte offset of that record."`
	ETag         string     `col:"etag" doc:"ETag of the answer."`
	LastModified string     `col:"last_modified" doc:"Last-Modified of the answer, as sent."`
	ErrorCode    Fault      `col:"error_code" doc:"Stable code of what kept the attempt from the document; null when nothing did."`
	Error        string     `col:"error" doc:"Why the attempt failed, in one sentence."`
	MementoDate  time.Time  `col:"memento_datetime" doc:"When a web archive made the copy that was got (RFC 7089); null for what was got from its own host."`
}

// SetID sets the capture's id from what identifies it.
func (c *Capture) SetID() {
	at := c.CapturedAt.UTC().Format(time.RFC3339Nano)
	if c.Outcome == Imported {
		at = ""
	}
	c.CaptureID = CaptureID(StableID("cap", string(c.URL), at, string(c.Outcome), string(c.Payload)))
}

// archiveAddress matches an address of the web archive itself, "https://web.archive.org/web/2021/https://example.org/".
var archiveAddress = regexp.MustCompile(`(?i)^https?://(?:www\.|web\.)?archive\.org(?:[:/]|$)`)

// IsCopy reports whether what was got is a web archive's copy of the URL. Where the URL is the archive's own, it is not.
func (c *Capture) IsCopy() bool {
	return c.Via == ViaWayback && !archiveAddress.MatchString(string(c.URL))
}

// Payload says where in the archive the bytes of a body are.
type Payload struct {
	Digest     Digest
	Bytes      int64
	WARCFile   string // name inside the archive folder
	WARCOffset int64  // of the gzip member of the record that holds the bytes
}

// Kept is a capture with the place of its payload when it was written to the archive anew, nil when it was not.
type Kept struct {
	Capture Capture
	Payload *Payload
}
