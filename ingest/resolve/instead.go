package resolve

import (
	"net/http"

	"github.com/irmtrail/irmtrail/corpus"
)

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
