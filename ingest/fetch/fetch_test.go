package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// quick are limits for tests: small, and short of patience.
var quick = Limits{
	MaxURLBytes: 2000, MaxHeadBytes: 8 << 10, MaxBytes: 1 << 20, MaxHTMLBytes: 100_000, MaxErrorPage: 5000,
	Dial: 5 * time.Second, Head: 3 * time.Second, Idle: 3 * time.Second, Grace: 500 * time.Millisecond, MinRate: 1e4, Total: 20 * time.Second,
}

// site serves answers by path; every host name leads to it.
func site(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	s := httptest.NewServer(handler)
	c := New(Options{UserAgent: "irmtrail/test", ConnectTo: everything(t, s.Listener.Addr().String()), Limits: quick})
	t.Cleanup(func() { c.Close(); s.CloseClientConnections(); s.Close() })
	return c
}

// secure is a site over TLS, by one protocol, with the hosts in example.org.
func secure(t *testing.T, handler http.HandlerFunc, protocol string) *Client {
	t.Helper()
	c, _ := clientOf(t, httptest.NewUnstartedServer(handler), protocol)
	return c
}

// clientOf starts a server of one protocol, "" for HTTP/1.1 without TLS, and returns a client whose connections all lead
// there, and the scheme of its addresses.
func clientOf(t *testing.T, s *httptest.Server, protocol string) (c *Client, scheme string) {
	t.Helper()
	own := newAuthority(t)
	s.EnableHTTP2 = protocol == HTTP2
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.TLS = &tls.Config{Certificates: []tls.Certificate{own.certificate(t, time.Hour, "*.example.org")}}
	scheme = "https://"
	if protocol == "" {
		s.Start()
		scheme = "http://"
	} else {
		s.StartTLS()
	}
	c = New(Options{UserAgent: "irmtrail/test", CAs: own.pool, ConnectTo: everything(t, s.Listener.Addr().String()), Limits: quick})
	t.Cleanup(func() { c.Close(); s.CloseClientConnections(); s.Close() })
	return c, scheme
}

func everything(t *testing.T, addr string) []ConnectTo {
	t.Helper()
	to, err := ParseConnectTo("::" + addr)
	if err != nil {
		t.Fatal(err)
	}
	return []ConnectTo{to}
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

// raw writes an answer byte for byte and closes the connection.
func raw(w http.ResponseWriter, answer string) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		io.WriteString(conn, strings.ReplaceAll(answer, "\n", "\r\n"))
		conn.Close()
	}
}

const (
	page = "<!DOCTYPE html><html><body><p>hello</p></body></html>"
	pdf  = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
)

func endless(w io.Writer, r *http.Request) {
	for r.Context().Err() == nil {
		if _, err := w.Write(make([]byte, 64<<10)); err != nil {
			return
		}
	}
}

func answers(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	switch r.URL.Path {
	case "/page":
		io.WriteString(w, page)
	case "/pdf-as-html":
		h.Set("Content-Type", "text/html")
		io.WriteString(w, pdf)
	case "/gzip":
		h.Set("Content-Encoding", "gzip")
		w.Write(zipped([]byte(page)))
	case "/no-gzip":
		h.Set("Content-Encoding", "gzip")
		io.WriteString(w, page)
	case "/brotli":
		h.Set("Content-Encoding", "br")
		io.WriteString(w, page)
	case "/two-members":
		h.Set("Content-Encoding", "gzip")
		w.Write(slices.Concat(zipped([]byte(page[:20])), zipped([]byte(page[20:]))))
	case "/gzip-and-more":
		h.Set("Content-Encoding", "gzip")
		w.Write(append(zipped([]byte(page)), "\n<!-- cached -->"...))
	case "/brotli-empty":
		h.Set("Content-Encoding", "br")
	case "/brotli-endless":
		h.Set("Content-Encoding", "br")
		endless(w, r)
	case "/gzip-empty":
		h.Set("Content-Encoding", "gzip")
	case "/cut-gzip":
		h.Set("Content-Encoding", "gzip")
		w.Write(zipped([]byte(strings.Repeat(page, 500)))[:90])
	case "/bad-gzip":
		h.Set("Content-Encoding", "gzip")
		whole := zipped([]byte(strings.Repeat(page, 500)))
		copy(whole[len(whole)-8:], "wrongsum")
		w.Write(whole)
	case "/bad-gzip-head":
		h.Set("Content-Encoding", "gzip")
		io.WriteString(w, "\x1f\x8b and so on, which is no gzip")
	case "/long-gzip":
		h.Set("Content-Encoding", "gzip")
		w.Write(zipped(bytes.Repeat([]byte("<p>x</p>"), 1<<17)))
	case "/nested-gzip":
		h.Set("Content-Encoding", "gzip, GZIP")
		w.Write(zipped(zipped([]byte(page))))
	case "/nested-lines":
		h["Content-Encoding"] = []string{"gzip", "gzip"}
		w.Write(zipped(zipped([]byte(page))))
	case "/chunks":
		io.WriteString(w, page[:20])
		w.(http.Flusher).Flush()
		io.WriteString(w, page[20:])
	case "/early-hints":
		h.Set("Link", "</style.css>; rel=preload")
		w.WriteHeader(http.StatusEarlyHints)
		io.WriteString(w, page)
	case "/cut-pdf":
		io.WriteString(w, pdf[:30])
	case "/cut-docx":
		io.WriteString(w, "PK\x03\x04 and so on")
	case "/empty":
	case "/endless":
		endless(w, r)
	case "/long":
		h.Set("Content-Length", "99999999")
		io.WriteString(w, "x")
	case "/long-html":
		io.WriteString(w, page+strings.Repeat("<p>more</p>", 20_000))
	case "/drip":
		for range 200 {
			w.Write([]byte("x"))
			w.(http.Flusher).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	case "/stall":
		h.Set("Content-Length", "100")
		io.WriteString(w, "x")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	case "/hang":
		<-r.Context().Done()
	case "/aborted":
		io.WriteString(w, page[:40])
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	case "/head-bomb":
		for i := range 1000 {
			h.Set(fmt.Sprint("X-", i), strings.Repeat("x", 100))
		}
	case "/moved":
		h.Set("Location", "/page")
		w.WriteHeader(http.StatusFound)
	case "/moved-here":
		h.Set("Location", r.URL.Path)
		w.WriteHeader(http.StatusPermanentRedirect)
	case "/moved-nonsense":
		h.Set("Location", "http://[nonsense/")
		w.WriteHeader(http.StatusFound)
	case "/long-line":
		h.Set("X-Long", strings.Repeat("x", 1<<20))
	case "/no-content":
		w.WriteHeader(http.StatusNoContent)
	case "/part":
		w.WriteHeader(http.StatusPartialContent)
		io.WriteString(w, page)
	case "/odd-status":
		w.WriteHeader(999)
	case "/authority":
		w.WriteHeader(http.StatusNonAuthoritativeInfo)
		io.WriteString(w, page)
	case "/down":
		w.WriteHeader(http.StatusServiceUnavailable)
	case "/forbidden":
		w.WriteHeader(http.StatusForbidden)
	case "/challenge":
		h.Set("Cf-Mitigated", "challenge")
		w.WriteHeader(http.StatusForbidden)
	case "/challenge-200":
		h.Set("Cf-Mitigated", "challenge")
		io.WriteString(w, page)
	case "/challenge-202":
		h.Set("X-Amzn-Waf-Action", "challenge")
		w.WriteHeader(http.StatusAccepted)
	case "/moved-nowhere":
		w.WriteHeader(http.StatusFound)
	case "/unasked-304":
		w.WriteHeader(http.StatusNotModified)
	case "/busy":
		h.Set("Retry-After", "120")
		w.WriteHeader(http.StatusTooManyRequests)
	case "/gone":
		w.WriteHeader(http.StatusGone)
	case "/login":
		w.WriteHeader(http.StatusUnauthorized)
	case "/broken":
		w.WriteHeader(http.StatusInternalServerError)
		io.WriteString(w, strings.Repeat("sorry ", 10_000))
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// want is what should come of a request.
type want struct {
	path      string
	outcome   corpus.Outcome
	fault     corpus.Fault
	mediaType string
	truncated string
}

var wants = []want{
	{"/page", corpus.Fetched, "", "text/html", ""},
	{"/pdf-as-html", corpus.Fetched, "", "application/pdf", ""},
	{"/gzip", corpus.Fetched, "", "text/html", ""},
	{"/two-members", corpus.Fetched, "", "text/html", ""},
	{"/gzip-and-more", corpus.Fetched, "", "text/html", ""},
	{"/no-gzip", corpus.Fetched, "", "text/html", ""},
	{"/brotli", corpus.HTTPError, corpus.FaultBadCoding, "text/html", ""},
	{"/brotli-empty", corpus.Fetched, "", "text/plain", ""},
	{"/brotli-endless", corpus.HTTPError, corpus.FaultBadCoding, "application/octet-stream", "length"},
	{"/gzip-empty", corpus.Fetched, "", "text/plain", ""},
	{"/cut-gzip", corpus.Truncated, corpus.FaultIncomplete, "text/html", "disconnect"},
	{"/bad-gzip", corpus.HTTPError, corpus.FaultBadCoding, "text/html", ""},
	{"/bad-gzip-head", corpus.HTTPError, corpus.FaultBadCoding, "text/plain", ""},
	{"/long-gzip", corpus.TooLarge, corpus.FaultTooLarge, "text/html", "length"},
	{"/nested-gzip", corpus.HTTPError, corpus.FaultBadCoding, "application/gzip", ""},
	{"/nested-lines", corpus.HTTPError, corpus.FaultBadCoding, "application/gzip", ""},
	{"/chunks", corpus.Fetched, "", "text/html", ""},
	{"/early-hints", corpus.Fetched, "", "text/html", ""},
	{"/cut-pdf", corpus.Truncated, corpus.FaultIncomplete, "application/pdf", ""},
	{"/cut-docx", corpus.Truncated, corpus.FaultIncomplete, "application/zip", ""},
	{"/empty", corpus.Fetched, "", "text/plain", ""},
	{"/endless", corpus.TooLarge, corpus.FaultTooLarge, "application/octet-stream", "length"},
	{"/long", corpus.TooLarge, corpus.FaultTooLarge, "text/plain", "length"},
	{"/long-html", corpus.TooLarge, corpus.FaultTooLarge, "text/html", "length"},
	{"/drip", corpus.Timeout, corpus.FaultTooSlow, "text/plain", "time"},
	{"/stall", corpus.Timeout, corpus.FaultTimeout, "text/plain", "time"},
	{"/hang", corpus.Timeout, corpus.FaultTimeout, "", ""},
	{"/aborted", corpus.Truncated, corpus.FaultIncomplete, "text/html", "disconnect"},
	{"/head-bomb", corpus.HTTPError, corpus.FaultHeadTooLarge, "", ""},
	{"/long-line", corpus.HTTPError, corpus.FaultHeadTooLarge, "", ""},
	{"/moved", corpus.Redirected, "", "", ""},
	{"/moved-here", corpus.Redirected, "", "", ""},
	{"/moved-nowhere", corpus.HTTPError, corpus.FaultBadRedirect, "", ""},
	{"/moved-nonsense", corpus.HTTPError, corpus.FaultBadRedirect, "", ""},
	{"/unasked-304", corpus.HTTPError, corpus.FaultHTTP, "", ""},
	{"/no-content", corpus.HTTPError, corpus.FaultHTTP, "", ""},
	{"/part", corpus.HTTPError, corpus.FaultHTTP, "text/html", ""},
	{"/odd-status", corpus.HTTPError, corpus.FaultHTTP, "", ""},
	{"/authority", corpus.Fetched, "", "text/html", ""},
	{"/busy", corpus.HTTPError, corpus.FaultRateLimited, "", ""},
	{"/down", corpus.HTTPError, corpus.FaultUnavailable, "", ""},
	{"/missing", corpus.NotFound, corpus.FaultNotFound, "", ""},
	{"/gone", corpus.Gone, corpus.FaultGone, "", ""},
	{"/login", corpus.LoginRequired, corpus.FaultLogin, "", ""},
	{"/forbidden", corpus.HTTPError, corpus.FaultForbidden, "", ""},
	{"/challenge", corpus.HTTPError, corpus.FaultChallenge, "", ""},
	{"/challenge-200", corpus.HTTPError, corpus.FaultChallenge, "text/html", ""},
	{"/challenge-202", corpus.HTTPError, corpus.FaultChallenge, "", ""},
	{"/broken", corpus.HTTPError, corpus.FaultServer, "text/plain", "length"},
}

// Every answer has the same end by every protocol.
func TestOutcomes(t *testing.T) {
	all := many{slots: make(chan struct{}, 12)}
	for protocol, c := range map[string]*Client{HTTP11: site(t, answers), HTTP11 + "s": secure(t, answers, HTTP11), HTTP2: secure(t, answers, HTTP2)} {
		scheme := "http"
		if protocol != HTTP11 {
			scheme = "https"
		}
		for _, w := range wants {
			all.run(func() { // each case has a host, that is a connection, of its own
				r := w.check(t, c, scheme+"://"+w.path[1:]+".example.org"+w.path)
				if r.Answered() && r.Protocol != strings.TrimSuffix(protocol, "s") {
					t.Errorf("%s by %s, not %s", w.path, r.Protocol, protocol)
				}
				if r.Outcome == corpus.Fetched && w.mediaType != "text/plain" && string(r.Payload) != page && string(r.Payload) != pdf {
					t.Errorf("%s: payload %q", w.path, r.Payload)
				}
			})
		}
	}
	all.Wait()
}

// many runs checks at the same time, more of them than there are processors: most of them wait.
type many struct {
	sync.WaitGroup
	slots chan struct{}
}

func (m *many) run(check func()) {
	m.Go(func() {
		m.slots <- struct{}{}
		defer func() { <-m.slots }()
		check()
	})
}

func (w want) check(t *testing.T, c *Client, u string) Result {
	t.Helper()
	r, err := c.Get(context.Background(), Request{URL: corpus.URL(u)})
	if err != nil {
		t.Error(err)
	}
	if r.Outcome != w.outcome || r.Fault != w.fault || r.MediaType != w.mediaType || r.Truncated != w.truncated {
		t.Errorf("%s: %s %q %q %q (%s); want %s %q %q %q", u, r.Outcome, r.Fault, r.MediaType, r.Truncated, r.Error, w.outcome, w.fault, w.mediaType, w.truncated)
	}
	if (r.Fault == "") != (r.Error == "") || r.Error != "" && !sentence.MatchString(r.Error) {
		t.Errorf("%s: outcome %s with fault %q and error %q", u, r.Outcome, r.Fault, r.Error)
	}
	if len(r.Body) > 1<<20+64<<10 {
		t.Errorf("%s: %d bytes kept", u, len(r.Body))
	}
	return r
}

// sentence matches "The body came too slowly."
var sentence = regexp.MustCompile(`^[A-Z].{5,300}[^ .]\.$`)

func TestHeadsAreThoseSent(t *testing.T) {
	c := site(t, func(w http.ResponseWriter, r *http.Request) {
		raw(w, "HTTP/1.1 103 Early Hints\nX-a: 1\n\nHTTP/1.1 200 Fine\nx-lower: Kept \nContent-Length: 2\n\nok")
	})
	r, _ := c.Get(context.Background(), Request{URL: "http://www.example.org/a?b=c#frag", ETag: `"x"`})
	if got, want := string(r.ResponseHead), "HTTP/1.1 200 Fine\r\nx-lower: Kept \r\nContent-Length: 2\r\n\r\n"; got != want {
		t.Errorf("response %q, want %q", got, want)
	}
	want := "GET /a?b=c HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: irmtrail/test\r\nAccept: */*\r\nAccept-Encoding: gzip\r\nIf-None-Match: \"x\"\r\n\r\n"
	if got := string(r.RequestHead); got != want {
		t.Errorf("request %q, want %q", got, want)
	}
	if r.IP != "127.0.0.1" || r.URL != "http://www.example.org/a?b=c" || !r.Answered() {
		t.Errorf("%+v", r)
	}
}

func TestConditional(t *testing.T) {
	c := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != `"v1"` || r.Header.Get("If-Modified-Since") != "Tue, 24 Nov 2026 12:00:00 GMT" {
			t.Error(r.Header)
		}
		w.WriteHeader(http.StatusNotModified)
	})
	r, _ := c.Get(context.Background(), Request{URL: "http://www.example.org/", ETag: `"v1"`, LastModified: "Tue, 24 Nov 2026 12:00:00 GMT"})
	if r.Outcome != corpus.NotModified || r.Error != "" {
		t.Errorf("%s %s", r.Outcome, r.Error)
	}
}

func TestPrefix(t *testing.T) {
	c := site(t, answers)
	for path, want := range map[string]string{"/endless": "length", "/page": ""} {
		r, _ := c.Get(context.Background(), Request{URL: corpus.URL("http://www.example.org" + path), Prefix: 1000})
		if r.Outcome != corpus.Fetched || r.Truncated != want || want != "" && (len(r.Payload) < 1000 || len(r.Payload) > 64<<10) {
			t.Errorf("%s: %s %q, %d bytes", path, r.Outcome, r.Truncated, len(r.Payload))
		}
	}
}

func TestNoCredentialsAreSent(t *testing.T) {
	c := site(t, func(w http.ResponseWriter, r *http.Request) {
		if _, _, ok := r.BasicAuth(); ok || r.Header.Get("Cookie") != "" {
			t.Error(r.Header)
		}
		w.Header().Set("Set-Cookie", "a=b")
	})
	for range 2 {
		if r, _ := c.Get(context.Background(), Request{URL: "http://user:secret@www.example.org/"}); r.Outcome != corpus.Fetched || strings.Contains(r.URL, "secret") {
			t.Errorf("%s %s", r.URL, r.Outcome)
		}
	}
}

func TestCancel(t *testing.T) {
	c := site(t, answers)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := c.Get(ctx, Request{URL: "http://www.example.org/hang"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}
