package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"strconv"
)

//go:embed static
var static embed.FS

// asset is a file that goes out as it is.
type asset struct {
	body      []byte
	mediaType string
	etag      string // digits of its digest
	cache     string
}

// assetTypes names the files and their types; mime's own table differs between machines.
var assetTypes = map[string]string{
	"style.css":   "text/css; charset=utf-8",
	"favicon.svg": "image/svg+xml",
	"robots.txt":  "text/plain; charset=utf-8",
}

func loadAssets() (map[string]asset, error) {
	out := map[string]asset{}
	for name, mediaType := range assetTypes {
		b, err := static.ReadFile("static/" + name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		out[name] = asset{body: b, mediaType: mediaType, etag: hex.EncodeToString(sum[:8]), cache: "public, max-age=86400"}
	}
	return out, nil
}

// styleURL names the style sheet by its content, so that it can be kept for ever.
func styleURL(assets map[string]asset) string { return "/style-" + assets["style.css"].etag + ".css" }

func (s *site) routeAssets() {
	style := s.assets["style.css"]
	style.cache = "public, max-age=31536000, immutable"
	s.mux.HandleFunc("GET "+styleURL(s.assets), style.write)
	s.mux.HandleFunc("GET /favicon.svg", s.assets["favicon.svg"].write)
	s.mux.HandleFunc("GET /favicon.ico", s.assets["favicon.svg"].write)
	s.mux.HandleFunc("GET /robots.txt", s.assets["robots.txt"].write)
}

func (a asset) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	etag := "W/" + strconv.Quote(a.etag)
	h.Set("ETag", etag)
	h.Set("Cache-Control", a.cache)
	if matches(r.Header.Get("If-None-Match"), etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", a.mediaType)
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // the client is gone: nobody to tell
	}
}
