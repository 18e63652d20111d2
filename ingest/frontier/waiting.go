package frontier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/sqlite"
)

// Waiting is an entry of the queue with what came of it before.
type Waiting struct {
	Entry
	Fault      corpus.Fault
	Error      string
	FinishedAt time.Time // when it was last finished, zero never
}

// Waits calls each for every queued entry that was tried before or is not due yet, the next one to be tried first.
func (f *Frontier) Waits(ctx context.Context, now time.Time, each func(Waiting) error) error {
	found, err := f.reader.QueryContext(ctx, "SELECT "+entryColumns+`, fault, error, finished_at FROM urls
		WHERE state = 'queued' AND (attempts > 0 OR not_before > ?) ORDER BY not_before, seq`, millis(now))
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	return eachWaiting(found, each)
}

// Queued counts the queue by role, and when the next of what is finished is due, zero never.
func (f *Frontier) Queued(ctx context.Context) (byRole map[corpus.Role]int, due time.Time, err error) {
	found, err := f.reader.QueryContext(ctx, "SELECT role, count(*) FROM urls WHERE state = 'queued' GROUP BY role")
	if err != nil {
		return nil, due, fmt.Errorf("count the queue: %w", err)
	}
	defer found.Close()
	byRole = map[corpus.Role]int{}
	for found.Next() {
		var role corpus.Role
		var n int
		if err := found.Scan(&role, &n); err != nil {
			return nil, due, fmt.Errorf("count the queue: %w", err)
		}
		byRole[role] = n
	}
	var at int64
	err = f.reader.QueryRowContext(ctx, "SELECT coalesce(min(due_at), 0) FROM urls WHERE due_at > 0 AND state IN ('done', 'failed')").Scan(&at)
	return byRole, fromMillis(at), errors.Join(err, found.Err())
}

// Paused returns the hosts that are to be left alone at a time, with until when.
func (f *Frontier) Paused(now time.Time) map[string]time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[string]time.Time{}
	for name, h := range f.hosts {
		if h.NextAt.After(now) {
			out[name] = h.NextAt
		}
	}
	return out
}

// Dry runs fn in a transaction that is then undone, to see what a run would find.
func (f *Frontier) Dry(ctx context.Context, fn func(*Tx) error) error {
	return f.writer.Dry(ctx, func(q *sqlite.Prepared) error { return fn(&Tx{tx: q, touched: map[string]bool{}}) })
}

// Queue calls f for every queued entry among the choice, in the order of priority and arrival, also for those whose time
// has not come.
func (tx *Tx) Queue(ctx context.Context, among Choice, f func(Waiting) error) error {
	sources, keys, err := among.lists()
	if err != nil {
		return err
	}
	found, err := tx.tx.QueryContext(ctx, "SELECT "+entryColumns+`, fault, error, finished_at FROM urls WHERE state = 'queued'`+chosen+
		` ORDER BY priority, seq`, sources, keys)
	if err != nil {
		return fmt.Errorf("list the queue: %w", err)
	}
	return eachWaiting(found, f)
}

func eachWaiting(found *sql.Rows, f func(Waiting) error) error {
	defer found.Close()
	for found.Next() {
		var w Waiting
		var finished int64
		var err error
		if w.Entry, err = scanEntry(found, &w.Fault, &w.Error, &finished); err != nil {
			return fmt.Errorf("list the queue: %w", err)
		}
		w.FinishedAt = fromMillis(finished)
		if err := f(w); err != nil {
			return err
		}
	}
	return found.Err()
}
