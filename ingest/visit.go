package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
)

// maxHops bounds the requests that one address may take: share links, shorteners and redirects together.
const maxHops = 10

// visit is the way from an entry of the frontier to its document.
type visit struct {
	*run
	entry frontier.Entry
	last  corpus.Capture // the newest that got the document, zero when there is none
	first func()         // to be called when the first request is over
}

// ending is how a visit ended.
type ending struct {
	outcome corpus.Outcome
	err     string
	via     string
	url     corpus.URL    // that answered, or would have
	result  *fetch.Result // nil when nothing was requested
	retry   bool          // another attempt may bring more
	after   time.Time     // and not before; zero: as the number of attempts says
}

// visit gets an entry's document, or finds out why not, and records it. The entry is finished or put back.
func (r *run) visit(ctx context.Context, e frontier.Entry, release func()) error {
	defer release()
	v := &visit{run: r, entry: e, first: release}
	err := v.do(ctx)
	var paused pausedError
	switch {
	case errors.As(err, &paused):
		e.NotBefore = paused.until
		return r.frontier.Release(ctx, e)
	case ctx.Err() != nil:
		return r.frontier.Release(context.WithoutCancel(ctx), e)
	case err != nil:
		return fmt.Errorf("get %s: %w", e.URL, err)
	}
	return nil
}

func (v *visit) do(ctx context.Context) (err error) {
	v.last, _, err = v.Records.LastCapture(ctx, v.entry.Key)
	if err != nil {
		return err
	}
	end, err := v.travel(ctx)
	if err != nil {
		return err
	}
	v.acceptTwice(&end)
	c, err := v.record(ctx, v.capture(end), end.result, &v.entry)
	if err != nil {
		return err
	}
	if err := v.lead(ctx, c, end.result); err != nil {
		return err
	}
	return v.finish(ctx, c, end)
}

// travel makes the requests that lead to the document, each recorded but the last.
func (v *visit) travel(ctx context.Context) (ending, error) {
	plan := resolve.PlanOf(v.entry.URL)
	been := map[corpus.URL]bool{}
	for range maxHops {
		if been[plan.URL] {
			return ending{outcome: corpus.HTTPError, err: "The address redirects in a circle.", via: plan.Via, url: plan.URL}, nil
		}
		been[plan.URL] = true
		no, ok, err := v.refused(ctx, plan)
		if err != nil || !ok {
			return no, err
		}
		result, err := v.request(ctx, v.conditional(plan.URL))
		v.first()
		if err != nil {
			return ending{}, err
		}
		verdict := resolve.Judge(plan, answer(result))
		if verdict.Pause > 0 {
			if err := v.gate.trouble(ctx, hostOf(plan.URL), trouble{overloaded, verdict.Pause}); err != nil {
				return ending{}, err
			}
		}
		if verdict.Next == nil {
			return v.ended(plan, verdict, result), nil
		}
		if err := v.hop(ctx, plan, *verdict.Next, verdict, result); err != nil {
			return ending{}, err
		}
		plan = *verdict.Next
	}
	return ending{outcome: corpus.HTTPError, err: fmt.Sprintf("The address takes more than %d requests.", maxHops), via: plan.Via, url: plan.URL}, nil
}

// conditional asks for an address, and only for what is new when it is the one that answered last time.
func (v *visit) conditional(u corpus.URL) fetch.Request {
	q := fetch.Request{URL: u}
	answered := v.last.FinalURL
	if answered == "" {
		answered = v.last.URL
	}
	if v.last.Payload != "" && sameURL(answered, u) {
		q.ETag, q.LastModified = v.last.ETag, v.last.LastModified
	}
	return q
}

func sameURL(a, b corpus.URL) bool {
	p, err := corpus.Parse(a)
	q, err2 := corpus.Parse(b)
	if err != nil || err2 != nil {
		return a == b
	}
	p.Fragment, p.RawFragment, q.Fragment, q.RawFragment = "", "", "", ""
	return p.String() == q.String()
}

func answer(r fetch.Result) resolve.Answer {
	return resolve.Answer{
		Status: r.Status, Header: r.Header, Location: corpus.URL(r.Location), MediaType: r.MediaType,
		Payload: r.Payload, Outcome: r.Outcome, Error: r.Error,
	}
}

// ended says how a visit ended whose last answer leads no further.
func (v *visit) ended(p resolve.Plan, verdict resolve.Verdict, r fetch.Result) ending {
	end := ending{outcome: verdict.Outcome, err: verdict.Error, via: p.Via, url: corpus.URL(r.URL), result: &r}
	if end.outcome == corpus.Fetched && softNotFound(v.entry.URL, end.url) {
		end.outcome, end.err = corpus.NotFound, "The address leads to the front page of the site, so the document is gone."
	}
	switch {
	case verdict.Wait > 0:
		end.retry, end.after = true, v.Now().Add(verdict.Wait)
	case end.outcome == corpus.Timeout, end.outcome == corpus.NetworkError, end.outcome == corpus.Truncated:
		end.retry = true
	case end.outcome == corpus.HTTPError && temporary(r.Status):
		end.retry = true
		if r.RetryAfter > 0 {
			end.after = v.Now().Add(r.RetryAfter)
		}
	}
	return end
}

// frontPath matches the path of a site's front page: "/", "/es/".
var frontPath = regexp.MustCompile(`^/?(?:[a-z]{2}/?)?$`)

// softNotFound reports whether a request for a page inside a site ended at a front page: what many sites send instead of
// 404 when a page is gone. Another site's front page can be what a short link stands for.
func softNotFound(asked, answered corpus.URL) bool {
	p, err := corpus.Parse(asked)
	q, err2 := corpus.Parse(answered)
	if err != nil || err2 != nil {
		return false
	}
	sameSite := strings.TrimPrefix(p.Hostname(), "www.") == strings.TrimPrefix(q.Hostname(), "www.")
	return sameSite && !frontPath.MatchString(p.Path) && frontPath.MatchString(q.Path) && q.RawQuery == ""
}

// temporary reports whether a status says that it may be another one later.
func temporary(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return status >= 500
}

// acceptTwice takes a body that lacks the end of its format when the attempt before brought the same bytes: then it is
// the file that is so, not the transfer.
func (v *visit) acceptTwice(end *ending) {
	r := end.result
	if end.outcome != corpus.Truncated || r.Truncated != "" || len(r.Payload) == 0 {
		return
	}
	digest := string(corpus.DigestOf(r.Payload))
	if v.entry.Digest == digest {
		end.outcome, end.err, end.retry = corpus.Fetched, "", false
		return
	}
	v.entry.Digest = digest
}

// finish puts the entry back for another attempt, or finishes it.
func (v *visit) finish(ctx context.Context, c corpus.Capture, end ending) error {
	now := v.Now()
	if !end.retry {
		return v.frontier.Done(ctx, v.entry, c.Outcome, now)
	}
	v.entry.NotBefore = end.after
	if end.after.IsZero() {
		v.entry.NotBefore = now.Add(frontier.Backoff(v.entry.Attempts))
	}
	return v.frontier.Retry(ctx, v.entry, c.Outcome, now)
}

// request makes one request when the host may be asked.
func (r *run) request(ctx context.Context, q fetch.Request) (fetch.Result, error) {
	host := hostOf(q.URL)
	if err := r.gate.enter(ctx, host); err != nil {
		return fetch.Result{}, err
	}
	result, err := r.Client.Get(ctx, q)
	return result, errors.Join(err, r.gate.leave(ctx, host, result.Took, troubleOf(result)))
}

func troubleOf(r fetch.Result) trouble {
	switch {
	case r.Status == http.StatusTooManyRequests || r.Status == http.StatusServiceUnavailable:
		return trouble{overloaded, r.RetryAfter}
	case r.Status == 0 && (r.Outcome == corpus.NetworkError || r.Outcome == corpus.Timeout):
		return trouble{kind: unreachable}
	}
	return trouble{}
}
