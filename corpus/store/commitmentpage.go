package store

import (
	"context"
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
)

// PutCommitmentPage replaces the rows of a commitment that has pages of its own by those of r, whose ids are set: the
// commitment, its ratings, and the findings of its documents. An empty r removes them.
func (tx *Tx) PutCommitmentPage(ctx context.Context, id string, r corpus.Reading) error {
	for _, query := range []string{
		"DELETE FROM findings WHERE report_id IS NULL AND document_id IN (SELECT document_id FROM readings WHERE report_id = ?)",
		"DELETE FROM ratings WHERE commitment_id = ?",
		"DELETE FROM commitments WHERE commitment_id = ?",
	} {
		if _, err := tx.q.ExecContext(ctx, query, id); err != nil {
			return fmt.Errorf("replace rows of %s: %w", id, err)
		}
	}
	if err := insert(ctx, tx.q, false, r.Commitments...); err != nil {
		return err
	}
	if err := insert(ctx, tx.q, false, r.Ratings...); err != nil {
		return err
	}
	return insert(ctx, tx.q, false, r.Findings...)
}

// CommitmentPages returns the commitments of a plan that have pages of their own, in order of id. The locality is "" for a
// national plan.
func (tx *Tx) CommitmentPages(ctx context.Context, plan corpus.Report) ([]corpus.Commitment, error) {
	return list[corpus.Commitment](ctx, tx.q, `WHERE report_id IS NULL AND country_code = ? AND locality IS ? AND period_start = ? AND period_end = ?
		ORDER BY commitment_id`, plan.CountryCode, orNull(plan.Locality), plan.PeriodStart, plan.PeriodEnd)
}

// ReportsOfPlan returns the ids of the reports on the plan that a commitment's page names, sorted.
func (tx *Tx) ReportsOfPlan(ctx context.Context, c corpus.Commitment) ([]corpus.ReportID, error) {
	reports, err := list[corpus.Report](ctx, tx.q, "WHERE country_code = ? AND locality IS ? AND period_start = ? AND period_end = ? ORDER BY report_id",
		c.CountryCode, orNull(c.Locality), c.PeriodStart, c.PeriodEnd)
	var ids []corpus.ReportID
	for _, r := range reports {
		ids = append(ids, r.ReportID)
	}
	return ids, err
}
