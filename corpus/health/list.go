package health

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// Place is where a report belongs.
type Place struct {
	Country, CountryCode, Title string
}

// Places are the places of all reports. There are a few thousand in the whole field.
type Places map[corpus.ReportID]Place

// PlacesOf reads where each report belongs.
func PlacesOf(ctx context.Context, s *store.Store) (Places, error) {
	out := Places{}
	for r, err := range store.Rows[corpus.Report](ctx, s, "") {
		if err != nil {
			return nil, fmt.Errorf("health: %w", err)
		}
		out[r.ReportID] = Place{Country: r.Country, CountryCode: r.CountryCode, Title: r.Title}
	}
	return out, nil
}

// Have reports whether a report is on the country of the code or name.
func (p Places) Have(country string) bool {
	for _, place := range p {
		if place.is(country) {
			return true
		}
	}
	return false
}

// Sources yields every cited source that the filter selects, in order of target, and keeps none. Places are those of the
// same store.
func Sources(ctx context.Context, s *store.Store, places Places, f Filter) iter.Seq2[Source, error] {
	return func(yield func(Source, error) bool) {
		hops, err := s.Hops(ctx)
		if err != nil {
			yield(Source{}, fmt.Errorf("health: %w", err))
			return
		}
		for c, err := range s.CitedTargets(ctx) {
			if err != nil {
				yield(Source{}, fmt.Errorf("health: %w", err))
				return
			}
			if source, ok := f.Narrow(sourceOf(c, places, hops), places); ok && !yield(source, nil) {
				return
			}
		}
	}
}

// sourceOf turns a target into a source.
func sourceOf(c store.Cited, places Places, hops map[string]store.Hop) Source {
	s := Source{Target: c.Target, URL: c.Citations[0].URL, State: NotTried}
	for _, citation := range c.Citations {
		s.add(noteOf(citation))
	}
	s.place(places)
	judge(&s, c.Captures, hops)
	return s
}

// add adds a note; one that cites the source twice stands there once.
func (s *Source) add(n Note) {
	for i := range s.Footnotes {
		if have := &s.Footnotes[i]; have.FootnoteID == n.FootnoteID {
			for _, number := range n.CommitmentNumbers {
				if !slices.Contains(have.CommitmentNumbers, number) {
					have.CommitmentNumbers = append(slices.Clip(have.CommitmentNumbers), number)
				}
			}
			return
		}
	}
	s.Footnotes = append(s.Footnotes, n)
}

// place sets the reports and the country from the notes.
func (s *Source) place(places Places) {
	s.Reports, s.Country, s.CountryCode = nil, "", ""
	for i, n := range s.Footnotes {
		if !slices.Contains(s.Reports, n.ReportID) {
			s.Reports = append(s.Reports, n.ReportID)
		}
		p := places[n.ReportID]
		switch {
		case i == 0:
			s.Country, s.CountryCode = p.Country, p.CountryCode
		case p.key() != (Place{Country: s.Country, CountryCode: s.CountryCode}).key():
			s.Country, s.CountryCode = "", ""
		}
	}
}

// key is what tells countries apart: the code, or the name where there is none.
func (p Place) key() string {
	if p.CountryCode != "" {
		return p.CountryCode
	}
	return p.Country
}

// Filter selects sources. Values of one field are alternatives, fields must all hold; an empty field selects all. The
// zero value selects everything.
type Filter struct {
	Countries []string // alpha-3 codes or English names, in any case
	Reports   []corpus.ReportID
	States    []State // Dead among them, too
}

// Narrow returns the source with the notes that the filter selects only; ok is false when it selects none of them, or
// not the state.
func (f Filter) Narrow(s Source, places Places) (narrowed Source, ok bool) {
	if len(f.States) > 0 && !slices.Contains(f.States, s.State) && !(s.Dead && slices.Contains(f.States, Dead)) {
		return s, false
	}
	if len(f.Countries) == 0 && len(f.Reports) == 0 {
		return s, true
	}
	var notes []Note
	for _, n := range s.Footnotes {
		if f.selects(n.ReportID, places[n.ReportID]) {
			notes = append(notes, n)
		}
	}
	if len(notes) == 0 {
		return s, false
	}
	s.Footnotes = notes
	s.place(places)
	return s, true
}

func (f Filter) selects(id corpus.ReportID, p Place) bool {
	return (len(f.Reports) == 0 || slices.Contains(f.Reports, id)) && (len(f.Countries) == 0 || slices.ContainsFunc(f.Countries, p.is))
}

// is reports whether the place is in the country of the code or name.
func (p Place) is(country string) bool {
	return country != "" && (strings.EqualFold(p.CountryCode, country) || strings.EqualFold(p.Country, country))
}
