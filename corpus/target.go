package corpus

import (
	"net/url"
	"regexp"
	"sort"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// TargetKey returns the key of what a URL points to: the many spellings of one address (scheme, www, case of the host,
// trailing slash, fragment, tracking parameters, share-link forms of one Drive file) have one key. A URL that cannot be
// parsed is its own key.
func TargetKey(u URL) string {
	key := string(u)
	for range 8 { // a wrapper can hold a wrapper, and odd spellings settle in two steps
		next := targetKey(URL(key))
		if next == key {
			break
		}
		key = next
	}
	return key
}

func targetKey(u URL) string {
	p, err := Parse(u)
	if err != nil {
		return string(u)
	}
	if p.Scheme != "http" && p.Scheme != "https" {
		return p.String()
	}
	host := p.Hostname()
	if bare := strings.TrimPrefix(host, "www."); bare != "" {
		host = bare
	}
	if inner := wrapped(host, p); inner != "" {
		return inner
	}
	if id := driveID(host, p); id != "" {
		return "gdrive:" + id
	}
	if port := p.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	if strings.Contains(p.Hostname(), ":") { // IPv6
		host = p.Host
	}
	path := strings.TrimRight(p.EscapedPath(), "/")
	key := "https://" + host + path
	if q := cleanQuery(p.Query()); q != "" {
		key += "?" + q
	}
	return key
}

// Parse reads an absolute URL as a browser does (WHATWG) and returns it in the form for requests.
func Parse(u URL) (*url.URL, error) {
	w, err := whatwg.Parse(strings.TrimSpace(string(u)))
	if err != nil {
		return nil, err
	}
	return url.Parse(w.Href(false))
}

// wrapped returns the address inside a redirecting wrapper, "https://www.google.com/url?q=TARGET&sa=D".
func wrapped(host string, p *url.URL) string {
	if host != "google.com" || p.Path != "/url" {
		return ""
	}
	if q := p.Query().Get("q"); strings.HasPrefix(q, "http") {
		return q
	}
	if q := p.Query().Get("url"); strings.HasPrefix(q, "http") {
		return q
	}
	return ""
}

// drivePath matches "/file/d/ID/view", "/document/u/0/d/ID/edit", "/drive/folders/ID"; the id is group 1.
var drivePath = regexp.MustCompile(`/(?:d|folders)/([A-Za-z0-9_-]{20,})(?:/|$)`)

func driveID(host string, p *url.URL) string {
	switch host {
	case "drive.google.com", "docs.google.com", "drive.usercontent.google.com":
	default:
		return ""
	}
	if m := drivePath.FindStringSubmatch(p.Path); m != nil && m[1] != "e" {
		return m[1]
	}
	switch p.Path {
	case "/open", "/uc", "/download", "/folderview":
		return p.Query().Get("id")
	}
	return ""
}

// cleanQuery returns the parameters sorted, without those that only track where a reader came from.
func cleanQuery(q url.Values) string {
	keys := make([]string, 0, len(q))
	for k := range q {
		lower := strings.ToLower(k)
		if strings.HasPrefix(lower, "utm_") || lower == "fbclid" || lower == "gclid" {
			continue
		}
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var parts []string
	for _, k := range keys {
		for _, v := range q[k] {
			parts = append(parts, url.QueryEscape(k)+"="+url.QueryEscape(v))
		}
	}
	return strings.Join(parts, "&")
}
