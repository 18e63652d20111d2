package process

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"
)

// Pool is a set of child processes. It may be used from several goroutines.
type Pool struct {
	command  []string
	greeting []byte
	limits   Limits

	slots    chan struct{} // one for each process that may be at work
	starting sync.Mutex    // one process starts at a time: the first fills caches that the others use
	room     room

	mu     sync.Mutex
	all    map[*worker]bool // that run
	idle   []*worker
	closed bool
}

// NewPool returns a pool that starts its processes when they are needed.
func NewPool(command []string, greeting []byte, l Limits) *Pool {
	l = l.WithDefaults()
	return &Pool{
		command: command, greeting: greeting, limits: l,
		slots: make(chan struct{}, l.Processes),
		room:  newRoom(l.Memory),
		all:   map[*worker]bool{},
	}
}

// Do has a process answer a request. The error wraps one of this package's, or is the context's.
func (p *Pool) Do(ctx context.Context, head, body []byte) ([]byte, error) {
	return p.DoIn(ctx, p.limits.Timeout, head, body)
}

// DoIn is Do with another time for the request. Waiting for a process or for memory is no part of it.
func (p *Pool) DoIn(ctx context.Context, timeout time.Duration, head, body []byte) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	left := timeout
	answer, err := p.within(ctx, &left, p.need(body), head, body)
	if errors.Is(err, ErrMemory) && p.need(body) < p.limits.Memory && left > 0 {
		return p.within(ctx, &left, p.limits.Memory, head, body) // again, with all memory for it alone
	}
	return answer, err
}

// need is how much memory a request may take: what a process may have in use, and more where the body is long, for it is
// held twice, on its way and where it is read. A request that needs more than its share waits until the others leave it.
func (p *Pool) need(body []byte) int64 {
	return min(p.limits.Memory, p.limits.Resident+max(0, 2*int64(len(body))-p.limits.Resident/4))
}

// within has a request answered once there is so much memory for it. A worker that was used before and crashes may have done
// so for what it read then: a new one is asked again. What all of them take is taken from the time that is left; waiting for
// memory and starting a process are not, for they say nothing about the request.
func (p *Pool) within(ctx context.Context, left *time.Duration, memory int64, head, body []byte) ([]byte, error) {
	if err := p.room.take(ctx, memory); err != nil {
		return nil, err
	}
	defer p.room.give(memory)
	for {
		w, err := p.worker(ctx)
		if err != nil {
			return nil, err
		}
		used := w.answered > 0
		began := time.Now()
		answer, err := w.ask(ctx, *left, p.tooMuch(w, memory), head, body)
		*left -= time.Since(began)
		if err == nil {
			p.put(w)
			return answer, nil
		}
		p.end(w)
		if !used || !errors.Is(err, ErrCrashed) || *left <= 0 {
			return nil, err
		}
	}
}

// tooMuch tells a worker's watch whether it takes too much memory: more than it may, while all together do so too.
func (p *Pool) tooMuch(w *worker, may int64) func() bool {
	return func() bool { return w.measure() > may && p.resident() > p.limits.Memory }
}

// resident returns how much memory the processes have in use, as last seen.
func (p *Pool) resident() (sum int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for w := range p.all {
		sum += w.resident.Load()
	}
	return sum
}

// end ends a worker.
func (p *Pool) end(w *worker) {
	w.kill()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.all, w)
}

// worker returns an idle worker, or a new one.
func (p *Pool) worker(ctx context.Context) (*worker, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, ErrClosed
	}
	if n := len(p.idle); n > 0 {
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return w, nil
	}
	p.mu.Unlock()
	p.starting.Lock()
	defer p.starting.Unlock()
	w, err := startWorker(ctx, p.command, p.greeting, p.limits)
	if err == nil && w.measure() > p.limits.Leftover {
		w.kill() // it compiled what the next one finds in its cache
		w, err = startWorker(ctx, p.command, p.greeting, p.limits)
	}
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all[w] = true
	return w, nil
}

// put keeps a worker for the next request, unless it is to be replaced.
func (p *Pool) put(w *worker) {
	stale := w.stale()
	p.mu.Lock()
	keep := !p.closed && !stale
	if keep {
		p.idle = append(p.idle, w)
	}
	p.mu.Unlock()
	if !keep {
		p.end(w)
	}
}

// Close ends the processes that are idle at once, and those at work when they are done.
func (p *Pool) Close() error {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	for _, w := range idle {
		p.end(w)
	}
	return nil
}

// environment is what a child gets of ours: where its temporary files go, and nothing that is secret.
func environment() []string {
	env := []string{"GOTRACEBACK=none"}
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "TMP", "TEMP", "SYSTEMROOT", "GOCOVERDIR"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
