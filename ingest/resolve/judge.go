package resolve

import (
	"bytes"
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
	Error     string
}

// Verdict is what an answer means. Next, when not nil, is to be asked for now, and Outcome is that of the answer
// itself; else Outcome is that of the document.
type Verdict struct {
	Next    *Plan
	Outcome corpus.Outcome
	Error   string
	Wait    time.Duration // the same may bring the document after it; 0 the outcome decides
	Pause   time.Duration // how long the host wants to be left alone; 0 it does not say
}

// The pauses that services are known to need.
const (
	quotaPause = 24 * time.Hour // a file that too many people asked for
	robotPause = time.Hour      // Google's page for suspected robots
)

// Judge returns what the answer to a request of a plan means.
func Judge(p Plan, a Answer) Verdict {
	v := Verdict{Outcome: a.Outcome, Error: a.Error}
	switch {
	case a.Outcome == corpus.Redirected:
		return redirected(p, a)
	case a.Outcome != corpus.Fetched:
		if next := p.alternative(a); next != nil {
			v.Next = next
		}
		return v
	case p.Via == Direct || p.Via == DriveFolder && isFolder(a.Payload):
		return v
	case a.MediaType != "text/html" || attached(a.Header):
		return v
	}
	return pageInstead(p, a)
}

// redirected follows a redirect, through a plan of its own when it leads to another share link.
func redirected(p Plan, a Answer) Verdict {
	v := Verdict{Outcome: corpus.Redirected}
	to, err := corpus.Parse(a.Location)
	switch {
	case err != nil:
		return Verdict{Outcome: corpus.HTTPError, Error: "The server redirects, but not to an address."}
	case isLogin(to, sameHost(p.URL, to)):
		return Verdict{Outcome: corpus.LoginRequired, Error: "The server sends everyone to a login page, at " + to.Hostname() + "."}
	case hostOf(to) == "google.com" && strings.HasPrefix(to.Path, "/sorry"):
		return Verdict{Outcome: corpus.HTTPError, Error: "The service takes us for a robot that asks too much.", Wait: robotPause, Pause: robotPause}
	}
	next := PlanOf(a.Location)
	if next.Via == Direct || next.URL == p.URL {
		next = Plan{URL: a.Location, Via: p.Via, Else: p.Else}
	}
	next.forms = p.forms
	v.Next = &next
	return v
}

// alternative returns what to ask for when the service does not have what was asked: another format of a document, or,
// when a download fails as only that of a Google document does, the page that knows what the id names.
func (p Plan) alternative(a Answer) *Plan {
	switch {
	case len(p.Else) > 0 && (a.Status == http.StatusBadRequest || a.Status >= 500):
		return &Plan{URL: p.Else[0], Via: p.Via, Else: p.Else[1:], forms: p.forms}
	case p.Via == Drive && a.Status == http.StatusInternalServerError && !strings.Contains(string(p.URL), "/open?"):
		u, err := url.Parse(string(p.URL))
		if err != nil {
			return nil
		}
		return &Plan{URL: withQuery("https://drive.google.com/open", "id="+url.QueryEscape(u.Query().Get("id"))), Via: Drive, forms: p.forms}
	}
	return nil
}

// attached reports whether an answer is a file to be saved: what Drive says of every file and of no page.
func attached(h http.Header) bool {
	return strings.HasPrefix(strings.ToLower(h.Get("Content-Disposition")), "attachment")
}

// pageInstead says what it means that a service answered with a page where a file was asked for.
func pageInstead(p Plan, a Answer) Verdict {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(a.Payload))
	if err != nil {
		return Verdict{Outcome: corpus.HTTPError, Error: "The service answered with a page that cannot be read."}
	}
	if r, ok := refused(p.Via, doc.Find("title").First().Text(), doc.Find("body").Text()); ok {
		v := Verdict{Outcome: r.Outcome, Error: r.Sentence}
		if r.Retry {
			v.Wait = quotaPause
		}
		return v
	}
	if next := confirmation(p, doc); next != nil {
		return Verdict{Next: next, Outcome: corpus.Redirected}
	}
	return Verdict{Outcome: corpus.HTTPError, Error: "The service answered with a page instead of the file."}
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
	form := doc.Find("form#download-form, form#downloadForm").First()
	if action, ok := form.Attr("action"); ok {
		to, err := base.Parse(action)
		if err != nil || !strings.EqualFold(form.AttrOr("method", "get"), "get") {
			return nil
		}
		q := to.Query()
		form.Find("input[type=hidden][name]").Each(func(_ int, in *goquery.Selection) {
			q.Set(in.AttrOr("name", ""), in.AttrOr("value", ""))
		})
		to.RawQuery = q.Encode()
		return &Plan{URL: corpus.URL(to.String()), Via: p.Via, forms: p.forms + 1}
	}
	link, ok := doc.Find(`a[href*="/uc?"][href*="confirm="]`).First().Attr("href")
	if !ok {
		return nil
	}
	to, err := base.Parse(link)
	if err != nil {
		return nil
	}
	return &Plan{URL: corpus.URL(to.String()), Via: p.Via, forms: p.forms + 1}
}

// isFolder reports whether a page is the list of a folder.
func isFolder(payload []byte) bool { return bytes.Contains(payload, []byte("flip-entries")) }
