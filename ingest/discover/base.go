package discover

import (
	"strings"
	"sync"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"github.com/irmtrail/irmtrail/corpus"
)

// base is an address that links are relative to, with the parts of it that most links only add to.
type base struct {
	page   string // the address itself, without fragment: "https://example.org/list/page?a=1"; "" when it is none of the web
	path   string // that without the query
	folder string // that up to the last slash: "https://example.org/list/"
	origin string // scheme, host and port: "https://example.org"

	address string // as it was given
	parsed  func() (*whatwg.Url, error)
}

// baseOf returns an address as one that links are relative to.
func baseOf(at corpus.URL) base {
	address := string(at)
	b := base{address: address, parsed: sync.OnceValues(func() (*whatwg.Url, error) { return whatwg.Parse(address) })}
	page := address
	if !isPlainAddress(page) {
		u, err := b.parsed()
		if err != nil || u.Scheme() != "http" && u.Scheme() != "https" {
			return b
		}
		page = u.Href(true)
	}
	b.page = page
	b.path, _, _ = strings.Cut(page, "?")
	b.folder = b.path[:strings.LastIndexByte(b.path, '/')+1]
	host := strings.Index(b.path, "://") + len("://")
	b.origin = b.path[:host+strings.IndexByte(b.path[host:], '/')]
	return b
}

// maxAddress bounds an address as a page writes it. Servers refuse longer ones.
const maxAddress = 8 << 10

// resolve makes a link absolute, without fragment; "" when it leads nowhere on the web.
func (b base) resolve(href string) corpus.URL {
	if len(href) > maxAddress {
		return ""
	}
	href = strings.TrimSpace(href)
	if u := b.join(href); u != "" {
		return corpus.URL(u)
	}
	u, err := b.parse(href)
	if err != nil || u.Scheme() != "http" && u.Scheme() != "https" {
		return ""
	}
	return corpus.URL(u.Href(true))
}

// parse reads a link as browsers do (WHATWG).
func (b base) parse(href string) (*whatwg.Url, error) {
	if b.address == "" {
		return whatwg.Parse(href)
	}
	u, err := b.parsed()
	if err != nil {
		return nil, err
	}
	return u.Parse(href)
}

// join returns what [base.parse] finds for links of which it would change nothing, as are nearly all; "" for others. To
// read a link as browsers do takes as long as to read the page around it.
func (b base) join(href string) string {
	ref, _, _ := strings.Cut(href, "#")
	below, ours := strings.CutPrefix(ref, b.origin)
	switch {
	case b.page == "":
		return ""
	case ref == "":
		return b.page
	case ours && below == "":
		return b.origin + "/"
	case ours && below[0] == '/' && isPlain(below), isPlainAddress(ref):
		return ref
	case ref[0] == '/' && !strings.HasPrefix(ref, "//") && isPlain(ref):
		return b.origin + ref
	case ref[0] == '?' && isPlain(ref):
		return b.path + ref
	case ref[0] != '/' && ref[0] != '?' && !strings.Contains(ref, ":") && isPlain(ref):
		return b.folder + ref
	}
	return ""
}

// isPlainAddress reports whether an address is plain from its scheme to its query: "https://example.org/a/b?c=d".
func isPlainAddress(u string) bool {
	rest, ok := strings.CutPrefix(u, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(u, "http://")
	}
	slash := strings.IndexByte(rest, '/')
	return ok && slash > 0 && isOrdinaryHost(rest[:slash]) && isPlain(rest[slash:])
}

// isPlain reports whether a path and query stay as they are when they are read: all octets are plain, and no segment of the
// path starts with a dot, or with one that is escaped.
func isPlain(s string) bool {
	query := false
	for i := range len(s) {
		c := s[i]
		switch {
		case !plainOctets[c]:
			return false
		case query:
		case c == '?':
			query = true
		case c == '.' && (i == 0 || s[i-1] == '/'):
			return false
		case c == '%' && i+2 < len(s) && s[i+1] == '2' && s[i+2]|0x20 == 'e':
			return false
		}
	}
	return true
}

// plainOctets are those that stand for themselves in a path and in a query.
var plainOctets = octets("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&()*+,;=:@%/?")

func octets(list string) (set [256]bool) {
	for i := range len(list) {
		set[list[i]] = true
	}
	return set
}
