package resolve

import (
	_ "embed"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed shorteners.yaml
var shortenersYAML []byte

// shortHost is a host of short links.
type shortHost struct {
	Host    string
	Set     string // parameter that spares the page in between: "si=1"
	Link    string // selector of the link on the page in between
	Warning string // start of the path of the page that warns of a target
}

// shortHosts returns those of shorteners.yaml, by host.
var shortHosts = sync.OnceValue(func() map[string]shortHost {
	var list []shortHost
	if err := yaml.UnmarshalWithOptions(shortenersYAML, &list, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("embedded shorteners.yaml: %v", err))
	}
	byHost := map[string]shortHost{}
	for _, h := range list {
		byHost[h.Host] = h
	}
	return byHost
})

// codePath matches the path of a short link, "/3abCdE"; a plus sign behind it asks bit.ly for a page about the link.
var codePath = regexp.MustCompile(`^/([^/+]+)[+]?/?$`)

// shortener plans a short link: a redirect, or a page with the address that it stands for.
func shortener(p *url.URL) (Plan, bool) {
	h, ok := shortHosts()[hostOf(p)]
	if !ok || !codePath.MatchString(p.Path) {
		return Plan{}, false
	}
	to := *p
	to.Path, to.RawPath = strings.Replace(p.Path, "+", "", 1), ""
	to.Fragment, to.RawFragment = "", ""
	if h.Set != "" && to.RawQuery == "" {
		to.RawQuery = h.Set
	}
	return Plan{URL: corpus.URL(to.String()), Via: Shortener}, true
}

// warns reports whether an address is the page with which a shortener warns of what a link leads to.
func warns(p *url.URL) bool {
	h, ok := shortHosts()[hostOf(p)]
	return ok && h.Warning != "" && strings.HasPrefix(p.Path, h.Warning)
}

// scriptedMove matches "location.replace("https:\/\/example.org\/")" and "window.location.href = '...'"; the address is
// group 1.
var scriptedMove = regexp.MustCompile(`location(?:\.href)?(?:\.replace\(|\s*=)\s*["']([^"'\s]+)["']`)

// between returns the address that the page of a shortener stands in between of: the link that the host is known to
// show, a refresh, or what its script goes to.
func between(at corpus.URL, pg *page) (corpus.URL, bool) {
	u, err := corpus.Parse(at)
	if err != nil {
		return "", false
	}
	if h := shortHosts()[hostOf(u)]; h.Link != "" {
		if to, ok := elsewhere(at, pg.document().FindMatcher(selector(h.Link)).First().AttrOr("href", "")); ok {
			return to, true
		}
	}
	if _, to, ok := pg.refresh(); ok {
		if to, ok := elsewhere(at, to); ok {
			return to, true
		}
	}
	if m := scriptedMove.FindSubmatch(pg.raw); m != nil {
		return elsewhere(at, strings.ReplaceAll(string(m[1]), `\/`, "/"))
	}
	return "", false
}

// sameAddress reports whether two addresses differ in their fragment at most.
func sameAddress(a, b *url.URL) bool {
	p, q := *a, *b
	p.Fragment, p.RawFragment, q.Fragment, q.RawFragment = "", "", "", ""
	return p.String() == q.String()
}
