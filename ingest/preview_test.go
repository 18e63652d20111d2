package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
)

// previewed returns what a run would begin with, as "role URL: why" and, when it would not, " / " why not.
func (b *bench) previewed(t *testing.T) (out []string, all []Preview) {
	t.Helper()
	c := b.Crawler
	c.Archive, c.Client = nil, nil
	err := c.Preview(t.Context(), func(p Preview) error {
		line := fmt.Sprintf("%s %s: %s", p.Role, p.URL, p.Why)
		if p.Not != "" {
			line += " / " + p.Not
		}
		out, all = append(out, line), append(all, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, all
}

// dump returns all rows of the frontier's file.
func (b *bench) dump(t *testing.T) (out []string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(b.Data, frontier.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, table := range []string{"urls", "hosts", "robots", "rounds", "sources"} {
		found, err := db.QueryContext(t.Context(), "SELECT * FROM "+table+" ORDER BY 1")
		if err != nil {
			t.Fatal(err)
		}
		columns, err := found.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for found.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			if err := found.Scan(values...); err != nil {
				t.Fatal(err)
			}
			line := table
			for _, v := range values {
				line += fmt.Sprintf(" %v", *v.(*any))
			}
			out = append(out, line)
		}
		if err := found.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// Every reason for which something is in the queue, and every one for which it would not be got now.
func TestPreview(t *testing.T) {
	ctx := context.Background()
	now := time.Now()
	at := now.Add(-48 * time.Hour)
	day := at.UTC().Format("2006-01-02 15:04")
	b := newBench(t, nil, t.TempDir())
	b.Sources = listing
	b.Cited = Cited{Except: []corpus.URL{"http://left.example/"}, Exceptions: []Exception{{Host: "excepted.example", Reason: "because"}}}
	b.store.cited = []corpus.URL{"http://news.example/new", "http://left.example/x", "http://closed.example/files/x", "http://excepted.example/files/x", "http://drive.google.com/file/d/" + driveOK + "/view"}
	f := b.opened(t)
	gone := frontier.Ending{Outcome: corpus.NotFound, Error: "The server does not have it.", At: at, Due: now.Add(-time.Hour), Every: time.Hour}
	cited := func(u corpus.URL, e frontier.Entry) frontier.Entry {
		return entryOf(u, corpus.RoleCited, citedPriority, e)
	}
	finished := func(tx *frontier.Tx, e frontier.Entry, end frontier.Ending) error {
		if _, err := tx.Add(ctx, e); err != nil {
			return err
		}
		return tx.Done(ctx, e, end)
	}
	later := cited("http://news.example/later", frontier.Entry{Attempts: 2, NotBefore: now.Add(time.Hour)})
	copied := cited("http://news.example/copied", frontier.Entry{Near: citedOn})
	err := f.Update(ctx, func(tx *frontier.Tx) error {
		for _, e := range []frontier.Entry{
			entryOf("http://ogp.example/irm/page/2/", corpus.RoleListing, listingPriority, frontier.Entry{Source: "ogp", Via: "http://ogp.example/irm/", Depth: 1}),
			entryOf("http://ogp.example/documents/a/", corpus.RoleReport, reportPriority, frontier.Entry{Source: "ogp", Via: "http://ogp.example/irm/", Depth: 1}),
			entryOf("http://ogp.example/documents/else/", corpus.RoleReport, reportPriority, frontier.Entry{Source: "another", Depth: 1}),
			cited("http://drive.google.com/file/d/"+driveBig+"/view", frontier.Entry{Via: "https://drive.google.com/drive/folders/x", Depth: 1}),
			copyOf(cited("http://news.example/lost", frontier.Entry{Near: citedOn})),
			cited("http://paused.example/x", frontier.Entry{}), later,
		} {
			if _, err := tx.Add(ctx, e); err != nil {
				return err
			}
		}
		rules := frontier.Robots{Body: []byte("User-agent: *\nDisallow: /files/\n"), At: at, Until: now.Add(time.Hour)}
		for _, origin := range []string{"http://closed.example", "http://excepted.example"} {
			if err := tx.SetRobots(ctx, origin, rules); err != nil {
				return err
			}
		}
		if _, err := tx.Retry(ctx, later, frontier.Ending{Outcome: corpus.Timeout, Error: "No answer came.", At: at}); err != nil {
			return err
		}
		if err := finished(tx, entryOf("http://ogp.example/documents/old/", corpus.RoleReport, reportPriority, frontier.Entry{Source: "ogp"}), frontier.Ending{Outcome: corpus.NotModified, At: at, Due: now.Add(-time.Hour)}); err != nil {
			return err
		}
		if err := finished(tx, cited("http://news.example/gone", frontier.Entry{}), gone); err != nil {
			return err
		}
		if err := finished(tx, cited("http://news.example/not-due", frontier.Entry{}), frontier.Ending{Outcome: corpus.Fetched, At: at, Due: now.Add(time.Hour)}); err != nil {
			return err
		}
		return finished(tx, copyOf(copied), gone)
	})
	if err != nil {
		t.Fatal(err)
	}
	f.SetHost("paused.example", frontier.Host{NextAt: now.Add(2 * time.Hour), Troubles: 1})
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	before := b.dump(t)
	got, all := b.previewed(t)
	slices.Sort(got)
	want := []string{
		"listing http://ogp.example/irm/: It is the first page of a source.",
		"listing http://ogp.example/irm/page/2/: It was found on http://ogp.example/irm/ and leads on.",
		"report http://ogp.example/documents/a/: It was found on http://ogp.example/irm/.",
		"report http://ogp.example/documents/old/: It was last looked at on " + day + ".",
		"cited http://news.example/new: A report cites it.",
		"cited http://excepted.example/files/x: A report cites it.",
		"cited http://drive.google.com/file/d/" + driveOK + "/view: A report cites it.",
		"cited http://drive.google.com/file/d/" + driveBig + "/view: It is in a folder that a report cites, https://drive.google.com/drive/folders/x.",
		"cited http://news.example/lost: It is gone, so a web archive is asked.",
		"cited http://news.example/copied: No web archive had a copy on " + day + ".",
		"cited http://news.example/gone: On " + day + " it was not found. The server does not have it.",
		"cited http://news.example/later: It was tried 2 times: timeout No answer came. / It is to be tried again later.",
		"cited http://left.example/x: A report cites it. / The configuration leaves it out.",
		"cited http://closed.example/files/x: A report cites it. / robots.txt of closed.example forbids it, line 2: Disallow: /files/.",
		"cited http://paused.example/x: A report cites it. / paused.example wants to be left alone.",
	}
	if slices.Sort(want); !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
	for _, p := range all {
		asks := corpus.URL("")
		switch p.URL {
		case "http://news.example/lost", "http://news.example/copied":
			asks = resolve.CDXQuery(p.URL, citedOn)
		case "http://drive.google.com/file/d/" + driveOK + "/view":
			asks = "https://drive.google.com/uc?export=download&id=" + driveOK
		case "http://drive.google.com/file/d/" + driveBig + "/view":
			asks = "https://drive.google.com/uc?export=download&id=" + driveBig
		}
		until := time.Duration(0)
		switch p.URL {
		case "http://news.example/later":
			until = time.Hour
		case "http://paused.example/x":
			until = 2 * time.Hour
		}
		if p.Asks != asks || p.Until.IsZero() != (until == 0) || until != 0 && p.Until.Sub(now.Add(until)).Abs() > time.Second {
			t.Errorf("%+v", p)
		}
		if p.Source != "" != (p.Role != corpus.RoleCited) {
			t.Errorf("%+v", p)
		}
	}
	if !slices.IsSortedFunc(all, func(x, y Preview) int { return roleOrder(x.Role) - roleOrder(y.Role) }) {
		t.Errorf("not in the order of a run: %q", got)
	}
	if after := b.dump(t); !slices.Equal(after, before) {
		t.Errorf("the preview changed\n  %s\ninto\n  %s", strings.Join(before, "\n  "), strings.Join(after, "\n  "))
	}
}

func roleOrder(r corpus.Role) int {
	return map[corpus.Role]int{corpus.RoleListing: 1, corpus.RoleReport: 2, corpus.RoleCited: 3}[r]
}

// Before the first run there is no file, and a preview makes none; without records it shows the sources.
func TestPreviewOfNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	w := newWeb(t, site())
	b := &bench{Crawler: Crawler{Data: dir, Sources: append([]Source{wordPress}, listing...)}}
	got, _ := b.previewed(t)
	if len(got) != 2 || !strings.HasPrefix(got[0], "listing "+collection[:len("http://ogp.example/wp-json/wp/v2/")]+"document-type?") || !strings.HasPrefix(got[1], "listing http://ogp.example/irm/: ") {
		t.Errorf("%q", got)
	}
	b.URLs = []corpus.URL{"http://news.example/x", "http://drive.google.com/open?id=" + driveOK}
	got, _ = b.previewed(t)
	if want := []string{"imported http://news.example/x: You asked for it.", "imported http://drive.google.com/open?id=" + driveOK + ": You asked for it."}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("a folder was made: %v", err)
	}
	if got := w.requests(); len(got) > 0 {
		t.Errorf("%q", urls(got))
	}
}

// A preview tells what the run then begins with, and changes nothing after it.
func TestPreviewIsTrue(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{"a.example/x": linking(), "b.example/y": status(http.StatusInternalServerError)})
	b := newBench(t, w, t.TempDir())
	b.store.cited = []corpus.URL{"http://a.example/x", "http://b.example/y"}
	_, all := b.previewed(t)
	got := b.run(t)
	if len(all) != 2 || len(got) != 2 {
		t.Errorf("%+v, %q", all, lines(got))
	}
	_, all = b.previewed(t)
	if len(all) != 1 || all[0].URL != "http://b.example/y" || all[0].Not == "" || all[0].Until.IsZero() {
		t.Errorf("%+v", all)
	}
	b.RetryFailed = true
	if _, all = b.previewed(t); len(all) != 1 || all[0].Not != "" {
		t.Errorf("%+v", all)
	}
}
