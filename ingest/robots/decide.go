package robots

import (
	"net/http"
	"strings"
	"time"
)

// Decision is what the rules say of an address.
type Decision struct {
	Allowed bool
	Line    int    // of the rule that decided, from 1; 0 when none did
	Rule    string // "Disallow: /private/"; "" when none did
}

// Decide says whether the crawler with the product token may get the address. /robots.txt itself always may be got.
func (r *Rules) Decide(token, address string) Decision {
	path := pathOf(address)
	if path == "/robots.txt" {
		return Decision{Allowed: true}
	}
	best, length := rule{allow: true}, 0
	for _, g := range r.forToken(token) {
		for _, candidate := range g.rules {
			n := candidate.priority(path)
			if n > length || n == length && n > 0 && candidate.allow && !best.allow {
				best, length = candidate, n
			}
		}
	}
	if length == 0 {
		return Decision{Allowed: true}
	}
	name := "Disallow: "
	if best.allow {
		name = "Allow: "
	}
	return Decision{Allowed: best.allow, Line: best.line, Rule: name + best.written}
}

// CrawlDelay returns the pause that the file asks the crawler to make between requests, 0 when it asks for none.
func (r *Rules) CrawlDelay(token string) time.Duration {
	var longest time.Duration
	for _, g := range r.forToken(token) {
		longest = max(longest, g.delay)
	}
	return longest
}

// forToken returns the groups that name the token, or else those for everyone.
func (r *Rules) forToken(token string) []group {
	var named, general []group
	token = strings.ToLower(token)
	for _, g := range r.groups {
		for _, a := range g.agents {
			if a == token && a != "" {
				named = append(named, g)
			} else if a == "*" {
				general = append(general, g)
			}
		}
	}
	if named != nil {
		return named
	}
	return general
}

// priority is the length of the rule's pattern when it matches the path, else 0. A rule for index.html is one for its
// folder too.
func (r rule) priority(path string) int {
	if matches(path, r.pattern) {
		return len(r.pattern)
	}
	slash := strings.LastIndexByte(r.pattern, '/')
	if r.allow && slash >= 0 && strings.HasPrefix(r.pattern[slash+1:], "index.htm") && matches(path, r.pattern[:slash+1]+"$") {
		return slash + 2
	}
	return 0
}

// matches reports whether a pattern matches from the start of the path. "*" stands for any bytes, "$" at the end for the
// end of the path. Time is proportional to path and pattern multiplied at worst.
func matches(path, pattern string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	if len(parts) == 1 {
		return !anchored || path == ""
	}
	last := parts[len(parts)-1]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(path, part)
		if i < 0 {
			return false
		}
		path = path[i+len(part):]
	}
	if anchored {
		return strings.HasSuffix(path, last)
	}
	return strings.Contains(path, last)
}

// escaped brings a pattern to the form that addresses have: "%aa" as "%AA", other bytes than ASCII as escapes.
func escaped(pattern string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '%' && i+2 < len(pattern) && isHex(pattern[i+1]) && isHex(pattern[i+2]):
			b.WriteString(strings.ToUpper(pattern[i : i+3]))
			i += 2
		case c >= 0x80:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'f' || 'A' <= b && b <= 'F'
}

// pathOf returns the path and query of an address, with escapes in upper case. Addresses are expected to be escaped: a
// raw byte stays as it is.
func pathOf(address string) string {
	address, _, _ = strings.Cut(address, "#")
	if rest, ok := strings.CutPrefix(address, "//"); ok {
		address = rest
	} else if i := strings.Index(address, "://"); i >= 0 && !strings.ContainsAny(address[:i], "/?;") {
		address = address[i+3:]
	}
	i := strings.IndexAny(address, "/?;")
	if i < 0 {
		return "/"
	}
	path := upperEscapes(address[i:])
	if path[0] != '/' {
		path = "/" + path
	}
	return path
}

func upperEscapes(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' && isHex(b[i+1]) && isHex(b[i+2]) {
			copy(b[i:], strings.ToUpper(string(b[i:i+3])))
		}
	}
	return string(b)
}

// Access is what an answer for robots.txt amounts to.
type Access int

// The kinds of access.
const (
	ByFile    Access = iota // the file that came decides
	Unchanged               // the rules that are held go on (304)
	All                     // there are no rules (most 4xx)
	Nothing                 // the host cannot say now, so nothing may be got (5xx, 429)
)

// After says what an answer amounts to (RFC 9309 section 2.3.1). Redirects are followed before; a chain that is too
// long counts as no file. 429 is a host that is overloaded, not one without rules.
func After(status int) Access {
	switch {
	case status == http.StatusNotModified:
		return Unchanged
	case status >= 200 && status < 300:
		return ByFile
	case status == http.StatusTooManyRequests:
		return Nothing
	case status >= 300 && status < 500:
		return All
	}
	return Nothing
}
