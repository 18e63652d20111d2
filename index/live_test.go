package index

import (
	"errors"
	"strings"
	"sync"
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
	l.every = 0 // every search looks
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
	const last = 5
	var searches sync.WaitGroup
	for range 4 {
		searches.Go(func() {
			for before := 0; before < last; { // each searches until it has seen the last generation
				r, err := l.Search(t.Context(), Query{Text: "word"})
				if err != nil || r.Total < before {
					t.Errorf("%d hits after %d, %v", r.Total, before, err)
					return
				}
				before = r.Total
			}
		})
	}
	for n := 2; n <= last; n++ {
		generation(n)
	}
	searches.Wait()
	if l.Generation() != last {
		t.Errorf("generation %d is open", l.Generation())
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Search(t.Context(), Query{}); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// TestLiveLooksNowAndThen: between two looks for a new generation passes at least the time set.
func TestLiveLooksNowAndThen(t *testing.T) {
	s := newStore(t)
	dir := t.TempDir()
	build := func(w string) {
		put(t, s, word(w))
		if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
			t.Fatal(err)
		}
	}
	build("x")
	l, err := NewLive(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	clock := l.checked
	l.now = func() time.Time { return clock }
	build("xx")
	for _, c := range []struct {
		later time.Duration
		want  int
	}{{0, 1}, {checkEvery - 1, 1}, {checkEvery, 2}} {
		clock = l.checked.Add(c.later)
		if r := search(t, l, Query{Text: "word"}); r.Total != c.want {
			t.Errorf("%s after the last look: %d hits, want %d", c.later, r.Total, c.want)
		}
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
