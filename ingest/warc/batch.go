package warc

import (
	"context"
	"errors"
	"fmt"
)

// Batch is a group of records that become part of the archive together: all of them, or none. It is used inside the
// function that [Archive.Batch] calls, by one goroutine. The locations it returns can be read when the batch is done;
// before that, only the batch itself knows them (a revisit may name one as its original).
type Batch struct {
	a       *Archive
	origins map[Location]origin // the batch's records that a revisit may name
	lines   []byte              // of an index, of the batch's records
	start   int64               // length of the file before the batch
	begun   bool                // something was written
	err     error               // of the first write that failed: nothing of the batch can count any more
}

// Batch calls fn with a batch and makes durable, with one sync, what fn wrote. When fn or one of its writes fails, the
// file is cut back to where it was and nothing of the batch counts; the error is then that of the write or of fn. A batch
// stays in one file: a file that reached its size is closed between batches. Others wait while a batch is written, so fn
// must neither wait for long nor write to the archive but through the batch. Once begun, a batch is not stopped by ctx.
func (a *Archive) Batch(ctx context.Context, fn func(*Batch) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed {
		return ErrClosed
	}
	b := &Batch{a: a, origins: map[Location]origin{}}
	returned := false
	defer func() {
		if b.err = ErrClosed; !returned { // fn panicked
			b.undo()
		}
	}()
	err := fn(b)
	returned = true
	if b.err != nil {
		err = b.err
	}
	if err != nil {
		return errors.Join(err, b.undo())
	}
	return b.commit()
}

// commit makes the batch durable.
func (b *Batch) commit() error {
	if !b.begun {
		return nil
	}
	out := b.a.out
	if err := out.flush(); err != nil {
		return errors.Join(err, b.undo())
	}
	if err := out.sync(); err != nil { // a second sync may lie: https://lwn.net/Articles/752063/
		return errors.Join(err, out.rewind(b.start), b.a.abandon())
	}
	out.index(b.lines)
	if out.size >= b.a.options.MaxBytes {
		// The records are safe. A file that stays open by its name is closed by the next Open.
		b.a.late = errors.Join(b.a.late, b.a.finish())
	}
	return nil
}

// undo cuts the file back to where the batch began.
func (b *Batch) undo() error {
	if !b.begun {
		return nil
	}
	b.begun = false
	if err := b.a.out.rewind(b.start); err != nil {
		return errors.Join(err, b.a.abandon())
	}
	return nil
}

// write appends records one after another and returns where they are.
func (b *Batch) write(drafts ...draft) ([]Location, error) {
	if b.err != nil {
		return nil, b.err
	}
	if !b.begun {
		if b.err = b.a.ready(); b.err != nil {
			return nil, b.err
		}
		b.begun, b.start = true, b.a.out.size
	}
	out := b.a.out
	places := make([]Location, len(drafts))
	for i := range drafts {
		places[i] = Location{File: out.name, Offset: out.size}
		if b.err = out.append(&drafts[i], b.a.member); b.err != nil {
			return nil, b.err
		}
		if x := indexedDraft(&drafts[i], places[i], out.size-places[i].Offset); x.wanted() {
			b.lines = x.appendLine(b.lines)
		}
		if d := &drafts[i]; d.payload != "" {
			b.origins[places[i]] = origin{d.id, d.url, d.date, d.payload}
		}
	}
	return places, nil
}

// origin returns what a revisit says of a record of the batch or of the archive.
func (b *Batch) origin(at Location) (origin, error) {
	if o, ok := b.origins[at]; ok {
		return o, nil
	}
	h, err := b.a.Header(at)
	return originOf(h), err
}

// WriteExchange writes a request and its answer and returns where the response record is. With a body that the archive
// holds already, see [Batch.WriteRevisit].
func (b *Batch) WriteExchange(e Exchange) (Location, error) {
	response := newDraft(TypeResponse, e.URL, responseType, e.At, storedHead(e.ResponseHead), e.Body)
	response.addPayload(e.digest())
	response.packed = packed(e.Body)
	response.add("WARC-Truncated", e.Truncated)
	return b.writeAnswer(e, response)
}

// WriteRevisit writes a request and its answer without the body, which is that of an earlier record, of the archive or of
// the same batch: because the bytes are the same ([IdenticalPayload]; when the archived payload turns out to be another
// one in its coded form, the answer is written in full), or because the server said so ([NotModified]). The error wraps
// [ErrNoRecord] when there is no such record; nothing was written then, and the batch may go on.
func (b *Batch) WriteRevisit(e Exchange, profile string, original Location) (Location, error) {
	first, err := b.origin(original)
	if err != nil {
		return Location{}, fmt.Errorf("revisit %s: %w", e.URL, err)
	}
	if profile == IdenticalPayload && first.digest != e.digest() {
		return b.WriteExchange(e)
	}
	revisit := newDraft(TypeRevisit, e.URL, responseType, e.At, storedHead(e.ResponseHead))
	revisit.refer(profile, first)
	return b.writeAnswer(e, revisit)
}

func (b *Batch) writeAnswer(e Exchange, answer draft) (Location, error) {
	answer.add("WARC-IP-Address", e.IP)
	answer.add("WARC-Protocol", e.Protocol)
	request := newDraft(TypeRequest, e.URL, requestType, e.At, e.RequestHead)
	request.add("WARC-IP-Address", e.IP)
	request.add("WARC-Protocol", e.Protocol)
	request.add("WARC-Concurrent-To", answer.id)
	places, err := b.write(append([]draft{request, answer}, about(answer.id, e.URL, e.At, e.Metadata)...)...)
	if err != nil {
		return Location{}, fmt.Errorf("archive %s: %w", e.URL, err)
	}
	return places[1], nil
}

// WriteResource writes a file and returns where its record is.
func (b *Batch) WriteResource(r Resource) (Location, error) {
	d := newDraft(TypeResource, r.URL, r.MediaType, r.At, r.Body)
	d.addPayload(digestOf(r.Body))
	d.packed = packed(r.Body)
	return b.writeResource(r, d)
}

// WriteResourceAgain writes that a file whose bytes the archive holds at original was brought once more, under another
// address. Its error is that of [Batch.WriteRevisit].
func (b *Batch) WriteResourceAgain(r Resource, original Location) (Location, error) {
	first, err := b.origin(original)
	if err != nil {
		return Location{}, fmt.Errorf("revisit %s: %w", r.URL, err)
	}
	if first.digest != digestOf(r.Body) {
		return b.WriteResource(r)
	}
	d := newDraft(TypeRevisit, r.URL, r.MediaType, r.At)
	d.refer(IdenticalPayload, first)
	return b.writeResource(r, d)
}

func (b *Batch) writeResource(r Resource, d draft) (Location, error) {
	places, err := b.write(append([]draft{d}, about(d.id, r.URL, r.At, r.Metadata)...)...)
	if err != nil {
		return Location{}, fmt.Errorf("archive %s: %w", r.URL, err)
	}
	return places[0], nil
}

// WriteResource writes a batch of one: see [Batch.WriteResource].
func (a *Archive) WriteResource(ctx context.Context, r Resource) (Location, error) {
	return a.one(ctx, func(b *Batch) (Location, error) { return b.WriteResource(r) })
}

// WriteResourceAgain writes a batch of one: see [Batch.WriteResourceAgain].
func (a *Archive) WriteResourceAgain(ctx context.Context, r Resource, original Location) (Location, error) {
	return a.one(ctx, func(b *Batch) (Location, error) { return b.WriteResourceAgain(r, original) })
}

func (a *Archive) one(ctx context.Context, write func(*Batch) (Location, error)) (at Location, err error) {
	err = a.Batch(ctx, func(b *Batch) (err error) {
		at, err = write(b)
		return err
	})
	if err != nil {
		return Location{}, err
	}
	return at, nil
}
