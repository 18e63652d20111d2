package ingest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/discover"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
)

// maxRound is the age after which an unfinished round is not taken up again.
const maxRound = 24 * time.Hour

// run is one run of a crawler.
type run struct {
	Crawler
	frontier *frontier.Frontier
	gate     *gate
	began    time.Time // of the round: what was got since is not got again
	robots   robotsBook
	sources  map[string]Source
	names    []string // of the sources
	only     []string // keys of the addresses that alone are wanted; empty: all that is due

	recording sync.Mutex                 // one capture at a time: digest looked up, archived, stored
	listed    map[string]map[string]bool // by source: targets that its listing showed in this run
}

// Run gets what is due and returns when nothing is, or when what remains is not due within [Crawler.Patience]. It must not
// run twice at once on one data folder. It can be stopped by ctx, whose error it returns, and killed, at any moment; the
// next run goes on.
func (c Crawler) Run(ctx context.Context) (err error) {
	f, err := frontier.Open(ctx, filepath.Join(c.Data, frontier.FileName))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	r := &run{Crawler: c.withDefaults(), frontier: f, sources: map[string]Source{}, listed: map[string]map[string]bool{}}
	r.gate = newGate(f, r.Now, r.Delay, r.Patience)
	if r.began, err = f.Round(ctx, r.Now(), maxRound); err != nil {
		return err
	}
	if err := r.queueAll(ctx); err != nil {
		return err
	}
	if err := r.work(ctx); err != nil {
		return err
	}
	if len(r.only) > 0 {
		return nil // the round of the sources goes on
	}
	return f.EndRound(ctx, r.Now())
}

// queueAll queues the seeds of the sources, the operator's addresses and the cited ones.
func (r *run) queueAll(ctx context.Context) error {
	if r.RetryFailed {
		if _, err := r.frontier.RetryFailed(ctx); err != nil {
			return err
		}
	}
	var entries []frontier.Entry
	for _, s := range r.Sources {
		r.sources[s.Name] = s
		r.names = append(r.names, s.Name)
		entries = append(entries, entryOf(s.Seed, corpus.RoleListing, listingPriority, frontier.Entry{Source: s.Name, Refresh: r.began}))
	}
	for _, u := range r.URLs {
		r.only = append(r.only, corpus.TargetKey(u))
		entries = append(entries, entryOf(u, corpus.RoleImported, reportPriority, frontier.Entry{Refresh: r.began}))
	}
	if _, err := r.frontier.Add(ctx, entries...); err != nil {
		return err
	}
	if len(r.only) > 0 {
		return nil
	}
	var cited []frontier.Entry
	err := r.Records.CitedURLs(ctx, func(u corpus.URL, target string) error {
		e := entryOf(u, corpus.RoleCited, citedPriority, frontier.Entry{})
		e.Key = target
		cited = append(cited, e)
		return nil
	})
	if err != nil {
		return fmt.Errorf("cited addresses: %w", err)
	}
	_, err = r.frontier.Add(ctx, cited...)
	return err
}

// entryOf completes an entry of the frontier.
func entryOf(u corpus.URL, role corpus.Role, priority int, e frontier.Entry) frontier.Entry {
	e.Key, e.URL, e.Role, e.Priority = corpus.TargetKey(u), u, role, priority
	e.Host = hostOf(resolve.PlanOf(u).URL)
	return e
}

// hostOf returns the host whose pace an address keeps; "" for none.
func hostOf(u corpus.URL) string {
	p, err := corpus.Parse(u)
	if err != nil {
		return ""
	}
	return p.Hostname()
}

// work claims entries and visits them, several hosts at a time, until nothing is due. When a visit fails, which is a fault
// of ours (a full disk), the others are cut short and give their entries back.
func (r *run) work(all context.Context) (failed error) {
	ctx, cancel := context.WithCancel(all)
	defer cancel()
	done := make(chan error)
	visiting := 0
	for {
		next, err := r.claimAll(ctx, ctx.Err() == nil, &visiting, done)
		if err != nil {
			failed = errors.Join(failed, err)
			cancel()
		}
		wait := next.Sub(r.Now())
		if visiting == 0 {
			if failed != nil || ctx.Err() != nil {
				return errors.Join(failed, all.Err())
			}
			if next.IsZero() || wait > r.Patience {
				return nil
			}
		}
		var due <-chan time.Time
		if !next.IsZero() {
			due = time.After(max(wait, 0))
		}
		var stopped <-chan struct{}
		if visiting == 0 {
			stopped = ctx.Done()
		}
		select {
		case err := <-done:
			visiting--
			if err != nil {
				failed = errors.Join(failed, err)
				cancel()
			}
		case <-due:
		case <-stopped:
		}
	}
}

// claimAll starts visits while there are entries to claim and hosts to spare. It returns when the next entry is due, the
// zero time when that depends on the visits.
func (r *run) claimAll(ctx context.Context, more bool, visiting *int, done chan<- error) (time.Time, error) {
	for more && *visiting < r.Hosts {
		e, ok, next, err := r.frontier.Claim(ctx, r.Now(), frontier.Choice{Busy: r.gate.busy(), Sources: r.names, Keys: r.only})
		if err != nil && ctx.Err() != nil {
			return time.Time{}, nil
		}
		if err != nil || !ok {
			return next, err
		}
		release := r.gate.reserve(e.Host)
		*visiting++
		go func() { done <- r.visit(ctx, e, release) }()
	}
	return time.Time{}, nil
}

// inScope returns those addresses that a source may lead to.
func inScope(scope discover.Scope, urls []corpus.URL) []corpus.URL {
	var in []corpus.URL
	for _, u := range urls {
		if scope.Contains(u) {
			in = append(in, u)
		}
	}
	return in
}
