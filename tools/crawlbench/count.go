package main

import (
	"net"
	"net/http"
	"sync"
)

// Count is what was asked of one kind of resource.
type Count struct {
	Requests    int `json:"requests"`
	OK          int `json:"ok"`           // answered with 200
	NotModified int `json:"not_modified"` // with 304
	Other       int `json:"other"`        // with something else
	Distinct    int `json:"distinct"`     // addresses that were answered with 200 or 304 at least once
}

// Stats is what the site saw since the last reset.
type Stats struct {
	Robots    Count `json:"robots"`
	Sitemaps  Count `json:"sitemaps"`
	Listings  Count `json:"listings"`
	Pages     Count `json:"pages"`
	PDFs      Count `json:"pdfs"`
	Forbidden Count `json:"forbidden"`
	Unknown   Count `json:"unknown"` // addresses that the site does not have

	BodyBytes   int64 `json:"body_bytes"`  // of all kinds but unknown
	Connections int   `json:"connections"` // opened
	MostOpen    int   `json:"most_open"`   // at once
}

// resources returns how many addresses with content were got, robots.txt apart.
func (s Stats) resources() int {
	return s.Sitemaps.Distinct + s.Listings.Distinct + s.Pages.Distinct + s.PDFs.Distinct
}

// repeats returns how many requests for content were not the first for their address.
func (s Stats) repeats() (n int) {
	for _, c := range []Count{s.Sitemaps, s.Listings, s.Pages, s.PDFs} {
		n += c.OK + c.NotModified - c.Distinct
	}
	return n
}

// counter counts what the site is asked. It is safe for concurrent use.
type counter struct {
	mu    sync.Mutex
	stats Stats
	seen  map[string]bool
	open  map[net.Conn]bool
}

func newCounter() *counter { return &counter{seen: map[string]bool{}, open: map[net.Conn]bool{}} }

func (c *counter) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stats = Stats{Connections: len(c.open), MostOpen: len(c.open)}
	clear(c.seen)
}

func (c *counter) snapshot() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stats
}

// connection follows the connections of a server.
func (c *counter) connection(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch state {
	case http.StateNew:
		c.open[conn] = true
		c.stats.Connections++
		c.stats.MostOpen = max(c.stats.MostOpen, len(c.open))
	case http.StateClosed, http.StateHijacked:
		delete(c.open, conn)
	}
}

// kind is a kind of resource.
type kind int

const (
	unknown kind = iota
	robotsFile
	sitemapFile
	listingPage
	reportPage
	reportPDF
	forbidden
)

func (s *Stats) of(k kind) *Count {
	switch k {
	case robotsFile:
		return &s.Robots
	case sitemapFile:
		return &s.Sitemaps
	case listingPage:
		return &s.Listings
	case reportPage:
		return &s.Pages
	case reportPDF:
		return &s.PDFs
	case forbidden:
		return &s.Forbidden
	}
	return &s.Unknown
}

// answered notes an answer.
func (c *counter) answered(k kind, path string, status int, bytes int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.stats.of(k)
	n.Requests++
	if k != unknown {
		c.stats.BodyBytes += bytes
	}
	switch status {
	case http.StatusOK:
		n.OK++
	case http.StatusNotModified:
		n.NotModified++
	default:
		n.Other++
		return
	}
	if !c.seen[path] {
		c.seen[path] = true
		n.Distinct++
	}
}
