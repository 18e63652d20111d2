package fetch

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync"
	"sync/atomic"
)

// link is a network connection that is counted as long as it is open.
type link struct {
	net.Conn
	open     *atomic.Int32
	shut     sync.Once
	users    atomic.Int32 // exchanges that go over it
	received atomic.Int64 // bytes
}

func newLink(conn net.Conn, open *atomic.Int32) *link {
	open.Add(1)
	return &link{Conn: conn, open: open}
}

func (l *link) Read(p []byte) (int, error) {
	n, err := l.Conn.Read(p)
	l.received.Add(int64(n))
	return n, err
}

// Close closes the connection.
func (l *link) Close() error {
	l.shut.Do(func() { l.open.Add(-1) })
	return l.Conn.Close()
}

// wire is what an exchange goes over, as it turns out.
type wire struct {
	link   *link
	before int64     // bytes that had come over the link
	record *recorder // nil for HTTP/2

	mu   sync.Mutex
	sent http.Header // fields of the request by HTTP/2
}

// trace returns a context for a request whose connection is wanted. The request of HTTP/2 is taken down as its fields are
// written, which is in another goroutine; a request that is tried again on another connection starts anew.
func (w *wire) trace(ctx context.Context, u *url.URL) context.Context {
	hooks := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) { w.got(info.Conn) }}
	if u.Scheme == "https" {
		hooks.WroteHeaderField = w.wrote
	}
	return httptrace.WithClientTrace(ctx, hooks)
}

func (w *wire) got(conn net.Conn) {
	w.end(false)
	w.record = nil
	switch conn := conn.(type) {
	case *recorder:
		w.record, w.link = conn, conn.link
		w.record.begin()
	case *tls.Conn:
		w.link, _ = conn.NetConn().(*link)
	}
	if w.link != nil {
		w.link.users.Add(1)
		w.before = w.link.received.Load()
	}
	w.mu.Lock()
	w.sent = nil
	w.mu.Unlock()
}

func (w *wire) wrote(name string, values []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.sent == nil {
		w.sent = http.Header{}
	}
	w.sent[name] = append(w.sent[name], values...)
}

// end gives the connection back. One of HTTP/2 that brought nothing in time is closed, unless others use it: net/http
// keeps it, and a dead one would take the next request down too.
func (w *wire) end(late bool) {
	if w.link == nil {
		return
	}
	if w.link.users.Add(-1) == 0 && late && w.record == nil {
		w.link.Close()
	}
	w.link = nil
}

// address returns the IP address of the other side.
func (w *wire) address() string {
	if w.link == nil {
		return ""
	}
	host, _, err := net.SplitHostPort(w.link.RemoteAddr().String())
	if err != nil {
		return ""
	}
	return host
}

// protocol returns that of an answer. A server may write any version into an answer of HTTP/1.1; what goes over the
// connection is another thing.
func (w *wire) protocol(resp *http.Response) string {
	switch {
	case w.record == nil:
		return HTTP2
	case resp.ProtoMajor == 1 && resp.ProtoMinor == 0:
		return HTTP10
	}
	return HTTP11
}

// heads returns the heads of the exchange.
func (w *wire) heads(resp *http.Response) (request, response []byte) {
	if w.record != nil {
		return w.record.heads(resp)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return requestHead(w.sent), responseHead(resp)
}

// crowdedHead reports whether half of what a head may have came over the connection. HTTP/2 has no error of its own for a
// head that is too long: net/http ends the connection with PROTOCOL_ERROR, as for any other fault.
func (w *wire) crowdedHead(l Limits) bool {
	return w.record == nil && w.link != nil && w.link.received.Load()-w.before >= l.MaxHeadBytes/2
}
