package ingest

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
)

// ending is how a visit ended.
type ending struct {
	outcome corpus.Outcome
	fault   corpus.Fault
	err     string
	via     string
	url     corpus.URL    // that answered, or would have
	result  *fetch.Result // nil when nothing was requested
	retry   bool          // another attempt may bring more
	after   time.Time     // and not before; zero: as the number of attempts says
	memento time.Time     // when a web archive made the copy
}

// ended says how a visit ended whose last answer leads no further.
func (v *visit) ended(p resolve.Plan, verdict resolve.Verdict, r fetch.Result) ending {
	end := ending{outcome: verdict.Outcome, fault: verdict.Fault, err: verdict.Error, via: p.Via, url: corpus.URL(r.URL), result: &r}
	if end.outcome == corpus.Fetched && v.softNotFound(end.url) {
		end.outcome, end.fault = corpus.NotFound, corpus.FaultSoftNotFound
		end.err = "The address leads to the front page of the site, so the document is gone."
	}
	if end.outcome == corpus.Fetched && len(r.Payload) == 0 {
		end.outcome, end.fault, end.err = corpus.Truncated, corpus.FaultIncomplete, "The answer is empty."
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

// frontPath matches the path of a site's front page: "/", "/es/", "/pt-br/", "/zh-Hans/".
var frontPath = regexp.MustCompile(`^/?(?:[a-z]{2}(?:-[A-Za-z]{2,4})?/?)?$`)

// softNotFound reports whether a request for a page inside a site ended at a front page: what many sites send instead of
// 404 when a page is gone. Another site's front page can be what a short link stands for.
func (v *visit) softNotFound(answered corpus.URL) bool {
	p, err := corpus.Parse(v.entry.URL)
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

// sameBytes is how many attempts must bring the same bytes until a body that lacks the end of its format is taken.
const sameBytes = 3

// acceptAsIs takes a body that lacks the end of its format when the attempts before brought the same bytes: then it is
// the file that is so, not the transfer.
func (v *visit) acceptAsIs(end *ending) {
	r := end.result
	if end.outcome != corpus.Truncated || r.Truncated != "" || len(r.Payload) == 0 {
		return
	}
	digest := string(corpus.DigestOf(r.Payload))
	times := 1
	if before, same := strings.CutSuffix(v.entry.Digest, " "+digest); same {
		n, _ := strconv.Atoi(before) // which the line below wrote
		times = n + 1
	}
	if times >= sameBytes {
		end.outcome, end.fault, end.err, end.retry = corpus.Fetched, "", "", false
		return
	}
	v.entry.Digest = strconv.Itoa(times) + " " + digest
}

// isLost reports whether readers no longer get what they came for, now or for good: then a web archive may have it.
func isLost(end ending) bool {
	switch end.fault {
	case corpus.FaultForbidden, corpus.FaultChallenge, corpus.FaultTLS, corpus.FaultDNS:
		return true
	}
	return end.outcome == corpus.NotFound || end.outcome == corpus.Gone
}

// finish puts the entry back for another attempt, or finishes it. What is lost is asked of a web archive, unless its own
// copy is held.
func (v *visit) finish(ctx context.Context, tx *frontier.Tx, end ending, finish frontier.Ending) error {
	lost := isLost(end)
	if end.retry {
		v.entry.NotBefore = end.after
		if end.after.IsZero() {
			v.entry.NotBefore = finish.At.Add(frontier.Backoff(v.entry.Attempts))
		}
		failed, err := tx.Retry(ctx, v.entry, finish)
		if err != nil {
			return err
		}
		lost = lost || failed
	} else if err := tx.Done(ctx, v.entry, finish); err != nil {
		return err
	}
	v.count(end)
	if !lost || v.entry.Kind == frontier.Copy || v.entry.Role != corpus.RoleCited || v.last.Payload != "" {
		return nil
	}
	_, err := tx.Add(ctx, copyOf(v.entry))
	return err
}
