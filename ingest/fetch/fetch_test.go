package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// quick are limits for tests: small, and short of patience.
var quick = Limits{
	MaxURLBytes: 2000, MaxHeadBytes: 8 << 10, MaxBytes: 1 << 20, MaxHTMLBytes: 100_000, MaxErrorPage: 5000,
	Dial: 2 * time.Second, Head: 1500 * time.Millisecond, Idle: time.Second, Grace: 500 * time.Millisecond, MinRate: 1e4, Total: 5 * time.Second,
}

// site serves answers by path; every host name leads to it.
func site(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	s := httptest.NewServer(handler)
	c := New(Options{UserAgent: "irmtrail/test", ConnectTo: everything(t, s.Listener.Addr().String()), Limits: quick})
	t.Cleanup(func() { c.Close(); s.CloseClientConnections(); s.Close() })
	return c
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
	case "/bad-gzip":
		h.Set("Content-Encoding", "gzip")
		w.Write(zipped([]byte(strings.Repeat(page, 500)))[:90])
	case "/bomb":
		h.Set("Content-Encoding", "gzip")
		w.Write(zipped(bytes.Repeat([]byte("<p>x</p>"), 1<<20)))
	case "/chunks":
		io.WriteString(w, page[:20])
		w.(http.Flusher).Flush()
		io.WriteString(w, page[20:])
	case "/early-hints":
		h.Set("Link", "</style.css>; rel=preload")
		w.WriteHeader(http.StatusEarlyHints)
		io.WriteString(w, page)
	case "/short":
		raw(w, "HTTP/1.1 200 OK\nContent-Length: 100\n\n"+page)
	case "/cut-chunk":
		raw(w, "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n50\nhello")
	case "/cut-html":
		raw(w, "HTTP/1.0 200 OK\n\n"+page[:30])
	case "/closed-html":
		raw(w, "HTTP/1.0 200 OK\n\n"+page)
	case "/cut-pdf":
		io.WriteString(w, pdf[:30])
	case "/cut-docx":
		io.WriteString(w, "PK\x03\x04 and so on")
	case "/empty":
	case "/endless":
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
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
	case "/reset":
		conn, _, _ := w.(http.Hijacker).Hijack()
		conn.(*net.TCPConn).SetLinger(0)
		conn.Close()
	case "/no-http":
		raw(w, "220 mail.example.org ESMTP\n")
	case "/head-bomb":
		for i := range 1000 {
			h.Set(fmt.Sprint("X-", i), strings.Repeat("x", 100))
		}
	case "/moved":
		h.Set("Location", "/page")
		w.WriteHeader(http.StatusFound)
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

func TestOutcomes(t *testing.T) {
	c := site(t, answers)
	for _, want := range []struct {
		path      string
		outcome   corpus.Outcome
		mediaType string
		truncated string
	}{
		{"/page", corpus.Fetched, "text/html", ""},
		{"/pdf-as-html", corpus.Fetched, "application/pdf", ""},
		{"/gzip", corpus.Fetched, "text/html", ""},
		{"/no-gzip", corpus.Fetched, "text/html", ""},
		{"/brotli", corpus.HTTPError, "text/html", ""},
		{"/bad-gzip", corpus.Truncated, "text/html", "disconnect"},
		{"/bomb", corpus.TooLarge, "text/html", "length"},
		{"/chunks", corpus.Fetched, "text/html", ""},
		{"/early-hints", corpus.Fetched, "text/html", ""},
		{"/short", corpus.Truncated, "text/html", "disconnect"},
		{"/cut-chunk", corpus.Truncated, "text/plain", "disconnect"},
		{"/cut-html", corpus.Truncated, "text/html", ""},
		{"/closed-html", corpus.Fetched, "text/html", ""},
		{"/cut-pdf", corpus.Truncated, "application/pdf", ""},
		{"/cut-docx", corpus.Truncated, "application/zip", ""},
		{"/empty", corpus.Fetched, "text/plain", ""},
		{"/endless", corpus.TooLarge, "application/octet-stream", "length"},
		{"/long", corpus.TooLarge, "text/plain", "length"},
		{"/long-html", corpus.TooLarge, "text/html", "length"},
		{"/drip", corpus.Timeout, "text/plain", "time"},
		{"/stall", corpus.Timeout, "text/plain", "time"},
		{"/hang", corpus.Timeout, "", ""},
		{"/reset", corpus.NetworkError, "", ""},
		{"/no-http", corpus.HTTPError, "", ""},
		{"/head-bomb", corpus.HTTPError, "", ""},
		{"/moved", corpus.Redirected, "", ""},
		{"/moved-nowhere", corpus.HTTPError, "", ""},
		{"/unasked-304", corpus.HTTPError, "", ""},
		{"/busy", corpus.HTTPError, "", ""},
		{"/missing", corpus.NotFound, "", ""},
		{"/gone", corpus.Gone, "", ""},
		{"/login", corpus.LoginRequired, "", ""},
		{"/broken", corpus.HTTPError, "text/plain", "length"},
	} {
		t.Run(want.path[1:], func(t *testing.T) {
			t.Parallel()
			r, err := c.Get(context.Background(), Request{URL: corpus.URL("http://www.example.org" + want.path)})
			if err != nil {
				t.Fatal(err)
			}
			if r.Outcome != want.outcome || r.MediaType != want.mediaType || r.Truncated != want.truncated {
				t.Errorf("%s %q %q (%s); want %s %q %q", r.Outcome, r.MediaType, r.Truncated, r.Error, want.outcome, want.mediaType, want.truncated)
			}
			if silent := r.Outcome == corpus.Fetched || r.Outcome == corpus.Redirected; silent != (r.Error == "") {
				t.Errorf("outcome %s with error %q", r.Outcome, r.Error)
			}
			if r.Outcome == corpus.Fetched && want.path != "/empty" && string(r.Payload) != page && string(r.Payload) != pdf {
				t.Errorf("payload %q", r.Payload)
			}
			if len(r.Body) > 1<<20+64<<10 {
				t.Errorf("%d bytes kept", len(r.Body))
			}
		})
	}
}

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

// What must not be asked for is not asked for, whatever the address or the redirect says.
func TestRefused(t *testing.T) {
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer s.Close()
	open, mapped := New(Options{Limits: quick}), New(Options{Limits: quick, ConnectTo: everything(t, s.Listener.Addr().String())})
	defer open.Close()
	defer mapped.Close()
	for _, u := range []corpus.URL{
		corpus.URL(s.URL), "http://localhost/", "http://sub.localhost./", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/",
		"http://2130706433/", "http://0x7f.1/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[fe80::1]/",
		"http://[64:ff9b::7f00:1]/", "http://www.example.org:25/", "ftp://www.example.org/", "file:///etc/passwd", "javascript:alert(1)",
		"http://", "not an address", corpus.URL("http://www.example.org/" + strings.Repeat("x", 3000)),
	} {
		for name, c := range map[string]*Client{"open": open, "mapped": mapped} {
			if c == mapped && u == corpus.URL(s.URL) {
				continue // it is named
			}
			r, err := c.Get(context.Background(), Request{URL: u})
			if r.Outcome != corpus.BlockedByPolicy || r.Error == "" || err != nil {
				t.Errorf("%s: %.60s: %s %s", name, u, r.Outcome, r.Error)
			}
		}
	}
	// A name that resolves to a special address is refused when it is dialled.
	if r, _ := open.Get(context.Background(), Request{URL: "http://ip6-localhost/"}); r.Outcome != corpus.BlockedByPolicy && r.Outcome != corpus.NetworkError {
		t.Errorf("%s %s", r.Outcome, r.Error)
	}
	if asked.Load() != 0 {
		t.Errorf("%d requests were made", asked.Load())
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

func TestTLS(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(answers)) // its certificate is for example.com
	defer s.Close()
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	for _, c := range []struct {
		cas  *x509.CertPool
		url  corpus.URL
		want corpus.Outcome
	}{
		{pool, "https://example.com/page", corpus.Fetched},
		{pool, "https://example.org/page", corpus.NetworkError},
		{nil, "https://example.com/page", corpus.NetworkError},
		{pool, "http://example.com/page", corpus.HTTPError}, // plain HTTP to a TLS port
	} {
		client := New(Options{CAs: c.cas, ConnectTo: everything(t, s.Listener.Addr().String()), Limits: quick})
		r, _ := client.Get(context.Background(), Request{URL: c.url})
		if r.Outcome != c.want {
			t.Errorf("%s: %s %s, want %s", c.url, r.Outcome, r.Error, c.want)
		}
		client.Close()
	}
}

func TestConnectionsAreKept(t *testing.T) {
	var opened atomic.Int32
	s := httptest.NewUnstartedServer(http.HandlerFunc(answers))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	s.Start()
	defer s.Close()
	c := New(Options{ConnectTo: everything(t, s.Listener.Addr().String()), Limits: quick})
	defer c.Close()
	for range 5 {
		if r, _ := c.Get(context.Background(), Request{URL: "http://www.example.org/page"}); !bytes.HasPrefix(r.ResponseHead, []byte("HTTP/1.1 200 OK\r\n")) {
			t.Fatalf("%q", r.ResponseHead)
		}
	}
	if opened.Load() != 1 {
		t.Errorf("%d connections", opened.Load())
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

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, " 1.5 ": 1500 * time.Millisecond, "-5": 0, "soon": 0, "NaN": 0,
		"99999999999999999999": 24 * time.Hour, "Inf": 24 * time.Hour,
		"Tue, 24 Nov 2026 12:00:30 GMT": 30 * time.Second, "Tue, 24 Nov 2026 11:00:00 GMT": 0, "Tue, 24 Nov 2099 12:00:00 GMT": 24 * time.Hour,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("retryAfter(%q) = %v, want %v", value, got, want)
		}
	}
}
