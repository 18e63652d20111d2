package roughweb

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Rule is something that hosts may expect of a robot.
type Rule struct {
	Name   string
	Breach func([]Request) string // says what breaks the rule; "" when nothing does
}

// slack is what the clocks of two busy processes may differ in what they call the end of an answer.
const slack = 25 * time.Millisecond

// Manners returns the rules that hold whatever is asked for. The contact is what the User-Agent must name; runs is how often
// the sources were walked.
func (s *Server) Manners(contact string, runs int) []Rule {
	return []Rule{
		{"never asks for what is forbidden", s.forbidden},
		{"asks for one document once", s.askedAgain},
		{"asks for robots.txt first", robotsFirst},
		{"one request in flight on a host", inFlight},
		{"keeps Crawl-delay", func(asked []Request) string { return Pauses(asked, time.Second, DelayHost) }},
		{"keeps Retry-After", tooSoon},
		{"says who it is", func(asked []Request) string {
			return First(asked, func(q Request) bool {
				agent := q.Header.Get("User-Agent")
				return !strings.HasPrefix(agent, "irmtrail/") || !strings.Contains(agent, contact)
			})
		}},
		{"reads only", func(asked []Request) string {
			return First(asked, func(q Request) bool { return q.Method != "GET" && q.Method != "HEAD" })
		}},
		{"sends no credentials", func(asked []Request) string {
			return First(asked, func(q Request) bool { return q.Header.Get("Authorization") != "" })
		}},
		{"carries no cookie to another host", func(asked []Request) string { return First(asked, foreignCookie) }},
		{"speaks HTTP/2 with who offers it", func(asked []Request) string {
			return First(asked, func(q Request) bool { return q.Host == "h2.example" && q.Proto != "HTTP/2.0" })
		}},
		{"keeps connections", func(asked []Request) string { return reconnects(asked, runs) }},
		{"takes little of a robots.txt without end", func(asked []Request) string {
			return First(asked, func(q Request) bool { return strings.HasPrefix(q.Path, "/robots.txt") && q.Sent > 8<<20 })
		}},
		{"leaves a listing that repeats", func(asked []Request) string {
			return atMost(6*runs, "pages", count(asked, func(q Request) bool { return strings.HasPrefix(q.Path, repeatingPath+"page/") }))
		}},
		{"leaves sitemaps that list each other", func(asked []Request) string {
			return atMost(2*runs, "times", count(asked, func(q Request) bool { return q.Path == "/members-sitemap.xml" }))
		}},
	}
}

// First names the first request with a property, and how many there are; "" when there is none.
func First(asked []Request, has func(Request) bool) string {
	n := count(asked, has)
	if n == 0 {
		return ""
	}
	q := asked[slices.IndexFunc(asked, has)]
	return fmt.Sprintf("%d times, first %s %s %s %v", n, q.Method, q.URL(), q.Proto, q.Header)
}

func count(asked []Request, has func(Request) bool) (n int) {
	for _, q := range asked {
		if has(q) {
			n++
		}
	}
	return n
}

func atMost(most int, what string, n int) string {
	if n <= most {
		return ""
	}
	return fmt.Sprintf("%d %s, at most %d are needed", n, what, most)
}

func (s *Server) forbidden(asked []Request) string {
	for _, c := range s.Cases {
		for _, start := range c.Never {
			if b := First(asked, func(q Request) bool { return strings.HasPrefix(q.URL(), start) && q.Path != "/robots.txt" }); b != "" {
				return c.Name + ": " + b
			}
		}
	}
	return ""
}

func (s *Server) askedAgain(asked []Request) string {
	for _, c := range s.Cases {
		if c.Once == "" {
			continue
		}
		if n := count(asked, func(q Request) bool {
			path, _, _ := strings.Cut(q.Path, "?")
			return strings.TrimRight(strings.TrimPrefix(q.Host, "www.")+path, "/") == c.Once
		}); n > 1 {
			return fmt.Sprintf("%s was asked for %d times", c.Once, n)
		}
	}
	return ""
}

// robotsFirst names what was asked for before the rules of its origin: http and https have rules of their own.
func robotsFirst(asked []Request) string {
	ruled := map[string]bool{}
	for _, q := range asked {
		origin := q.Scheme + "://" + q.Host
		if strings.HasPrefix(q.Path, "/robots.txt") {
			ruled[origin] = true
		} else if !ruled[origin] {
			return q.URL()
		}
	}
	return ""
}

// inFlight names a host that was asked while it was answering.
func inFlight(asked []Request) string {
	return successive(asked, func(p, q Request) string {
		if p.Ended.IsZero() || q.Began.Before(p.Ended.Add(-slack)) {
			return fmt.Sprintf("%s, while %s was answered", q.URL(), p.URL())
		}
		return ""
	})
}

// Pauses names a request that came sooner after the end of the one before it on its host than it may; host "" stands for all.
func Pauses(asked []Request, least time.Duration, host string) string {
	return successive(asked, func(p, q Request) string {
		if gap := q.Began.Sub(p.Ended); (host == "" || q.Host == host) && gap < least-slack {
			return fmt.Sprintf("%s, %s after the end of %s", q.URL(), gap, p.URL())
		}
		return ""
	})
}

// tooSoon names a host that was asked again before the time that its Retry-After set.
func tooSoon(asked []Request) string {
	return successive(asked, func(p, q Request) string {
		// A date is one to two seconds away when it is sent.
		if gap := q.Began.Sub(p.Ended); strings.HasPrefix(q.Host, "later-") && p.Status >= 400 && p.Path != "/robots.txt" && gap < time.Second-slack {
			return fmt.Sprintf("%s, %s after it said to wait", q.URL(), gap)
		}
		return ""
	})
}

// successive asks of each request and the one before it on its host whether they break a rule.
func successive(asked []Request, breach func(p, q Request) string) string {
	last := map[string]Request{}
	for _, q := range asked {
		if p, ok := last[q.Host]; ok {
			if b := breach(p, q); b != "" {
				return b
			}
		}
		last[q.Host] = q
	}
	return ""
}

// foreignCookie reports whether a request carries what another host set: each sets its own name.
func foreignCookie(q Request) bool {
	for _, line := range q.Header.Values("Cookie") {
		for part := range strings.SplitSeq(line, ";") {
			if name, value, _ := strings.Cut(strings.TrimSpace(part), "="); name == "seen" && value != q.Host {
				return true
			}
		}
	}
	return false
}

// reconnects allows one more in a run than is needed: a client that keeps few connections may have closed one.
func reconnects(asked []Request, runs int) string {
	conns := map[int64]bool{}
	for _, q := range asked {
		if q.Host == PoliteHost {
			conns[q.Conn] = true
		}
	}
	return atMost(2*runs, "connections to "+PoliteHost, len(conns))
}

// Again holds a second crawl against the requests of the first: it names what was got already, does not change, and was
// sent again, for which a 304 does.
func Again(before, after []Request) string {
	done := map[string]bool{}
	for _, q := range before {
		if q.Status == 200 && q.Sent > 0 && !changes(q) {
			done[q.URL()] = true
		}
	}
	return First(after, func(q Request) bool { return q.Status == 200 && q.Sent > 0 && done[q.URL()] })
}

// changes reports whether an address may bring something new: the listing into which an item is pushed, and the REST
// interface, which has no validators.
func changes(q Request) bool {
	return strings.HasPrefix(q.Path, driftingPath) || strings.HasPrefix(q.Path, "/wp-json/")
}
