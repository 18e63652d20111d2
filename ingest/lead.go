package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/discover"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// maxPages bounds the pages of one listing, and the sitemaps below each other.
const (
	maxPages    = 1000
	maxSitemaps = 3
)

// lead queues what the page that was got leads to: links and next page of a listing, pages of a sitemap, files and
// translations of a report. Cited documents lead nowhere.
func (v *visit) lead(ctx context.Context, c corpus.Capture, result *fetch.Result) error {
	source, ok := v.sources[v.entry.Source]
	if !ok {
		return nil
	}
	listing := v.entry.Role == corpus.RoleListing
	if !c.Outcome.Got() {
		if listing && v.entry.Depth == 0 {
			v.problem(SourceUnreachable, "The first page of the source could not be got: "+c.Error)
		}
		return nil
	}
	if !listing && c.MediaType != "text/html" {
		return nil
	}
	payload, ok, err := v.payload(ctx, c, result)
	if err != nil || !ok {
		return err
	}
	at := c.URL
	if c.FinalURL != "" {
		at = c.FinalURL
	}
	switch {
	case !listing:
		return v.leadPage(ctx, source, discover.ReadPage(payload, at))
	case source.Kind == KindSitemap:
		return v.leadSitemap(ctx, source, payload)
	}
	return v.leadListing(ctx, source, discover.ReadListing(payload, at))
}

// payload returns the bytes that a capture brought or confirmed; ok is false when the archive has lost them.
func (v *visit) payload(ctx context.Context, c corpus.Capture, result *fetch.Result) (payload []byte, ok bool, err error) {
	if c.Outcome != corpus.NotModified && result != nil {
		return result.Payload, true, nil
	}
	p, ok, err := v.Records.Payload(ctx, c.Payload)
	if err != nil || !ok {
		return nil, false, err
	}
	payload, err = v.Archive.Payload(warc.Location{File: p.WARCFile, Offset: p.WARCOffset})
	if errors.Is(err, warc.ErrNoRecord) {
		v.Log.ErrorContext(ctx, "the archive has lost a payload", "digest", p.Digest, "error", err)
		return nil, false, nil
	}
	return payload, err == nil, err
}

// problem reports what is wrong with the source of the entry.
func (v *visit) problem(code, message string) {
	v.recording.Lock()
	defer v.recording.Unlock()
	v.Log.Error(message, "source", v.entry.Source, "url", v.entry.URL, "code", code)
	v.OnProblem(Problem{Code: code, Source: v.entry.Source, URL: v.entry.URL, Message: message})
}

// next returns an entry for an address that the page of this one leads to.
func (v *visit) next(u corpus.URL, role corpus.Role, refresh time.Time) frontier.Entry {
	priority := reportPriority
	if role == corpus.RoleListing {
		priority = listingPriority
	}
	return entryOf(u, role, priority, frontier.Entry{
		Source: v.entry.Source, Via: v.entry.URL, Depth: v.entry.Depth + 1, Refresh: refresh,
	})
}

// reports queues those addresses that are in scope as reports, and returns them.
func (v *visit) reports(ctx context.Context, s Source, urls []corpus.URL) ([]corpus.URL, error) {
	found := inScope(s.Scope, urls)
	entries := make([]frontier.Entry, len(found))
	for i, u := range found {
		entries[i] = v.next(u, corpus.RoleReport, v.stale())
	}
	_, err := v.frontier.Add(ctx, entries...)
	return found, err
}

// stale returns the time before which a look at a report is old.
func (v *visit) stale() time.Time { return v.began.Add(-v.Refresh) }

func (v *visit) leadPage(ctx context.Context, s Source, p discover.Page) error {
	_, err := v.reports(ctx, s, append(p.Downloads, p.Alternates...))
	return err
}

func (v *visit) leadListing(ctx context.Context, s Source, l discover.Listing) error {
	found, err := v.reports(ctx, s, l.Links)
	if err != nil {
		return err
	}
	if len(found) == 0 && v.entry.Depth == 0 {
		v.problem(ListingEmpty, "The first page of the listing leads to nothing in scope.")
	}
	fresh := v.newInWalk(s.Name, found)
	if l.Next == "" || fresh == 0 || v.entry.Depth+1 >= maxPages {
		return nil
	}
	_, err = v.frontier.Add(ctx, v.next(l.Next, corpus.RoleListing, v.began))
	return err
}

// newInWalk returns how many of the addresses no page of the listing showed before in this run. Lists drift while they
// are walked, so some repeat; a page that shows nothing new is the end of one that never says so.
func (r *run) newInWalk(source string, urls []corpus.URL) int {
	r.recording.Lock()
	defer r.recording.Unlock()
	seen := r.listed[source]
	if seen == nil {
		seen = map[string]bool{}
		r.listed[source] = seen
	}
	fresh := 0
	for _, u := range urls {
		if key := corpus.TargetKey(u); !seen[key] {
			seen[key] = true
			fresh++
		}
	}
	return fresh
}

func earlierOf(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func (v *visit) leadSitemap(ctx context.Context, s Source, payload []byte) error {
	m, err := discover.ReadSitemap(payload)
	if err != nil {
		v.problem(BadSitemap, fmt.Sprintf("The sitemap cannot be read: %v.", err))
		return nil
	}
	var entries []frontier.Entry
	for _, e := range m.Pages {
		if s.Scope.Contains(e.URL) {
			refresh := v.stale()
			if e.Modified.After(refresh) {
				refresh = earlierOf(e.Modified, v.began) // some state times to come
			}
			entries = append(entries, v.next(e.URL, corpus.RoleReport, refresh))
		}
	}
	if len(m.Sitemaps) == 0 && len(entries) == 0 && v.entry.Depth == 0 {
		v.problem(ListingEmpty, "The sitemap leads to nothing in scope.")
	}
	for _, e := range m.Sitemaps {
		if v.entry.Depth < maxSitemaps {
			entries = append(entries, v.next(e.URL, corpus.RoleListing, v.began))
		}
	}
	_, err = v.frontier.Add(ctx, entries...)
	return err
}
