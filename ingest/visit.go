package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

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
	changed, err := v.changed(ctx, t, payload)
	if err != nil {
		return err
	}
	finish := v.endingOf(t.Capture, changed)
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
			v.gate.trouble(hostOf(plan.URL), trouble{annoyed, verdict.Pause})
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
		t.ETag, t.LastModified = cmp.Or(t.ETag, v.last.ETag), cmp.Or(t.LastModified, v.last.LastModified)
	}
	if c.Via == corpus.ViaWayback && end.result != nil {
		if at, ok := resolve.MementoOf(end.url, end.result.Header); ok {
			t.MementoDate = at // it may have led to another copy than was asked for
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
