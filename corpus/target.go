package corpus

import (
	"net/url"
	"slices"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// TargetKey returns the key of what a URL points to: the many spellings of one address (scheme, www, case of the host,
// trailing slash, fragment, tracking parameters, wrappers, share-link forms of one Drive file) have one key. A URL that
// cannot be parsed is its own key.
func TargetKey(u URL) string {
	key := string(u)
	for range 8 { // odd spellings settle in two steps
		next := targetKey(URL(key))
		if next == key {
			break
		}
		key = next
	}
	return key
}

func targetKey(u URL) string {
	u = Unwrap(u)
	p, err := Parse(u)
	if err != nil {
		return string(u)
	}
	if p.Scheme != "http" && p.Scheme != "https" {
		return p.String()
	}
	if id := driveID(p); id != "" {
		return "gdrive:" + id
	}
	host := bareHost(p)
	if port := p.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	if strings.Contains(p.Hostname(), ":") { // IPv6
		host = p.Host
	}
	path := strings.TrimRight(p.EscapedPath(), "/")
	if host == "doi.org" || host == "dx.doi.org" { // one resolver, and DOI names know no case
		host, path = "doi.org", strings.ToLower(path)
	}
	key := "https://" + host + path
	if q := cleanQuery(p); q != "" {
		key += "?" + q
	}
	return key
}

// Parse reads an absolute URL as a browser does (WHATWG) and returns it in the form for requests.
func Parse(u URL) (*url.URL, error) {
	if isPlain(string(u)) {
		return url.Parse(string(u))
	}
	w, err := whatwg.Parse(strings.TrimSpace(string(u)))
	if err != nil {
		return nil, err
	}
	return url.Parse(escapeBarePercents(w.Href(false)))
}

// isPlain reports whether an address is one that a browser would send as it stands, which most are: then it need not be
// taken apart and put together. It says no whenever it takes a closer look.
func isPlain(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(s, "http://"); !ok {
			return false
		}
	}
	slash := strings.IndexByte(rest, '/')
	if slash < 0 || !plainHost(rest[:slash]) {
		return false
	}
	path := rest[slash:]
	for i := range len(path) {
		switch c := path[i]; {
		case isAlnum(c), c == '/', c == '-', c == '_', c == '?', c == '&', c == '=', c == ',', c == '+', c == ':', c == '~':
		case c == '.' && i+1 < len(path) && path[i-1] != '/' && path[i-1] != '.' && isAlnum(path[i+1]):
		default:
			return false
		}
	}
	return true
}

// plainHost reports whether a host is a name in lower case that cannot be taken for an address or a name of other letters.
func plainHost(host string) bool {
	letter, last := false, byte('.')
	for i := range len(host) {
		c := host[i]
		switch {
		case 'a' <= c && c <= 'z':
			letter = true
		case '0' <= c && c <= '9':
		case (c == '.' || c == '-') && last != '.' && last != '-':
			if c == '.' {
				letter = false
			}
		default:
			return false
		}
		last = c
	}
	return letter && last != '.' && last != '-' && !strings.HasPrefix(host[strings.LastIndexByte(host, '.')+1:], "0x")
}

func isAlnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// escapeBarePercents escapes each "%" that starts no escape, as in "/100%/report": browsers send it as it is, but it is
// no URL (RFC 3986 section 2.1).
func escapeBarePercents(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		if s[i] == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])) {
			b.WriteString("25")
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// bareHost returns the host without "www." and port.
func bareHost(p *url.URL) string {
	host := p.Hostname()
	if bare := strings.TrimPrefix(host, "www."); bare != "" {
		return bare
	}
	return host
}

// parameter is one "name=value" of a query.
type parameter struct {
	name, value string
}

// parameters returns those of a query, in order. Unlike [url.ParseQuery] it loses none: a semicolon or a bare "%" is part
// of the value, as it is for the servers that such links lead to ("?id=5;lang=en", "?q=100%").
func parameters(p *url.URL) []parameter {
	var out []parameter
	for part := range strings.SplitSeq(p.RawQuery, "&") {
		if part != "" {
			name, value, _ := strings.Cut(part, "=")
			out = append(out, parameter{unescaped(name), unescaped(value)})
		}
	}
	return out
}

func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// valueOf returns the first value of a parameter, "" when there is none.
func valueOf(p *url.URL, name string) string {
	for _, q := range parameters(p) {
		if q.name == name {
			return q.value
		}
	}
	return ""
}

// shareViews are the parameters that say how a share link shows its file, not which: by the host that reads them.
var shareViews = map[string][]string{
	"dropbox.com":    {"dl", "raw", "st", "e"}, // https://www.dropbox.com/s/ID/NAME?dl=0
	"sharepoint.com": {"download", "web", "e"}, // https://TENANT.sharepoint.com/:b:/s/x/TOKEN?e=4Xy
}

// cleanQuery returns the parameters sorted by name, without those that only track where a reader came from, and those
// that say how a shared file is shown.
func cleanQuery(p *url.URL) string {
	host := bareHost(p)
	if i := strings.Index(host, ".sharepoint.com"); i >= 0 {
		host = host[i+1:]
	}
	list := slices.DeleteFunc(parameters(p), func(q parameter) bool {
		lower := strings.ToLower(q.name)
		return strings.HasPrefix(lower, "utm_") || lower == "fbclid" || lower == "gclid" || slices.Contains(shareViews[host], lower)
	})
	slices.SortStableFunc(list, func(a, b parameter) int { return strings.Compare(a.name, b.name) })
	parts := make([]string, len(list))
	for i, q := range list {
		parts[i] = url.QueryEscape(q.name) + "=" + url.QueryEscape(q.value)
	}
	return strings.Join(parts, "&")
}
