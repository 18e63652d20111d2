// Package robots says whether a robots.txt file lets a crawler get an address.
//
// [Parse] reads a file of any quality into [Rules]; [Rules.Decide] answers with the rule that decided, so that it can be
// shown. It follows RFC 9309 as Google's published parser does, with that parser's leniency towards misspelled and
// colonless lines: groups that name a crawler are joined, "*" counts when none does, the longest pattern wins, allow
// wins a tie. [After] is the RFC's table of what an answer for robots.txt amounts to. The package makes no requests and
// keeps nothing.
package robots

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// MaxBytes is how much of a file is read; RFC 9309 section 2.5 asks for at least 500 KiB.
const MaxBytes = 512 << 10

// maxLineBytes is the length after which a line is cut: one byte less than eight times the longest address of old browsers.
const maxLineBytes = 8*2083 - 1

// Rules are the rules of one robots.txt file.
type Rules struct {
	groups   []group
	Sitemaps []string // in order
}

// group is the rules for the crawlers that it names.
type group struct {
	agents []string // product tokens in lower case; "*" any
	rules  []rule
	delay  time.Duration // Crawl-delay, 0 none
}

type rule struct {
	allow   bool
	pattern string // escapes in upper case, other bytes than ASCII escaped
	line    int    // from 1
	written string // the value as written
}

// Parse reads a file. It never fails: a line that means nothing is passed over. Of a file longer than [MaxBytes] it reads
// the whole lines within them.
func Parse(body []byte) *Rules {
	if len(body) > MaxBytes {
		body = body[:MaxBytes]
		body = body[:max(0, bytes.LastIndexByte(body, '\n')+1)]
	}
	p := parser{rules: &Rules{}}
	for i, line := range lines(body) {
		p.line(i+1, line)
	}
	return p.rules
}

// lines splits at LF, CR and CRLF. A byte order mark, or what there is of one, is dropped.
func lines(body []byte) []string {
	for _, b := range []byte("\xef\xbb\xbf") {
		if len(body) == 0 || body[0] != b {
			break
		}
		body = body[1:]
	}
	text := strings.ReplaceAll(string(body), "\r\n", "\n")
	return strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n")
}

// parser adds lines to groups. Agent lines that follow one another, or only lines that are no rules, name one group:
//
//	naming --rule--> ruling --agent--> naming (a new group)
type parser struct {
	rules  *Rules
	ruling bool // the current group has a rule
}

func (p *parser) line(number int, line string) {
	if len(line) > maxLineBytes {
		line = line[:maxLineBytes]
	}
	key, value, ok := keyValue(line)
	if !ok {
		return
	}
	switch directive(key) {
	case agentLine:
		p.agent(value)
	case allowLine, disallowLine:
		p.rule(rule{allow: directive(key) == allowLine, pattern: escaped(value), line: number, written: value})
	case delayLine:
		p.delay(value)
	case sitemapLine:
		p.rules.Sitemaps = append(p.rules.Sitemaps, value)
	}
}

// keyValue splits "key: value # comment". Where the colon is missing, white space between two words will do.
func keyValue(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	line = strings.TrimSpace(line)
	if key, value, ok = strings.Cut(line, ":"); ok {
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		return key, value, key != ""
	}
	if words := strings.Fields(line); len(words) == 2 {
		return words[0], words[1], true
	}
	return "", "", false
}

type lineKind int

const (
	otherLine lineKind = iota
	agentLine
	allowLine
	disallowLine
	delayLine
	sitemapLine
)

// directive tells what a key means. The misspellings are those that Google's parser accepts.
func directive(key string) lineKind {
	lower := strings.ToLower(key)
	switch {
	case strings.HasPrefix(lower, "user-agent"), strings.HasPrefix(lower, "useragent"), strings.HasPrefix(lower, "user agent"):
		return agentLine
	case strings.HasPrefix(lower, "allow"):
		return allowLine
	case strings.HasPrefix(lower, "disallow"), strings.HasPrefix(lower, "dissallow"), strings.HasPrefix(lower, "dissalow"),
		strings.HasPrefix(lower, "disalow"), strings.HasPrefix(lower, "diasllow"), strings.HasPrefix(lower, "disallaw"):
		return disallowLine
	case strings.HasPrefix(lower, "crawl-delay"), strings.HasPrefix(lower, "crawldelay"):
		return delayLine
	case strings.HasPrefix(lower, "sitemap"), strings.HasPrefix(lower, "site-map"):
		return sitemapLine
	}
	return otherLine
}

func (p *parser) agent(value string) {
	if p.ruling || len(p.rules.groups) == 0 {
		p.rules.groups = append(p.rules.groups, group{})
		p.ruling = false
	}
	g := &p.rules.groups[len(p.rules.groups)-1]
	g.agents = append(g.agents, agentToken(value))
}

// agentToken returns the product token at the start of a user-agent value in lower case: "foobot" of "FooBot/1.2",
// "*" of "* and more".
func agentToken(value string) string {
	if value == "*" || strings.HasPrefix(value, "* ") || strings.HasPrefix(value, "*\t") {
		return "*"
	}
	end := 0
	for end < len(value) && tokenByte(value[end]) {
		end++
	}
	return strings.ToLower(value[:end])
}

func tokenByte(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '-' || b == '_'
}

// rule adds a rule to the current group. A rule before any user-agent line is for nobody.
func (p *parser) rule(r rule) {
	p.ruling = true
	if n := len(p.rules.groups); n > 0 {
		g := &p.rules.groups[n-1]
		g.rules = append(g.rules, r)
	}
}

// delay reads a Crawl-delay in seconds. RFC 9309 does not have it and lets no such line end the naming of a group; so of
// several that come to one group that way the longest counts.
func (p *parser) delay(value string) {
	n := len(p.rules.groups)
	seconds, err := strconv.ParseFloat(value, 64)
	if n == 0 || err != nil || !(seconds > 0) {
		return
	}
	g := &p.rules.groups[n-1]
	g.delay = max(g.delay, time.Duration(min(seconds, 86400)*float64(time.Second)))
}
