package frontier

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// Add puts targets into the queue and returns how many are to be got that were not before. A target that is known stays
// as it is, except that it is queued again when it was finished before the entry's Refresh, and that a stronger role (a
// report among the cited) makes it its own and queues it again.
func (tx *Tx) Add(ctx context.Context, entries ...Entry) (added int, err error) {
	for _, e := range entries {
		n, err := tx.add(ctx, e)
		if err != nil {
			return added, fmt.Errorf("queue %s: %w", e.URL, err)
		}
		if n > 0 {
			tx.touched[e.Host] = true
		}
		added += n
	}
	return added, nil
}

// weakerRoles are the roles that a role takes an address from: what is cited can turn out to be a report, and what a
// listing's pager links to, to be its next page.
var weakerRoles = map[corpus.Role]string{
	corpus.RoleReport:   `["cited"]`,
	corpus.RoleImported: `["cited"]`,
	corpus.RoleListing:  `["cited", "report"]`,
}

func (tx *Tx) add(ctx context.Context, e Entry) (int, error) {
	inserted, err := changed(tx.tx.ExecContext(ctx, `INSERT INTO urls (key, url, host, kind, role, source, via, depth, priority, state, not_before, near, attempts)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, 0) ON CONFLICT (key) DO NOTHING`,
		e.Key, e.URL, e.Host, e.Kind, e.Role, e.Source, e.Via, e.Depth, e.Priority, millis(e.NotBefore), millis(e.Near)))
	if err != nil || inserted > 0 {
		return inserted, err
	}
	if weaker := weakerRoles[e.Role]; weaker != "" {
		stronger, err := changed(tx.tx.ExecContext(ctx, `UPDATE urls SET role = ?2, url = ?3, host = ?4, source = ?5, via = ?6, depth = ?7, priority = ?8,
			attempts = 0, not_before = ?9, state = 'queued' WHERE key = ?1 AND role IN (SELECT value FROM json_each(?10))`,
			e.Key, e.Role, e.URL, e.Host, e.Source, e.Via, e.Depth, e.Priority, millis(e.NotBefore), weaker))
		if err != nil || stronger > 0 {
			return stronger, err
		}
	}
	if e.Refresh.IsZero() {
		return 0, nil
	}
	return changed(tx.tx.ExecContext(ctx, `UPDATE urls SET state = 'queued', attempts = 0, not_before = ?
		WHERE key = ? AND state IN ('done', 'failed') AND finished_at < ?`, millis(e.NotBefore), e.Key, millis(e.Refresh)))
}

// Ending is how an attempt ended.
type Ending struct {
	Outcome corpus.Outcome
	Fault   corpus.Fault
	Error   string
	At      time.Time
	Due     time.Time     // to be got again, zero never
	Every   time.Duration // the time from At to Due before it was spread
}

// Done finishes an entry until it is due again, unless its role grew stronger in the meantime: then it stays queued.
func (tx *Tx) Done(ctx context.Context, e Entry, end Ending) error {
	var state string
	err := tx.tx.QueryRowContext(ctx, `UPDATE urls SET state = iif(role = ?, 'done', 'queued'), outcome = ?, fault = ?, error = ?, finished_at = ?,
		due_at = ?, every = ?, digest = '', attempts = 0 WHERE key = ? RETURNING state`,
		e.Role, end.Outcome, end.Fault, end.Error, millis(end.At), millis(end.Due), end.Every.Milliseconds(), e.Key).Scan(&state)
	if err != nil {
		return fmt.Errorf("finish %s: %w", e.URL, err)
	}
	if state != "done" {
		tx.touched[e.Host] = true
	}
	tx.landed = append(tx.landed, e.Key)
	return nil
}

// Retry puts an entry back for another attempt at its NotBefore, or fails it after [MaxAttempts] until it is due again. Its
// Digest, of a body that was refused, is kept for the next attempt. It reports whether the entry failed.
func (tx *Tx) Retry(ctx context.Context, e Entry, end Ending) (failed bool, err error) {
	tx.touched[e.Host] = true
	tx.landed = append(tx.landed, e.Key)
	failed = e.Attempts >= MaxAttempts
	state, finished, due := "queued", int64(0), int64(0)
	if failed {
		state, finished, due = "failed", millis(end.At), millis(end.Due)
	}
	_, err = tx.tx.ExecContext(ctx, `UPDATE urls SET state = ?, outcome = ?, fault = ?, error = ?, digest = ?, attempts = ?,
		finished_at = max(finished_at, ?), due_at = ?, every = ?, not_before = ? WHERE key = ?`,
		state, end.Outcome, end.Fault, end.Error, e.Digest, e.Attempts, finished, due, end.Every.Milliseconds(), millis(e.NotBefore), e.Key)
	if err != nil {
		return failed, fmt.Errorf("put back %s: %w", e.URL, err)
	}
	return failed, nil
}

// Postpone gives an entry back as if it had not been claimed, not to be claimed before the time.
func (tx *Tx) Postpone(ctx context.Context, e Entry, until time.Time) error {
	tx.touched[e.Host] = true
	tx.landed = append(tx.landed, e.Key)
	if _, err := tx.tx.ExecContext(ctx, "UPDATE urls SET not_before = ? WHERE key = ? AND state = 'queued'", millis(until), e.Key); err != nil {
		return fmt.Errorf("postpone %s: %w", e.URL, err)
	}
	return nil
}

// QueueDue queues again what is finished and due.
func (tx *Tx) QueueDue(ctx context.Context, now time.Time) (int, error) {
	n, err := changed(tx.tx.ExecContext(ctx, `UPDATE urls SET state = 'queued', attempts = 0, not_before = 0, due_at = 0
		WHERE due_at > 0 AND due_at <= ? AND state IN ('done', 'failed')`, millis(now)))
	if err != nil {
		return 0, fmt.Errorf("queue what is due: %w", err)
	}
	return n, nil
}

// RetryFailed makes every entry due that failed or waits for another attempt, and returns how many.
func (tx *Tx) RetryFailed(ctx context.Context) (int, error) {
	n, err := changed(tx.tx.ExecContext(ctx, `UPDATE urls SET state = 'queued', attempts = 0, not_before = 0
		WHERE state = 'failed' OR state = 'queued' AND attempts > 0
		OR state = 'done' AND outcome IN ('http_error', 'network_error', 'timeout', 'too_large', 'truncated')`))
	if err != nil {
		return 0, fmt.Errorf("retry what failed: %w", err)
	}
	return n, nil
}

// Backoff returns how long to wait after the given number of attempts: 10 seconds after the first, which often failed by
// chance, then 2 minutes, 24 and so on up to a day, and up to half of it more, so that what failed together is not tried
// together.
func Backoff(attempts int) time.Duration {
	wait := 10 * time.Second
	for range min(max(attempts-1, 0), 5) {
		wait *= 12
	}
	wait = min(wait, 24*time.Hour)
	return wait + rand.N(wait/2)
}

func changed(r sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return int(n), err
}

// Pages returns how many pages of a source's listing are queued.
func (tx *Tx) Pages(ctx context.Context, source string) (n int, err error) {
	err = tx.tx.QueryRowContext(ctx, "SELECT count(*) FROM urls WHERE state = 'queued' AND role = ? AND source = ?", corpus.RoleListing, source).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count the pages of %s: %w", source, err)
	}
	return n, nil
}
