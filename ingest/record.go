package ingest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// capture returns the capture that a visit's ending is.
func (v *visit) capture(end ending) corpus.Capture {
	c := corpus.Capture{
		URL: v.entry.URL, CapturedAt: recordTime(v.Now()), Outcome: end.outcome, Via: end.via, Role: v.entry.Role, Error: end.err,
	}
	if !sameURL(end.url, c.URL) {
		c.FinalURL = end.url
	}
	if end.result != nil {
		fill(&c, *end.result)
	}
	if c.Outcome == corpus.NotModified {
		c.Payload, c.MediaType = v.last.Payload, v.last.MediaType
		c.ETag, c.LastModified = or(c.ETag, v.last.ETag), or(c.LastModified, v.last.LastModified)
	}
	return c
}

// fill sets what the answer says.
func fill(c *corpus.Capture, r fetch.Result) {
	c.CapturedAt, c.HTTPStatus, c.MediaType = r.At, r.Status, r.MediaType
	c.ETag, c.LastModified = r.Header.Get("ETag"), r.Header.Get("Last-Modified")
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// recordTime returns a time in the precision of the archive's records.
func recordTime(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// hop records an answer that leads on.
func (v *visit) hop(ctx context.Context, from, to resolve.Plan, verdict resolve.Verdict, r fetch.Result) error {
	c := corpus.Capture{
		URL: corpus.URL(r.URL), FinalURL: to.URL, Outcome: corpus.Redirected, Via: from.Via, Role: v.entry.Role, Error: verdict.Error,
	}
	if sameURL(v.entry.URL, c.URL) {
		c.URL = v.entry.URL
	}
	fill(&c, r)
	_, err := v.record(ctx, c, &r, &v.entry)
	return err
}

// record archives an answer, if there is one, and stores the capture, which it returns completed: a payload that the
// archive holds makes it a duplicate.
func (r *run) record(ctx context.Context, c corpus.Capture, result *fetch.Result, e *frontier.Entry) (corpus.Capture, error) {
	r.recording.Lock()
	defer r.recording.Unlock()
	var payload *corpus.Payload
	if result != nil && result.Answered() {
		var err error
		if payload, err = r.archive(ctx, &c, result, e); err != nil {
			return c, err
		}
	}
	c.SetID()
	if err := r.Records.PutCapture(ctx, c, payload); err != nil {
		return c, fmt.Errorf("record: %w", err)
	}
	r.Log.DebugContext(ctx, "captured", "url", c.URL, "final", c.FinalURL, "outcome", c.Outcome, "status", c.HTTPStatus, "role", c.Role, "error", c.Error)
	r.OnCapture(c)
	return c, nil
}

// archive writes an answer to the archive and sets where it is. It returns the payload when it is new there.
func (r *run) archive(ctx context.Context, c *corpus.Capture, result *fetch.Result, e *frontier.Entry) (*corpus.Payload, error) {
	if c.Outcome == corpus.Fetched {
		c.Payload = corpus.DigestOf(result.Payload)
	}
	var held corpus.Payload
	known := false
	if c.Outcome == corpus.Fetched || c.Outcome == corpus.NotModified {
		var err error
		if held, known, err = r.Records.Payload(ctx, c.Payload); err != nil {
			return nil, fmt.Errorf("look up payload: %w", err)
		}
	}
	if known && c.Outcome == corpus.Fetched {
		c.Outcome = corpus.Duplicate
	}
	at, err := r.write(ctx, exchange(*c, result, e), c.Outcome, held)
	if err != nil {
		return nil, err
	}
	c.WARCFile, c.WARCOffset = at.File, &at.Offset
	if c.Outcome != corpus.Fetched {
		return nil, nil
	}
	return &corpus.Payload{Digest: c.Payload, Bytes: int64(len(result.Payload)), WARCFile: at.File, WARCOffset: at.Offset}, nil
}

func (r *run) write(ctx context.Context, x warc.Exchange, o corpus.Outcome, held corpus.Payload) (warc.Location, error) {
	profile := ""
	switch {
	case held.WARCFile == "":
	case o == corpus.Duplicate:
		profile = warc.IdenticalPayload
	case o == corpus.NotModified:
		profile = warc.NotModified
	}
	if profile == "" {
		return r.Archive.WriteExchange(ctx, x)
	}
	at, err := r.Archive.WriteRevisit(ctx, x, profile, warc.Location{File: held.WARCFile, Offset: held.WARCOffset})
	if errors.Is(err, warc.ErrNoRecord) {
		r.Log.ErrorContext(ctx, "the archive has lost a payload", "digest", held.Digest, "error", err)
		return r.Archive.WriteExchange(ctx, x)
	}
	return at, err
}

// exchange is the answer as the archive keeps it, with what only the crawler knows of it as metadata.
func exchange(c corpus.Capture, r *fetch.Result, e *frontier.Entry) warc.Exchange {
	x := warc.Exchange{
		URL: r.URL, At: r.At, IP: r.IP, RequestHead: r.RequestHead, ResponseHead: r.ResponseHead, Body: r.Body, Truncated: r.Truncated,
		Metadata: []warc.Field{
			{Name: "fetchTimeMs", Value: strconv.FormatInt(r.Took.Milliseconds(), 10)},
			{Name: "irmtrail-role", Value: string(c.Role)},
			{Name: "irmtrail-via", Value: c.Via},
			{Name: "irmtrail-outcome", Value: string(c.Outcome)},
		},
	}
	if c.Outcome == corpus.Truncated && x.Truncated == "" {
		x.Truncated = "unspecified"
	}
	if e != nil {
		x.Metadata = append(x.Metadata, warc.Field{Name: "via", Value: string(e.Via)}, warc.Field{Name: "irmtrail-asked", Value: string(e.URL)})
	}
	return x
}
