package warc

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestIndexLine(t *testing.T) {
	const url = "http://www.example.org/A?b=1&a=2"
	for _, c := range []struct {
		name string
		x    indexed
		want string
	}{
		{"page", indexed{kind: TypeResponse, contentType: responseType, head: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")}, `"mime":"text/html","status":"200",`},
		{"bare line feeds", indexed{kind: TypeResponse, contentType: responseType, head: []byte("HTTP/1.0 404 \nX: y\ncontent-type:text/plain\n\n")}, `"mime":"text/plain","status":"404",`},
		{"no type", indexed{kind: TypeResponse, contentType: responseType, head: []byte("HTTP/2 204\r\n\r\n")}, `"mime":"unk","status":"204",`},
		{"no status", indexed{kind: TypeResponse, contentType: responseType, head: []byte("ICY 200 OK\r\n\r\n")}, `"mime":"unk",`},
		{"odd type", indexed{kind: TypeResponse, contentType: responseType, head: []byte("HTTP/1.1 2xx\r\nContent-Type: \"a\xff\"\x01 b\r\n\r\n")}, `"mime":"\"a` + "\\ufffd" + `\"\u0001",`},
		{"revisit", indexed{kind: TypeRevisit, contentType: responseType, head: []byte("HTTP/1.1 304 Not Modified\r\n\r\n")}, `"mime":"warc/revisit","status":"304",`},
		{"revisit of a file", indexed{kind: TypeRevisit, contentType: "text/plain"}, `"mime":"warc/revisit",`},
		{"file", indexed{kind: TypeResource, contentType: "application/pdf"}, `"mime":"application/pdf",`},
		{"request", indexed{kind: TypeRequest, contentType: requestType}, ""},
		{"metadata", indexed{kind: TypeMetadata, contentType: fieldsType}, ""},
		{"warcinfo", indexed{kind: TypeInfo, contentType: fieldsType}, ""},
	} {
		c.x.url, c.x.date, c.x.digest, c.x.file, c.x.offset, c.x.length = url, "2026-11-24T12:00:00.5Z", "sha256:00", "a.warc.gz", 700, 123
		if got := c.x.wanted(); got != (c.want != "") {
			t.Errorf("%s: wanted is %v", c.name, got)
		}
		if c.want == "" {
			continue
		}
		want := `org,example)/a?a=2&b=1 20261124120000 {"url":"` + url + `",` + c.want + `"digest":"sha256:00","length":"123","offset":"700","filename":"a.warc.gz"}` + "\n"
		if got := string(c.x.appendLine(nil)); got != want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, want)
		}
	}
}

func TestTimestamp(t *testing.T) {
	for date, want := range map[string]string{
		"2026-11-24T12:34:56Z": "20261124123456", "2026-11-24T12:34:56.789012Z": "20261124123456", "2026-11": "20261101000000", "": "10000101000000",
	} {
		if got := timestamp(date); got != want {
			t.Errorf("timestamp(%q) = %s, want %s", date, got, want)
		}
	}
}

// indexFiles returns the indexes of a folder by name.
func indexFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	paths, _ := filepath.Glob(filepath.Join(dir, "*cdxj*"))
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(path)] = string(b)
	}
	return out
}

func remove(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

// The index of Close holds where each record is, and the one made by reading the files is the same.
func TestIndex(t *testing.T) {
	dir := tempDir(t)
	a, _, _, _, _, _, _ := written(t, dir)
	odd := exchange("http://Bücher.example/a b\x00?q=%C3%A9", "HTTP/1.1 200 OK\nContent-Type: a/b", "odd")
	odd.ResponseHead = []byte("HTTP/1.1 200\nX: 1\n folded\nX: \xe9\nContent-Type: a/b\n\n")
	if _, err := a.WriteExchange(context.Background(), odd); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	first := indexFiles(t, dir)
	const part = "irmtrail-20261124120000-00001.warc.gz.cdxj"
	if len(first) != 2 || first[part] != first[IndexFile] {
		t.Fatal(first)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(first[part], "\n"), "\n")
	if len(lines) != 9 || !slices.IsSorted(lines) {
		t.Errorf("%d lines\n%s", len(lines), first[part])
	}
	for _, line := range lines {
		var x struct{ URL, Offset, Length, Filename string }
		if err := json.Unmarshal([]byte(line[strings.Index(line, "{"):]), &x); err != nil {
			t.Fatal(err, line)
		}
		var offset, length int64
		fmt.Sscan(x.Offset, &offset)
		fmt.Sscan(x.Length, &length)
		if h, err := a.Header(Location{x.Filename, offset}); err != nil || h.Get("WARC-Target-URI") != x.URL || surt(x.URL) != line[:strings.Index(line, " ")] {
			t.Error(line, h, err)
		}
		raw, err := os.ReadFile(filepath.Join(dir, x.Filename))
		if err != nil || offset+length > int64(len(raw)) || !harmlessEnd(raw[offset:offset+length]) {
			t.Error("no whole member:", line, err)
		}
	}
	remove(t, dir, part, IndexFile)
	if _, err := Open(dir, Options{}); err != nil {
		t.Fatal(err)
	}
	if again := indexFiles(t, dir); again[part] != first[part] || again[IndexFile] != first[IndexFile] || len(again) != 2 {
		t.Errorf("written\n%sread\n%s", first[part], again[part])
	}
}

// harmlessEnd reports whether bytes are one gzip member.
func harmlessEnd(b []byte) bool {
	m := newMembers(bytes.NewReader(b))
	return m.next() == nil && m.skip() == nil && m.offset() == int64(len(b))
}

func TestIndexIsBroughtUpToDate(t *testing.T) {
	dir := tempDir(t)
	ctx := context.Background()
	a := openArchive(t, dir, Options{MaxBytes: 1})
	for i := range 3 {
		if _, err := a.WriteExchange(ctx, exchange(fmt.Sprint("http://example.org/", 3-i), "HTTP/1.1 200 OK", "x")); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	want := indexFiles(t, dir)
	if got := strings.Count(want[IndexFile], "\n"); len(want) != 4 || got != 3 {
		t.Fatal(want)
	}
	const part = "irmtrail-20261124120000-00002.warc.gz.cdxj"
	long := time.Now().Add(-time.Hour)
	for name, spoil := range map[string]func(){
		"nothing":    func() {},
		"part gone":  func() { remove(t, dir, part) },
		"index gone": func() { remove(t, dir, IndexFile) },
		"part is older": func() {
			os.WriteFile(filepath.Join(dir, part), nil, 0o644)
			os.Chtimes(filepath.Join(dir, part), long, long)
		},
		"index is older": func() { os.Chtimes(filepath.Join(dir, IndexFile), long, long) },
		"index is cut":   func() { os.Truncate(filepath.Join(dir, IndexFile), 20) },
		"left by a crash": func() {
			os.WriteFile(filepath.Join(dir, "cdxj-123.tmp"), []byte("half a li"), 0o600)
		},
	} {
		spoil()
		if _, err := Open(dir, Options{}); err != nil {
			t.Fatal(name, err)
		}
		if got := indexFiles(t, dir); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	// Files that are gone are gone from the index.
	remove(t, dir, strings.TrimSuffix(part, partSuffix))
	if err := a.updateIndex(ctx); err != nil {
		t.Fatal(err)
	}
	if got := indexFiles(t, dir)[IndexFile]; strings.Count(got, "\n") != 2 || strings.Contains(got, "00002") {
		t.Error(got)
	}
}

// What a batch that failed wrote has no line.
func TestIndexOfUndoneBatch(t *testing.T) {
	dir := tempDir(t)
	a := openArchive(t, dir, Options{})
	for i, fail := range []error{nil, io.ErrShortWrite, nil} {
		a.Batch(context.Background(), func(b *Batch) error {
			b.WriteExchange(exchange(fmt.Sprint("http://example.org/", i), "HTTP/1.1 200 OK", "x"))
			return fail
		})
	}
	a.Close()
	if got := indexFiles(t, dir)[IndexFile]; strings.Count(got, "\n") != 2 || strings.Contains(got, ")/1 ") {
		t.Error(got)
	}
}

// A damaged record has no line, and costs no other its line.
func TestIndexOfDamage(t *testing.T) {
	dir := tempDir(t)
	a, plain, _, _, _, _, _ := written(t, dir)
	a.Close()
	path := filepath.Join(dir, plain.File)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[plain.Offset+40] ^= 0xff
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	remove(t, dir, plain.File+partSuffix)
	if err := a.updateIndex(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := indexFiles(t, dir)[IndexFile]; strings.Count(got, "\n") != 7 || strings.Contains(got, fmt.Sprintf(`"offset":"%d"`, plain.Offset)) {
		t.Error(got)
	}
}

func TestLineSorter(t *testing.T) {
	for _, n := range []int{0, 1, 1000, 60_000} { // the last more than fits in a run
		dir := tempDir(t)
		s := &lineSorter{dir: dir}
		var want []string
		for i := range n {
			line := fmt.Sprintf("%x %s\n", i*7919%100_003, strings.Repeat("x", 150+i%5))
			want = append(want, line)
			if err := s.add([]byte(line)); err != nil {
				t.Fatal(err)
			}
		}
		slices.Sort(want)
		var got bytes.Buffer
		if err := s.writeTo(&got); err != nil || got.String() != strings.Join(want, "") {
			t.Errorf("%d lines: %d runs, %d bytes, %v", n, len(s.runs), got.Len(), err)
		}
		s.close()
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Error(left)
		}
	}
}

func TestMergeOfManyFiles(t *testing.T) {
	dir := tempDir(t)
	var paths, want []string
	for i := range 2*mergeWidth + 3 {
		path := filepath.Join(dir, fmt.Sprint(i))
		a, b := fmt.Sprintf("a %d\n", i), fmt.Sprintf("b %s\n", strings.Repeat("y", i*100))
		if err := os.WriteFile(path, []byte(a+b), 0o644); err != nil {
			t.Fatal(err)
		}
		paths, want = append(paths, path), append(want, a, b)
	}
	slices.Sort(want)
	var got bytes.Buffer
	if err := (Reader{Dir: dir}).mergeFiles(context.Background(), &got, paths); err != nil || got.String() != strings.Join(want, "") {
		t.Errorf("%d bytes, %v", got.Len(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, tempPattern)); len(left) != 0 {
		t.Error(left)
	}
}

// However many records there are, sorting their lines takes the memory of a few runs.
func TestIndexMemoryIsFlat(t *testing.T) {
	s := &lineSorter{dir: tempDir(t)}
	defer s.close()
	x := indexed{kind: TypeResponse, date: "2026-11-24T12:00:00Z", digest: digestOf(nil), contentType: responseType, head: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), file: "a.warc.gz"}
	var line []byte
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range 100_000 {
		x.url, x.offset = fmt.Sprint("https://www.example.org/en/reports/", i*7919%100_003), int64(i)*1500
		line = x.appendLine(line[:0])
		if err := s.add(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.writeTo(io.Discard); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 3*runBytes {
		t.Errorf("%d bytes more in use", grown)
	}
}

// Whatever a file holds, its index is lines of JSON with a key and a time.
func FuzzIndex(f *testing.F) {
	f.Add([]byte("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2026\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: 30\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: a\r\n\r\n"))
	f.Add([]byte("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: <urn:\xff\"\\>\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"))
	dir := tempDir(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		data = []byte(zipped(string(data)))
		if err := os.WriteFile(filepath.Join(dir, "x.warc.gz"), slices.Concat(data, data[:len(data)/2], data), 0o644); err != nil {
			t.Fatal(err)
		}
		s := &lineSorter{dir: dir}
		if err := (Reader{Dir: dir}).walk(context.Background(), "x.warc.gz", &indexer{name: "x.warc.gz", lines: s}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(s.buf)) {
			words := strings.SplitN(line, " ", 3)
			if len(words) != 3 || len(words[1]) != 14 || !json.Valid([]byte(words[2])) {
				t.Errorf("%q", line)
			}
		}
	})
}
