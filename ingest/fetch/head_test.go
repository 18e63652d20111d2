package fetch

import (
	"bufio"
	"bytes"
	"context"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestWithhold(t *testing.T) {
	head := []byte("GET /?x-key=1 HTTP/1.1\r\nHost: a\r\nX-Key: secret: one\r\nx-key: two\r\nAccept: */*\r\n\r\n")
	want := "GET /?x-key=1 HTTP/1.1\r\nHost: a\r\nX-Key: [withheld]\r\nx-key: [withheld]\r\nAccept: */*\r\n\r\n"
	if got := string(withhold(head, []string{"X-KEY", "Cookie"})); got != want {
		t.Errorf("%q", got)
	}
	if got := withhold(head, nil); !bytes.Equal(got, head) {
		t.Errorf("%q", got)
	}
}

func TestAnnounced(t *testing.T) {
	for head, want := range map[string]int64{
		"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n":                                  12,
		"HTTP/1.1 200 OK\r\ncontent-length:12\r\n\r\n":                                   12,
		"HTTP/1.1 200 OK\r\nContent-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n":    unknown,
		"HTTP/1.1 200 OK\r\n\r\n":                                                        unknown,
		"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n":                                  unknown,
		"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n":                                unknown,
		"HTTP/1.1 204 No Content\r\nContent-Length: 12\r\n\r\n":                          0,
		"HTTP/1.1 304 Not Modified\r\nContent-Length: 12\r\n\r\n":                        0,
		"HTTP/1.0 200\nContent-Length: 3\n\n":                                            3,
		"HTTP/1.1 200 OK\r\nX-Content-Length: 12\r\nX: Content-Length: 1\r\n\r\nbody: 1": unknown,
	} {
		if got := announced([]byte(head)); got != want {
			t.Errorf("%q: %d, want %d", head, got, want)
		}
	}
}

// What a connection is given, however it is cut up, net/http and the record of the head read in the same way; and the
// record grows no further than a head may.
func FuzzRecorder(f *testing.F) {
	for _, a := range rawSeeds {
		f.Add([]byte(a), uint8(7))
	}
	f.Fuzz(func(t *testing.T, answer []byte, step uint8) {
		limits := Limits{MaxHeadBytes: 2000, Idle: time.Second}
		r := newRecorder(&pieces{rest: answer, step: int(step)%50 + 1}, nil, limits)
		r.begin()
		buf := bufio.NewReaderSize(r, 512)
		var resp *http.Response
		for {
			var err error
			if resp, err = http.ReadResponse(buf, nil); err != nil {
				return
			}
			if resp.StatusCode < 100 || resp.StatusCode > 199 || resp.StatusCode == 101 {
				break
			}
		}
		_, head := r.heads(resp)
		if len(r.received) > r.max {
			t.Errorf("%d bytes kept", len(r.received))
		}
		again, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(head)), nil)
		if err != nil || again.StatusCode != resp.StatusCode {
			t.Errorf("head %q of %q: %v", head, answer, err)
		}
	})
}

var rawSeeds = []string{
	"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
	"HTTP/1.1 103 Early Hints\r\nX-A: 1\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody\r\n\r\n",
	"HTTP/1.0 404 \nX-A: 1\n\nHTTP/1.1 200 OK\r\n\r\n",
	"HTTP/1.1 204 No Content\r\n\r\nmore",
	"HTTP/1.1 101 Switching\r\n\r\n",
	"220 mail\r\n\r\n",
	"HTTP/1.1 200 OK\r\nX-A: " + strings.Repeat("x", 3000) + "\r\n\r\n",
}

// pieces is a connection that gives what it has in pieces.
type pieces struct {
	net.Conn
	rest []byte
	step int
}

func (p *pieces) Read(b []byte) (int, error) {
	if len(p.rest) == 0 {
		return 0, net.ErrClosed
	}
	n := copy(b, p.rest[:min(p.step, len(p.rest))])
	p.rest = p.rest[n:]
	return n, nil
}

func TestRequest(t *testing.T) {
	c := New(Options{UserAgent: "irmtrail/test", From: "crawler@example.org"})
	defer c.Close()
	for name, q := range map[string]Request{
		"plain":   {},
		"further": {Header: http.Header{"accept": {"text/html"}, "X-Key": {"a", "b"}}},
		"cookies": {Cookies: []*http.Cookie{{Name: "a", Value: "1"}, {Name: "b", Value: "2"}}},
		"held":    {ETag: `"x"`, LastModified: "Tue, 24 Nov 2026 12:00:00 GMT"},
		"unheld":  {ETag: "\"\x01\n\"", LastModified: strings.Repeat("x", maxValidator+1)},
	} {
		u, bad := c.address("http://www.example.org/")
		if bad.outcome != "" {
			t.Fatal(bad)
		}
		var b bytes.Buffer
		c.request(context.Background(), u, q).Write(&b)
		want := map[string]string{
			"plain": "", "unheld": "", "cookies": "Cookie: a=1; b=2\r\n", "further": "X-Key: a\r\nX-Key: b\r\n",
			"held": "If-Modified-Since: Tue, 24 Nov 2026 12:00:00 GMT\r\nIf-None-Match: \"x\"\r\n",
		}[name]
		accept := "*/*"
		if name == "further" {
			accept = "text/html"
		}
		all := "GET / HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: irmtrail/test\r\nAccept: " + accept + "\r\nAccept-Encoding: gzip\r\n"
		if from := "From: crawler@example.org\r\n"; name == "cookies" {
			all += want + from + "\r\n"
		} else {
			all += from + want + "\r\n"
		}
		if b.String() != all {
			t.Errorf("%s: %q, want %q", name, b.String(), all)
		}
	}
}

func TestMailAddress(t *testing.T) {
	for s, want := range map[string]string{
		"a@example.org": "a@example.org", "https://example.org/contact": "", "": "", "Name <a@example.org>": "", "a@example.org\r\nX: 1": "",
	} {
		if got := mailAddress(s); got != want {
			t.Errorf("mailAddress(%q) = %q", s, got)
		}
	}
}

// Values that are secret are sent, and not told.
func TestSecret(t *testing.T) {
	c := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Key") != "secret" || r.Header.Get("Cookie") != "s=secret" {
			t.Error(r.Header)
		}
	})
	r, _ := c.Get(context.Background(), Request{
		URL: "http://www.example.org/", Header: http.Header{"X-Key": {"secret"}},
		Cookies: []*http.Cookie{{Name: "s", Value: "secret"}}, Secret: []string{"x-key", "cookie"},
	})
	if r.Outcome != corpus.Fetched || bytes.Contains(r.RequestHead, []byte("secret")) || bytes.Count(r.RequestHead, []byte(withheld)) != 2 {
		t.Errorf("%s %q", r.Outcome, r.RequestHead)
	}
}

// Any address is requested, or refused with a reason.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"http://a/", "http://0x7f.1/", "http://[::1]/", "http://a:25/", "\x00", "http://\u2025/", "http://a/%zz?%", "https://xn--/"} {
		f.Add(s)
	}
	c := New(Options{})
	f.Fuzz(func(t *testing.T, s string) {
		u, refusal := c.address(corpus.URL(s))
		if (u == nil) != (refusal.outcome == corpus.BlockedByPolicy) || u == nil && !sentence.MatchString(refusal.sentence) {
			t.Fatalf("%v %v", u, refusal)
		}
		if u != nil && (u.User != nil || u.Fragment != "" || u.Host == "" || strings.ContainsFunc(u.String(), isControl)) {
			t.Errorf("%q is requested as %q", s, u)
		}
	})
}
