package fetch

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Why an exchange is given up.
var (
	errIdle = errors.New("the server stopped sending")
	errLong = errors.New("the exchange takes too long")
)

// patience gives an exchange up when nothing of its body comes, or when it takes too long in all. It does not count the
// time that the exchange waits for others. Deadlines of the connection would not do: other requests and the chatter of
// the protocol itself go over a connection of HTTP/2.
type patience struct {
	idle   time.Duration
	cancel context.CancelCauseFunc

	mu    sync.Mutex
	timer *time.Timer
	last  time.Time // when something came last; zero until the head did
	until time.Time // when it takes too long
	held  time.Time // since when it waits for others; zero when it does not
}

// watch returns a context for an exchange and what watches over it, to be ended.
func watch(ctx context.Context, l Limits) (context.Context, *patience) {
	ctx, cancel := context.WithCancelCause(ctx)
	p := &patience{idle: l.Idle, cancel: cancel, until: time.Now().Add(l.Total)}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.timer = time.AfterFunc(l.Total, p.check)
	return ctx, p
}

func (p *patience) end() {
	p.mu.Lock()
	p.timer.Stop()
	p.mu.Unlock()
	p.cancel(nil)
}

// began says that the head came, so that the body is waited for.
func (p *patience) began(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = now
	p.timer.Reset(p.next(now))
}

// came says that something came.
func (p *patience) came(now time.Time) {
	p.mu.Lock()
	p.last = now
	p.mu.Unlock()
}

// hold stops the clock; resume starts it again and returns how long it was stopped.
func (p *patience) hold() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = time.Now()
	p.timer.Stop()
}

func (p *patience) resume() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	waited := now.Sub(p.held)
	p.held, p.last, p.until = time.Time{}, now, p.until.Add(waited)
	p.timer.Reset(p.next(now))
	return waited
}

// check runs when the timer does: it gives up, or sets the timer to when there may be reason to.
func (p *patience) check() {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	switch {
	case !p.held.IsZero():
	case !now.Before(p.until):
		p.cancel(errLong)
	case p.next(now) <= 0:
		p.cancel(errIdle)
	default:
		p.timer.Reset(p.next(now))
	}
}

func (p *patience) next(now time.Time) time.Duration {
	next := p.until.Sub(now)
	if !p.last.IsZero() {
		next = min(next, p.last.Add(p.idle).Sub(now))
	}
	return next
}

// cause returns why an exchange ended when it was given up, else the error that it ended with.
func cause(ctx context.Context, err error) error {
	if c := context.Cause(ctx); errors.Is(c, errIdle) || errors.Is(c, errLong) {
		return c
	}
	return err
}
