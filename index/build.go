package index

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	bleveindex "github.com/blevesearch/bleve_index_api"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/irmtrail/irmtrail/corpus/store"
)

// batchSize is how many entries are written at a time, with the progress that they amount to.
const batchSize = 1000

// lockWait is how long a build waits for another process to let go of an unfinished index.
const lockWait = 5 * time.Second

// Options are what a build can be told.
type Options struct {
	// Progress, when set, is called after each report or document with how many are done. A build that goes on where
	// an earlier one stopped starts above zero.
	Progress func(done, total int)
	// Again builds a new generation from nothing, also when nothing changed.
	Again bool

	batch    int           // entries of a batch, 0 means batchSize
	lockWait time.Duration // for the lock of what an earlier build left, 0 means lockWait
}

// Stats says what a build did.
type Stats struct {
	Generation  int // the current one after the build
	Built       bool
	Resumed     bool   // it went on where an earlier one stopped
	Damage      string // what was wrong with the generation that was current and had to be given up; "" nothing
	Passages    int
	Footnotes   int
	Commitments int
	Took        time.Duration
}

// progress is kept in an index that is being built, and changes with every batch.
type progress struct {
	Format int
	Change int64
	Units  int // finished
	Within int // entries of the next unit that are in
	Counts counts
}

var progressKey = []byte("irmtrail.progress")

// Build makes dir hold an index of the store's records and passages. It does nothing when the store has not changed since
// the current generation was built, and that one answers a search. Killed at any moment, the next Build goes on where it stopped, unless the store
// changed meanwhile. Searches go on in the old generation until the new one is complete.
//
// One process at a time may build; the lock of the data folder sees to that.
func Build(ctx context.Context, s *store.Store, dir string, o Options) (Stats, error) {
	began := time.Now()
	stats, err := build(ctx, s, dir, o)
	stats.Took = time.Since(began)
	if err != nil {
		return stats, fmt.Errorf("build index: %w", err)
	}
	return stats, nil
}

func build(ctx context.Context, s *store.Store, dir string, o Options) (Stats, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Stats{}, err
	}
	change, err := s.LastChange(ctx)
	if err != nil {
		return Stats{}, err
	}
	b := building{store: s, dir: dir, change: change, again: o.Again}
	next, stats, err := b.next(ctx)
	if err != nil || next == 0 {
		return stats, err
	}
	w, err := openWriter(generationPath(dir, next)+buildingSuffix, change, o)
	if err != nil {
		return Stats{}, err
	}
	resumed := w.done.Counts.total() > 0
	m, err := w.run(ctx, s, o)
	if err != nil {
		return Stats{Resumed: resumed}, errors.Join(err, w.index.Close())
	}
	m.Generation = next
	if err := w.finish(generationPath(dir, next), &m); err != nil {
		return Stats{Resumed: resumed}, err
	}
	stats = m.stats()
	stats.Built, stats.Resumed, stats.Damage = true, resumed, b.damage
	return stats, install(dir, m, b.now)
}

// building is what a build finds in the folder.
type building struct {
	store  *store.Store
	dir    string
	change int64 // the store's last
	again  bool

	now    int    // the current generation, 0 when there is none worth keeping
	damage string // why it is not
}

// next returns the number of the generation to build. It is 0 when there is one that fits: then the stats are its.
func (b *building) next(ctx context.Context) (next int, stats Stats, err error) {
	next = 1
	if m, err := readManifest(filepath.Join(b.dir, currentName)); err == nil {
		works, err := b.works(ctx, m)
		if err != nil {
			return 0, Stats{}, err
		}
		if works {
			return 0, m.stats(), nil
		}
		next = m.Generation + 1
		if b.now = m.Generation; b.damage != "" {
			b.now = 0
		}
	}
	finished, unfinished, err := generations(b.dir)
	if err != nil {
		return 0, Stats{}, err
	}
	for _, n := range finished { // complete, but a crash came before it was made the current one
		m, err := readManifest(filepath.Join(generationPath(b.dir, n), manifestName))
		if err == nil && n >= next {
			works, err := b.works(ctx, m)
			if err != nil {
				return 0, Stats{}, err
			}
			if works {
				stats = m.stats()
				stats.Built, stats.Resumed, stats.Damage = true, true, b.damage
				return 0, stats, install(b.dir, m, b.now)
			}
		}
		next = max(next, n+1)
	}
	for _, n := range unfinished {
		next = max(next, n)
	}
	return next, Stats{}, nil
}

// works reports whether a generation is of the store's state and answers a search. It keeps the damage that it finds.
func (b *building) works(ctx context.Context, m manifest) (bool, error) {
	if b.again || !m.fits(b.change) {
		return false, nil
	}
	err := answers(ctx, b.store, b.dir, m)
	if errors.Is(err, ErrDamaged) {
		b.damage = strings.TrimSuffix(err.Error(), remedy)
		return false, nil
	}
	return err == nil, err
}

// answers opens a generation and searches in it.
func answers(ctx context.Context, s *store.Store, dir string, m manifest) error {
	ix, err := openGeneration(dir, s, m)
	if err != nil {
		return err
	}
	_, err = ix.Search(ctx, Query{Text: "commitment", Limit: 1})
	return errors.Join(err, ix.Close())
}

// fits reports whether a generation is of a state of the store, and can be proved to be whole.
func (m manifest) fits(change int64) bool {
	return m.Format == Format && m.Change == change && len(m.Files) > 0
}

func (m manifest) stats() Stats {
	return Stats{Generation: m.Generation, Passages: m.Counts.Passages, Footnotes: m.Counts.Footnotes, Commitments: m.Counts.Commitments}
}

// writer fills an index that is being built.
type writer struct {
	path      string
	analyzers *analyzers
	index     bleve.Index
	done      progress // as written with the last batch
	next      progress // with what is in the batch
	batch     *bleve.Batch
	size      int // of a full batch
}

// openWriter opens what an earlier build left at the path when it is of the same state of the store, else an empty index.
// What is left is removed only when it is damaged or of another state; that another process has it open is an error.
func openWriter(path string, change int64, o Options) (*writer, error) {
	w := &writer{path: path, analyzers: newAnalyzers(), size: cmp.Or(o.batch, batchSize), done: progress{Format: Format, Change: change}}
	if o.Again {
		if err := os.RemoveAll(path); err != nil {
			return nil, err
		}
	}
	old, done, err := openUnfinished(path, cmp.Or(o.lockWait, lockWait))
	switch {
	case err != nil && !isDamage(err):
		return nil, fmt.Errorf("open %s: %w", path, err)
	case err != nil:
	case done.Format == Format && done.Change == change:
		w.index, w.done = old, done
	default:
		if err := old.Close(); err != nil {
			return nil, err
		}
	}
	if w.index == nil {
		if err := os.RemoveAll(path); err != nil {
			return nil, err
		}
		fresh, err := bleve.New(path, newMapping())
		if err != nil {
			return nil, fmt.Errorf("make %s: %w", path, err)
		}
		w.index = fresh
	}
	w.next, w.batch = w.done, w.index.NewBatch()
	return w, nil
}

// errLocked is returned when another process does not let go of an unfinished index.
var errLocked = errors.New("another process is building in it")

func openUnfinished(path string, wait time.Duration) (bleve.Index, progress, error) {
	var done progress
	// Without the timeout a lock that another process holds would be waited for without end.
	old, err := silently(func() (bleve.Index, error) {
		return bleve.OpenUsing(path, map[string]any{"bolt_timeout": wait.String()})
	})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, done, errLocked
	}
	if err != nil {
		return nil, done, err
	}
	raw, err := old.GetInternal(progressKey)
	if err == nil {
		err = json.Unmarshal(raw, &done)
	}
	if err != nil {
		return nil, done, errors.Join(err, old.Close())
	}
	return old, done, nil
}

// run indexes what is not in yet and returns the manifest of what came of it.
func (w *writer) run(ctx context.Context, s *store.Store, o Options) (manifest, error) {
	all, err := units(ctx, s)
	if err != nil {
		return manifest{}, err
	}
	if w.done.Units > len(all) {
		return manifest{}, fmt.Errorf("%s holds %d units of %d", w.path, w.done.Units, len(all))
	}
	for i := w.done.Units; i < len(all); i++ {
		if err := ctx.Err(); err != nil {
			return manifest{}, err
		}
		found, err := all[i].entries(ctx, s)
		if err != nil {
			return manifest{}, err
		}
		if err := w.add(found); err != nil {
			return manifest{}, err
		}
		if o.Progress != nil {
			o.Progress(i+1, len(all))
		}
	}
	if err := w.flush(); err != nil {
		return manifest{}, err
	}
	return w.manifest(ctx)
}

// add indexes the entries of the next unit, but for those that are in already.
func (w *writer) add(unit []entry) error {
	for i := w.next.Within; i < len(unit); i++ {
		d, err := unit[i].document(w.analyzers, w.next.Counts.total())
		if err != nil {
			return err
		}
		if err := w.batch.IndexAdvanced(d); err != nil {
			return fmt.Errorf("index %s: %w", unit[i].id, err)
		}
		w.next.Counts.add(unit[i].facts.kind)
		w.next.Within++
		if w.batch.Size() >= w.size {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	w.next.Units, w.next.Within = w.next.Units+1, 0
	return nil
}

func (w *writer) flush() error {
	raw, err := json.Marshal(w.next)
	if err != nil {
		return err
	}
	w.batch.SetInternal(progressKey, raw)
	if err := w.index.Batch(w.batch); err != nil {
		return fmt.Errorf("write batch to %s: %w", w.path, err)
	}
	w.done = w.next
	w.batch.Reset()
	return nil
}

// manifest measures the index.
func (w *writer) manifest(ctx context.Context) (manifest, error) {
	inner, err := w.index.Advanced()
	if err != nil {
		return manifest{}, err
	}
	reader, err := inner.Reader()
	if err != nil {
		return manifest{}, err
	}
	lengths, err := averageLengths(ctx, reader, w.done.Counts.total())
	return manifest{Format: w.done.Format, Change: w.done.Change, Counts: w.done.Counts, Lengths: lengths}, errors.Join(err, reader.Close())
}

// averageLengths counts the different terms of each scored field in each entry and averages them. They stand for the
// lengths of the texts, which the index does not sum up.
func averageLengths(ctx context.Context, reader bleveindex.IndexReader, entries int) (map[string]float64, error) {
	out := map[string]float64{}
	for _, field := range scored {
		sum, err := postings(ctx, reader, field)
		if err != nil {
			return nil, fmt.Errorf("measure %s: %w", field, err)
		}
		out[field] = max(1, float64(sum)/float64(max(1, entries)))
	}
	return out, nil
}

// postings counts the pairs of a term and an entry that holds it. The dictionary's own counts are of no use: behind a
// term of one entry, zapx 17.2 gives the next ones a count of 1 as well, where the field has no positions.
func postings(ctx context.Context, reader bleveindex.IndexReader, field string) (sum uint64, err error) {
	dict, err := reader.FieldDict(field)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, dict.Close()) }()
	for {
		term, err := dict.Next()
		if err != nil || term == nil {
			return sum, err
		}
		n, err := countEntries(ctx, reader, field, term.Term)
		if err != nil {
			return sum, err
		}
		sum += n
	}
}

// finish closes the index, notes the sums of its files, makes it durable and readable for servers of other users, and
// gives it its final name.
func (w *writer) finish(path string, m *manifest) (err error) {
	if err := w.index.Close(); err != nil {
		return fmt.Errorf("close %s: %w", w.path, err)
	}
	if m.Files, err = sumsOf(w.path); err != nil {
		return fmt.Errorf("sum up %s: %w", w.path, err)
	}
	if err := m.write(filepath.Join(w.path, manifestName)); err != nil {
		return err
	}
	if err := settleTree(w.path); err != nil {
		return err
	}
	if err := os.Rename(w.path, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}
