package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

const (
	apiPrefix   = "/api/v1"
	openAPIPath = "/openapi.json"
	apiFallback = "/api/"
)

// routeAPI registers the operations, the OpenAPI document that follows from them, and the errors of everything else
// under /api.
func (s *site) routeAPI() error {
	s.api = huma.NewAPI(s.apiConfig(), router{s.mux})
	s.api.UseMiddleware(s.checkParameters)
	s.registerSearch()
	s.registerReports()
	s.registerTrails()
	s.registerFootnotes()
	s.registerHealth()
	s.registerDocuments()
	var err error
	if s.openAPI, err = json.Marshal(s.api.OpenAPI()); err != nil {
		return fmt.Errorf("make the OpenAPI document: %w", err)
	}
	s.mux.HandleFunc("GET "+openAPIPath, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/vnd.oai.openapi+json;version=3.1")
		_, _ = w.Write(s.openAPI) // the client is gone: nobody to tell
	})
	s.mux.HandleFunc(apiFallback, s.unrouted(apiFallback))
	s.mux.HandleFunc("OPTIONS "+apiFallback, preflight)
	s.mux.HandleFunc("OPTIONS "+openAPIPath, preflight)
	return nil
}

func (s *site) apiConfig() huma.Config {
	config := huma.DefaultConfig("irmtrail", s.Version)
	config.Info.Description = apiDescription
	config.Info.License = &huma.License{Name: "Apache License 2.0", Identifier: "Apache-2.0"}
	config.Tags = []*huma.Tag{
		{Name: "search", Description: "Passages, footnotes and commitments by their words."},
		{Name: "records", Description: "What was read out of the reports, with its evidence."},
		{Name: "documents", Description: "What the archive holds: texts and original bytes."},
	}
	config.Servers = []*huma.Server{{URL: "/", Description: "This server."}}
	config.OpenAPIPath = "" // served by routeAPI, in version 3.1 only
	config.DocsPath = ""    // the page of the library loads from elsewhere; ours is /api
	config.SchemasPath = ""
	config.CreateHooks = nil // no $schema in answers: they hold the columns and nothing else
	config.RejectUnknownQueryParameters = true
	return config
}

const apiDescription = `Reports of the Independent Reporting Mechanism (IRM) of the Open Government Partnership, the documents that their footnotes cite, and the records that were read out of both.

Every record quotes its evidence: start and end count Unicode code points in the text of the document document_id, and the text between them is the quote. A value that the source does not state is null. Ids are stable across runs and machines.

Errors are problem+json (RFC 9457). Answers carry an ETag: send it back in If-None-Match and an unchanged answer costs no body. Everything can be read from any origin; nothing can be written.`

// router puts the operations of huma on a ServeMux. An operation whose metadata says so takes the rest of the path as its
// last parameter: the ids of footnotes contain slashes.
type router struct{ *http.ServeMux }

const restOfPath = "rest of path"

// Handle registers an operation.
func (a router) Handle(op *huma.Operation, handler func(huma.Context)) {
	path := op.Path
	if op.Metadata[restOfPath] != nil {
		path = path[:len(path)-len("}")] + "...}"
	}
	a.HandleFunc(op.Method+" "+path, func(w http.ResponseWriter, r *http.Request) {
		handler(humago.NewContext(op, r, w))
	})
}

// checkParameters refuses what huma lets pass: a single parameter that is given twice, and an empty value in a list.
func (s *site) checkParameters(ctx huma.Context, next func(huma.Context)) {
	at := ctx.URL()
	query := at.Query()
	var faults []error
	for _, p := range ctx.Operation().Parameters {
		values := query[p.Name]
		switch {
		case p.In != "query" || len(values) == 0:
		case p.Schema.Type != huma.TypeArray && len(values) > 1:
			faults = append(faults, &huma.ErrorDetail{Message: "given more than once", Location: "query." + p.Name, Value: values})
		case p.Schema.Type == huma.TypeArray && slices.Contains(values, ""):
			faults = append(faults, &huma.ErrorDetail{Message: "an empty value", Location: "query." + p.Name, Value: values})
		}
	}
	if len(faults) > 0 {
		_ = huma.WriteErr(s.api, ctx, http.StatusUnprocessableEntity, "validation failed", faults...) // the client is gone: nobody to tell
		return
	}
	next(ctx)
}

// unrouted answers what no other pattern takes: 405 where GET would be answered, else 404.
func (s *site) unrouted(fallback string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		get := r.Clone(r.Context())
		get.Method = http.MethodGet
		if _, pattern := s.mux.Handler(get); pattern != fallback && r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			s.fault(w, r, http.StatusMethodNotAllowed, "")
			return
		}
		s.fault(w, r, http.StatusNotFound, "")
	}
}

// preflight answers a browser that asks whether another origin may read.
func preflight(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Allow", "GET, HEAD, OPTIONS")
	h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "If-None-Match, Range")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}

// operations returns the operations of the API in order of path, for the page that lists them.
func (s *site) operations() []*huma.Operation {
	paths := s.api.OpenAPI().Paths
	var out []*huma.Operation
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		out = append(out, paths[path].Get)
	}
	return out
}
