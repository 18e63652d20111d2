package ingest

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/discover"
)

// Kind says what a source's seed is.
type Kind string

// The kinds of source.
const (
	KindListing   Kind = "listing"   // a page of links, with further pages
	KindSitemap   Kind = "sitemap"   // a sitemap, an index of sitemaps, or a robots.txt that names some
	KindWordPress Kind = "wordpress" // a collection of the WordPress REST API
	KindFeed      Kind = "feed"      // RSS or Atom
)

// Source is a place that leads to reports. Its lists hold prefixes of addresses; the longest one that matches decides.
type Source struct {
	Name     string       `yaml:"name"`
	Kind     Kind         `yaml:"kind"`
	Seed     corpus.URL   `yaml:"seed"`     // its first page
	Term     Term         `yaml:"term"`     // of WordPress: only what is filed under it
	Optional bool         `yaml:"optional"` // that it gives nothing is no failure
	Scope    []corpus.URL `yaml:"scope"`    // the pages and files of reports
	Through  []corpus.URL `yaml:"through"`  // pages that are got for their links only
	Linked   []corpus.URL `yaml:"linked"`   // pages that are got wherever a page of the source links to them
	Except   []corpus.URL `yaml:"except"`   // what is left out

	scope discover.Scope
}

// Term is a term of a taxonomy of a WordPress site. The zero value is none.
type Term struct {
	Taxonomy string `yaml:"taxonomy"` // rest base, "document-type"
	Slug     string `yaml:"slug"`
}

// Cited says what of the documents that reports cite is got.
type Cited struct {
	Except     []corpus.URL `yaml:"except"`            // prefixes of what is not
	Folder     int          `yaml:"folder-files"`      // files of a cited folder; 0 its list only
	Exceptions []Exception  `yaml:"robots-exceptions"` // hosts whose robots.txt does not count
}

// Exception names a host from which a document that a report cites is got although robots.txt forbids crawlers to, once,
// as a reader does who follows the note.
type Exception struct {
	Host   string `yaml:"host"`
	Reason string `yaml:"reason"` // kept with every document that is got by it
}

// Sources is what is crawled.
type Sources struct {
	List  []Source `yaml:"sources"`
	Cited Cited    `yaml:"cited"`
}

//go:embed sources.yaml
var defaultSources []byte

// DefaultSources returns the sources for opengovpartnership.org, as YAML.
func DefaultSources() []byte { return append([]byte(nil), defaultSources...) }

// ParseSources reads what to crawl. Its errors name line and column.
func ParseSources(text []byte) (Sources, error) {
	var all Sources
	if err := yaml.UnmarshalWithOptions(text, &all, yaml.Strict()); err != nil {
		return all, fmt.Errorf("sources: %w", err)
	}
	if len(all.List) == 0 {
		return all, fmt.Errorf("sources: the list is empty")
	}
	names := map[string]bool{}
	for i := range all.List {
		s := &all.List[i]
		if err := s.check(); err != nil {
			return all, fmt.Errorf("source %d (%s): %w", i+1, s.Name, err)
		}
		if names[s.Name] {
			return all, fmt.Errorf("source %d: the name %s is taken", i+1, s.Name)
		}
		names[s.Name] = true
	}
	return all, all.Cited.check()
}

// prepared returns the source with its lists in the form that a crawl uses.
func (s Source) prepared() Source {
	s.scope = nil
	for _, list := range []struct {
		prefixes []corpus.URL
		class    discover.Class
	}{{s.Scope, discover.InScope}, {s.Through, discover.Through}, {s.Linked, discover.Linked}, {s.Except, discover.Outside}} {
		for _, prefix := range list.prefixes {
			s.scope = append(s.scope, discover.Rule{Prefix: prefix, Class: list.class})
		}
	}
	return s
}

// rules returns a digest of what the source leads to.
func (s Source) rules() string {
	return string(corpus.DigestOf(fmt.Appendf(nil, "%q %q %q %q", s.Scope, s.Through, s.Linked, s.Except)))[:16]
}

func (s Source) check() error {
	if s.Name == "" || strings.ContainsFunc(s.Name, unicode.IsControl) {
		return fmt.Errorf("name is missing, or not on one line")
	}
	switch s.Kind {
	case KindListing, KindSitemap, KindWordPress, KindFeed:
	default:
		return fmt.Errorf("kind is %q, want %s, %s, %s or %s", s.Kind, KindListing, KindSitemap, KindWordPress, KindFeed)
	}
	if s.Term != (Term{}) && (s.Kind != KindWordPress || s.Term.Slug == "" || s.Term.Taxonomy == "") {
		return fmt.Errorf("term is for kind %s and has taxonomy and slug", KindWordPress)
	}
	if len(s.Scope)+len(s.Linked) == 0 {
		return fmt.Errorf("scope and linked are missing, and one is needed")
	}
	for _, list := range [][]corpus.URL{{s.Seed}, s.Scope, s.Through, s.Linked, s.Except} {
		if err := checkAddresses(list); err != nil {
			return err
		}
	}
	return nil
}

// oddStar matches a "*" that is more or less than a part of a path: "https://*.example/", "/a*/".
var oddStar = regexp.MustCompile(`[^/]\*|\*[^/]|^[a-z]+://\*`)

func checkAddresses(list []corpus.URL) error {
	for _, u := range list {
		if odd := oddStar.FindString(string(u)); odd != "" {
			return fmt.Errorf("%q: * stands for a whole part of a path", u)
		}
		if p, err := corpus.Parse(corpus.URL(strings.ReplaceAll(string(u), "*", "x"))); err != nil || p.Host == "" || p.Scheme != "http" && p.Scheme != "https" {
			return fmt.Errorf("%q is no address of the web", u)
		}
	}
	return nil
}

func (c Cited) check() error {
	for _, e := range c.Exceptions {
		if e.Host == "" || e.Reason == "" || strings.ContainsAny(e.Host, "/:* ") {
			return fmt.Errorf("sources: a robots exception has the name of one host and a reason, not %q and %q", e.Host, e.Reason)
		}
	}
	if c.Folder < 0 {
		return fmt.Errorf("sources: folder-files must not be negative")
	}
	if err := checkAddresses(c.Except); err != nil {
		return fmt.Errorf("sources: cited: %w", err)
	}
	return nil
}

// exception returns the exception for a host.
func (c Cited) exception(host string) (Exception, bool) {
	for _, e := range c.Exceptions {
		if strings.EqualFold(e.Host, host) {
			return e, true
		}
	}
	return Exception{}, false
}

// left reports whether the configuration leaves a cited address out.
func (c Cited) left(u corpus.URL) bool {
	var out discover.Scope
	for _, prefix := range c.Except {
		out = append(out, discover.Rule{Prefix: prefix, Class: discover.InScope})
	}
	return out.Of(u) == discover.InScope
}
