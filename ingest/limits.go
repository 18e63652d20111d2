package ingest

import (
	"time"
)

// Spent is what requests took.
type Spent struct {
	Requests int
	Bytes    int64 // of bodies, as sent
	Time     time.Duration
}

func (s *Spent) add(took time.Duration, bytes int64) {
	s.Requests++
	s.Bytes += bytes
	s.Time += took
}

// Limits bound what one run may take. Zero fields bound nothing.
type Limits struct {
	RunBytes, HostBytes int64
	RunTime             time.Duration // of the clock, from the start of the run
	HostTime            time.Duration // that requests to one host take together
}

func (l Limits) host(s Spent) bool {
	return l.HostBytes > 0 && s.Bytes >= l.HostBytes || l.HostTime > 0 && s.Time >= l.HostTime
}

func (l Limits) run(s Spent, took time.Duration) bool {
	return l.RunBytes > 0 && s.Bytes >= l.RunBytes || l.RunTime > 0 && took >= l.RunTime
}
