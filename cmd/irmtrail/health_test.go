package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/health"
)

// TestHealth holds what health says of the sample against the status of its citations.
func TestHealth(t *testing.T) {
	s := demo(t)
	want := map[string]corpus.CitationStatus{}
	notes := 0
	for _, c := range rows[corpus.Citation](t, s, "") {
		want[c.Target] = c.Status
	}
	if err := json.Unmarshal([]byte(printedHealth(t, "--json", "--report", "nothing")), &struct{}{}); err == nil {
		t.Error("a report that is not there has sources")
	}
	got := map[string]bool{}
	for line := range strings.Lines(printedHealth(t, "--json")) {
		var source struct {
			Target    string
			State     health.State
			Message   string
			Footnotes []struct{}
		}
		if err := json.Unmarshal([]byte(line), &source); err != nil {
			t.Fatal(err)
		}
		got[source.Target] = true
		notes += len(source.Footnotes)
		fits := map[corpus.CitationStatus][]health.State{
			corpus.NotTried: {health.NotTried}, corpus.Archived: {health.Alive, health.Moved}, corpus.ArchivedCopy: {health.ArchivedCopy},
			corpus.CitationLogin: {health.Private}, corpus.CitationGone: {health.Gone}, corpus.CitationBlocked: {health.Blocked},
			corpus.CitationFailed: {health.Failed, health.Quota},
		}[want[source.Target]]
		if !strings.Contains(strings.Join(words(fits), " "), string(source.State)) || source.Message == "" {
			t.Errorf("%s is %s, and its citations are %s: %s", source.Target, source.State, want[source.Target], source.Message)
		}
	}
	if len(got) != len(want) || len(want) < 20 {
		t.Errorf("%d sources of %d targets", len(got), len(want))
	}
	table, err := csv.NewReader(strings.NewReader(printedHealth(t, "--format", "csv"))).ReadAll()
	if err != nil || len(table) != notes+1 {
		t.Errorf("%d rows for %d notes: %v", len(table), notes, err)
	}
	for line := range strings.Lines(printedHealth(t)) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 && !strings.Contains(line, "http") {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

func words(states []health.State) (out []string) {
	for _, s := range states {
		out = append(out, string(s))
	}
	return out
}

func printedHealth(t *testing.T, args ...string) string {
	t.Helper()
	data, err := demoFolder()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	run(append([]string{"health", "--data", data}, args...), nil, &out, io.Discard)
	return out.String()
}

// TestHistoryWords: the line below a source says what its link does, and what is held of it.
func TestHistoryWords(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2024, 5, day, 12, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		source health.Source
		want   string
	}{
		{health.Source{State: health.NotTried}, "not tried"},
		{health.Source{State: health.Failed, Fault: corpus.FaultTLS, Tries: 1, Since: at(6)}, "failed since 2024-05-06"},
		{health.Source{State: health.ArchivedCopy, Fault: corpus.FaultTLS, Tries: 1, Since: at(6), CopyAt: at(1)}, "failed since 2024-05-06; web archive's copy of 2024-05-01"},
		{health.Source{State: health.ArchivedCopy, Fault: corpus.FaultGone, Tries: 1, Since: at(6), CopyAt: at(1)}, "gone since 2024-05-06; web archive's copy of 2024-05-01"},
		{health.Source{State: health.Private, Tries: 4, Days: 3, Since: at(6), LastTriedAt: at(8), HeldAt: at(2)}, "private since 2024-05-06, 4 attempts on 3 days, the last 2024-05-08; own copy of 2024-05-02"},
		{health.Source{State: health.Alive, Tries: 1, Since: at(6), HeldAt: at(6)}, "alive since 2024-05-06"},
	} {
		if got := historyWords(c.source); got != c.want {
			t.Errorf("got %q\nwant %q", got, c.want)
		}
	}
}
