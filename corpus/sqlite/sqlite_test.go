package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
)

// opened returns a writer on a new file with one table, and its readers.
func opened(t *testing.T, path string) (*Writer, *Prepared) {
	t.Helper()
	db, err := Open(path, Log, Full)
	if err != nil {
		t.Fatal(err)
	}
	w, err := NewWriter(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(w.Close(), db.Close()); err != nil {
			t.Error(err)
		}
	})
	if _, err := w.Statements().Once(t.Context(), "CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (1)"); err != nil {
		t.Fatal(err)
	}
	if path == Memory {
		return w, w.Statements()
	}
	return w, NewPrepared(db)
}

func insert(n int) func(*Prepared) error {
	return func(p *Prepared) error {
		_, err := p.ExecContext(context.Background(), "INSERT INTO t VALUES (?)", n)
		return err
	}
}

func sum(t *testing.T, p *Prepared) (n int) {
	t.Helper()
	if err := p.QueryRowContext(context.Background(), "SELECT sum(n) FROM t").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

var errOurs = errors.New("ours")

func TestUpdate(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "odd name? 100%.db"), Memory} {
		w, read := opened(t, path)
		if err := w.Update(t.Context(), insert(10)); err != nil || sum(t, read) != 11 {
			t.Error(err, sum(t, read))
		}
		if err := w.Dry(t.Context(), insert(100)); err != nil || sum(t, read) != 11 {
			t.Error(err, sum(t, read))
		}
		err := w.Update(t.Context(), func(p *Prepared) error { return errors.Join(insert(100)(p), errOurs) })
		if !errors.Is(err, errOurs) || sum(t, read) != 11 {
			t.Error(err, sum(t, read))
		}
		if err := w.Update(t.Context(), insert(1)); err == nil || sum(t, read) != 11 {
			t.Error("two rows with one key", sum(t, read))
		}
		if err := w.Update(t.Context(), insert(1000)); err != nil || sum(t, read) != 1011 {
			t.Error("after a failure:", err, sum(t, read))
		}
	}
}

// A stop in the middle keeps nothing, and one that comes before begins nothing.
func TestUpdateIsStopped(t *testing.T) {
	w, read := opened(t, filepath.Join(t.TempDir(), "a.db"))
	ctx, cancel := context.WithCancel(t.Context())
	err := w.Update(ctx, func(p *Prepared) error {
		cancel()
		return insert(10)(p)
	})
	if !errors.Is(err, context.Canceled) || sum(t, read) != 1 {
		t.Error(err, sum(t, read))
	}
	if err := w.Update(ctx, insert(10)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := w.Update(t.Context(), insert(10)); err != nil || sum(t, read) != 11 {
		t.Error(err, sum(t, read))
	}
}

func TestUpdatePanics(t *testing.T) {
	w, read := opened(t, filepath.Join(t.TempDir(), "a.db"))
	func() {
		defer func() { _ = recover() }()
		_ = w.Update(t.Context(), func(p *Prepared) error {
			_ = insert(10)(p)
			panic("ours")
		})
	}()
	if err := w.Update(t.Context(), insert(100)); err != nil || sum(t, read) != 101 {
		t.Error(err, sum(t, read))
	}
}

// Readers see what was committed, not what is being written.
func TestReadersMeanwhile(t *testing.T) {
	w, read := opened(t, filepath.Join(t.TempDir(), "a.db"))
	err := w.Update(t.Context(), func(p *Prepared) error {
		if err := insert(10)(p); err != nil {
			return err
		}
		if n := sum(t, read); n != 1 {
			t.Errorf("read %d", n)
		}
		return nil
	})
	if err != nil || sum(t, read) != 11 {
		t.Error(err, sum(t, read))
	}
}
