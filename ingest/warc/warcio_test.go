package warc

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// warcio runs the program of that name: Python's (Debian's python3-warcio) or JavaScript's (warcio of npm).
func warcio(t *testing.T, arguments ...string) string {
	t.Helper()
	c := exec.Command("warcio", arguments...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("warcio %q: %v\n%s%s", arguments, err, out.String(), errs.String())
	}
	return out.String()
}

// Another program finds the same records at the same places, agrees with the digests, and makes the same index.
func TestWarcio(t *testing.T) {
	if os.Getenv("IRMTRAIL_TORTURE") == "" {
		t.Skip("only with IRMTRAIL_TORTURE")
	}
	if _, err := exec.LookPath("warcio"); err != nil {
		t.Skip("warcio is not installed: apt-get install python3-warcio, or npm install warcio")
	}
	r, _ := oddArchive(t, tempDir(t))
	path := filepath.Join(r.Dir, openName)
	var want, got []string
	if err := r.Records(context.Background(), openName, func(rec *Record) error {
		want = append(want, fmt.Sprint(rec.Offset, " ", rec.Type(), " ", rec.Header.Get("WARC-Target-URI")))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(warcio(t, "index", path)) {
		var x struct {
			Offset any
			Type   string `json:"warc-type"`
			URL    string `json:"warc-target-uri"`
		}
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		if n, ok := x.Offset.(float64); ok {
			x.Offset = int64(n)
		}
		got = append(got, fmt.Sprint(x.Offset, " ", x.Type, " ", x.URL))
	}
	if !slices.Equal(got, want) {
		t.Errorf("records\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	switch help := warcio(t, "--help"); {
	case strings.Contains(help, "check"):
		warcio(t, "check", path)
	case strings.Contains(help, "cdx-index"):
		sameIndex(t, warcio(t, "cdx-index", path), indexFiles(t, r.Dir)[IndexFile])
	}
}

// sameIndex compares what two indexes say of each record. A missing type may be said, and a digest be named or not; of keys
// without a host the rules of the two languages differ.
func sameIndex(t *testing.T, theirs, ours string) {
	t.Helper()
	parse := func(index string) []string {
		var out []string
		for line := range strings.Lines(index) {
			key, block, _ := strings.Cut(line, "{")
			var x indexLine
			if err := json.Unmarshal([]byte("{"+block), &x); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(key, "file:") {
				key = x.URL
			}
			x.Digest = strings.TrimPrefix(x.Digest, "sha256:")
			x.MIME, _, _ = strings.Cut(x.MIME, ",") // JavaScript joins fields of one name
			if x.MIME == "unk" {
				x.MIME = ""
			}
			out = append(out, fmt.Sprint(key, x))
		}
		slices.Sort(out)
		return out
	}
	their, our := parse(theirs), parse(ours)
	if !slices.Equal(their, our) {
		for i := range min(len(their), len(our)) {
			if their[i] != our[i] {
				t.Errorf("%.300s\nwant\n%.300s", our[i], their[i])
			}
		}
	}
}
