package ingest

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
	"github.com/irmtrail/irmtrail/ingest/robots"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// How long rules are kept (RFC 9309 section 2.4) and how they are got (2.3.1.2).
const (
	robotsFresh   = 24 * time.Hour
	robotsAgain   = 15 * time.Minute    // after a host could not say
	robotsStale   = 30 * 24 * time.Hour // as long as it cannot say, the old rules hold
	robotsMaxHops = 5
)

// robotsBook holds the rules of the origins that a run has to do with.
type robotsBook struct {
	mu      sync.Mutex
	origins map[string]*originRules
}

// originRules are the rules of one origin. Its lock is held while they are got, so that they are got once.
type originRules struct {
	mu     sync.Mutex
	loaded bool
	frontier.Robots
	rules *robots.Rules
}

func (b *robotsBook) of(origin string) *originRules {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.origins == nil {
		b.origins = map[string]*originRules{}
	}
	if b.origins[origin] == nil {
		b.origins[origin] = &originRules{}
	}
	return b.origins[origin]
}

// refused asks the rules whether a plan's address may be got; with ok false the ending says why not. What is no address
// of the web is left to the request, which refuses it; what is asked for with a key is an interface for programs.
func (v *visit) refused(ctx context.Context, p resolve.Plan) (end ending, ok bool, err error) {
	u, err := corpus.Parse(p.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || p.Keyed {
		return end, true, nil
	}
	o := v.robots.of(u.Scheme + "://" + u.Host)
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := v.refreshRules(ctx, o, u.Scheme+"://"+u.Host, u.Hostname()); err != nil {
		return end, false, err
	}
	end = ending{outcome: corpus.BlockedByRobots, fault: corpus.FaultRobots, via: p.Via, url: p.URL}
	switch robots.Access(o.Access) {
	case robots.All:
		v.ruled("there is no robots.txt")
		return end, true, nil
	case robots.Nothing:
		end.err, end.fault, end.after = o.Error, corpus.FaultRobotsUnknown, laterOf(o.Until, v.Now().Add(frontier.Backoff(v.entry.Attempts)))
		if o.Outcome != "" {
			end.outcome, end.fault = o.Outcome, o.Fault
		}
		end.retry = end.outcome != corpus.BlockedByPolicy
		return end, false, nil
	}
	d := o.rules.Decide(Token, u.String())
	switch {
	case d.Allowed && d.Line == 0:
		v.ruled("no rule of robots.txt matches")
	case d.Allowed:
		v.ruled(fmt.Sprintf("allowed by line %d: %s", d.Line, d.Rule))
	default:
		end.err = fmt.Sprintf("robots.txt of %s forbids it, line %d: %s.", u.Host, d.Line, d.Rule)
		return end, v.excepted(ctx, u.Hostname(), d), nil
	}
	return end, true, nil
}

// ruled notes for the archive what let the request be made.
func (v *visit) ruled(why string) {
	v.notes = append(v.notes, warc.Field{Name: "irmtrail-robots", Value: why})
}

// excepted reports whether the operator named the host as one from which a cited document is got all the same.
func (v *visit) excepted(ctx context.Context, host string, d robots.Decision) bool {
	e, ok := v.Cited.exception(host)
	if !ok || v.entry.Role != corpus.RoleCited {
		return false
	}
	v.ruled(fmt.Sprintf("line %d forbids it: %s; excepted by the operator: %s", d.Line, d.Rule, e.Reason))
	v.Log.WarnContext(ctx, "got against robots.txt, as the configuration says", "url", v.entry.URL, "host", host, "rule", d.Rule, "line", d.Line, "reason", e.Reason)
	return true
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// refreshRules loads the rules of an origin, and gets them again when they are old.
func (r *run) refreshRules(ctx context.Context, o *originRules, origin, host string) (err error) {
	known := o.loaded
	if !o.loaded {
		if o.Robots, known, err = r.frontier.Robots(ctx, origin); err != nil {
			return err
		}
		if r.RetryFailed && robots.Access(o.Access) == robots.Nothing {
			o.Until = time.Time{}
		}
	}
	if !known || r.Now().After(o.Until) {
		if o.Robots, err = r.getRules(ctx, origin, o.Robots); err != nil {
			return err
		}
		o.loaded = false
	}
	if !o.loaded {
		o.rules, o.loaded = robots.Parse(o.Body), true
		r.gate.setCrawlDelay(host, o.rules.CrawlDelay(Token))
	}
	return nil
}

// getRules gets robots.txt, says what its answer amounts to, and keeps both. Redirects are followed a few times; the rules
// that are found hold for the origin that was asked.
func (r *run) getRules(ctx context.Context, origin string, old frontier.Robots) (fresh frontier.Robots, err error) {
	q := fetch.Request{URL: corpus.URL(origin + "/robots.txt"), ETag: old.ETag, LastModified: old.LastModified, Prefix: robots.MaxBytes}
	var p parcel
	for hop := 0; ; hop++ {
		result, err := r.request(ctx, q)
		if err != nil {
			return old, err
		}
		p.captures = append(p.captures, rulesTaken(q.URL, result, old))
		if result.Outcome != corpus.Redirected || hop == robotsMaxHops {
			fresh = rulesAfter(result, old, r.Now())
			break
		}
		q = fetch.Request{URL: corpus.URL(result.Location), Prefix: robots.MaxBytes}
	}
	p.then = func(ctx context.Context, tx *frontier.Tx) error { return tx.SetRobots(ctx, origin, fresh) }
	return fresh, r.keeper.put(ctx, &p)
}

func rulesTaken(u corpus.URL, result fetch.Result, old frontier.Robots) *taken {
	t := &taken{result: &result, Capture: corpus.Capture{
		URL: u, Outcome: result.Outcome, Via: resolve.Direct, Role: corpus.RoleRobots, ErrorCode: result.Fault, Error: result.Error,
	}}
	fill(&t.Capture, result)
	switch t.Outcome {
	case corpus.Redirected:
		t.FinalURL = corpus.URL(result.Location)
	case corpus.NotModified:
		t.confirm, t.MediaType = corpus.DigestOf(old.Body), "text/plain"
	}
	return t
}

// rulesAfter returns what an answer for robots.txt makes of what was known.
func rulesAfter(result fetch.Result, old frontier.Robots, now time.Time) frontier.Robots {
	access := robots.After(result.Status)
	if access == robots.ByFile && result.Outcome != corpus.Fetched {
		access = robots.Nothing // the file did not come whole
	}
	switch access {
	case robots.Unchanged:
		old.At, old.Until = now, now.Add(robotsFresh)
		return old
	case robots.Nothing:
		if old.Access != int(robots.Nothing) && now.Sub(old.At) < robotsStale {
			old.Until = now.Add(robotsAgain)
			return old
		}
		return frontier.Robots{Access: int(robots.Nothing), At: old.At, Until: now.Add(robotsAgain), Outcome: blame(result), Fault: result.Fault, Error: whyNothing(result)}
	}
	fresh := frontier.Robots{Access: int(access), At: now, Until: now.Add(robotsFresh)}
	if access == robots.ByFile {
		fresh.Body, fresh.ETag, fresh.LastModified = result.Payload, result.Header.Get("ETag"), result.Header.Get("Last-Modified")
	}
	return fresh
}

// blame returns the outcome for the addresses of an origin whose robots.txt could not be got: that of the failure, or ""
// when the host answered, which by the RFC then forbids everything.
func blame(r fetch.Result) corpus.Outcome {
	if r.Status == 0 {
		return r.Outcome
	}
	return ""
}

func whyNothing(r fetch.Result) string {
	if r.Status == 0 {
		return r.Error
	}
	if r.Status >= http.StatusBadRequest {
		return fmt.Sprintf("robots.txt cannot be had (status %d), so nothing may be got for now.", r.Status)
	}
	return "robots.txt cannot be had, so nothing may be got for now: " + r.Error
}
