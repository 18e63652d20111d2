package ingest

import (
	"context"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
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

// doCopy asks a web archive for the copy of a page that is nearest to the date: its index, then, when that has none, the
// plainer question whether there is one. The copy is kept as a capture of the page's own address, with the copy's date.
func (v *visit) doCopy(ctx context.Context) error {
	memento, end, err := v.findMemento(ctx)
	if err != nil {
		return err
	}
	if memento.Original == "" {
		return v.keepNoCopy(ctx, end)
	}
	end, err = v.travel(ctx, resolve.Plan{URL: memento.RawURL(), Via: corpus.ViaWayback})
	if err != nil {
		return err
	}
	if !end.outcome.Got() {
		v.note(end)
		return v.keepNoCopy(ctx, end)
	}
	end.memento = memento.At
	if at, ok := resolve.MementoOf(end.url, end.result.Header); ok {
		end.memento = at
	}
	t := v.capture(end)
	return v.keep(ctx, end, t, nil, end.result.Payload)
}

// findMemento returns the copy to get. Without one the ending says whether asking again may help.
func (v *visit) findMemento(ctx context.Context) (m resolve.Memento, end ending, err error) {
	read := []func([]byte) (resolve.Memento, bool){
		func(payload []byte) (resolve.Memento, bool) {
			list, err := resolve.ReadCDX(payload)
			if err != nil {
				return resolve.Memento{}, false
			}
			return resolve.Nearest(list, v.entry.Near, "")
		},
		func(payload []byte) (resolve.Memento, bool) {
			m, ok, err := resolve.ReadAvailability(payload)
			return m, ok && err == nil
		},
	}
	for i, query := range []corpus.URL{resolve.CDXQuery(v.entry.URL, v.entry.Near), resolve.AvailabilityQuery(v.entry.URL, v.entry.Near)} {
		var result *fetch.Result
		result, end, err = v.ask(ctx, resolve.Plan{URL: query, Via: corpus.ViaWayback})
		if err != nil {
			return m, end, err
		}
		if result == nil {
			continue
		}
		end = v.ended(resolve.Plan{URL: query, Via: corpus.ViaWayback}, resolve.Verdict{Outcome: result.Outcome, Fault: result.Fault, Error: result.Error}, *result)
		v.note(end)
		if end.outcome != corpus.Fetched {
			continue
		}
		if m, ok := read[i](result.Payload); ok {
			return m, end, nil
		}
	}
	return m, end, nil
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
