package warc

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const openName = "irmtrail-20261124120000-00001.warc.gz"

// leftOpen returns what a crash leaves of an archive that was being written.
func leftOpen(t *testing.T) []byte {
	t.Helper()
	dir := tempDir(t)
	written(t, dir)
	raw, err := os.ReadFile(filepath.Join(dir, openName+openSuffix))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// ends returns where each member of a file ends.
func ends(t *testing.T, raw []byte) []int64 {
	t.Helper()
	var out []int64
	m := newMembers(strings.NewReader(string(raw)))
	for m.next() == nil && m.skip() == nil {
		out = append(out, m.offset())
	}
	return out
}

// Wherever a file was cut, Open keeps what is whole, cuts the rest, and finds nothing to do the next time.
func TestCutAnywhere(t *testing.T) {
	raw := leftOpen(t)
	whole := ends(t, raw)
	cuts := []int{0, 1, len(raw) - 1, len(raw)}
	r := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		cuts = append(cuts, r.IntN(len(raw)))
	}
	if os.Getenv("IRMTRAIL_TORTURE") != "" {
		for cut := range raw {
			cuts = append(cuts, cut)
		}
	}
	for _, cut := range cuts {
		for _, tail := range []string{"", "garbage\x1f\x8b\x08WARC/", strings.Repeat("\x00", 5000)} {
			left := string(raw[:cut]) + tail
			var want int64
			n := 0
			// The last byte of a member may be a zero, which the tail then makes good.
			for n < len(whole) && strings.HasPrefix(left, string(raw[:whole[n]])) {
				want = whole[n]
				n++
			}
			dir := tempDir(t)
			if err := os.WriteFile(filepath.Join(dir, openName+openSuffix), []byte(left), 0o644); err != nil {
				t.Fatal(err)
			}
			a, err := Open(dir, Options{})
			if err != nil {
				t.Fatalf("cut at %d: %v", cut, err)
			}
			if got := a.Repairs(); len(got) != 1 || got[0] != (Repair{openName, n, int64(len(left)) - want}) {
				t.Fatalf("cut at %d: %v, want %d records in %d bytes", cut, got, n, want)
			}
			kept, err := os.ReadFile(filepath.Join(dir, openName))
			if n > 0 && (err != nil || string(kept) != string(raw[:want])) || n == 0 && !errors.Is(err, os.ErrNotExist) {
				t.Fatalf("cut at %d: %d bytes, %v", cut, len(kept), err)
			}
			before := indexFiles(t, dir)
			if a, err = Open(dir, Options{}); err != nil || len(a.Repairs()) != 0 || fmt.Sprint(indexFiles(t, dir)) != fmt.Sprint(before) {
				t.Fatalf("cut at %d: opened again: %v, %v", cut, a.Repairs(), err)
			}
		}
	}
}

// An open file beside a closed one of the same name costs neither a record.
func TestOpenBesideClosed(t *testing.T) {
	raw := string(leftOpen(t))
	whole := ends(t, []byte(raw))
	part := raw[:whole[5]]
	dir := tempDir(t)
	a := openArchive(t, dir, Options{})
	if _, err := a.WriteResource(context.Background(), Resource{URL: "file:other", At: noon, MediaType: "text/plain", Body: []byte("other")}); err != nil {
		t.Fatal(err)
	}
	a.Close()
	otherBytes, _ := os.ReadFile(filepath.Join(dir, openName))
	other := string(otherBytes)
	const second = "irmtrail-20261124120000-00002.warc.gz"
	for _, c := range []struct {
		name, open, closed string
		want               map[string]string
	}{
		{"the same", raw, raw, map[string]string{openName: raw}},
		{"open is shorter", part, raw, map[string]string{openName: raw}},
		{"open is cut", part + "x", raw, map[string]string{openName: raw}},
		{"open is longer", raw, part, map[string]string{openName: raw}},
		{"another", other, raw, map[string]string{openName: raw, second: other}},
		{"nothing whole", "x", raw, map[string]string{openName: raw}},
		{"empty", "", raw, map[string]string{openName: raw}},
	} {
		dir := tempDir(t)
		for suffix, content := range map[string]string{"": c.closed, openSuffix: c.open} {
			if err := os.WriteFile(filepath.Join(dir, openName+suffix), []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		openArchive(t, dir, Options{})
		got := map[string]string{}
		paths, _ := filepath.Glob(filepath.Join(dir, "*warc.gz*"))
		for _, path := range paths {
			if b, err := os.ReadFile(path); err == nil && !strings.HasSuffix(path, partSuffix) {
				got[filepath.Base(path)] = string(b)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %d files", c.name, len(got))
		}
	}
}

// fullDisk is a file on a disk that has room for so many bytes only.
type fullDisk struct {
	*os.File
	room   *int64
	noSync *bool
}

func (f fullDisk) Write(p []byte) (int, error) {
	n := min(int64(len(p)), *f.room)
	*f.room -= n
	f.File.Write(p[:n])
	if n < int64(len(p)) {
		return int(n), syscall.ENOSPC
	}
	return int(n), nil
}

func (f fullDisk) Sync() error {
	if *f.noSync {
		return syscall.EIO
	}
	return f.File.Sync()
}

// On a full disk a batch fails and leaves nothing behind; with room again, writing goes on.
func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	room, noSync := int64(1<<20), false
	dir := tempDir(t)
	a := openArchive(t, dir, Options{})
	a.create = func(path string) (outFile, error) {
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
		return fullDisk{f, &room, &noSync}, err
	}
	page := exchange("http://example.org/", "HTTP/1.1 200 OK", "hello")
	kept, err := a.WriteExchange(ctx, page)
	if err != nil {
		t.Fatal(err)
	}
	size := func() int64 {
		info, err := os.Stat(filepath.Join(dir, kept.File+openSuffix))
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	before := size()
	for _, room = range []int64{0, 1, 500, 100_000, 1 << 20} {
		err := a.Batch(ctx, func(b *Batch) error {
			for i := range 30 {
				// Whoever overlooks an error does not get half a batch.
				b.WriteExchange(exchange(fmt.Sprint("http://example.org/", i), "HTTP/1.1 200 OK", string(noise(int64(i), 100_000))))
			}
			return nil
		})
		if !errors.Is(err, syscall.ENOSPC) || size() != before {
			t.Fatalf("%v, %d bytes, want %d", err, size(), before)
		}
	}
	room = 1 << 20
	if at, err := a.WriteExchange(ctx, page); err != nil || at.Offset <= before {
		t.Fatal(at, err)
	}
	// After a sync that failed nobody knows what the disk holds: the file is left to the next Open.
	before, noSync = size(), true
	if _, err := a.WriteExchange(ctx, page); !errors.Is(err, syscall.EIO) || size() != before {
		t.Fatal(err, size(), before)
	}
	if _, err := a.WriteExchange(ctx, page); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil || size() != before {
		t.Fatal(err)
	}
	again, err := Open(dir, Options{})
	if err != nil || len(again.Repairs()) != 1 || again.Repairs()[0].Kept != 7 || len(problems(t, again.Reader)) != 0 {
		t.Fatal(again.Repairs(), err)
	}
}

// The first file of an archive cannot be made on a full disk; nothing is left of it.
func TestFullDiskAtTheStart(t *testing.T) {
	room, noSync := int64(10), false
	dir := tempDir(t)
	a := openArchive(t, dir, Options{})
	a.create = func(path string) (outFile, error) {
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
		return fullDisk{f, &room, &noSync}, err
	}
	if _, err := a.WriteExchange(context.Background(), exchange("http://example.org/", "HTTP/1.1 200 OK", "x")); !errors.Is(err, syscall.ENOSPC) {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Error(left)
	}
}
