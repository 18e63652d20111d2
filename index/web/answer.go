package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// requestTimeout bounds the work for one request. It ends before the server's write time-out, so that the client still
// gets an answer that says so.
const requestTimeout = 20 * time.Second

// answer holds an answer back until it is complete. So a handler that fails or panics half way still gives a clean error,
// and every complete answer has an ETag. A handler that sets an ETag itself writes straight through.
func (s *site) answer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		ctx, cancel := context.WithTimeout(r.Context(), requestTimeout)
		defer cancel()
		r = r.WithContext(ctx)
		held := &heldAnswer{ResponseWriter: w}
		s.guarded(next, held, r)
		held.send(r)
		s.Log.Debug("request", "method", r.Method, "path", r.URL.Path, "status", held.status, "took", time.Since(began))
	})
}

// guarded runs the handler; a panic of it becomes a 500.
func (s *site) guarded(next http.Handler, held *heldAnswer, r *http.Request) {
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		s.Log.Error("a handler panicked", "path", r.URL.Path, "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
		if held.through {
			panic(http.ErrAbortHandler) // part of the answer is out: only cutting it off tells the client
		}
		held.reset()
		s.fault(held, r, http.StatusInternalServerError, "")
	}()
	if status, detail := badRequest(r); status != 0 {
		s.fault(held, r, status, detail)
		return
	}
	next.ServeHTTP(held, r)
}

// fault answers with an error: problem+json to programs, a page to people. An empty detail stands for the usual words.
func (s *site) fault(w http.ResponseWriter, r *http.Request, status int, detail string) {
	if isAPI(r) {
		writeProblem(w, status, detail)
		return
	}
	s.errorPage(w, r, status, detail)
}

// heldAnswer keeps an answer in memory.
type heldAnswer struct {
	http.ResponseWriter
	status  int
	body    bytes.Buffer
	through bool
}

// WriteHeader notes the status; with an ETag set it is sent at once, and what follows is not held back.
func (h *heldAnswer) WriteHeader(status int) {
	if h.status != 0 {
		return
	}
	h.status = status
	if h.Header().Get("ETag") != "" {
		h.through = true
		h.ResponseWriter.WriteHeader(status)
	}
}

// Write holds the bytes back, or sends them on when the answer goes straight through.
func (h *heldAnswer) Write(p []byte) (int, error) {
	if h.status == 0 {
		h.WriteHeader(http.StatusOK)
	}
	if h.through {
		return h.ResponseWriter.Write(p)
	}
	return h.body.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (h *heldAnswer) Unwrap() http.ResponseWriter { return h.ResponseWriter }

func (h *heldAnswer) reset() {
	h.status = 0
	h.body.Reset()
	for _, name := range []string{"Content-Type", "Content-Length", "Content-Disposition", "Cache-Control", "ETag", "Location"} {
		h.Header().Del(name)
	}
}

// send sends what was held: 304 when the client has the same already.
func (h *heldAnswer) send(r *http.Request) {
	if h.through {
		return
	}
	if h.status == 0 {
		h.status = http.StatusOK
	}
	header := h.Header()
	if h.status == http.StatusOK && header.Get("Cache-Control") == "" {
		sum := sha256.Sum256(h.body.Bytes())
		etag := `W/"` + hex.EncodeToString(sum[:16]) + `"` // weak: one for all encodings
		header.Set("ETag", etag)
		header.Set("Cache-Control", "no-cache") // keep it, but ask each time: a run may have changed it
		if matches(r.Header.Get("If-None-Match"), etag) {
			h.status = http.StatusNotModified
			header.Del("Content-Type")
			h.ResponseWriter.WriteHeader(h.status)
			return
		}
	}
	if header.Get("Cache-Control") == "" {
		header.Set("Cache-Control", "no-store")
	}
	if h.status >= 200 && h.status != http.StatusNoContent && h.status != http.StatusNotModified {
		header.Set("Content-Length", strconv.Itoa(h.body.Len()))
	}
	h.ResponseWriter.WriteHeader(h.status)
	if r.Method != http.MethodHead {
		_, _ = h.ResponseWriter.Write(h.body.Bytes()) // the client is gone: nobody to tell
	}
}

// matches reports whether an If-None-Match header names the tag (weak comparison, RFC 9110 section 13.1.2).
func matches(header, etag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(etag, "W/") {
			return true
		}
	}
	return false
}
