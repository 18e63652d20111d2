package resolve

import (
	"net/http"
	"net/url"
	"strings"
	"time"

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
