// Package ingest gets documents: it turns addresses into archived payloads and captures.
//
// A [Crawler] is given sources and what footnotes cite. One [Crawler.Run] works off what is due: the listings and sitemaps
// of the sources, the report pages that they lead to, the files and translations that those offer, and then every cited
// address that was not tried yet, one hop and no further. An address is resolved (package resolve), checked against
// robots.txt (robots), got (fetch), archived (warc) and recorded, in that order: the bytes are in the archive and synced
// before the record says so, and the record is stored before the frontier (frontier) forgets the address. Whatever is
// missing after a crash is done again.
//
// What the world does wrong is recorded as a capture with its outcome and the run goes on; an error means that we cannot.
//
// [Crawler.Import] brings in files that somebody has already. The package reads pages only for links (discover): what a
// document says is read by extraction, which hands the addresses that it finds back through [Records].
package ingest

import (
	"context"
	"log/slog"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// Token is the product token by which robots.txt files name this crawler.
const Token = "irmtrail"

// Records is what the crawler needs of the record store.
type Records interface {
	// PutCapture stores the capture and, when payload is not nil, where its bytes are. It creates the document row when
	// the role is readable.
	PutCapture(ctx context.Context, c corpus.Capture, payload *corpus.Payload) error
	// Payload finds a payload in the archive by digest; ok is false when there is none.
	Payload(ctx context.Context, d corpus.Digest) (p corpus.Payload, ok bool, err error)
	// LastCapture returns the newest capture of the target that brought or confirmed a payload.
	LastCapture(ctx context.Context, target string) (c corpus.Capture, ok bool, err error)
	// CitedURLs calls f for each distinct cited target that was not captured yet.
	CitedURLs(ctx context.Context, f func(u corpus.URL, target string) error) error
}

// Crawler gets what sources list and footnotes cite. Its fields must not change while it runs.
type Crawler struct {
	Data    string // data folder; the frontier is a file in it
	Archive *warc.Archive
	Client  *fetch.Client
	Records Records

	Sources     []Source
	URLs        []corpus.URL // when not empty: get these alone, whatever else is due
	RetryFailed bool         // try again now what failed or waits for another attempt

	Delay    time.Duration // from the end of a request to the start of the next to the same host; 0: 2 s, negative: none
	Hosts    int           // asked at the same time, and so the addresses that are in flight; 0: 4
	Refresh  time.Duration // a report is looked at again after it; 0: 20 h
	Patience time.Duration // how long Run waits for what is not due yet, such as a host that asked for a pause; 0: 65 s

	Now       func() time.Time     // nil: time.Now
	Log       *slog.Logger         // nil: none
	OnCapture func(corpus.Capture) // called for every attempt, one at a time; nil: none
	OnProblem func(Problem)        // called for what is wrong with a source, one at a time; nil: none
}

// Problem is something wrong with a source that no single capture shows.
type Problem struct {
	Code    string // one of the codes below
	Source  string // its name
	URL     corpus.URL
	Message string // one sentence
}

// The codes of problems.
const (
	SourceUnreachable = "source_unreachable" // its seed could not be got
	ListingEmpty      = "listing_empty"      // the seed leads to nothing in scope
	BadSitemap        = "bad_sitemap"        // a sitemap cannot be read
)

// The order in which things are got.
const (
	listingPriority = 10
	reportPriority  = 20
	citedPriority   = 30
)

// withDefaults returns the crawler with its zero fields set.
func (c Crawler) withDefaults() Crawler {
	if c.Delay == 0 {
		c.Delay = 2 * time.Second
	}
	c.Delay = max(c.Delay, 0)
	if c.Hosts <= 0 {
		c.Hosts = 4
	}
	if c.Refresh == 0 {
		c.Refresh = 20 * time.Hour
	}
	if c.Patience == 0 {
		c.Patience = max(65*time.Second, c.Delay+5*time.Second)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.OnCapture == nil {
		c.OnCapture = func(corpus.Capture) {}
	}
	if c.OnProblem == nil {
		c.OnProblem = func(Problem) {}
	}
	return c
}
