package main

import (
	"encoding/json"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/schema"
	"github.com/irmtrail/irmtrail/corpus/trail"
)

// jsonTrail is a trail for programs; its rows have the columns of their tables.
type jsonTrail struct {
	Report json.RawMessage `json:"report"`
	Notes  []jsonNote      `json:"notes"`
}

type jsonNote struct {
	Footnote json.RawMessage `json:"footnote"`
	Sources  []jsonSource    `json:"sources"`
}

type jsonSource struct {
	Citation json.RawMessage     `json:"citation"`
	Capture  json.RawMessage     `json:"capture"`
	Document json.RawMessage     `json:"document"`
	Minutes  json.RawMessage     `json:"minutes"`
	SameText []corpus.DocumentID `json:"same_text"` // further documents
}

type jsonTimeline struct {
	Report     json.RawMessage   `json:"report"`
	Commitment json.RawMessage   `json:"commitment"`
	Ratings    []json.RawMessage `json:"ratings"`
	Meetings   []jsonMeeting     `json:"meetings"`
}

type jsonMeeting struct {
	Minutes    json.RawMessage     `json:"minutes"`
	Documents  []corpus.DocumentID `json:"documents"`
	Citations  []json.RawMessage   `json:"citations"`
	Agreements []corpus.Agreement  `json:"agreements"`
}

func rowJSON[T any](row *T) json.RawMessage {
	if row == nil {
		return json.RawMessage("null")
	}
	return schema.Of[T]("", "").JSON(row)
}

func rowsJSON[T any](rows []T) []json.RawMessage {
	out := []json.RawMessage{}
	for i := range rows {
		out = append(out, rowJSON(&rows[i]))
	}
	return out
}

func trailJSON(t trail.Trail) jsonTrail {
	out := jsonTrail{Report: rowJSON(&t.Report), Notes: []jsonNote{}}
	for _, n := range t.Notes {
		j := jsonNote{Footnote: rowJSON(&n.Footnote), Sources: []jsonSource{}}
		for _, s := range n.Sources {
			j.Sources = append(j.Sources, jsonSource{rowJSON(&s.Citation), rowJSON(s.Capture), rowJSON(s.Document), rowJSON(s.Minutes), append([]corpus.DocumentID{}, s.Twins...)})
		}
		out.Notes = append(out.Notes, j)
	}
	return out
}

func timelineJSON(t trail.Timeline) jsonTimeline {
	out := jsonTimeline{Report: rowJSON(&t.Report), Commitment: rowJSON(&t.Commitment), Ratings: rowsJSON(t.Ratings), Meetings: []jsonMeeting{}}
	for _, m := range t.Meetings {
		out.Meetings = append(out.Meetings, jsonMeeting{rowJSON(&m.Minutes), m.Documents, rowsJSON(m.Citations), append([]corpus.Agreement{}, m.Agreements...)})
	}
	return out
}
