package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/irmtrail/irmtrail/index"
)

// writeProblem writes an error as problem+json (RFC 9457).
func writeProblem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = writeJSON(w, huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: orUsual(status, detail)})
}

// usual is what an error says when nothing more is known.
var usual = map[int]string{
	http.StatusNotFound:            "There is nothing at this address.",
	http.StatusMethodNotAllowed:    "This address can only be read: use GET.",
	http.StatusInternalServerError: "The request could not be answered. The cause is in the server's log.",
	http.StatusServiceUnavailable:  "The request could not be answered in time. Try again later.",
}

func orUsual(status int, detail string) string {
	if detail == "" {
		return usual[status]
	}
	return detail
}

// problem turns an error of a handler into the answer for programs. Only faults of the query are told; ours are logged.
func (s *site) problem(ctx context.Context, doing string, err error) error {
	var bad *index.QueryError
	if errors.As(err, &bad) {
		location := "query"
		if bad.Position >= 0 {
			location = "query.q"
		}
		return huma.Error422UnprocessableEntity("The query cannot be read.", &huma.ErrorDetail{Message: bad.Error(), Location: location})
	}
	status := s.status(ctx, doing, err)
	return huma.NewError(status, orUsual(status, indexFault(err)))
}

// indexFault says what is the matter with the index and what to do, "" when nothing is.
func indexFault(err error) string {
	switch {
	case errors.Is(err, index.ErrNoIndex):
		return "There is no search index yet: run irmtrail index."
	case errors.Is(err, index.ErrDamaged):
		return "The search index is damaged: run irmtrail index."
	}
	return ""
}

// status logs an error of ours and returns the status that stands for it.
func (s *site) status(ctx context.Context, doing string, err error) int {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		s.Log.Warn("a request took too long", "doing", doing, "error", err)
		return http.StatusServiceUnavailable
	case ctx.Err() != nil:
		s.Log.Debug("the client is gone", "doing", doing, "error", err)
		return http.StatusServiceUnavailable
	}
	s.Log.Error("a request failed", "doing", doing, "error", err)
	if indexFault(err) != "" {
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// writeJSON encodes without escaping <, > and &, so that quotes stay readable; nosniff and the content type keep them
// from being read as HTML.
func writeJSON(w http.ResponseWriter, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
