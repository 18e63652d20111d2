package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestHeaders(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{result: w.hits(t)})
	for _, target := range []string{"/", "/search?q=x", "/reports", "/nothing", "/api", "/reports/" + string(demoReport), "/documents/" + string(w.page), styleURL(mustAssets(t)), "/robots.txt"} {
		got := get(t, h, target).Header()
		for name, want := range map[string]string{
			"Content-Security-Policy":      pagePolicy,
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"X-Frame-Options":              "DENY",
			"Access-Control-Allow-Origin":  "",
			"Strict-Transport-Security":    "",
		} {
			if got.Get(name) != want {
				t.Errorf("%s: %s: %q", target, name, got.Get(name))
			}
		}
	}
	for _, target := range []string{"/api/v1/reports", "/api/v1/nothing", openAPIPath, "/healthz", "/readyz"} {
		if got := get(t, h, target).Header(); got.Get("Access-Control-Allow-Origin") != "*" || got.Get("Content-Security-Policy") != apiPolicy {
			t.Errorf("%s: %v", target, got)
		}
	}
	if got := ask(t, h, http.MethodOptions, "/api/v1/search", "Origin", "https://elsewhere.example", "Access-Control-Request-Method", "GET"); got.Code != 204 || got.Header().Get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS" {
		t.Errorf("preflight: %d %v", got.Code, got.Header())
	}
}

func mustAssets(t testing.TB) map[string]asset {
	t.Helper()
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestConditional(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{result: w.hits(t)})
	for _, target := range []string{"/", "/search?q=x", "/reports/" + string(demoReport), "/api/v1/search?q=x", "/api/v1/reports", openAPIPath, styleURL(mustAssets(t)), "/favicon.svg", "/api/v1/documents/" + string(w.page) + "/original"} {
		first := get(t, h, target)
		etag := first.Header().Get("ETag")
		if first.Code != 200 || etag == "" || first.Header().Get("Cache-Control") == "" {
			t.Errorf("%s: %d %v", target, first.Code, first.Header())
			continue
		}
		for _, tags := range []string{etag, `"other", ` + etag, "*"} {
			again := get(t, h, target, "If-None-Match", tags)
			if again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("ETag") != etag {
				t.Errorf("%s with %s: %d, %d bytes", target, tags, again.Code, again.Body.Len())
			}
		}
		if other := get(t, h, target, "If-None-Match", `"other"`); other.Code != 200 {
			t.Errorf("%s with another tag: %d", target, other.Code)
		}
		head := ask(t, h, http.MethodHead, target)
		if head.Code != 200 || head.Body.Len() != 0 || head.Header().Get("ETag") != etag {
			t.Errorf("HEAD %s: %d, %d bytes", target, head.Code, head.Body.Len())
		}
	}
}

func TestCompression(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{result: w.hits(t)})
	for _, target := range []string{"/", "/api/v1/reports/" + string(demoReport), openAPIPath, styleURL(mustAssets(t))} {
		plain := get(t, h, target)
		packed := get(t, h, target, "Accept-Encoding", "gzip")
		if packed.Header().Get("Content-Encoding") != "gzip" || packed.Header().Get("Vary") != "Accept-Encoding" || packed.Body.Len() >= plain.Body.Len() {
			t.Errorf("%s: %v", target, packed.Header())
			continue
		}
		r, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(r); err != nil || !bytes.Equal(b, plain.Body.Bytes()) {
			t.Errorf("%s: unpacked %d bytes of %d, %v", target, len(b), plain.Body.Len(), err)
		}
		if zstd := get(t, h, target, "Accept-Encoding", "gzip, zstd"); zstd.Header().Get("Content-Encoding") != "zstd" {
			t.Errorf("%s: %v", target, zstd.Header())
		}
	}
}

func TestOriginal(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	for id, want := range map[corpus.DocumentID][2]string{
		w.bad:     {"text/html", "attachment; filename=" + string(w.bad) + ".html"},
		w.scan:    {"application/pdf", "attachment; filename=" + string(w.scan) + ".pdf"},
		w.minutes: {"text/html", "attachment; filename=" + string(w.minutes) + ".html"},
	} {
		got := get(t, h, "/api/v1/documents/"+string(id)+"/original", "Accept-Encoding", "gzip, zstd")
		if got.Code != 200 || !bytes.Equal(got.Body.Bytes(), w.payloads[id]) {
			t.Errorf("%s: %d, %d bytes", id, got.Code, got.Body.Len())
		}
		for name, value := range map[string]string{
			"Content-Type": want[0], "Content-Disposition": want[1], "Content-Security-Policy": originalPolicy,
			"X-Content-Type-Options": "nosniff", "Content-Encoding": "", "ETag": `"` + string(corpus.DigestOf(w.payloads[id])) + `"`,
		} {
			if got.Header().Get(name) != value {
				t.Errorf("%s: %s: %q, want %q", id, name, got.Header().Get(name), value)
			}
		}
	}
	part := get(t, h, "/api/v1/documents/"+string(w.scan)+"/original", "Range", "bytes=0-3")
	if part.Code != 206 || part.Body.String() != "%PDF" {
		t.Errorf("part: %d %q", part.Code, part.Body)
	}
}

// patient is an answer to a client whose time can be extended.
type patient struct {
	*httptest.ResponseRecorder
	until time.Time
}

func (p *patient) SetWriteDeadline(until time.Time) error {
	p.until = until
	return nil
}

// TestOriginalHasTime: the server's write time-out is put off for originals, through all that wraps the answer.
func TestOriginalHasTime(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	for target, more := range map[string]bool{"/api/v1/documents/" + string(w.scan) + "/original": true, "/api/v1/documents/" + string(w.scan): false} {
		before := time.Now()
		p := &patient{ResponseRecorder: httptest.NewRecorder()}
		r := httptest.NewRequest(http.MethodGet, target, http.NoBody)
		r.Header.Set("Accept-Encoding", "gzip, zstd")
		h.ServeHTTP(p, r)
		if p.Code != 200 || more != !p.until.Before(before.Add(originalTimeout)) {
			t.Errorf("%s: %d, until %v", target, p.Code, p.until)
		}
	}
}

// TestOriginalsMemory: an original that there is no memory for is refused for the time being, and all memory comes back.
func TestOriginalsMemory(t *testing.T) {
	w := newWorld(t)
	s := &site{
		Config: Config{Store: w.store, Payload: w.payload, Log: quiet()},
		memory: &memory{left: int64(len(w.payloads[w.scan]))},
	}
	first, err := s.original(t.Context(), w.scan)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.original(t.Context(), w.scan)
	var refused huma.StatusError
	var headed huma.HeadersError
	if !errors.As(err, &refused) || refused.GetStatus() != 503 || !errors.As(err, &headed) || headed.GetHeaders().Get("Retry-After") != retryOriginal {
		t.Errorf("a second original: %v", err)
	}
	first.release()
	lost := w.payloads[w.scan]
	delete(w.payloads, w.scan)
	if _, err := s.original(t.Context(), w.scan); err == nil {
		t.Error("a lost payload was found")
	}
	w.payloads[w.scan] = lost
	if _, err := s.original(t.Context(), w.scan); err != nil {
		t.Errorf("memory was not given back: %v", err)
	}
}

func TestFileNames(t *testing.T) {
	for mediaType, want := range map[string]string{
		"application/pdf":              ".pdf",
		"text/html; charset=utf-8":     ".html",
		"image/svg+xml":                ".bin",
		"":                             ".bin",
		"../../etc/passwd":             ".bin",
		"text/html\r\nSet-Cookie: a=b": ".bin",
	} {
		d := corpus.Document{DocumentID: `doc-"/../x`, MediaType: mediaType}
		if got := fileName(d); got != "doc--..-x"+want && got != "doc--"+"-..-x"+want {
			t.Errorf("%q: %q", mediaType, got)
		}
		if got := safeMediaType(mediaType); strings.ContainsAny(got, "\r\n ;") {
			t.Errorf("%q: media type %q", mediaType, got)
		}
	}
}

func TestHealth(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{})
	for target, body := range map[string]string{"/healthz": "{\"status\":\"ok\"}\n", "/readyz": "{\"status\":\"ready\"}\n"} {
		if got := get(t, h, target); got.Code != 200 || got.Body.String() != body || got.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %s", target, got.Code, got.Body)
		}
	}
	if got := get(t, h, "/robots.txt"); !strings.Contains(got.Body.String(), "Disallow: /search\n") {
		t.Errorf("robots.txt: %s", got.Body)
	}
}
