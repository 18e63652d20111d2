package web

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// The policies. Pages run no script and load only our own style sheet and icon. Archived originals are given away as
// attachments; should a browser show one all the same, it is sandboxed.
const (
	pagePolicy     = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	apiPolicy      = "default-src 'none'; frame-ancestors 'none'"
	originalPolicy = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)

// headers sets what holds for every answer, whoever writes it.
func (s *site) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
		if r.TLS != nil {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if isAPI(r) {
			h.Set("Content-Security-Policy", apiPolicy)
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
			h.Set("Access-Control-Allow-Origin", "*")
			h.Set("Access-Control-Expose-Headers", "ETag, Server-Timing, Content-Disposition")
		} else {
			h.Set("Content-Security-Policy", pagePolicy)
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
		}
		next.ServeHTTP(w, r)
	})
}

// isAPI reports whether the request is a program's: its errors are problem+json, and any origin may read the answer.
func isAPI(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/") || r.URL.Path == openAPIPath || r.URL.Path == "/healthz" || r.URL.Path == "/readyz"
}

// compress compresses answers of 1 KB and more with zstd or gzip, as the client can.
func compress(next http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024))
	if err != nil {
		return nil, err
	}
	return wrap(next), nil
}
