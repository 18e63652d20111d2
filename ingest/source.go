package ingest

import (
	_ "embed"
	"fmt"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/discover"
)

// Kind says what a source's seed is.
type Kind string

// The kinds of source.
const (
	KindListing Kind = "listing" // a page of links, with further pages
	KindSitemap Kind = "sitemap" // a sitemap or an index of sitemaps
)

// Source is a place that leads to reports.
type Source struct {
	Name  string         `yaml:"name"`
	Kind  Kind           `yaml:"kind"`
	Seed  corpus.URL     `yaml:"seed"`  // its first page
	Scope discover.Scope `yaml:"scope"` // prefixes of the reports' pages and files
}

//go:embed sources.yaml
var defaultSources []byte

// DefaultSources returns the sources for opengovpartnership.org, as YAML.
func DefaultSources() []byte { return append([]byte(nil), defaultSources...) }

// ParseSources reads a list of sources. Its errors name line and column.
func ParseSources(text []byte) ([]Source, error) {
	var file struct {
		Sources []Source `yaml:"sources"`
	}
	if err := yaml.UnmarshalWithOptions(text, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	if len(file.Sources) == 0 {
		return nil, fmt.Errorf("sources: the list is empty")
	}
	names := map[string]bool{}
	for i, s := range file.Sources {
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("source %d (%s): %w", i+1, s.Name, err)
		}
		if names[s.Name] {
			return nil, fmt.Errorf("source %d: the name %s is taken", i+1, s.Name)
		}
		names[s.Name] = true
	}
	return file.Sources, nil
}

func (s Source) check() error {
	if s.Name == "" {
		return fmt.Errorf("name is missing")
	}
	if s.Kind != KindListing && s.Kind != KindSitemap {
		return fmt.Errorf("kind is %q, want %s or %s", s.Kind, KindListing, KindSitemap)
	}
	if len(s.Scope) == 0 {
		return fmt.Errorf("scope is missing")
	}
	for _, u := range append([]corpus.URL{s.Seed}, s.Scope...) {
		if p, err := corpus.Parse(u); err != nil || p.Host == "" || p.Scheme != "http" && p.Scheme != "https" {
			return fmt.Errorf("%q is no address of the web", u)
		}
	}
	return nil
}
