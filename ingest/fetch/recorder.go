package fetch

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// recorder is a connection of HTTP/1.1 that remembers the heads that went over it last. What comes after the announced end
// of an answer goes nowhere, and no further answer is taken from the connection: it could be meant to pass for the answer
// to another request, and net/http would write it to the log of the program.
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
	left     int64  // of the announced body; unknown without an announcement
	spent    bool   // more than that came
}

// unknown is a length that is not announced.
const unknown = -1

func newRecorder(conn net.Conn, l *link, limits Limits) *recorder {
	return &recorder{Conn: conn, link: l, idle: limits.Idle, max: int(limits.MaxHeadBytes) + 4096}
}

// begin forgets the exchange before.
func (r *recorder) begin() {
	r.mu.Lock()
	r.sent, r.received, r.whole, r.clean, r.left = r.sent[:0], r.received[:0], false, false, unknown
	r.mu.Unlock()
}

func (r *recorder) Read(p []byte) (int, error) {
	if r.isSpent() {
		return 0, io.EOF
	}
	n, err := r.Conn.Read(p)
	r.mu.Lock()
	defer r.mu.Unlock()
	body := n
	if !r.whole {
		body = r.keep(p[:n])
	}
	return n - r.excess(body), err
}

func (r *recorder) isSpent() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.spent
}

// keep takes down what came until there is the head of the answer, and returns how much of it follows the head.
func (r *recorder) keep(p []byte) (follows int) {
	room := r.max - len(r.received)
	cut := max(0, len(p)-room)
	r.received = append(r.received, p[:len(p)-cut]...)
	if room == 0 || bytes.IndexByte(p, '\n') < 0 {
		return 0 // a head that drips in is not looked through for each byte
	}
	for {
		head, rest, clean, ok := cutHead(r.received)
		switch {
		case !ok:
			return 0
		case !interim(head):
			r.received, r.whole, r.clean, r.left = head, true, clean, announced(head)
			return len(rest) + cut
		}
		r.received = append(r.received[:0], rest...)
	}
}

// excess counts bytes of the body and returns how many are more than was announced.
func (r *recorder) excess(n int) int {
	if !r.whole || r.left == unknown {
		return 0
	}
	over := max(0, int64(n)-r.left)
	r.left -= int64(n) - over
	r.spent = over > 0
	return int(over)
}

// announced returns the length of the body that a head announces, or unknown (RFC 9112 section 6.3).
func announced(head []byte) int64 {
	length := int64(unknown)
	if status := string(statusOf(head)); status == "204" || status == "304" {
		return 0
	}
	for line := range bytes.Lines(head) {
		name, value, _ := bytes.Cut(line, []byte(":"))
		switch {
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			return unknown
		case bytes.EqualFold(name, []byte("Content-Length")):
			n, err := strconv.ParseInt(string(bytes.TrimSpace(value)), 10, 64)
			if err != nil || n < 0 {
				return unknown
			}
			length = n
		}
	}
	return length
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
