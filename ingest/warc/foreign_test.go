package warc

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// foreignRecord is a record as other programs write them.
func foreignRecord(fields, block string) string {
	return fmt.Sprintf("WARC/1.0\r\n%sWARC-Date: 2021-03-04T05:06:07Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", fields, len(block), block)
}

func response(url, head, body string) string {
	return foreignRecord("WARC-Type: response\r\nWARC-Target-URI: <"+url+">\r\nContent-Type: application/http; msgtype=response\r\n", head+"\r\n"+body)
}

var foreignRecords = []string{
	foreignRecord("WARC-Type: warcinfo\r\n", "software: other/1.0\r\n"),
	response("https://a.example/page", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n", "<p>one</p>"[:9]),
	response("https://a.example/chunks", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n", "3\r\ntwo\r\n0\r\n\r\n"),
	response("https://a.example/zip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n", zipped("three")),
	response("https://a.example/none", "HTTP/1.1 404 Not Found\r\n", "nothing"),
	response("https://a.example/odd", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n", "\x1f\x8bbroken"),
	response("https://a.example/empty", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", ""),
	foreignRecord("WARC-Type: resource\r\nWARC-Target-URI: https://a.example/file.pdf\r\nContent-Type: application/pdf\r\n", "%PDF-1.4"),
	foreignRecord("WARC-Type: resource\r\nWARC-Target-URI: file:///etc/hosts\r\n", "local"),
	foreignRecord("WARC-Type: revisit\r\nWARC-Target-URI: https://a.example/page\r\n", "HTTP/1.1 200 OK\r\n\r\n"),
}

func TestForeign(t *testing.T) {
	at := time.Date(2021, 3, 4, 5, 6, 7, 0, time.UTC)
	want := []Found{
		{"https://a.example/page", at, "text/html", []byte("<p>one</p")},
		{"https://a.example/chunks", at, "text/plain", []byte("two")},
		{"https://a.example/zip", at, "", []byte("three")},
		{"https://a.example/file.pdf", at, "application/pdf", []byte("%PDF-1.4")},
	}
	var members string
	for _, r := range foreignRecords {
		members += zipped(r)
	}
	for name, file := range map[string]string{"plain": strings.Join(foreignRecords, ""), "members": members, "one stream": zipped(strings.Join(foreignRecords, ""))} {
		if !IsWARC([]byte(file)) {
			t.Errorf("%s: no WARC", name)
		}
		var got []Found
		if err := Foreign(strings.NewReader(file), func(f Found) error { got = append(got, f); return nil }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	if IsWARC([]byte("%PDF-1.4")) || IsWARC(nil) || IsWARC([]byte(zipped("<html>"))) {
		t.Error("taken for a WARC")
	}
}

// What comes before damage is handed over.
func TestForeignIsDamaged(t *testing.T) {
	whole := strings.Join(foreignRecords[:3], "")
	for name, file := range map[string]string{
		"cut": whole[:len(whole)-10], "cut, zipped": zipped(foreignRecords[1]) + zipped(foreignRecords[2])[:60],
		"garbage": whole[:len(whole)-4] + "\r\n\r\nnot a record at all", "no length": foreignRecords[1] + "WARC/1.0\r\nWARC-Type: response\r\n\r\n",
	} {
		n := 0
		err := Foreign(strings.NewReader(file), func(Found) error { n++; return nil })
		if err == nil || n == 0 {
			t.Errorf("%s: %d found, %v", name, n, err)
		}
	}
}

// Our own files are read as foreign ones.
func TestForeignReadsOurs(t *testing.T) {
	dir := t.TempDir()
	a, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.WriteExchange(t.Context(), Exchange{
		URL: "https://a.example/x", At: time.Now(), RequestHead: []byte("GET /x HTTP/1.1\r\n\r\n"), ResponseHead: []byte("HTTP/1.1 200 OK\r\n\r\n"), Body: []byte("ours"),
	}); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	names, err := a.Files()
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	file, err := os.Open(filepath.Join(dir, names[0]))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var got []string
	if err := Foreign(file, func(f Found) error { got = append(got, f.URL+" "+string(f.Payload)); return nil }); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"https://a.example/x ours"}, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzForeign(f *testing.F) {
	f.Add([]byte(strings.Join(foreignRecords, "")))
	f.Add([]byte(zipped(foreignRecords[1])))
	f.Fuzz(func(t *testing.T, file []byte) {
		err := Foreign(bytes.NewReader(file), func(found Found) error {
			if len(found.Payload) == 0 || !strings.HasPrefix(found.URL, "http") {
				t.Errorf("%+v", found)
			}
			return nil
		})
		_ = err // most of what is tried is damaged
	})
}
