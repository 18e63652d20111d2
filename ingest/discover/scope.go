package discover

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// Scope is the addresses that a source may lead to, as prefixes: "https://example.org/documents/". Scheme, "www." and
// letter case of the host do not count. A prefix that ends in a slash stands for what is below it, not for itself.
type Scope []corpus.URL

// Contains reports whether an address is in scope.
func (s Scope) Contains(u corpus.URL) bool {
	address := plain(u)
	for _, prefix := range s {
		p := plain(prefix)
		if p != "" && strings.HasPrefix(address, p) && len(address) > len(p) || p == address && !strings.HasSuffix(p, "/") {
			return true
		}
	}
	return false
}

// plain returns an address as host and path, "" when it is none of the web.
func plain(u corpus.URL) string {
	p, err := corpus.Parse(u)
	if err != nil || p.Scheme != "http" && p.Scheme != "https" {
		return ""
	}
	out := strings.TrimPrefix(p.Host, "www.") + p.EscapedPath()
	if p.RawQuery != "" {
		out += "?" + p.RawQuery
	}
	return out
}
