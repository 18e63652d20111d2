package frontier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
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

// add queues entries and returns how many are to be got that were not before.
func add(t *testing.T, f *Frontier, entries ...Entry) (n int) {
	t.Helper()
	update(t, f, func(ctx context.Context, tx *Tx) (err error) {
		n, err = tx.Add(ctx, entries...)
		return err
	})
	return n
}

func update(t *testing.T, f *Frontier, fn func(context.Context, *Tx) error) {
	t.Helper()
	must(t, f.Update(context.Background(), func(tx *Tx) error { return fn(context.Background(), tx) }))
}

func begun(t *testing.T, f *Frontier, sources ...string) {
	t.Helper()
	must(t, f.Begin(context.Background(), Choice{Sources: sources}))
}

func anyHost(string) bool { return false }

func got(at time.Time) Ending { return Ending{Outcome: corpus.Fetched, At: at} }

func done(t *testing.T, f *Frontier, e Entry, end Ending) {
	t.Helper()
	update(t, f, func(ctx context.Context, tx *Tx) error { return tx.Done(ctx, e, end) })
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
	e, ok, next, err := f.Claim(context.Background(), now, func(host string) bool { return slices.Contains(busy, host) })
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
	f := opened(t, filepath.Join(t.TempDir(), "odd name? 100%.db"))
	late := entry("a", "/late", corpus.RoleReport, 1)
	late.NotBefore = noon.Add(time.Hour)
	begun(t, f)
	n := add(t, f, entry("a", "/cited", corpus.RoleCited, 5), entry("a", "/report", corpus.RoleReport, 1),
		entry("b", "/report", corpus.RoleReport, 1), late, entry("a", "/report", corpus.RoleReport, 1))
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
	f.SetHost("a", Host{NextAt: noon.Add(2 * time.Hour), Troubles: 3})
	if got := claimed(t, f, noon.Add(time.Hour)); got != "in 1h0m0s" {
		t.Errorf("paused host: %s", got)
	}
	if got := claimed(t, f, noon.Add(2*time.Hour)); got != "https://a/late" {
		t.Errorf("after the pause: %s", got)
	}
	f.SetHost("b", Host{NextAt: noon.Add(9 * time.Hour)})
	if got := claimed(t, f, noon.Add(3*time.Hour)); got != "none" {
		t.Errorf("a paused host with nothing to get: %s", got)
	}
}

// Entries of a source that is not part of the run are left for one that it is; keys are wanted whatever their source.
func TestChoice(t *testing.T) {
	f := opened(t, filepath.Join(t.TempDir(), FileName))
	e := entry("a", "/x", corpus.RoleListing, 1)
	e.Source = "ogp"
	add(t, f, e, entry("b", "/y", corpus.RoleCited, 1))
	for i, step := range []struct {
		among Choice
		want  string
	}{
		{Choice{Keys: []string{"https://a/x"}}, "https://a/x none"},
		{Choice{Keys: []string{"https://a/z"}}, "none none"},
		{Choice{}, "https://b/y none"},
		{Choice{Sources: []string{"other", "ogp"}}, "https://a/x https://b/y"},
	} {
		must(t, f.Begin(context.Background(), step.among))
		if got := claimed(t, f, noon) + " " + claimed(t, f, noon); got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
	}
}

// A queue that is longer than what is read at once is handed out whole and in order, while it grows.
func TestLongQueue(t *testing.T) {
	f := opened(t, filepath.Join(t.TempDir(), FileName))
	begun(t, f)
	for i := range 100 {
		add(t, f, entry("a", fmt.Sprintf("/%03d", i), corpus.RoleReport, 2))
	}
	for i := range 100 {
		e, ok, _, err := f.Claim(context.Background(), noon, anyHost)
		if want := fmt.Sprintf("https://a/%03d", i); err != nil || !ok || string(e.URL) != want {
			t.Fatalf("%v %v, want %s", e, err, want)
		}
		if i == 50 {
			add(t, f, entry("a", "/first", corpus.RoleListing, 1))
			if got := claimed(t, f, noon); got != "https://a/first" {
				t.Errorf("the one with priority: %s", got)
			}
		}
		if i%2 == 0 {
			done(t, f, e, got(noon))
		}
	}
	if got := claimed(t, f, noon); got != "none" {
		t.Error(got)
	}
}

func TestRetryUntilFailed(t *testing.T) {
	ctx := context.Background()
	f := opened(t, filepath.Join(t.TempDir(), FileName))
	begun(t, f)
	add(t, f, entry("a", "/x", corpus.RoleCited, 5))
	now := noon
	for i := 1; i <= MaxAttempts; i++ {
		e, ok, _, err := f.Claim(ctx, now, anyHost)
		if err != nil || !ok || e.Attempts != i || i > 1 && e.Digest != "d" {
			t.Fatalf("attempt %d: %+v %v %v", i, e, ok, err)
		}
		now = now.Add(time.Hour)
		e.NotBefore, e.Digest = now, "d"
		update(t, f, func(ctx context.Context, tx *Tx) error {
			failed, err := tx.Retry(ctx, e, Ending{Outcome: corpus.Timeout, At: now, Due: now.Add(24 * time.Hour)})
			if failed != (i == MaxAttempts) {
				t.Errorf("attempt %d: failed %v", i, failed)
			}
			return err
		})
	}
	if got := claimed(t, f, now); got != "none" {
		t.Errorf("after the last attempt: %s", got)
	}
	retried := func(tx *Tx) (int, error) { return tx.RetryFailed(ctx) }
	due := func(tx *Tx) (int, error) { return tx.QueueDue(ctx, now.Add(25*time.Hour)) }
	for _, again := range []func(*Tx) (int, error){retried, due} {
		update(t, f, func(ctx context.Context, tx *Tx) error {
			n, err := again(tx)
			if n != 1 {
				t.Errorf("%d queued again", n)
			}
			return err
		})
		begun(t, f)
		e, ok, _, _ := f.Claim(ctx, now, anyHost)
		if !ok || e.Attempts != 1 {
			t.Errorf("%+v", e)
		}
		f.Release(e)
		if e, _, _, _ = f.Claim(ctx, now, anyHost); e.Attempts != 1 {
			t.Errorf("released entry has %d attempts", e.Attempts)
		}
		end := got(now)
		end.Due, end.Every = now.Add(24*time.Hour), 24*time.Hour
		done(t, f, e, end)
	}
}

func TestAddAgain(t *testing.T) {
	ctx := context.Background()
	f := opened(t, filepath.Join(t.TempDir(), FileName))
	begun(t, f)
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
		{noon.Add(time.Hour), cited, 1, true}, // to be looked at again
		{time.Time{}, report, 1, true},        // now as a report
		{time.Time{}, cited, 0, false},        // and it stays one
		{time.Time{}, report, 0, false},
	} {
		step.e.Refresh = step.refresh
		if n := add(t, f, step.e); n != step.want {
			t.Errorf("step %d: added %d", i, n)
		}
		if !step.finish {
			continue
		}
		e, ok, _, err := f.Claim(ctx, noon, anyHost)
		if !ok || err != nil || e.Role != step.e.Role {
			t.Fatalf("step %d: %+v %v", i, e, err)
		}
		done(t, f, e, got(noon))
	}
}

// What was finished comes again when it is due, not before.
func TestDue(t *testing.T) {
	f := opened(t, filepath.Join(t.TempDir(), FileName))
	begun(t, f)
	add(t, f, entry("a", "/x", corpus.RoleReport, 1), entry("a", "/never", corpus.RoleReport, 1))
	for range 2 {
		e, _, _, err := f.Claim(context.Background(), noon, anyHost)
		must(t, err)
		end := got(noon)
		if e.URL == "https://a/x" {
			end.Due, end.Every = noon.Add(time.Hour), time.Hour
		}
		done(t, f, e, end)
	}
	for after, want := range map[time.Duration]int{59 * time.Minute: 0, time.Hour: 1, 9999 * time.Hour: 1} {
		must(t, f.Dry(context.Background(), func(tx *Tx) error {
			n, err := tx.QueueDue(context.Background(), noon.Add(after))
			if n != want {
				t.Errorf("after %v: %d", after, n)
			}
			listed := 0
			err = errors.Join(err, tx.Queue(context.Background(), Choice{}, func(w Waiting) error {
				listed++
				if w.URL != "https://a/x" || w.LastOutcome != corpus.Fetched || !w.FinishedAt.Equal(noon) || w.Every != time.Hour {
					t.Errorf("%+v", w)
				}
				return nil
			}))
			if listed != want {
				t.Errorf("after %v: %d listed", after, listed)
			}
			return err
		}))
	}
	if got := claimed(t, f, noon.Add(9999*time.Hour)); got != "none" {
		t.Errorf("a look changed the queue: %s", got)
	}
}

// An entry that becomes a report while it is got as a citation is got again as a report.
func TestStrongerRoleInFlight(t *testing.T) {
	f := opened(t, filepath.Join(t.TempDir(), FileName))
	begun(t, f)
	add(t, f, entry("a", "/x", corpus.RoleCited, 5))
	e, _, _, err := f.Claim(context.Background(), noon, anyHost)
	must(t, err)
	add(t, f, entry("a", "/x", corpus.RoleReport, 1))
	if got := claimed(t, f, noon); got != "none" {
		t.Errorf("claimed %s twice", got)
	}
	done(t, f, e, got(noon))
	if again, ok, _, _ := f.Claim(context.Background(), noon, anyHost); !ok || again.Role != corpus.RoleReport {
		t.Errorf("%+v", again)
	}
}

func TestRestart(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), FileName)
	f := opened(t, path)
	begun(t, f)
	add(t, f, entry("a", "/1", corpus.RoleReport, 1), entry("a", "/2", corpus.RoleReport, 1))
	if got := claimed(t, f, noon); got != "https://a/1" {
		t.Fatal(got)
	}
	f.SetHost("b", Host{NextAt: noon})
	walked := Walked{Items: 7, At: noon, ShrunkAt: noon.Add(1e9), Newest: noon.Add(-1e9)}
	update(t, f, func(ctx context.Context, tx *Tx) error {
		return errors.Join(tx.SetWalked(ctx, "s", walked),
			tx.SetRobots(ctx, "https://b", Robots{Access: 2, Body: []byte("x"), At: noon, Until: noon.Add(time.Hour), ETag: "e", Outcome: corpus.Timeout, Error: "why"}))
	})
	began, err := f.Round(ctx, noon, time.Hour)
	must(t, err)
	f.SetHost("c", Host{Troubles: 2})
	must(t, f.Close())

	f = opened(t, path)
	begun(t, f)
	if got := claimed(t, f, noon); got != "https://a/1" {
		t.Errorf("the claim outlived the process: next is %s", got)
	}
	if !f.Host("b").NextAt.Equal(noon) || f.Host("c").Troubles != 2 {
		t.Error(f.Host("b"), f.Host("c"))
	}
	if w, err := f.Walked(ctx, "s"); err != nil || w != walked {
		t.Error(w, err)
	}
	r, ok, err := f.Robots(ctx, "https://b")
	if want := (Robots{2, []byte("x"), noon, noon.Add(time.Hour), "e", "", corpus.Timeout, "", "why"}); !ok || err != nil || fmt.Sprint(r) != fmt.Sprint(want) {
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

// A file of the first version goes on: what was in flight is queued.
func TestOlderFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	db, err := sql.Open("sqlite", path)
	must(t, err)
	for _, statement := range []string{
		schema1, "PRAGMA user_version = 1",
		`INSERT INTO urls (key, url, host, role, source, via, depth, priority, state, not_before, attempts)
			VALUES ('https://a/x', 'https://a/x', 'a', 'cited', '', '', 0, 5, 'leased', 0, 1)`,
		fmt.Sprintf(`INSERT INTO urls (key, url, host, role, source, via, depth, priority, state, not_before, attempts, finished_at, outcome)
			VALUES ('https://a/gone', 'https://a/gone', 'a', 'cited', '', '', 0, 5, 'done', 0, 1, %[1]d, 'gone'),
				('https://a/held', 'https://a/held', 'a', 'cited', '', '', 0, 5, 'done', 0, 1, %[1]d, 'fetched')`, millis(noon)),
	} {
		_, err := db.Exec(statement)
		must(t, err)
	}
	must(t, db.Close())
	f := opened(t, path)
	begun(t, f)
	if got := claimed(t, f, noon); got != "https://a/x" {
		t.Error(got)
	}
	for after, want := range map[time.Duration]int{time.Hour: 0, 25 * time.Hour: 1, 31 * 24 * time.Hour: 2} {
		must(t, f.Dry(context.Background(), func(tx *Tx) error {
			n, err := tx.QueueDue(context.Background(), noon.Add(after))
			if n != want {
				t.Errorf("%d are due after %v, want %d", n, after, want)
			}
			return err
		}))
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
	for attempts, least := range map[int]time.Duration{0: 10 * time.Second, 1: 10 * time.Second, 2: 2 * time.Minute, 3: 24 * time.Minute, 4: 288 * time.Minute, 5: 24 * time.Hour, 99: 24 * time.Hour} {
		if got := Backoff(attempts); got < least || got > least*3/2 {
			t.Errorf("Backoff(%d) = %v", attempts, got)
		}
	}
}
