package ingest

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(crawlAsChild(dir))
	}
	goleak.VerifyTestMain(m)
}

// web is a false web on loopback: every host leads to it, its pages are functions by "host/path?query".
type web struct {
	*httptest.Server
	pages map[string]http.HandlerFunc

	mu   sync.Mutex
	seen []seen
}

// seen is a request that came.
type seen struct {
	url        string
	host       string
	start, end time.Time
	header     http.Header
	status     int
}

func newWeb(t *testing.T, pages map[string]http.HandlerFunc) *web {
	t.Helper()
	w := &web{pages: pages}
	w.Server = httptest.NewServer(w)
	t.Cleanup(func() { w.CloseClientConnections(); w.Close() })
	return w
}

func (w *web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	key := r.Host + r.URL.RequestURI()
	s := seen{url: key, host: r.Host, start: time.Now(), header: r.Header}
	counted := &statusWriter{ResponseWriter: rw, status: 200}
	w.mu.Lock()
	page := w.pages[key]
	w.mu.Unlock()
	if page == nil {
		page = http.NotFound
	}
	page(counted, r)
	s.end, s.status = time.Now(), counted.status
	w.mu.Lock()
	w.seen = append(w.seen, s)
	w.mu.Unlock()
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// requests returns what was asked for since the last call, in order of the answers.
func (w *web) requests() []seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.seen
	w.seen = nil
	return out
}

func urls(list []seen) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.url)
	}
	return out
}

func says(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(body, "<") {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		fmt.Fprint(w, body)
	}
}

// tagged answers with an ETag and honours it.
func tagged(body string) http.HandlerFunc {
	tag := `"` + string(corpus.DigestOf([]byte(body)))[:8] + `"`
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		says(body)(w, r)
	}
}

func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

func moved(to string) http.HandlerFunc { return status(http.StatusFound, "Location", to) }

// bench is a data folder with what a crawler needs, and the captures that it made.
type bench struct {
	Crawler
	store *citing
	got   []corpus.Capture
	bad   []Problem
}

// citing is a record store with citations that nobody extracted.
type citing struct {
	*store.Store
	cited []corpus.URL
	near  time.Time
}

func (s *citing) CitedURLs(ctx context.Context, f func(corpus.URL, string, time.Time) error) error {
	for _, u := range s.cited {
		key := corpus.TargetKey(u)
		tried, err := store.List[corpus.Capture](ctx, s.Store, "WHERE target = ? LIMIT 1", key)
		if err != nil {
			return err
		}
		if len(tried) == 0 {
			if err := f(u, key, s.near); err != nil {
				return err
			}
		}
	}
	return nil
}

func newBench(t *testing.T, w *web, dir string) *bench {
	t.Helper()
	records, err := store.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	archive, err := warc.Open(filepath.Join(dir, "archive"), warc.Options{Software: "irmtrail/test"})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{store: &citing{Store: records}}
	b.Crawler = Crawler{
		Data: dir, Archive: archive, Records: b.store, Delay: -1, Patience: time.Second,
		OnCapture: func(c corpus.Capture) { b.got = append(b.got, c) },
		OnProblem: func(p Problem) { b.bad = append(b.bad, p) },
	}
	if w != nil {
		b.Client = clientOf(t, w.Listener.Addr(), fetch.Limits{})
		t.Cleanup(b.Client.Close)
	}
	t.Cleanup(func() {
		if err := archive.Close(); err != nil {
			t.Error(err)
		}
		if err := records.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func clientOf(t *testing.T, to net.Addr, limits fetch.Limits) *fetch.Client {
	t.Helper()
	all, err := fetch.ParseConnectTo("::" + to.String())
	if err != nil {
		t.Fatal(err)
	}
	return fetch.New(fetch.Options{UserAgent: "irmtrail/test (+https://example.org)", ConnectTo: []fetch.ConnectTo{all}, Limits: limits})
}

// run runs the crawler and returns the captures that it made, but those of robots.txt.
func (b *bench) run(t *testing.T) []corpus.Capture {
	t.Helper()
	b.got = nil
	if err := b.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, c := range b.got {
		stored, ok, err := store.Get[corpus.Capture](context.Background(), b.store.Store, string(c.CaptureID))
		if err != nil || !ok || stored.Outcome != c.Outcome {
			t.Errorf("capture of %s is not stored: %+v %v", c.URL, stored, err)
		}
	}
	_, err := b.Archive.Verify(context.Background(), func(p warc.Problem) error { t.Error(p); return nil })
	if err != nil {
		t.Error(err)
	}
	return slices.DeleteFunc(slices.Clone(b.got), func(c corpus.Capture) bool { return c.Role == corpus.RoleRobots })
}

// opened opens the frontier of the data folder.
func (b *bench) opened(t *testing.T) *frontier.Frontier {
	t.Helper()
	f, err := frontier.Open(context.Background(), filepath.Join(b.Data, frontier.FileName))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// records calls f for every record of the archive, with its block.
func (b *bench) records(t *testing.T, f func(r *warc.Record, block string)) {
	t.Helper()
	names, err := b.Archive.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		err := b.Archive.Records(context.Background(), name, func(r *warc.Record) error {
			block, err := io.ReadAll(r.Block)
			f(r, string(block))
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// lines returns captures as "outcome role url -> final", sorted.
func lines(captures []corpus.Capture) []string {
	var out []string
	for _, c := range captures {
		line := fmt.Sprintf("%s %s %s", c.Outcome, c.Role, c.URL)
		if c.FinalURL != "" {
			line += " -> " + string(c.FinalURL)
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

func wantLines(t *testing.T, got []corpus.Capture, want ...string) {
	t.Helper()
	slices.Sort(want)
	if g := lines(got); !slices.Equal(g, want) {
		t.Errorf("captures:\n  %s\nwant:\n  %s", strings.Join(g, "\n  "), strings.Join(want, "\n  "))
	}
}
