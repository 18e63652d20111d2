package fetch

import (
	"context"
	"net/http"
	"net/mail"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpguts"

	"github.com/irmtrail/irmtrail/corpus"
)

// maxValidator bounds the validators of a conditional request: what a server once sent as ETag comes back to it.
const maxValidator = 4 << 10

// Request is what to get.
type Request struct {
	URL          corpus.URL
	ETag         string // of the copy that is held, for a conditional request
	LastModified string
	Prefix       int64          // when not 0: only so many bytes are wanted, and of a longer body they are taken for all
	Header       http.Header    // further fields, or other values of the usual ones
	Cookies      []*http.Cookie // sent with this request only
	Secret       []string       // names of fields whose values are not to be in the result's RequestHead
}

func (q Request) conditional() bool { return q.ETag != "" || q.LastModified != "" }

func (c *Client) request(ctx context.Context, u *url.URL, q Request) *http.Request {
	header := make(http.Header, 8+len(q.Header))
	for _, field := range [...]struct{ name, value string }{
		{"User-Agent", c.userAgent},
		{"From", c.from},
		{"Accept", "*/*"},
		{"Accept-Encoding", "gzip"},
		{"If-None-Match", validator(q.ETag)},
		{"If-Modified-Since", validator(q.LastModified)},
	} {
		if field.value != "" {
			header[field.name] = []string{field.value}
		}
	}
	for name, values := range q.Header {
		header[http.CanonicalHeaderKey(name)] = values
	}
	req := &http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: header, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
	for _, cookie := range q.Cookies {
		req.AddCookie(cookie)
	}
	return req.WithContext(ctx)
}

// validator returns what a server sent as ETag or Last-Modified when it can be sent back, "" when not: servers do not
// hold back what no field may hold, and a request with it would never be made.
func validator(value string) string {
	if len(value) > maxValidator || !httpguts.ValidHeaderFieldValue(value) {
		return ""
	}
	return value
}

// mailAddress returns a mail address as it is, "" for anything else.
func mailAddress(s string) string {
	if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
		return ""
	}
	return s
}

// address parses an address for a request, or says why none is made.
func (c *Client) address(raw corpus.URL) (*url.URL, trouble) {
	bad := func(sentence string) (*url.URL, trouble) {
		return nil, trouble{corpus.BlockedByPolicy, corpus.FaultBadAddress, sentence}
	}
	if len(raw) > c.limits.MaxURLBytes {
		return bad("The address is too long.")
	}
	if strings.ContainsFunc(strings.TrimSpace(string(raw)), isControl) {
		return bad("The address holds control characters.")
	}
	u, err := corpus.Parse(raw)
	if err != nil || u.Host == "" {
		return bad("The address cannot be read as a URL.")
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return bad("The address is not one of the web (http or https).")
	}
	if !goodPort(portOf(u)) {
		return bad("The address has the port of another service, " + portOf(u) + ".")
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if sentence := c.dialer.refusal(u); sentence != "" {
		return nil, trouble{corpus.BlockedByPolicy, corpus.FaultRefusedAddress, sentence}
	}
	return u, trouble{}
}

// isControl reports control characters but line breaks and tabs: browsers drop those from links, where lines of markup
// were broken inside them.
func isControl(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f
}
