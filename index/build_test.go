package index

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus/store"
)

// dump lists everything that the index holds of each entry, in order.
func dump(t testing.TB, ix *Index) []string {
	t.Helper()
	var out []string
	for n := range ix.factOf {
		h, err := ix.hitOf(scoredEntry{n: uint64(n)})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%08d %+v %+v", ix.seqOf[n], h, ix.facts[ix.factOf[n]]))
	}
	slices.Sort(out)
	return out
}

// dictionary lists the terms of a field with the number of their entries.
func dictionary(t testing.TB, ix *Index, field string) []string {
	t.Helper()
	dict, err := ix.reader.FieldDict(field)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for {
		e, err := dict.Next()
		if err != nil {
			t.Fatal(err)
		}
		if e == nil {
			return out
		}
		r, err := ix.reader.TermFieldReader(t.Context(), []byte(e.Term), field, false, false, false)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(e.Term, " ", r.Count()))
		r.Close()
	}
}

func TestBuildAndSwap(t *testing.T) {
	s := newStore(t)
	dir := t.TempDir()
	if _, err := Current(dir); !errors.Is(err, ErrNoIndex) {
		t.Errorf("generation of an empty folder: %v", err)
	}
	if _, err := Open(dir, s); !errors.Is(err, ErrNoIndex) {
		t.Errorf("opening an empty folder: %v", err)
	}
	all := corpusText(t)
	for i, m := range all {
		put(t, s, m)
		stats, err := Build(t.Context(), s, dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !stats.Built || stats.Generation != i+1 || stats.Passages < 5*(i+1) || stats.Footnotes < i+1 {
			t.Errorf("build %d: %+v", i, stats)
		}
		again, err := Build(t.Context(), s, dir, Options{})
		if err != nil || again.Built || again.Generation != i+1 || again.Passages != stats.Passages {
			t.Errorf("build of an unchanged store: %+v, %v", again, err)
		}
	}
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range names {
		names[i] = filepath.Base(names[i])
	}
	if diff := cmp.Diff([]string{"3", "4", "CURRENT"}, names); diff != "" {
		t.Errorf("what is left (-want +got):\n%s", diff)
	}
}

func TestBuildOfNothing(t *testing.T) {
	ix := built(t, newStore(t))
	for _, text := range []string{"", "word", `"a phrase"`, "-word"} {
		if r := search(t, ix, Query{Text: text}); r.Total != 0 || len(r.Hits) != 0 {
			t.Errorf("%q in an empty index: %+v", text, r)
		}
	}
}

func TestProgress(t *testing.T) {
	s := newStore(t)
	put(t, s, corpusText(t)...)
	var got []string
	_, err := Build(t.Context(), s, t.TempDir(), Options{Progress: func(done, total int) { got = append(got, fmt.Sprint(done, "/", total)) }})
	if diff := cmp.Diff([]string{"1/4", "2/4", "3/4", "4/4"}, got); err != nil || diff != "" {
		t.Errorf("progress (-want +got):\n%s%v", diff, err)
	}
}

// TestCrashBeforeSwap: the generation is complete, CURRENT is not there.
func TestCrashBeforeSwap(t *testing.T) {
	s := newStore(t)
	put(t, s, corpusText(t)...)
	dir := t.TempDir()
	first, err := Build(t.Context(), s, dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, currentName)); err != nil {
		t.Fatal(err)
	}
	calls := 0
	second, err := Build(t.Context(), s, dir, Options{Progress: func(int, int) { calls++ }})
	if err != nil || calls > 0 || second.Generation != first.Generation || !second.Built || !second.Resumed {
		t.Errorf("second build %+v with %d steps, %v", second, calls, err)
	}
}

// TestDamage: whatever stands in the folder, a build ends with an index that answers.
func TestDamage(t *testing.T) {
	s := newStore(t)
	put(t, s, corpusText(t)...)
	for name, damage := range map[string]func(dir string) error{
		"CURRENT is empty":      func(dir string) error { return os.WriteFile(filepath.Join(dir, currentName), nil, 0o644) },
		"CURRENT is of nothing": func(dir string) error { return os.RemoveAll(filepath.Join(dir, "1")) },
		"an unfinished one is garbage": func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, currentName)), os.RemoveAll(filepath.Join(dir, "1")),
				os.Mkdir(filepath.Join(dir, "1.building"), 0o755), os.WriteFile(filepath.Join(dir, "1.building", "index_meta.json"), []byte("{"), 0o644))
		},
		"another format": func(dir string) error {
			return manifest{Generation: 1, Format: Format + 1}.write(filepath.Join(dir, currentName))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
				t.Fatal(err)
			}
			if err := damage(dir); err != nil {
				t.Fatal(err)
			}
			if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
				t.Fatal(err)
			}
			ix, err := Open(dir, s)
			if err != nil {
				t.Fatal(err)
			}
			defer ix.Close()
			if r := search(t, ix, Query{Text: "whistleblowers"}); r.Total == 0 {
				t.Error("the index answers nothing")
			}
		})
	}
}

// TestLocked: what another process builds in is left alone.
func TestLocked(t *testing.T) {
	s := newStore(t)
	put(t, s, corpusText(t)...)
	dir := t.TempDir()
	path := filepath.Join(dir, "1.building")
	other, err := bleve.New(path, newMapping())
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Build(t.Context(), s, dir, Options{lockWait: time.Millisecond}); !errors.Is(err, errLocked) {
		t.Errorf("a build in a locked index: %v", err)
	}
	if after, err := os.Stat(path); err != nil || !os.SameFile(before, after) {
		t.Errorf("the locked index was removed: %v", err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if stats, err := Build(t.Context(), s, dir, Options{}); err != nil || !stats.Built || stats.Resumed {
		t.Errorf("a build after it: %+v, %v", stats, err)
	}
}

// TestReadableByOthers: a server may run as another user than the builder.
func TestReadableByOthers(t *testing.T) {
	s := newStore(t)
	put(t, s, word("x"))
	dir := t.TempDir()
	if _, err := Build(t.Context(), s, dir, Options{}); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(filepath.Join(dir, "1"), func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o644)
		if d.IsDir() {
			want = 0o755
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %o, want %o", p, info.Mode().Perm(), want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestStoreChangedMeanwhile: what an interrupted build left is of another state of the store.
func TestStoreChangedMeanwhile(t *testing.T) {
	s := newStore(t)
	all := corpusText(t)
	put(t, s, all[:2]...)
	dir := t.TempDir()
	stop := errors.New("stop")
	err := func() (err error) {
		defer func() { err, _ = recover().(error) }()
		_, err = Build(t.Context(), s, dir, Options{batch: 3, Progress: func(int, int) { panic(stop) }})
		return err
	}()
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	put(t, s, all[2:]...)
	// The interrupted build of this process still holds its files, as a killed one would not: it works in a copy.
	other := t.TempDir()
	if err := os.CopyFS(other, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	stats, err := Build(t.Context(), s, other, Options{})
	if err != nil || stats.Resumed {
		t.Fatalf("%+v, %v", stats, err)
	}
	ix, err := Open(other, s)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if diff := cmp.Diff(dump(t, built(t, s)), dump(t, ix)); diff != "" {
		t.Errorf("entries (-undisturbed +got):\n%s", diff)
	}
}

// The environment of the process that is killed.
const (
	killStore = "IRMTRAIL_TEST_STORE"
	killIndex = "IRMTRAIL_TEST_INDEX"
)

// TestKilledBuild kills a process that builds again and again, each time a little later, until one comes to its end. The
// index is then that of a build that nobody disturbed.
func TestKilledBuild(t *testing.T) {
	s := newStore(t)
	put(t, s, corpusText(t)...)
	dir := t.TempDir()
	resumed := 0
	for kill := 1; ; kill++ {
		stats, done := killedBuild(t, s.Dir(), dir, kill)
		if strings.Contains(stats, "Resumed:true") {
			resumed++
		}
		if done {
			break
		}
		if kill > 50 {
			t.Fatal("no build came to its end")
		}
	}
	if resumed == 0 {
		t.Error("no build went on where another stopped")
	}
	ix, err := Open(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	want := built(t, s)
	if diff := cmp.Diff(dump(t, want), dump(t, ix)); diff != "" {
		t.Errorf("entries (-undisturbed +got):\n%s", diff)
	}
	if diff := cmp.Diff(want.manifest.Lengths, ix.manifest.Lengths); diff != "" {
		t.Errorf("lengths (-undisturbed +got):\n%s", diff)
	}
	for _, field := range []string{fieldText, fieldTitle, fieldSource, fieldWords, fieldIDs, fieldFacts, fieldSeq} {
		if diff := cmp.Diff(dictionary(t, want, field), dictionary(t, ix, field)); diff != "" {
			t.Errorf("terms of %s (-undisturbed +got):\n%s", field, diff)
		}
	}
}

// killedBuild builds in a process of its own and kills it some milliseconds after it has said so many words: one after
// each report, one at its end.
func killedBuild(t *testing.T, storeDir, dir string, words int) (last string, done bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killStore+"="+storeDir, killIndex+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); {
		if !strings.HasPrefix(lines.Text(), "# ") {
			continue
		}
		last = lines.Text()
		if n++; n == words {
			time.Sleep(time.Duration(words*5%17) * time.Millisecond)
			_ = cmd.Process.Kill()
			break
		}
	}
	_ = cmd.Wait()
	return last, strings.Contains(last, "done")
}

// TestMain is also the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killStore); dir != "" {
		if err := buildToBeKilled(context.Background(), dir, os.Getenv(killIndex)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func buildToBeKilled(ctx context.Context, storeDir, dir string) error {
	s, err := store.OpenReadOnly(ctx, storeDir)
	if err != nil {
		return err
	}
	stats, err := Build(ctx, s, dir, Options{batch: 3, Progress: func(done, _ int) { fmt.Println("# ", done) }})
	if err != nil {
		return errors.Join(err, s.Close())
	}
	fmt.Printf("# done %+v\n", stats)
	return s.Close()
}
