package ingest

import (
	"net/http"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

func TestProgress(t *testing.T) {
	now := time.Date(2026, 1, 1, 3, 0, 0, 0, time.UTC)
	r := runOf(t, Crawler{Delay: -1, Now: func() time.Time { return now }})
	entry := func(host string) frontier.Entry {
		return entryOf(corpus.URL("http://"+host+"/x"), corpus.RoleCited, citedPriority, frontier.Entry{})
	}
	if p := r.progress(); p.Done != 0 || p.Spent != (Spent{}) || p.Took != 0 || len(p.Flights)+len(p.Slowest) > 0 {
		t.Errorf("at the start: %+v", p)
	}
	for i, host := range []string{"c", "a", "b", "f", "d", "e", "g"} {
		r.flights.begin(entry(host), now)
		now = now.Add(time.Second)
		if host == "g" {
			r.gate.slot(host) // is on its way
			continue
		}
		s := r.gate.slot(host)
		if err := s.take(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.gate.leave(host, time.Duration(i%3)*time.Second, 100, trouble{})
	}
	r.flights.end(entry("a"))
	r.flights.end(entry("b"))
	p := r.progress()
	if p.Done != 2 || p.Spent != (Spent{6, 600, 6 * time.Second}) || p.Took != 7*time.Second {
		t.Errorf("%+v", p)
	}
	flying, slowest := "", ""
	for _, f := range p.Flights {
		flying += f.Host
		if f.URL != corpus.URL("http://"+f.Host+"/x") || f.Since.IsZero() {
			t.Errorf("%+v", f)
		}
	}
	for _, s := range p.Slowest {
		slowest += s.Host
	}
	if flying != "cfdeg" || slowest != "beadc" {
		t.Errorf("in flight %s, slowest %s", flying, slowest)
	}
}

// A run tells of its end, when all is done and nothing in flight.
func TestProgressAtTheEnd(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{"a.example/x": linking(), "b.example/y": status(http.StatusGatewayTimeout)})
	b := newBench(t, w, t.TempDir())
	b.store.cited = []corpus.URL{"http://a.example/x", "http://b.example/y"}
	var last Progress
	b.OnProgress = func(p Progress) { last = p }
	b.run(t)
	if last.Done != 2 || last.Spent.Requests != 4 || last.Spent.Bytes == 0 || len(last.Flights) > 0 || len(last.Slowest) != 2 || last.Took <= 0 {
		t.Errorf("%+v", last)
	}
}
