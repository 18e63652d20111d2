// Package robots says whether a robots.txt file lets a crawler get an address.
//
// [Parse] reads a file of any quality into [Rules]; [Rules.Decide] answers with the line that decided, so that it can be
// shown. What a line means, which groups count and which rule wins (RFC 9309, with Google's leniency towards misspelled and
// colonless lines) is decided by grobotstxt, a translation of Google's published parser. This package reads a file once for
// many decisions, bounds what a hostile file can cost, and mends where the library departs from the RFC. [After] is the
// RFC's table of what an answer for robots.txt amounts to. The package makes no requests and keeps nothing.
package robots

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jimsmart/grobotstxt"
)

// MaxBytes is how much of a file is read; RFC 9309 section 2.5 asks for at least 500 KiB.
const MaxBytes = 512 << 10

// Rules are the rules of one robots.txt file.
type Rules struct {
	lines    []line   // in order; none before the first user-agent line
	Sitemaps []string // as written, in order
}

// line is a line that names a crawler or tells it something.
type line struct {
	kind   lineKind
	number int    // from 1
	value  string // as the library reads it: escapes in upper case, other bytes than ASCII escaped
	text   string // of a rule: the line as written, without its comment
}

type lineKind int

const (
	agentLine lineKind = iota
	allowLine
	disallowLine
	delayLine
)

// Parse reads a file. It never fails: a line that means nothing is passed over. Of a file longer than [MaxBytes] it reads
// the whole lines within them.
func Parse(body []byte) *Rules {
	if len(body) > MaxBytes {
		body = body[:MaxBytes]
		body = body[:max(0, bytes.LastIndexByte(body, '\n')+1)]
	}
	// The library counts CR, LF and CRLF as one end of a line each.
	text := strings.ReplaceAll(strings.ReplaceAll(string(body), "\r\n", "\n"), "\r", "\n")
	r := &reader{written: strings.Split(text, "\n")}
	grobotstxt.Parse(upperEscapes(text), r)
	return &Rules{lines: r.lines, Sitemaps: grobotstxt.Sitemaps(text)}
}

// escape matches "%c3". The library spoils lower-case escapes that have a digit: it takes a bit from both characters, so that
// "%c3" becomes "%C\x13" and the rule matches nothing. WordPress writes addresses with such escapes.
var escape = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

func upperEscapes(s string) string {
	return escape.ReplaceAllStringFunc(s, strings.ToUpper)
}

// reader takes lines from the library's parser.
type reader struct {
	written []string // the file, line by line
	lines   []line
	naming  bool   // since the last rule there was a user-agent line
	delays  []line // among the user-agent lines of the current group
}

// HandleRobotsStart does nothing.
func (r *reader) HandleRobotsStart() {}

// HandleUserAgent takes a user-agent line. The RFC has product tokens of letters, "_" and "-" only. The library takes most
// marks and digits too, so that "irmtrail*" and "irmtrail2" would name somebody else and leave us to the rules for everyone.
func (r *reader) HandleUserAgent(number int, value string) {
	r.lines = append(r.lines, line{kind: agentLine, number: number, value: token(value)})
	r.naming = true
}

// agentToken matches "FooBot" in "FooBot/1.2", and "" in "* and more", which the library understands.
var agentToken = regexp.MustCompile(`^[A-Za-z_-]*`)

func token(value string) string {
	if strings.HasPrefix(value, "*") {
		return value
	}
	return agentToken.FindString(value)
}

// HandleAllow takes an allow rule.
func (r *reader) HandleAllow(number int, value string) { r.rule(allowLine, number, value) }

// HandleDisallow takes a disallow rule.
func (r *reader) HandleDisallow(number int, value string) { r.rule(disallowLine, number, value) }

// rule takes a rule, which ends the naming of a group. A rule before any user-agent line is for nobody.
func (r *reader) rule(kind lineKind, number int, value string) {
	if len(r.lines) == 0 {
		return
	}
	text, _, _ := strings.Cut(r.written[number-1], "#")
	r.lines = append(r.lines, line{kind: kind, number: number, value: value, text: strings.TrimSpace(text)})
	r.named()
}

// HandleRobotsEnd ends the last group.
func (r *reader) HandleRobotsEnd() { r.named() }

// named gives a group the pauses that stood between its user-agent lines: RFC 9309 does not know such lines and lets none of
// them end the naming.
func (r *reader) named() {
	r.lines = append(r.lines, r.delays...)
	r.delays, r.naming = nil, false
}

// HandleSitemap does nothing: escapes in the address are wanted as written.
func (r *reader) HandleSitemap(int, string) {}

// HandleUnknownAction takes a crawl-delay line, which the library does not know.
func (r *reader) HandleUnknownAction(number int, key, value string) {
	key = strings.ToLower(key)
	if len(r.lines) == 0 || !strings.HasPrefix(key, "crawl-delay") && !strings.HasPrefix(key, "crawldelay") {
		return
	}
	delay := line{kind: delayLine, number: number, value: value}
	if r.naming {
		r.delays = append(r.delays, delay)
	} else {
		r.lines = append(r.lines, delay)
	}
}

// seconds reads the value of a crawl-delay line, a number of seconds: 0 when it is none, a day at most.
func seconds(value string) time.Duration {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || !(n > 0) {
		return 0
	}
	return time.Duration(min(n, 86400) * float64(time.Second))
}
