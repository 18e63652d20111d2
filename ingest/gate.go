package ingest

import (
	"context"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/ingest/frontier"
)

// pausedError says that a host is not asked now, because it wants to be left alone for longer than the run waits or
// because a limit is reached.
type pausedError struct {
	host  string
	until time.Time // zero: not in this run
}

func (e pausedError) Error() string {
	if e.until.IsZero() {
		return e.host + " has used up what it may in one run"
	}
	return e.host + " is paused until " + e.until.Format(time.RFC3339)
}

// gate lets one request at a time to each host and to each address that hosts share, and keeps the pause from the end of
// one to the start of the next. What a restart must know of a host is kept in the frontier, so that it asks no sooner.
type gate struct {
	frontier *frontier.Frontier
	group    func(ctx context.Context, host string) string // the address that a host shares, "" none or not known
	now      func() time.Time
	delay    time.Duration
	patience time.Duration
	perHost  int // requests at once to a host that is in no group
	limits   Limits

	mu     sync.Mutex
	slots  map[string]*slot // by host
	shared map[string]*lock // by group
	spent  Spent            // by all hosts
	began  time.Time
}

// slot is a host's place in the gate.
type slot struct {
	lock
	group   string
	grouped bool          // group was looked up
	visits  int           // that are at the host or on their way to it
	crawl   time.Duration // the host's Crawl-delay
	ended   time.Time     // when the last request did
	spent   Spent
}

// lock admits a number of holders.
type lock struct {
	tokens chan struct{}
	after  time.Time // of a group: no request before
}

func newLock(n int) lock {
	l := lock{tokens: make(chan struct{}, n)}
	for range n {
		l.tokens <- struct{}{}
	}
	return l
}

func (l lock) take(ctx context.Context) error {
	select {
	case <-l.tokens:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l lock) give() { l.tokens <- struct{}{} }

func (l lock) full() bool { return len(l.tokens) == 0 }

// The bounds of a host's pace.
const (
	maxCrawlDelay  = 60 * time.Second
	slowFactor     = 5  // a host that takes t to answer is left alone for 5 t,
	slowBound      = 15 // up to 15 times the delay
	firstPause     = 30 * time.Second
	maxPause       = 24 * time.Hour
	networkTrouble = 5 // failures of the network in a row after which a host is left alone
	networkPause   = 30 * time.Minute
)

func (g *gate) slot(host string) *slot {
	s := g.slots[host]
	if s == nil {
		s = &slot{lock: newLock(max(g.perHost, 1))}
		g.slots[host] = s
	}
	return s
}

// busy returns the hosts that no further visit should go to now: somebody is there or at a host with the same address, or
// they have used up their limits.
func (g *gate) busy() map[string]bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := map[string]bool{}
	for host, s := range g.slots {
		shared := g.shared[s.group]
		if s.visits >= g.room(s) || g.limits.host(s.spent) || s.group != "" && shared != nil && shared.full() {
			out[host] = true
		}
	}
	return out
}

// room returns how many visits may be at a host. Where several requests at once are allowed, three times as many visits
// more may wait for what they brought to be kept, so that the host need not wait for the disk.
func (g *gate) room(s *slot) int {
	if s.grouped && s.group == "" && g.perHost > 1 {
		return 4 * g.perHost
	}
	return 1
}

// visiting counts a visit as being at a host until the function that it returns is called.
func (g *gate) visiting(host string) (left func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.slot(host)
	s.visits++
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		s.visits--
	})
}

// enter waits until the host is free and may be asked. The error is that of ctx or a [pausedError].
func (g *gate) enter(ctx context.Context, host string) error {
	s, shared := g.find(ctx, host)
	if err := s.take(ctx); err != nil {
		return err
	}
	if shared != nil {
		if err := shared.take(ctx); err != nil {
			s.give()
			return err
		}
	}
	err := g.wait(ctx, host, s, shared)
	if err != nil {
		s.give()
		if shared != nil {
			shared.give()
		}
	}
	return err
}

// find returns the slot of a host and what it shares with others, nil nothing.
func (g *gate) find(ctx context.Context, host string) (*slot, *lock) {
	g.mu.Lock()
	s := g.slot(host)
	grouped := s.grouped
	g.mu.Unlock()
	group := ""
	if !grouped {
		group = g.group(ctx, host)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if !s.grouped {
		s.group, s.grouped = group, true
	}
	if s.group == "" {
		return s, nil
	}
	if g.shared[s.group] == nil {
		l := newLock(1)
		g.shared[s.group] = &l
	}
	return s, g.shared[s.group]
}

func (g *gate) wait(ctx context.Context, host string, s *slot, shared *lock) error {
	g.mu.Lock()
	next := g.frontier.Host(host).NextAt
	if shared != nil && shared.after.After(next) {
		next = shared.after
	}
	over := g.limits.host(s.spent)
	g.mu.Unlock()
	if over {
		return pausedError{host: host}
	}
	wait := next.Sub(g.now())
	if wait > g.patience {
		return pausedError{host, next}
	}
	return sleep(ctx, wait)
}

// leave ends a request that took so long and brought so many bytes.
func (g *gate) leave(host string, took time.Duration, bytes int64, t trouble) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.slot(host)
	s.ended = g.now()
	s.spent.add(took, bytes)
	g.spent.add(took, bytes)
	g.pause(host, max(g.delay, min(slowFactor*took, slowBound*g.delay), s.crawl), t)
	s.give()
	if shared := g.shared[s.group]; s.group != "" && shared != nil {
		shared.after = s.ended.Add(g.delay)
		shared.give()
	}
}

// trouble keeps that a host wants to be left alone, as its answer turned out to say.
func (g *gate) trouble(host string, t trouble) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pause(host, 0, t)
}

func (g *gate) pause(host string, pause time.Duration, t trouble) {
	h := g.frontier.Host(host)
	if t.kind == noTrouble {
		h.Troubles = 0
	} else {
		h.Troubles++
		pause = max(pause, t.pause(h.Troubles))
	}
	if next := g.now().Add(pause); pause > 0 && next.After(h.NextAt) {
		h.NextAt = next
	}
	g.frontier.SetHost(host, h)
}

// setCrawlDelay keeps what a host's robots.txt asks for. It holds from the request for robots.txt itself on.
func (g *gate) setCrawlDelay(host string, d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.slot(host)
	s.crawl = min(d, maxCrawlDelay)
	h := g.frontier.Host(host)
	if next := s.ended.Add(s.crawl); !s.ended.IsZero() && next.After(h.NextAt) {
		h.NextAt = next
		g.frontier.SetHost(host, h)
	}
}

// over reports whether the run has used up its limits.
func (g *gate) over() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.limits.run(g.spent, g.now().Sub(g.began))
}

// used returns the hosts that used up their limits, with what they spent.
func (g *gate) used() map[string]Spent {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := map[string]Spent{}
	for host, s := range g.slots {
		if g.limits.host(s.spent) {
			out[host] = s.spent
		}
	}
	return out
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
