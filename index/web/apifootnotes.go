package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/irmtrail/irmtrail/corpus"
)

// footnoteInput names a footnote.
type footnoteInput struct {
	ID string `path:"id" maxLength:"400" example:"exampleland-results-report-2019-2022/fn/2" doc:"The footnote_id, slashes and all."`
}

type footnoteOutput struct{ Body footnoteBody }

type footnoteBody struct {
	Footnote  record[corpus.Footnote]   `json:"footnote" doc:"The note."`
	Citations []record[corpus.Citation] `json:"citations" nullable:"false" doc:"What the note cites, in order."`
	Captures  []record[corpus.Capture]  `json:"captures" nullable:"false" doc:"Every attempt to get what it cites, newest first, 200 at most. The one that decides a citation's status is its capture_id."`
}

func (s *site) registerFootnotes() {
	huma.Register(s.api, huma.Operation{
		OperationID: "get-footnote", Method: http.MethodGet, Path: apiPrefix + "/footnotes/{id}", Tags: []string{"records"},
		Summary:     "Get a footnote",
		Description: "Returns a footnote with its citations and the attempts to get what they cite. The id is the rest of the path and contains slashes, as report/fn/2; they may be escaped as %2F or not.",
		Errors:      []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable},
		Metadata:    map[string]any{restOfPath: true},
	}, s.getFootnote)
}

func (s *site) getFootnote(ctx context.Context, in *footnoteInput) (*footnoteOutput, error) {
	d, ok, err := s.noteDossier(ctx, in.ID)
	if err != nil {
		return nil, s.problem(ctx, "get footnote "+in.ID, err)
	}
	if !ok {
		return nil, huma.Error404NotFound("There is no footnote of this id.")
	}
	return &footnoteOutput{Body: footnoteBody{
		Footnote: record[corpus.Footnote]{&d.footnote}, Citations: records(d.citations), Captures: records(d.captures),
	}}, nil
}
