package discover

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// maxSitemapURLs is the limit of the protocol (https://www.sitemaps.org/protocol.html).
const maxSitemapURLs = 50_000

// ErrNoSitemap is returned for a payload that is no sitemap.
var ErrNoSitemap = errors.New("no sitemap")

// Sitemap is what a sitemap lists, once each.
type Sitemap struct {
	Pages    []Listed // of a urlset or a text of addresses, with the translations that a urlset states
	Sitemaps []Listed // of a sitemapindex or a robots.txt
}

// ReadSitemap reads a sitemap, also one compressed by gzip: a urlset, a sitemapindex, a text with an address in each
// line, or a robots.txt, whose "Sitemap:" lines are an index (RFC 9309 section 2.2.4). Its own address is not in it,
// whatever it says. What comes before a fault in it is returned with no error; the error wraps [ErrNoSitemap] when there
// is nothing.
func ReadSitemap(payload []byte, at corpus.URL) (Sitemap, error) {
	text, err := opened(payload, maxXML)
	if err != nil {
		return Sitemap{}, fmt.Errorf("%w: %w", ErrNoSitemap, err)
	}
	s := sitemap{at: baseOf(at), seen: map[corpus.URL]bool{at: true}, self: corpus.TargetKey(at)}
	in := bufio.NewReader(text)
	if startsMarkup(in) {
		err = s.readXML(newDecoder(in))
	} else {
		err = s.readLines(in)
	}
	if len(s.Pages)+len(s.Sitemaps) == 0 && err != nil {
		return s.Sitemap, fmt.Errorf("%w: %w", ErrNoSitemap, err)
	}
	return s.Sitemap, nil
}

// sitemap is a sitemap that is being read.
type sitemap struct {
	Sitemap
	at   base
	self string // key of its own address
	seen map[corpus.URL]bool
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
	for len(s.Pages)+len(s.Sitemaps) < maxSitemapURLs {
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
			err = s.entry(dec, &start, &s.Pages)
		case root == "sitemapindex" && name == "sitemap":
			err = s.entry(dec, &start, &s.Sitemaps)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *sitemap) entry(dec *xml.Decoder, start *xml.StartElement, to *[]Listed) error {
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
	s.add(to, Listed{URL: s.at.resolve(e.Loc), Modified: changed})
	for _, t := range e.Translations {
		if t.Rel == "alternate" && t.Language != "" {
			s.add(to, Listed{URL: s.at.resolve(t.Href), Modified: changed})
		}
	}
	return nil
}

// add adds an entry that is new, and not the sitemap itself.
func (s *sitemap) add(to *[]Listed, e Listed) {
	if e.URL == "" || s.seen[e.URL] || len(*to) >= maxSitemapURLs {
		return
	}
	s.seen[e.URL] = true
	if to == &s.Sitemaps && corpus.TargetKey(e.URL) == s.self {
		return
	}
	*to = append(*to, e)
}

// errNoLine says that a text is neither addresses nor a robots.txt.
var errNoLine = errors.New("neither markup nor addresses")

// readLines reads a text of addresses or a robots.txt.
func (s *sitemap) readLines(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 2*maxAddress)
	for lines.Scan() && len(s.Pages)+len(s.Sitemaps) < maxSitemapURLs {
		line := strings.TrimSpace(lines.Text())
		field, value, _ := strings.Cut(line, ":")
		switch {
		case strings.EqualFold(strings.TrimSpace(field), "sitemap"):
			value, _, _ = strings.Cut(value, " #")
			s.add(&s.Sitemaps, Listed{URL: s.at.resolve(value)})
		case strings.HasPrefix(line, "http://") || strings.HasPrefix(line, "https://"):
			s.add(&s.Pages, Listed{URL: s.at.resolve(line)})
		}
	}
	if len(s.Pages)+len(s.Sitemaps) == 0 {
		return errors.Join(errNoLine, lines.Err())
	}
	return nil
}
