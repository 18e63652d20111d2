package ingest

import (
	"net/http"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
)

// trouble is how a host showed that it wants to be left alone.
type trouble struct {
	kind troubleKind
	wait time.Duration // that it asked for, 0 none
}

type troubleKind int

const (
	noTrouble   troubleKind = iota
	overloaded              // 503
	annoyed                 // 429, a page for suspected robots
	unreachable             // failures of the network, time-outs
)

// pause returns how long a host is left alone after so many troubles in a row: as long as it asks, else half a minute, or a
// whole one when it says that it is asked too much, doubled each time. A minute is what the Wayback Machine needs.
func (t trouble) pause(n int) time.Duration {
	switch {
	case t.kind != unreachable && t.wait > 0:
		return t.wait
	case t.kind == overloaded:
		return min(firstPause<<min(n-1, 11), maxPause)
	case t.kind == annoyed:
		return min(2*firstPause<<min(n-1, 11), maxPause)
	case n >= networkTrouble:
		return networkPause
	}
	return 0
}

func troubleOf(r fetch.Result) trouble {
	switch {
	case r.Status == http.StatusTooManyRequests:
		return trouble{annoyed, r.RetryAfter}
	case r.Status == http.StatusServiceUnavailable:
		return trouble{overloaded, r.RetryAfter}
	case r.Status == 0 && (r.Outcome == corpus.NetworkError || r.Outcome == corpus.Timeout):
		return trouble{kind: unreachable}
	}
	return trouble{}
}
