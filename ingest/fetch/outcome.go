package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"github.com/irmtrail/irmtrail/corpus"
)

// maxRetryAfter bounds what a server may ask for.
const maxRetryAfter = 24 * time.Hour

// judge sets the outcome of an answer whose body came well, or is not wanted.
func judge(u *url.URL, conditional bool, r *Result) {
	r.RetryAfter = retryAfter(r.Header.Get("Retry-After"), r.At)
	switch s := r.Status; {
	case challenged(r.Header):
		r.fail(trouble{corpus.HTTPError, corpus.FaultChallenge, fmt.Sprintf("The server asks for a proof of being human (status %d).", s)})
	case s == http.StatusOK || s == http.StatusNonAuthoritativeInfo:
		r.Outcome = corpus.Fetched
	case s == http.StatusNotModified && conditional:
		r.Outcome = corpus.NotModified
	case s == 301 || s == 302 || s == 303 || s == 307 || s == 308:
		r.redirect(u)
	default:
		r.fail(refused(s))
	}
}

// refused returns what a status amounts to that brings no document.
func refused(status int) trouble {
	answered := strings.TrimSpace(fmt.Sprintf("The server answered %d %s", status, http.StatusText(status))) + "."
	switch {
	case status == http.StatusUnauthorized:
		return trouble{corpus.LoginRequired, corpus.FaultLogin, "The server wants a login."}
	case status == http.StatusForbidden:
		return trouble{corpus.HTTPError, corpus.FaultForbidden, answered}
	case status == http.StatusNotFound:
		return trouble{corpus.NotFound, corpus.FaultNotFound, "The server knows no such page."}
	case status == http.StatusGone:
		return trouble{corpus.Gone, corpus.FaultGone, "The server says that the page is gone."}
	case status == http.StatusTooManyRequests:
		return trouble{corpus.HTTPError, corpus.FaultRateLimited, answered}
	case status == http.StatusServiceUnavailable:
		return trouble{corpus.HTTPError, corpus.FaultUnavailable, answered}
	case status >= 500 && status <= 599:
		return trouble{corpus.HTTPError, corpus.FaultServer, answered}
	}
	return trouble{corpus.HTTPError, corpus.FaultHTTP, answered}
}

func (r *Result) redirect(u *url.URL) {
	to, err := location(u, r.Header.Get("Location"))
	if err != nil {
		r.fail(trouble{corpus.HTTPError, corpus.FaultBadRedirect, "The server redirects, but not to an address."})
		return
	}
	r.Outcome, r.Location = corpus.Redirected, to
}

// location returns where a redirect leads, as browsers read it: bytes that no address may hold are escaped.
func location(from *url.URL, value string) (string, error) {
	if strings.TrimSpace(value) == "" {
		return "", errors.New("no address")
	}
	to, err := whatwg.ParseRef(from.String(), escapeBytes(value))
	if err != nil {
		return "", err
	}
	p, err := corpus.Parse(corpus.URL(to.Href(false)))
	if err != nil {
		return "", err
	}
	return p.String(), nil
}

// escapeBytes escapes the bytes above ASCII, of whatever charset they are: "/ação" in Latin-1 is not UTF-8, and only the
// server knows it.
func escapeBytes(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] < 0x80 {
			b.WriteByte(s[i])
		} else {
			fmt.Fprintf(&b, "%%%02X", s[i])
		}
	}
	return b.String()
}

// retryAfter reads both forms of the header: seconds, and a date. What cannot be read is 0.
func retryAfter(value string, now time.Time) time.Duration {
	if value == "" {
		return 0
	}
	var wait time.Duration
	seconds, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if (err == nil || errors.Is(err, strconv.ErrRange)) && seconds >= 0 {
		wait = time.Duration(min(seconds, maxRetryAfter.Seconds()) * float64(time.Second))
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), maxRetryAfter)
}
