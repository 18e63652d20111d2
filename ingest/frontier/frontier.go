// Package frontier remembers what to get next and what came of what was got, across restarts and crashes.
//
// A [Frontier] is a SQLite file of its own beside the record store. It holds an [Entry] for each target (the key of
// [corpus.TargetKey]: an address in many spellings is one entry), for each host when it may be asked again, each origin's
// robots.txt, and the round that is being worked on. An entry goes
//
//	queued --Claim--> leased --Done--> done
//	   ^                |  \--Retry, too often--> failed
//	   |----Retry-------|
//	   |----Add with a later refresh, or with a stronger role---- done, failed
//
// A lease lives no longer than the process: [Open] puts leased entries back, so that a kill at any moment loses nothing
// and repeats at most what was in flight. Every change is committed and synced when its method returns.
//
// The package makes no requests and never sleeps; the clock is the caller's.
package frontier

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/irmtrail/irmtrail/corpus"
)

// FileName is the name of the frontier's file in the data folder.
const FileName = "frontier.db"

// MaxAttempts is how often an entry is tried before it counts as failed.
const MaxAttempts = 5

// schemaVersion is the version of schema.sql, kept as the file's user_version.
const schemaVersion = 1

// ErrNewer is returned when the file was written by a newer irmtrail.
var ErrNewer = errors.New("the frontier was written by a newer version of irmtrail")

//go:embed schema.sql
var schema string

// Entry is one target.
type Entry struct {
	Key       string // of the target
	URL       corpus.URL
	Host      string // whose pace the first request keeps
	Role      corpus.Role
	Source    string     // name of the source that it belongs to, "" none
	Via       corpus.URL // page that led to it, "" none
	Depth     int        // pages between the source's seed and it
	Priority  int        // lower is earlier
	NotBefore time.Time  // zero: at once
	Refresh   time.Time  // for Add: to be got again when it was finished before; zero: never
	Attempts  int        // made, including the one that is leased
	Digest    string     // of the body that the last attempt refused, for telling whether the next one is the same
}

// Frontier is safe for concurrent use by one process.
type Frontier struct {
	db *sql.DB
}

// Open opens the frontier's file, which it makes when there is none, and puts leased entries back into the queue.
func Open(ctx context.Context, path string) (*Frontier, error) {
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: "_pragma=busy_timeout(5000)" +
		"&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_txlock=immediate"}).String()
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open frontier: %w", err)
	}
	db.SetMaxOpenConns(1)
	f := &Frontier{db: db}
	if err := f.prepare(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open frontier %s: %w", path, err), db.Close())
	}
	return f, nil
}

func (f *Frontier) prepare(ctx context.Context) error {
	var version int
	if err := f.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > schemaVersion {
		return ErrNewer
	}
	return f.update(ctx, func(tx *sql.Tx) error {
		if version < schemaVersion {
			if _, err := tx.ExecContext(ctx, schema); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", schemaVersion)); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "UPDATE urls SET state = 'queued' WHERE state = 'leased'")
		return err
	})
}

// Close closes the file.
func (f *Frontier) Close() error { return f.db.Close() }

// update runs fn in a transaction.
func (f *Frontier) update(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// millis returns a time as it is stored: milliseconds since 1970, 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
