package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"

	"github.com/irmtrail/irmtrail/corpus"
)

// maxRetryAfter bounds what a server may ask for.
const maxRetryAfter = 24 * time.Hour

// judge sets the outcome of an answer whose body came well.
func judge(u *url.URL, conditional bool, r *Result) {
	r.RetryAfter = retryAfter(r.Header.Get("Retry-After"), r.At)
	switch s := r.Status; {
	case s == http.StatusOK || s == http.StatusNonAuthoritativeInfo:
		r.Outcome = corpus.Fetched
	case s == http.StatusNotModified && conditional:
		r.Outcome = corpus.NotModified
	case s == 301 || s == 302 || s == 303 || s == 307 || s == 308:
		r.redirect(u)
	case s == http.StatusNotFound:
		r.fail(corpus.NotFound, "The server knows no such page.")
	case s == http.StatusGone:
		r.fail(corpus.Gone, "The server says that the page is gone.")
	case s == http.StatusUnauthorized:
		r.fail(corpus.LoginRequired, "The server wants a login.")
	default:
		r.fail(corpus.HTTPError, fmt.Sprintf("The server answered %d %s.", s, http.StatusText(s)))
	}
}

func (r *Result) redirect(u *url.URL) {
	to, err := u.Parse(r.Header.Get("Location"))
	if err != nil || r.Header.Get("Location") == "" {
		r.fail(corpus.HTTPError, "The server redirects, but not to an address.")
		return
	}
	r.Outcome, r.Location = corpus.Redirected, to.String()
}

// retryAfter reads both forms of the header: seconds, and a date. What cannot be read is 0.
func retryAfter(value string, now time.Time) time.Duration {
	var wait time.Duration
	if seconds, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err == nil && seconds >= 0 {
		wait = time.Duration(min(seconds, maxRetryAfter.Seconds()) * float64(time.Second))
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), maxRetryAfter)
}

// failure says what an error of the exchange amounts to, as an outcome and a sentence.
func failure(err error) (corpus.Outcome, string) {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var timeout net.Error
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return corpus.BlockedByPolicy, "The host's address is private or otherwise special."
	case errors.As(err, &dns) && !dns.IsTimeout:
		return corpus.NetworkError, fmt.Sprintf("The host name %s does not resolve.", dns.Name)
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return corpus.Timeout, "The server did not answer in time."
	case errors.As(err, &cert):
		return corpus.NetworkError, fmt.Sprintf("The server's certificate is not good: %v.", cert.Err)
	case strings.Contains(err.Error(), "malformed HTTP"), strings.Contains(err.Error(), "headers exceeded"):
		// net/http has no error values for these two.
		return corpus.HTTPError, fmt.Sprintf("The server's answer is no HTTP that can be read: %v.", err)
	}
	return corpus.NetworkError, fmt.Sprintf("The connection failed: %v.", err)
}
