package frontier

import (
	"context"
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
	defer found.Close()
	for found.Next() {
		var w Waiting
		var finished int64
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
