package index

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/blevesearch/bleve/v2"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/irmtrail/irmtrail/corpus/store"
)

// Index is one generation, open for searching. It is safe for concurrent use.
type Index struct {
	store     *store.Store
	analyzers *analyzers
	manifest  manifest
	bleve     bleve.Index
	reader    bleveindex.IndexReader

	facts  []facts  // every combination that occurs
	factOf []uint32 // by number of the entry: which of them it has
	seqOf  []uint32 // by number of the entry: its place in the order of entries
	files  []stamp  // as they were when they were proved

	mu     sync.RWMutex // searches hold it for reading, Close for writing
	closed bool
}

// ErrClosed is returned by a search in an index that was closed.
var ErrClosed = errors.New("the search index is closed")

// Open opens the current generation of an index folder for searching. The texts of hits come from s. The error wraps
// [ErrNoIndex] when there is no generation, [ErrDamaged] when it cannot be read.
func Open(dir string, s *store.Store) (*Index, error) {
	m, err := readManifest(filepath.Join(dir, currentName))
	if err != nil {
		return nil, fmt.Errorf("open index: %w", damaged(err))
	}
	if m.Format != Format {
		return nil, fmt.Errorf("open index %s: it is of format %d, not %d: %w", dir, m.Format, Format, ErrNoIndex)
	}
	return openGeneration(dir, s, m)
}

func openGeneration(dir string, s *store.Store, m manifest) (*Index, error) {
	ix := &Index{store: s, analyzers: newAnalyzers(), manifest: m}
	path := generationPath(dir, m.Generation)
	if err := guarded(func() error { return ix.open(path) }); err != nil {
		_ = ix.Close() // what is wrong is said already
		return nil, fmt.Errorf("open index %s: %w", path, err)
	}
	return ix, nil
}

func (ix *Index) open(path string) (err error) {
	if ix.files, err = ix.manifest.Files.check(path); err != nil {
		return err
	}
	opened, err := silently(func() (bleve.Index, error) {
		return bleve.OpenUsing(path, map[string]any{"read_only": true, "bolt_timeout": "5s"})
	})
	if err != nil {
		return err // beside it stands a nil of Bleve's own type, which must not be kept
	}
	ix.bleve = opened
	inner, err := ix.bleve.Advanced()
	if err != nil {
		return err
	}
	if ix.reader, err = inner.Reader(); err != nil {
		return err
	}
	return ix.loadColumns()
}

// loadColumns reads facts and order of every entry into memory: some bytes for each, and filters and counts then cost
// next to nothing.
func (ix *Index) loadColumns() error {
	n, err := ix.reader.DocCount()
	if err != nil {
		return err
	}
	if want := ix.manifest.Counts.total(); n != uint64(want) {
		return fmt.Errorf("it holds %d entries, not %d", n, want)
	}
	ix.factOf, ix.seqOf = make([]uint32, n), make([]uint32, n)
	values, err := ix.reader.DocValueReader([]string{fieldFacts, fieldSeq})
	if err != nil {
		return err
	}
	known := map[string]uint32{}
	id := bleveindex.NewIndexInternalID(nil, 0)
	for i := range n {
		id.SetValue(i)
		var wrong error
		err := values.VisitDocValues(id, func(field string, term []byte) {
			if field == fieldSeq {
				seq, err := strconv.ParseUint(string(term), 16, 32)
				ix.seqOf[i], wrong = uint32(seq), errors.Join(wrong, err)
				return
			}
			f, ok := known[string(term)]
			if !ok {
				decoded, err := decodeFacts(string(term))
				wrong = errors.Join(wrong, err)
				f = uint32(len(ix.facts))
				known[string(term)] = f
				ix.facts = append(ix.facts, decoded)
			}
			ix.factOf[i] = f
		})
		if err := errors.Join(err, wrong); err != nil {
			return fmt.Errorf("read columns: %w", err)
		}
	}
	return nil
}

// Generation returns the number of the generation.
func (ix *Index) Generation() int { return ix.manifest.Generation }

// Close closes the index when the searches that run in it have ended.
func (ix *Index) Close() error {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.closed {
		return nil
	}
	ix.closed = true
	return guarded(func() (err error) {
		if ix.reader != nil {
			err = ix.reader.Close()
		}
		if ix.bleve != nil {
			err = errors.Join(err, ix.bleve.Close())
		}
		return err
	})
}
