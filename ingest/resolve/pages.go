package resolve

import (
	"embed"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed pages/*.yaml
var pagesYAML embed.FS

//go:embed login.txt
var loginText string

// refusal is a page with which a service, or any server, says no. It is recognised when its ways, hosts, size, header and
// marks fit, as far as it names them, and when one of title, text and elements does, if it names any.
type refusal struct {
	Via      []string          // ways that the request may have come by; none: any
	Hosts    []string          // that may have been asked beside them
	MaxBytes int               `yaml:"max_bytes"`
	Header   map[string]string // of the answer: name to a part of its value, lower case
	Marks    []string          // parts of the markup, as they are; one is enough
	Within   string            // selector of where text is looked for; the body
	Title    map[corpus.Language][]string
	Text     map[corpus.Language][]string
	Elements []string // selectors
	Outcome  corpus.Outcome
	Fault    corpus.Fault
	Sentence string
	Wait     string // what the service is known to need: file, host
}

// refusals returns those of the files in pages/, by name of file and then in their order.
var refusals = sync.OnceValue(func() (all []refusal) {
	files, err := pagesYAML.ReadDir("pages")
	if err != nil {
		panic(fmt.Sprintf("embedded pages: %v", err))
	}
	for _, f := range files {
		raw, err := pagesYAML.ReadFile("pages/" + f.Name())
		if err != nil {
			panic(fmt.Sprintf("embedded pages/%s: %v", f.Name(), err))
		}
		var list []refusal
		if err := yaml.UnmarshalWithOptions(raw, &list, yaml.Strict()); err != nil {
			panic(fmt.Sprintf("embedded pages/%s: %v", f.Name(), err))
		}
		all = append(all, list...)
	}
	return all
})

// refused finds the refusal that a page is.
func refused(p Plan, h http.Header, pg *page) (refusal, bool) {
	host := ""
	if u, err := corpus.Parse(p.URL); err == nil {
		host = hostOf(u)
	}
	for _, r := range refusals() {
		if r.concerns(p.Via, host) && r.mayFit(pg) && r.fits(h, pg) && r.says(pg) {
			return r, true
		}
	}
	return refusal{}, false
}

func (r refusal) concerns(via, host string) bool {
	return len(r.Via)+len(r.Hosts) == 0 || slices.Contains(r.Via, via) ||
		slices.ContainsFunc(r.Hosts, func(domain string) bool { return below(host, domain) })
}

// mayFit looks at the title first when nothing but the title can say it: marks take longer to look for.
func (r refusal) mayFit(pg *page) bool {
	return len(r.Title) == 0 || len(r.Text)+len(r.Elements) > 0 || holds(pg.title(), r.Title)
}

func (r refusal) fits(h http.Header, pg *page) bool {
	for name, part := range r.Header {
		if !strings.Contains(strings.ToLower(h.Get(name)), part) {
			return false
		}
	}
	if r.MaxBytes > 0 && (!pg.whole || len(pg.raw) > r.MaxBytes) {
		return false
	}
	return len(r.Marks) == 0 || slices.ContainsFunc(r.Marks, func(m string) bool { return pg.marks()[m] })
}

// says reports whether the page says it in its title, its text or by its elements.
func (r refusal) says(pg *page) bool {
	if len(r.Title)+len(r.Text)+len(r.Elements) == 0 {
		return true
	}
	if holds(pg.title(), r.Title) {
		return true
	}
	if len(r.Text) > 0 {
		within := r.Within
		if within == "" {
			within = "body"
		}
		if holds(plain(pg.document().Find(within).Text()), r.Text) {
			return true
		}
	}
	return slices.ContainsFunc(r.Elements, func(s string) bool { return pg.document().FindMatcher(selector(s)).Length() > 0 })
}

// selector compiles a selector of the lists, which the tests have seen compile.
func selector(s string) goquery.Matcher { return cascadia.MustCompile(s) }

func holds(s string, phrases map[corpus.Language][]string) bool {
	for _, list := range phrases {
		if slices.ContainsFunc(list, func(p string) bool { return strings.Contains(s, p) }) {
			return true
		}
	}
	return false
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
