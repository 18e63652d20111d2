// Package fetch makes one HTTP request and says how it ended.
//
// [Client.Get] turns an address into a [Result]: the exchange as it went over the wire (heads as sent, body with its
// content coding), the decoded payload, its media type as sniffed, and the outcome as a [corpus.Outcome] with one
// sentence. What the world does wrong is a value, never an error.
//
// One call is one request: a redirect is a result, so that every hop can be paced, checked against robots.txt and
// archived by the caller. Pace, robots and retries are not done here. Limits are: on the length of heads and bodies
// (before and after decoding), on waiting, on slowness. No request goes to a private or otherwise special address, which
// is checked on the address that is dialled, unless the operator named it by [ConnectTo]. No proxy, no cookies, no
// credentials.
//
// Connections speak HTTP/1.1 (RFC 9112), because an archive wants the heads as they were sent.
package fetch

import (
	"context"
	"crypto/x509"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// Options are what may be set about a client.
type Options struct {
	UserAgent string         // "irmtrail/1.0 (+https://example.org/contact)"
	ConnectTo []ConnectTo    // first match wins
	CAs       *x509.CertPool // trusted authorities; nil those of the system
	Limits    Limits         // zero fields have their defaults
}

// Client makes requests. It is safe for concurrent use.
type Client struct {
	userAgent string
	limits    Limits
	dialer    *dialer
	transport *http.Transport
}

// New returns a client.
func New(o Options) *Client {
	limits := o.Limits.withDefaults()
	d := newDialer(o.ConnectTo, o.CAs, limits)
	return &Client{
		userAgent: o.UserAgent,
		limits:    limits,
		dialer:    d,
		transport: &http.Transport{
			DialContext:            d.dialPlain,
			DialTLSContext:         d.dialTLS,
			DisableCompression:     true,
			ForceAttemptHTTP2:      false,
			MaxIdleConns:           32,
			MaxIdleConnsPerHost:    1,
			IdleConnTimeout:        90 * time.Second,
			ResponseHeaderTimeout:  limits.Head,
			MaxResponseHeaderBytes: limits.MaxHeadBytes,
		},
	}
}

// Close closes the connections that are kept for further requests.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// Request is what to get.
type Request struct {
	URL          corpus.URL
	ETag         string // of the copy that is held, for a conditional request
	LastModified string
	Prefix       int64 // when not 0: only so many bytes are wanted, and of a longer body they are taken for all
}

// Result is what came of a request.
type Result struct {
	URL          string // as requested: parsed, without fragment and credentials
	At           time.Time
	Took         time.Duration
	IP           string      // that answered
	Status       int         // 0 without an HTTP answer
	Header       http.Header // nil without one
	RequestHead  []byte
	ResponseHead []byte
	Body         []byte // as sent, without transfer coding
	Payload      []byte // Body without content coding
	MediaType    string // of Payload, as sniffed
	Framed       bool   // the answer said where its body ends, and there it ended
	Truncated    string // why Body is not all, as WARC says it: "length", "time", "disconnect"; "" it is all
	Location     string // of a redirect, absolute
	RetryAfter   time.Duration
	Outcome      corpus.Outcome
	Error        string // one sentence; "" when the outcome needs none
}

// Answered reports whether there is an exchange to archive.
func (r *Result) Answered() bool { return len(r.ResponseHead) > 0 }

func (r *Result) fail(o corpus.Outcome, sentence string) {
	r.Outcome, r.Error = o, sentence
}

// Get makes the request. The error is that of ctx; everything else is in the result.
func (c *Client) Get(ctx context.Context, q Request) (Result, error) {
	start := time.Now()
	r := Result{URL: string(q.URL), At: start.UTC().Truncate(time.Microsecond)}
	if u, refusal := c.address(q.URL); refusal != "" {
		r.fail(corpus.BlockedByPolicy, refusal)
	} else {
		r.URL = u.String()
		c.exchange(ctx, u, q, &r)
	}
	r.Took = time.Since(start)
	return r, ctx.Err()
}

// address parses an address for a request, or says why none is made.
func (c *Client) address(raw corpus.URL) (u *url.URL, refusal string) {
	if len(raw) > c.limits.MaxURLBytes {
		return nil, "The address is too long."
	}
	u, err := corpus.Parse(raw)
	if err != nil || u.Host == "" {
		return nil, "The address cannot be read as a URL."
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, "The address is not one of the web (http or https)."
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	return u, c.dialer.refusal(u)
}

func (c *Client) exchange(ctx context.Context, u *url.URL, q Request, r *Result) {
	limited, cancel := context.WithTimeout(ctx, c.limits.Total)
	defer cancel()
	var wire *recorder // of the connection that the answer came by
	limited = httptrace.WithClientTrace(limited, &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		wire, _ = info.Conn.(*recorder)
		wire.begin()
	}})
	resp, err := c.transport.RoundTrip(c.request(limited, u, q))
	if err != nil {
		r.fail(failure(err))
		return
	}
	defer resp.Body.Close()
	r.Status, r.Header = resp.StatusCode, resp.Header
	r.IP = wire.address()
	r.RequestHead, r.ResponseHead = wire.heads(resp)
	c.read(resp, q.Prefix, r)
	conditional := q.ETag != "" || q.LastModified != ""
	if r.Outcome == "" {
		judge(u, conditional, r)
	}
}

func (c *Client) request(ctx context.Context, u *url.URL, q Request) *http.Request {
	req := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: http.Header{}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}).WithContext(ctx)
	for name, value := range map[string]string{
		"User-Agent": c.userAgent, "Accept": "*/*", "Accept-Encoding": "gzip",
		"If-None-Match": q.ETag, "If-Modified-Since": q.LastModified,
	} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	return req
}
