package frontier

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// laneBuffer is how many entries of a host are read at once.
const laneBuffer = 16

// Choice says among which entries are claimed.
type Choice struct {
	Sources []string // whose entries are got; those of no source always are
	Keys    []string // when not empty: only these entries, of whatever source
}

// lists returns the choice as lists in JSON, as the statements take them.
func (c Choice) lists() (sources, keys string, err error) {
	s, err := json.Marshal(append([]string{""}, c.Sources...))
	k, err2 := json.Marshal(append([]string{}, c.Keys...))
	return string(s), string(k), errors.Join(err, err2)
}

// lanes are the queues of the hosts, as far as they were read. The zero value hands out nothing.
type lanes struct {
	sources, keys string // the choice as JSON lists
	byHost        map[string]*lane
	flying        map[string]bool // keys of what was claimed and is neither finished nor given back
}

// lane is the queue of one host.
//
//	unread --load, something is due--> ready --the last of it claimed, or the file changed--> unread
//	   '-----load, nothing is due----> idle --its time, or the file changed--> unread
type lane struct {
	state laneState
	rank  int64     // of the head; a lower bound while unread
	head  []Entry   // of a ready lane
	due   time.Time // of an idle lane: when something will be, zero never
}

type laneState int

const (
	unread laneState = iota
	ready
	idle
)

// rank orders entries by priority, then by arrival.
func (e Entry) rank() int64 { return int64(e.Priority)<<40 | e.Seq }

// Begin makes the choice among which Claim claims from now on. What was claimed and not finished counts as given back.
func (f *Frontier) Begin(ctx context.Context, among Choice) error {
	sources, keys, err := among.lists()
	if err != nil {
		return err
	}
	l := lanes{sources: sources, keys: keys, byHost: map[string]*lane{}, flying: map[string]bool{}}
	found, err := f.reader.QueryContext(ctx, `SELECT host, min(priority << 40 | seq) FROM urls WHERE state = 'queued' GROUP BY host`)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer found.Close()
	for found.Next() {
		var host string
		var rank int64
		if err := found.Scan(&host, &rank); err != nil {
			return fmt.Errorf("begin: %w", err)
		}
		l.byHost[host] = &lane{rank: rank}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lanes = l
	return errors.Join(found.Err(), found.Close())
}

// changed says that the file has other entries of a host than were read.
func (l *lanes) changed(host string) {
	if l.byHost != nil {
		l.byHost[host] = &lane{}
	}
}

// Claim hands out the entry whose turn it is: due, and on a host that is not paused and not busy. Without one, ok is false
// and next is when the earliest that waits will be due, the zero time when none waits but behind busy hosts.
func (f *Frontier) Claim(ctx context.Context, now time.Time, busy func(host string) bool) (e Entry, ok bool, next time.Time, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for {
		host, best, next, err := f.best(ctx, now, busy)
		if err != nil || best == nil {
			return e, false, next, err
		}
		if best.state == unread {
			if err := f.load(ctx, host, best, now); err != nil {
				return e, false, next, err
			}
			continue
		}
		e := best.head[0]
		best.rank = e.rank()
		if best.head = best.head[1:]; len(best.head) == 0 {
			best.state = unread
		}
		f.lanes.flying[e.Key] = true
		e.Attempts++
		return e, true, time.Time{}, nil
	}
}

// best returns the lane with the lowest rank among those that may be served now, or else when one may.
func (f *Frontier) best(ctx context.Context, now time.Time, busy func(string) bool) (host string, best *lane, next time.Time, err error) {
	for name, l := range f.lanes.byHost {
		if busy(name) {
			continue
		}
		at := f.hosts[name].NextAt
		if l.state == unread && at.After(now) {
			// Whether it is worth waiting for the host.
			if err := f.load(ctx, name, l, now); err != nil {
				return "", nil, next, err
			}
		}
		if l.state == idle {
			if l.due.IsZero() {
				delete(f.lanes.byHost, name) // until something is queued for it
				continue
			}
			if l.due.After(at) {
				at = l.due
			}
			if !at.After(now) {
				*l = lane{}
			}
		}
		switch {
		case at.After(now):
			if next.IsZero() || at.Before(next) {
				next = at
			}
		case best == nil || l.rank < best.rank || l.rank == best.rank && name < host:
			host, best = name, l
		}
	}
	return host, best, next, nil
}

// entryColumns are the columns that scanEntry reads.
const entryColumns = "seq, key, url, host, kind, role, source, via, depth, priority, not_before, near, every, attempts, digest, outcome"

type scanner interface{ Scan(...any) error }

func scanEntry(row scanner, more ...any) (e Entry, err error) {
	var notBefore, near, every int64
	err = row.Scan(append([]any{
		&e.Seq, &e.Key, &e.URL, &e.Host, &e.Kind, &e.Role, &e.Source, &e.Via, &e.Depth, &e.Priority, &notBefore, &near, &every, &e.Attempts, &e.Digest, &e.LastOutcome,
	}, more...)...)
	e.NotBefore, e.Near, e.Every = fromMillis(notBefore), fromMillis(near), time.Duration(every)*time.Millisecond
	return e, err
}

// chosen is the condition for the choice; ?1 are the sources, ?2 the keys.
const chosen = ` AND CASE ?2 WHEN '[]' THEN source IN (SELECT value FROM json_each(?1)) ELSE key IN (SELECT value FROM json_each(?2)) END`

// load reads the head of a lane.
func (f *Frontier) load(ctx context.Context, host string, l *lane, now time.Time) error {
	found, err := f.reader.QueryContext(ctx, "SELECT "+entryColumns+` FROM urls WHERE state = 'queued' AND host = ?3 AND not_before <= ?4`+chosen+
		` ORDER BY priority, seq LIMIT ?5`, f.lanes.sources, f.lanes.keys, host, millis(now), laneBuffer+len(f.lanes.flying))
	if err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	defer found.Close()
	*l = lane{state: idle}
	for found.Next() {
		e, err := scanEntry(found)
		if err != nil {
			return fmt.Errorf("claim: %w", err)
		}
		if !f.lanes.flying[e.Key] {
			l.head = append(l.head, e)
		}
	}
	if err := errors.Join(found.Err(), found.Close()); err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	if len(l.head) > 0 {
		l.state, l.rank = ready, l.head[0].rank()
		return nil
	}
	var due int64
	err = f.reader.QueryRowContext(ctx, `SELECT coalesce(min(not_before), 0) FROM urls WHERE state = 'queued' AND host = ?3 AND not_before > ?4`+chosen,
		f.lanes.sources, f.lanes.keys, host, millis(now)).Scan(&due)
	if err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	l.due = fromMillis(due)
	return nil
}

// Release gives an entry back as if it had not been claimed.
func (f *Frontier) Release(e Entry) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.lanes.flying, e.Key)
	f.lanes.changed(e.Host)
}
