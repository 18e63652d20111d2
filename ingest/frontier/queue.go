package frontier

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// Add puts targets into the queue and returns how many are to be got that were not before. A target that is known stays
// as it is, except that it is queued again when it was finished before the entry's Refresh, and that a stronger role (a
// report among the cited) makes it its own and queues it again.
func (f *Frontier) Add(ctx context.Context, entries ...Entry) (added int, err error) {
	err = f.update(ctx, func(tx *sql.Tx) error {
		for _, e := range entries {
			n, err := add(ctx, tx, e)
			if err != nil {
				return fmt.Errorf("queue %s: %w", e.URL, err)
			}
			added += n
		}
		return nil
	})
	return added, err
}

func add(ctx context.Context, tx *sql.Tx, e Entry) (int, error) {
	inserted, err := changed(tx.ExecContext(ctx, `INSERT INTO urls (key, url, host, role, source, via, depth, priority, state, not_before, attempts)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, 0) ON CONFLICT (key) DO NOTHING`,
		e.Key, e.URL, e.Host, e.Role, e.Source, e.Via, e.Depth, e.Priority, millis(e.NotBefore)))
	if err != nil || inserted > 0 {
		return inserted, err
	}
	stronger, err := changed(tx.ExecContext(ctx, `UPDATE urls SET role = ?2, url = ?3, host = ?4, source = ?5, via = ?6, depth = ?7, priority = ?8,
		attempts = iif(state = 'leased', attempts, 0), not_before = ?9, state = iif(state = 'leased', state, 'queued')
		WHERE key = ?1 AND role = ?10 AND role <> ?2`,
		e.Key, e.Role, e.URL, e.Host, e.Source, e.Via, e.Depth, e.Priority, millis(e.NotBefore), corpus.RoleCited))
	if err != nil || stronger > 0 {
		return stronger, err
	}
	return changed(tx.ExecContext(ctx, `UPDATE urls SET state = 'queued', attempts = 0, not_before = ?
		WHERE key = ? AND state IN ('done', 'failed') AND finished_at < ?`, millis(e.NotBefore), e.Key, millis(e.Refresh)))
}

// Choice says among which entries one is claimed.
type Choice struct {
	Busy    []string // hosts that are not asked
	Sources []string // whose entries are got; those of no source always are
	Keys    []string // when not empty: only these entries, of whatever source
}

// Claim leases the entry whose turn it is: due, and on a host that may be asked now. Without one, ok is false and next is
// when the earliest that waits will be due, the zero time when none waits but behind busy hosts.
func (f *Frontier) Claim(ctx context.Context, now time.Time, among Choice) (e Entry, ok bool, next time.Time, err error) {
	busy, err := json.Marshal(append([]string{}, among.Busy...))
	sources, err2 := json.Marshal(append([]string{""}, among.Sources...))
	keys, err3 := json.Marshal(append([]string{}, among.Keys...))
	if err := errors.Join(err, err2, err3); err != nil {
		return e, false, next, fmt.Errorf("claim: %w", err)
	}
	err = f.update(ctx, func(tx *sql.Tx) error {
		e, ok, err = claim(ctx, tx, now, string(busy), string(sources), string(keys))
		if err != nil || ok {
			return err
		}
		var at sql.NullInt64
		err = tx.QueryRowContext(ctx, `SELECT min(max(u.not_before, coalesce(h.next_at, 0))) FROM urls u LEFT JOIN hosts h USING (host)
			WHERE u.state = 'queued' AND u.host NOT IN (SELECT value FROM json_each(?)) AND CASE ? WHEN '[]' THEN u.source IN (SELECT value FROM json_each(?)) ELSE u.key IN (SELECT value FROM json_each(?)) END`,
			string(busy), string(keys), string(sources), string(keys)).Scan(&at)
		next = fromMillis(at.Int64)
		return err
	})
	if err != nil {
		return e, false, next, fmt.Errorf("claim: %w", err)
	}
	return e, ok, next, nil
}

func claim(ctx context.Context, tx *sql.Tx, now time.Time, busy, sources, keys string) (e Entry, ok bool, err error) {
	var notBefore int64
	err = tx.QueryRowContext(ctx, `UPDATE urls SET state = 'leased', leased_at = ?1, attempts = attempts + 1
		WHERE seq = (SELECT u.seq FROM urls u LEFT JOIN hosts h USING (host)
			WHERE u.state = 'queued' AND u.not_before <= ?1 AND coalesce(h.next_at, 0) <= ?1
			AND u.host NOT IN (SELECT value FROM json_each(?2)) AND CASE ?4 WHEN '[]' THEN u.source IN (SELECT value FROM json_each(?3)) ELSE u.key IN (SELECT value FROM json_each(?4)) END
			ORDER BY u.priority, u.seq LIMIT 1)
		RETURNING key, url, host, role, source, via, depth, priority, not_before, attempts, digest`, millis(now), busy, sources, keys).
		Scan(&e.Key, &e.URL, &e.Host, &e.Role, &e.Source, &e.Via, &e.Depth, &e.Priority, &notBefore, &e.Attempts, &e.Digest)
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	e.NotBefore = fromMillis(notBefore)
	return e, err == nil, err
}

// Done finishes a leased entry for good, unless its role grew stronger in the meantime: then it is queued again.
func (f *Frontier) Done(ctx context.Context, e Entry, outcome corpus.Outcome, now time.Time) error {
	_, err := f.db.ExecContext(ctx, `UPDATE urls SET state = iif(role = ?, 'done', 'queued'), outcome = ?, finished_at = ?, digest = '' WHERE key = ?`,
		e.Role, outcome, millis(now), e.Key)
	if err != nil {
		return fmt.Errorf("finish %s: %w", e.URL, err)
	}
	return nil
}

// Retry puts a leased entry back for another attempt at its NotBefore, or fails it after [MaxAttempts]. Its Digest, of a
// body that was refused, is kept for the next attempt.
func (f *Frontier) Retry(ctx context.Context, e Entry, outcome corpus.Outcome, now time.Time) error {
	_, err := f.db.ExecContext(ctx, `UPDATE urls SET state = iif(attempts >= ?1, 'failed', 'queued'), outcome = ?2, digest = ?3,
		finished_at = iif(attempts >= ?1, ?4, finished_at), not_before = ?5 WHERE key = ?6`,
		MaxAttempts, outcome, e.Digest, millis(now), millis(e.NotBefore), e.Key)
	if err != nil {
		return fmt.Errorf("put back %s: %w", e.URL, err)
	}
	return nil
}

// Release gives a leased entry back as if it had not been claimed, to be claimed again at its NotBefore.
func (f *Frontier) Release(ctx context.Context, e Entry) error {
	_, err := f.db.ExecContext(ctx, `UPDATE urls SET state = 'queued', attempts = max(attempts - 1, 0), not_before = ? WHERE key = ? AND state = 'leased'`,
		millis(e.NotBefore), e.Key)
	if err != nil {
		return fmt.Errorf("give back %s: %w", e.URL, err)
	}
	return nil
}

// RetryFailed makes every entry due that failed or waits for another attempt, and returns how many.
func (f *Frontier) RetryFailed(ctx context.Context) (int, error) {
	n, err := changed(f.db.ExecContext(ctx, `UPDATE urls SET state = 'queued', attempts = 0, not_before = 0
		WHERE state = 'failed' OR state = 'queued' AND attempts > 0`))
	if err != nil {
		return 0, fmt.Errorf("retry what failed: %w", err)
	}
	return n, nil
}

// Backoff returns how long to wait after the given number of attempts: 2 minutes doubled with each, up to a day, and up
// to half of it more, so that what failed together is not tried together.
func Backoff(attempts int) time.Duration {
	wait := 2 * time.Minute << min(max(attempts-1, 0), 10)
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
