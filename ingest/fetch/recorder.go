package fetch

import (
	"bytes"
	"net"
	"net/http"
	"sync"
	"time"
)

// recorder is a connection of HTTP/1.1 that remembers the heads that went over it last.
type recorder struct {
	net.Conn
	link *link
	idle time.Duration
	max  int

	mu       sync.Mutex
	sent     []byte
	received []byte // the head of the answer, and what came with it; before: those of interim answers
	whole    bool   // the head is there
	clean    bool   // and its lines end as they must
}

func newRecorder(conn net.Conn, l *link, limits Limits) *recorder {
	return &recorder{Conn: conn, link: l, idle: limits.Idle, max: int(limits.MaxHeadBytes) + 4096}
}

// begin forgets the exchange before.
func (r *recorder) begin() {
	r.mu.Lock()
	r.sent, r.received, r.whole, r.clean = r.sent[:0], r.received[:0], false, false
	r.mu.Unlock()
}

func (r *recorder) Read(p []byte) (int, error) {
	n, err := r.Conn.Read(p)
	r.mu.Lock()
	if !r.whole {
		r.keep(p[:n])
	}
	r.mu.Unlock()
	return n, err
}

// keep takes down what came until there is the head of the answer, without what follows it.
func (r *recorder) keep(p []byte) {
	room := r.max - len(r.received)
	r.received = append(r.received, p[:max(0, min(room, len(p)))]...)
	for {
		head, rest, clean, ok := cutHead(r.received)
		switch {
		case !ok:
			return
		case !interim(head):
			r.received, r.whole, r.clean = head, true, clean
			return
		}
		r.received = append(r.received[:0], rest...)
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	if err := r.Conn.SetWriteDeadline(time.Now().Add(r.idle)); err != nil {
		return 0, err
	}
	r.mu.Lock() // before it goes out: the answer may be there before Write returns
	if room := r.max - len(r.sent); room > 0 {
		r.sent = append(r.sent, p[:min(room, len(p))]...)
	}
	r.mu.Unlock()
	return r.Conn.Write(p)
}

// heads returns the heads of the exchange as they were sent. An answer whose lines end in bare line feeds is written out
// from what was understood of it: many readers of archives do not know such heads.
func (r *recorder) heads(resp *http.Response) (request, response []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.whole || !r.clean {
		return bytes.Clone(r.sent), responseHead(resp)
	}
	return bytes.Clone(r.sent), bytes.Clone(r.received)
}
