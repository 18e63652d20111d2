package web

import (
	"context"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus/health"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// Reading what became of 100,000 sources takes seconds, and a run changes it every few. So beside a run the list may be
// older by staleFactor times as long as reading it took: no more than a twentieth of a processor goes into it. Lists that
// are read in less than quickRead are always new.
const (
	staleFactor = 20
	quickRead   = 100 * time.Millisecond
)

// sourceList keeps what became of all cited sources, and reads it again when the store has changed.
type sourceList struct {
	store *store.Store

	mu              sync.Mutex
	change, capture int64
	read            time.Time     // when
	took            time.Duration // to read it
	list            *sources      // nil before the first reading
}

// sources is one state of the list. It is never changed.
type sources struct {
	all    []health.Source // in order of target
	places health.Places
}

// current returns the sources as they are in the store, or were shortly ago.
func (l *sourceList) current(ctx context.Context) (*sources, error) {
	change, capture, err := l.store.Newest(ctx)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	same := change == l.change && capture == l.capture
	recent := l.took > quickRead && time.Since(l.read) < staleFactor*l.took
	if l.list != nil && (same || recent) {
		return l.list, nil
	}
	began := time.Now()
	list, err := readSources(ctx, l.store)
	if err != nil {
		return nil, err
	}
	l.list, l.change, l.capture, l.read, l.took = list, change, capture, time.Now(), time.Since(began)
	return list, nil
}

func readSources(ctx context.Context, s *store.Store) (list *sources, err error) {
	snapshot, err := s.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer func() {
		if e := snapshot.Close(); err == nil {
			err = e
		}
	}()
	list = &sources{}
	if list.places, err = health.PlacesOf(ctx, snapshot); err != nil {
		return nil, err
	}
	for source, err := range health.Sources(ctx, snapshot, list.places, health.Filter{}) {
		if err != nil {
			return nil, err
		}
		list.all = append(list.all, source)
	}
	return list, nil
}

// chosen returns the sources that the filter selects, never nil, and counts them.
func (l *sources) chosen(f health.Filter) ([]health.Source, *health.Summary) {
	out, sum := []health.Source{}, health.NewSummary(l.places)
	for _, s := range l.all {
		if narrowed, ok := f.Narrow(s, l.places); ok {
			out = append(out, narrowed)
			sum.Add(narrowed)
		}
	}
	return out, sum
}
