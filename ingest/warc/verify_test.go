package warc

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func problems(t *testing.T, r Reader) []Problem {
	t.Helper()
	var out []Problem
	if _, err := r.Verify(context.Background(), func(p Problem) error { out = append(out, p); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

// Every flipped bit is found, and the records behind it are still read.
func TestVerifyFindsFlippedBits(t *testing.T) {
	dir := tempDir(t)
	a, plain, coded, _, _, _, _ := written(t, dir)
	a.Close()
	if got := problems(t, a.Reader); len(got) != 0 {
		t.Fatal(got)
	}
	if n, err := a.Verify(context.Background(), func(Problem) error { return nil }); n != 21 || err != nil {
		t.Fatalf("%d records, %v", n, err)
	}
	path := filepath.Join(dir, plain.File)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := plain.Offset; i < coded.Offset; i += 7 {
		damaged := bytes.Clone(raw)
		damaged[i] ^= 1 << (i % 8)
		if err := os.WriteFile(path, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		got := problems(t, a.Reader)
		if len(got) == 0 && !harmless(raw, damaged) {
			t.Fatalf("bit at %d: not found", i)
		}
		if len(got) > 1 {
			t.Errorf("bit at %d: %v", i, got)
		}
		if payload, err := a.Payload(coded); string(payload) != "squeezed" || err != nil {
			t.Fatalf("bit at %d: the next record reads %q, %v", i, payload, err)
		}
	}
}

// harmless reports whether a changed file still holds the same bytes: gzip headers have unused bits (time, system).
func harmless(a, b []byte) bool {
	read := func(p []byte) string {
		z, err := gzip.NewReader(bytes.NewReader(p))
		if err != nil {
			return err.Error()
		}
		all, err := io.ReadAll(z)
		return string(all) + fmt.Sprint(err)
	}
	return read(a) == read(b)
}

func TestVerifyCodes(t *testing.T) {
	record := func(header, block string) []byte {
		return []byte(zipped("WARC/1.1\r\n" + header + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(block)) + block + "\r\n\r\n"))
	}
	chunks := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
	for _, c := range []struct {
		name, want string
		member     []byte
	}{
		{"fine", "", record("WARC-Type: resource\r\nWARC-Payload-Digest: "+digestOf([]byte("x"))+"\r\n", "x")},
		{"sha1 in base 32", "", record("WARC-Type: resource\r\nWARC-Payload-Digest: sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N\r\n", "hello")},
		{"unknown digest", "", record("WARC-Type: resource\r\nWARC-Block-Digest: blake3:00\r\n", "hello")},
		{"chunks digested without", "", record("WARC-Type: response\r\nWARC-Payload-Digest: "+digestOf([]byte("hello"))+"\r\n", chunks)},
		{"chunks digested with", "", record("WARC-Type: response\r\nWARC-Payload-Digest: "+digestOf([]byte("5\r\nhello\r\n0\r\n\r\n"))+"\r\n", chunks)},
		{"large chunks digested without", "", record("WARC-Type: response\r\nWARC-Payload-Digest: "+digestOf(bytes.Repeat([]byte("x"), 1<<20))+"\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n"+strings.Repeat("x", 1<<20)+"\r\n0\r\nTrailer: x\r\n\r\n"+strings.Repeat("y", 1<<17))},
		{"chunks that are none", PayloadDigest, record("WARC-Type: response\r\nWARC-Payload-Digest: "+digestOf([]byte("x"))+"\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello")},
		{"head ends between two reads", "", record("WARC-Type: response\r\nWARC-Payload-Digest: "+digestOf([]byte("x"))+"\r\n", "HTTP/1.1 200 OK\r\nA: "+strings.Repeat("a", 32<<10-22)+"\r\n\r\nx")},
		{"head without end", PayloadDigest, record("WARC-Type: response\r\nWARC-Payload-Digest: "+digestOf([]byte("x"))+"\r\n", "HTTP/1.1 200 OK\r\nA: "+strings.Repeat("a", 64<<20))},
		{"other block", BlockDigest, record("WARC-Type: resource\r\nWARC-Block-Digest: "+digestOf([]byte("y"))+"\r\n", "x")},
		{"other payload", PayloadDigest, record("WARC-Type: response\r\nWARC-Payload-Digest: "+digestOf([]byte("y"))+"\r\n", "HTTP/1.1 200 OK\r\n\r\nx")},
		{"long", BadRecord, []byte(zipped("WARC/1.1\r\nContent-Length: 9\r\n\r\nx\r\n\r\n"))},
		{"short", BadRecord, []byte(zipped("WARC/1.1\r\nContent-Length: 1\r\n\r\nxyz\r\n\r\n"))},
		{"no length", BadRecord, []byte(zipped("WARC/1.1\r\n\r\nx\r\n\r\n"))},
		{"no record", BadRecord, []byte(zipped("hello"))},
		{"no gzip", BadMember, []byte("hello, this is no gzip at all")},
		{"cut", BadMember, record("", "x")[:20]},
	} {
		dir := tempDir(t)
		if err := os.WriteFile(filepath.Join(dir, "x.warc.gz"), c.member, 0o644); err != nil {
			t.Fatal(err)
		}
		got := problems(t, Reader{Dir: dir})
		if c.want == "" && len(got) != 0 || c.want != "" && (len(got) != 1 || got[0].Code != c.want) {
			t.Errorf("%s: %v, want %q", c.name, got, c.want)
		}
	}
}

// Whatever stands in a file: no panic, no endless loop, and a problem has a place inside the file.
func FuzzVerify(f *testing.F) {
	f.Add([]byte("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 30\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), true)
	f.Add([]byte("\x1f\x8b\x08\x00"), false)
	f.Add([]byte("WARC/1.0\r\nWARC-Type: resource\r\n folded\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"), true)
	f.Fuzz(func(t *testing.T, data []byte, zip bool) {
		dir := tempDir(t)
		if zip {
			data = []byte(zipped(string(data)))
		}
		if err := os.WriteFile(filepath.Join(dir, "x.warc.gz"), data, 0o644); err != nil {
			t.Fatal(err)
		}
		r := Reader{Dir: dir}
		for _, p := range problems(t, r) {
			if p.Offset < 0 || p.Offset > int64(len(data)) {
				t.Errorf("problem at %d of %d", p.Offset, len(data))
			}
		}
		r.Payload(Location{"x.warc.gz", 0})
	})
}
