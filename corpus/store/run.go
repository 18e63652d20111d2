package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
)

// PutRun stores a run, at its start and again at its end.
func (s *Store) PutRun(ctx context.Context, r corpus.Run) error {
	return s.Update(ctx, func(tx *Tx) error { return insert(ctx, tx.q, true, r) })
}

// Counts returns the number of rows of every public table, and of payloads, by name.
func (s *Store) Counts(ctx context.Context) (map[string]int, error) {
	out := map[string]int{}
	names := []string{"payloads"}
	for _, t := range tables {
		names = append(names, t.Name)
	}
	for _, name := range names {
		var n int
		if err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM "+name).Scan(&n); err != nil {
			return nil, fmt.Errorf("count %s: %w", name, err)
		}
		out[name] = n
	}
	return out, nil
}

// CountBy counts the rows of a table by the values of a column, as "outcome" of "captures"; absent values count under "".
// Table and column are ours, never a user's.
func (s *Store) CountBy(ctx context.Context, table, column string) ([]corpus.Count, error) {
	found, err := s.reader.QueryContext(ctx, fmt.Sprintf("SELECT %s, count(*) FROM %s GROUP BY 1 ORDER BY 2 DESC, 1", quoted(column), table))
	if err != nil {
		return nil, fmt.Errorf("count %s by %s: %w", table, column, err)
	}
	defer found.Close()
	var out []corpus.Count
	for found.Next() {
		var name sql.NullString
		var c corpus.Count
		if err := found.Scan(&name, &c.Count); err != nil {
			return nil, fmt.Errorf("count %s by %s: %w", table, column, err)
		}
		c.Name = name.String
		out = append(out, c)
	}
	return out, found.Err()
}

// Waiting returns how many captures of readable payloads arrived after the cursor.
func (s *Store) Waiting(ctx context.Context, after int64) (int, error) {
	var n int
	err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM captures WHERE seq > ? AND document_id IS NOT NULL", after).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count arrivals: %w", err)
	}
	return n, nil
}
