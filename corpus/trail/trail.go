// Package trail follows a claim of a report to what bears it out: the sentence with the marker, the note, each citation in it, the capture
// that decides what became of the source, the document, and the passages of the document that the check of the citation found. For a
// commitment it puts the meetings whose minutes concern it beside its ratings.
//
// It joins rows of the store and changes nothing.
package trail

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// The ways in which a trail cannot be followed.
var (
	ErrNoReport     = errors.New("no such report")     // is wrapped when the store has no report of the id
	ErrNoNote       = errors.New("no such note")       // is wrapped when the report has no note of the number
	ErrNoCommitment = errors.New("no such commitment") // is wrapped when the report has no commitment of the number
)

// Trail is a report with notes and what they lead to.
type Trail struct {
	Report corpus.Report
	Notes  []Note // in order of number
}

// Note is a footnote with what it cites. The sentence that carries its marker, the claim, is part of the footnote.
type Note struct {
	Footnote corpus.Footnote
	Sources  []Source // in order of citation
}

// Source is a citation with what is held of its source.
type Source struct {
	Citation corpus.Citation
	Capture  *corpus.Capture     // that decides what became of it; nil while not tried
	Document *corpus.Document    // nil when none is held
	Minutes  *corpus.Minutes     // nil when the document is no set of minutes
	Twins    []corpus.DocumentID // other documents that hold the same text, in order
}

// Of follows the notes of a report, or one of them: by its number, its label as printed, or its id. The error wraps ErrNoReport or
// ErrNoNote.
func Of(ctx context.Context, s *store.Store, report corpus.ReportID, note string) (t Trail, err error) {
	s, err = s.Snapshot(ctx)
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	t.Report, err = reportOf(ctx, s, report)
	if err != nil {
		return t, err
	}
	notes, err := store.List[corpus.Footnote](ctx, s, "WHERE report_id = ? ORDER BY number, section, footnote_id", report)
	if err != nil {
		return t, err
	}
	if note != "" {
		if notes, err = chosen(notes, report, note); err != nil {
			return t, err
		}
	}
	r := reader{store: s, documents: map[corpus.DocumentID]*held{}}
	for _, n := range notes {
		sources, err := r.sources(ctx, "WHERE footnote_id = ? ORDER BY ordinal", n.FootnoteID)
		if err != nil {
			return t, err
		}
		t.Notes = append(t.Notes, Note{n, sources})
	}
	return t, nil
}

func reportOf(ctx context.Context, s *store.Store, id corpus.ReportID) (corpus.Report, error) {
	r, ok, err := store.Get[corpus.Report](ctx, s, string(id))
	if err == nil && !ok {
		err = fmt.Errorf("report %s: %w", id, ErrNoReport)
	}
	return r, err
}

// chosen returns the notes that a number, a label or an id names: several where numbering restarts.
func chosen(notes []corpus.Footnote, report corpus.ReportID, name string) ([]corpus.Footnote, error) {
	bare := strings.Trim(name, "[]() ")
	var found []corpus.Footnote
	for _, n := range notes {
		if n.FootnoteID == name || strings.TrimPrefix(n.FootnoteID, string(report)+"/fn/") == name || strconv.Itoa(n.Number) == bare || n.Label == name {
			found = append(found, n)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("note %s of %s: %w%s", name, report, ErrNoNote, span(notes))
	}
	return found, nil
}

// span says which notes there are.
func span(notes []corpus.Footnote) string {
	if len(notes) == 0 {
		return ": the report has no notes"
	}
	return fmt.Sprintf(": the report has %d, from %d to %d", len(notes), notes[0].Number, notes[len(notes)-1].Number)
}

// reader reads documents once each.
type reader struct {
	store     *store.Store
	documents map[corpus.DocumentID]*held
}

// held is what is held of a cited document.
type held struct {
	document *corpus.Document
	minutes  *corpus.Minutes
	twins    []corpus.DocumentID
}

func (r *reader) sources(ctx context.Context, clause string, args ...any) ([]Source, error) {
	citations, err := store.List[corpus.Citation](ctx, r.store, clause, args...)
	if err != nil {
		return nil, err
	}
	var out []Source
	for _, c := range citations {
		src := Source{Citation: c}
		if c.CaptureID != "" {
			capture, ok, err := store.Get[corpus.Capture](ctx, r.store, string(c.CaptureID))
			if err != nil {
				return nil, err
			}
			if ok {
				src.Capture = &capture
			}
		}
		h, err := r.held(ctx, c.DocumentID)
		if err != nil {
			return nil, err
		}
		src.Document, src.Minutes, src.Twins = h.document, h.minutes, h.twins
		out = append(out, src)
	}
	return out, nil
}

func (r *reader) held(ctx context.Context, id corpus.DocumentID) (*held, error) {
	if h := r.documents[id]; h != nil {
		return h, nil
	}
	h := &held{}
	r.documents[id] = h
	d, ok, err := store.Get[corpus.Document](ctx, r.store, string(id))
	if err != nil || !ok {
		return h, err
	}
	h.document = &d
	m, ok, err := store.Get[corpus.Minutes](ctx, r.store, string(id))
	if err != nil {
		return h, err
	}
	if ok {
		h.minutes = &m
	}
	if d.SameTextAs == "" {
		return h, nil
	}
	same, err := store.List[corpus.Document](ctx, r.store, "WHERE same_text_as = ? AND document_id <> ? ORDER BY document_id", d.SameTextAs, id)
	for _, t := range same {
		h.twins = append(h.twins, t.DocumentID)
	}
	return h, err
}

// Timeline is a commitment with the meetings that concern it.
type Timeline struct {
	Report     corpus.Report
	Commitment corpus.Commitment
	Ratings    []corpus.Rating // in order of indicator
	Meetings   []Meeting       // in order of date; those without one at the end
}

// Meeting is a set of minutes that the report cites and that concerns a commitment.
type Meeting struct {
	Minutes    corpus.Minutes
	Documents  []corpus.DocumentID // that hold the minutes, the first the one that is quoted
	Citations  []corpus.Citation   // of the report, that lead to them
	Agreements []corpus.Agreement  // those that name the commitment; all where none names one and the meeting is about this one alone
}

// TimelineOf returns the meetings that concern a commitment: minutes that the report cites for it, or that name it. The error wraps
// ErrNoReport or ErrNoCommitment.
func TimelineOf(ctx context.Context, s *store.Store, report corpus.ReportID, number string) (t Timeline, err error) {
	s, err = s.Snapshot(ctx)
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if t.Report, err = reportOf(ctx, s, report); err != nil {
		return t, err
	}
	commitments, err := store.List[corpus.Commitment](ctx, s, "WHERE report_id = ? AND number = ?", report, number)
	if err == nil && len(commitments) == 0 {
		err = fmt.Errorf("commitment %s of %s: %w", number, report, ErrNoCommitment)
	}
	if err != nil {
		return t, err
	}
	t.Commitment = commitments[0]
	if t.Ratings, err = store.List[corpus.Rating](ctx, s, "WHERE commitment_id = ? ORDER BY indicator", t.Commitment.CommitmentID); err != nil {
		return t, err
	}
	r := reader{store: s, documents: map[corpus.DocumentID]*held{}}
	sources, err := r.sources(ctx, "WHERE report_id = ? AND document_id IN (SELECT document_id FROM minutes) ORDER BY footnote_number, footnote_id, ordinal", report)
	if err != nil {
		return t, err
	}
	t.Meetings = meetings(sources, number)
	return t, nil
}

// meetings gathers the citations of minutes that concern a commitment by meeting: documents of one text are one.
func meetings(sources []Source, number string) (out []Meeting) {
	at := map[corpus.DocumentID]int{} // of a text, into out
	concerns := map[corpus.DocumentID]bool{}
	for _, s := range sources {
		concerns[textOf(s)] = concerns[textOf(s)] || slices.Contains(s.Citation.CommitmentNumbers, number) || slices.Contains(s.Minutes.CommitmentNumbers, number)
	}
	for _, s := range sources {
		text := textOf(s)
		if !concerns[text] {
			continue
		}
		i, ok := at[text]
		if !ok {
			i = len(out)
			at[text] = i
			out = append(out, Meeting{
				Minutes: *s.Minutes, Documents: append([]corpus.DocumentID{s.Minutes.DocumentID}, s.Twins...), Agreements: agreementsOn(*s.Minutes, number),
			})
		}
		out[i].Citations = append(out[i].Citations, s.Citation)
	}
	slices.SortStableFunc(out, func(a, b Meeting) int {
		if (a.Minutes.HeldOn == "") != (b.Minutes.HeldOn == "") {
			return -strings.Compare(string(a.Minutes.HeldOn), string(b.Minutes.HeldOn))
		}
		return cmp.Compare(a.Minutes.HeldOn, b.Minutes.HeldOn)
	})
	return out
}

func textOf(s Source) corpus.DocumentID {
	return cmp.Or(s.Document.SameTextAs, s.Document.DocumentID)
}

// agreementsOn returns the agreements that name a commitment by its number; where none does and the minutes name no other commitment, all
// of them.
func agreementsOn(m corpus.Minutes, number string) (out []corpus.Agreement) {
	for _, a := range m.Agreements {
		if slices.Contains(a.CommitmentNumbers, number) {
			out = append(out, a)
		}
	}
	if len(out) == 0 && len(m.CommitmentNumbers) == 1 && m.CommitmentNumbers[0] == number {
		return m.Agreements
	}
	return out
}
