package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// PutReport replaces every row of a report by those of r, whose ids are set and whose Report is not nil, and gives its
// citations the state of their targets.
func (tx *Tx) PutReport(ctx context.Context, r corpus.Reading) error {
	id := r.Report.ReportID
	if err := tx.deleteReportRows(ctx, id); err != nil {
		return err
	}
	if err := insert(ctx, tx.q, true, *r.Report); err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return insert(ctx, tx.q, false, r.Commitments...) },
		func() error { return insert(ctx, tx.q, false, r.Ratings...) },
		func() error { return insert(ctx, tx.q, false, r.Tallies...) },
		func() error { return insert(ctx, tx.q, false, r.Footnotes...) },
		func() error { return insert(ctx, tx.q, false, r.Citations...) },
		func() error { return insert(ctx, tx.q, false, r.Findings...) },
		func() error { return tx.putFiles(ctx, *r.Report) },
		func() error { return tx.linkCitations(ctx, targets(r.Citations)...) },
		func() error { return tx.change(ctx, "report", string(id)) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// DeleteReport removes a report that no document belongs to any more.
func (tx *Tx) DeleteReport(ctx context.Context, id corpus.ReportID) error {
	if err := tx.deleteReportRows(ctx, id); err != nil {
		return err
	}
	if _, err := tx.q.ExecContext(ctx, "DELETE FROM reports WHERE report_id = ?", id); err != nil {
		return fmt.Errorf("delete report %s: %w", id, err)
	}
	return tx.change(ctx, "report", string(id))
}

func (tx *Tx) deleteReportRows(ctx context.Context, id corpus.ReportID) error {
	for _, table := range []string{"findings", "citations", "footnotes", "tallies", "ratings", "commitments", "report_files"} {
		if _, err := tx.q.ExecContext(ctx, "DELETE FROM "+table+" WHERE report_id = ?", id); err != nil {
			return fmt.Errorf("replace %s of %s: %w", table, id, err)
		}
	}
	return nil
}

func (tx *Tx) putFiles(ctx context.Context, r corpus.Report) error {
	for _, u := range r.Downloads {
		_, err := tx.q.ExecContext(ctx, "INSERT OR IGNORE INTO report_files (target, report_id) VALUES (?, ?)", corpus.TargetKey(u), r.ReportID)
		if err != nil {
			return fmt.Errorf("store files of %s: %w", r.ReportID, err)
		}
	}
	return nil
}

// PutDocumentFindings replaces the findings of a document that belongs to no report.
func (tx *Tx) PutDocumentFindings(ctx context.Context, id corpus.DocumentID, findings []corpus.Finding) error {
	if _, err := tx.q.ExecContext(ctx, "DELETE FROM findings WHERE report_id IS NULL AND document_id = ?", id); err != nil {
		return fmt.Errorf("replace findings of %s: %w", id, err)
	}
	return insert(ctx, tx.q, false, findings...)
}

func targets(citations []corpus.Citation) []string {
	var out []string
	for _, c := range citations {
		out = append(out, c.Target)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// linkCitations gives the citations of the targets the state that their captures amount to.
func (tx *Tx) linkCitations(ctx context.Context, targets ...string) error {
	known, err := tx.captured(ctx, targets)
	if err != nil {
		return err
	}
	for _, target := range known {
		captures, err := list[corpus.Capture](ctx, tx.q, "WHERE target = ? AND outcome <> 'redirected' ORDER BY seq", target)
		if err != nil {
			return err
		}
		f, ok := fateOf(captures)
		if !ok {
			continue
		}
		_, err = tx.q.ExecContext(ctx, `UPDATE citations SET
			"check" = iif(capture_id IS ?1 AND document_id IS ?2 AND status IS ?3, "check", 'not_checked'),
			check_detail = iif(capture_id IS ?1 AND document_id IS ?2 AND status IS ?3, check_detail, NULL),
			passages = iif(capture_id IS ?1 AND document_id IS ?2 AND status IS ?3, passages, '[]'),
			capture_id = ?1, document_id = ?2, status = ?3, tries = ?4, first_tried_at = ?5, last_tried_at = ?6 WHERE target = ?7`,
			f.capture, orNull(string(f.document)), f.status, f.tries, instant(f.first), instant(f.last), target)
		if err != nil {
			return fmt.Errorf("link citations of %s: %w", target, err)
		}
	}
	return nil
}

// captured returns those of the targets that are cited and that a capture was made of.
func (tx *Tx) captured(ctx context.Context, targets []string) (known []string, err error) {
	asked, err := json.Marshal(targets)
	if err != nil {
		return nil, fmt.Errorf("link citations: %w", err)
	}
	known, err = idsOf[string](ctx, tx.q, "SELECT value FROM json_each(?) WHERE value IN (SELECT target FROM citations) AND value IN (SELECT target FROM captures)", string(asked))
	if err != nil {
		return nil, fmt.Errorf("link citations: %w", err)
	}
	return known, nil
}

// orNull returns a text as SQLite stores it: null for none.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// instant returns a time as SQLite stores it: null for none.
func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339Nano)
}
