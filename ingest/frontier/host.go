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
func (f *Frontier) Host(name string) Host {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.hosts[name]
}

// SetHost sets how a host is to be treated. The file has it with the next transaction.
func (f *Frontier) SetHost(name string, h Host) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.hosts[name] != h {
		f.hosts[name] = h
		f.dirty[name] = true
	}
}

func (f *Frontier) loadHosts(ctx context.Context) error {
	found, err := f.reader.QueryContext(ctx, "SELECT host, next_at, troubles FROM hosts")
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		var name string
		var h Host
		var at int64
		if err := found.Scan(&name, &at, &h.Troubles); err != nil {
			return err
		}
		h.NextAt = fromMillis(at)
		f.hosts[name] = h
	}
	return found.Err()
}

func (tx *Tx) setHosts(ctx context.Context, hosts map[string]Host) error {
	for name, h := range hosts {
		_, err := tx.tx.ExecContext(ctx, `INSERT INTO hosts (host, next_at, troubles) VALUES (?, ?, ?)
			ON CONFLICT (host) DO UPDATE SET next_at = excluded.next_at, troubles = excluded.troubles`, name, millis(h.NextAt), h.Troubles)
		if err != nil {
			return fmt.Errorf("pace of %s: %w", name, err)
		}
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
	Fault        corpus.Fault   // of the request
	Error        string         // why, one sentence
}

// Robots returns what is known of the robots.txt of an origin ("https://example.org"); ok is false when it was never
// asked for.
func (f *Frontier) Robots(ctx context.Context, origin string) (r Robots, ok bool, err error) {
	var at, until int64
	err = f.reader.QueryRowContext(ctx, "SELECT access, body, at, until, etag, last_modified, outcome, fault, error FROM robots WHERE origin = ?", origin).
		Scan(&r.Access, &r.Body, &at, &until, &r.ETag, &r.LastModified, &r.Outcome, &r.Fault, &r.Error)
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
func (tx *Tx) SetRobots(ctx context.Context, origin string, r Robots) error {
	_, err := tx.tx.ExecContext(ctx, `INSERT OR REPLACE INTO robots (origin, access, body, at, until, etag, last_modified, outcome, fault, error)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, origin, r.Access, r.Body, millis(r.At), millis(r.Until), r.ETag, r.LastModified, r.Outcome, r.Fault, r.Error)
	if err != nil {
		return fmt.Errorf("robots of %s: %w", origin, err)
	}
	return nil
}
