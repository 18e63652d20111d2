// Package frontier remembers what to get next and what came of what was got, across restarts and crashes.
//
// A [Frontier] is a SQLite file of its own beside the record store. It holds an [Entry] for each target (the key of
// [corpus.TargetKey]: an address in many spellings is one entry), for each host when it may be asked again, each origin's
// robots.txt, what each source listed, and the round that is being worked on. An entry goes
//
//	queued --Done--> done --its due time, Add with a later refresh or a stronger role--> queued
//	   |  ^
//	   |  |--Retry
//	   '--Retry, too often--> failed --its due time--> queued
//
// [Frontier.Claim] hands out what is queued, in order of priority among the hosts that may be asked. What is handed out is
// known in memory only and stays queued in the file until [Tx.Done]: a kill at any moment loses nothing and repeats at most
// what was in flight. Changes are made in transactions ([Frontier.Update]), which a kill of the process does not undo; the
// power may take the last ones with it.
//
// The package makes no requests and never sleeps; the clock is the caller's.
package frontier

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/sqlite"
)

// FileName is the name of the frontier's file in the data folder.
const FileName = "frontier.db"

// MaxAttempts is how often an entry is tried before it counts as failed.
const MaxAttempts = 5

// ErrNewer is returned when the file was written by a newer irmtrail.
var ErrNewer = errors.New("the frontier was written by a newer version of irmtrail")

//go:embed schema1.sql
var schema1 string

//go:embed schema2.sql
var schema2 string

// schemas are the steps from an empty file to the present one; the file's user_version says how many were made.
var schemas = []string{schema1, schema2}

// Kind says what is got of an entry's address.
type Kind string

// The kinds of entry.
const (
	Page Kind = ""     // what the address itself gives
	Copy Kind = "copy" // the copy that a web archive holds of it
)

// Entry is one target.
type Entry struct {
	Key         string // of the target; of a copy, with "copy:" before it
	URL         corpus.URL
	Host        string // whose pace the first request keeps
	Kind        Kind
	Role        corpus.Role
	Source      string         // name of the source that it belongs to, "" none
	Via         corpus.URL     // page that led to it, "" none
	Depth       int            // pages between the source's seed and it
	Priority    int            // lower is earlier
	NotBefore   time.Time      // zero: at once
	Near        time.Time      // date that a copy should be near to, zero any
	Refresh     time.Time      // for Add: to be got again when it was finished before; zero: only when it is due
	Every       time.Duration  // between the last look and the next, 0 none was planned
	Attempts    int            // made, including the one that was claimed
	Digest      string         // of the body that the last attempt refused and how often, for telling whether the next one is the same
	LastOutcome corpus.Outcome // of the attempt before, "" none was made
	Seq         int64          // order of arrival, set by Claim
}

// Frontier is safe for concurrent use by one process.
type Frontier struct {
	db     *sql.DB
	writer *sqlite.Writer
	reader *sqlite.Prepared

	mu    sync.Mutex // guards what follows
	lanes lanes
	hosts map[string]Host // every one that was ever asked
	dirty map[string]bool // hosts that the file does not have so yet
}

// Open opens the frontier's file, which it makes when there is none. [sqlite.Memory] is one that is gone with Close.
func Open(ctx context.Context, path string) (*Frontier, error) {
	// What the power takes with it is done again: the records have it, and the next run finds it unchanged.
	db, err := sqlite.Open(path, sqlite.Log, sqlite.Normal, sqlite.Small)
	if err != nil {
		return nil, fmt.Errorf("open frontier: %w", err)
	}
	f := &Frontier{db: db, hosts: map[string]Host{}, dirty: map[string]bool{}}
	if f.writer, err = sqlite.NewWriter(ctx, db); err == nil {
		f.reader = sqlite.NewPrepared(db)
		if path == sqlite.Memory {
			f.reader = f.writer.Statements()
		}
		err = f.prepare(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open frontier %s: %w", path, err), db.Close())
	}
	return f, nil
}

func (f *Frontier) prepare(ctx context.Context) error {
	var version int
	if err := f.writer.Statements().QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > len(schemas) {
		return ErrNewer
	}
	for ; version < len(schemas); version++ {
		err := f.commit(ctx, func(tx *Tx) error {
			_, err := tx.tx.Once(ctx, schemas[version]+fmt.Sprintf(";\nPRAGMA user_version = %d", version+1))
			return err
		})
		if err != nil {
			return err
		}
	}
	return f.loadHosts(ctx)
}

// Close closes the file, with what is still to be said of hosts in it.
func (f *Frontier) Close() error {
	var err error
	if len(f.dirty) > 0 {
		err = f.Update(context.Background(), func(*Tx) error { return nil })
	}
	return errors.Join(err, f.reader.Close(), f.writer.Close(), f.db.Close())
}

// Tx is a transaction, in which no method of the frontier itself may be called. Its changes are in the file when
// [Frontier.Update] returned nil, all of them or none.
type Tx struct {
	tx      *sqlite.Prepared
	touched map[string]bool // hosts whose lanes changed
	landed  []string        // keys of what is finished or put back
}

// Update runs fn in a transaction and commits it, with the pauses of hosts that were set meanwhile.
func (f *Frontier) Update(ctx context.Context, fn func(*Tx) error) error {
	f.mu.Lock()
	paused := make(map[string]Host, len(f.dirty))
	for host := range f.dirty {
		paused[host] = f.hosts[host]
	}
	clear(f.dirty)
	f.mu.Unlock()
	err := f.commit(ctx, func(tx *Tx) error {
		if err := tx.setHosts(ctx, paused); err != nil {
			return err
		}
		return fn(tx)
	})
	if err != nil {
		f.mu.Lock()
		for host := range paused {
			f.dirty[host] = true
		}
		f.mu.Unlock()
	}
	return err
}

func (f *Frontier) commit(ctx context.Context, fn func(*Tx) error) error {
	tx := &Tx{touched: map[string]bool{}}
	err := f.writer.Update(ctx, func(q *sqlite.Prepared) error {
		tx.tx = q
		return fn(tx)
	})
	if err != nil {
		return fmt.Errorf("frontier: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, key := range tx.landed {
		delete(f.lanes.flying, key)
	}
	for host := range tx.touched {
		f.lanes.changed(host)
	}
	return nil
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
