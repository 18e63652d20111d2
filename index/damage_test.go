package index

import (
	"bytes"
	"encoding/json"
	"errors"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// damages are ways in which the files of generation 1 can be lost.
var damages = []struct {
	name string
	do   func(dir string, zaps []string) error
}{
	{"no generation", func(dir string, _ []string) error { return os.RemoveAll(filepath.Join(dir, "1")) }},
	{"no store", func(dir string, _ []string) error { return os.RemoveAll(filepath.Join(dir, "1", "store")) }},
	{"no root", func(dir string, _ []string) error { return os.Remove(filepath.Join(dir, "1", "store", "root.bolt")) }},
	{"a segment is gone", func(_ string, zaps []string) error { return os.Remove(zaps[0]) }},
	{"a segment is cut", func(_ string, zaps []string) error { return os.Truncate(zaps[0], 900) }},
	{"a segment is empty", func(_ string, zaps []string) error { return os.Truncate(zaps[0], 0) }},
	{"a segment is overwritten", func(_ string, zaps []string) error {
		return os.WriteFile(zaps[0], bytes.Repeat([]byte("garbage "), 1000), 0o644)
	}},
	{"flipped bytes", func(_ string, zaps []string) error { return flip(zaps[0]) }},
	{"flipped bytes in the root", func(dir string, _ []string) error {
		return flip(filepath.Join(dir, "1", "store", "root.bolt"))
	}},
	{"a sum is another", func(dir string, _ []string) error {
		m, err := readManifest(filepath.Join(dir, currentName))
		for name := range m.Files {
			m.Files[name]++
		}
		return errors.Join(err, m.write(filepath.Join(dir, currentName)))
	}},
}

// flip changes 400 bytes all over a file, in place.
func flip(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for i := range 400 {
		b[i*len(b)/400] ^= 0x5a
	}
	return os.WriteFile(path, b, 0o644)
}

// TestDamagedGeneration: damage is an error that says what to do, and the next build mends it.
func TestDamagedGeneration(t *testing.T) {
	s := newStore(t)
	put(t, s, corpusText(t)...)
	for _, c := range damages {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
				t.Fatal(err)
			}
			zaps, err := filepath.Glob(filepath.Join(dir, "1", "store", "*.zap"))
			if err != nil || len(zaps) == 0 {
				t.Fatalf("no segments: %v", err)
			}
			if err := c.do(dir, zaps); err != nil {
				t.Fatal(err)
			}
			var said bytes.Buffer
			before := log.Writer()
			log.SetOutput(&said)
			defer log.SetOutput(before)
			if _, err := Open(dir, s); !errors.Is(err, ErrDamaged) || !strings.HasSuffix(err.Error(), "run irmtrail index") {
				t.Errorf("opening it: %v", err)
			}
			l, err := NewLive(dir, s)
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			if _, err := l.Search(t.Context(), Query{Text: "commitment"}); !errors.Is(err, ErrDamaged) {
				t.Errorf("searching it: %v", err)
			}
			stats, err := Build(t.Context(), s, dir, Options{})
			if err != nil || !stats.Built || stats.Generation != 2 || !strings.Contains(stats.Damage, "damaged: ") || strings.Contains(stats.Damage, remedy) {
				t.Fatalf("build over it: %+v, %v", stats, err)
			}
			l.now = func() time.Time { return time.Now().Add(time.Minute) }
			if r := search(t, l, Query{Text: "whistleblowers"}); r.Total == 0 || l.Generation() != 2 {
				t.Errorf("the live index answers %d in generation %d", r.Total, l.Generation())
			}
			if stats, err := Build(t.Context(), s, dir, Options{}); err != nil || stats.Built {
				t.Errorf("a third build: %+v, %v", stats, err)
			}
			if said.Len() > 0 {
				t.Errorf("the standard logger says %s", said.String())
			}
		})
	}
}

// TestUnprovedGeneration: what panics behind a manifest without sums is an error, and is built again.
func TestUnprovedGeneration(t *testing.T) {
	s := newStore(t)
	put(t, s, corpusText(t)...)
	dir := t.TempDir()
	if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
		t.Fatal(err)
	}
	m, err := readManifest(filepath.Join(dir, currentName))
	if err != nil {
		t.Fatal(err)
	}
	m.Files = nil
	zaps, _ := filepath.Glob(filepath.Join(dir, "1", "store", "*.zap"))
	if err := errors.Join(m.write(filepath.Join(dir, currentName)), os.Truncate(zaps[0], 5000)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, s); !errors.Is(err, ErrDamaged) {
		t.Errorf("opening it: %v", err)
	}
	if stats, err := Build(t.Context(), s, dir, Options{}); err != nil || !stats.Built {
		t.Errorf("build: %+v, %v", stats, err)
	}
}

// TestDamagedWhileOpen: a generation that is written to while it is searched is given up, and the next one taken up.
func TestDamagedWhileOpen(t *testing.T) {
	s := newStore(t)
	put(t, s, corpusText(t)...)
	dir := t.TempDir()
	if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
		t.Fatal(err)
	}
	l, err := NewLive(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	search(t, l, Query{Text: "whistleblowers"})
	zaps, _ := filepath.Glob(filepath.Join(dir, "1", "store", "*.zap"))
	if err := os.Truncate(zaps[0], 900); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := l.Search(t.Context(), Query{Text: "whistleblowers"}); !errors.Is(err, ErrDamaged) {
			t.Errorf("searching it: %v", err)
		}
	}
	if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
		t.Fatal(err)
	}
	l.now = func() time.Time { return time.Now().Add(time.Minute) }
	if r := search(t, l, Query{Text: "whistleblowers"}); r.Total == 0 {
		t.Error("no answer after the build")
	}
}

// TestGuarded: a panic and a fault of memory become an error.
func TestGuarded(t *testing.T) {
	var none []byte
	if err := guarded(func() error { none[7] = 1; return nil }); !errors.Is(err, ErrDamaged) {
		t.Errorf("a panic: %v", err)
	}
	if err := guarded(func() error { return nil }); err != nil {
		t.Errorf("nothing wrong: %v", err)
	}
	if err := guarded(t.Context().Err); err != nil {
		t.Error(err)
	}
	if err := guarded(func() error { return os.ErrPermission }); !errors.Is(err, ErrDamaged) {
		t.Errorf("an error of the reader: %v", err)
	}
	if err := guarded(func() error { return &os.PathError{Op: "open", Path: "x", Err: os.ErrPermission} }); errors.Is(err, ErrDamaged) {
		t.Errorf("what the system refuses is damage: %v", err)
	}
}

// TestBuildAgain builds a new generation, though nothing changed.
func TestBuildAgain(t *testing.T) {
	s := newStore(t)
	put(t, s, corpusText(t)...)
	dir := t.TempDir()
	for n := 1; n <= 3; n++ {
		if stats, err := Build(t.Context(), s, dir, Options{Again: true}); err != nil || !stats.Built || stats.Resumed || stats.Generation != n {
			t.Errorf("build %d: %+v, %v", n, stats, err)
		}
	}
	if finished, _, err := generations(dir); err != nil || len(finished) != 2 {
		t.Errorf("generations %v, %v", finished, err)
	}
}

// TestResultJSON: the names of the API, null for what is absent, and the same bytes each time.
func TestResultJSON(t *testing.T) {
	ix := small(t)
	var last []byte
	for range 3 {
		got, err := json.Marshal(search(t, ix, Query{Text: "minutes", Kinds: []Kind{Footnote}}))
		if err != nil {
			t.Fatal(err)
		}
		if last != nil && !bytes.Equal(got, last) {
			t.Errorf("%s\n%s", last, got)
		}
		last = got
	}
	for _, want := range []string{`{"total":`, `"hits":[{"kind":"footnote","id":"`, `"page":null`, `"marked":true`, `"facets":{"country":[{"value":"`} {
		if !strings.Contains(string(last), want) {
			t.Errorf("no %s in %s", want, last)
		}
	}
}
