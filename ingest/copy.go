package ingest

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
)

// copyOf returns the entry for a web archive's copy of what an entry no longer brings.
func copyOf(e frontier.Entry) frontier.Entry {
	return frontier.Entry{
		Key: "copy:" + e.Key, URL: e.URL, Kind: frontier.Copy, Host: hostOf(resolve.CDXQuery(e.URL, e.Near)),
		Role: e.Role, Priority: copyPriority, Near: e.Near, Via: e.Via,
	}
}

// maxMementos is how many copies are tried, the nearest first: some are excluded, or are copies of an error page.
const maxMementos = 3

// doCopy asks a web archive for the copy of a page that is nearest to the date: its index, then, when that has none that
// can be had, the plainer question whether there is one. The copy is kept as a capture of the page's own address, with the
// copy's date.
func (v *visit) doCopy(ctx context.Context) error {
	var end, unsettled ending // how the search ended, and what may end otherwise another time
	for _, list := range []func(context.Context) ([]resolve.Memento, ending, error){v.indexed, v.available} {
		mementos, asked, err := list(ctx)
		if err != nil {
			return err
		}
		if end = asked; asked.retry {
			unsettled = asked
		}
		if len(mementos) == 0 {
			continue
		}
		t, last, err := v.copy(ctx, mementos)
		if err != nil {
			return err
		}
		if t != nil {
			return v.keep(ctx, last, t, nil, last.result.Payload)
		}
		if end = last; last.retry {
			unsettled = last
			break // the web archive is in trouble
		}
	}
	if unsettled.retry {
		end = unsettled
	}
	return v.keepNoCopy(ctx, end)
}

// copy gets the first of the copies that can be had; nil when none can.
func (v *visit) copy(ctx context.Context, mementos []resolve.Memento) (*taken, ending, error) {
	var end ending
	for _, m := range mementos {
		var err error
		end, err = v.travel(ctx, resolve.Plan{URL: m.RawURL(), Via: corpus.ViaWayback})
		if err != nil {
			return nil, end, err
		}
		if end.outcome == corpus.Fetched {
			end.memento = m.At
			return v.capture(end), end, nil
		}
		v.note(end)
		if end.retry {
			break
		}
	}
	return nil, end, nil
}

// indexed asks the index for copies, the nearest first, and says how the question ended.
func (v *visit) indexed(ctx context.Context) ([]resolve.Memento, ending, error) {
	payload, end, err := v.lookUp(ctx, resolve.CDXQuery(v.entry.URL, v.entry.Near))
	if err != nil || payload == nil {
		return nil, end, err
	}
	all, err := resolve.ReadCDX(payload)
	if err != nil {
		return nil, end, nil // it says no in a text of its own
	}
	var nearest []resolve.Memento
	for len(nearest) < maxMementos {
		m, ok := resolve.Nearest(all, v.entry.Near, wantedType(v.entry.URL))
		if !ok {
			break
		}
		nearest = append(nearest, m)
		all = slices.DeleteFunc(all, func(other resolve.Memento) bool { return other == m })
	}
	return nearest, end, nil
}

// wantedType returns the media type that an address promises, "" none.
func wantedType(u corpus.URL) string {
	p, err := corpus.Parse(u)
	if err == nil && strings.EqualFold(path.Ext(p.Path), ".pdf") {
		return "application/pdf"
	}
	return ""
}

// available asks whether there is a copy.
func (v *visit) available(ctx context.Context) ([]resolve.Memento, ending, error) {
	payload, end, err := v.lookUp(ctx, resolve.AvailabilityQuery(v.entry.URL, v.entry.Near))
	if err != nil || payload == nil {
		return nil, end, err
	}
	m, ok, err := resolve.ReadAvailability(payload)
	if err != nil || !ok {
		return nil, end, nil
	}
	return []resolve.Memento{m}, end, nil
}

// lookUp asks a web archive something; without an answer the payload is nil.
func (v *visit) lookUp(ctx context.Context, query corpus.URL) ([]byte, ending, error) {
	plan := resolve.Plan{URL: query, Via: corpus.ViaWayback}
	result, end, err := v.ask(ctx, plan)
	if err != nil || result == nil {
		return nil, end, err
	}
	end = v.ended(plan, resolve.Verdict{Outcome: result.Outcome, Fault: result.Fault, Error: result.Error}, *result)
	if len(result.Payload) == 0 && result.Outcome == corpus.Fetched {
		end.outcome, end.fault, end.err, end.retry = corpus.Fetched, "", "", false // a way to say that there is nothing
	}
	v.note(end)
	if end.outcome != corpus.Fetched || len(result.Payload) == 0 {
		return nil, end, nil
	}
	return result.Payload, end, nil
}

// note adds an answer of a web archive that brings no copy itself.
func (v *visit) note(end ending) {
	c := corpus.Capture{URL: end.url, CapturedAt: recordTime(v.Now()), Outcome: end.outcome, Via: corpus.ViaWayback, Role: corpus.RoleListing, ErrorCode: end.fault, Error: end.err}
	t := &taken{Capture: c, result: end.result}
	if end.result != nil {
		fill(&t.Capture, *end.result)
	}
	v.parcel.captures = append(v.parcel.captures, v.noted(t))
}

// keepNoCopy finishes a search that brought nothing: it is made again some time later, or soon when the web archive could
// not answer.
func (v *visit) keepNoCopy(ctx context.Context, end ending) error {
	now := v.Now()
	every := copyPace.next(v.entry.Every, false)
	finish := frontier.Ending{Outcome: corpus.NotFound, Fault: corpus.FaultNotFound, Error: "No copy in a web archive.", At: now, Every: every, Due: now.Add(every)}
	if end.retry {
		finish.Outcome, finish.Fault, finish.Error = end.outcome, end.fault, end.err
		finish.Every, finish.Due = failedPace.first, now.Add(failedPace.first)
	}
	v.parcel.then = func(ctx context.Context, tx *frontier.Tx) error { return v.finish(ctx, tx, end, finish) }
	return v.keeper.put(ctx, &v.parcel)
}
