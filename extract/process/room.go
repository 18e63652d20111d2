package process

import (
	"context"
	"sync"
)

// room is memory that requests share. Who comes first is served first, so that a large request is not passed over.
type room struct {
	all   int64
	state *roomState
}

type roomState struct {
	mu     sync.Mutex
	free   int64
	queued []*waiting
}

type waiting struct {
	need  int64
	ready chan struct{} // closed when it has got what it needs
}

func newRoom(all int64) room { return room{all: all, state: &roomState{free: all}} }

// take waits until so much is free and takes it; it must not be more than all.
func (r room) take(ctx context.Context, need int64) error {
	s := r.state
	s.mu.Lock()
	w := &waiting{need: need, ready: make(chan struct{})}
	s.queued = append(s.queued, w)
	s.admit()
	s.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		r.leave(w)
		return ctx.Err()
	}
}

// leave gives up waiting, or gives back what was got meanwhile.
func (r room) leave(w *waiting) {
	s := r.state
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, other := range s.queued {
		if other == w {
			s.queued = append(s.queued[:i], s.queued[i+1:]...)
			s.admit()
			return
		}
	}
	s.free += w.need
	s.admit()
}

// give gives back what was taken.
func (r room) give(need int64) {
	r.state.mu.Lock()
	defer r.state.mu.Unlock()
	r.state.free += need
	r.state.admit()
}

// admit lets in those at the head of the queue for whom there is enough.
func (s *roomState) admit() {
	for len(s.queued) > 0 && s.queued[0].need <= s.free {
		s.free -= s.queued[0].need
		close(s.queued[0].ready)
		s.queued = s.queued[1:]
	}
}
