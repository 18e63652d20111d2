package discover

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// maxSitemapURLs is the limit of the protocol (https://www.sitemaps.org/protocol.html).
const maxSitemapURLs = 50_000

// ErrNoSitemap is returned for a payload that is no sitemap.
var ErrNoSitemap = errors.New("no sitemap")

// WalkSitemap reads a sitemap, also one compressed by gzip: a urlset, a sitemapindex, a text with an address in each
// line, or a robots.txt, whose "Sitemap:" lines are an index (RFC 9309 section 2.2.4). Pages, those of a urlset with the
// translations that it states, are handed over as soon as they are read, since a sitemap can have 50,000; the sitemaps
// that it names are returned. Each comes once, and its own address never, whatever it says. What comes before a fault
// in it is no error; the error wraps [ErrNoSitemap] when there is nothing. An error of page ends the walk and is
// returned.
func WalkSitemap(payload []byte, at corpus.URL, page func(Listed) error) (sitemaps []Listed, err error) {
	text, err := opened(payload, maxXML)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoSitemap, err)
	}
	s := sitemap{at: baseOf(at), self: corpus.TargetKey(at), page: page, seed: maphash.MakeSeed(), seen: map[uint64]struct{}{}}
	s.see(at)
	in := bufio.NewReader(text)
	if startsMarkup(in) {
		err = s.readXML(newDecoder(in))
	} else {
		err = s.readLines(in)
	}
	switch {
	case s.failed != nil:
		return s.sitemaps, s.failed
	case s.found == 0 && err != nil:
		return nil, fmt.Errorf("%w: %w", ErrNoSitemap, err)
	}
	return s.sitemaps, nil
}

// sitemap is a sitemap that is being read.
type sitemap struct {
	at       base
	self     string // key of its own address
	page     func(Listed) error
	failed   error // of page
	sitemaps []Listed
	found    int // pages and sitemaps
	seed     maphash.Seed
	seen     map[uint64]struct{} // addresses, as hashes
}

// see reports whether an address is new.
func (s *sitemap) see(u corpus.URL) bool {
	before := len(s.seen)
	s.seen[maphash.String(s.seed, string(u))] = struct{}{}
	return len(s.seen) > before
}

// startsMarkup reports whether the first character that is no space is "<". The spaces are read.
func startsMarkup(in *bufio.Reader) bool {
	for {
		r, _, err := in.ReadRune()
		if err != nil {
			return false
		}
		if !strings.ContainsRune(" \t\r\n\ufeff", r) {
			_ = in.UnreadRune() // cannot fail after ReadRune
			return r == '<'
		}
	}
}

// errNoRoot says that the document is another one, such as a page that says "not found".
var errNoRoot = errors.New("the root element is neither urlset nor sitemapindex")

// readXML reads the elements by their local names: sitemaps come with and without the right namespace.
func (s *sitemap) readXML(dec *xml.Decoder) error {
	root := ""
	for s.found < maxSitemapURLs && s.failed == nil {
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
		name := start.Name.Local
		switch {
		case root == "" && name != "urlset" && name != "sitemapindex":
			return errNoRoot
		case root == "":
			root = name
		case root == "urlset" && name == "url":
			err = s.entry(dec, &start, s.addPage)
		case root == "sitemapindex" && name == "sitemap":
			err = s.entry(dec, &start, s.addSitemap)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *sitemap) entry(dec *xml.Decoder, start *xml.StartElement, add func(Listed)) error {
	var e struct {
		Loc          string `xml:"loc"`
		LastMod      string `xml:"lastmod"`
		Translations []struct {
			Rel      string `xml:"rel,attr"`
			Language string `xml:"hreflang,attr"`
			Href     string `xml:"href,attr"`
		} `xml:"link"` // of the namespace of XHTML
	}
	if err := dec.DecodeElement(&e, start); err != nil {
		return err
	}
	changed := timeOf(e.LastMod)
	add(Listed{URL: s.at.resolve(e.Loc), Modified: changed})
	for _, t := range e.Translations {
		if t.Rel == "alternate" && t.Language != "" {
			add(Listed{URL: s.at.resolve(t.Href), Modified: changed})
		}
	}
	return nil
}

// addPage hands a page over that is new.
func (s *sitemap) addPage(e Listed) {
	if e.URL == "" || s.found >= maxSitemapURLs || s.failed != nil || !s.see(e.URL) {
		return
	}
	s.found++
	s.failed = s.page(e)
}

// addSitemap adds a sitemap that is new, and not the one that is being read.
func (s *sitemap) addSitemap(e Listed) {
	if e.URL == "" || s.found >= maxSitemapURLs || !s.see(e.URL) || corpus.TargetKey(e.URL) == s.self {
		return
	}
	s.found++
	s.sitemaps = append(s.sitemaps, e)
}

// errNoLine says that a text is neither addresses nor a robots.txt.
var errNoLine = errors.New("neither markup nor addresses")

// readLines reads a text of addresses or a robots.txt.
func (s *sitemap) readLines(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 2*maxAddress)
	for lines.Scan() && s.found < maxSitemapURLs && s.failed == nil {
		line := strings.TrimSpace(lines.Text())
		field, value, _ := strings.Cut(line, ":")
		switch {
		case strings.EqualFold(strings.TrimSpace(field), "sitemap"):
			value, _, _ = strings.Cut(value, " #")
			s.addSitemap(Listed{URL: s.at.resolve(value)})
		case strings.HasPrefix(line, "http://") || strings.HasPrefix(line, "https://"):
			s.addPage(Listed{URL: s.at.resolve(line)})
		}
	}
	if s.found == 0 {
		return errors.Join(errNoLine, lines.Err())
	}
	return nil
}
