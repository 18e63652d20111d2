package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"github.com/irmtrail/irmtrail/corpus"
)

// The heads of HTTP/2 are those of HTTP/1.1 in another order, nothing added.
func TestHeadsOfHTTP2(t *testing.T) {
	c := secure(t, func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h["Date"], h["Content-Type"] = nil, nil
		h.Set("X-Upper", "Kept ")
		h.Add("Set-Cookie", "b=2")
		h.Add("Set-Cookie", "a=1")
		h.Set("Content-Length", "2")
		w.WriteHeader(http.StatusEarlyHints)
		io.WriteString(w, "ok")
	}, HTTP2)
	r, _ := c.Get(context.Background(), Request{
		URL: "https://www.example.org/a?b=c#frag", ETag: `"x"`, Secret: []string{"x-key", "COOKIE"},
		Header: http.Header{"X-Key": {"secret"}, "accept-language": {"pt"}}, Cookies: []*http.Cookie{{Name: "a", Value: "1"}, {Name: "b", Value: "2"}},
	})
	if got, want := string(r.ResponseHead), "HTTP/1.1 200 \r\ncontent-length: 2\r\nset-cookie: b=2\r\nset-cookie: a=1\r\nx-upper: Kept \r\n\r\n"; got != want {
		t.Errorf("response %q, want %q", got, want)
	}
	want := "GET /a?b=c HTTP/1.1\r\nhost: www.example.org\r\naccept: */*\r\naccept-encoding: gzip\r\naccept-language: pt\r\ncookie: [withheld]\r\n" +
		"if-none-match: \"x\"\r\nuser-agent: irmtrail/test\r\nx-key: [withheld]\r\n\r\n"
	if got := string(r.RequestHead); got != want {
		t.Errorf("request %q, want %q", got, want)
	}
	if r.IP != "127.0.0.1" || r.Protocol != HTTP2 || !r.Framed {
		t.Errorf("%+v", r)
	}
}

// counted is a server of one protocol that counts connections: opened, and open at the same time.
type counted struct {
	opened, open, most atomic.Int32
}

func (c *counted) watch(s *httptest.Server) {
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			c.opened.Add(1)
			now := c.open.Add(1)
			for most := c.most.Load(); now > most && !c.most.CompareAndSwap(most, now); most = c.most.Load() {
			}
		case http.StateClosed, http.StateHijacked:
			c.open.Add(-1)
		}
	}
}

// A connection serves one request after the other; more at once take no more connections than they are; and one at most is
// kept for a host.
func TestConnections(t *testing.T) {
	for _, protocol := range []string{"", HTTP11, HTTP2} {
		t.Run(protocol, func(t *testing.T) {
			var count counted
			s := httptest.NewUnstartedServer(http.HandlerFunc(answers))
			count.watch(s)
			c, scheme := clientOf(t, s, protocol)
			get := func(host, path string) {
				r, _ := c.Get(context.Background(), Request{URL: corpus.URL(scheme + host + ".example.org" + path)})
				if r.Outcome != corpus.Fetched || len(r.ResponseHead) == 0 {
					t.Errorf("%s %s %s %q", path, r.Outcome, r.Error, r.ResponseHead)
				}
			}
			for range 5 {
				get("a", "/page")
				get("a", "/gzip")
			}
			if n := count.opened.Load(); n != 1 {
				t.Errorf("%d connections for one request after the other", n)
			}
			var wg sync.WaitGroup
			for _, host := range []string{"a", "b", "c"} {
				for range 4 {
					wg.Go(func() { get(host, "/chunks") })
				}
			}
			wg.Wait()
			if n := count.most.Load(); n > 12 {
				t.Errorf("%d connections at once", n)
			}
			for range 100 {
				if count.open.Load() <= 3 {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
			if open, ours := count.open.Load(), c.dialer.open.Load(); open != 3 || ours != 3 {
				t.Errorf("%d connections are kept, %d by our count", open, ours)
			}
		})
	}
}

// Connections to many hosts do not add up.
func TestManyHosts(t *testing.T) {
	for _, protocol := range []string{"", HTTP2} {
		var count counted
		s := httptest.NewUnstartedServer(http.HandlerFunc(answers))
		count.watch(s)
		c, scheme := clientOf(t, s, protocol)
		for i := range 3 * maxOpen {
			want{"", corpus.Fetched, "", "text/html", ""}.check(t, c, fmt.Sprintf("%sh%d.example.org/page", scheme, i))
		}
		if n := c.dialer.open.Load(); n > maxOpen {
			t.Errorf("%q: %d open", protocol, n)
		}
	}
}

// An idle connection of HTTP/2 is cheap, also after a long body.
func TestMemoryOfConnections(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 900_000)) }))
	c, scheme := clientOf(t, s, HTTP2)
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc + m.StackInuse
	}
	get := func(i int) {
		c.Get(context.Background(), Request{URL: corpus.URL(fmt.Sprintf("%sh%d.example.org/", scheme, i))})
	}
	get(0)
	before := heap()
	const more = 25
	for i := range more {
		get(i + 1)
	}
	// The server's side is in it too.
	if each := (int64(heap()) - int64(before)) / more; each > 250_000 {
		t.Errorf("%d bytes a connection", each)
	} else {
		t.Logf("%d bytes a connection, both sides", each)
	}
}

// frames is a server of HTTP/2 that writes frames of its own.
type frames struct {
	*http2.Framer
	conn   net.Conn
	head   bytes.Buffer
	hpack  *hpack.Encoder
	stream uint32
}

// serveFrames serves each request by what write does for its path.
func serveFrames(t *testing.T, answers map[string]func(*frames)) (addr string, own *authority) {
	t.Helper()
	own = newAuthority(t)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{own.certificate(t, time.Hour, "*.example.org")}, NextProtos: []string{HTTP2},
	})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	t.Cleanup(func() { l.Close(); wg.Wait() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { serveConn(conn, answers) })
		}
	}()
	return l.Addr().String(), own
}

func serveConn(conn net.Conn, answers map[string]func(*frames)) {
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(8 * time.Second))
	if _, err := io.ReadFull(conn, make([]byte, len(http2.ClientPreface))); err != nil {
		return
	}
	f := &frames{Framer: http2.NewFramer(conn, conn), conn: conn}
	f.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	f.hpack = hpack.NewEncoder(&f.head)
	f.WriteSettings()
	for {
		frame, err := f.ReadFrame()
		if err != nil {
			return
		}
		switch frame := frame.(type) {
		case *http2.SettingsFrame:
			if !frame.IsAck() {
				f.WriteSettingsAck()
			}
		case *http2.PingFrame:
			if !frame.IsAck() {
				f.WritePing(true, frame.Data)
			}
		case *http2.MetaHeadersFrame:
			f.stream = frame.StreamID
			answers[strings.TrimPrefix(frame.PseudoValue("path"), "/")](f)
		}
	}
}

// aside writes frames beside those that the loop writes.
func (f *frames) aside() *frames {
	return &frames{Framer: http2.NewFramer(f.conn, nil), conn: f.conn, stream: f.stream}
}

// fields encodes fields, "name: value" each.
func (f *frames) fields(list ...string) []byte {
	f.head.Reset()
	for _, s := range list {
		name, value, _ := strings.Cut(s, ": ")
		f.hpack.WriteField(hpack.HeaderField{Name: name, Value: value})
	}
	return bytes.Clone(f.head.Bytes())
}

func (f *frames) headers(end bool, list ...string) error {
	return f.WriteHeaders(http2.HeadersFrameParam{StreamID: f.stream, BlockFragment: f.fields(list...), EndHeaders: true, EndStream: end})
}

const status200 = ":status: 200"

var frameAnswers = map[string]struct {
	want
	write func(*frames)
}{
	"whole": {want{"", corpus.Fetched, "", "text/html", ""}, func(f *frames) {
		f.headers(false, status200)
		f.WriteData(f.stream, true, []byte(page))
	}},
	"trailer": {want{"", corpus.Fetched, "", "text/html", ""}, func(f *frames) {
		f.headers(false, status200, "trailer: x-sum")
		f.WriteData(f.stream, false, []byte(page))
		f.headers(true, "x-sum: 1")
	}},
	"reset-head": {want{"", corpus.NetworkError, corpus.FaultConnection, "", ""}, func(f *frames) { f.WriteRSTStream(f.stream, http2.ErrCodeInternal) }},
	"reset-body": {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/html", "disconnect"}, func(f *frames) {
		f.headers(false, status200)
		f.WriteData(f.stream, false, []byte(page))
		f.WriteRSTStream(f.stream, http2.ErrCodeCancel)
	}},
	"goaway-body": {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/html", "disconnect"}, func(f *frames) {
		f.headers(false, status200)
		f.WriteData(f.stream, false, []byte(page))
		f.WriteGoAway(f.stream, http2.ErrCodeNo, []byte("restart"))
		f.conn.Close()
	}},
	"goaway-goes-on": {want{"", corpus.Fetched, "", "text/html", ""}, func(f *frames) {
		f.headers(false, status200)
		f.WriteGoAway(f.stream, http2.ErrCodeNo, nil)
		f.WriteData(f.stream, true, []byte(page))
	}},
	"goaway-head": {want{"", corpus.NetworkError, corpus.FaultConnection, "", ""}, func(f *frames) {
		f.WriteGoAway(f.stream, http2.ErrCodeEnhanceYourCalm, []byte("too many"))
		f.conn.Close()
	}},
	"dropped-head": {want{"", corpus.NetworkError, corpus.FaultConnection, "", ""}, func(f *frames) { f.conn.Close() }},
	"dropped-body": {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/html", "disconnect"}, func(f *frames) {
		f.headers(false, status200)
		f.WriteData(f.stream, false, []byte(page))
		f.conn.Close()
	}},
	"short": {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/html", "disconnect"}, func(f *frames) {
		f.headers(false, status200, "content-length: 100")
		f.WriteData(f.stream, true, []byte(page))
	}},
	"short-empty": {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/plain", "disconnect"}, func(f *frames) { f.headers(true, status200, "content-length: 100") }},
	"too-much": {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/plain", "disconnect"}, func(f *frames) {
		f.headers(false, status200, "content-length: 5")
		f.WriteData(f.stream, true, []byte(page))
	}},
	"negative": {want{"", corpus.Fetched, "", "text/html", ""}, func(f *frames) {
		f.headers(false, status200, "content-length: -5")
		f.WriteData(f.stream, true, []byte(page))
	}},
	"two-lengths": {want{"", corpus.Fetched, "", "text/html", ""}, func(f *frames) {
		f.headers(false, status200, "content-length: 5", "content-length: 7")
		f.WriteData(f.stream, true, []byte(page))
	}},
	"endless": {want{"", corpus.TooLarge, corpus.FaultTooLarge, "application/octet-stream", "length"}, func(f *frames) {
		f.headers(false, status200)
		f = f.aside()
		go func() { // the window is read by the loop that calls this
			for range 200 {
				if f.WriteData(f.stream, false, make([]byte, 1<<14)) != nil {
					return
				}
				time.Sleep(time.Millisecond)
			}
		}()
	}},
	"no-status":   {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(f *frames) { f.headers(true, "x-a: 1") }},
	"word-status": {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(f *frames) { f.headers(true, ":status: fine") }},
	"upper-name":  {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(f *frames) { f.headers(true, status200, "X-Upper: 1") }},
	"feed-value":  {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(f *frames) { f.headers(true, status200, "x-a: 1\r\nx-b: 2") }},
	"bad-hpack": {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(f *frames) {
		f.WriteHeaders(http2.HeadersFrameParam{StreamID: f.stream, BlockFragment: []byte{0xff, 0xff, 0xff, 0xff, 0xff}, EndHeaders: true})
	}},
	"garbage":    {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(f *frames) { send(f.conn, "HTTP/1.1 400 Bad Request\r\n\r\n") }},
	"data-first": {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(f *frames) { f.WriteData(f.stream, true, []byte(page)) }},
	"push": {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(f *frames) {
		f.WritePushPromise(http2.PushPromiseParam{StreamID: f.stream, PromiseID: 2, BlockFragment: f.fields(":method: GET"), EndHeaders: true})
	}},
	"large-head": {want{"", corpus.HTTPError, corpus.FaultHeadTooLarge, "", ""}, func(f *frames) {
		f.headers(true, status200, "x-a: "+strings.Repeat("x", 9_000))
	}},
	"endless-head": {want{"", corpus.HTTPError, corpus.FaultHeadTooLarge, "", ""}, func(f *frames) {
		f.WriteHeaders(http2.HeadersFrameParam{StreamID: f.stream, BlockFragment: f.fields(status200)})
		for i := 0; f.WriteContinuation(f.stream, false, f.fields(fmt.Sprintf("x-%d: %s", i, strings.Repeat("x", 1000)))) == nil; i++ {
		}
	}},
	"indexed-head": {want{"", corpus.HTTPError, corpus.FaultHeadTooLarge, "", ""}, func(f *frames) { // 3 kB that stand for 12 MB
		f.headers(true, append([]string{status200}, slices.Repeat([]string{"x-a: " + strings.Repeat("x", 4000)}, 3000)...)...)
	}},
	"1xx-flood": {want{"", corpus.HTTPError, corpus.FaultHeadTooLarge, "", ""}, func(f *frames) {
		for range 10_000 {
			if f.headers(false, ":status: 103", "link: </style.css>; rel=preload") != nil {
				return
			}
		}
	}},
	"ping-flood": {want{"", corpus.Timeout, corpus.FaultTimeout, "text/html", "time"}, func(f *frames) {
		f.headers(false, status200)
		f.WriteData(f.stream, false, []byte(page))
		f = f.aside()
		go func() {
			for f.WritePing(false, [8]byte{}) == nil {
				time.Sleep(50 * time.Millisecond)
			}
		}()
	}},
	"empty-frames": {want{"", corpus.Timeout, corpus.FaultTimeout, "text/html", "time"}, func(f *frames) {
		f.headers(false, status200)
		f.WriteData(f.stream, false, []byte(page))
		f = f.aside()
		go func() {
			for f.WriteData(f.stream, false, nil) == nil {
				time.Sleep(50 * time.Millisecond)
			}
		}()
	}},
	"head-ping-flood": {want{"", corpus.Timeout, corpus.FaultTimeout, "", ""}, func(f *frames) {
		f = f.aside()
		go func() {
			for f.WritePing(false, [8]byte{}) == nil {
				time.Sleep(50 * time.Millisecond)
			}
		}()
	}},
	"silent": {want{"", corpus.Timeout, corpus.FaultTimeout, "", ""}, func(*frames) {}},
	"204-body": {want{"", corpus.HTTPError, corpus.FaultHTTP, "text/html", ""}, func(f *frames) {
		f.headers(false, ":status: 204")
		f.WriteData(f.stream, true, []byte(page))
	}},
	"304-body": {want{"", corpus.HTTPError, corpus.FaultHTTP, "text/html", ""}, func(f *frames) {
		f.headers(false, ":status: 304")
		f.WriteData(f.stream, true, []byte(page))
	}},
	"coded-empty": {want{"", corpus.Fetched, "", "text/plain", ""}, func(f *frames) { f.headers(true, status200, "content-encoding: gzip", "content-length: 0") }},
}

// A hostile server of HTTP/2 gets no further than one of HTTP/1.1. Every answer has a host, that is a connection, of its own.
func TestFrames(t *testing.T) {
	writers := map[string]func(*frames){}
	for name, a := range frameAnswers {
		writers[name] = a.write
	}
	addr, own := serveFrames(t, writers)
	c := New(Options{CAs: own.pool, ConnectTo: everything(t, addr), Limits: quick})
	defer c.Close()
	all := many{slots: make(chan struct{}, 12)}
	for name, a := range frameAnswers {
		all.run(func() {
			r := a.check(t, c, "https://"+name+".example.org/"+name)
			if r.Answered() && r.Protocol != HTTP2 {
				t.Errorf("%s by %s", name, r.Protocol)
			}
			if r.Outcome == corpus.Fetched && r.MediaType == "text/html" && string(r.Payload) != page {
				t.Errorf("%s: payload %q", name, r.Payload)
			}
		})
	}
	all.Wait()
}

// A connection that a server shuts down gracefully, and streams that it refuses, are no failures: the request goes over
// another connection.
func TestGoAwayIsRetried(t *testing.T) {
	var asked atomic.Int32
	addr, own := serveFrames(t, map[string]func(*frames){"": func(f *frames) {
		if asked.Add(1) == 1 {
			f.WriteGoAway(0, http2.ErrCodeNo, nil)
			return
		}
		f.headers(false, status200)
		f.WriteData(f.stream, true, []byte(page))
	}})
	c := New(Options{CAs: own.pool, ConnectTo: everything(t, addr), Limits: quick})
	defer c.Close()
	r := want{"", corpus.Fetched, "", "text/html", ""}.check(t, c, "https://www.example.org/")
	if asked.Load() != 2 || !bytes.HasPrefix(r.RequestHead, []byte("GET / HTTP/1.1\r\nhost: www.example.org\r\naccept: */*\r\n")) {
		t.Errorf("asked %d times, %q", asked.Load(), r.RequestHead)
	}
}

// A connection that went silent is not used again.
func TestSilentConnectionIsLeft(t *testing.T) {
	var asked atomic.Int32
	addr, own := serveFrames(t, map[string]func(*frames){"": func(f *frames) {
		if asked.Add(1) == 1 {
			io.Copy(io.Discard, f.conn) // no answer to anything
			return
		}
		f.headers(false, status200)
		f.WriteData(f.stream, true, []byte(page))
	}})
	limits := quick
	limits.Head = 200 * time.Millisecond
	c := New(Options{CAs: own.pool, ConnectTo: everything(t, addr), Limits: limits})
	defer c.Close()
	want{"", corpus.Timeout, corpus.FaultTimeout, "", ""}.check(t, c, "https://www.example.org/")
	want{"", corpus.Fetched, "", "text/html", ""}.check(t, c, "https://www.example.org/")
	if n := c.dialer.open.Load(); n != 1 {
		t.Errorf("%d connections open", n)
	}
}
