package fetch

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// rawAnswers are what servers of HTTP/1.1 write, by path, line feeds for line ends; the connection is closed after it.
var rawAnswers = map[string]struct {
	want
	write func(w io.Writer)
}{
	"short":         {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/html", "disconnect"}, says("200 OK\nContent-Length: 100\n\n" + page)},
	"one-short":     {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/html", "disconnect"}, says(fmt.Sprintf("200 OK\nContent-Length: %d\n\n%s", len(page)+1, page))},
	"too-much":      {want{"", corpus.Fetched, "", "text/html", ""}, says(fmt.Sprintf("200 OK\nContent-Length: %d\n\n%sHTTP/1.1 200 OK\n\nsmuggled", len(page), page))},
	"negative":      {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("200 OK\nContent-Length: -1\n\n" + page)},
	"no-number":     {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("200 OK\nContent-Length: many\n\n" + page)},
	"two-lengths":   {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("200 OK\nContent-Length: 5\nContent-Length: 6\n\n" + page)},
	"same-lengths":  {want{"", corpus.Fetched, "", "text/html", ""}, says(fmt.Sprintf("200 OK\nContent-Length: %d\nContent-Length: %d\n\n%s", len(page), len(page), page))},
	"huge-length":   {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("200 OK\nContent-Length: 99999999999999999999999\n\n")},
	"8-exabytes":    {want{"", corpus.TooLarge, corpus.FaultTooLarge, "text/plain", "length"}, says("200 OK\nContent-Length: 9223372036854775807\n\nx")},
	"length-chunks": {want{"", corpus.Fetched, "", "text/html", ""}, says(fmt.Sprintf("200 OK\nContent-Length: 3\nTransfer-Encoding: chunked\n\n%x\n%s\n0\n\n", len(page), page))},
	"cut-chunk":     {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/plain", "disconnect"}, says("200 OK\nTransfer-Encoding: chunked\n\n50\nhello")},
	"no-last-chunk": {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/plain", "disconnect"}, says("200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n")},
	"bad-chunk":     {want{"", corpus.Truncated, corpus.FaultProtocol, "text/plain", "disconnect"}, says("200 OK\nTransfer-Encoding: chunked\n\n5\nhello\nxyz\n")},
	"unended-chunk": {want{"", corpus.Truncated, corpus.FaultProtocol, "text/plain", "disconnect"}, says("200 OK\nTransfer-Encoding: chunked\n\n5\nhello there")},
	"huge-chunk":    {want{"", corpus.Truncated, corpus.FaultProtocol, "text/plain", "disconnect"}, says("200 OK\nTransfer-Encoding: chunked\n\n5\nhello\nffffffffffffffffff\n")},
	"chunk-comment": {want{"", corpus.Truncated, corpus.FaultProtocol, "text/plain", "disconnect"}, says("200 OK\nTransfer-Encoding: chunked\n\n1;" + strings.Repeat("x", 100_000) + "\nh\n")},
	"bad-trailer":   {want{"", corpus.Truncated, corpus.FaultProtocol, "text/plain", "disconnect"}, says("200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n0\nnonsense\n\n")},
	"chunks-endless": {want{"", corpus.TooLarge, corpus.FaultTooLarge, "application/octet-stream", "length"}, func(w io.Writer) {
		says("200 OK\nTransfer-Encoding: chunked\n\n")(w)
		for ok := true; ok; ok = send(w, "10000\r\n"+string(make([]byte, 1<<16))+"\r\n") {
		}
	}},
	"coded-transfer": {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("200 OK\nTransfer-Encoding: gzip, chunked\n\n5\nhello\n0\n\n")},
	"cut-html":       {want{"", corpus.Truncated, corpus.FaultIncomplete, "text/html", ""}, says("200 OK\n\n" + page[:30])},
	"closed-html":    {want{"", corpus.Fetched, "", "text/html", ""}, says("200 OK\n\n" + page)},
	"unframed-endless": {want{"", corpus.TooLarge, corpus.FaultTooLarge, "application/octet-stream", "length"}, func(w io.Writer) {
		says("200 OK\n\n")(w)
		for ok := true; ok; ok = send(w, string(make([]byte, 1<<16))) {
		}
	}},
	"bare-feeds":    {want{"", corpus.Fetched, "", "text/html", ""}, func(w io.Writer) { send(w, "HTTP/1.1 200 OK\nX-A: 1\n\n"+page+"\r\n\r\n") }},
	"no-reason":     {want{"", corpus.Fetched, "", "text/html", ""}, says("200\n\n" + page)},
	"dropped":       {want{"", corpus.NetworkError, corpus.FaultConnection, "", ""}, func(io.Writer) {}},
	"dropped-head":  {want{"", corpus.NetworkError, corpus.FaultConnection, "", ""}, says("200 OK\nContent-Type: text/h")},
	"no-http":       {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(w io.Writer) { send(w, "220 mail.example.org ESMTP\r\n") }},
	"binary":        {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(w io.Writer) { send(w, "\x15\x03\x01\x00\x02\x02\x46\r\n\r\n") }},
	"status-word":   {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("OK 200\n\n")},
	"status-long":   {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("20000 OK\n\n")},
	"status-minus":  {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("-20 OK\n\n")},
	"status-zero":   {want{"", corpus.HTTPError, corpus.FaultHTTP, "", ""}, says("000 \nContent-Length: 0\n\n")},
	"version":       {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, func(w io.Writer) { send(w, "HTTP/one 200 OK\r\n\r\n") }},
	"version-2":     {want{"", corpus.Fetched, "", "text/html", ""}, func(w io.Writer) { send(w, "HTTP/2.0 200 OK\r\nConnection: close\r\n\r\n"+page) }},
	"no-colon":      {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("200 OK\nnonsense\n\n" + page)},
	"spaced-name":   {want{"", corpus.Fetched, "", "text/html", ""}, says("200 OK\nContent Length: 5\n\n" + page)},
	"control-value": {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("200 OK\nETag: \"\x01\x02\"\n\n" + page)},
	"endless-head": {want{"", corpus.HTTPError, corpus.FaultHeadTooLarge, "", ""}, func(w io.Writer) {
		says("200 OK\n")(w)
		for ok := true; ok; ok = send(w, "X-A: 1\r\n") {
		}
	}},
	"endless-line": {want{"", corpus.HTTPError, corpus.FaultHeadTooLarge, "", ""}, func(w io.Writer) {
		says("200 OK\nX-A: ")(w)
		for ok := true; ok; ok = send(w, strings.Repeat("x", 1<<12)) {
		}
	}},
	"100000-lines": {want{"", corpus.HTTPError, corpus.FaultHeadTooLarge, "", ""}, says("200 OK\n" + strings.Repeat("a: b\n", 100_000) + "\n")},
	"1xx-flood": {want{"", corpus.HTTPError, corpus.FaultHeadTooLarge, "", ""}, func(w io.Writer) {
		for ok := true; ok; ok = send(w, "HTTP/1.1 103 Early Hints\r\n\r\n") {
		}
	}},
	"1xx-drip": {want{"", corpus.Timeout, corpus.FaultTimeout, "", ""}, func(w io.Writer) {
		for ok := true; ok; ok = send(w, "HTTP/1.1 102 Processing\r\n\r\n") {
			time.Sleep(50 * time.Millisecond)
		}
	}},
	"101": {want{"", corpus.HTTPError, corpus.FaultHTTP, "", ""}, says("101 Switching Protocols\nUpgrade: x\nConnection: upgrade\n\n")},
	"drip-head": {want{"", corpus.Timeout, corpus.FaultTimeout, "", ""}, func(w io.Writer) {
		for ok := true; ok; ok = send(w, "H") {
			time.Sleep(50 * time.Millisecond)
		}
	}},
	"204-body":      {want{"", corpus.HTTPError, corpus.FaultHTTP, "", ""}, says("204 No Content\nConnection: close\n\n" + page)},
	"205-body":      {want{"", corpus.HTTPError, corpus.FaultHTTP, "text/html", ""}, says(fmt.Sprintf("205 Reset Content\nContent-Length: %d\n\n%s", len(page), page))},
	"304-body":      {want{"", corpus.HTTPError, corpus.FaultHTTP, "", ""}, says("304 Not Modified\nConnection: close\nContent-Length: 5\n\n" + page)},
	"moved-control": {want{"", corpus.HTTPError, corpus.FaultProtocol, "", ""}, says("302 Found\nLocation: /a\x01b\nContent-Length: 0\n\n")},
}

// says returns what writes an answer of HTTP/1.1.
func says(answer string) func(io.Writer) {
	return func(w io.Writer) { send(w, strings.ReplaceAll("HTTP/1.1 "+answer, "\n", "\r\n")) }
}

func send(w io.Writer, s string) bool {
	_, err := io.WriteString(w, s)
	return err == nil
}

// rawServer answers every connection with one answer, by the path of its request.
func rawServer(t *testing.T, l net.Listener) {
	t.Helper()
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				conn.SetDeadline(time.Now().Add(10 * time.Second))
				buf := make([]byte, 4096)
				n, err := conn.Read(buf)
				if err != nil {
					return
				}
				path := strings.TrimPrefix(strings.Fields(string(buf[:n]))[1], "/")
				rawAnswers[path].write(conn)
				// What is unread would make the kernel reset the connection, and the answer could be lost.
				if half, ok := conn.(interface{ CloseWrite() error }); ok {
					half.CloseWrite()
				}
				io.Copy(io.Discard, conn)
			}()
		}
	}()
}

func TestRawAnswers(t *testing.T) {
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	all := many{slots: make(chan struct{}, 12)}
	own := newAuthority(t)
	over, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{own.certificate(t, time.Hour, "www.example.org")}})
	if err != nil {
		t.Fatal(err)
	}
	for scheme, l := range map[string]net.Listener{"http": plain, "https": over} {
		rawServer(t, l)
		c := New(Options{CAs: own.pool, ConnectTo: everything(t, l.Addr().String()), Limits: quick})
		t.Cleanup(c.Close)
		for path, answer := range rawAnswers {
			all.run(func() {
				r := answer.check(t, c, scheme+"://www.example.org/"+path)
				if r.Outcome == corpus.Fetched && !strings.HasPrefix(string(r.Payload), page) {
					t.Errorf("%s: payload %q", path, r.Payload)
				}
				if r.Answered() && r.Protocol != HTTP11 {
					t.Errorf("%s by %s", path, r.Protocol)
				}
				if path == "bare-feeds" && string(r.ResponseHead) != "HTTP/1.1 200 \r\nx-a: 1\r\n\r\n" {
					t.Errorf("%s: head %q", path, r.ResponseHead)
				}
			})
		}
	}
	all.Wait()
}
