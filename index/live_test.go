package index

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/irmtrail/irmtrail/corpus"
)

// word makes a document that holds one word.
func word(w string) made {
	return made{document: corpus.Document{DocumentID: corpus.DocumentID("doc-" + w), TextStatus: corpus.TextRead}, content: blocks("word " + w)}
}

// TestLive searches without a pause while generations come and go.
func TestLive(t *testing.T) {
	s := newStore(t)
	dir := t.TempDir()
	l, err := NewLive(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	l.every = time.Millisecond
	if _, err := l.Search(t.Context(), Query{}); !errors.Is(err, ErrNoIndex) || l.Generation() != 0 {
		t.Errorf("before the first build: %v", err)
	}
	generation := func(n int) {
		put(t, s, word(strings.Repeat("x", n)))
		if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
			t.Fatal(err)
		}
	}
	generation(1)
	if r := search(t, l, Query{Text: "word"}); r.Total != 1 || l.Generation() != 1 {
		t.Errorf("generation %d: %+v", l.Generation(), r)
	}
	var stop atomic.Bool
	var searches sync.WaitGroup
	for range 4 {
		searches.Go(func() {
			for last := 0; !stop.Load(); {
				r, err := l.Search(t.Context(), Query{Text: "word"})
				if err != nil || r.Total < last {
					t.Errorf("%d hits after %d, %v", r.Total, last, err)
					return
				}
				last = r.Total
			}
		})
	}
	for n := 2; n <= 5; n++ {
		generation(n)
	}
	deadline := time.Now().Add(10 * time.Second)
	for l.Generation() != 5 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	stop.Store(true)
	searches.Wait()
	if r := search(t, l, Query{Text: "word"}); r.Total != 5 {
		t.Errorf("generation %d: %d hits", l.Generation(), r.Total)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Search(t.Context(), Query{}); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// TestLiveKeepsWhatItHas: a CURRENT that cannot be read does not end the searches in what is open.
func TestLiveKeepsWhatItHas(t *testing.T) {
	s := newStore(t)
	dir := t.TempDir()
	put(t, s, word("x"))
	if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
		t.Fatal(err)
	}
	l, err := NewLive(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	l.every = 0
	m := manifest{Generation: 7, Format: Format}
	if err := m.write(dir + "/" + currentName); err != nil {
		t.Fatal(err)
	}
	if r := search(t, l, Query{Text: "word"}); r.Total != 1 {
		t.Errorf("%+v", r)
	}
}

// TestNoGoroutineIsLeft: building, opening and closing leave nothing that runs.
func TestNoGoroutineIsLeft(t *testing.T) {
	before := goleak.IgnoreCurrent()
	s := newStore(t)
	dir := t.TempDir()
	put(t, s, word("x"))
	if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
		t.Fatal(err)
	}
	l, err := NewLive(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	search(t, l, Query{Text: "word"})
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	// The store's connections and Bleve's analysis workers, which are one pool for the process, stay.
	goleak.VerifyNone(t, before, goleak.IgnoreAnyFunction("database/sql.(*DB).connectionOpener"),
		goleak.IgnoreAnyFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}
