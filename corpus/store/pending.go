package store

import (
	"context"
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
)

// CountReadings returns how many documents were found to belong to a report, current or not.
func (tx *Tx) CountReadings(ctx context.Context, report corpus.ReportID) (n int, err error) {
	if err := tx.q.QueryRowContext(ctx, "SELECT count(*) FROM readings WHERE report_id = ?", report).Scan(&n); err != nil {
		return 0, fmt.Errorf("count readings of %s: %w", report, err)
	}
	return n, nil
}

// SetPending notes that a report's rows are to be composed later, or that they were.
func (tx *Tx) SetPending(ctx context.Context, report corpus.ReportID, pending bool) error {
	query := "DELETE FROM pending WHERE report_id = ?"
	if pending {
		query = "INSERT OR IGNORE INTO pending (report_id) VALUES (?)"
	}
	if _, err := tx.q.ExecContext(ctx, query, report); err != nil {
		return fmt.Errorf("note %s as pending: %w", report, err)
	}
	return nil
}

// Pending returns the reports whose rows are to be composed, in order of id.
func (s *Store) Pending(ctx context.Context) (ids []corpus.ReportID, err error) {
	ids, err = idsOf[corpus.ReportID](ctx, s.reader, "SELECT report_id FROM pending ORDER BY report_id")
	if err != nil {
		return nil, fmt.Errorf("list pending reports: %w", err)
	}
	return ids, nil
}
