package resolve

import (
	_ "embed"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed pages.yaml
var pagesYAML []byte

//go:embed login.txt
var loginText string

// refusal is a page with which a service says no.
type refusal struct {
	Via      []string
	Title    []string
	Text     []string
	Outcome  corpus.Outcome
	Sentence string
	Retry    bool
}

// refusals returns the pages of pages.yaml.
var refusals = sync.OnceValue(func() []refusal {
	var list []refusal
	if err := yaml.UnmarshalWithOptions(pagesYAML, &list, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("embedded pages.yaml: %v", err))
	}
	return list
})

// refused finds the refusal that a page is.
func refused(via, title, text string) (refusal, bool) {
	title, text = plain(title), plain(text)
	for _, r := range refusals() {
		if slices.Contains(r.Via, via) && (holds(title, r.Title) || holds(text, r.Text)) {
			return r, true
		}
	}
	return refusal{}, false
}

func holds(s string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(s, p) })
}

// plain brings words to the form of pages.yaml.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.ReplaceAll(s, "’", "'"))), " ")
}

// loginPlaces returns the lines of login.txt.
var loginPlaces = sync.OnceValue(func() []string {
	var places []string
	for line := range strings.Lines(loginText) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			places = append(places, line)
		}
	}
	return places
})

// isLogin reports whether an address that a request is sent on to is where people log in. A host that only looks like it
// is no sign when the request went there in the first place (sso.agc.gov.sg publishes statutes).
func isLogin(u *url.URL, samehost bool) bool {
	host, path := strings.ToLower(u.Hostname()), strings.ToLower(strings.TrimSuffix(u.Path, "/"))
	return slices.ContainsFunc(loginPlaces(), func(l string) bool {
		switch {
		case strings.HasPrefix(l, "/"):
			return strings.HasSuffix(path, l)
		case samehost:
			return false
		}
		return host == l || strings.HasSuffix(l, ".") && strings.HasPrefix(host, l)
	})
}

func sameHost(u corpus.URL, other *url.URL) bool {
	p, err := corpus.Parse(u)
	return err == nil && hostOf(p) == hostOf(other)
}
