package warc

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

func newBuf(b []byte) *bufio.Reader { return bufio.NewReader(bytes.NewReader(b)) }

// A file cut at any byte of its last record keeps every record before it, and can be written on.
func TestCrashAtEveryByte(t *testing.T) {
	src := tempDir(t)
	a, plain, _, _, _, _, _ := written(t, src)
	last, err := a.WriteExchange(context.Background(), exchange("http://example.org/last", "HTTP/1.1 200 OK", "the end"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(src, plain.File+openSuffix))
	if err != nil {
		t.Fatal(err)
	}
	whole := countRecords(t, Reader{Dir: src}, plain.File)
	dir := tempDir(t)
	path := filepath.Join(dir, plain.File)
	for cut := last.Offset; cut <= int64(len(raw)); cut++ {
		part := bytes.NewReader(raw[:cut])
		complete, kept, err := wholeMembers(part)
		if err != nil || complete < last.Offset || complete > cut || kept < whole-2 {
			t.Fatalf("cut at %d: %d records in %d bytes, %v", cut, kept, complete, err)
		}
		// Opening syncs, which takes its time: only here and there, and at both ends.
		if at := cut - last.Offset; at%37 != 0 && int64(len(raw))-cut > 2 {
			continue
		}
		os.Remove(path)
		if err := os.WriteFile(path+openSuffix, raw[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		a, err := Open(dir, Options{})
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		want := whole - 2 // the last response and its metadata
		if complete > last.Offset {
			want = whole - 1
		}
		if cut == int64(len(raw)) {
			want = whole
		}
		if got := a.Repairs(); len(got) != 1 || got[0].Kept != want {
			t.Fatalf("cut at %d: repairs %v, want %d kept", cut, got, want)
		}
		if got := countRecords(t, a.Reader, plain.File); got != want {
			t.Fatalf("cut at %d: %d records, want %d", cut, got, want)
		}
	}
	a, err = Open(dir, Options{})
	if err != nil || len(a.Repairs()) != 0 {
		t.Fatal(err, a.Repairs())
	}
	if _, err := a.WriteResource(context.Background(), Resource{URL: "file:x", At: noon, MediaType: "text/plain", Body: []byte("x")}); err != nil {
		t.Fatal(err)
	}
}

func TestNothingWholeLeavesNoFile(t *testing.T) {
	dir := tempDir(t)
	name := "irmtrail-20261124120000-00007.warc.gz"
	if err := os.WriteFile(filepath.Join(dir, name+openSuffix), []byte{0x1f, 0x8b, 8}, 0o644); err != nil {
		t.Fatal(err)
	}
	a, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if names, _ := a.Files(); len(names) != 0 || a.serial != 7 {
		t.Errorf("files %v, serial %d", names, a.serial)
	}
}

func countRecords(t *testing.T, r Reader, name string) int {
	t.Helper()
	n := 0
	if err := r.Records(context.Background(), name, func(*Record) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}
