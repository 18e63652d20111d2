package discover

import (
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// Listed is an entry of a sitemap, a feed or a collection of WordPress.
type Listed struct {
	URL      corpus.URL
	Modified time.Time    // when it was last changed, or published where only that is stated; zero when nothing is; a hint only
	ID       string       // the number that WordPress gives it, or a feed's guid or id, which stay when the address changes; "" in sitemaps
	Slug     string       // its name in the collection; "" elsewhere
	Files    []corpus.URL // files that come with it: enclosures, the file of an upload, those in custom fields
}

// timeLayouts are the ways in which machines write times: W3C date and time of any precision down to the day, the
// same without a zone as WordPress writes UTC, and RFC 822 as in feeds.
var timeLayouts = []string{
	time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", time.DateTime, time.DateOnly,
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04:05 -0700",
}

// timeOf returns the first of the texts that is a time, in UTC; zero when none is. Where no zone is stated it is UTC. The
// year 0 and those of which no server can know are none ("0000-00-00T00:00:00" of drafts).
func timeOf(texts ...string) time.Time {
	for _, s := range texts {
		s = strings.TrimSpace(s)
		if len(s) > 64 {
			continue
		}
		for _, layout := range timeLayouts {
			if t, err := time.Parse(layout, s); err == nil && t.Year() > 1970 && t.Year() < 2200 {
				return t.UTC()
			}
		}
	}
	return time.Time{}
}
