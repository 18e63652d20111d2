package discover

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
)

// traps is quirks/traps.yaml.
type traps struct {
	Parameters []string
	Last       []string
	Anywhere   []string
	Hosts      []string
	Patterns   []string

	pattern *regexp.Regexp
}

var knownTraps = sync.OnceValue(func() traps {
	t := embedded[traps](quirkFiles, "quirks/traps.yaml")
	t.pattern = anyOf(t.Patterns)
	return t
})

// IsTrap reports whether an address is one that no walk should follow: a feed, a form, a print view or a share button of a
// page, a search, a day of a calendar, an image in another size.
func IsTrap(u corpus.URL) bool {
	p, err := url.Parse(string(u))
	if err != nil {
		return false
	}
	t := knownTraps()
	path := strings.ToLower(strings.TrimRight(p.Path, "/"))
	host := strings.TrimPrefix(strings.ToLower(p.Host), "www.")
	return t.inQuery(p.RawQuery) || t.inPath(path) || slices.ContainsFunc(t.Hosts, func(trap string) bool {
		return strings.HasPrefix(host+path+"/", trap)
	})
}

func (t traps) inQuery(query string) bool {
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		if slices.Contains(t.Parameters, strings.ToLower(name)) {
			return true
		}
	}
	return false
}

func (t traps) inPath(path string) bool {
	segments := strings.Split(path, "/")
	if slices.Contains(t.Last, segments[len(segments)-1]) {
		return true
	}
	return slices.ContainsFunc(segments, func(s string) bool { return slices.Contains(t.Anywhere, s) }) || t.pattern.MatchString(path)
}
