package warc

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nlnwa/gowarc/v2"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 123456789, time.UTC)

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
	a, plain, coded, chunks, again, unchanged, file := written(t, t.TempDir())
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
	a, plain, _, _, again, unchanged, _ := written(t, t.TempDir())
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
	a, plain, _, _, _, _, _ := written(t, t.TempDir())
	at, err := a.WriteRevisit(context.Background(), exchange("http://example.org/e", "HTTP/1.1 200 OK\nContent-Encoding: gzip", zipped("hello")), IdenticalPayload, plain)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := a.Payload(at); string(got) != "hello" || err != nil {
		t.Errorf("Payload = %q, %v", got, err)
	}
}

func TestRotation(t *testing.T) {
	dir := t.TempDir()
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
	a := openArchive(t, t.TempDir(), Options{})
	a.Close()
	if _, err := a.WriteResource(context.Background(), Resource{URL: "file:x", At: noon}); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if names, _ := a.Files(); len(names) != 0 {
		t.Error("a run that writes nothing leaves", names)
	}
}

// The files are read by a reader that did not write them and accepts no fault.
func TestStrictReader(t *testing.T) {
	dir := t.TempDir()
	a, plain, _, _, _, _, _ := written(t, dir)
	a.Close()
	r, err := gowarc.NewWarcFileReader(filepath.Join(dir, plain.File), 0, gowarc.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	kinds := map[string]int{}
	for {
		rec, at, v, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || !v.Valid() {
			t.Fatalf("record at %d: %v %v", at, err, v)
		}
		kinds[rec.Type().String()]++
		rec.Close()
	}
	want := map[string]int{"warcinfo": 1, "request": 6, "response": 4, "revisit": 3, "resource": 1, "metadata": 6}
	if fmt.Sprint(kinds) != fmt.Sprint(want) {
		t.Errorf("records %v, want %v", kinds, want)
	}
}

// The same with nothing but the standard library: gzip members, CRLF, lengths, an HTTP message inside.
func TestStandardLibraryReads(t *testing.T) {
	dir := t.TempDir()
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
