// Package ingest gets documents: it turns addresses into archived payloads and captures.
//
// A [Crawler] is given sources and what footnotes cite. One [Crawler.Run] works off what is due: the listings, sitemaps
// and collections of the sources, the report pages that they lead to, the files and translations that those offer, then
// every cited address that was not tried yet, one hop and no further, and for those that are gone the copy that a web
// archive holds. An address is resolved (package resolve), checked against robots.txt (robots), got (fetch), archived
// (warc) and recorded, in that order: the bytes are in the archive and synced before the record says so, and the record is
// stored before the frontier (frontier) forgets the address. Whatever is missing after a crash is done again.
//
// What the world does wrong is recorded as a capture with its outcome and the run goes on; an error means that we cannot.
//
// [Crawler.Import] brings in files that somebody has already. [Crawler.Preview] says what a run would get. The package
// reads pages only for links (discover): what a document says is read by extraction, which hands the addresses that it
// finds back through [Records].
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
	// PutCaptures stores captures with the places of payloads that are new, all or nothing. It creates the documents' rows
	// when the roles are readable.
	PutCaptures(ctx context.Context, kept ...corpus.Kept) error
	// Payload finds a payload in the archive by digest; ok is false when there is none.
	Payload(ctx context.Context, d corpus.Digest) (p corpus.Payload, ok bool, err error)
	// LastCapture returns the newest capture of the target that brought or confirmed a payload from its own host.
	LastCapture(ctx context.Context, target string) (c corpus.Capture, ok bool, err error)
	// CitedURLs calls f for each distinct cited target, with the date that a copy of it should be near to, zero for any.
	CitedURLs(ctx context.Context, f func(u corpus.URL, target string, near time.Time) error) error
}

// Crawler gets what sources list and footnotes cite. Its fields must not change while it runs.
type Crawler struct {
	Data    string // data folder; the frontier is a file in it
	Archive *warc.Archive
	Client  *fetch.Client
	Records Records

	Sources     []Source
	Cited       Cited
	DriveKey    string       // a key for the interface of Google Drive, for cited documents; "" none
	URLs        []corpus.URL // when not empty: get these alone, whatever else is due
	RetryFailed bool         // try again now what failed or waits for another attempt

	Delay    time.Duration // from the end of a request to the start of the next to the same host; 0: 2 s, negative: none
	Hosts    int           // asked at the same time, and so the addresses that are in flight; 0: 8
	PerHost  int           // requests at once to a host that the client was told where to find (a mirror); 0: 1. Others get 1. Four times as many addresses are in flight.
	Limits   Limits        // of the run
	Refresh  time.Duration // a report is looked at again at the earliest after it; 0: 20 h
	Patience time.Duration // how long Run waits for what is not due yet, such as a host that asked for a pause; 0: 65 s

	Now        func() time.Time     // nil: time.Now
	Log        *slog.Logger         // nil: none
	OnCapture  func(corpus.Capture) // called for every attempt, one at a time; nil: none
	OnProblem  func(Problem)        // called for what is wrong with a source, one at a time; nil: none
	OnProgress func(Progress)       // called about once a second, and at the end; nil: none
}

// Problem is something wrong with a source or a host that no single capture shows.
type Problem struct {
	Code     string     `json:"code"`             // one of the codes below
	Source   string     `json:"source,omitempty"` // its name, "" none
	URL      corpus.URL `json:"url,omitempty"`
	Message  string     `json:"message"`            // one sentence
	Optional bool       `json:"optional,omitempty"` // no failure of the run: the source is optional, or a limit is as it should be
}

// The codes of problems.
const (
	SourceUnreachable = "source_unreachable" // its seed could not be got
	ListingEmpty      = "listing_empty"      // the seed leads to nothing in scope
	ListingShrank     = "listing_shrank"     // it shows less than half of what it showed before
	WalkTooLong       = "walk_too_long"      // it has more pages than are walked
	BadSitemap        = "bad_sitemap"        // a sitemap cannot be read
	BadFeed           = "bad_feed"           // a feed cannot be read
	BadAPI            = "bad_api"            // the answer of a WordPress collection cannot be read, or it is locked
	LimitReached      = "limit_reached"      // the run or a host used up what it may
)

// The order in which things are got.
const (
	listingPriority = 10
	reportPriority  = 20
	citedPriority   = 30
	folderPriority  = 32 // files of a folder that is cited
	copyPriority    = 35 // copies of web archives
	linkedPriority  = 40 // pages that other pages link to
)

// withDefaults returns the crawler with its zero fields set.
func (c Crawler) withDefaults() Crawler {
	if c.Delay == 0 {
		c.Delay = 2 * time.Second
	}
	c.Delay = max(c.Delay, 0)
	if c.Hosts <= 0 {
		c.Hosts = 8
	}
	if c.PerHost > 1 {
		c.Hosts = max(c.Hosts, 4*c.PerHost) // see gate.room
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
	if c.OnProgress == nil {
		c.OnProgress = func(Progress) {}
	}
	return c
}
