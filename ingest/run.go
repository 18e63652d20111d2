package ingest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
)

// maxRound is the age after which an unfinished round is not taken up again.
const maxRound = 24 * time.Hour

// run is one run of a crawler.
type run struct {
	Crawler
	frontier *frontier.Frontier
	keeper   *keeper
	gate     *gate
	services resolve.Services
	started  time.Time
	began    time.Time // of the round: what was got since is not got again
	robots   robotsBook
	sources  map[string]Source
	names    []string // of the sources
	only     []string // keys of the addresses that alone are wanted; empty: all that is due
	flights  flights

	walking  sync.Mutex
	walks    map[string]*walk // by source
	troubled sync.Mutex       // one problem at a time
	reading  sync.Mutex       // one sitemap at a time
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
	r := c.newRun(f)
	defer func() { r.OnProgress(r.progress()) }()
	if r.began, err = f.Round(ctx, r.started, maxRound); err != nil {
		return err
	}
	seeds, err := r.seeds(ctx)
	if err != nil {
		return err
	}
	if err := f.Update(ctx, func(tx *frontier.Tx) error { return r.queueAll(ctx, tx, seeds) }); err != nil {
		return err
	}
	if err := f.Begin(ctx, r.choice()); err != nil {
		return err
	}
	if err := r.work(ctx); err != nil {
		return err
	}
	r.tellLimits()
	if len(r.only) > 0 || r.gate.over() {
		return nil // the round of the sources goes on
	}
	if err := r.endWalks(ctx); err != nil {
		return err
	}
	return f.EndRound(ctx, r.Now())
}

func (c Crawler) newRun(f *frontier.Frontier) *run {
	r := &run{Crawler: c.withDefaults(), frontier: f, sources: map[string]Source{}, walks: map[string]*walk{}}
	r.services = resolve.Services{DriveKey: r.DriveKey != ""}
	r.started = r.Now()
	r.gate = &gate{
		frontier: f, now: r.Now, delay: r.Delay, patience: r.Patience, perHost: r.PerHost, limits: r.Limits, began: r.started,
		slots: map[string]*slot{}, shared: map[string]*lock{},
	}
	for host, until := range f.Paused(r.started) {
		if until.Sub(r.started) > maxPause+time.Hour { // no pause is as long: the clock was ahead when it began
			f.SetHost(host, frontier.Host{})
		}
	}
	if r.Client != nil {
		r.gate.group = r.Client.Group
	}
	r.keeper = &keeper{run: r, in: make(chan *parcel), archived: make(chan []*parcel), pending: map[corpus.Digest]corpus.Payload{}}
	for _, s := range r.Sources {
		s = s.prepared()
		r.sources[s.Name] = s
		r.names = append(r.names, s.Name)
	}
	for _, u := range r.URLs {
		r.only = append(r.only, corpus.TargetKey(u))
	}
	return r
}

func (r *run) choice() frontier.Choice { return frontier.Choice{Sources: r.names, Keys: r.only} }

// queueAll queues the seeds of the sources, the operator's addresses, the cited ones, and what is due for another look.
func (r *run) queueAll(ctx context.Context, tx *frontier.Tx, seeds []frontier.Entry) error {
	if r.RetryFailed {
		if _, err := tx.RetryFailed(ctx); err != nil {
			return err
		}
	}
	for _, u := range r.URLs {
		if _, err := tx.Add(ctx, entryOf(u, corpus.RoleImported, reportPriority, frontier.Entry{Refresh: r.started})); err != nil {
			return err
		}
	}
	if len(r.only) > 0 {
		return nil
	}
	for _, seed := range seeds {
		n, err := tx.Add(ctx, seed)
		if err != nil {
			return err
		}
		w := r.walk(seed.Source) // which this run sees from its start, unless a stop or a crash cut the round
		w.began = n > 0
		open, err := tx.Pages(ctx, seed.Source)
		if err != nil {
			return err
		}
		w.pages(open)
	}
	if _, err := tx.QueueDue(ctx, r.started); err != nil {
		return err
	}
	if r.Records == nil {
		return nil // of a preview, before there are any
	}
	err := r.Records.CitedURLs(ctx, func(u corpus.URL, target string, near time.Time) error {
		e := entryOf(u, corpus.RoleCited, citedPriority, frontier.Entry{Near: near})
		e.Key = target
		_, err := tx.Add(ctx, e)
		return err
	})
	if err != nil {
		return fmt.Errorf("cited addresses: %w", err)
	}
	return nil
}

// seeds returns the first pages of the sources.
func (r *run) seeds(ctx context.Context) ([]frontier.Entry, error) {
	var out []frontier.Entry
	for _, name := range r.names {
		s := r.sources[name]
		before, err := r.frontier.Walked(ctx, name)
		if err != nil {
			return nil, err
		}
		r.walk(name).anew = before.Rules != s.rules()
		u := s.Seed
		if s.Kind == KindWordPress {
			if u, err = r.collectionSeed(s, before); err != nil {
				return nil, err
			}
		}
		out = append(out, entryOf(u, corpus.RoleListing, listingPriority, frontier.Entry{Source: s.Name, Refresh: r.began}))
	}
	return out, nil
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
	if r.Limits.RunTime > 0 {
		// What is in flight when the time is over is given back.
		defer time.AfterFunc(r.Limits.RunTime-r.Now().Sub(r.started), cancel).Stop()
	}
	var keeping sync.WaitGroup
	keeping.Go(func() { r.keeper.work(ctx) })
	defer keeping.Wait()
	defer close(r.keeper.in)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	done := make(chan error)
	visiting := 0
	for {
		next, err := r.claimAll(ctx, &visiting, done)
		if err != nil {
			failed = errors.Join(failed, err)
			cancel()
		}
		wait := next.Sub(r.Now())
		if visiting == 0 {
			if failed != nil || ctx.Err() != nil {
				return errors.Join(failed, all.Err())
			}
			if r.gate.over() || next.IsZero() || wait > r.Patience {
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
		case <-tick.C:
			r.OnProgress(r.progress())
		case <-stopped:
		}
	}
}

// claimAll starts visits while there are entries to claim and hosts to spare. It returns when the next entry is due, the
// zero time when that depends on the visits.
func (r *run) claimAll(ctx context.Context, visiting *int, done chan<- error) (time.Time, error) {
	for *visiting < r.Hosts && ctx.Err() == nil && !r.gate.over() {
		busy := r.gate.busy()
		e, ok, next, err := r.frontier.Claim(ctx, r.Now(), func(host string) bool { return busy[host] })
		if err != nil && ctx.Err() != nil {
			return time.Time{}, nil
		}
		if err != nil || !ok {
			return next, err
		}
		leave := r.gate.visiting(e.Host)
		*visiting++
		go func() { done <- r.visit(ctx, e, leave) }()
	}
	return time.Time{}, nil
}

// problem reports what is wrong with the source of the entry.
func (v *visit) problem(code, message string) {
	v.run.problem(v.sources[v.entry.Source], v.entry.URL, code, message)
}

func (r *run) problem(s Source, u corpus.URL, code, message string) {
	r.troubled.Lock()
	defer r.troubled.Unlock()
	level, mild := slog.LevelError, s.Optional || code == LimitReached
	if mild {
		level = slog.LevelInfo
	}
	r.Log.Log(context.Background(), level, message, "source", s.Name, "url", u, "code", code)
	r.OnProblem(Problem{Code: code, Source: s.Name, URL: u, Message: message, Optional: mild})
}

// tellLimits tells of the limits that were reached.
func (r *run) tellLimits() {
	if r.gate.over() {
		r.problem(Source{}, "", LimitReached, "The run has used up its limit; the next goes on.")
	}
	for host, spent := range r.gate.used() {
		r.problem(Source{}, corpus.URL("https://"+host+"/"), LimitReached,
			fmt.Sprintf("%s has used up its limit in this run: requests %d, bytes %d, time %s.", host, spent.Requests, spent.Bytes, spent.Time.Round(time.Second)))
	}
}
