package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/discover"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// The bounds of what leads on: pages of one listing, sitemaps below each other, folders inside folders.
const (
	maxPages    = 1000
	maxSitemaps = 3
	maxFolders  = 3
)

// throughAge is the age after which a page that is got for its links only is got again.
const throughAge = 7 * day

// lead returns what the page that was got leads to: links and next page of a listing, pages of a sitemap, files and
// translations of a report, files of a cited folder. Other cited documents lead nowhere.
func (v *visit) lead(ctx context.Context, t *taken, payload []byte) ([]frontier.Entry, error) {
	if t.Via == resolve.DriveFolder && t.Outcome.Got() && v.entry.Role == corpus.RoleCited {
		return v.leadFolder(payload, t), nil
	}
	source, ok := v.sources[v.entry.Source]
	if !ok {
		return nil, nil
	}
	walked := v.entry.Role == corpus.RoleListing && source.scope.Of(v.entry.URL) != discover.Through
	at := t.URL
	if t.FinalURL != "" {
		at = t.FinalURL
	}
	if walked && v.entry.Depth == 0 && t.Outcome.Got() {
		v.walk(source.Name).trouble("", "")
	}
	switch {
	case walked && source.Kind == KindWordPress:
		return v.leadWordPress(source, t, payload)
	case walked && !t.Outcome.Got():
		v.stopWalk(t)
		return nil, nil
	case payload == nil:
		return nil, nil
	case walked && source.Kind == KindSitemap:
		return v.leadSitemap(ctx, source, payload, at)
	case walked && source.Kind == KindFeed:
		return v.leadFeed(source, payload, at), nil
	case walked:
		return v.leadListing(source, discover.ReadListing(payload, at)), nil
	case t.MediaType == "text/html":
		return v.leadPage(source, discover.ReadPage(payload, at)), nil
	}
	return nil, nil
}

// payload returns the bytes that a capture brought or confirmed; nil when there are none, or the archive has lost them.
func (v *visit) payload(ctx context.Context, t *taken) ([]byte, error) {
	if !t.Outcome.Got() {
		return nil, nil
	}
	if t.Outcome != corpus.NotModified {
		return t.result.Payload, nil
	}
	if v.entry.Role == corpus.RoleCited && t.Via != resolve.DriveFolder || t.MediaType != "text/html" && v.entry.Role != corpus.RoleListing {
		return nil, nil // leads nowhere, so what it says is not needed
	}
	if v.entry.Role != corpus.RoleListing && v.entry.Role != corpus.RoleCited && !v.walk(v.entry.Source).anew {
		return nil, nil // it leads to what it led to before
	}
	return v.archived(ctx, t.confirm)
}

// archived returns a payload from the archive; nil when the archive has lost it.
func (v *visit) archived(ctx context.Context, d corpus.Digest) ([]byte, error) {
	p, ok, err := v.Records.Payload(ctx, d)
	if err != nil || !ok {
		return nil, err
	}
	payload, err := v.Archive.Payload(warc.Location{File: p.WARCFile, Offset: p.WARCOffset})
	if errors.Is(err, warc.ErrNoRecord) {
		v.Log.ErrorContext(ctx, "the archive has lost a payload", "digest", p.Digest, "error", err)
		return nil, nil
	}
	return payload, err
}

// next returns an entry for an address that the page of this one leads to.
func (v *visit) next(u corpus.URL, role corpus.Role, priority int, refresh time.Time) frontier.Entry {
	return entryOf(u, role, priority, frontier.Entry{Source: v.entry.Source, Via: v.entry.URL, Depth: v.entry.Depth + 1, Refresh: refresh})
}

// reports returns entries for those addresses that are in scope.
func (v *visit) reports(s Source, urls []corpus.URL) []frontier.Entry {
	var found []frontier.Entry
	for _, u := range urls {
		if s.scope.Of(u) == discover.InScope {
			found = append(found, v.next(u, corpus.RoleReport, reportPriority, time.Time{}))
		}
	}
	return found
}

// linked returns entries for those addresses that the source wants from wherever they are linked.
func (v *visit) linked(s Source, urls []corpus.URL) []frontier.Entry {
	var found []frontier.Entry
	for _, u := range urls {
		switch s.scope.Of(u) {
		case discover.Linked:
			found = append(found, v.next(u, corpus.RoleReport, linkedPriority, time.Time{}))
		case discover.Through:
			found = append(found, v.next(u, corpus.RoleListing, linkedPriority, v.began.Add(-throughAge)))
		}
	}
	return found
}

// leadPage leads from a report to its files, translations and what is wanted of its links, and from a page that is got
// for its links to all of them.
func (v *visit) leadPage(s Source, p discover.Page) []frontier.Entry {
	offered := append(p.Downloads, p.Alternates...)
	through := v.entry.Role == corpus.RoleListing
	if !through && !s.scope.WantsLinks() {
		return v.reports(s, offered)
	}
	links := p.Links()
	if through {
		offered = append(offered, links...)
	}
	return append(v.reports(s, offered), v.linked(s, links)...)
}

func (v *visit) leadListing(s Source, l discover.Listing) []frontier.Entry {
	found := v.reports(s, l.Links)
	if len(found) == 0 && v.entry.Depth == 0 {
		v.problem(ListingEmpty, "The first page of the listing leads to nothing in scope.")
	}
	fresh := v.walk(s.Name).show(found)
	found = append(found, v.linked(s, l.Links)...)
	if l.Next == "" || fresh == 0 {
		return found
	}
	return v.goOn(found, l.Next, maxPages)
}

// goOn adds the next page of a walk, unless the walk is longer than any should be.
func (v *visit) goOn(found []frontier.Entry, next corpus.URL, most int) []frontier.Entry {
	if v.entry.Depth+1 >= most {
		v.walk(v.entry.Source).fail()
		v.problem(WalkTooLong, fmt.Sprintf("The listing has more than %d pages; the rest was left out.", most))
		return found
	}
	return append(found, v.next(next, corpus.RoleListing, listingPriority, v.began))
}

// stopWalk says what it means that a page of a walk could not be got.
func (v *visit) stopWalk(t *taken) {
	if v.entry.Depth == 0 {
		v.walk(v.entry.Source).trouble(v.entry.URL, "The first page of the source could not be got: "+t.Error)
		return
	}
	if t.Outcome != corpus.NotFound && t.Outcome != corpus.Gone { // the page past the end
		v.walk(v.entry.Source).fail()
	}
}

func earlierOf(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// listed returns entries for what a machine-readable list tells of, with the time of the last change as the time before
// which a look is old.
func (v *visit) listed(s Source, items []discover.Listed) (found []frontier.Entry, fresh int) {
	for _, e := range items {
		priority := reportPriority
		switch s.scope.Of(e.URL) {
		case discover.Linked:
			priority = linkedPriority
		case discover.InScope:
		default:
			found = append(found, v.linked(s, []corpus.URL{e.URL})...) // a page that is got for its links
			continue
		}
		refresh := earlierOf(e.Modified, v.began) // some state times to come
		found = append(found, v.next(e.URL, corpus.RoleReport, priority, refresh))
		found = append(found, v.reports(s, e.Files)...)
		v.walk(s.Name).tell(e.Modified)
	}
	return found, v.walk(s.Name).show(found)
}

// sitemapChunk is how many pages of a sitemap are queued at once.
const sitemapChunk = 1000

// leadSitemap queues the pages of a sitemap while it is read, since there can be many; a crash before its end reads it
// again. It returns the sitemaps that it names.
func (v *visit) leadSitemap(ctx context.Context, s Source, payload []byte, at corpus.URL) ([]frontier.Entry, error) {
	v.reading.Lock() // one at a time: reading two long ones takes twice the memory, and no less time
	defer v.reading.Unlock()
	var chunk []discover.Listed
	pages := 0
	queue := func() error {
		found, _ := v.listed(s, chunk)
		pages, chunk = pages+len(found), chunk[:0]
		return v.frontier.Update(ctx, func(tx *frontier.Tx) error { return v.addFound(ctx, tx, found) })
	}
	sitemaps, err := discover.WalkSitemap(payload, at, func(e discover.Listed) error {
		if chunk = append(chunk, e); len(chunk) < sitemapChunk {
			return nil
		}
		return queue()
	})
	switch {
	case errors.Is(err, discover.ErrNoSitemap):
		v.walk(s.Name).fail()
		v.problem(BadSitemap, fmt.Sprintf("The sitemap cannot be read: %v.", err))
		return nil, nil
	case err != nil:
		return nil, err
	}
	if err := queue(); err != nil {
		return nil, err
	}
	if len(sitemaps) == 0 && pages == 0 && v.entry.Depth == 0 {
		v.problem(ListingEmpty, "The sitemap leads to nothing in scope.")
	}
	var found []frontier.Entry
	for _, e := range sitemaps {
		if v.entry.Depth < maxSitemaps {
			found = append(found, v.next(e.URL, corpus.RoleListing, listingPriority, v.began))
		}
	}
	return found, nil
}

func (v *visit) leadFeed(s Source, payload []byte, at corpus.URL) []frontier.Entry {
	feed, err := discover.ReadFeed(payload, at)
	if err != nil {
		v.walk(s.Name).fail()
		v.problem(BadFeed, fmt.Sprintf("The feed cannot be read: %v.", err))
		return nil
	}
	found, fresh := v.listed(s, feed.Items)
	if len(found) == 0 && v.entry.Depth == 0 {
		v.problem(ListingEmpty, "The feed leads to nothing in scope.")
	}
	if feed.Next == "" || fresh == 0 {
		return found
	}
	return v.goOn(found, feed.Next, maxPages)
}

// leadFolder leads to the files of a folder that is cited, and to the folders in it.
func (v *visit) leadFolder(payload []byte, t *taken) []frontier.Entry {
	if v.Cited.Folder == 0 || v.entry.Depth >= maxFolders {
		return nil
	}
	_, entries := resolve.Folder(payload, corpus.URL(t.result.URL))
	var found []frontier.Entry
	for _, e := range entries[:min(len(entries), v.Cited.Folder)] {
		found = append(found, entryOf(e.URL, corpus.RoleCited, folderPriority, frontier.Entry{Via: v.entry.URL, Depth: v.entry.Depth + 1, Near: v.entry.Near}))
	}
	return found
}
