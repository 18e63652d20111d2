package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// PutCapture stores one capture as [Store.PutCaptures] does.
func (s *Store) PutCapture(ctx context.Context, c corpus.Capture, payload *corpus.Payload) error {
	return s.PutCaptures(ctx, corpus.Kept{Capture: c, Payload: payload})
}

// PutCaptures stores captures, the places of payloads that were written anew, the documents' rows when the captures' roles
// make them, and what the captures mean for the citations of their targets: all or nothing. A capture that is there
// already changes nothing.
func (s *Store) PutCaptures(ctx context.Context, kept ...corpus.Kept) error {
	return s.Update(ctx, func(tx *Tx) error {
		for _, k := range kept {
			if k.Payload != nil {
				if err := tx.putPayload(ctx, *k.Payload); err != nil {
					return err
				}
			}
			if err := tx.putCapture(ctx, k.Capture); err != nil {
				return err
			}
		}
		return nil
	})
}

func (tx *Tx) putPayload(ctx context.Context, p corpus.Payload) error {
	_, err := tx.q.ExecContext(ctx, `INSERT INTO payloads (sha256, bytes, warc_file, warc_offset) VALUES (?, ?, ?, ?)
		ON CONFLICT (sha256) DO UPDATE SET warc_file = excluded.warc_file, warc_offset = excluded.warc_offset`, p.Digest, p.Bytes, p.WARCFile, p.WARCOffset)
	if err != nil {
		return fmt.Errorf("store payload %s: %w", p.Digest, err)
	}
	return nil
}

func (tx *Tx) putCapture(ctx context.Context, c corpus.Capture) error {
	target := corpus.TargetKey(c.URL)
	if c.Outcome.Got() && c.Payload != "" && c.Role.Readable() {
		c.DocumentID = corpus.DocumentIDOf(c.Payload)
	}
	table := tableOf[corpus.Capture]()
	args := []any{target}
	for _, column := range table.Columns {
		args = append(args, column.SQL(&c))
	}
	r, err := tx.q.ExecContext(ctx, insertCapture, args...)
	if err != nil {
		return fmt.Errorf("store capture %s: %w", c.CaptureID, err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return err // it is there already
	}
	if c.DocumentID != "" {
		if err := tx.newDocument(ctx, c); err != nil {
			return err
		}
	}
	return tx.linkCitations(ctx, target)
}

// insertCapture stores a capture with its target, which is no public column.
var insertCapture = func() string {
	table := tableOf[corpus.Capture]()
	return "INSERT INTO captures (target, " + columnList(table) + ") VALUES (?" + strings.Repeat(", ?", len(table.Columns)) + ") ON CONFLICT (capture_id) DO NOTHING"
}()

// insertDocument makes the row of a document that was not read yet, unless there is one.
const insertDocument = `INSERT INTO documents (document_id, sha256, bytes, media_type, text_length, first_captured_at)
	SELECT ?1, ?2, bytes, ?3, 0, ?4 FROM payloads WHERE sha256 = ?2 ON CONFLICT (document_id) DO NOTHING`

func (tx *Tx) newDocument(ctx context.Context, c corpus.Capture) error {
	r, err := tx.q.ExecContext(ctx, insertDocument, c.DocumentID, c.Payload, orNull(c.MediaType), instant(c.CapturedAt))
	if err != nil {
		return fmt.Errorf("store document %s: %w", c.DocumentID, err)
	}
	if n, err := r.RowsAffected(); err != nil || n > 0 {
		return err
	}
	old, have, err := get[corpus.Document](ctx, tx.q, string(c.DocumentID))
	switch {
	case err != nil:
		return err
	case !have:
		return fmt.Errorf("store document %s: its payload is not stored", c.DocumentID)
	case c.CapturedAt.Before(old.FirstCapturedAt):
		old.FirstCapturedAt = c.CapturedAt
		return insert(ctx, tx.q, true, old)
	}
	return nil
}

// Payload finds a payload in the archive by its digest; ok is false when the archive has none.
func (s *Store) Payload(ctx context.Context, d corpus.Digest) (p corpus.Payload, ok bool, err error) {
	p.Digest = d
	err = s.reader.QueryRowContext(ctx, "SELECT bytes, warc_file, warc_offset FROM payloads WHERE sha256 = ?", d).
		Scan(&p.Bytes, &p.WARCFile, &p.WARCOffset)
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, fmt.Errorf("find payload %s: %w", d, err)
	}
	return p, true, nil
}

// Payloads calls f for every payload of the archive, in order of digest.
func (s *Store) Payloads(ctx context.Context, f func(corpus.Payload) error) error {
	found, err := s.reader.QueryContext(ctx, "SELECT sha256, bytes, warc_file, warc_offset FROM payloads ORDER BY sha256")
	if err != nil {
		return fmt.Errorf("list payloads: %w", err)
	}
	defer found.Close()
	for found.Next() {
		var p corpus.Payload
		if err := found.Scan(&p.Digest, &p.Bytes, &p.WARCFile, &p.WARCOffset); err != nil {
			return fmt.Errorf("list payloads: %w", err)
		}
		if err := f(p); err != nil {
			return err
		}
	}
	return found.Err()
}

// LastCapture returns the newest capture of a target that brought or confirmed a payload from its own host; ok is false
// when there is none.
func (s *Store) LastCapture(ctx context.Context, target string) (c corpus.Capture, ok bool, err error) {
	found, err := List[corpus.Capture](ctx, s, `WHERE target = ? AND payload_sha256 IS NOT NULL
		AND outcome IN ('fetched', 'not_modified', 'duplicate', 'imported') AND via IS NOT 'wayback' ORDER BY seq DESC LIMIT 1`, target)
	if err != nil || len(found) == 0 {
		return c, false, err
	}
	return found[0], true, nil
}

// Failed returns the newest capture of each target that never brought a payload, but those of robots.txt and of lookups,
// in order of error code and address.
func (s *Store) Failed(ctx context.Context) ([]corpus.Capture, error) {
	return List[corpus.Capture](ctx, s, `WHERE seq IN (
			SELECT max(seq) FROM captures WHERE outcome <> 'redirected' AND role <> 'robots' GROUP BY target
			HAVING max(outcome IN ('fetched', 'not_modified', 'duplicate', 'imported')) = 0)
		AND NOT (role = 'listing' AND (outcome = 'not_found' OR via = 'wayback')) ORDER BY error_code, outcome, url`)
}

// CitedURLs calls f for each distinct cited target, in order of target. The date is the one that a copy should be near to:
// when a report that cites it was published, else when a note says that it was seen, else the end of the plan; zero when
// nothing says.
func (s *Store) CitedURLs(ctx context.Context, f func(u corpus.URL, target string, near time.Time) error) error {
	found, err := s.reader.QueryContext(ctx, `SELECT min(c.url), c.target,
			coalesce(min(r.published_on), min(c.accessed_on), min(r.period_end) || '-12-31')
		FROM citations c LEFT JOIN reports r USING (report_id) GROUP BY c.target ORDER BY c.target`)
	if err != nil {
		return fmt.Errorf("list cited addresses: %w", err)
	}
	defer found.Close()
	for found.Next() {
		var u corpus.URL
		var target string
		var near sql.NullString
		if err := found.Scan(&u, &target, &near); err != nil {
			return fmt.Errorf("list cited addresses: %w", err)
		}
		if err := f(u, target, endOf(near.String)); err != nil {
			return err
		}
	}
	return errors.Join(found.Err(), found.Close())
}

// endOf returns the last day of a date that may be a year or a month only; zero when it is none.
func endOf(date string) time.Time {
	for _, partial := range []struct {
		layout string
		years  int
		months int
	}{{time.DateOnly, 0, 0}, {"2006-01", 0, 1}, {"2006", 1, 0}} {
		t, err := time.Parse(partial.layout, date)
		switch {
		case err != nil:
		case partial.years+partial.months == 0:
			return t
		default:
			return t.AddDate(partial.years, partial.months, -1)
		}
	}
	return time.Time{}
}

// Arrival is a capture with its place in the order of arrival, which cursors count.
type Arrival struct {
	Seq     int64
	Capture corpus.Capture
}

// Arrivals returns up to limit captures of readable payloads that arrived after the cursor, in order.
func (s *Store) Arrivals(ctx context.Context, after int64, limit int) ([]Arrival, error) {
	found, err := s.reader.QueryContext(ctx, `SELECT seq, capture_id FROM captures
		WHERE seq > ? AND document_id IS NOT NULL ORDER BY seq LIMIT ?`, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list arrivals: %w", err)
	}
	defer found.Close()
	var out []Arrival
	for found.Next() {
		var a Arrival
		if err := found.Scan(&a.Seq, &a.Capture.CaptureID); err != nil {
			return nil, fmt.Errorf("list arrivals: %w", err)
		}
		out = append(out, a)
	}
	if err := errors.Join(found.Err(), found.Close()); err != nil {
		return nil, fmt.Errorf("list arrivals: %w", err)
	}
	for i := range out {
		c, ok, err := Get[corpus.Capture](ctx, s, string(out[i].Capture.CaptureID))
		if err != nil {
			return nil, err
		}
		if !ok { // deleted between the two reads, which nothing of ours does
			return nil, fmt.Errorf("arrival %s is gone", out[i].Capture.CaptureID)
		}
		out[i].Capture = c
	}
	return out, nil
}
