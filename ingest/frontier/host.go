package frontier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// Host is how a host is to be treated.
type Host struct {
	NextAt   time.Time // no request before
	Troubles int       // times in a row that it wanted to be left alone
}

// Host returns how a host is to be treated; the zero value for one that was never asked.
func (f *Frontier) Host(ctx context.Context, name string) (Host, error) {
	var h Host
	var at int64
	err := f.db.QueryRowContext(ctx, "SELECT next_at, troubles FROM hosts WHERE host = ?", name).Scan(&at, &h.Troubles)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return h, fmt.Errorf("pace of %s: %w", name, err)
	}
	h.NextAt = fromMillis(at)
	return h, nil
}

// SetHost keeps how a host is to be treated.
func (f *Frontier) SetHost(ctx context.Context, name string, h Host) error {
	_, err := f.db.ExecContext(ctx, `INSERT INTO hosts (host, next_at, troubles) VALUES (?, ?, ?)
		ON CONFLICT (host) DO UPDATE SET next_at = excluded.next_at, troubles = excluded.troubles`, name, millis(h.NextAt), h.Troubles)
	if err != nil {
		return fmt.Errorf("pace of %s: %w", name, err)
	}
	return nil
}

// Robots is what is known of the robots.txt of an origin.
type Robots struct {
	Access       int    // as package robots has it
	Body         []byte // of the last file that came
	At           time.Time
	Until        time.Time // to be asked again after
	ETag         string
	LastModified string
	Outcome      corpus.Outcome // of the request, when it could not be got
	Error        string         // why, one sentence
}

// Robots returns what is known of the robots.txt of an origin ("https://example.org"); ok is false when it was never
// asked for.
func (f *Frontier) Robots(ctx context.Context, origin string) (r Robots, ok bool, err error) {
	var at, until int64
	err = f.db.QueryRowContext(ctx, "SELECT access, body, at, until, etag, last_modified, outcome, error FROM robots WHERE origin = ?", origin).
		Scan(&r.Access, &r.Body, &at, &until, &r.ETag, &r.LastModified, &r.Outcome, &r.Error)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	if err != nil {
		return r, false, fmt.Errorf("robots of %s: %w", origin, err)
	}
	r.At, r.Until = fromMillis(at), fromMillis(until)
	return r, true, nil
}

// SetRobots keeps what is known of the robots.txt of an origin.
func (f *Frontier) SetRobots(ctx context.Context, origin string, r Robots) error {
	_, err := f.db.ExecContext(ctx, `INSERT OR REPLACE INTO robots (origin, access, body, at, until, etag, last_modified, outcome, error)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, origin, r.Access, r.Body, millis(r.At), millis(r.Until), r.ETag, r.LastModified, r.Outcome, r.Error)
	if err != nil {
		return fmt.Errorf("robots of %s: %w", origin, err)
	}
	return nil
}

// Round returns when the round that is being worked on began. A round that a stop or a crash left unfinished goes on,
// unless it is older than maxAge; else a new one begins now.
func (f *Frontier) Round(ctx context.Context, now time.Time, maxAge time.Duration) (started time.Time, err error) {
	err = f.update(ctx, func(tx *sql.Tx) error {
		var at sql.NullInt64
		err := tx.QueryRowContext(ctx, "SELECT max(started_at) FROM rounds WHERE finished_at = 0").Scan(&at)
		if err != nil {
			return err
		}
		if started = fromMillis(at.Int64); at.Valid && now.Sub(started) < maxAge {
			return nil
		}
		started = fromMillis(millis(now))
		if _, err := tx.ExecContext(ctx, "UPDATE rounds SET finished_at = ? WHERE finished_at = 0", millis(now)); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO rounds (started_at) VALUES (?) ON CONFLICT (started_at) DO UPDATE SET finished_at = 0", millis(now))
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
