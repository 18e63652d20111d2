package index

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus/store"
)

// checkEvery is how often a Live looks for a new generation at most.
const checkEvery = time.Second

// Live answers searches in the current generation of an index folder, whichever that is: it opens a new one when it
// appears, and closes the old one when its last search has ended. It is safe for concurrent use.
type Live struct {
	dir   string
	store *store.Store
	every time.Duration
	now   func() time.Time

	mu      sync.RWMutex
	current *Index // nil before the first generation

	checking sync.Mutex // held by the one search that looks for a new generation; guards what follows
	checked  time.Time
	closed   bool
	refused  error // ErrDamaged of the last look, while nothing is open
	retiring sync.WaitGroup
}

// NewLive opens the current generation of an index folder. It is no error when there is none yet, or a damaged one:
// searches return [ErrNoIndex] or [ErrDamaged] until there is one to search in.
func NewLive(dir string, s *store.Store) (*Live, error) {
	l := &Live{dir: dir, store: s, every: checkEvery, now: time.Now, checked: time.Now()}
	if err := l.refresh(); err != nil && !errors.Is(err, ErrNoIndex) && !errors.Is(err, ErrDamaged) {
		return nil, err
	}
	return l, nil
}

// Search answers a query in the current generation. Its errors are those of [Index.Search], and [ErrNoIndex].
// A generation that turns out to be damaged is given up.
func (l *Live) Search(ctx context.Context, q Query) (Result, error) {
	refused := l.check()
	ix := l.acquire()
	if ix == nil {
		if refused != nil {
			return Result{}, refused
		}
		return Result{}, ErrClosed
	}
	r, err := ix.search(ctx, q)
	ix.mu.RUnlock()
	if errors.Is(err, ErrDamaged) {
		l.giveUp(ix, err)
	}
	return r, err
}

// giveUp closes a generation that is damaged.
func (l *Live) giveUp(ix *Index, why error) {
	l.checking.Lock()
	defer l.checking.Unlock()
	if l.Generation() == 0 || l.closed {
		return
	}
	l.mu.Lock()
	mine := l.current == ix
	if mine {
		l.current = nil
	}
	l.mu.Unlock()
	if mine {
		l.refused, l.checked = why, l.now()
		l.retire(ix)
	}
}

func (l *Live) retire(ix *Index) {
	l.retiring.Go(func() { _ = ix.Close() }) // it was read only: nothing is lost
}

// Generation returns the number of the generation that is open, 0 when none is.
func (l *Live) Generation() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.current == nil {
		return 0
	}
	return l.current.Generation()
}

// Close closes the index and waits until its last search has ended.
func (l *Live) Close() error {
	l.checking.Lock()
	defer l.checking.Unlock()
	l.mu.Lock()
	last := l.current
	l.current, l.closed = nil, true
	l.mu.Unlock()
	l.retiring.Wait()
	if last == nil {
		return nil
	}
	return last.Close()
}

// acquire returns the open generation, held for reading.
func (l *Live) acquire() *Index {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.current != nil {
		l.current.mu.RLock()
	}
	return l.current
}

// check looks for a new generation when it is time to. One search does; the others go on in the old one meanwhile. While
// there is none at all, every search looks, but proves a damaged one no more often than that.
func (l *Live) check() error {
	if l.Generation() == 0 {
		l.checking.Lock()
	} else if !l.checking.TryLock() {
		return nil
	}
	defer l.checking.Unlock()
	if l.closed {
		return ErrClosed
	}
	soon := l.now().Sub(l.checked) < l.every
	if l.Generation() != 0 && soon {
		return nil
	}
	if soon && l.refused != nil {
		return l.refused
	}
	err := l.refresh()
	l.checked = l.now()
	return err
}

// refresh opens the current generation unless it is open. What is open stays when that fails.
func (l *Live) refresh() error {
	n, err := Current(l.dir)
	if err != nil {
		return err
	}
	if n == l.Generation() {
		return nil
	}
	next, err := Open(l.dir, l.store)
	l.refused = nil
	if errors.Is(err, ErrDamaged) {
		l.refused = err
	}
	if err != nil {
		return err
	}
	l.mu.Lock()
	old := l.current
	l.current = next
	l.mu.Unlock()
	if old != nil {
		l.retire(old)
	}
	return nil
}
