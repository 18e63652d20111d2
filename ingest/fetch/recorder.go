package fetch

import (
	"bytes"
	"net"
	"net/http"
	"net/http/httputil"
	"sync"
	"time"
)

// recorder is a connection that remembers the heads that went over it last, and that gives up when nothing comes.
type recorder struct {
	net.Conn
	idle time.Duration
	max  int

	mu       sync.Mutex
	sent     []byte
	received []byte
}

func newRecorder(conn net.Conn, l Limits) *recorder {
	return &recorder{Conn: conn, idle: l.Idle, max: int(l.MaxHeadBytes) + 4096}
}

// begin forgets the exchange before, and gives the next one its time: a read that waits since the last one has an old
// deadline.
func (r *recorder) begin() {
	r.mu.Lock()
	r.sent, r.received = nil, nil
	r.mu.Unlock()
	_ = r.Conn.SetReadDeadline(time.Now().Add(r.idle))
}

func (r *recorder) Read(p []byte) (int, error) {
	if err := r.Conn.SetReadDeadline(time.Now().Add(r.idle)); err != nil {
		return 0, err
	}
	n, err := r.Conn.Read(p)
	r.keep(&r.received, p[:n])
	return n, err
}

func (r *recorder) Write(p []byte) (int, error) {
	if err := r.Conn.SetWriteDeadline(time.Now().Add(r.idle)); err != nil {
		return 0, err
	}
	r.keep(&r.sent, p) // before it goes out: the answer may be there before Write returns
	return r.Conn.Write(p)
}

func (r *recorder) keep(kept *[]byte, p []byte) {
	r.mu.Lock()
	if room := r.max - len(*kept); room > 0 {
		*kept = append(*kept, p[:min(room, len(p))]...)
	}
	r.mu.Unlock()
}

// address returns the address of the other side.
func (r *recorder) address() string {
	host, _, err := net.SplitHostPort(r.RemoteAddr().String())
	if err != nil {
		return ""
	}
	return host
}

// heads returns the heads of the exchange as they were sent. An answer whose head has no end that can be found (bare
// line feeds) is written out from what was understood of it.
func (r *recorder) heads(resp *http.Response) (request, response []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	request, _, _ = cutHead(r.sent)
	rest := r.received
	for {
		head, after, ok := cutHead(rest)
		if !ok {
			plain := *resp
			plain.Body, plain.ContentLength = nil, -1
			response, _ = httputil.DumpResponse(&plain, false)
			return request, response
		}
		if !bytes.HasPrefix(head, []byte("HTTP/1.1 1")) { // 100 Continue, 103 Early Hints come before the answer
			return request, bytes.Clone(head)
		}
		rest = after
	}
}

func cutHead(b []byte) (head, rest []byte, ok bool) {
	i := bytes.Index(b, []byte("\r\n\r\n"))
	if i < 0 {
		return b, nil, false
	}
	return b[:i+4], b[i+4:], true
}
