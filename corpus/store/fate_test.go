package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// story makes the captures of one source from words, a day apart: an outcome, with "/fault" behind it or "copy", "none"
// and "added" for a web archive's copy, its lack of one and a file of the operator. What brings a document brings "doc-"
// and the number of the capture, from 1.
func story(words string) (captures []corpus.Capture) {
	for i, word := range strings.Fields(words) {
		outcome, fault, _ := strings.Cut(word, "/")
		c := corpus.Capture{
			CaptureID: corpus.CaptureID(fmt.Sprint(i + 1)), URL: "https://b.example/m", CapturedAt: noon.AddDate(0, 0, i),
			Outcome: corpus.Outcome(outcome), ErrorCode: corpus.Fault(fault), Via: "direct", Role: corpus.RoleCited,
		}
		switch outcome {
		case "copy":
			c.Outcome, c.Via, c.MementoDate = corpus.Fetched, corpus.ViaWayback, noon.AddDate(-3, 0, 0)
		case "none":
			c.Outcome, c.Via = corpus.NotFound, corpus.ViaWayback
		case "added":
			c.Outcome, c.Via = corpus.Imported, "file"
		}
		if c.Outcome.Got() {
			c.DocumentID = corpus.DocumentID(fmt.Sprint("doc-", i+1))
		}
		captures = append(captures, c)
	}
	return captures
}

func TestFate(t *testing.T) {
	for _, c := range []struct {
		story    string
		status   corpus.CitationStatus
		decides  string
		document corpus.DocumentID
		tries    int
	}{
		{"fetched", corpus.Archived, "1", "doc-1", 1},
		{"timeout", corpus.CitationFailed, "1", "", 1},
		{"login_required", corpus.CitationLogin, "1", "", 1},
		{"not_found", corpus.CitationGone, "1", "", 1},
		{"gone", corpus.CitationGone, "1", "", 1},
		{"not_found/soft_not_found", corpus.CitationGone, "1", "", 1},
		{"blocked_by_robots/robots", corpus.CitationBlocked, "1", "", 1},
		{"blocked_by_policy/scope", corpus.CitationBlocked, "1", "", 1},
		{"http_error/quota", corpus.CitationFailed, "1", "", 1},
		{"http_error/forbidden", corpus.CitationFailed, "1", "", 1},
		{"too_large", corpus.CitationFailed, "1", "", 1},

		// What settles nothing takes nothing away.
		{"fetched timeout", corpus.Archived, "1", "doc-1", 2},
		{"fetched network_error/dns http_error/server http_error/quota truncated", corpus.Archived, "1", "doc-1", 5},
		{"fetched blocked_by_robots/robots_unknown", corpus.Archived, "1", "doc-1", 2},
		{"gone timeout", corpus.CitationGone, "1", "", 2},
		{"login_required http_error/quota", corpus.CitationLogin, "1", "", 2},
		{"blocked_by_robots/robots_unknown", corpus.CitationBlocked, "1", "", 1},
		{"timeout http_error/quota", corpus.CitationFailed, "2", "", 2},
		{"timeout fetched", corpus.Archived, "2", "doc-2", 2},

		// The last word counts, and our copy is kept.
		{"fetched not_found", corpus.CitationGone, "2", "doc-1", 2},
		{"fetched gone not_found timeout", corpus.CitationGone, "3", "doc-1", 4},
		{"fetched login_required", corpus.CitationLogin, "2", "doc-1", 2},
		{"fetched blocked_by_robots/robots", corpus.CitationBlocked, "2", "doc-1", 2},
		{"not_found fetched", corpus.Archived, "2", "doc-2", 2},
		{"fetched not_found not_modified", corpus.Archived, "3", "doc-3", 3},

		// Copies of web archives.
		{"not_found copy", corpus.ArchivedCopy, "2", "doc-2", 1},
		{"not_found copy not_found", corpus.ArchivedCopy, "2", "doc-2", 2},
		{"fetched not_found copy", corpus.ArchivedCopy, "3", "doc-3", 2},
		{"not_found copy fetched", corpus.Archived, "3", "doc-3", 2},
		{"not_found copy timeout", corpus.ArchivedCopy, "2", "doc-2", 2},
		{"not_found copy copy", corpus.ArchivedCopy, "3", "doc-3", 1},
		{"timeout copy", corpus.ArchivedCopy, "2", "doc-2", 1},
		{"not_found none", corpus.CitationGone, "1", "", 1},
		{"fetched none", corpus.Archived, "1", "doc-1", 1},
		{"fetched timeout copy", corpus.Archived, "1", "doc-1", 2},
		{"login_required copy", corpus.ArchivedCopy, "2", "doc-2", 1},
		{"login_required copy login_required", corpus.CitationLogin, "3", "doc-2", 2},

		// Files that the operator added are held, but say nothing of the link.
		{"added", corpus.Archived, "1", "doc-1", 0},
		{"timeout added", corpus.Archived, "2", "doc-2", 1},
		{"not_found added", corpus.CitationGone, "1", "doc-2", 1},
		{"login_required added", corpus.CitationLogin, "1", "doc-2", 1},
	} {
		f, ok := fateOf(story(c.story))
		if !ok || f.status != c.status || string(f.capture) != c.decides || f.document != c.document || f.tries != c.tries {
			t.Errorf("%s: %+v, %v; want %s by %s with %q after %d", c.story, f, ok, c.status, c.decides, c.document, c.tries)
		}
	}
}

func TestFateDates(t *testing.T) {
	f, _ := fateOf(story("added timeout copy not_found copy"))
	if want := noon.AddDate(0, 0, 1); !f.first.Equal(want) {
		t.Errorf("first try %v, want %v", f.first, want)
	}
	if want := noon.AddDate(0, 0, 3); !f.last.Equal(want) {
		t.Errorf("last try %v, want %v", f.last, want)
	}
	if f, ok := fateOf(story("none")); ok || f.tries != 0 {
		t.Errorf("only a web archive was asked, and has none: %+v, %v", f, ok)
	}
}

// TestDatesOfTries reads the dates back as they are stored.
func TestDatesOfTries(t *testing.T) {
	s := open(t)
	putReport(t, s)
	for i, o := range []corpus.Outcome{corpus.Timeout, corpus.NotFound} {
		c, _ := capture("https://b.example/m", "", o)
		c.CapturedAt = noon.Add(time.Duration(i)*24*time.Hour + 5*time.Microsecond)
		c.SetID()
		if err := s.PutCapture(t.Context(), c, nil); err != nil {
			t.Fatal(err)
		}
	}
	cites, err := List[corpus.Citation](t.Context(), s, "")
	if err != nil || len(cites) != 2 {
		t.Fatal(cites, err)
	}
	for _, c := range cites {
		if first := noon.Add(5 * time.Microsecond); !c.FirstTriedAt.Equal(first) || !c.LastTriedAt.Equal(first.Add(24*time.Hour)) {
			t.Errorf("tried %v to %v", c.FirstTriedAt, c.LastTriedAt)
		}
	}
}
