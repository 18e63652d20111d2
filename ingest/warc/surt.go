package warc

import (
	"cmp"
	"encoding/binary"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// surt returns the key under which web-archive tools look a URL up: the host turned around, then path and query in a
// canonical form, "org,example)/a?b=1" for "https://www.Example.org:443/a/?b=1#c". The rules are those of the package
// surt of the Internet Archive with its defaults, which pywb, cdxj-indexer and the Wayback Machine use
// (https://github.com/internetarchive/surt: handyurl, GoogleURLCanonicalizer, IAURLCanonicalizer, _surtformat). In order:
//
//   - blanks around it and line breaks and tabs in it go; without a scheme it is http; of "http://https://" the last counts;
//   - user, password and fragment go; so do the ports 80 of http and 443 of https;
//   - host, path and query are percent-decoded until nothing changes and encoded once, but for ASCII that can stand;
//   - an internationalised host is written in Punycode; "www." and "www7." before it go; a host that is one number or has
//     short or octal parts is an IPv4 address;
//   - "." and ".." steps of the path are walked, doubled slashes and a slash at its end go; ASP.NET session ids go;
//   - the query loses session ids (jsessionid, phpsessid, sid, ASPSESSIONID, cfid with cftoken), its arguments are sorted,
//     and it goes when nothing is left;
//   - everything is in lower case. Other schemes than http keep theirs only when there is no host: "urn:isbn:1".
func surt(url string) string {
	switch {
	case url == "":
		return "-"
	case strings.HasPrefix(url, "filedesc"):
		return url
	}
	u := splitAddress(url)
	u.query = sortedArguments(strings.ToLower(withoutSession(escape(unescape(u.query)), querySessions)))
	path := unescape(u.path)
	var b strings.Builder
	if u.host == "" {
		b.WriteString(u.scheme + ":")
	} else {
		u.host = canonicalHost(u.host, u.scheme)
		path = walked(path)
		labels := strings.Split(u.host, ".")
		slices.Reverse(labels)
		b.WriteString(strings.Join(labels, ","))
		if u.port != 0 && u.port != defaultPorts[u.scheme] {
			b.WriteString(":" + strconv.Itoa(u.port))
		}
		b.WriteByte(')')
	}
	path = withoutSession(strings.ToLower(escape(path)), pathSessions)
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	if path == "" && u.query != "" {
		path = "/"
	}
	b.WriteString(path)
	if u.query != "" {
		b.WriteString("?" + u.query)
	}
	return b.String()
}

// address is a URL in parts, without user and fragment.
type address struct {
	scheme, host string
	port         int // 0: none
	path, query  string
}

var (
	// anyScheme matches "mailto:" of "mailto:ann@example.org".
	anyScheme = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+\-.]*:`)
	// schemeTwice matches "http://https://" of "http://https://example.org".
	schemeTwice = regexp.MustCompile(`^(https?://)+`)
	lineBreaks  = strings.NewReplacer("\n", "", "\r", "", "\t", "")
)

var defaultPorts = map[string]int{"http": 80, "https": 443}

func splitAddress(url string) (u address) {
	url = lineBreaks.Replace(strings.TrimSpace(url))
	if !anyScheme.MatchString(url) {
		url = "http://" + url
	}
	url = schemeTwice.ReplaceAllString(url, "$1")
	u.scheme, u.path, _ = strings.Cut(url, ":")
	u.scheme = strings.ToLower(u.scheme)
	u.path, _, _ = strings.Cut(u.path, "#")
	u.path, u.query, _ = strings.Cut(u.path, "?")
	authority := ""
	if rest, ok := strings.CutPrefix(u.path, "//"); ok {
		end := strings.IndexByte(rest, '/')
		if end < 0 {
			end = len(rest)
		}
		authority, u.path = rest[:end], rest[end:]
	}
	u.host, u.port = splitAuthority(authority)
	if u.host == "" && strings.HasPrefix(u.scheme, "http") { // "http:////example.org"
		var path string
		u.host, path, _ = strings.Cut(strings.TrimLeft(u.path, "/"), "/")
		u.path = "/" + path
	}
	return u
}

// splitAuthority returns host and port of "ann:secret@example.org:8080" or "[2001:db8::1]:80".
func splitAuthority(s string) (host string, port int) {
	s = s[strings.LastIndexByte(s, '@')+1:]
	if inner, ok := strings.CutPrefix(s, "["); ok {
		if host, rest, ok := strings.Cut(inner, "]"); ok {
			port, _ = strconv.Atoi(strings.TrimPrefix(rest, ":"))
			return strings.ToLower(host), max(port, 0)
		}
	}
	s = strings.TrimRight(s, ":")
	if at := strings.LastIndexByte(s, ':'); at >= 0 {
		if n, err := strconv.ParseUint(s[at+1:], 10, 16); err == nil {
			return strings.ToLower(s[:at]), int(n)
		}
	}
	return strings.ToLower(s), 0
}

var (
	// wwwName matches "www2." of "www2.example.org".
	wwwName = regexp.MustCompile(`^www\d*\.`)
	// toASCII is the mapping of IDNA 2003, which the keys of existing indexes are made with.
	toASCII = idna.New(idna.MapForLookup(), idna.Transitional(true), idna.StrictDomainName(false))
)

func canonicalHost(host, scheme string) string {
	host = unescape(host)
	if ascii, err := toASCII.ToASCII(host); err == nil {
		host = ascii
	}
	host = strings.Trim(strings.ReplaceAll(host, "..", "."), ".")
	if ip, ok := ipv4(host); ok {
		host = ip
	} else {
		host = escape(strings.ToLower(host))
	}
	if scheme != "dns" {
		host = wwwName.ReplaceAllString(host, "")
	}
	return host
}

// shortIPv4 matches "10.0.258", "017.0.0.1" and "3279880203": what inet_aton takes for an IPv4 address.
var shortIPv4 = regexp.MustCompile(`^\d+(\.\d+){0,3}$`)

// ipv4 returns a host that is an IPv4 address in its usual form. Of a single number the lowest 32 bits count.
func ipv4(host string) (string, bool) {
	if !shortIPv4.MatchString(host) {
		return "", false
	}
	var n uint32
	if !strings.Contains(host, ".") {
		for _, digit := range host {
			n = n*10 + uint32(digit-'0')
		}
	} else {
		parts := strings.Split(host, ".")
		for i, part := range parts {
			base, bits := 10, 8
			if part[0] == '0' {
				base = 8
			}
			if i == len(parts)-1 {
				bits = 8 * (5 - len(parts))
			}
			v, err := strconv.ParseUint(part, base, bits)
			if err != nil {
				return "", false
			}
			n = n<<bits | uint32(v)
		}
	}
	return netip.AddrFrom4([4]byte(binary.BigEndian.AppendUint32(nil, n))).String(), true
}

// walked returns a path without "." and ".." steps and doubled slashes.
func walked(path string) string {
	steps := strings.Split(path, "/")
	kept := make([]string, 0, len(steps))
	for _, step := range steps[1:] { // of a relative path the first step goes, as it does there
		switch {
		case step == ".":
		case step == ".." && len(kept) > 0:
			kept = kept[:len(kept)-1]
		default:
			kept = append(kept, step)
		}
	}
	if len(kept) == 0 {
		return "/"
	}
	last := kept[len(kept)-1]
	kept = slices.DeleteFunc(kept[:len(kept)-1], func(step string) bool { return step == "" })
	return "/" + strings.Join(append(kept, last), "/")
}

// pathSessions match "(S(4hqa0555fwsecu455xqckv45))/" of "/(S(4hqa0555fwsecu455xqckv45))/a.aspx", and without the S.
var pathSessions = []*regexp.Regexp{
	regexp.MustCompile(`(?is)^(.*/)(?:\((?:[a-z]\([0-9a-z]{24}\))+\)/)([^?]+\.aspx.*)$`),
	regexp.MustCompile(`(?is)^(.*/)(?:\([0-9a-z]{24}\)/)([^?]+\.aspx.*)$`),
}

// querySessions match "sid=" and 32 letters of "a=1&sid=9682993c8daa2c5497996114facdc805&b=2", and their like.
var querySessions = []*regexp.Regexp{
	regexp.MustCompile(`(?is)^(.*)jsessionid=[0-9a-z]{32}(?:&(.*))?$`),
	regexp.MustCompile(`(?is)^(.*)phpsessid=[0-9a-z]{32}(?:&(.*))?$`),
	regexp.MustCompile(`(?is)^(.*)sid=[0-9a-z]{32}(?:&(.*))?$`),
	regexp.MustCompile(`(?is)^(.*)aspsessionid[a-z]{8}=[a-z]{24}(?:&(.*))?$`),
	regexp.MustCompile(`(?is)^(.*)cfid=[^&]+&cftoken=[^&]+(?:&(.*))?$`),
}

func withoutSession(s string, sessions []*regexp.Regexp) string {
	if !strings.ContainsAny(s, "(=") {
		return s
	}
	for _, r := range sessions {
		s = r.ReplaceAllString(s, "$1$2")
	}
	return s
}

// sortedArguments sorts a query by name, then value; an argument without "=" stands before one with the same name.
func sortedArguments(query string) string {
	if !strings.Contains(query, "&") {
		return query
	}
	arguments := strings.Split(query, "&")
	slices.SortStableFunc(arguments, func(a, b string) int {
		aName, aValue, aHas := strings.Cut(a, "=")
		bName, bValue, bHas := strings.Cut(b, "=")
		if c := cmp.Compare(aName, bName); c != 0 || aHas != bHas {
			return cmp.Or(c, len(a)-len(b))
		}
		return cmp.Compare(aValue, bValue)
	})
	return strings.Join(arguments, "&")
}

// unescape decodes percent-encoding until nothing changes: "%2525" is "%". What a step decodes may complete an escape that
// ends there, so it is enough to look back from each byte.
func unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	out := make([]byte, 0, len(s))
	for _, c := range []byte(s) {
		out = append(out, c)
		for n := len(out); n >= 3 && out[n-3] == '%'; n = len(out) {
			high, low := hexDigit(out[n-2]), hexDigit(out[n-1])
			if high < 0 || low < 0 {
				break
			}
			out = append(out[:n-3], byte(high<<4|low))
		}
	}
	return string(out)
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// escape percent-encodes blanks, control characters, "#", "%" and all beyond ASCII.
func escape(s string) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, len(s))
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7f || c == '#' || c == '%' {
			out = append(out, '%', digits[c>>4], digits[c&15])
		} else {
			out = append(out, c)
		}
	}
	return string(out)
}
