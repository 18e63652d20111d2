// Package web answers HTTP requests on a store and an index: a JSON API under /api/v1 for programs and pages for people.
//
// The API returns the rows of the public tables with exactly the columns that corpus/schema gives them, and describes
// itself in an OpenAPI 3.1 document that is made from its handlers. Errors under /api are problem+json (RFC 9457). The
// pages are rendered on the server, need no JavaScript, load nothing from elsewhere and hold a strict
// Content-Security-Policy: what strangers wrote is shown as text, never as markup.
//
// The package only reads. It does not search (a [Searcher] does), does not fetch, and keeps no state but lists of
// the reports and of the cited sources, which it reads again when the store has changed.
package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/index"
)

// Searcher answers queries on the index. Its error is an [index.QueryError] when the query is at fault.
type Searcher interface {
	Search(ctx context.Context, q index.Query) (index.Result, error)
}

// Config is what the handler works on. All fields are required.
type Config struct {
	Store  *store.Store
	Search Searcher
	// Payload returns the original bytes of a document and proves them: it fails when their digest is not the document's.
	// What it returns is given away as it is. Its error wraps fs.ErrNotExist when the archive has no bytes.
	Payload func(ctx context.Context, id corpus.DocumentID) ([]byte, error)
	Version string // of irmtrail, shown in the foot of pages and in the API's description
	Log     *slog.Logger
}

// site is the handler's parts.
type site struct {
	Config
	reports *catalogue
	sources *sourceList
	pages   *pages
	assets  map[string]asset
	api     huma.API
	openAPI []byte
	mux     *http.ServeMux
	memory  *memory // for originals
}

// New returns the handler of the whole site. It reads nothing from the store yet.
func New(cfg Config) (http.Handler, error) {
	if cfg.Store == nil || cfg.Search == nil || cfg.Payload == nil || cfg.Log == nil {
		return nil, errors.New("web: store, search, payload and log are required")
	}
	assets, err := loadAssets()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	pages, err := loadPages(assets)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	s := &site{Config: cfg, reports: &catalogue{store: cfg.Store}, sources: &sourceList{store: cfg.Store}, pages: pages, assets: assets, mux: http.NewServeMux(), memory: &memory{left: originalsMemory}}
	if err := s.routeAPI(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	s.routePages()
	s.routeHealth()
	compressed, err := compress(s.answer(s.mux))
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return s.headers(compressed), nil
}
