package discover

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// Class says what a source makes of an address.
type Class int

// The classes of addresses.
const (
	Outside Class = iota // not got
	InScope              // got as a report or one of its files, where listings lead to it and where pages of reports offer it
	Through              // got only for its links, such as the page of a member
	Linked               // got as a document, wherever a page of the source links to it, such as the page of a commitment
)

// Rule gives the addresses that begin with a prefix a class.
//
// A prefix that ends in a slash stands for what is below it, not for itself. A segment of its path that is "*" stands for
// any one: "https://example.org/members/*/commitments/". Scheme, "www.", letter case of the host and the spelling of
// percent-encoded octets do not count.
type Rule struct {
	Prefix corpus.URL
	Class  Class
}

// Scope is the rules of a source. The longest prefix that fits an address decides, in octets without those of "*"; of
// two that are equally long, the one that allows less, in the order Outside, Through, Linked, InScope. What no
// prefix fits is [Outside].
type Scope []Rule

// Of returns the class of an address.
func (s Scope) Of(u corpus.URL) Class {
	address := plain(u)
	class, longest := Outside, 0
	for _, r := range s {
		n := fits(plain(r.Prefix), address)
		if n > longest || n == longest && n > 0 && r.Class.allows() < class.allows() {
			class, longest = r.Class, n
		}
	}
	return class
}

// WantsLinks reports whether some addresses are got wherever they are linked: those of [Through] and [Linked].
func (s Scope) WantsLinks() bool {
	return slices.ContainsFunc(s, func(r Rule) bool { return r.Class == Through || r.Class == Linked })
}

// restrictions is the classes from what allows least on, for prefixes that are equally long.
var restrictions = [...]int{Outside: 0, Through: 1, Linked: 2, InScope: 3}

func (c Class) allows() int {
	if c < 0 || int(c) >= len(restrictions) {
		return 0
	}
	return restrictions[c]
}

// fits returns the length of a prefix that fits an address, 0 when it does not.
func fits(prefix, address string) int {
	length := 0
	for {
		head, rest, star := cutStar(prefix)
		if head == "" && length == 0 || !strings.HasPrefix(address, head) {
			return 0
		}
		length += len(head)
		address = address[len(head):]
		if !star {
			if address == "" && strings.HasSuffix(head, "/") {
				return 0
			}
			return length
		}
		segment := strings.IndexAny(address+"/", "/?")
		if segment == 0 {
			return 0
		}
		prefix, address = rest, address[segment:]
	}
}

// cutStar cuts a prefix around the first segment that stands for any.
func cutStar(prefix string) (head, rest string, found bool) {
	for i := range len(prefix) - 1 {
		if prefix[i:i+2] == "/*" && (i+2 == len(prefix) || prefix[i+2] == '/' || prefix[i+2] == '?') {
			return prefix[:i+1], prefix[i+2:], true
		}
	}
	return prefix, "", false
}

// ordinary returns an address without scheme and "www." where that is all that [plain] would change, as with nearly all
// addresses; a sitemap has 50,000 of them: "https://www.example.org/documents/a-b/".
func ordinary(u string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(u, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(u, "http://")
	}
	rest = strings.TrimPrefix(rest, "www.")
	host, path, slash := strings.Cut(rest, "/")
	return rest, ok && slash && isOrdinaryHost(host) && isOrdinaryPath(path)
}

// isOrdinaryHost reports whether a host is names in lower case, no number and no port. "xn--" is left to those who know it.
func isOrdinaryHost(host string) bool {
	dot := strings.LastIndexByte(host, '.')
	for i := range len(host) {
		if c := host[i]; !('a' <= c && c <= 'z' || i <= dot && ('0' <= c && c <= '9' || c == '-' || c == '.')) {
			return false
		}
	}
	return dot > 0 && dot < len(host)-1 && host[0] != '.' && !strings.Contains(host, "..") && !strings.Contains(host, "--")
}

// isOrdinaryPath reports whether a path needs no escape and has no segment that starts with a dot.
func isOrdinaryPath(path string) bool {
	for i := range len(path) {
		if !isUnreserved(path[i]) && path[i] != '/' && path[i] != '*' || path[i] == '.' && (i == 0 || path[i-1] == '/') {
			return false
		}
	}
	return true
}

// plain returns an address as host, path and query in one spelling, "" when it is none of the web.
func plain(u corpus.URL) string {
	if rest, ok := ordinary(string(u)); ok {
		return rest
	}
	p, err := corpus.Parse(u)
	if err != nil || p.Scheme != "http" && p.Scheme != "https" {
		return ""
	}
	host := p.Host
	if bare := strings.TrimPrefix(host, "www."); strings.Contains(bare, ".") {
		host = bare
	}
	out := host + p.EscapedPath()
	if p.RawQuery != "" {
		out += "?" + p.RawQuery
	}
	return oneSpelling(out)
}

// oneSpelling writes the escapes of an address in upper case, and none for what needs none (RFC 3986 section 6.2.2).
func oneSpelling(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		octet, err := hex.DecodeString(s[min(1, len(s)):min(3, len(s))])
		switch {
		case s[0] != '%' || err != nil || len(octet) != 1:
			b.WriteByte(s[0])
			s = s[1:]
			continue
		case isUnreserved(octet[0]):
			b.WriteByte(octet[0])
		default:
			fmt.Fprintf(&b, "%%%02X", octet[0])
		}
		s = s[3:]
	}
	return b.String()
}

func isUnreserved(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || strings.IndexByte("-._~", c) >= 0
}
