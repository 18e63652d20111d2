package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// Cited is a target that notes cite, with every attempt to get it.
type Cited struct {
	Target string
	// In order of report, note and ordinal. Only what says where the citation stands and what it points to is set: ids,
	// numbers, url, commitment numbers.
	Citations []corpus.Citation
	// In order of arrival, hops of redirects among them. Only what says how the attempt ended is set: not what the archive
	// and conditional requests need.
	Captures []corpus.Capture
}

const citedQuery = `SELECT target, citation_id, coalesce(footnote_id, ''), footnote_number, coalesce(report_id, ''), ordinal,
	coalesce(url, url_as_written, ''), commitment_numbers
	FROM citations WHERE target IS NOT NULL ORDER BY target, report_id, footnote_number, footnote_id, ordinal`

const attemptsQuery = `SELECT target, capture_id, coalesce(url, ''), coalesce(final_url, ''), coalesce(captured_at, ''), coalesce(http_status, 0),
	coalesce(document_id, ''), coalesce(outcome, ''), coalesce(via, ''), coalesce(error_code, ''), coalesce(memento_datetime, '')
	FROM captures ORDER BY target, seq`

// CitedTargets yields every target that is cited, in order of target. It reads citations and captures side by side, so
// that no more than one target is in memory.
func (s *Store) CitedTargets(ctx context.Context) iter.Seq2[Cited, error] {
	return func(yield func(Cited, error) bool) {
		err := s.citedTargets(ctx, func(c Cited) bool { return yield(c, nil) })
		if err != nil {
			yield(Cited{}, fmt.Errorf("read cited sources: %w", err))
		}
	}
}

func (s *Store) citedTargets(ctx context.Context, yield func(Cited) bool) error {
	found, err := s.reader.QueryContext(ctx, citedQuery)
	if err != nil {
		return err
	}
	defer found.Close()
	attempts, err := s.reader.QueryContext(ctx, attemptsQuery)
	if err != nil {
		return err
	}
	defer attempts.Close()
	captures := captureReader{rows: attempts}
	var c Cited
	for found.Next() {
		target, citation, err := scanCitation(found)
		if err != nil {
			return err
		}
		if target != c.Target && len(c.Citations) > 0 {
			if c.Captures, err = captures.of(c.Target); err != nil {
				return err
			}
			if !yield(c) {
				return nil
			}
			c = Cited{}
		}
		c.Target = target
		c.Citations = append(c.Citations, citation)
	}
	if err := found.Err(); err != nil || len(c.Citations) == 0 {
		return err
	}
	if c.Captures, err = captures.of(c.Target); err != nil {
		return err
	}
	yield(c)
	return errors.Join(found.Close(), attempts.Close())
}

func scanCitation(found *sql.Rows) (target string, c corpus.Citation, err error) {
	var footnote, report, url, commitments string
	err = found.Scan(&target, &c.CitationID, &footnote, &c.FootnoteNumber, &report, &c.Ordinal, &url, &commitments)
	if err != nil {
		return "", c, err
	}
	c.FootnoteID, c.ReportID, c.URL, c.Target = footnote, corpus.ReportID(report), corpus.URL(url), target
	if commitments != "[]" {
		column, _ := tableOf[corpus.Citation]().Column("commitment_numbers")
		err = column.Set(&c, commitments)
	}
	return target, c, err
}

// captureReader hands out the captures of targets that are asked for in order.
type captureReader struct {
	rows   *sql.Rows
	target string // of next
	next   corpus.Capture
	have   bool // next is to be handed out
	done   bool
}

// of returns the captures of a target, and drops those of targets before it.
func (r *captureReader) of(target string) (out []corpus.Capture, err error) {
	for {
		if !r.have {
			if err := r.read(); err != nil {
				return nil, err
			}
		}
		if r.done || r.target > target {
			return out, nil
		}
		if r.target == target {
			out = append(out, r.next)
		}
		r.have = false
	}
}

func (r *captureReader) read() error {
	if r.done {
		return nil
	}
	if !r.rows.Next() {
		r.done = true
		return r.rows.Err()
	}
	var url, final, at, document, outcome, fault, memento string
	c := &r.next
	*c = corpus.Capture{}
	err := r.rows.Scan(&r.target, &c.CaptureID, &url, &final, &at, &c.HTTPStatus, &document, &outcome, &c.Via, &fault, &memento)
	if err != nil {
		return err
	}
	c.URL, c.FinalURL, c.DocumentID = corpus.URL(url), corpus.URL(final), corpus.DocumentID(document)
	c.Outcome, c.ErrorCode = corpus.Outcome(outcome), corpus.Fault(fault)
	if c.CapturedAt, err = parsedInstant(at); err != nil {
		return err
	}
	c.MementoDate, err = parsedInstant(memento)
	r.have = true
	return err
}

func parsedInstant(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339Nano, s)
}

// Hop is where a target was last seen to lead on to, which can be another spelling of itself.
type Hop struct {
	To     corpus.URL
	Status int // of the redirect; 0 or 200 where a page did it
}

// Hops returns the newest hop of each target, by target.
func (s *Store) Hops(ctx context.Context) (map[string]Hop, error) {
	found, err := s.reader.QueryContext(ctx, `SELECT target, final_url, coalesce(http_status, 0) FROM captures
		WHERE outcome = 'redirected' AND final_url IS NOT NULL AND coalesce(via, '') <> ? ORDER BY seq`, corpus.ViaWayback)
	if err != nil {
		return nil, fmt.Errorf("read redirects: %w", err)
	}
	defer found.Close()
	out := map[string]Hop{}
	for found.Next() {
		var target, to string
		var status int
		if err := found.Scan(&target, &to, &status); err != nil {
			return nil, fmt.Errorf("read redirects: %w", err)
		}
		out[target] = Hop{corpus.URL(to), status}
	}
	return out, errors.Join(found.Err(), found.Close())
}

// Newest returns marks of the newest change and the newest capture: what was read from the store is as it was as long as
// they are.
func (s *Store) Newest(ctx context.Context) (change, capture int64, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(seq), 0) FROM changes), (SELECT coalesce(max(seq), 0) FROM captures)`).Scan(&change, &capture)
	if err != nil {
		return 0, 0, fmt.Errorf("read what is newest: %w", err)
	}
	return change, capture, nil
}
