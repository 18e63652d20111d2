package roughweb

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// answers are the ways of a host that speaks HTTP as it should. doc/records.md, captures and citations, decides the outcome
// and the status; corpus.Faults the fault.
func answers() []behaviour {
	return grouped(Answers, []behaviour{
		{name: "whole", want: archivedAs("text/html"), serve: each(document)},
		{name: "pdf", path: "/minutes.pdf", want: archivedAs(mediaPDF), serve: each(sendPDF(mediaPDF))},
		{name: "gzip", want: archived(), serve: each(zipped)},
		{name: "validators", want: archived(), serve: each(validated)},
		{name: "moved", want: archived(), serve: each(moved)},

		{name: "not-found", want: gone(corpus.NotFound, corpus.FaultNotFound), serve: status(http.StatusNotFound)},
		{name: "taken-away", want: gone(corpus.Gone, corpus.FaultGone), serve: status(http.StatusGone)},
		// Soft 404s are a redirect to the front page and a 200 that says not found.
		{name: "soft-front", path: "/2021/05/minutes-of-may/", want: softGone(), serve: each(softFront)},
		{name: "soft-page", want: softGone(), serve: each(softPage)},

		// A page where one logs in is login_required, never a document.
		{name: "unauthorized", want: login(), serve: each(unauthorized)},
		{name: "to-login", want: login(), serve: each(toLogin)},

		// Failed is quota, errors, time-outs; blocked is robots or policy. So a 403 has failed.
		{name: "forbidden", want: failed(corpus.FaultForbidden, corpus.HTTPError), serve: status(http.StatusForbidden)},
		{name: "challenge", want: failed(corpus.FaultChallenge, corpus.HTTPError), serve: each(challenge)},
		{name: "legal", want: failed(corpus.FaultHTTP, corpus.HTTPError), serve: status(http.StatusUnavailableForLegalReasons)},
		{name: "broken", want: failed(corpus.FaultServer, corpus.HTTPError), serve: status(http.StatusInternalServerError)},
		{name: "unavailable", want: failed(corpus.FaultUnavailable, corpus.HTTPError), serve: status(http.StatusServiceUnavailable)},
		{name: "busy", want: failed(corpus.FaultRateLimited, corpus.HTTPError), serve: status(http.StatusTooManyRequests)},
		{name: "busy-for-ever", want: failed(corpus.FaultRateLimited, corpus.HTTPError), serve: retryAfter("99999999999999999999")},
		{name: "busy-past", want: failed(corpus.FaultRateLimited, corpus.HTTPError), serve: retryAfter("-5")},
		{name: "busy-no-date", want: failed(corpus.FaultRateLimited, corpus.HTTPError), serve: retryAfter("Thu, 31 Feb 2199 25:61:00 GMT")},

		{name: "loop", want: failed(corpus.FaultRedirectLoop, corpus.HTTPError, corpus.NetworkError), serve: each(loop)},
		{name: "chain", want: failed(corpus.FaultRedirects, corpus.HTTPError, corpus.NetworkError), serve: each(chain)},
		{name: "nowhere", want: failed(corpus.FaultBadRedirect, corpus.HTTPError), serve: status(http.StatusFound)},
		{name: "to-file", want: notOfTheWeb(), serve: to("file:///etc/passwd")},
		// No requests to private or metadata addresses, checked again on each redirect.
		{name: "to-metadata", want: refused(), serve: to("http://169.254.169.254/latest/meta-data/")},
		{name: "to-private", want: refused(), serve: to("http://10.20.30.40/minutes")},
		{name: "to-private-v6", want: refused(), serve: to("http://[fd00::1]/minutes")},
		{name: "to-disguised", want: refused(), serve: to("http://0xa9fea9fe/latest/meta-data/")}, // WHATWG URL: a number is an IPv4 address
		{name: "to-loopback-v6", want: refused(), serve: to("https://[::1]:8443/minutes")},
	})
}

// laters fail first and work later. They say when in both forms of Retry-After (RFC 9110 section 10.2.3), or not at all,
// which leaves the time to the client.
func laters() []behaviour {
	unsaid := behaviour{name: "later", want: archived(), recovers: true, serve: later(2, http.StatusServiceUnavailable, noRetryAfter)}
	return slices.Concat(grouped(Later, []behaviour{
		{name: "later-seconds", want: archived(), recovers: true, serve: later(1, http.StatusTooManyRequests, inASecond)},
		{name: "later-date", want: archived(), recovers: true, serve: later(1, http.StatusServiceUnavailable, atDate)},
	}), grouped(Slow, []behaviour{unsaid}))
}

func refused() Want { return blocked(corpus.BlockedByPolicy, corpus.FaultRefusedAddress) }

// notOfTheWeb is a redirect to what is no address of the web: only http and https are asked. It may count as a bad
// redirect of theirs or as our policy.
func notOfTheWeb() Want {
	return Want{
		Status:   []corpus.CitationStatus{corpus.CitationBlocked, corpus.CitationFailed},
		Outcomes: []corpus.Outcome{corpus.BlockedByPolicy, corpus.HTTPError},
		Faults:   []corpus.Fault{corpus.FaultBadRedirect, corpus.FaultBadAddress, corpus.FaultScope, corpus.FaultRefusedAddress},
	}
}

// each makes a behaviour of a handler that keeps nothing.
func each(h http.HandlerFunc) func() http.HandlerFunc { return func() http.HandlerFunc { return h } }

func status(code int) func() http.HandlerFunc {
	return each(func(w http.ResponseWriter, _ *http.Request) {
		short(w, code, fmt.Sprint(code, " ", http.StatusText(code)), "<h1>"+http.StatusText(code)+"</h1>")
	})
}

func to(address string) func() http.HandlerFunc {
	return each(func(w http.ResponseWriter, _ *http.Request) { goTo(w, http.StatusFound, address) })
}

func retryAfter(value string) func() http.HandlerFunc {
	return each(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", value)
		short(w, http.StatusTooManyRequests, "Too many requests", "<p>Come back later.</p>")
	})
}

func sendPDF(media string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", media)
		_, _ = w.Write(pdf("Minutes of the committee, " + hostname(r.Host)))
	}
}

func zipped(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", mediaHTML)
	body := minutes(hostname(r.Host))
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		_, _ = w.Write(body)
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	_, _ = z.Write(body)
	_ = z.Close()
}

// validated answers 304 to whoever has it already.
func validated(w http.ResponseWriter, r *http.Request) {
	withValidators(w, r, mediaHTML, minutes(hostname(r.Host)))
}

func withValidators(w http.ResponseWriter, r *http.Request, media string, body []byte) {
	w.Header().Set("Content-Type", media)
	w.Header().Set("ETag", entityTag(body))
	http.ServeContent(w, r, "", time.Date(2023, 6, 14, 9, 0, 0, 0, time.UTC), bytes.NewReader(body))
}

func moved(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/minutes" {
		goTo(w, http.StatusMovedPermanently, "/archive/minutes-of-2022")
		return
	}
	document(w, r)
}

// softFront sends everyone who asks for what is no longer there to the front page.
func softFront(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/" {
		goTo(w, http.StatusFound, "/")
		return
	}
	short(w, http.StatusOK, "Ministry of Works", "<h1>Welcome to the Ministry of Works</h1><p>News, services and contacts of the ministry.</p>")
}

func softPage(w http.ResponseWriter, _ *http.Request) {
	short(w, http.StatusOK, "Page not found - Ministry of Works", "<h1>Page not found</h1><p>The page that you are looking for does not exist.</p>")
}

func unauthorized(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("WWW-Authenticate", `Basic realm="intranet"`)
	short(w, http.StatusUnauthorized, "Unauthorized", "<p>Give a name and a password.</p>")
}

func toLogin(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/login" {
		goTo(w, http.StatusFound, "/login?next="+url.QueryEscape(r.URL.Path))
		return
	}
	short(w, http.StatusOK, "Log in", `<h1>Log in</h1><form method="post" action="/login"><label>User name <input name="user"></label>
<label>Password <input type="password" name="password"></label><button>Log in</button></form>`)
}

// challenge has the marks of a bot manager that many sites stand behind.
func challenge(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Server", "cloudflare")
	w.Header().Set("Cf-Mitigated", "challenge")
	short(w, http.StatusForbidden, "Just a moment...", "<p>Checking that you are human. This may take a few seconds.</p>")
}

// later fails some times and then sends the document.
func later(times int64, code int, retry func() string) func() http.HandlerFunc {
	return func() http.HandlerFunc {
		var asked atomic.Int64
		return func(w http.ResponseWriter, r *http.Request) {
			if asked.Add(1) > times {
				document(w, r)
				return
			}
			if after := retry(); after != "" {
				w.Header().Set("Retry-After", after)
			}
			short(w, code, http.StatusText(code), "<p>Come back later.</p>")
		}
	}
}

func noRetryAfter() string { return "" }

func inASecond() string { return "1" }

// atDate is one to two seconds from now: HTTP dates have no fractions.
func atDate() string { return time.Now().Add(2 * time.Second).UTC().Format(http.TimeFormat) }

func loop(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/minutes" {
		goTo(w, http.StatusFound, "/minutes-new")
		return
	}
	goTo(w, http.StatusFound, "/minutes")
}

func chain(w http.ResponseWriter, r *http.Request) { goTo(w, http.StatusFound, r.URL.Path+"i") }
