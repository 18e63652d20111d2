package ingest

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// The operator's exception lets documents be got that reports cite, from the host that it names, and nothing else; it is told
// in the log and in the archive.
func TestRobotsExceptions(t *testing.T) {
	const reason = "the ministry asked us to"
	closed := says("User-agent: *\nDisallow: /files/\n")
	w := newWeb(t, map[string]http.HandlerFunc{
		"ogp.example/irm/":               linking("/documents/a/", "http://closed.example/files/report/"),
		"ogp.example/documents/a/":       linking(),
		"closed.example/robots.txt":      closed,
		"other.example/robots.txt":       closed,
		"www.closed.example/robots.txt":  closed,
		"closed.example/files/cited/":    linking(),
		"closed.example/files/report/":   linking(),
		"closed.example/files/asked/":    linking(),
		"closed.example/files/on/":       moved("http://other.example/files/target/"),
		"closed.example/open/":           linking(),
		"other.example/files/target/":    linking(),
		"free.example/x":                 moved("http://closed.example/files/target/"),
		"closed.example/files/target/":   linking(),
		"www.closed.example/files/sub/x": linking(),
	})
	b := newBench(t, w, t.TempDir())
	var log bytes.Buffer
	b.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	b.Sources = []Source{{Name: "ogp", Kind: KindListing, Seed: "http://ogp.example/irm/", Scope: []corpus.URL{"http://ogp.example/documents/", "http://closed.example/files/report"}}}
	b.Cited.Exceptions = []Exception{{Host: "Closed.example", Reason: reason}}
	b.store.cited = []corpus.URL{
		"http://closed.example/files/cited/", "http://other.example/files/target/", "http://closed.example/files/on/", "http://free.example/x",
		"http://www.closed.example/files/sub/x", "http://closed.example/open/",
	}
	got := slices.DeleteFunc(b.run(t), func(c corpus.Capture) bool { return c.Role == corpus.RoleListing })
	wantLines(t, got,
		"fetched report http://ogp.example/documents/a/",
		"blocked_by_robots report http://closed.example/files/report/",
		"fetched cited http://closed.example/files/cited/",
		"fetched cited http://closed.example/open/",
		"blocked_by_robots cited http://other.example/files/target/",
		"redirected cited http://closed.example/files/on/ -> http://other.example/files/target/",
		"blocked_by_robots cited http://closed.example/files/on/ -> http://other.example/files/target/",
		"redirected cited http://free.example/x -> http://closed.example/files/target/",
		"fetched cited http://free.example/x -> http://closed.example/files/target/",
		"blocked_by_robots cited http://www.closed.example/files/sub/x",
	)
	const excepted = "irmtrail-robots: line 2 forbids it: Disallow: /files/; excepted by the operator: " + reason
	var told []string
	for _, f := range b.fields(t) {
		if u, ok := strings.CutSuffix(f, " "+excepted); ok {
			told = append(told, u)
		}
	}
	slices.Sort(told)
	want := []string{"http://closed.example/files/cited/", "http://closed.example/files/on/", "http://closed.example/files/target/"}
	if !slices.Equal(told, want) {
		t.Errorf("told in the archive of %q, want %q", told, want)
	}
	if n := strings.Count(log.String(), reason); n != len(want) {
		t.Errorf("told %d times in the log:\n%s", n, log.String())
	}
	if got := b.fields(t); !slices.Contains(got, "http://closed.example/open/ irmtrail-robots: no rule of robots.txt matches") ||
		!slices.Contains(got, "http://ogp.example/documents/a/ irmtrail-robots: there is no robots.txt") {
		t.Errorf("why it may be got is not told: %q", got)
	}
	b.Sources, b.URLs = nil, []corpus.URL{"http://closed.example/files/asked/"}
	wantLines(t, b.run(t), "blocked_by_robots imported http://closed.example/files/asked/")
}

// A host whose robots.txt cannot be had is no host that forbids: an exception does not open it.
func TestExceptionNeedsRules(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{"closed.example/robots.txt": status(http.StatusInternalServerError)})
	b := newBench(t, w, t.TempDir())
	b.Cited.Exceptions = []Exception{{Host: "closed.example", Reason: "because"}}
	b.store.cited = []corpus.URL{"http://closed.example/x"}
	wantLines(t, b.run(t), "blocked_by_robots cited http://closed.example/x")
}

func TestParseCited(t *testing.T) {
	const fine = "sources:\n- {name: a, kind: feed, seed: 'https://example.org/', scope: ['https://example.org/d/']}\ncited:\n"
	for text, ok := range map[string]bool{
		"  folder-files: 3\n":                                           true,
		"  folder-files: -1\n":                                          false,
		"  except: [https://example.org/a/]\n":                          true,
		"  except: [example.org]\n":                                     false,
		"  robots-exceptions: [{host: a.example, reason: because}]\n":   true,
		"  robots-exceptions: [{host: a.example}]\n":                    false,
		"  robots-exceptions: [{reason: because}]\n":                    false,
		"  robots-exceptions: [{host: '*.example', reason: because}]\n": false,
		"  robots-exceptions: [{host: 'https://a', reason: because}]\n": false,
		"  robot-exceptions: []\n":                                      false,
	} {
		if _, err := ParseSources([]byte(fine + text)); (err == nil) != ok {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// The configuration can leave cited addresses out; then nobody is asked, not even for robots.txt.
func TestCitedLeftOut(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{"a.example/x/1": linking(), "a.example/y": linking()})
	b := newBench(t, w, t.TempDir())
	b.Cited.Except = []corpus.URL{"http://a.example/x/", "https://left.example/"}
	b.store.cited = []corpus.URL{"http://a.example/x/1", "http://a.example/y", "http://left.example/z"}
	got := b.run(t)
	wantLines(t, got, "blocked_by_policy cited http://a.example/x/1", "fetched cited http://a.example/y", "blocked_by_policy cited http://left.example/z")
	for _, c := range got {
		if c.Outcome == corpus.BlockedByPolicy && c.ErrorCode != corpus.FaultScope {
			t.Errorf("%+v", c)
		}
	}
	if got := urls(w.requests()); slices.ContainsFunc(got, func(u string) bool { return strings.HasPrefix(u, "left.example") }) {
		t.Errorf("%q", got)
	}
}

// With a key a cited file of Drive is got by the interface, which robots.txt does not speak of. The key goes there, and
// nowhere else: not to other hosts, not into addresses, records, log or archive.
func TestDriveKey(t *testing.T) {
	const key = "the-KEY-0123456789"
	api := func(id string) string {
		return "www.googleapis.com/drive/v3/files/" + id + "?alt=media&supportsAllDrives=true"
	}
	var mu sync.Mutex
	keys := map[string]string{}
	noting := func(h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			keys[r.Host+r.URL.RequestURI()] = r.Header.Get(driveKeyHeader)
			mu.Unlock()
			h(w, r)
		}
	}
	forbids := says("User-agent: *\nDisallow: /\n")
	w := newWeb(t, map[string]http.HandlerFunc{
		"www.googleapis.com/robots.txt": forbids, "drive.usercontent.google.com/robots.txt": forbids,
		api(driveOK):  says(minutesPDF),
		api(driveBig): moved("https://drive.usercontent.google.com/download?id=" + driveBig),
		api(drivePrivate): func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			says(`{"error":{"errors":[{"reason":"keyInvalid"}],"code":403}}`)(w, r)
		},
	})
	for u, h := range w.pages {
		w.pages[u] = noting(h)
	}
	b := newBench(t, w, t.TempDir())
	b.Client = secured(t, w, "www.googleapis.com", "drive.google.com", "drive.usercontent.google.com", "web.archive.org", "archive.org")
	t.Cleanup(b.Client.Close)
	var log bytes.Buffer
	b.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	b.DriveKey = key
	b.store.cited = cited()[1:4]
	got := b.run(t)
	fetched := slices.IndexFunc(got, func(c corpus.Capture) bool { return c.Outcome == corpus.Fetched })
	if fetched < 0 || got[fetched].URL != cited()[1] || got[fetched].Via != "drive_api" {
		t.Errorf("%q", lines(got))
	}
	for page, sent := range keys {
		if want := strings.HasPrefix(page, "www.googleapis.com/drive/"); (sent == key) != want || !want && sent != "" {
			t.Errorf("%s was asked with the key %q", page, sent)
		}
	}
	if _, asked := keys["www.googleapis.com/robots.txt"]; asked || keys[api(driveOK)] != key {
		t.Errorf("%v", keys)
	}
	if !slices.ContainsFunc(got, func(c corpus.Capture) bool {
		return c.Outcome == corpus.BlockedByRobots && strings.Contains(string(c.FinalURL), "drive.usercontent.google.com")
	}) {
		t.Errorf("where the interface leads, robots.txt counts: %q", lines(got))
	}
	withKey := 0
	b.records(t, func(r *warc.Record, block string) {
		for _, f := range r.Header {
			block += f.Value
		}
		if strings.Contains(block, key) {
			t.Errorf("the key is in a %s record of %s", r.Type(), r.Header.Get("WARC-Target-URI"))
		}
		if r.Type() == warc.TypeRequest && strings.Contains(block, driveKeyHeader) {
			withKey++
		}
	})
	if withKey == 0 {
		t.Error("the archive does not show that a key was sent")
	}
	for _, c := range b.got {
		if strings.Contains(string(c.URL+c.FinalURL)+c.Error, key) {
			t.Errorf("%+v", c)
		}
	}
	if strings.Contains(log.String(), key) {
		t.Error("the key is in the log")
	}
}

// Cookies go back to the host that set them, within one visit, for services that need it.
func TestCookies(t *testing.T) {
	var mu sync.Mutex
	sent := map[string]string{}
	page := func(cookie string, h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			sent[r.Host+r.URL.Path] = r.Header.Get("Cookie")
			mu.Unlock()
			if cookie != "" {
				w.Header().Add("Set-Cookie", cookie)
			}
			h(w, r)
		}
	}
	w := newWeb(t, map[string]http.HandlerFunc{
		"www.dropbox.com/s/one/a.pdf?dl=1":      page("t=1; Domain=dropbox.com; Path=/", moved("/s/dl/one/a.pdf")),
		"www.dropbox.com/s/dl/one/a.pdf?dl=1":   page("", moved("http://uc1.dl.dropboxusercontent.com/get/one")),
		"uc1.dl.dropboxusercontent.com/get/one": page("u=2", moved("http://uc1.dl.dropboxusercontent.com/get/two")),
		"uc1.dl.dropboxusercontent.com/get/two": page("", says(minutesPDF)),
		"www.dropbox.com/s/two/b.pdf?dl=1":      page("", says("%PDF-1.4\nb\n%%EOF\n")),
		"plain.example/x":                       page("p=3", moved("/y")),
		"plain.example/y":                       page("", linking()),
	})
	b := newBench(t, w, t.TempDir())
	b.Hosts = 1
	b.store.cited = []corpus.URL{"http://www.dropbox.com/s/one/a.pdf?dl=0", "http://www.dropbox.com/s/two/b.pdf?dl=0", "http://plain.example/x"}
	b.run(t)
	want := map[string]string{
		"www.dropbox.com/s/one/a.pdf": "", "www.dropbox.com/s/dl/one/a.pdf": "t=1", "uc1.dl.dropboxusercontent.com/get/one": "",
		"uc1.dl.dropboxusercontent.com/get/two": "u=2", "www.dropbox.com/s/two/b.pdf": "", "plain.example/x": "", "plain.example/y": "",
	}
	for page, cookie := range want {
		if got, asked := sent[page]; !asked || got != cookie {
			t.Errorf("%s was sent %q (asked: %v), want %q", page, got, asked, cookie)
		}
	}
}

// What a visit may not ask for in this run is put back with the time when it may, as if it had not been claimed.
func TestPostpone(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{
		"busy.example/0":  status(http.StatusTooManyRequests, "Retry-After", "3600"),
		"busy.example/1":  linking(),
		"short.example/0": moved("http://busy.example/1"),
	})
	b := newBench(t, w, t.TempDir())
	c := &clock{}
	b.Hosts, b.Now = 1, c.now
	b.store.cited = []corpus.URL{"http://busy.example/0", "http://short.example/0"}
	b.run(t)
	rows := b.queue(t)
	put := slices.IndexFunc(rows, func(e frontier.Waiting) bool { return e.URL == "http://short.example/0" })
	if put < 0 || rows[put].Attempts != 0 || rows[put].LastOutcome != "" || !rows[put].NotBefore.After(time.Now().Add(59*time.Minute)) {
		t.Errorf("%+v", rows)
	}
	if !slices.ContainsFunc(b.fields(t), func(f string) bool { return f == "http://short.example/0 irmtrail-outcome: redirected" }) {
		t.Error("the archive lacks the answer that led on")
	}
	w.set("busy.example/0", linking())
	c.ahead = 61 * time.Minute
	got := b.run(t)
	if !slices.ContainsFunc(got, func(k corpus.Capture) bool { return k.URL == "http://short.example/0" && k.Outcome == corpus.Fetched }) {
		t.Errorf("%q", lines(got))
	}
}

// queue returns what is queued.
func (b *bench) queue(t *testing.T) (out []frontier.Waiting) {
	t.Helper()
	ctx := context.Background()
	f := b.opened(t)
	defer f.Close()
	err := f.Dry(ctx, func(tx *frontier.Tx) error {
		return tx.Queue(ctx, frontier.Choice{}, func(w frontier.Waiting) error {
			out = append(out, w)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
