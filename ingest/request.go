package ingest

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"

	"golang.org/x/net/publicsuffix"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/resolve"
)

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
