package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/irmtrail/irmtrail/ingest"
)

// live tells how far a crawl is: one line that is rewritten on a terminal, and else a line now and then, so that a log
// shows that it goes on.
type live struct {
	app   *app
	title string
	shown time.Time // when a log line was last written
	line  bool      // a line stands on the terminal
}

// logEvery is the time between two lines of progress in a log.
const logEvery = time.Minute

// slowAfter is the time after which an address that is being got is named.
const slowAfter = 5 * time.Second

func (a *app) live(title string) *live { return &live{app: a, title: title, shown: time.Now()} }

func (l *live) show(p ingest.Progress) {
	switch {
	case l.app.set.Quiet:
	case l.app.terminal() && l.app.set.LogFormat != "json":
		fmt.Fprintf(l.app.errOut, "\r\x1b[K%s", oneLine(l.text(p), l.app.columns()-1))
		l.line = true
	case time.Since(l.shown) >= logEvery:
		l.shown = time.Now()
		l.app.say("%s\n", oneLine(l.text(p), 300))
	}
}

// clear takes the line off the terminal, before something else is written.
func (l *live) clear() {
	if l.line {
		fmt.Fprint(l.app.errOut, "\r\x1b[K")
		l.line = false
	}
}

// text is "fetching: 120 done, 3.1/s, 14 MB; 4 in flight, slowest example.org for 12s".
func (l *live) text(p ingest.Progress) string {
	var b strings.Builder
	rate := float64(p.Done) / max(p.Took.Seconds(), 0.001)
	fmt.Fprintf(&b, "%s: %d done, %.1f/s, %s; %d in flight", l.title, p.Done, rate, humanize.Bytes(uint64(p.Spent.Bytes)), len(p.Flights))
	if len(p.Flights) > 0 {
		if took := time.Since(p.Flights[0].Since); took > slowAfter {
			fmt.Fprintf(&b, ", slowest %s for %s", p.Flights[0].URL, took.Round(time.Second))
		}
	}
	return b.String()
}
