package ingest

import (
	"context"
	"net/http"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest/discover"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

func resultOf(status int) fetch.Result { return fetch.Result{Status: status, Header: http.Header{}} }

func TestImport(t *testing.T) {
	ctx := context.Background()
	b := newBench(t, nil, t.TempDir())
	page := []byte("<!DOCTYPE html><html><p>Report</p></html>")
	imported := func(f File) corpus.Capture {
		t.Helper()
		c, err := b.Import(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	first := imported(File{Name: "/home/someone/My report (1).html", Payload: page})
	if first.URL != "file:My%20report%20%281%29.html" || first.MediaType != "text/html" || first.Outcome != corpus.Imported || first.Role != corpus.RoleImported || first.Via != "file" {
		t.Errorf("%+v", first)
	}
	checkPayload(t, b, first)
	again := imported(File{Name: "My report (1).html", Payload: page})
	if again.CaptureID != first.CaptureID || *again.WARCOffset != *first.WARCOffset {
		t.Errorf("the same file again: %+v", again)
	}
	other := imported(File{Name: "copy.html", Payload: page, URL: "https://ogp.example/documents/a/", Role: corpus.RoleReport})
	if other.CaptureID == first.CaptureID || other.Role != corpus.RoleReport {
		t.Errorf("under another address: %+v", other)
	}
	if h, err := b.Archive.Header(locationOf(other)); err != nil || h.Get("WARC-Type") != warc.TypeRevisit {
		t.Errorf("%v %v", h, err)
	}
	changed := imported(File{Name: "My report (1).html", Payload: []byte("<html>corrected")})
	imported(File{Name: "My report (1).html", Payload: page})
	captures, err := store.List[corpus.Capture](ctx, b.store.Store, "")
	if err != nil || len(captures) != 3 || changed.CaptureID == first.CaptureID {
		t.Errorf("%d captures, %v", len(captures), err)
	}
	if _, err := b.Archive.Verify(ctx, func(p warc.Problem) error { t.Error(p); return nil }); err != nil {
		t.Error(err)
	}
}

func locationOf(c corpus.Capture) warc.Location {
	return warc.Location{File: c.WARCFile, Offset: *c.WARCOffset}
}

// What was imported and is then found on the web is one payload.
func TestImportedThenCrawled(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{"a.example/m.pdf": says(minutesPDF)})
	b := newBench(t, w, t.TempDir())
	if _, err := b.Import(context.Background(), File{Name: "m.pdf", Payload: []byte(minutesPDF)}); err != nil {
		t.Fatal(err)
	}
	b.URLs = []corpus.URL{"http://a.example/m.pdf"}
	got := b.run(t)
	wantLines(t, got, "duplicate imported http://a.example/m.pdf")
	checkPayload(t, b, got[0])
}

func TestParseSources(t *testing.T) {
	list, err := ParseSources(DefaultSources())
	if err != nil || len(list.List) == 0 {
		t.Fatal(err)
	}
	for _, s := range list.List {
		if s.prepared().scope.Of(s.Seed) != discover.Outside {
			t.Errorf("%s: the seed is in its own scope", s.Name)
		}
	}
	const fine = "sources:\n- name: a\n  kind: listing\n  seed: https://example.org/\n  scope: [https://example.org/documents/]\n"
	if _, err := ParseSources([]byte(fine)); err != nil {
		t.Error(err)
	}
	for name, text := range map[string]string{
		"empty":       "",
		"no list":     "sources: []\n",
		"unknown key": fine + "  sope: []\n",
		"same name":   fine + fine[len("sources:\n"):],
		"bad kind":    "sources:\n- {name: a, kind: gopher, seed: 'https://example.org/', scope: ['https://example.org/d/']}\n",
		"no scope":    "sources:\n- {name: a, kind: listing, seed: 'https://example.org/'}\n",
		"bad seed":    "sources:\n- {name: a, kind: listing, seed: 'file:///etc', scope: ['https://example.org/d/']}\n",
		"no name":     "sources:\n- {kind: listing, seed: 'https://example.org/', scope: ['https://example.org/d/']}\n",
		"not a list":  "sources: 5\n",
		"not YAML":    "{",
	} {
		if _, err := ParseSources([]byte(text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
