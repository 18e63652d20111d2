package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

func TestPaceNext(t *testing.T) {
	reports := Crawler{}.withDefaults().reportPace()
	for _, c := range []struct {
		name    string
		pace    pace
		changed string // "." as it was, "x" changed, look by look
		want    string
	}{
		{"report that stays", reports, "........", "20h 40h 80h 160h 320h 640h 720h 720h"},
		{"report that changes", reports, ".xxx", "20h 20h 20h 20h"},
		{"report that changed once", reports, "....x..", "20h 40h 80h 160h 80h 160h 320h"},
		{"cited", citedPace, ".....", "720h 1440h 2880h 4320h 4320h"},
		{"cited that changes", citedPace, ".xxx", "720h 360h 180h 168h"},
		{"gone", gonePace, ".........", "24h 48h 96h 192h 384h 768h 1536h 2160h 2160h"},
		{"private", refusedPace, "......", "168h 336h 672h 1344h 2160h 2160h"},
		{"failed", failedPace, ".......", "24h 48h 96h 192h 384h 720h 720h"},
		{"no copy", copyPace, "......", "720h 1440h 2880h 5760h 8640h 8640h"},
		{"reports of an operator who waits long", Crawler{Refresh: 60 * day}.reportPace(), "..", "1440h 1440h"},
	} {
		var got []string
		every := time.Duration(0)
		for _, look := range c.changed {
			every = c.pace.next(every, look == 'x')
			got = append(got, fmt.Sprintf("%gh", every.Hours()))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: %s, want %s", c.name, g, c.want)
		}
	}
}

func TestFingerprint(t *testing.T) {
	const page = `<html><head><title>Report</title><script>var nonce = "8f3a";</script></head><body>
<p>Published 3 days ago. The plan has commitments.</p><a href="/documents/a/?token=1x">Report</a><noscript>enable scripts</noscript></body></html>`
	for _, c := range []struct {
		name, other string
		same        bool
	}{
		{"itself", page, true},
		{"nonce in a script", strings.Replace(page, "8f3a", "77bb", 1), true},
		{"style sheet", strings.Replace(page, "<script>", "<style>a{b:c}</style><script>", 1), true},
		{"time ago", strings.Replace(page, "3 days", "12 days", 1), true},
		{"one-time token", strings.Replace(page, "token=1x", "token=9y", 1), true},
		{"hidden field", strings.Replace(page, "</body>", `<input type="hidden" name="_wpnonce" value="0dd"></body>`, 1), true},
		{"classes", strings.Replace(page, "<p>", `<p class="cached-99">`, 1), true},
		{"space", strings.ReplaceAll(page, " ", "\n\t"), true},
		{"for those without scripts", strings.Replace(page, "enable scripts", "please enable scripts", 1), true},
		{"comment", strings.Replace(page, "</body>", "<!-- cached in 0.03 s --></body>", 1), true},
		{"text", strings.Replace(page, "commitments", "milestones", 1), false},
		{"title", strings.Replace(page, "<title>Report", "<title>Final report", 1), false},
		{"link", strings.Replace(page, "/documents/a/", "/documents/b/", 1), false},
		{"another link", strings.Replace(page, "</body>", `<a href="/uploads/a.pdf"></a></body>`, 1), false},
		{"text, in Cyrillic", strings.Replace(page, "commitments", "обязательства", 1), false},
		{"text behind an end without a start", strings.Replace(page, "<p>", "</script></style><p>More. ", 1), false},
		{"empty", "", false},
	} {
		a, b := fingerprint([]byte(page)), fingerprint([]byte(c.other))
		if (a == b) != c.same || a == "" || b == "" {
			t.Errorf("%s: the same: %v", c.name, a == b)
		}
	}
	payload := []byte(page)
	fingerprint(payload)
	if string(payload) != page {
		t.Error("the payload was changed")
	}
}

// found is what a look at an address brings.
type found struct {
	outcome corpus.Outcome
	changed bool
	retry   bool
}

func always(outcome corpus.Outcome) func(int) found {
	return func(int) found { return found{outcome: outcome} }
}

// year runs a crawler's looks at one address once a day for a year, at about three in the morning, and returns the days on
// which it looked.
func year(t *testing.T, role corpus.Role, look func(n int) found) (days []int) {
	t.Helper()
	ctx := context.Background()
	f, err := frontier.Open(ctx, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	start := time.Date(2026, 1, 1, 3, 0, 0, 0, time.UTC)
	for d := range 365 {
		now := start.Add(time.Duration(d)*day + time.Duration(d*7%30)*time.Minute)
		r := Crawler{Now: func() time.Time { return now }}.newRun(f)
		err := f.Update(ctx, func(tx *frontier.Tx) error {
			if d == 0 {
				_, err := tx.Add(ctx, entryOf("http://a.example/x", role, citedPriority, frontier.Entry{}))
				return err
			}
			_, err := tx.QueueDue(ctx, now)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Begin(ctx, frontier.Choice{}); err != nil {
			t.Fatal(err)
		}
		if r.lookOnce(t, now, look(len(days))) {
			days = append(days, d)
		}
	}
	return days
}

// lookOnce makes the visit whose turn it is, without its requests.
func (r *run) lookOnce(t *testing.T, now time.Time, what found) bool {
	t.Helper()
	ctx := context.Background()
	e, ok, _, err := r.frontier.Claim(ctx, now, func(string) bool { return false })
	if err != nil || !ok || e.Kind == frontier.Copy {
		return false
	}
	v := &visit{run: r, entry: e}
	finish := v.endingOf(corpus.Capture{Role: e.Role, Outcome: what.outcome}, what.changed)
	err = r.frontier.Update(ctx, func(tx *frontier.Tx) error {
		return v.finish(ctx, tx, ending{outcome: what.outcome, retry: what.retry}, finish)
	})
	if err != nil {
		t.Fatal(err)
	}
	return true
}

func gaps(days []int) (out []int) {
	for i := 1; i < len(days); i++ {
		out = append(out, days[i]-days[i-1])
	}
	return out
}

// rarer reports whether looks come ever more rarely, but for the tenth by which they are spread, up to a bound.
func rarer(gaps []int, bound int) bool {
	for i, g := range gaps {
		if i > 0 && g < gaps[i-1]-gaps[i-1]/8-1 || g > bound+bound/10+1 {
			return false
		}
	}
	return len(gaps) > 0 && gaps[len(gaps)-1] >= bound
}

func TestYear(t *testing.T) {
	t.Run("report that stays", func(t *testing.T) {
		days := year(t, corpus.RoleReport, func(int) found { return found{outcome: corpus.NotModified} })
		if !rarer(gaps(days), 30) || len(days) < 12 || len(days) > 20 {
			t.Errorf("%v", days)
		}
	})
	t.Run("report that changes", func(t *testing.T) {
		days := year(t, corpus.RoleReport, func(n int) found { return found{corpus.Fetched, true, false} })
		if len(days) < 300 {
			t.Errorf("%d looks: %v", len(days), days)
		}
	})
	t.Run("report that changes for a while", func(t *testing.T) {
		days := year(t, corpus.RoleReport, func(n int) found { return found{corpus.Fetched, n <= 60, false} })
		if len(days) < 65 || len(days) > 80 || !rarer(gaps(days[60:]), 30) {
			t.Errorf("%d looks: %v", len(days), days)
		}
	})
	t.Run("cited", func(t *testing.T) {
		days := year(t, corpus.RoleCited, func(int) found { return found{outcome: corpus.NotModified} })
		if len(days) != 4 || gaps(days)[0] < 30 || gaps(days)[2] < 120 {
			t.Errorf("%v", days)
		}
	})
	for range 3 { // the looks are spread by chance
		t.Run("gone", func(t *testing.T) {
			days := year(t, corpus.RoleCited, always(corpus.NotFound))
			first := slices.IndexFunc(days, func(d int) bool { return d >= 7 })
			if first < 3 || len(days) > 12 || !rarer(gaps(days[:len(days)-1]), gaps(days)[len(days)-3]) {
				t.Errorf("%v", days)
			}
		})
	}
	t.Run("gone, then gone for good", func(t *testing.T) {
		days := year(t, corpus.RoleCited, func(n int) found { return found{outcome: []corpus.Outcome{corpus.NotFound, corpus.Gone}[n%2]} })
		if len(days) > 12 || days[2] >= 7 {
			t.Errorf("%v", days)
		}
	})
	t.Run("gone, then there", func(t *testing.T) {
		days := year(t, corpus.RoleCited, func(n int) found {
			if n < 3 {
				return found{outcome: corpus.NotFound}
			}
			return found{corpus.Fetched, false, false}
		})
		if g := gaps(days); days[2] >= 7 || g[3] < 30 || g[4] < 60 {
			t.Errorf("%v", days)
		}
	})
	t.Run("private", func(t *testing.T) {
		days := year(t, corpus.RoleCited, always(corpus.LoginRequired))
		if g := gaps(days); !slices.Equal(g[:1], []int{8}) && !slices.Equal(g[:1], []int{7}) || len(days) > 8 || g[len(g)-1] < 56 {
			t.Errorf("%v", days)
		}
	})
	t.Run("forbidden to robots", func(t *testing.T) {
		if days := year(t, corpus.RoleCited, always(corpus.BlockedByRobots)); days[1] < 7 || len(days) > 8 {
			t.Errorf("%v", days)
		}
	})
	t.Run("refused by the server", func(t *testing.T) {
		if days := year(t, corpus.RoleCited, always(corpus.HTTPError)); days[1] > 2 || len(days) > 20 || len(days) < 12 {
			t.Errorf("%v", days)
		}
	})
	t.Run("imported", func(t *testing.T) {
		if days := year(t, corpus.RoleImported, always(corpus.Fetched)); len(days) != 1 {
			t.Errorf("%v", days)
		}
	})
}
