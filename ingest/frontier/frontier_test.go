package frontier

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func opened(t *testing.T, path string) *Frontier {
	t.Helper()
	f, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func entry(host, path string, role corpus.Role, priority int) Entry {
	u := "https://" + host + path
	return Entry{Key: u, URL: corpus.URL(u), Host: host, Role: role, Priority: priority}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// claimed returns the URL whose turn it is, or when the next is due.
func claimed(t *testing.T, f *Frontier, now time.Time, busy ...string) string {
	t.Helper()
	e, ok, next, err := f.Claim(context.Background(), now, Choice{Busy: busy})
	must(t, err)
	switch {
	case ok:
		return string(e.URL)
	case next.IsZero():
		return "none"
	}
	return "in " + next.Sub(now).String()
}

func TestClaim(t *testing.T) {
	ctx := context.Background()
	f := opened(t, filepath.Join(t.TempDir(), "odd name? 100%.db"))
	late := entry("a", "/late", corpus.RoleReport, 1)
	late.NotBefore = noon.Add(time.Hour)
	n, err := f.Add(ctx, entry("a", "/cited", corpus.RoleCited, 5), entry("a", "/report", corpus.RoleReport, 1),
		entry("b", "/report", corpus.RoleReport, 1), late, entry("a", "/report", corpus.RoleReport, 1))
	must(t, err)
	if n != 4 {
		t.Errorf("added %d", n)
	}
	for i, step := range []struct {
		busy []string
		want string
	}{
		{[]string{"a", "b"}, "none"},
		{[]string{"a"}, "https://b/report"},
		{nil, "https://a/report"},
		{[]string{"a"}, "none"},
		{nil, "https://a/cited"},
		{nil, "in 1h0m0s"},
	} {
		if got := claimed(t, f, noon, step.busy...); got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
	}
	must(t, f.SetHost(ctx, "a", Host{NextAt: noon.Add(2 * time.Hour), Troubles: 3}))
	if got := claimed(t, f, noon.Add(time.Hour)); got != "in 1h0m0s" {
		t.Errorf("paused host: %s", got)
	}
	if h, err := f.Host(ctx, "a"); err != nil || h.Troubles != 3 || !h.NextAt.Equal(noon.Add(2*time.Hour)) {
		t.Error(h, err)
	}
}

// Entries of a source that is not part of the run are left for one that it is.
func TestClaimOfSources(t *testing.T) {
	ctx := context.Background()
	f := opened(t, filepath.Join(t.TempDir(), FileName))
	e := entry("a", "/x", corpus.RoleListing, 1)
	e.Source = "ogp"
	_, err := f.Add(ctx, e)
	must(t, err)
	if got := claimed(t, f, noon); got != "none" {
		t.Error(got)
	}
	if got, ok, _, err := f.Claim(ctx, noon, Choice{Sources: []string{"other", "ogp"}}); !ok || err != nil || got.Source != "ogp" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestRetryUntilFailed(t *testing.T) {
	ctx := context.Background()
	f := opened(t, filepath.Join(t.TempDir(), FileName))
	_, err := f.Add(ctx, entry("a", "/x", corpus.RoleCited, 5))
	must(t, err)
	now := noon
	for i := 1; i <= MaxAttempts; i++ {
		e, ok, _, err := f.Claim(ctx, now, Choice{})
		if err != nil || !ok || e.Attempts != i || i > 1 && e.Digest != "d" {
			t.Fatalf("attempt %d: %+v %v %v", i, e, ok, err)
		}
		now = now.Add(time.Hour)
		e.NotBefore, e.Digest = now, "d"
		must(t, f.Retry(ctx, e, corpus.Timeout, now))
	}
	if got := claimed(t, f, now); got != "none" {
		t.Errorf("after the last attempt: %s", got)
	}
	if n, err := f.RetryFailed(ctx); n != 1 || err != nil {
		t.Error(n, err)
	}
	e, ok, _, _ := f.Claim(ctx, now, Choice{})
	if !ok || e.Attempts != 1 {
		t.Errorf("%+v", e)
	}
	must(t, f.Release(ctx, e))
	if e, _, _, _ = f.Claim(ctx, now, Choice{}); e.Attempts != 1 {
		t.Errorf("released entry has %d attempts", e.Attempts)
	}
	must(t, f.Done(ctx, e, corpus.Fetched, now))
	var states string
	if err := f.db.QueryRowContext(ctx, "SELECT group_concat(state) FROM urls").Scan(&states); err != nil || states != "done" {
		t.Error(states, err)
	}
}

func TestAddAgain(t *testing.T) {
	ctx := context.Background()
	f := opened(t, filepath.Join(t.TempDir(), FileName))
	cited, report := entry("a", "/x", corpus.RoleCited, 5), entry("a", "/x", corpus.RoleReport, 1)
	for i, step := range []struct {
		refresh time.Time
		e       Entry
		want    int
		finish  bool
	}{
		{time.Time{}, cited, 1, true},
		{time.Time{}, cited, 0, false}, // known
		{noon, cited, 0, false},        // finished at noon, not before
		{noon.Add(1), cited, 0, false},
		{noon.Add(time.Hour), cited, 1, true}, // due for another look
		{time.Time{}, report, 1, true},        // now as a report
		{time.Time{}, cited, 0, false},        // and it stays one
		{time.Time{}, report, 0, false},
	} {
		step.e.Refresh = step.refresh
		n, err := f.Add(ctx, step.e)
		if n != step.want || err != nil {
			t.Errorf("step %d: added %d, %v", i, n, err)
		}
		if !step.finish {
			continue
		}
		e, ok, _, err := f.Claim(ctx, noon, Choice{})
		if !ok || err != nil || e.Role != step.e.Role {
			t.Fatalf("step %d: %+v %v", i, e, err)
		}
		must(t, f.Done(ctx, e, corpus.Fetched, noon))
	}
}

// An entry that becomes a report while it is got as a citation is got again as a report.
func TestStrongerRoleInFlight(t *testing.T) {
	ctx := context.Background()
	f := opened(t, filepath.Join(t.TempDir(), FileName))
	_, err := f.Add(ctx, entry("a", "/x", corpus.RoleCited, 5))
	must(t, err)
	e, _, _, err := f.Claim(ctx, noon, Choice{})
	must(t, err)
	_, err = f.Add(ctx, entry("a", "/x", corpus.RoleReport, 1))
	must(t, err)
	if got := claimed(t, f, noon); got != "none" {
		t.Errorf("claimed %s twice", got)
	}
	must(t, f.Done(ctx, e, corpus.Fetched, noon))
	if again, ok, _, _ := f.Claim(ctx, noon, Choice{}); !ok || again.Role != corpus.RoleReport {
		t.Errorf("%+v", again)
	}
}

func TestRestart(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), FileName)
	f := opened(t, path)
	_, err := f.Add(ctx, entry("a", "/1", corpus.RoleReport, 1), entry("a", "/2", corpus.RoleReport, 1))
	must(t, err)
	if got := claimed(t, f, noon); got != "https://a/1" {
		t.Fatal(got)
	}
	must(t, f.SetHost(ctx, "b", Host{NextAt: noon}))
	must(t, f.SetRobots(ctx, "https://b", Robots{Access: 2, Body: []byte("x"), At: noon, Until: noon.Add(time.Hour), ETag: "e", Outcome: corpus.Timeout, Error: "why"}))
	began, err := f.Round(ctx, noon, time.Hour)
	must(t, err)
	must(t, f.Close())

	f = opened(t, path)
	if got := claimed(t, f, noon); got != "https://a/1" {
		t.Errorf("the lease outlived the process: next is %s", got)
	}
	if h, _ := f.Host(ctx, "b"); !h.NextAt.Equal(noon) {
		t.Error(h)
	}
	r, ok, err := f.Robots(ctx, "https://b")
	if want := (Robots{2, []byte("x"), noon, noon.Add(time.Hour), "e", "", corpus.Timeout, "why"}); !ok || err != nil || fmt.Sprint(r) != fmt.Sprint(want) {
		t.Error(r, ok, err)
	}
	if again, err := f.Round(ctx, noon.Add(time.Minute), time.Hour); err != nil || !again.Equal(began) {
		t.Errorf("the round began at %v, goes on from %v: %v", began, again, err)
	}
	if next, err := f.Round(ctx, noon.Add(2*time.Hour), time.Hour); err != nil || !next.Equal(noon.Add(2*time.Hour)) {
		t.Errorf("an old round goes on: %v %v", next, err)
	}
	must(t, f.EndRound(ctx, noon.Add(3*time.Hour)))
	if next, err := f.Round(ctx, noon.Add(4*time.Hour), time.Hour); err != nil || !next.Equal(noon.Add(4*time.Hour)) {
		t.Error(next, err)
	}
}

func TestNewerFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	f := opened(t, path)
	_, err := f.db.Exec("PRAGMA user_version = 99")
	must(t, err)
	must(t, f.Close())
	if _, err := Open(context.Background(), path); !errors.Is(err, ErrNewer) {
		t.Error(err)
	}
}

func TestBackoff(t *testing.T) {
	for attempts, least := range map[int]time.Duration{0: 2 * time.Minute, 1: 2 * time.Minute, 2: 4 * time.Minute, 5: 32 * time.Minute, 99: 24 * time.Hour} {
		if got := Backoff(attempts); got < least || got > least*3/2 {
			t.Errorf("Backoff(%d) = %v", attempts, got)
		}
	}
}
