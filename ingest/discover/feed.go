package discover

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// maxFeedItems bounds the entries that are taken from one document; those in use have 10 to 100.
const maxFeedItems = 5000

// ErrNoFeed is returned for a payload that is no feed.
var ErrNoFeed = errors.New("no feed")

// Feed is what one document of a feed lists.
type Feed struct {
	Items   []Listed   // in order; with ID and files
	Next    corpus.URL // the document with older entries; "" when nothing says that there is one
	Guessed bool       // Next is not in the document, but where feeds of WordPress have older entries
}

// ReadFeed reads RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 and Atom (RFC 4287, with paging of
// RFC 5005). What comes before a fault in it is returned with no error; the error wraps [ErrNoFeed] when there is nothing.
func ReadFeed(payload []byte, at corpus.URL) (Feed, error) {
	text, err := opened(payload, maxXML)
	if err != nil {
		return Feed{}, fmt.Errorf("%w: %w", ErrNoFeed, err)
	}
	r := feedReader{at: baseOf(at)}
	err = r.read(newDecoder(text))
	if err != nil && len(r.feed.Items) == 0 {
		return r.feed, fmt.Errorf("%w: %w", ErrNoFeed, err)
	}
	if r.feed.Next == "" && r.wordPress && len(r.feed.Items) > 0 {
		if next := olderEntries(at); next != "" {
			r.feed.Next, r.feed.Guessed = next, true
		}
	}
	if corpus.TargetKey(r.feed.Next) == corpus.TargetKey(at) {
		r.feed.Next, r.feed.Guessed = "", false
	}
	return r.feed, nil
}

// feedReader is a feed that is being read.
type feedReader struct {
	feed      Feed
	at        base
	wordPress bool // it says that WordPress made it
}

// errNoFeedRoot says that the document is another one.
var errNoFeedRoot = errors.New("the root element is none of rss, RDF and feed")

// read reads the elements by their local names.
func (r *feedReader) read(dec *xml.Decoder) error {
	root := ""
	for len(r.feed.Items) < maxFeedItems {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) && root != "" {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := start.Name.Local; {
		case root == "" && name != "rss" && name != "RDF" && name != "feed":
			return errNoFeedRoot
		case root == "":
			root = name
		case name == "item" || name == "entry":
			err = r.item(dec, &start)
		case name == "generator":
			err = r.generator(dec, &start)
		case name == "link":
			err = r.link(dec, &start)
		case name == "image" || name == "author" || name == "textInput":
			err = dec.Skip()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *feedReader) generator(dec *xml.Decoder, start *xml.StartElement) error {
	var g struct {
		Text string `xml:",chardata"`
		URI  string `xml:"uri,attr"`
	}
	err := dec.DecodeElement(&g, start)
	r.wordPress = r.wordPress || strings.Contains(strings.ToLower(g.Text+g.URI), "wordpress.org")
	return err
}

// feedLink is a link of a feed: of RSS, where it is the text, or of Atom.
type feedLink struct {
	Text string `xml:",chardata"`
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
}

// link reads a link of the feed itself, which may lead to older entries.
func (r *feedReader) link(dec *xml.Decoder, start *xml.StartElement) error {
	var l feedLink
	err := dec.DecodeElement(&l, start)
	if l.Rel == "next" || l.Rel == "prev-archive" {
		if u := r.at.resolve(l.Href); u != "" && r.feed.Next == "" {
			r.feed.Next = u
		}
	}
	return err
}

// feedItem is an entry of any of the formats.
type feedItem struct {
	Links  []feedLink `xml:"link"`
	Origin string     `xml:"origLink"` // of feeds whose links a service has replaced
	GUID   struct {
		Text      string `xml:",chardata"`
		Permalink string `xml:"isPermaLink,attr"`
	} `xml:"guid"`
	ID         string     `xml:"id"`
	About      string     `xml:"about,attr"`
	Updated    string     `xml:"updated"`
	Modified   string     `xml:"modified"`
	PubDate    string     `xml:"pubDate"`
	Published  string     `xml:"published"`
	Date       string     `xml:"date"`
	Enclosures []struct { // of RSS
		URL string `xml:"url,attr"`
	} `xml:"enclosure"`
}

func (r *feedReader) item(dec *xml.Decoder, start *xml.StartElement) error {
	var e feedItem
	if err := dec.DecodeElement(&e, start); err != nil {
		return err
	}
	l := Listed{
		URL:      r.address(e),
		Modified: timeOf(e.Updated, e.Modified, e.PubDate, e.Published, e.Date),
		ID:       firstOf(e.GUID.Text, e.ID, e.About),
	}
	for _, c := range e.Enclosures {
		l.Files = appendNew(l.Files, r.at.resolve(c.URL))
	}
	for _, c := range e.Links {
		if c.Rel == "enclosure" {
			l.Files = appendNew(l.Files, r.at.resolve(c.Href))
		}
	}
	if l.URL != "" {
		r.feed.Items = append(r.feed.Items, l)
	}
	return nil
}

// address returns where an entry leads: as it was before a service replaced its link, its link, or its id where
// that is an address.
func (r *feedReader) address(e feedItem) corpus.URL {
	if u := r.absolute(e.Origin); u != "" {
		return u
	}
	for _, l := range e.Links {
		if l.Rel == "" || l.Rel == "alternate" {
			if u := r.at.resolve(firstOf(l.Href, l.Text)); u != "" {
				return u
			}
		}
	}
	if e.GUID.Permalink != "false" {
		return r.absolute(firstOf(e.GUID.Text, e.ID, e.About))
	}
	return ""
}

// absolute returns an address that needs no base, "" for what is none.
func (r *feedReader) absolute(s string) corpus.URL {
	if s = strings.TrimSpace(s); !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return ""
	}
	return r.at.resolve(s)
}

// firstOf returns the first text that is more than spaces, without those around it.
func firstOf(texts ...string) string {
	for _, s := range texts {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

// appendNew appends an address unless it is "" or there.
func appendNew(list []corpus.URL, u corpus.URL) []corpus.URL {
	if u == "" || len(list) >= maxFiles {
		return list
	}
	for _, have := range list {
		if have == u {
			return list
		}
	}
	return append(list, u)
}

// maxFiles bounds the files of one entry.
const maxFiles = 100

// olderEntries returns where WordPress has the entries before those of a document: "?paged=2".
func olderEntries(at corpus.URL) corpus.URL {
	p, err := corpus.Parse(at)
	if err != nil {
		return ""
	}
	n := max(numberIn(p.Query().Get("paged")), 1)
	return corpus.URL(withParameter(p, "paged", n+1).String())
}
