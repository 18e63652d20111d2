package warc

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 123456789, time.UTC)

// tempDir is a folder in memory where there is such a thing: the tests sync thousands of files.
func tempDir(t testing.TB) string {
	dir, err := os.MkdirTemp("/dev/shm", "warc-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func openArchive(t *testing.T, dir string, o Options) *Archive {
	t.Helper()
	o.Now = func() time.Time { return noon }
	o.Software = "irmtrail/test"
	a, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func exchange(url, head, body string) Exchange {
	return Exchange{
		URL: url, At: noon, IP: "192.0.2.7",
		RequestHead:  []byte("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"),
		ResponseHead: []byte(strings.ReplaceAll(head, "\n", "\r\n") + "\r\n\r\n"),
		Body:         []byte(body),
		Metadata:     []Field{{"via", "direct"}, {"empty", ""}},
	}
}

func zipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

// written is an archive with one record of each kind, and where the answers are.
func written(t *testing.T, dir string) (a *Archive, plain, coded, chunks, again, unchanged, file Location) {
	t.Helper()
	ctx := context.Background()
	a = openArchive(t, dir, Options{})
	must := func(l Location, err error) Location {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	plain = must(a.WriteExchange(ctx, exchange("http://example.org/a", "HTTP/1.1 200 OK\nContent-Length: 5", "hello")))
	coded = must(a.WriteExchange(ctx, exchange("http://example.org/b", "HTTP/1.1 200 OK\nContent-Encoding: gzip", zipped("squeezed"))))
	chunks = must(a.WriteExchange(ctx, exchange("http://example.org/c", "HTTP/1.1 200 OK\ntransfer-Encoding: chunked", "pieces")))
	again = must(a.WriteRevisit(ctx, exchange("http://example.org/d", "HTTP/1.1 200 OK", "hello"), IdenticalPayload, plain))
	unchanged = must(a.WriteRevisit(ctx, exchange("http://example.org/a", "HTTP/1.1 304 Not Modified", ""), NotModified, plain))
	file = must(a.WriteResource(ctx, Resource{URL: "file:minutes.txt", At: noon, MediaType: "text/plain", Body: []byte("minutes")}))
	must(a.WriteResourceAgain(ctx, Resource{URL: "file:copy.txt", At: noon, MediaType: "text/plain", Body: []byte("minutes")}, file))
	must(a.WriteExchange(ctx, exchange("http://example.org/\r\nWARC-Type: warcinfo", "HTTP/1.1 404 Not Found", "")))
	return a, plain, coded, chunks, again, unchanged, file
}

func TestPayload(t *testing.T) {
	a, plain, coded, chunks, again, unchanged, file := written(t, tempDir(t))
	for _, c := range []struct {
		at   Location
		want string
		err  error
	}{
		{plain, "hello", nil},
		{coded, "squeezed", nil},
		{chunks, "pieces", nil},
		{file, "minutes", nil},
		{again, "", ErrNoPayload},
		{unchanged, "", ErrNoPayload},
		{Location{plain.File, plain.Offset + 1}, "", ErrNoRecord},
		{Location{"gone.warc.gz", 0}, "", ErrNoRecord},
		{Location{"../escape.warc.gz", 0}, "", ErrNoRecord},
		{Location{plain.File, 1 << 40}, "", ErrNoRecord},
	} {
		got, err := a.Payload(c.at)
		if string(got) != c.want || !errors.Is(err, c.err) {
			t.Errorf("Payload(%v) = %q, %v; want %q, %v", c.at, got, err, c.want, c.err)
		}
	}
}

func TestRevisitNamesItsOriginal(t *testing.T) {
	a, plain, _, _, again, unchanged, _ := written(t, tempDir(t))
	first, err := a.Header(plain)
	if err != nil {
		t.Fatal(err)
	}
	for at, profile := range map[Location]string{again: IdenticalPayload, unchanged: NotModified} {
		h, err := a.Header(at)
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{
			"WARC-Type": TypeRevisit, "WARC-Profile": profile, "WARC-Refers-To": first.Get("WARC-Record-ID"),
			"WARC-Refers-To-Target-URI": "http://example.org/a", "WARC-Refers-To-Date": first.Get("WARC-Date"),
			"WARC-Payload-Digest": digestOf([]byte("hello")),
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s = %q, want %q", name, got, want)
			}
		}
	}
}

// A payload that is the same only after decoding is another payload for the tools that read WARC: it is written in full.
func TestRevisitOfOtherCoding(t *testing.T) {
	a, plain, _, _, _, _, _ := written(t, tempDir(t))
	at, err := a.WriteRevisit(context.Background(), exchange("http://example.org/e", "HTTP/1.1 200 OK\nContent-Encoding: gzip", zipped("hello")), IdenticalPayload, plain)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := a.Payload(at); string(got) != "hello" || err != nil {
		t.Errorf("Payload = %q, %v", got, err)
	}
}

func TestRotation(t *testing.T) {
	dir := tempDir(t)
	a := openArchive(t, dir, Options{MaxBytes: 1})
	for i := range 3 {
		if _, err := a.WriteExchange(context.Background(), exchange(fmt.Sprint("http://example.org/", i), "HTTP/1.1 200 OK", "x")); err != nil {
			t.Fatal(err)
		}
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if err != nil || len(names) != 3 {
		t.Fatal(names, err)
	}
	if got, want := filepath.Base(names[2]), "irmtrail-20261124120000-00003.warc.gz"; got != want {
		t.Errorf("name %s, want %s", got, want)
	}
	if a, err := Open(dir, Options{}); err != nil || a.serial != 3 || len(a.Repairs()) != 0 {
		t.Errorf("reopened: serial %d, repairs %v, %v", a.serial, a.Repairs(), err)
	}
}

func TestClosed(t *testing.T) {
	a := openArchive(t, tempDir(t), Options{})
	a.Close()
	if _, err := a.WriteResource(context.Background(), Resource{URL: "file:x", At: noon}); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if names, _ := a.Files(); len(names) != 0 {
		t.Error("a run that writes nothing leaves", names)
	}
}
