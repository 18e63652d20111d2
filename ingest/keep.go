package ingest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// keeper keeps what visits bring: in the archive, then in the records, then in the frontier. Visits that end at about the
// same time are kept together, so that they share the syncs of the files. It works in two steps, so that what comes is
// archived while what came before is recorded:
//
//	in --archive--> archived --record--> kept
type keeper struct {
	*run
	in       chan *parcel
	archived chan []*parcel

	mu      sync.Mutex
	pending map[corpus.Digest]corpus.Payload // archived, not recorded yet
	broken  error                            // why nothing more can be recorded
}

// The most that is kept together.
const (
	maxParcels     = 64
	maxParcelBytes = 16 << 20
)

// parcel is what one visit brings, to be kept whole or not at all.
type parcel struct {
	captures []*taken
	then     func(ctx context.Context, tx *frontier.Tx) error // what it means for the frontier
	kept     chan error
}

// taken is a capture on its way.
type taken struct {
	corpus.Capture
	result  *fetch.Result // nil when nothing was requested
	confirm corpus.Digest // of the payload that a 304 confirmed
	notes   []warc.Field  // for the archive
	payload *corpus.Payload
}

func (p *parcel) bytes() (n int) {
	for _, t := range p.captures {
		if t.result != nil {
			n += len(t.result.Body)
		}
	}
	return n
}

// put keeps a parcel and returns when it is on disk.
func (k *keeper) put(ctx context.Context, p *parcel) error {
	for _, t := range p.captures {
		if t.Outcome == corpus.Fetched && t.Payload == "" {
			t.Payload = corpus.DigestOf(t.result.Payload)
		}
	}
	p.kept = make(chan error, 1)
	select {
	case k.in <- p:
		return <-p.kept
	case <-ctx.Done():
		return ctx.Err()
	}
}

// work keeps parcels until there are no more. It does not look at the end of ctx: what was brought is kept.
func (k *keeper) work(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	var recording sync.WaitGroup
	recording.Go(func() {
		for batch := range k.archived {
			answer(batch, k.record(ctx, batch))
		}
	})
	for first := range k.in {
		batch := k.gather(first)
		if err := k.archive(ctx, capturesOf(batch)); err != nil {
			answer(batch, err)
			continue
		}
		k.archived <- batch
	}
	close(k.archived)
	recording.Wait()
}

// gather returns a parcel with those that wait behind it.
func (k *keeper) gather(first *parcel) []*parcel {
	batch := []*parcel{first}
	for size := first.bytes(); len(batch) < maxParcels && size < maxParcelBytes; {
		select {
		case p, more := <-k.in:
			if !more {
				return batch
			}
			batch = append(batch, p)
			size += p.bytes()
		default:
			return batch
		}
	}
	return batch
}

// answer tells the visits what became of their parcels.
func answer(batch []*parcel, err error) {
	for _, p := range batch {
		p.kept <- err
	}
}

func capturesOf(batch []*parcel) []*taken {
	var all []*taken
	for _, p := range batch {
		all = append(all, p.captures...)
	}
	return all
}

// record stores what is archived. After a failure nothing more is recorded: it could refer to what is missing.
func (k *keeper) record(ctx context.Context, batch []*parcel) error {
	if k.broken != nil {
		return k.broken
	}
	all := capturesOf(batch)
	if k.broken = k.store(ctx, batch, all); k.broken != nil {
		return k.broken
	}
	k.mu.Lock()
	for _, t := range all {
		if t.payload != nil {
			delete(k.pending, t.payload.Digest)
		}
	}
	k.mu.Unlock()
	for _, t := range all {
		k.Log.DebugContext(ctx, "captured", "url", t.URL, "final", t.FinalURL, "outcome", t.Outcome, "status", t.HTTPStatus,
			"role", t.Role, "code", t.ErrorCode, "error", t.Error)
		k.OnCapture(t.Capture)
	}
	return nil
}

func (k *keeper) store(ctx context.Context, batch []*parcel, all []*taken) error {
	records := make([]corpus.Kept, len(all))
	for i, t := range all {
		t.SetID()
		records[i] = corpus.Kept{Capture: t.Capture, Payload: t.payload}
	}
	if err := k.Records.PutCaptures(ctx, records...); err != nil {
		return fmt.Errorf("record: %w", err)
	}
	return k.frontier.Update(ctx, func(tx *frontier.Tx) error {
		for _, p := range batch {
			if p.then != nil {
				if err := p.then(ctx, tx); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// archive writes the answers to the archive and sets where they are. A payload that the archive holds already makes a
// duplicate of what was fetched.
func (k *keeper) archive(ctx context.Context, all []*taken) error {
	held := map[corpus.Digest]corpus.Payload{}
	for _, t := range all {
		if t.Payload == "" {
			t.Payload = t.confirm
		}
		if _, ok := held[t.Payload]; t.Payload == "" || ok {
			continue
		}
		p, ok, err := k.held(ctx, t.Payload)
		if err != nil {
			return err
		}
		if ok {
			held[t.Payload] = p
		}
	}
	err := k.Archive.Batch(ctx, func(b *warc.Batch) error {
		for _, t := range all {
			if t.result == nil || !t.result.Answered() {
				continue
			}
			if err := k.write(ctx, b, t, held); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, t := range all {
		if t.payload != nil {
			k.pending[t.payload.Digest] = *t.payload
		}
	}
	return nil
}

// held finds a payload in the archive.
func (k *keeper) held(ctx context.Context, d corpus.Digest) (corpus.Payload, bool, error) {
	k.mu.Lock()
	p, ok := k.pending[d]
	k.mu.Unlock()
	if ok {
		return p, true, nil
	}
	p, ok, err := k.Records.Payload(ctx, d)
	if err != nil {
		return p, false, fmt.Errorf("look up payload: %w", err)
	}
	return p, ok, nil
}

// write writes one answer, as a revisit of the payload that is held when there is one.
func (k *keeper) write(ctx context.Context, b *warc.Batch, t *taken, held map[corpus.Digest]corpus.Payload) error {
	p, known := held[t.Payload]
	profile := ""
	switch {
	case !known:
	case t.Outcome == corpus.Fetched:
		t.Outcome, profile = corpus.Duplicate, warc.IdenticalPayload
	case t.Outcome == corpus.NotModified:
		profile = warc.NotModified
	}
	var at warc.Location
	var err error
	if profile != "" {
		at, err = b.WriteRevisit(t.exchange(), profile, warc.Location{File: p.WARCFile, Offset: p.WARCOffset})
	}
	if errors.Is(err, warc.ErrNoRecord) {
		k.Log.ErrorContext(ctx, "the archive has lost a payload", "digest", t.Payload, "error", err)
		profile = ""
		if t.Outcome == corpus.Duplicate {
			t.Outcome = corpus.Fetched
		}
	}
	if profile == "" {
		at, err = b.WriteExchange(t.exchange())
	}
	if err != nil {
		return err
	}
	t.WARCFile, t.WARCOffset = at.File, &at.Offset
	if t.Outcome == corpus.Fetched {
		t.payload = &corpus.Payload{Digest: t.Payload, Bytes: int64(len(t.result.Payload)), WARCFile: at.File, WARCOffset: at.Offset}
		held[t.Payload] = *t.payload
	}
	return nil
}

// exchange is the answer as the archive keeps it, with what only the crawler knows of it as metadata.
func (t *taken) exchange() warc.Exchange {
	r := t.result
	x := warc.Exchange{
		URL: r.URL, At: r.At, IP: r.IP, Protocol: r.Protocol, RequestHead: r.RequestHead, ResponseHead: r.ResponseHead, Body: r.Body, Truncated: r.Truncated,
		Metadata: append([]warc.Field{
			{Name: "fetchTimeMs", Value: strconv.FormatInt(r.Took.Milliseconds(), 10)},
			{Name: "irmtrail-role", Value: string(t.Role)},
			{Name: "irmtrail-via", Value: t.Via},
			{Name: "irmtrail-outcome", Value: string(t.Outcome)},
			{Name: "irmtrail-error-code", Value: string(t.ErrorCode)},
		}, t.notes...),
	}
	if (t.Outcome == corpus.Fetched || t.Outcome == corpus.Duplicate) && r.Header.Get("Content-Encoding") == "" {
		x.PayloadDigest = "sha256:" + string(t.Payload) // what is sent is what is kept, so its digest is known
	}
	if t.Outcome == corpus.Truncated && x.Truncated == "" {
		x.Truncated = "unspecified"
	}
	return x
}

// recordTime returns a time in the precision of the archive's records.
func recordTime(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// fill sets what the answer says.
func fill(c *corpus.Capture, r fetch.Result) {
	c.CapturedAt, c.HTTPStatus, c.MediaType = r.At, r.Status, r.MediaType
	c.ETag, c.LastModified = r.Header.Get("ETag"), r.Header.Get("Last-Modified")
}
