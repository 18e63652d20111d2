package roughweb

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Request is one request that was asked of a server.
type Request struct {
	Began, Ended time.Time // Ended is zero while the answer is being sent
	Scheme       string    // http or https
	Host         string    // of the Host header, lower case, without port
	Path         string    // with the query, as sent
	Method       string
	Header       http.Header
	Proto        string // HTTP/1.1 or HTTP/2.0
	Conn         int64  // number of the connection
	Status       int    // of the answer; 0 for one that was written by hand
	Sent         int64  // bytes of body that were handed to the connection
}

// URL returns the address that was asked for.
func (r Request) URL() string { return r.Scheme + "://" + r.Host + r.Path }

type requestLog struct {
	mu    sync.Mutex
	seen  []Request
	conns atomic.Int64
}

type connKey struct{}

// numbered gives each connection a number of its own.
func (l *requestLog) numbered(ctx context.Context, _ net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, l.conns.Add(1))
}

func (l *requestLog) begin(scheme string, r *http.Request) int {
	conn, _ := r.Context().Value(connKey{}).(int64)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen = append(l.seen, Request{
		Began: time.Now(), Scheme: scheme, Host: hostname(r.Host), Path: r.URL.RequestURI(), Method: r.Method,
		Header: r.Header.Clone(), Proto: r.Proto, Conn: conn,
	})
	return len(l.seen) - 1
}

func (l *requestLog) end(i int, c *counter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen[i].Ended, l.seen[i].Status, l.seen[i].Sent = time.Now(), c.status, c.sent
}

func (l *requestLog) all() []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.seen)
}

// counter notes the status and the length of an answer.
type counter struct {
	http.ResponseWriter
	status int
	sent   int64
}

func (c *counter) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counter) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(b)
	c.sent += int64(n)
	return n, err
}

// Hijack hands the connection to a handler that writes its answer by hand.
func (c *counter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	h, ok := c.ResponseWriter.(http.Hijacker)
	if !ok {
		return nil, nil, errors.New("this connection cannot be taken over")
	}
	return h.Hijack()
}

// Unwrap lets [http.ResponseController] flush.
func (c *counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return strings.ToLower(host)
}
