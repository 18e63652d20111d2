// Package fetch makes one HTTP request and says how it ended.
//
// [Client.Get] turns an address into a [Result]: the exchange as it went over the wire (heads as sent, body with its
// content coding), the decoded payload, its media type as sniffed, and the outcome as a [corpus.Outcome] with a
// [corpus.Fault] and one sentence. What the world does wrong is a value, never an error.
//
// One call is one request: a redirect is a result, so that every hop can be paced, checked against robots.txt and
// archived by the caller. Pace, robots and retries are not done here. Limits are: on the length of heads and bodies
// (before and after decoding), on waiting, on slowness. No request goes to a private or otherwise special address, which
// is checked on the address that is dialled, unless the operator named it by [ConnectTo]. No proxy, and no cookies and
// credentials but those that a request brings.
//
// Connections speak HTTP/1.1 (RFC 9112), whose heads are kept byte for byte, or HTTP/2 (RFC 9113) where a server prefers
// it, whose heads are written out in the form of HTTP/1.1; doc/decisions/0006 says why.
package fetch

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// The protocols of an answer, by their ALPN names.
const (
	HTTP10 = "http/1.0"
	HTTP11 = "http/1.1"
	HTTP2  = "h2"
)

// maxOpen is how many connections are open before those that nobody uses are closed: each holds some 50 KB.
const maxOpen = 32

// Options are what may be set about a client.
type Options struct {
	UserAgent string         // "irmtrail/1.0 (+https://example.org/contact)"
	From      string         // mail address of who is responsible (RFC 9110 section 10.1.2); anything else is not sent
	ConnectTo []ConnectTo    // first match wins
	CAs       *x509.CertPool // trusted authorities; nil those of the system
	Resolver  *net.Resolver  // nil that of the system
	PerHost   int            // connections to one host, all of which are kept for further requests; 0: one is kept of any number
	Limits    Limits         // zero fields have their defaults
}

// Client makes requests. It is safe for concurrent use.
type Client struct {
	userAgent string
	from      string
	limits    Limits
	dialer    *dialer
	transport *http.Transport
	groups    groups
	large     chan struct{} // has room for the one request that reads a large body
	inflaters sync.Pool
}

// New returns a client.
func New(o Options) *Client {
	limits := o.Limits.withDefaults()
	c := &Client{
		userAgent: o.UserAgent,
		from:      mailAddress(o.From),
		limits:    limits,
		dialer:    newDialer(o, limits),
		groups:    newGroups(o.Resolver),
		large:     make(chan struct{}, 1),
		inflaters: sync.Pool{New: func() any { return newInflater() }},
	}
	c.transport = &http.Transport{
		DialContext:            c.dialer.dialPlain,
		DialTLSContext:         c.dialer.dialTLS,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true, // a dialer of one's own turns it off otherwise
		HTTP2:                  http2Config(limits),
		MaxIdleConnsPerHost:    max(o.PerHost, 1),
		MaxConnsPerHost:        o.PerHost,
		IdleConnTimeout:        90 * time.Second,
		ResponseHeaderTimeout:  limits.Head,
		MaxResponseHeaderBytes: limits.MaxHeadBytes,
	}
	c.dialer.crowded = c.transport.CloseIdleConnections
	return c
}

// http2Config keeps connections small: by itself net/http would take 4 MB of a body before anybody reads it, and 1 GB a
// connection. The window of a stream still lets 5 MB/s through at 100 ms of distance.
func http2Config(l Limits) *http.HTTP2Config {
	return &http.HTTP2Config{
		MaxReceiveBufferPerStream:     512 << 10,
		MaxReceiveBufferPerConnection: 1 << 20,
		MaxReadFrameSize:              16 << 10,
		WriteByteTimeout:              l.Idle,
	}
}

// Close closes the connections that are kept for further requests.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// Result is what came of a request.
type Result struct {
	URL          string // as requested: parsed, without fragment and credentials
	At           time.Time
	Took         time.Duration
	IP           string      // that answered
	Protocol     string      // of the answer: [HTTP10], [HTTP11], [HTTP2]; "" without one
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
	Fault        corpus.Fault // "" when the outcome needs none
	Error        string       // one sentence; "" when the outcome needs none
}

// Answered reports whether there is an exchange to archive.
func (r *Result) Answered() bool { return len(r.ResponseHead) > 0 }

// trouble is what was wrong: the outcome it makes, its code, and the sentence for people.
type trouble struct {
	outcome  corpus.Outcome
	fault    corpus.Fault
	sentence string
}

func (r *Result) fail(t trouble) {
	r.Outcome, r.Fault, r.Error = t.outcome, t.fault, t.sentence
}

// Get makes the request. The error is that of ctx; everything else is in the result.
func (c *Client) Get(ctx context.Context, q Request) (Result, error) {
	start := time.Now()
	r := Result{URL: string(q.URL), At: start.UTC().Truncate(time.Microsecond)}
	if u, refusal := c.address(q.URL); refusal.outcome != "" {
		r.fail(refusal)
	} else {
		r.URL = u.String()
		c.exchange(ctx, u, q, &r)
	}
	r.Took = time.Since(start)
	return r, ctx.Err()
}

func (c *Client) exchange(ctx context.Context, u *url.URL, q Request, r *Result) {
	ctx, watch := watch(ctx, c.limits)
	defer watch.end()
	var w wire
	resp, err := c.transport.RoundTrip(c.request(w.trace(ctx, u), u, q))
	if err != nil {
		t := failure(cause(ctx, err), w.crowdedHead(c.limits))
		w.end(t.outcome == corpus.Timeout)
		r.fail(t)
		return
	}
	defer w.end(false)
	defer resp.Body.Close()
	r.Status, r.Header, r.IP, r.Protocol = resp.StatusCode, resp.Header, w.address(), w.protocol(resp)
	r.RequestHead, r.ResponseHead = w.heads(resp)
	r.RequestHead = withhold(r.RequestHead, q.Secret)
	c.read(ctx, resp, q.Prefix, watch, r)
	if r.Outcome == "" {
		judge(u, q.conditional(), r)
	}
}
