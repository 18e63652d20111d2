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
	Patterns   []pattern
}

// pattern is an expression for paths that hold one of the texts: to look for those takes a hundredth of the time.
type pattern struct {
	Path string
	With []string

	path *regexp.Regexp
}

var knownTraps = sync.OnceValue(func() *traps {
	t := embedded[traps](quirkFiles, "quirks/traps.yaml")
	for i := range t.Patterns {
		t.Patterns[i].path = regexp.MustCompile(t.Patterns[i].Path)
	}
	return &t
})

// isTrap reports whether an address is one that no walk should follow: a feed, a form, a print view or a share button of a
// page, a search, a day of a calendar, an image in another size.
func isTrap(u corpus.URL) bool {
	if host, path, query, ok := plainParts(string(u)); ok {
		return knownTraps().have(host, path, query)
	}
	p, err := url.Parse(string(u))
	return err == nil && knownTraps().have(strings.ToLower(p.Host), p.Path, p.RawQuery)
}

// plainParts cuts an address of the web where nothing in it has to be unescaped; ok is false where something may.
func plainParts(u string) (host, path, query string, ok bool) {
	rest, ok := strings.CutPrefix(u, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(u, "http://")
	}
	slash := strings.IndexByte(rest, '/')
	if !ok || slash < 0 || !isPlainHost(rest[:slash]) {
		return "", "", "", false
	}
	path, query, _ = strings.Cut(rest[slash:], "?")
	return rest[:slash], path, query, isPlain(rest[slash:]) && !strings.Contains(path, "%")
}

// isPlainHost reports whether a host is made of small letters, digits and what stands between them, with a port or none.
func isPlainHost(host string) bool {
	name, port, _ := strings.Cut(host, ":")
	return strings.Trim(port, "0123456789") == "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
}

// have reports whether an address of these parts is a trap; its host is in lower case.
func (t *traps) have(host, path, query string) bool {
	path = strings.ToLower(strings.TrimRight(path, "/"))
	return t.inQuery(query) || t.inPath(path) || t.onHost(strings.TrimPrefix(host, "www."), path)
}

func (t *traps) inQuery(query string) bool {
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		if slices.Contains(t.Parameters, strings.ToLower(name)) {
			return true
		}
	}
	return false
}

func (t *traps) inPath(path string) bool {
	if _, last := cutLast(path); slices.Contains(t.Last, last) {
		return true
	}
	for segment := range strings.SplitSeq(path, "/") {
		if slices.Contains(t.Anywhere, segment) {
			return true
		}
	}
	return slices.ContainsFunc(t.Patterns, func(p pattern) bool {
		return slices.ContainsFunc(p.With, func(s string) bool { return strings.Contains(path, s) }) && p.path.MatchString(path)
	})
}

func (t *traps) onHost(host, path string) bool {
	address := host + path + "/"
	return slices.ContainsFunc(t.Hosts, func(trap string) bool { return strings.HasPrefix(address, trap) })
}
