package resolve

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/irmtrail/irmtrail/corpus"
)

// Answer is what came of a request of a plan.
type Answer struct {
	Status    int
	Header    http.Header
	Location  corpus.URL // of a redirect, absolute
	MediaType string     // as sniffed
	Payload   []byte
	Outcome   corpus.Outcome // as HTTP has it
	Fault     corpus.Fault   // as HTTP has it
	Error     string
}

// Verdict is what an answer means. Next, when not nil, is to be asked for now, and Outcome and Fault are those of the
// answer itself; else they are those of the document.
type Verdict struct {
	Next    *Plan
	Outcome corpus.Outcome
	Fault   corpus.Fault // "" for a document, and for an answer that leads on as it should
	Error   string
	Wait    time.Duration // the same may bring the document after it; 0 the outcome decides
	Pause   time.Duration // how long the host wants to be left alone; 0 it does not say
}

// The pauses that services are known to need.
const (
	quotaPause   = 24 * time.Hour // a file that too many people asked for
	robotPause   = time.Hour      // Google's page for suspected robots
	archivePause = time.Minute    // the Wayback Machine, which says 429 without saying how long
)

// Judge returns what the answer to a request of a plan means.
func Judge(p Plan, a Answer) Verdict {
	v := judge(p, a)
	if v.Fault == "" {
		v.Fault = faultOf(v.Outcome, a.Status)
	}
	return v
}

// faultOf returns the fault that an outcome amounts to when nothing more is known of it.
func faultOf(o corpus.Outcome, status int) corpus.Fault {
	switch o {
	case corpus.NotFound:
		return corpus.FaultNotFound
	case corpus.Gone:
		return corpus.FaultGone
	case corpus.LoginRequired:
		return corpus.FaultLogin
	case corpus.BlockedByRobots:
		return corpus.FaultRobots
	case corpus.BlockedByPolicy:
		return corpus.FaultScope
	case corpus.TooLarge:
		return corpus.FaultTooLarge
	case corpus.Truncated:
		return corpus.FaultIncomplete
	case corpus.Timeout:
		return corpus.FaultTimeout
	case corpus.NetworkError:
		return corpus.FaultConnection
	case corpus.HTTPError:
		return faultOfStatus(status)
	}
	return ""
}

func faultOfStatus(status int) corpus.Fault {
	switch {
	case status == http.StatusForbidden:
		return corpus.FaultForbidden
	case status == http.StatusTooManyRequests:
		return corpus.FaultRateLimited
	case status == http.StatusServiceUnavailable:
		return corpus.FaultUnavailable
	case status >= 500:
		return corpus.FaultServer
	}
	return corpus.FaultHTTP
}

// asIs passes on what HTTP has.
func asIs(a Answer) Verdict { return Verdict{Outcome: a.Outcome, Fault: a.Fault, Error: a.Error} }

// judge goes from what is certain to what a page looks like.
func judge(p Plan, a Answer) Verdict {
	switch {
	case a.Outcome == corpus.Redirected:
		return redirected(p, a)
	case p.Via == DriveAPI:
		return apiAnswer(p, a)
	case p.Via == Perma:
		return permaAnswer(p, a)
	case a.Outcome == corpus.Fetched && (a.MediaType != "text/html" || attached(a.Header)):
		return asIs(a)
	case a.Outcome == corpus.Fetched:
		return pageGot(p, a)
	}
	return failed(p, a)
}

// attached reports whether an answer is a file to be saved: what share services say of every file and of no page.
func attached(h http.Header) bool {
	return strings.HasPrefix(strings.ToLower(h.Get("Content-Disposition")), "attachment")
}

// failed says what comes of an answer that brought no document: what its page says, another request, or what HTTP has.
func failed(p Plan, a Answer) Verdict {
	if a.Outcome == corpus.HTTPError && a.MediaType == "text/html" {
		if r, ok := refused(p, a.Header, pageOf(a.Payload, contentType(a))); ok {
			return p.orElse(r.verdict())
		}
	}
	v := asIs(a)
	v.Next = p.alternative(a)
	switch {
	case v.Next != nil:
	case p.Via == Dropbox && (a.Status == 460 || a.Status == 509):
		v = Verdict{Outcome: corpus.HTTPError, Fault: corpus.FaultQuota, Error: "The link drew too much traffic; the service has disabled it for now.", Wait: quotaPause}
	case p.Via == corpus.ViaWayback:
		v = noMemento(a)
	}
	return v
}

func contentType(a Answer) string { return a.Header.Get("Content-Type") }

// verdict is what a refusal makes of an answer.
func (r refusal) verdict() Verdict {
	v := Verdict{Outcome: r.Outcome, Fault: r.Fault, Error: r.Sentence}
	switch r.Wait {
	case "file":
		v.Wait = quotaPause
	case "host":
		v.Wait, v.Pause = robotPause, robotPause
	}
	return v
}

// redirected follows a redirect, through a plan of its own when it leads to another share link.
func redirected(p Plan, a Answer) Verdict {
	to, err := corpus.Parse(a.Location)
	if err != nil || to.Host == "" || to.Scheme != "http" && to.Scheme != "https" {
		return Verdict{Outcome: corpus.HTTPError, Fault: corpus.FaultBadRedirect, Error: "The server redirects, but not to an address."}
	}
	if p.Via == corpus.ViaWayback {
		return replayed(p, a.Location)
	}
	if v, ok := turnedAway(p, to); ok {
		return p.orElse(v)
	}
	next := p.services.PlanOf(keepKey(p.URL, a.Location))
	switch {
	case p.settling && next.Via == Drive:
		return Verdict{Outcome: corpus.HTTPError, Fault: corpus.FaultServer, Error: "The service has the file, but fails to send it."}
	case p.settling && next.or != nil:
		next = p.then(a.Location)
		next.settling = true
	case next.Via == Direct && p.Via == Shortener:
	case next.Via == Direct || next.URL == p.URL:
		next = p.then(keepKey(p.URL, a.Location))
		next.Else, next.or = p.Else, p.or
	case next.Via == p.Via && next.Else == nil:
		next.Else = p.Else
	}
	next.forms = p.forms
	return Verdict{Next: &next, Outcome: corpus.Redirected}
}

// orElse goes on to what an address may be instead, when what it was taken for is not there or not public.
func (p Plan) orElse(v Verdict) Verdict {
	switch v.Outcome {
	case corpus.NotFound, corpus.Gone, corpus.LoginRequired:
		v.Next = p.other()
	}
	return v
}

// other returns the plan for what an address may be instead; nil when there is none or it was this one.
func (p Plan) other() *Plan {
	if p.or == nil || p.or.URL == p.URL {
		return nil
	}
	return p.or
}

// turnedAway says what it means that a redirect leads to a page which is for people, or against robots.
func turnedAway(p Plan, to *url.URL) (Verdict, bool) {
	switch {
	case isLogin(to, sameHost(p.URL, to)):
		return Verdict{Outcome: corpus.LoginRequired, Fault: corpus.FaultLogin, Error: "The server sends everyone to a login page, at " + to.Hostname() + "."}, true
	case hostOf(to) == "google.com" && strings.HasPrefix(to.Path, "/sorry"):
		return Verdict{Outcome: corpus.HTTPError, Fault: corpus.FaultRateLimited, Error: "The service takes us for a robot that asks too much.", Wait: robotPause, Pause: robotPause}, true
	case below(hostOf(to), "perfdrive.com"): // Radware's bot manager
		return Verdict{Outcome: corpus.HTTPError, Fault: corpus.FaultChallenge, Error: "The server asks for a proof of being human."}, true
	case warns(to):
		return Verdict{Outcome: corpus.HTTPError, Fault: corpus.FaultMalware, Error: "The short link's service warns that what it leads to is harmful."}, true
	}
	return Verdict{}, false
}

// alternative returns what to ask for when the service does not have what was asked: what else an address may be, another
// format of a document, or, when a download fails as only that of a Google document does, the page that knows what the
// id names.
func (p Plan) alternative(a Answer) *Plan {
	switch {
	case p.other() != nil && settled(a):
		return p.or
	case len(p.Else) > 0 && refusesFormat(a.Status):
		next := p.then(p.Else[0])
		next.Else = p.Else[1:]
		return &next
	case p.Via == Drive && a.Status == http.StatusInternalServerError && !p.settling:
		return p.settle()
	}
	return nil
}

// settle asks the page that leads on to where a file, a folder or a document is.
func (p Plan) settle() *Plan {
	id := corpus.DriveID(p.URL)
	if id == "" {
		return nil
	}
	key := ""
	if u, err := corpus.Parse(p.URL); err == nil {
		key = resourceKey(u)
	}
	next := p.then(withQuery("https://drive.google.com/open?id="+id, parameter("resourcekey", key)))
	next.Via, next.settling = Drive, true
	return &next
}

// settled reports whether an answer is one that will be the same another time.
func settled(a Answer) bool {
	switch a.Outcome {
	case corpus.NotFound, corpus.Gone, corpus.LoginRequired:
		return true
	}
	return a.Outcome == corpus.HTTPError && (a.Status == http.StatusForbidden || refusesFormat(a.Status))
}

// refusesFormat reports whether a status can mean that a document is not to be had in one format: not that it does not
// exist, is not public, or that the service has trouble or is asked too much.
func refusesFormat(status int) bool {
	switch status {
	case http.StatusNotFound, http.StatusGone, http.StatusUnauthorized, http.StatusRequestTimeout, http.StatusTooEarly,
		http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return false
	}
	return status >= 400
}

// pageGot says what a page with a good status is: the document, or what came instead of it.
func pageGot(p Plan, a Answer) Verdict {
	pg := pageOf(a.Payload, contentType(a))
	if r, ok := refused(p, a.Header, pg); ok {
		return p.orElse(r.verdict())
	}
	switch p.Via {
	case Direct, corpus.ViaWayback:
		return documentPage(p, a, pg)
	case DriveFolder:
		if isFolder(a.Payload) {
			return asIs(a)
		}
	case Shortener:
		if to, ok := between(p.URL, pg); ok {
			a.Location = to
			return redirected(p, a)
		}
		return Verdict{Outcome: corpus.HTTPError, Fault: corpus.FaultPageInstead, Error: "The short link's service shows a page and does not say where it leads."}
	}
	if next := p.other(); next != nil {
		return Verdict{Next: next, Outcome: corpus.Redirected}
	}
	if next := confirmation(p, pg.document()); next != nil {
		return Verdict{Next: next, Outcome: corpus.Redirected}
	}
	return Verdict{Outcome: corpus.HTTPError, Fault: corpus.FaultPageInstead, Error: "The service answered with a page instead of the file."}
}

// documentPage says what a page is that may be the document: it, a move to another address, or the news that it is gone.
func documentPage(p Plan, a Answer, pg *page) Verdict {
	at := p.URL
	if p.Via == corpus.ViaWayback {
		at = originalOf(p.URL)
	}
	if to, ok := pg.move(); ok {
		if a.Location, ok = elsewhere(at, to); ok {
			return redirected(p, a)
		}
	}
	if pg.saysNotFound() {
		return Verdict{Outcome: corpus.NotFound, Fault: corpus.FaultSoftNotFound, Error: "The page says that there is no such page, with a status that says the contrary."}
	}
	return asIs(a)
}

// elsewhere returns the address that a page leads to; false when it is none of the web or the page itself.
func elsewhere(at corpus.URL, to string) (corpus.URL, bool) {
	base, err := corpus.Parse(at)
	if err != nil || strings.TrimSpace(to) == "" {
		return "", false
	}
	u, err := base.Parse(strings.TrimSpace(to))
	if err != nil || !isWeb(corpus.URL(u.String())) || sameAddress(base, u) {
		return "", false
	}
	return corpus.URL(u.String()), true
}

// confirmation returns the request that the page "cannot scan this file for viruses" asks to send: its form with all
// hidden fields, or, on old pages, its link. It is sent once.
func confirmation(p Plan, doc *goquery.Document) *Plan {
	if p.Via != Drive || p.forms > 0 {
		return nil
	}
	base, err := url.Parse(string(p.URL))
	if err != nil {
		return nil
	}
	to := formAddress(base, doc.Find("form#download-form, form#downloadForm").First())
	if to == nil {
		link, ok := doc.Find(`a#uc-download-link[href], a[href*="/uc?"][href*="confirm="]`).First().Attr("href")
		if !ok {
			return nil
		}
		if to, err = base.Parse(link); err != nil {
			return nil
		}
	}
	if corpus.DriveID(corpus.URL(to.String())) != corpus.DriveID(p.URL) {
		return nil // of another file, or of another host
	}
	next := p.then(keepKey(p.URL, corpus.URL(to.String())))
	next.forms++
	return &next
}

// formAddress returns the address that a form asks for with its hidden fields; nil when it is none that gets something.
func formAddress(base *url.URL, form *goquery.Selection) *url.URL {
	action, ok := form.Attr("action")
	if !ok || !strings.EqualFold(form.AttrOr("method", "get"), "get") {
		return nil
	}
	to, err := base.Parse(action)
	if err != nil {
		return nil
	}
	q := to.Query()
	form.Find("input[type=hidden][name]").Each(func(_ int, in *goquery.Selection) {
		q.Set(in.AttrOr("name", ""), in.AttrOr("value", ""))
	})
	to.RawQuery = q.Encode()
	return to
}
