package extract

import (
	"context"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/extract/audit/cited"
)

// check checks what notes say of their sources, for every report of which a citation waits for it.
func (s *Stage) check(ctx context.Context, stats *Stats) error {
	ids, err := s.Store.Unchecked(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		n, err := s.checkReport(ctx, id)
		if err != nil {
			return err
		}
		stats.Checked += n
	}
	return nil
}

// checkReport checks every citation of a report whose source was tried.
func (s *Stage) checkReport(ctx context.Context, id corpus.ReportID) (int, error) {
	notes, err := s.notes(ctx, id)
	if err != nil {
		return 0, err
	}
	report, _, err := store.Get[corpus.Report](ctx, s.Store, string(id))
	if err != nil {
		return 0, err
	}
	citations, err := store.List[corpus.Citation](ctx, s.Store, "WHERE report_id = ? AND status <> ? ORDER BY document_id, citation_id", id, corpus.NotTried)
	if err != nil {
		return 0, err
	}
	var findings []corpus.Finding
	q := cited.Question{ReportLanguage: report.Language}
	for i := range citations {
		c := &citations[i]
		q.Citation, q.Note, q.Claim = *c, notes[c.FootnoteID].Text, notes[c.FootnoteID].MarkerContext
		if err := s.askOf(ctx, &q); err != nil {
			return 0, err
		}
		a := cited.Check(q)
		c.Check, c.CheckDetail, c.Passages = a.Check, a.Detail, a.Passages
		if a.Finding != nil {
			a.Finding.SetID(id)
			findings = append(findings, *a.Finding)
		}
	}
	return len(citations), s.Store.Update(ctx, func(tx *store.Tx) error {
		return tx.PutChecks(ctx, id, citations, uniqueFindings(findings))
	})
}

// notes returns the notes of a report by id.
func (s *Stage) notes(ctx context.Context, id corpus.ReportID) (map[string]corpus.Footnote, error) {
	all, err := store.List[corpus.Footnote](ctx, s.Store, "WHERE report_id = ?", id)
	if err != nil {
		return nil, err
	}
	notes := make(map[string]corpus.Footnote, len(all))
	for _, n := range all {
		notes[n.FootnoteID] = n
	}
	return notes, nil
}

// askOf makes the question of a citation be about its source. What the question has of the same document is kept: citations come in
// order of document.
func (s *Stage) askOf(ctx context.Context, q *cited.Question) error {
	capture, ok, err := store.Get[corpus.Capture](ctx, s.Store, string(q.Citation.CaptureID))
	if err != nil {
		return err
	}
	if q.Capture = nil; ok {
		q.Capture = &capture
	}
	id := q.Citation.DocumentID
	if q.Document != nil && q.Document.DocumentID == id {
		return nil
	}
	q.Document, q.Content, q.Minutes, q.Reading = nil, nil, nil, nil
	document, ok, err := store.Get[corpus.Document](ctx, s.Store, string(id))
	if err != nil || !ok {
		return err
	}
	q.Document = &document
	if q.Content, _, err = s.Store.Content(ctx, id); err != nil {
		return err
	}
	minutes, ok, err := store.Get[corpus.Minutes](ctx, s.Store, string(id))
	if ok {
		q.Minutes = &minutes
	}
	q.Reading = cited.Read(q.Document, q.Content, q.Minutes)
	return err
}
