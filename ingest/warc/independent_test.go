package warc

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nlnwa/gowarc/v2"
)

// oddities are answers as servers give them.
var oddities = []struct {
	name string
	e    Exchange
}{
	{"HTTP/2", Exchange{URL: "https://example.org/h2", Protocol: "h2", ResponseHead: []byte("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nset-cookie: a=1\r\nset-cookie: b=2\r\n\r\n"), Body: []byte("two")}},
	{"cut body", Exchange{URL: "http://example.org/cut", Truncated: "length", ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"), Body: []byte("a beginning")}},
	{"lost connection", Exchange{URL: "http://example.org/lost", Truncated: "disconnect", ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"), Body: []byte(zipped("half of it"))[:18]}},
	{"bare line feeds", Exchange{URL: "http://example.org/lf", ResponseHead: []byte("HTTP/1.1 200 OK\nContent-Type: text/plain\n\n"), Body: []byte("unix")}},
	{"folded line", Exchange{URL: "http://example.org/folded", ResponseHead: []byte("HTTP/1.1 200 OK\r\nX-Long: one\r\n two\r\n\tthree\r\nContent-Type: text/plain\r\n\r\n"), Body: []byte("folded")}},
	{"Latin-1", Exchange{URL: "http://example.org/latin1", ResponseHead: []byte("HTTP/1.1 200 Trouv\xe9\r\nContent-Disposition: attachment; filename=\"r\xe9sum\xe9.pdf\"\r\n\r\n"), Body: []byte("latin")}},
	{"same field twice", Exchange{URL: "http://example.org/twice", ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n"), Body: []byte("twice")}},
	{"no reason", Exchange{URL: "http://example.org/reason", ResponseHead: []byte("HTTP/1.1 404\r\n\r\n"), Body: []byte("none")}},
	{"no fields", Exchange{URL: "http://example.org/bare", ResponseHead: []byte("HTTP/1.0 200 OK\r\n\r\n"), Body: []byte("bare")}},
	{"no body", Exchange{URL: "http://example.org/nothing", ResponseHead: []byte("HTTP/1.1 204 No Content\r\n\r\n")}},
	{"empty body", Exchange{URL: "http://example.org/empty", ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")}},
	{"redirect", Exchange{URL: "http://example.org/moved", ResponseHead: []byte("HTTP/1.1 301 Moved\r\nLocation: https://example.org/moved\r\n\r\n")}},
	{"blanks in the address", Exchange{URL: "http://example.org/a b\tc\x00d\x7fe", ResponseHead: []byte("HTTP/1.1 200 OK\r\n\r\n"), Body: []byte("blank")}},
	{"address in Latin-1", Exchange{URL: "http://example.org/\xe9", ResponseHead: []byte("HTTP/1.1 200 OK\r\n\r\n"), Body: []byte("e")}},
	{"long address", Exchange{URL: "http://example.org/?q=" + strings.Repeat("long", 16<<10), ResponseHead: []byte("HTTP/1.1 200 OK\r\n\r\n"), Body: []byte("long")}},
	{"was chunked", Exchange{URL: "http://example.org/chunked", ResponseHead: []byte("HTTP/1.1 200 OK\r\nTRANSFER-ENCODING: chunked\r\n\r\n"), Body: []byte("was in pieces")}},
	{"robots.txt", Exchange{URL: "http://example.org/robots.txt", ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"), Body: []byte("User-agent: *\n")}},
	{"packed", Exchange{URL: "http://example.org/a.pdf", ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"), Body: noise(7, 100_000)}},
}

// oddArchive is a closed archive with all of them, revisits of them, files, and what it holds by kind.
func oddArchive(t *testing.T, dir string) (Reader, map[string]int) {
	t.Helper()
	a, _, _, _, _, _, _ := written(t, dir)
	want := map[string]int{TypeInfo: 1, TypeRequest: 6, TypeResponse: 4, TypeRevisit: 3, TypeResource: 1, TypeMetadata: 6}
	err := a.Batch(context.Background(), func(b *Batch) error {
		for _, o := range oddities {
			e := o.e
			e.At, e.IP, e.RequestHead = noon, "2001:db8::7", []byte("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")
			first, err := b.WriteExchange(e)
			if err != nil {
				return err
			}
			if _, err = b.WriteRevisit(e, IdenticalPayload, first); err != nil {
				return err
			}
			e.ResponseHead, e.Body = []byte("HTTP/1.1 304 Not Modified\r\n\r\n"), nil
			e.Metadata = []Field{{"irmtrail-outcome", "not_modified"}, {"irmtrail-note", "ünï\r\ncode"}}
			if _, err = b.WriteRevisit(e, NotModified, first); err != nil {
				return err
			}
			want[TypeRequest] += 3
			want[TypeResponse]++
			want[TypeRevisit] += 2
			want[TypeMetadata]++
		}
		for i, body := range []string{"", "x", strings.Repeat("<p>minutes</p>", 5000)} {
			want[TypeResource]++
			if _, err := b.WriteResource(Resource{URL: fmt.Sprintf("file:Protokoll %d é.html", i), At: noon, MediaType: "text/html", Body: []byte(body)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return a.Reader, want
}

func TestOdditiesVerify(t *testing.T) {
	r, want := oddArchive(t, tempDir(t))
	if got := problems(t, r); len(got) != 0 {
		t.Error(got)
	}
	names, _ := r.Files()
	kinds := map[string]int{}
	protocols := 0
	if err := r.Records(context.Background(), names[0], func(rec *Record) error {
		kinds[rec.Type()]++
		if rec.Header.Get("WARC-Protocol") == "h2" {
			protocols++
		}
		if rec.Type() == TypeResponse {
			if _, err := r.Payload(rec.Location); err != nil {
				t.Errorf("payload of %s: %v", rec.Header.Get("WARC-Target-URI"), err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(kinds, want) || protocols != 6 {
		t.Errorf("records %v, want %v; %d with a protocol", kinds, want, protocols)
	}
}

// The files are read by a library that did not write them and that accepts no fault in what a writer decides. What it says
// of the head that a server sent is the server's.
func TestStrictReader(t *testing.T) {
	r, want := oddArchive(t, tempDir(t))
	names, _ := r.Files()
	file, err := gowarc.NewWarcFileReader(filepath.Join(r.Dir, names[0]), 0, gowarc.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	kinds := map[string]int{}
	for {
		rec, at, v, err := file.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("record at %d: %v %v", at, err, v)
		}
		if !v.Valid() {
			t.Errorf("record at %d: %s: %v", at, rec.WarcHeader().Get("WARC-Target-URI"), v)
		}
		kinds[rec.Type().String()]++
		rec.Close()
	}
	if !maps.Equal(kinds, want) {
		t.Errorf("records %v, want %v", kinds, want)
	}
}

// The same with nothing but the standard library: gzip members, CRLF, lengths, an HTTP message inside.
func TestStandardLibraryReads(t *testing.T) {
	dir := tempDir(t)
	a, plain, _, _, _, _, _ := written(t, dir)
	a.Close()
	raw, err := os.ReadFile(filepath.Join(dir, plain.File))
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(raw[plain.Offset:]))
	if err != nil {
		t.Fatal(err)
	}
	z.Multistream(false)
	record, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	header, block, ok := bytes.Cut(record, []byte("\r\n\r\n"))
	if !ok || !bytes.HasPrefix(header, []byte("WARC/1.1\r\nWARC-Type: response\r\n")) || !bytes.HasSuffix(block, []byte("\r\n\r\n")) {
		t.Fatalf("record %q", record)
	}
	if want := fmt.Sprintf("\r\nContent-Length: %d", len(block)-4); !bytes.HasSuffix(header, []byte(want)) {
		t.Errorf("header %q has no %q", header, want)
	}
	resp, err := http.ReadResponse(newBuf(block[:len(block)-4]), nil)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(resp.Body); string(body) != "hello" || err != nil {
		t.Errorf("body %q, %v", body, err)
	}
}
