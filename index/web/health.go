package web

import (
	"cmp"
	"net/http"

	"github.com/irmtrail/irmtrail/index"
)

// routeHealth adds /healthz (the process lives) and /readyz (store and index answer).
func (s *site) routeHealth() {
	s.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { writeStatus(w, "ok") })
	s.mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.Store.LastChange(r.Context()); err != nil {
			s.Log.Error("not ready: the store does not answer", "error", err)
			writeProblem(w, http.StatusServiceUnavailable, "The store does not answer.")
			return
		}
		if _, err := s.Search.Search(r.Context(), index.Query{Limit: 1}); err != nil {
			s.Log.Error("not ready: the index does not answer", "error", err)
			writeProblem(w, http.StatusServiceUnavailable, cmp.Or(indexFault(err), "The index does not answer."))
			return
		}
		writeStatus(w, "ready")
	})
}

func writeStatus(w http.ResponseWriter, status string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = writeJSON(w, struct {
		Status string `json:"status"`
	}{status}) // the client is gone: nobody to tell
}
