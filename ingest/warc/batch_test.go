package warc

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestBatch(t *testing.T) {
	ctx := context.Background()
	a := openArchive(t, tempDir(t), Options{})
	var first, again, other Location
	err := a.Batch(ctx, func(b *Batch) (err error) {
		if first, err = b.WriteExchange(exchange("http://example.org/1", "HTTP/1.1 200 OK", "hello")); err != nil {
			return err
		}
		if again, err = b.WriteRevisit(exchange("http://example.org/2", "HTTP/1.1 200 OK", "hello"), IdenticalPayload, first); err != nil {
			return err
		}
		_, err = b.WriteRevisit(exchange("http://example.org/3", "HTTP/1.1 200 OK", "hello"), IdenticalPayload, Location{"gone.warc.gz", 0})
		if !errors.Is(err, ErrNoRecord) {
			t.Error("a revisit of nothing:", err)
		}
		other, err = b.WriteResource(Resource{URL: "file:x", At: noon, MediaType: "text/plain", Body: []byte("x")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[Location]string{first: TypeResponse, again: TypeRevisit, other: TypeResource} {
		if h, err := a.Header(at); err != nil || h.Get("WARC-Type") != want {
			t.Errorf("%v: %v, %v; want a %s record", at, h, err, want)
		}
	}
	if h, _ := a.Header(again); h.Get("WARC-Refers-To-Target-URI") != "http://example.org/1" {
		t.Error(h)
	}
}

// A batch that fails leaves nothing, whatever ends it.
func TestBatchUndone(t *testing.T) {
	ctx := context.Background()
	dir := tempDir(t)
	a := openArchive(t, dir, Options{})
	kept, err := a.WriteExchange(ctx, exchange("http://example.org/kept", "HTTP/1.1 200 OK", "kept"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, kept.File+openSuffix)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fill := func(b *Batch) {
		for i := range 3 {
			e := exchange(fmt.Sprint("http://example.org/", i), "HTTP/1.1 200 OK", string(noise(int64(i), flushBytes)))
			if _, err := b.WriteExchange(e); err != nil {
				t.Error(err)
			}
		}
	}
	own := errors.New("mine")
	var old *Batch
	if err := a.Batch(ctx, func(b *Batch) error { fill(b); old = b; return own }); !errors.Is(err, own) {
		t.Error(err)
	}
	if _, err := old.WriteExchange(exchange("http://example.org/", "HTTP/1.1 200 OK", "")); !errors.Is(err, ErrClosed) {
		t.Error("a batch that is over takes", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic is gone")
			}
		}()
		a.Batch(ctx, func(b *Batch) error { fill(b); panic("oh") })
	}()
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := a.Batch(gone, func(b *Batch) error { fill(b); return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Fatalf("%d bytes before, %d after, %v", len(before), len(after), err)
	}
	next, err := a.WriteExchange(ctx, exchange("http://example.org/next", "HTTP/1.1 200 OK", "next"))
	if err != nil {
		t.Fatal(next, err)
	}
	if got, err := a.Payload(next); string(got) != "next" || err != nil {
		t.Errorf("Payload = %q, %v", got, err)
	}
	if got := problems(t, a.Reader); len(got) != 0 {
		t.Error(got)
	}
}

func TestEmptyBatchLeavesNoFile(t *testing.T) {
	a := openArchive(t, tempDir(t), Options{})
	if err := a.Batch(context.Background(), func(*Batch) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if names, err := a.Files(); len(names) != 0 || err != nil {
		t.Error(names, err)
	}
}

// A batch stays in one file, however large it gets.
func TestBatchRotation(t *testing.T) {
	a := openArchive(t, tempDir(t), Options{MaxBytes: 1})
	files := map[string]int{}
	for range 2 {
		if err := a.Batch(context.Background(), func(b *Batch) error {
			for i := range 3 {
				at, err := b.WriteExchange(exchange(fmt.Sprint("http://example.org/", i), "HTTP/1.1 200 OK", "x"))
				if err != nil {
					return err
				}
				files[at.File]++
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(files) != "map[irmtrail-20261124120000-00001.warc.gz:3 irmtrail-20261124120000-00002.warc.gz:3]" {
		t.Error(files)
	}
}
