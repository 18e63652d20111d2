package discover

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/net/html/charset"

	"github.com/irmtrail/irmtrail/corpus"
)

// The limits of the protocol (https://www.sitemaps.org/protocol.html).
const (
	maxSitemapBytes = 50 << 20
	maxSitemapURLs  = 50_000
)

// ErrNoSitemap is returned for a payload that is no sitemap.
var ErrNoSitemap = errors.New("no sitemap")

// Sitemap is what a sitemap lists.
type Sitemap struct {
	Pages    []Listed // of a urlset
	Sitemaps []Listed // of a sitemapindex
}

// Listed is an entry of a sitemap.
type Listed struct {
	URL      corpus.URL
	Modified time.Time // zero when it is not stated; a hint only
}

// ReadSitemap reads a sitemap, also one compressed by gzip. What comes before a fault in it is returned with no error; the
// error wraps [ErrNoSitemap] when there is nothing.
func ReadSitemap(payload []byte) (Sitemap, error) {
	in := io.Reader(bytes.NewReader(payload))
	if bytes.HasPrefix(payload, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return Sitemap{}, fmt.Errorf("%w: %w", ErrNoSitemap, err)
		}
		in = z
	}
	dec := xml.NewDecoder(io.LimitReader(in, maxSitemapBytes))
	dec.Strict = false // bare "&" in addresses
	dec.CharsetReader = charset.NewReaderLabel
	var s Sitemap
	err := s.read(dec)
	if len(s.Pages)+len(s.Sitemaps) == 0 && err != nil {
		return s, fmt.Errorf("%w: %w", ErrNoSitemap, err)
	}
	return s, nil
}

// errNoRoot says that the document is another one, such as a page that says "not found".
var errNoRoot = errors.New("the root element is neither urlset nor sitemapindex")

// read reads the elements by their local names: sitemaps come with and without the right namespace.
func (s *Sitemap) read(dec *xml.Decoder) error {
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

func (s *Sitemap) entry(dec *xml.Decoder, start *xml.StartElement, to *[]Listed) error {
	var e struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
	}
	if err := dec.DecodeElement(&e, start); err != nil {
		return err
	}
	u, err := corpus.Parse(corpus.URL(e.Loc))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	*to = append(*to, Listed{URL: corpus.URL(u.String()), Modified: modified(e.LastMod)})
	return nil
}

// modified reads a W3C date and time of any precision down to the day.
func modified(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", time.DateOnly} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
