package ingest

import (
	"context"
	"fmt"
	"hash/maphash"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

// walk is one pass over a source's listing.
type walk struct {
	mu     sync.Mutex
	seen   map[uint64]struct{} // targets that it showed, as hashes
	open   int                 // pages that are still to be got
	began  bool                // from the first page on, in this run
	failed bool                // a page could not be got or read
	part   bool                // it asked only for what changed
	newest time.Time           // last change that it told of
	after  time.Time           // of such a walk: the last change that was known before
	seed   corpus.URL          // that could not be got at the last attempt, "" none
	why    string              // it could not
	anew   bool                // the source leads to other addresses than last time, so unchanged pages are read too
}

var walkSeed = maphash.MakeSeed()

// walk returns the pass over a source in this run.
func (r *run) walk(source string) *walk {
	r.walking.Lock()
	defer r.walking.Unlock()
	w := r.walks[source]
	if w == nil {
		w = &walk{seen: map[uint64]struct{}{}}
		r.walks[source] = w
	}
	return w
}

// show notes what a page shows and returns how many of the addresses no page showed before. Lists drift while they are
// walked, so some repeat; a page that shows nothing new is the end of one that never says so.
func (w *walk) show(entries []frontier.Entry) (fresh int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range entries {
		key := maphash.String(walkSeed, e.Key)
		if _, known := w.seen[key]; !known {
			w.seen[key] = struct{}{}
			fresh++
		}
	}
	return fresh
}

func (w *walk) fail() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failed = true
}

// trouble notes that the seed could not be got, or was with "" in the end.
func (w *walk) trouble(seed corpus.URL, why string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seed, w.why = seed, why
}

// tell notes when something that the list names was changed.
func (w *walk) tell(modified time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if modified.After(w.newest) {
		w.newest = modified
	}
}

// pages counts the pages that are still to be got.
func (w *walk) pages(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.open += n
}

// addFound queues what a page leads to and counts the pages of its walk.
func (v *visit) addFound(ctx context.Context, tx *frontier.Tx, found []frontier.Entry) error {
	for _, e := range found {
		n, err := tx.Add(ctx, e)
		if err != nil {
			return err
		}
		if e.Role == corpus.RoleListing {
			v.walk(e.Source).pages(n)
		}
	}
	return nil
}

// count closes the page of a walk that an entry was.
func (v *visit) count(end ending) {
	if v.entry.Role != corpus.RoleListing || v.entry.Kind == frontier.Copy {
		return
	}
	if end.retry {
		v.walk(v.entry.Source).fail() // or it goes on in another run
		return
	}
	v.walk(v.entry.Source).pages(-1)
}

// A listing that shows less than half of what it showed before has lost something, unless it was short, or has shown as
// little for a week: then it is so.
const (
	shrunkPart  = 2
	shrunkLeast = 4
	shrunkTime  = 7 * day
)

// endWalks keeps what the walks came to and tells of listings that lost most of their items.
func (r *run) endWalks(ctx context.Context) error {
	for _, name := range r.names {
		if err := r.endWalk(ctx, r.sources[name], r.walk(name)); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) endWalk(ctx context.Context, s Source, w *walk) error {
	if w.seed != "" {
		r.problem(s, w.seed, SourceUnreachable, w.why)
		return nil
	}
	if !w.began || w.failed || w.open > 0 {
		return nil
	}
	before, err := r.frontier.Walked(ctx, s.Name)
	if err != nil {
		return err
	}
	now, items := r.Now(), len(w.seen)
	after := frontier.Walked{Items: items, At: now, Newest: before.Newest, Rules: s.rules()}
	if w.newest.After(after.Newest) {
		after.Newest = earlierOf(w.newest, now)
	}
	switch shrank := before.Items >= shrunkLeast && items*shrunkPart < before.Items; {
	case w.part:
		after.Items, after.At, after.ShrunkAt = before.Items, before.At, before.ShrunkAt
	case shrank && (before.ShrunkAt.IsZero() || now.Sub(before.ShrunkAt) < shrunkTime):
		after.Items, after.At, after.ShrunkAt = before.Items, before.At, before.ShrunkAt
		if after.ShrunkAt.IsZero() {
			after.ShrunkAt = now
		}
		r.problem(s, s.Seed, ListingShrank, fmt.Sprintf("The listing shows %d reports; on %s it showed %d.", items, before.At.Format(time.DateOnly), before.Items))
	}
	return r.frontier.Update(ctx, func(tx *frontier.Tx) error { return tx.SetWalked(ctx, s.Name, after) })
}
