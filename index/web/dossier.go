package web

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// maxCaptures bounds how many attempts to get one thing are shown.
const maxCaptures = 200

// reportDossier is a report with everything that was read out of it.
type reportDossier struct {
	report      corpus.Report
	commitments []corpus.Commitment
	ratings     []corpus.Rating
	tallies     []corpus.Tally
	footnotes   []corpus.Footnote
	citations   []corpus.Citation
	findings    []corpus.Finding
	documents   []corpus.Document
}

// reportDossier reads a report; ok is false when there is none. Commitments stand in natural order of their numbers, notes in
// order of section and number.
func (s *site) reportDossier(ctx context.Context, id corpus.ReportID) (d reportDossier, ok bool, err error) {
	if d.report, ok, err = store.Get[corpus.Report](ctx, s.Store, string(id)); err != nil || !ok {
		return d, false, err
	}
	const of = "WHERE report_id = ? ORDER BY "
	read := reader{ctx: ctx, store: s.Store}
	d.commitments = rowsOf[corpus.Commitment](&read, of+"commitment_id", id)
	d.ratings = rowsOf[corpus.Rating](&read, of+"rating_id", id)
	d.tallies = rowsOf[corpus.Tally](&read, of+"action_plan DESC, indicator, start, tally_id", id)
	d.footnotes = rowsOf[corpus.Footnote](&read, of+"section, number, footnote_id", id)
	d.citations = rowsOf[corpus.Citation](&read, of+"footnote_number, footnote_id, ordinal", id)
	d.findings = rowsOf[corpus.Finding](&read, of+"CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, finding_id", id)
	d.documents = rowsOf[corpus.Document](&read, "WHERE document_id IN (SELECT value FROM json_each(?))", list(d.report.DocumentIDs))
	slices.SortStableFunc(d.commitments, func(a, b corpus.Commitment) int { return compareNumbers(a.Number, b.Number) })
	slices.SortStableFunc(d.documents, func(a, b corpus.Document) int {
		return slices.Index(d.report.DocumentIDs, a.DocumentID) - slices.Index(d.report.DocumentIDs, b.DocumentID)
	})
	return d, true, read.err
}

// noteDossier is a footnote with its citations and every attempt to get what they cite.
type noteDossier struct {
	footnote  corpus.Footnote
	citations []corpus.Citation
	captures  []corpus.Capture
}

// noteDossier reads a footnote; ok is false when there is none.
func (s *site) noteDossier(ctx context.Context, id string) (d noteDossier, ok bool, err error) {
	if d.footnote, ok, err = store.Get[corpus.Footnote](ctx, s.Store, id); err != nil || !ok {
		return d, false, err
	}
	read := reader{ctx: ctx, store: s.Store}
	d.citations = rowsOf[corpus.Citation](&read, "WHERE footnote_id = ? ORDER BY ordinal", id)
	var targets []string
	for _, c := range d.citations {
		targets = append(targets, c.Target)
	}
	d.captures = rowsOf[corpus.Capture](&read, "WHERE target IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT ?", list(targets), maxCaptures)
	return d, true, read.err
}

// documentDossier is a document with how it came here and who cites it.
type documentDossier struct {
	document corpus.Document
	captures []corpus.Capture  // newest first
	minutes  []corpus.Minutes  // none or one
	cited    []corpus.Citation // that the document is the source of
	reports  []corpus.Report   // that were read from it
}

// documentDossier reads a document; ok is false when there is none.
func (s *site) documentDossier(ctx context.Context, id corpus.DocumentID) (d documentDossier, ok bool, err error) {
	if d.document, ok, err = store.Get[corpus.Document](ctx, s.Store, string(id)); err != nil || !ok {
		return d, false, err
	}
	read := reader{ctx: ctx, store: s.Store}
	d.captures = rowsOf[corpus.Capture](&read, "WHERE document_id = ? ORDER BY seq DESC LIMIT ?", id, maxCaptures)
	d.minutes = rowsOf[corpus.Minutes](&read, "WHERE document_id = ?", id)
	d.cited = rowsOf[corpus.Citation](&read, "WHERE document_id = ? ORDER BY citation_id LIMIT ?", id, maxCaptures)
	if read.err != nil {
		return d, false, read.err
	}
	all, err := s.reports.all(ctx)
	if err != nil {
		return d, false, err
	}
	d.reports = []corpus.Report{}
	for _, r := range all.byID {
		if slices.Contains(r.DocumentIDs, id) {
			d.reports = append(d.reports, r)
		}
	}
	return d, true, nil
}

// documentsOf returns documents by id.
func (s *site) documentsOf(ctx context.Context, ids []corpus.DocumentID) (map[corpus.DocumentID]corpus.Document, error) {
	read := reader{ctx: ctx, store: s.Store}
	out := map[corpus.DocumentID]corpus.Document{}
	for _, d := range rowsOf[corpus.Document](&read, "WHERE document_id IN (SELECT value FROM json_each(?))", list(ids)) {
		out[d.DocumentID] = d
	}
	return out, read.err
}

// reader reads lists one after the other and keeps the first error, after which it reads no more.
type reader struct {
	ctx   context.Context
	store *store.Store
	err   error
}

// rowsOf returns the rows that the clause selects, never nil.
func rowsOf[T any](r *reader, clause string, args ...any) []T {
	if r.err != nil {
		return []T{}
	}
	rows, err := store.List[T](r.ctx, r.store, clause, args...)
	r.err = err
	if rows == nil {
		return []T{}
	}
	return rows
}

// list returns ids as the JSON array that json_each takes apart.
func list[T ~string](ids []T) string {
	if len(ids) == 0 {
		return "[]"
	}
	b, err := json.Marshal(ids)
	if err != nil {
		return "[]" // strings always encode
	}
	return string(b)
}
