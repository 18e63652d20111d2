package robots

import (
	"strings"
	"time"

	"github.com/jimsmart/grobotstxt"
)

// Decision is what the rules say of an address.
type Decision struct {
	Allowed bool
	Line    int    // that decided, from 1; 0 when none did
	Rule    string // that line as written, without comment: "Disallow: /private/"; "" when none did
}

// maxRuleBytes is how much of a line is shown: more than any address that browsers of old could open.
const maxRuleBytes = 2083

// Decide says whether the crawler with the product token may get the address. /robots.txt itself always may be got.
func (r *Rules) Decide(token, address string) Decision {
	path := pathOf(address)
	if path == "/robots.txt" {
		return Decision{Allowed: true}
	}
	m := matcher(token, &longest{path: path})
	for i, l := range r.lines {
		switch l.kind {
		case agentLine:
			m.HandleUserAgent(i, l.value)
		case allowLine:
			m.HandleAllow(i, l.value)
		case disallowLine:
			m.HandleDisallow(i, l.value)
		}
	}
	i := m.MatchingLine()
	if i == 0 || r.lines[i].value == "" { // a rule with nothing in it decides nothing
		return Decision{Allowed: true}
	}
	shown := r.lines[i].text
	if len(shown) > maxRuleBytes {
		shown = shown[:maxRuleBytes]
	}
	return Decision{Allowed: !m.Disallowed(), Line: r.lines[i].number, Rule: strings.ToValidUTF8(shown, "\uFFFD")}
}

// CrawlDelay returns the pause that the file asks the crawler to make between requests, 0 when it asks for none. Of several
// the longest counts.
//
// The library knows no pauses. They are given to it as rules whose length is that of the pause, so that it is the library
// that chooses the groups.
func (r *Rules) CrawlDelay(token string) time.Duration {
	m := matcher(token, pauses{})
	for i, l := range r.lines {
		switch l.kind {
		case agentLine:
			m.HandleUserAgent(i, l.value)
		case delayLine:
			m.HandleAllow(i, l.value)
		default:
			m.HandleDisallow(i, "")
		}
	}
	if i := m.MatchingLine(); i > 0 {
		return seconds(r.lines[i].value)
	}
	return 0
}

// matcher returns a matcher of the library that waits for lines. It takes a line's number for what is to be told from
// others, so an index serves; 0 is the first user-agent line and means none. It learns the token only together with a file.
func matcher(token string, s grobotstxt.MatchStrategy) *grobotstxt.RobotsMatcher {
	m := grobotstxt.NewRobotsMatcher()
	m.MatchStrategy = s
	m.AgentAllowed("", token, "/")
	return m
}

// maxSteps bounds what one decision may cost: some tenths of a second. Rules of 256 KiB that all are candidates stay within
// it for a path of 500 bytes.
const maxSteps = 1 << 28

// longest is the library's strategy for a path of ours. The library would parse and print the address with net/url, which
// forbids what has a bare percent sign and escapes what Google's parser leaves as it is.
type longest struct {
	path  string
	steps int
}

// MatchAllow returns how long an allow pattern is that matches, else -1. Behind the bound none does.
func (s *longest) MatchAllow(_, pattern string) int {
	if s.differs(pattern) || s.tooMuch(pattern) {
		return -1
	}
	return grobotstxt.LongestMatchStrategy{}.MatchAllow(s.path, pattern)
}

// MatchDisallow returns how long a disallow pattern is that matches, else -1. Behind the bound each does: a file that means
// to wear us out is obeyed rather than misread.
func (s *longest) MatchDisallow(_, pattern string) int {
	if s.differs(pattern) {
		return -1
	}
	if s.tooMuch(pattern) {
		return len(pattern)
	}
	return grobotstxt.LongestMatchStrategy{}.MatchDisallow(s.path, pattern)
}

// differs reports whether a pattern cannot match, as the path lacks what stands before its first wildcard or behind its last.
// The library would find that out too, but makes room for every position of the path first.
func (s *longest) differs(pattern string) bool {
	first, last := pattern, strings.TrimSuffix(pattern, "$")
	if i := strings.IndexAny(pattern, "*$"); i >= 0 {
		first = pattern[:i]
	}
	last = last[strings.LastIndexByte(last, '*')+1:]
	return !strings.HasPrefix(s.path, first) || !strings.Contains(s.path, last)
}

// tooMuch counts the library's steps for a pattern: it goes over the path once for each byte from the first "*" on, and needs
// about four times as long to make room for the positions.
func (s *longest) tooMuch(pattern string) bool {
	rounds := 4
	if i := strings.IndexByte(pattern, '*'); i >= 0 {
		rounds += len(pattern) - i
	}
	s.steps += (len(s.path) + 1) * rounds
	return s.steps > maxSteps
}

// pauses is a strategy that takes the values of crawl-delay lines for allow patterns.
type pauses struct{}

// MatchAllow returns a pause in milliseconds.
func (pauses) MatchAllow(_, value string) int { return int(seconds(value).Milliseconds()) }

// MatchDisallow returns -1: no rule is a pause.
func (pauses) MatchDisallow(_, _ string) int { return -1 }

// pathOf returns the path and query of an address, with escapes in upper case as the library has them in patterns. Addresses
// are expected to be escaped: a raw byte stays as it is.
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
