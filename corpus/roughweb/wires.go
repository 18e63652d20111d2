package roughweb

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// wires are answers that break off, lie about themselves or have no end: each bounded, recorded with its reason. Partial
// bodies are failures, not documents.
func wires() []behaviour {
	cut := failed(corpus.FaultIncomplete, corpus.Truncated)
	cutCoding := failed(corpus.FaultIncomplete, corpus.Truncated, corpus.HTTPError) // a coding that ends early is both
	cutCoding.Faults = append(cutCoding.Faults, corpus.FaultBadCoding)
	list := []behaviour{
		{name: "drop", want: cut, serve: byHand(announced(5000), half, true)},
		{name: "short", want: cut, serve: byHand(announced(5000), whole, false)},
		{name: "chunk-cut", want: cut, serve: byHand("Transfer-Encoding: chunked\r\n", oneChunk, false)},
		{name: "unframed", want: archived(), serve: byHand("", whole, false)},
		// A body that ends early without Content-Length looks like success: check for the end of the format.
		{name: "unframed-cut", want: cut, serve: byHand("", half, false)},
		{name: "tail", want: archived(), serve: byHand(announced(len(minutes("tail"))), wholeAndMore, false)},
		// corpus.FaultIncomplete: fewer bytes than announced, or no end of the format.
		{name: "pdf-cut", path: "/minutes.pdf", want: cut, serve: each(cutPDF)},
		{name: "pdf-long", path: "/minutes.pdf", want: cut, serve: each(longPDF)},

		{name: "pdf-as-html", path: "/minutes", want: archivedAs(mediaPDF), serve: each(sendPDF("text/html"))},
		{name: "html-as-pdf", path: "/minutes", want: pageAsFile(), serve: each(htmlAsPDF)},

		{name: "bomb", want: failed(corpus.FaultBombed, corpus.TooLarge), serve: each(bomb)},
		{name: "head-bomb", want: failed(corpus.FaultHeadTooLarge, corpus.TooLarge, corpus.HTTPError, corpus.NetworkError), serve: each(headBomb)},
		{name: "endless", want: failed(corpus.FaultTooLarge, corpus.TooLarge), serve: each(endless(mediaHTML, 64<<20))},
		{name: "enormous", path: "/minutes.pdf", want: failed(corpus.FaultTooLarge, corpus.TooLarge), serve: byHand(announced(1<<40), half, false)},
		{name: "coding", want: failed(corpus.FaultBadCoding, corpus.HTTPError, corpus.Truncated), serve: each(strangeCoding)},
		{name: "gzip-cut", want: cutCoding, serve: each(cutGzip)},
		{name: "shut", want: failed(corpus.FaultConnection, corpus.NetworkError), serve: each(shut)},
	}
	return grouped(Wires, list)
}

// slowWires end by the limits of the client: on waiting, on slowness, on length.
func slowWires(hold time.Duration) []behaviour {
	late := failed(corpus.FaultTimeout, corpus.Timeout)
	stalled := Want{
		Status:   []corpus.CitationStatus{corpus.CitationFailed},
		Outcomes: []corpus.Outcome{corpus.Timeout, corpus.Truncated},
		Faults:   []corpus.Fault{corpus.FaultTimeout, corpus.FaultTooSlow, corpus.FaultIncomplete},
	}
	drip := stalled
	drip.Faults = []corpus.Fault{corpus.FaultTooSlow, corpus.FaultTimeout}
	list := []behaviour{
		{name: "hang", want: late, serve: each(hang(hold))},
		{name: "stall", want: stalled, serve: each(stall(hold))},
		{name: "drip", want: drip, serve: each(trickle)},
		{name: "endless-pdf", path: "/minutes.pdf", want: failed(corpus.FaultTooLarge, corpus.TooLarge), serve: each(endless(mediaPDF, 1<<30))},
	}
	return grouped(Slow, list)
}

// pageAsFile: the media type is sniffed, not believed, so it is a page; or it is a page where a file was announced.
func pageAsFile() Want {
	return Want{
		Status:   []corpus.CitationStatus{corpus.Archived, corpus.CitationFailed},
		Outcomes: []corpus.Outcome{corpus.Fetched, corpus.HTTPError},
		Faults:   []corpus.Fault{"", corpus.FaultPageInstead}, Media: "text/html",
	}
}

func announced(n int) string { return fmt.Sprintf("Content-Length: %d\r\n", n) }

func whole(name string) []byte { return minutes(name) }

func half(name string) []byte { b := minutes(name); return b[:len(b)/2] }

func wholeAndMore(string) []byte {
	return append(minutes("tail"), "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nmore"...)
}

func oneChunk(name string) []byte {
	b := half(name)
	return fmt.Appendf(nil, "%x\r\n%s\r\n", len(b), b)
}

// byHand writes an answer that no server of the standard library writes, and closes the connection: with a reset, or as
// one does.
func byHand(head string, body func(name string) []byte, reset bool) func() http.HandlerFunc {
	return each(func(w http.ResponseWriter, r *http.Request) {
		conn := taken(w)
		if conn == nil {
			return
		}
		defer conn.Close()
		fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nConnection: close\r\n%s\r\n", mediaHTML, head)
		_, _ = conn.Write(body(hostname(r.Host)))
		if reset {
			time.Sleep(20 * time.Millisecond) // so that what was sent is read first
			if tcp, ok := conn.(*net.TCPConn); ok {
				_ = tcp.SetLinger(0)
			} else if inner, ok := conn.(interface{ NetConn() net.Conn }); ok {
				_ = inner.NetConn().Close() // under TLS, without its farewell
			}
		}
	})
}

// taken takes the connection over; nil when it cannot be.
func taken(w http.ResponseWriter) net.Conn {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return nil
	}
	return conn
}

func cutPDF(w http.ResponseWriter, r *http.Request) {
	body := pdf("Minutes of the committee, " + hostname(r.Host))
	w.Header().Set("Content-Type", mediaPDF)
	_, _ = w.Write(body[:len(body)*2/3])
}

// longPDF announces fewer bytes than it sends: what a client takes has no end.
func longPDF(w http.ResponseWriter, r *http.Request) {
	body := pdf("Minutes of the committee, " + hostname(r.Host))
	conn := taken(w)
	if conn == nil {
		return
	}
	defer conn.Close()
	fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", mediaPDF, len(body)-40, body)
}

func htmlAsPDF(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", mediaPDF)
	_, _ = w.Write(minutes(hostname(r.Host)))
}

// bomb sends 2 GB of nothing in 2 MB: members of a gzip file may follow each other (RFC 1952 section 2.2).
func bomb(w http.ResponseWriter, _ *http.Request) {
	var member bytes.Buffer
	z := gzip.NewWriter(&member)
	_, _ = z.Write([]byte("<!DOCTYPE html><html><body><p>"))
	_, _ = z.Write(make([]byte, 10<<20))
	_ = z.Close()
	w.Header().Set("Content-Type", mediaHTML)
	w.Header().Set("Content-Encoding", "gzip")
	for range 200 {
		if _, err := w.Write(member.Bytes()); err != nil {
			return
		}
	}
}

func headBomb(w http.ResponseWriter, _ *http.Request) {
	conn := taken(w)
	if conn == nil {
		return
	}
	defer conn.Close()
	fmt.Fprint(conn, "HTTP/1.1 200 OK\r\n")
	line := strings.Repeat("a", 1000)
	for i := range 16 << 10 {
		if _, err := fmt.Fprintf(conn, "X-Line-%d: %s\r\n", i, line); err != nil {
			return
		}
	}
}

// endless sends text until the client has enough, or as much as nobody should take.
func endless(media string, most int) http.HandlerFunc {
	block := []byte(strings.Repeat("<p>And so the session went on.</p>\n", 1000))
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		start := "<!DOCTYPE html><html><body>"
		if media == mediaPDF {
			start = "%PDF-1.4\n"
		}
		_, _ = w.Write([]byte(start))
		for sent := 0; sent < most; sent += len(block) {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}
}

func strangeCoding(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Encoding", "x-rough")
	document(w, r)
}

func cutGzip(w http.ResponseWriter, r *http.Request) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(minutes(hostname(r.Host)))
	_ = z.Close()
	w.Header().Set("Content-Type", mediaHTML)
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write(b.Bytes()[:b.Len()/2])
}

func shut(w http.ResponseWriter, _ *http.Request) {
	if conn := taken(w); conn != nil {
		_ = conn.Close()
	}
}

// hang does not answer.
func hang(hold time.Duration) http.HandlerFunc {
	return func(_ http.ResponseWriter, r *http.Request) {
		wait(r, hold)
		panic(http.ErrAbortHandler) // closes the connection without an answer
	}
}

// wait returns after a time, or when the client has gone.
func wait(r *http.Request, hold time.Duration) {
	if hold == 0 {
		<-r.Context().Done()
		return
	}
	select {
	case <-time.After(hold):
	case <-r.Context().Done():
	}
}

// stall sends half of what it announces and then nothing.
func stall(hold time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", mediaHTML)
		w.Header().Set("Content-Length", "5000")
		_, _ = w.Write(half(hostname(r.Host)))
		_ = http.NewResponseController(w).Flush()
		wait(r, hold)
		panic(http.ErrAbortHandler)
	}
}

// trickle sends a byte at a time.
func trickle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", mediaHTML)
	for _, b := range minutes(hostname(r.Host)) {
		if _, err := w.Write([]byte{b}); err != nil {
			return
		}
		if err := http.NewResponseController(w).Flush(); err != nil {
			return
		}
		wait(r, time.Second)
	}
}

// serveRough greets like another service on every connection and hangs up.
func serveRough(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		_, _ = conn.Write([]byte("220 rough.example service ready, this is no web server\r\n"))
		_ = conn.Close()
	}
}
