package ingest

import (
	"context"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/ingest/frontier"
)

// pausedError says that a host wants to be left alone for longer than the run waits.
type pausedError struct {
	host  string
	until time.Time
}

func (e pausedError) Error() string {
	return e.host + " is paused until " + e.until.Format(time.RFC3339)
}

// gate lets one request at a time to each host, and keeps the pause from the end of one to the start of the next. What
// it knows of a host is kept in the frontier, so that a restart asks no sooner.
type gate struct {
	frontier *frontier.Frontier
	now      func() time.Time
	delay    time.Duration
	patience time.Duration

	mu    sync.Mutex
	slots map[string]*slot
}

// slot is a host's place in the gate.
type slot struct {
	free    chan struct{} // holds one token when nobody is in
	waiting int
	host    frontier.Host
	loaded  bool
	crawl   time.Duration // the host's Crawl-delay
	ended   time.Time     // when the last request did
}

// The bounds of a host's pace.
const (
	maxCrawlDelay  = 60 * time.Second
	slowFactor     = 5  // a host that takes t to answer is left alone for 5 t,
	slowBound      = 15 // up to 15 times the delay
	firstPause     = time.Minute
	maxPause       = 24 * time.Hour
	networkTrouble = 5 // failures of the network in a row after which a host is left alone
	networkPause   = 30 * time.Minute
)

func newGate(f *frontier.Frontier, now func() time.Time, delay, patience time.Duration) *gate {
	return &gate{frontier: f, now: now, delay: delay, patience: patience, slots: map[string]*slot{}}
}

func (g *gate) slot(host string) *slot {
	s := g.slots[host]
	if s == nil {
		s = &slot{free: make(chan struct{}, 1)}
		s.free <- struct{}{}
		g.slots[host] = s
	}
	return s
}

// busy returns the hosts that somebody is in or waits for.
func (g *gate) busy() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	var out []string
	for host, s := range g.slots {
		if len(s.free) == 0 || s.waiting > 0 {
			out = append(out, host)
		}
	}
	return out
}

// reserve makes a host busy until the function that it returns is called, for somebody who is about to enter.
func (g *gate) reserve(host string) (release func()) {
	g.wait(host, 1)
	return sync.OnceFunc(func() { g.wait(host, -1) })
}

func (g *gate) wait(host string, n int) *slot {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.slot(host)
	s.waiting += n
	return s
}

// enter waits until the host is free and may be asked. The error is that of ctx, that of the frontier, or a
// [pausedError].
func (g *gate) enter(ctx context.Context, host string) (err error) {
	s := g.wait(host, 1)
	select {
	case <-s.free:
	case <-ctx.Done():
		err = ctx.Err()
	}
	g.wait(host, -1)
	if err != nil {
		return err
	}
	next, err := g.nextAt(ctx, host, s)
	if err == nil {
		if wait := next.Sub(g.now()); wait > g.patience {
			err = pausedError{host, next}
		} else {
			err = sleep(ctx, wait)
		}
	}
	if err != nil {
		s.free <- struct{}{}
	}
	return err
}

func (g *gate) nextAt(ctx context.Context, host string, s *slot) (time.Time, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !s.loaded {
		kept, err := g.frontier.Host(ctx, host)
		if err != nil {
			return time.Time{}, err
		}
		s.host, s.loaded = kept, true
	}
	return s.host.NextAt, nil
}

// leave ends a request that took so long.
func (g *gate) leave(ctx context.Context, host string, took time.Duration, t trouble) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.slot(host)
	defer func() { s.free <- struct{}{} }()
	s.ended = g.now()
	return g.pause(ctx, host, s, max(g.delay, min(slowFactor*took, slowBound*g.delay), s.crawl), t)
}

// trouble keeps that a host wants to be left alone, as its answer turned out to say.
func (g *gate) trouble(ctx context.Context, host string, t trouble) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.pause(ctx, host, g.slot(host), 0, t)
}

func (g *gate) pause(ctx context.Context, host string, s *slot, pause time.Duration, t trouble) error {
	before := s.host.Troubles
	if t.kind == noTrouble {
		s.host.Troubles = 0
	} else {
		s.host.Troubles++
		pause = max(pause, t.pause(s.host.Troubles))
	}
	if next := g.now().Add(pause); next.After(s.host.NextAt) {
		s.host.NextAt = next
	}
	if pause == 0 && before == 0 && s.host.Troubles == 0 {
		return nil // nothing that a restart must know
	}
	return g.frontier.SetHost(context.WithoutCancel(ctx), host, s.host)
}

// setCrawlDelay keeps what a host's robots.txt asks for. It holds from the request for robots.txt itself on.
func (g *gate) setCrawlDelay(host string, d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.slot(host)
	s.crawl = min(d, maxCrawlDelay)
	if next := s.ended.Add(s.crawl); !s.ended.IsZero() && next.After(s.host.NextAt) {
		s.host.NextAt = next
	}
}

// trouble is how a host showed that it wants to be left alone.
type trouble struct {
	kind troubleKind
	wait time.Duration // that it asked for, 0 none
}

type troubleKind int

const (
	noTrouble   troubleKind = iota
	overloaded              // 429, 503, a page for suspected robots
	unreachable             // failures of the network, time-outs
)

// pause returns how long a host is left alone after so many troubles in a row: as long as it asks, else a minute doubled
// each time.
func (t trouble) pause(n int) time.Duration {
	switch {
	case t.kind == overloaded && t.wait > 0:
		return t.wait
	case t.kind == overloaded:
		return min(firstPause<<min(n-1, 11), maxPause)
	case n >= networkTrouble:
		return networkPause
	}
	return 0
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
