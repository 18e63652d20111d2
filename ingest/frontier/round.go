package frontier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Round returns when the round that is being worked on began. A round that a stop or a crash left unfinished goes on,
// unless it is older than maxAge; else a new one begins now.
func (f *Frontier) Round(ctx context.Context, now time.Time, maxAge time.Duration) (started time.Time, err error) {
	err = f.commit(ctx, func(tx *Tx) error {
		var at sql.NullInt64
		err := tx.tx.QueryRowContext(ctx, "SELECT max(started_at) FROM rounds WHERE finished_at = 0").Scan(&at)
		if err != nil {
			return err
		}
		if started = fromMillis(at.Int64); at.Valid && now.Sub(started) < maxAge {
			return nil
		}
		started = fromMillis(millis(now))
		if _, err := tx.tx.ExecContext(ctx, "UPDATE rounds SET finished_at = ? WHERE finished_at = 0", millis(now)); err != nil {
			return err
		}
		_, err = tx.tx.ExecContext(ctx, "INSERT INTO rounds (started_at) VALUES (?) ON CONFLICT (started_at) DO UPDATE SET finished_at = 0", millis(now))
		return err
	})
	if err != nil {
		return started, fmt.Errorf("begin round: %w", err)
	}
	return started, nil
}

// EndRound finishes the round.
func (f *Frontier) EndRound(ctx context.Context, now time.Time) error {
	if _, err := f.db.ExecContext(ctx, "UPDATE rounds SET finished_at = ? WHERE finished_at = 0", millis(now)); err != nil {
		return fmt.Errorf("end round: %w", err)
	}
	return nil
}

// Walked is what the frontier keeps of the walks over a source.
type Walked struct {
	Items    int       // addresses in scope that its last whole walk showed
	At       time.Time // of that walk, zero none
	ShrunkAt time.Time // since when walks show far fewer, zero they do not
	Newest   time.Time // last change that it told of, zero it tells of none
	Rules    string    // digest of what it was to lead to
}

// Walked returns what is kept of a source; the zero value for a new one.
func (f *Frontier) Walked(ctx context.Context, source string) (w Walked, err error) {
	var at, shrunk, newest int64
	err = f.reader.QueryRowContext(ctx, "SELECT items, walked_at, shrunk_at, newest, rules FROM sources WHERE name = ?", source).Scan(&w.Items, &at, &shrunk, &newest, &w.Rules)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return w, fmt.Errorf("walks of %s: %w", source, err)
	}
	w.At, w.ShrunkAt, w.Newest = fromMillis(at), fromMillis(shrunk), fromMillis(newest)
	return w, nil
}

// SetWalked keeps what a walk over a source came to.
func (tx *Tx) SetWalked(ctx context.Context, source string, w Walked) error {
	_, err := tx.tx.ExecContext(ctx, `INSERT OR REPLACE INTO sources (name, items, walked_at, shrunk_at, newest, rules) VALUES (?, ?, ?, ?, ?, ?)`,
		source, w.Items, millis(w.At), millis(w.ShrunkAt), millis(w.Newest), w.Rules)
	if err != nil {
		return fmt.Errorf("walks of %s: %w", source, err)
	}
	return nil
}
