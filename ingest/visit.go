package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// maxHops bounds the requests that one address may take: share links, shorteners and redirects together.
const maxHops = 10

// visit is the way from an entry of the frontier to its document.
type visit struct {
	*run
	entry  frontier.Entry
	last   corpus.Capture // the newest that got the document from its own host, zero when there is none
	parcel parcel
	leave  func() // the host that the visit counts at
	place  string // that host
	jar    http.CookieJar
	notes  []warc.Field // for the archive, of the request to come
}

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

// visit gets an entry's document, or finds out why not, and keeps it. The entry is finished or put back.
func (r *run) visit(ctx context.Context, e frontier.Entry, leave func()) error {
	v := &visit{run: r, entry: e, leave: leave, place: e.Host}
	defer func() { v.leave() }()
	r.flights.begin(e, r.Now())
	defer r.flights.end(e)
	err := v.do(ctx)
	var paused pausedError
	switch {
	case errors.As(err, &paused) && paused.until.IsZero() && len(v.parcel.captures) > 0:
		return r.keeper.put(ctx, &v.parcel) // the answers on the way
	case errors.As(err, &paused) && paused.until.IsZero():
		return nil // not in this run: what is in flight at its end is queued in the next
	case errors.As(err, &paused):
		v.parcel.then = func(ctx context.Context, tx *frontier.Tx) error { return tx.Postpone(ctx, e, paused.until) }
		return r.keeper.put(ctx, &v.parcel)
	case ctx.Err() != nil:
		r.frontier.Release(e)
		return nil
	case err != nil:
		return fmt.Errorf("get %s: %w", e.URL, err)
	}
	return nil
}

func (v *visit) do(ctx context.Context) (err error) {
	if v.entry.Kind == frontier.Copy {
		return v.doCopy(ctx)
	}
	if v.entry.LastOutcome != "" || v.entry.Role != corpus.RoleReport { // else it was never asked for
		if v.last, _, err = v.Records.LastCapture(ctx, v.entry.Key); err != nil {
			return err
		}
	}
	if v.last.ETag+v.last.LastModified != "" {
		p, ok, err := v.Records.Payload(ctx, v.last.Payload)
		if err != nil {
			return err
		}
		if _, err := v.Archive.Header(warc.Location{File: p.WARCFile, Offset: p.WARCOffset}); !ok || err != nil {
			v.last.ETag, v.last.LastModified = "", "" // the archive has lost it, so it is got whole
		}
	}
	end, err := v.travel(ctx, v.services.PlanOf(v.entry.URL))
	if err != nil {
		return err
	}
	v.acceptAsIs(&end)
	t := v.capture(end)
	payload, err := v.payload(ctx, t)
	if err != nil {
		return err
	}
	found, err := v.lead(ctx, t, payload)
	if err != nil {
		return err
	}
	return v.keep(ctx, end, t, found, payload)
}

// keep hands over what the visit brought, with what it means for the frontier.
func (v *visit) keep(ctx context.Context, end ending, t *taken, found []frontier.Entry, payload []byte) error {
	v.parcel.captures = append(v.parcel.captures, t)
	if t.Outcome == corpus.Fetched {
		t.Payload = corpus.DigestOf(t.result.Payload)
	}
	print := ""
	if t.Outcome.Got() {
		print = fingerprint(t.Capture, payload)
	}
	finish := v.endingOf(t.Capture, print)
	v.parcel.then = func(ctx context.Context, tx *frontier.Tx) error {
		if err := v.addFound(ctx, tx, found); err != nil {
			return err
		}
		return v.finish(ctx, tx, end, finish)
	}
	return v.keeper.put(ctx, &v.parcel)
}

// travel makes the requests that lead to the document. All answers but the last are noted in the parcel.
func (v *visit) travel(ctx context.Context, plan resolve.Plan) (ending, error) {
	if v.entry.Role == corpus.RoleCited && v.Cited.left(plan.URL) {
		return ending{outcome: corpus.BlockedByPolicy, fault: corpus.FaultScope, err: "The configuration leaves this address out.", via: plan.Via, url: plan.URL}, nil
	}
	been := map[corpus.URL]bool{}
	for range maxHops {
		if been[plan.URL] {
			return ending{outcome: corpus.HTTPError, fault: corpus.FaultRedirectLoop, err: "The address redirects in a circle.", via: plan.Via, url: plan.URL}, nil
		}
		been[plan.URL] = true
		result, no, err := v.ask(ctx, plan)
		if err != nil || result == nil {
			return no, err
		}
		verdict := resolve.Judge(plan, answerOf(*result))
		if verdict.Pause > 0 {
			v.gate.trouble(hostOf(plan.URL), trouble{overloaded, verdict.Pause})
		}
		if verdict.Next == nil {
			return v.ended(plan, verdict, *result), nil
		}
		v.hop(plan, *verdict.Next, verdict, *result)
		plan = *verdict.Next
	}
	return ending{
		outcome: corpus.HTTPError, fault: corpus.FaultRedirects, err: fmt.Sprintf("The address takes more than %d requests.", maxHops), via: plan.Via, url: plan.URL,
	}, nil
}

// ask makes the request of a plan when robots.txt lets it; without a result, the ending says why not.
func (v *visit) ask(ctx context.Context, plan resolve.Plan) (*fetch.Result, ending, error) {
	v.moveTo(hostOf(plan.URL))
	v.notes = nil
	no, ok, err := v.refused(ctx, plan)
	if err != nil || !ok {
		return nil, no, err
	}
	q := v.conditional(plan.URL)
	if plan.Keyed {
		q.Header, q.Secret = withHeader(nil, driveKeyHeader, v.DriveKey), []string{driveKeyHeader}
	}
	if plan.ResourceKeys != "" {
		q.Header = withHeader(q.Header, "X-Goog-Drive-Resource-Keys", plan.ResourceKeys)
	}
	if u, err := url.Parse(string(plan.URL)); err == nil && plan.Cookies && v.jar != nil {
		q.Cookies = v.jar.Cookies(u)
	}
	result, err := v.request(ctx, q)
	if err != nil {
		return nil, ending{}, err
	}
	v.remember(result)
	return &result, ending{}, nil
}

// driveKeyHeader is how a key is given to an API of Google without its being part of the address.
const driveKeyHeader = "X-Goog-Api-Key"

func withHeader(h http.Header, name, value string) http.Header {
	if h == nil {
		h = http.Header{}
	}
	h.Set(name, value)
	return h
}

// remember keeps the cookies of an answer for the further requests of this visit, to the hosts that they are for: some
// services give the file only to who brings the cookie of the hop before.
func (v *visit) remember(r fetch.Result) {
	if len(r.Header["Set-Cookie"]) == 0 {
		return
	}
	u, err := url.Parse(r.URL)
	if err != nil {
		return
	}
	if v.jar == nil {
		jar, err := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
		if err != nil {
			return // which cookiejar never does
		}
		v.jar = jar
	}
	v.jar.SetCookies(u, (&http.Response{Header: r.Header}).Cookies())
}

// moveTo counts the visit at another host.
func (v *visit) moveTo(host string) {
	if host == v.place {
		return
	}
	v.leave()
	v.leave, v.place = v.gate.visiting(host), host
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
	if a == b {
		return true
	}
	p, err := corpus.Parse(a)
	q, err2 := corpus.Parse(b)
	if err != nil || err2 != nil {
		return a == b
	}
	p.Fragment, p.RawFragment, q.Fragment, q.RawFragment = "", "", "", ""
	return p.String() == q.String()
}

func answerOf(r fetch.Result) resolve.Answer {
	return resolve.Answer{
		Status: r.Status, Header: r.Header, Location: corpus.URL(r.Location), MediaType: r.MediaType,
		Payload: r.Payload, Outcome: r.Outcome, Fault: r.Fault, Error: r.Error,
	}
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

// frontPath matches the path of a site's front page: "/", "/es/".
var frontPath = regexp.MustCompile(`^/?(?:[a-z]{2}/?)?$`)

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

// capture returns the capture that a visit's ending is.
func (v *visit) capture(end ending) *taken {
	c := corpus.Capture{
		URL: v.entry.URL, CapturedAt: recordTime(v.Now()), Outcome: end.outcome, Via: end.via, Role: v.entry.Role,
		ErrorCode: end.fault, Error: end.err, MementoDate: end.memento,
	}
	if !sameURL(end.url, c.URL) {
		c.FinalURL = end.url
	}
	t := &taken{Capture: c, result: end.result}
	if end.result != nil {
		fill(&t.Capture, *end.result)
	}
	if c.Outcome == corpus.NotModified {
		t.confirm, t.MediaType = v.last.Payload, v.last.MediaType
		t.ETag, t.LastModified = or(t.ETag, v.last.ETag), or(t.LastModified, v.last.LastModified)
	}
	if c.Via == corpus.ViaWayback && c.MementoDate.IsZero() && end.result != nil {
		if at, ok := resolve.MementoOf(end.url, end.result.Header); ok {
			t.MementoDate = at // a note that cites the web archive's own address
		}
	}
	return v.noted(t)
}

// noted adds what the archive keeps of the way to an answer.
func (v *visit) noted(t *taken) *taken {
	t.notes = append(t.notes, v.notes...)
	t.notes = append(t.notes, warc.Field{Name: "via", Value: string(v.entry.Via)}, warc.Field{Name: "irmtrail-asked", Value: string(v.entry.URL)})
	return t
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// hop notes an answer that leads on.
func (v *visit) hop(from, to resolve.Plan, verdict resolve.Verdict, r fetch.Result) {
	c := corpus.Capture{
		URL: corpus.URL(r.URL), FinalURL: to.URL, Outcome: corpus.Redirected, Via: from.Via, Role: v.entry.Role, ErrorCode: verdict.Fault, Error: verdict.Error,
	}
	if sameURL(v.entry.URL, c.URL) {
		c.URL = v.entry.URL
	}
	fill(&c, r)
	v.parcel.captures = append(v.parcel.captures, v.noted(&taken{Capture: c, result: &r}))
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
	v.count(end, finish)
	if !lost || v.entry.Kind == frontier.Copy || v.entry.Role != corpus.RoleCited || v.last.Payload != "" {
		return nil
	}
	_, err := tx.Add(ctx, copyOf(v.entry))
	return err
}

// request makes one request when the host may be asked.
func (r *run) request(ctx context.Context, q fetch.Request) (fetch.Result, error) {
	host := hostOf(q.URL)
	if err := r.gate.enter(ctx, host); err != nil {
		return fetch.Result{}, err
	}
	result, err := r.Client.Get(ctx, q)
	r.gate.leave(host, result.Took, int64(len(result.Body)), troubleOf(result))
	return result, err
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
