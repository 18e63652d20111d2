package corpus

import (
	_ "embed"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	whatwg "github.com/nlnwa/whatwg-url/url"
)

// maxWrappers bounds wrappers inside wrappers; links that were shared on and on have two or three.
const maxWrappers = 8

//go:embed wrappers.yaml
var wrappersYAML []byte

// wrapper is an address that holds another one.
type wrapper struct {
	Host       string
	Path       string
	Parameters []string // that may hold it, the likeliest first
}

// wrappers returns those of wrappers.yaml.
var wrappers = sync.OnceValue(func() []wrapper {
	var list []wrapper
	if err := yaml.UnmarshalWithOptions(wrappersYAML, &list, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("embedded wrappers.yaml: %v", err))
	}
	return list
})

// Unwrap returns the address inside a redirecting wrapper, "https://www.google.com/url?q=TARGET&sa=D", as the wrapper
// holds it, also of wrappers inside each other. Any other address is returned as it is, and so is one that holds nothing
// of the web, or more wrappers than anybody makes.
func Unwrap(u URL) URL {
	inner := u
	for range maxWrappers + 1 {
		next := unwrapped(inner)
		if next == "" {
			return inner
		}
		inner = next
	}
	return u
}

// unwrapped takes off one wrapper; "" when there is none.
func unwrapped(u URL) URL {
	// What is wrapped stands in a parameter, as it is or escaped. To look for it first spares reading every other address.
	_, query, _ := strings.Cut(string(u), "?")
	if !strings.Contains(query, "://") && !strings.Contains(strings.ToLower(query), "%3a") && !strings.Contains(query, "www") {
		return ""
	}
	p, err := Parse(u)
	if err != nil {
		return ""
	}
	for _, w := range wrappers() {
		if !w.holds(p) {
			continue
		}
		for _, name := range w.Parameters {
			if inner := URL(strings.TrimSpace(valueOf(p, name))); isWeb(inner) {
				return inner
			}
		}
	}
	return ""
}

// googleCountry matches what follows "google." in the names of Google: "com", "es", "com.mx", "co.uk".
var googleCountry = regexp.MustCompile(`^(?:[a-z]{2,3}|com?\.[a-z]{2})$`)

func (w wrapper) holds(p *url.URL) bool {
	if p.Path != w.Path && p.Path+"/" != w.Path {
		return false
	}
	host := bareHost(p)
	if name, ok := strings.CutSuffix(w.Host, "*"); ok {
		country, ok := strings.CutPrefix(host, name)
		return ok && googleCountry.MatchString(country)
	}
	return host == w.Host || strings.HasSuffix(host, "."+w.Host)
}

// isWeb reports whether an address is one of the web.
func isWeb(u URL) bool {
	w, err := whatwg.Parse(string(u))
	return err == nil && (w.Scheme() == "http" || w.Scheme() == "https") && w.Host() != ""
}
