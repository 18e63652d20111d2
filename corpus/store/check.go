package store

import (
	"context"
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
)

// A citation is checked once its source was tried and, where there is a document, read. Whatever changes one of the two sides makes
// it unchecked again: a report's rows that are composed anew, a source that has another fate, a document that is read again.

// uncheck makes the citations of a document unchecked.
func (tx *Tx) uncheck(ctx context.Context, id corpus.DocumentID) error {
	_, err := tx.q.ExecContext(ctx, `UPDATE citations SET "check" = ?, check_detail = NULL, passages = '[]' WHERE document_id = ?`, corpus.NotChecked, id)
	if err != nil {
		return fmt.Errorf("uncheck citations of %s: %w", id, err)
	}
	return nil
}

// Unchecked returns the reports with citations that can be checked and are not, in order of id.
func (s *Store) Unchecked(ctx context.Context) (ids []corpus.ReportID, err error) {
	ids, err = idsOf[corpus.ReportID](ctx, s.reader, `SELECT DISTINCT report_id FROM citations
		WHERE "check" = ? AND status <> ? AND report_id IS NOT NULL
		AND (document_id IS NULL OR document_id IN (SELECT document_id FROM readings)) ORDER BY report_id`, corpus.NotChecked, corpus.NotTried)
	if err != nil {
		return nil, fmt.Errorf("list unchecked citations: %w", err)
	}
	return ids, nil
}

// PutChecks stores the checks of a report's citations (Check, CheckDetail, Passages) and replaces the findings that checks made
// before by these.
func (tx *Tx) PutChecks(ctx context.Context, report corpus.ReportID, checked []corpus.Citation, findings []corpus.Finding) error {
	table := tableOf[corpus.Citation]()
	passages, _ := table.Column("passages")
	for i := range checked {
		c := &checked[i]
		_, err := tx.q.ExecContext(ctx, `UPDATE citations SET "check" = ?, check_detail = ?, passages = ? WHERE citation_id = ?`,
			c.Check, orNull(c.CheckDetail), passages.SQL(c), c.CitationID)
		if err != nil {
			return fmt.Errorf("store check of %s: %w", c.CitationID, err)
		}
	}
	_, err := tx.q.ExecContext(ctx, "DELETE FROM findings WHERE report_id = ? AND rule IN (?, ?)", report, corpus.RuleMinutesDateMismatch, corpus.RuleCitationContradicted)
	if err != nil {
		return fmt.Errorf("replace findings of the checks of %s: %w", report, err)
	}
	if err := insert(ctx, tx.q, false, findings...); err != nil {
		return err
	}
	return tx.change(ctx, "report", string(report))
}
