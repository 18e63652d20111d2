package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/sqlite"
)

// Tx is a transaction of the one writer. What it writes is there after [Store.Update] returned nil, all of it or nothing.
type Tx struct {
	q   *sqlite.Prepared
	put map[corpus.DocumentID]corpus.Reading // by PutDocument, so that they need not be decoded again
}

// Update runs f in a transaction and commits it when f returns nil.
func (s *Store) Update(ctx context.Context, f func(*Tx) error) error {
	if s.writer == nil {
		return errors.New("the store is open for reading only")
	}
	return s.writer.Update(ctx, func(q *sqlite.Prepared) error {
		return f(&Tx{q: q, put: map[corpus.DocumentID]corpus.Reading{}})
	})
}

// Cursor returns how far a stage has come: the seq of the last thing that it finished, 0 at the start. The stage's name
// carries its version ("extract/1").
func (s *Store) Cursor(ctx context.Context, stage string) (int64, error) {
	var seq int64
	err := s.reader.QueryRowContext(ctx, "SELECT seq FROM cursors WHERE stage = ?", stage).Scan(&seq)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read cursor %s: %w", stage, err)
	}
	return seq, nil
}

// Cursors returns every cursor by stage.
func (s *Store) Cursors(ctx context.Context) (map[string]int64, error) {
	found, err := s.reader.QueryContext(ctx, "SELECT stage, seq FROM cursors")
	if err != nil {
		return nil, fmt.Errorf("read cursors: %w", err)
	}
	defer found.Close()
	out := map[string]int64{}
	for found.Next() {
		var stage string
		var seq int64
		if err := found.Scan(&stage, &seq); err != nil {
			return nil, fmt.Errorf("read cursors: %w", err)
		}
		out[stage] = seq
	}
	return out, found.Err()
}

// SetCursor moves a stage's cursor.
func (tx *Tx) SetCursor(ctx context.Context, stage string, seq int64) error {
	_, err := tx.q.ExecContext(ctx, "INSERT INTO cursors (stage, seq) VALUES (?, ?) ON CONFLICT (stage) DO UPDATE SET seq = excluded.seq", stage, seq)
	if err != nil {
		return fmt.Errorf("set cursor %s: %w", stage, err)
	}
	return nil
}

// change marks a report or a document as changed, for the stages behind.
func (tx *Tx) change(ctx context.Context, kind, id string) error {
	_, err := tx.q.ExecContext(ctx, "INSERT OR REPLACE INTO changes (kind, id) VALUES (?, ?)", kind, id)
	if err != nil {
		return fmt.Errorf("mark change of %s: %w", id, err)
	}
	return nil
}

// LastChange returns the seq of the newest change, 0 when there is none.
func (s *Store) LastChange(ctx context.Context) (int64, error) {
	var seq int64
	if err := s.reader.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM changes").Scan(&seq); err != nil {
		return 0, fmt.Errorf("read changes: %w", err)
	}
	return seq, nil
}
