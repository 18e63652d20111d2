package ingest

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

// Progress is how far a run has come.
type Progress struct {
	Done    int // addresses that are finished in this run, or put back for another attempt
	Spent   Spent
	Took    time.Duration
	Flights []Flight    // what is being got now, the longest first
	Slowest []HostSpent // hosts that took the most time
}

// HostSpent is what requests to a host took.
type HostSpent struct {
	Host string
	Spent
}

// maxSlowest bounds the hosts that a progress names.
const maxSlowest = 5

// slowest returns the hosts that took the most time, the slowest first.
func (g *gate) slowest() []HostSpent {
	g.mu.Lock()
	defer g.mu.Unlock()
	var all []HostSpent
	for host, s := range g.slots {
		if s.spent.Requests > 0 {
			all = append(all, HostSpent{host, s.spent})
		}
	}
	slices.SortFunc(all, func(a, b HostSpent) int { return cmp.Or(cmp.Compare(b.Time, a.Time), strings.Compare(a.Host, b.Host)) })
	return all[:min(len(all), maxSlowest)]
}

// Flight is an address that is being got.
type Flight struct {
	URL   corpus.URL
	Host  string
	Since time.Time
}

// flights is what is being got. The zero value is ready.
type flights struct {
	mu   sync.Mutex
	now  map[string]Flight // by key
	done int
}

func (f *flights) begin(e frontier.Entry, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.now == nil {
		f.now = map[string]Flight{}
	}
	f.now[e.Key] = Flight{URL: e.URL, Host: e.Host, Since: now}
}

func (f *flights) end(e frontier.Entry) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.now, e.Key)
	f.done++
}

// progress returns how far the run has come.
func (r *run) progress() Progress {
	p := Progress{Took: r.Now().Sub(r.started), Slowest: r.gate.slowest()}
	r.gate.mu.Lock()
	p.Spent = r.gate.spent
	r.gate.mu.Unlock()
	r.flights.mu.Lock()
	defer r.flights.mu.Unlock()
	p.Done = r.flights.done
	for _, f := range r.flights.now {
		p.Flights = append(p.Flights, f)
	}
	slices.SortFunc(p.Flights, func(a, b Flight) int { return a.Since.Compare(b.Since) })
	return p
}
