package process

import (
	"context"
	"errors"
	"os"
	"sync"
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
	idle   []*worker
	closed bool
}

// NewPool returns a pool that starts its processes when they are needed.
func NewPool(command []string, greeting []byte, l Limits) *Pool {
	l = l.WithDefaults()
	return &Pool{
		command: command, greeting: greeting, limits: l,
		slots: make(chan struct{}, l.Processes),
		room:  newRoom(int64(l.Processes) * l.Resident),
	}
}

// Do has a process answer a request. The error wraps one of this package's, or is the context's.
func (p *Pool) Do(ctx context.Context, head, body []byte) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	need := p.need(body)
	if err := p.room.take(ctx, need); err != nil {
		return nil, err
	}
	defer p.room.give(need)
	return p.ask(ctx, head, body)
}

// need is how much memory a request may take: a process and its share, and a long body twice, on its way and where it is
// read. A request that needs more than its share has to wait until the others leave it.
func (p *Pool) need(body []byte) int64 {
	return min(p.room.all, p.limits.Resident+max(0, 2*int64(len(body))-p.limits.Resident/4))
}

// ask asks a worker. One that was used before and crashes may have done so for what it read then: a new one is asked again.
func (p *Pool) ask(ctx context.Context, head, body []byte) ([]byte, error) {
	for {
		w, err := p.worker(ctx)
		if err != nil {
			return nil, err
		}
		used := w.answered > 0
		answer, err := w.ask(ctx, head, body)
		if err == nil {
			p.put(w)
			return answer, nil
		}
		w.kill()
		if !used || !errors.Is(err, ErrCrashed) && !errors.Is(err, ErrMemory) {
			return nil, err
		}
	}
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
	if err != nil || residentBytes(w.cmd.Process.Pid) <= p.limits.Leftover {
		return w, err
	}
	w.kill() // it compiled what the next one finds in its cache
	return startWorker(ctx, p.command, p.greeting, p.limits)
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
		w.kill()
	}
}

// Close ends the processes that are idle at once, and those at work when they are done.
func (p *Pool) Close() error {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	for _, w := range idle {
		w.kill()
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
