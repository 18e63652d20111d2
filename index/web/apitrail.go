package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/trail"
)

// trailInput names a report and, when only one is wanted, a note.
type trailInput struct {
	ID       string `path:"id" maxLength:"300" example:"exampleland-results-report-2019-2022" doc:"The report_id."`
	Footnote string `query:"footnote" maxLength:"400" example:"2" doc:"Only this note: its number, its label or its footnote_id."`
}

type trailOutput struct{ Body trailBody }

type trailBody struct {
	Report record[corpus.Report] `json:"report" doc:"The report."`
	Notes  []trailNote           `json:"notes" nullable:"false" doc:"Its notes, in order of number. The sentence that a note backs is its marker_context."`
}

// trailNote is a note with what it cites.
type trailNote struct {
	Footnote record[corpus.Footnote] `json:"footnote" doc:"The note."`
	Sources  []trailSource           `json:"sources" nullable:"false" doc:"In order of citation."`
}

// trailSource is a citation with what is held of its source. Lists of none or one say what may not be there.
type trailSource struct {
	Citation record[corpus.Citation]   `json:"citation" doc:"The citation, with its check and the passages that decided it."`
	Captures []record[corpus.Capture]  `json:"captures" nullable:"false" doc:"The capture that decides what became of the source; none while it was not tried."`
	Document []record[corpus.Document] `json:"documents" nullable:"false" doc:"The document that is held of it; none when there is none."`
	Minutes  []record[corpus.Minutes]  `json:"minutes" nullable:"false" doc:"One entry when the document is a set of minutes."`
	SameText []corpus.DocumentID       `json:"same_text" nullable:"false" doc:"Further documents that hold the same text in other bytes or in another format."`
}

// timelineInput names a commitment of a report.
type timelineInput struct {
	ID         string `path:"id" maxLength:"300" example:"exampleland-results-report-2019-2022" doc:"The report_id."`
	Commitment string `path:"number" maxLength:"40" example:"5" doc:"The commitment's number as printed."`
}

type timelineOutput struct{ Body timelineBody }

type timelineBody struct {
	Report     record[corpus.Report]     `json:"report" doc:"The report."`
	Commitment record[corpus.Commitment] `json:"commitment" doc:"The commitment."`
	Ratings    []record[corpus.Rating]   `json:"ratings" nullable:"false" doc:"In order of indicator."`
	Meetings   []timelineMeeting         `json:"meetings" nullable:"false" doc:"Meetings whose minutes the report cites for the commitment, or whose minutes name it, by date; those without one at the end."`
}

// timelineMeeting is a meeting that concerns a commitment.
type timelineMeeting struct {
	Minutes    record[corpus.Minutes]    `json:"minutes" doc:"The minutes."`
	Documents  []corpus.DocumentID       `json:"documents" nullable:"false" doc:"That hold them, the one that is quoted first."`
	Citations  []record[corpus.Citation] `json:"citations" nullable:"false" doc:"Of the report, that lead to them."`
	Agreements []corpus.Agreement        `json:"agreements" nullable:"false" doc:"Those that concern the commitment."`
}

func (s *site) registerTrails() {
	huma.Register(s.api, huma.Operation{
		OperationID: "get-trail", Method: http.MethodGet, Path: apiPrefix + "/reports/{id}/trail", Tags: []string{"records"},
		Summary:     "Follow claims to their sources",
		Description: "Returns the notes of a report, or one, each with the sentence that it backs, what it cites, what became of that, and the passages that bear it out or do not.",
		Errors:      []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable},
	}, s.getTrail)
	huma.Register(s.api, huma.Operation{
		OperationID: "get-timeline", Method: http.MethodGet, Path: apiPrefix + "/reports/{id}/commitments/{number}/timeline", Tags: []string{"records"},
		Summary:     "Get the meetings on a commitment",
		Description: "Returns the ratings of a commitment beside the meetings whose minutes concern it, with what they agreed on.",
		Errors:      []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable},
	}, s.getTimeline)
}

func (s *site) getTrail(ctx context.Context, in *trailInput) (*trailOutput, error) {
	t, err := trail.Of(ctx, s.Store, corpus.ReportID(in.ID), in.Footnote)
	if err != nil {
		return nil, s.trailProblem(ctx, in.ID, err)
	}
	return &trailOutput{Body: trailBodyOf(t)}, nil
}

// TrailJSON returns a trail as the API answers it, for encoding/json.
func TrailJSON(t trail.Trail) any { return trailBodyOf(t) }

// TimelineJSON returns a timeline as the API answers it, for encoding/json.
func TimelineJSON(t trail.Timeline) any { return timelineBodyOf(t) }

func trailBodyOf(t trail.Trail) trailBody {
	out := trailBody{Report: record[corpus.Report]{&t.Report}, Notes: []trailNote{}}
	for i := range t.Notes {
		n := trailNote{Footnote: record[corpus.Footnote]{&t.Notes[i].Footnote}, Sources: []trailSource{}}
		for j := range t.Notes[i].Sources {
			src := &t.Notes[i].Sources[j]
			n.Sources = append(n.Sources, trailSource{
				Citation: record[corpus.Citation]{&src.Citation}, Captures: oneRecord(src.Capture), Document: oneRecord(src.Document),
				Minutes: oneRecord(src.Minutes), SameText: append([]corpus.DocumentID{}, src.Twins...),
			})
		}
		out.Notes = append(out.Notes, n)
	}
	return out
}

// oneRecord wraps a row for an answer: none when it is nil.
func oneRecord[T any](row *T) []record[T] {
	if row == nil {
		return []record[T]{}
	}
	return []record[T]{{row}}
}

// trailProblem returns the answer to a trail that cannot be followed.
func (s *site) trailProblem(ctx context.Context, id string, err error) error {
	switch {
	case errors.Is(err, trail.ErrNoReport):
		return huma.Error404NotFound("There is no report of this id.")
	case errors.Is(err, trail.ErrNoNote):
		return huma.Error404NotFound("The report has no such note.")
	case errors.Is(err, trail.ErrNoCommitment):
		return huma.Error404NotFound("The report has no such commitment.")
	}
	return s.problem(ctx, "follow "+id, err)
}

func (s *site) getTimeline(ctx context.Context, in *timelineInput) (*timelineOutput, error) {
	t, err := trail.TimelineOf(ctx, s.Store, corpus.ReportID(in.ID), in.Commitment)
	if err != nil {
		return nil, s.trailProblem(ctx, in.ID, err)
	}
	return &timelineOutput{Body: timelineBodyOf(t)}, nil
}

func timelineBodyOf(t trail.Timeline) timelineBody {
	out := timelineBody{
		Report: record[corpus.Report]{&t.Report}, Commitment: record[corpus.Commitment]{&t.Commitment}, Ratings: records(t.Ratings), Meetings: []timelineMeeting{},
	}
	for i := range t.Meetings {
		m := &t.Meetings[i]
		out.Meetings = append(out.Meetings, timelineMeeting{
			Minutes: record[corpus.Minutes]{&m.Minutes}, Documents: m.Documents, Citations: records(m.Citations), Agreements: append([]corpus.Agreement{}, m.Agreements...),
		})
	}
	return out
}
