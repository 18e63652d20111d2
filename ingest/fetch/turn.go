package fetch

import (
	"context"
	"time"
)

// turn is a request's right to hold a large body, which one request at a time has.
type turn struct {
	of     chan struct{} // of the client; it holds the one turn that is taken
	watch  *patience
	taken  bool
	waited time.Duration
}

// take waits for the turn, without harm to the patience with the server. It returns the error of ctx.
func (t *turn) take(ctx context.Context) error {
	if t.taken {
		return nil
	}
	select {
	case t.of <- struct{}{}:
		t.taken = true
		return nil
	default:
	}
	t.watch.hold()
	defer func() { t.waited += t.watch.resume() }()
	select {
	case t.of <- struct{}{}:
		t.taken = true
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// over lets the next one have its turn.
func (t *turn) over() {
	if t.taken {
		<-t.of
		t.taken = false
	}
}
