package warc

import (
	"bytes"
	"context"
	"fmt"
	"time"
)

const (
	requestType  = "application/http;msgtype=request"
	responseType = "application/http;msgtype=response"
	fieldsType   = "application/warc-fields"
)

// WriteExchange archives a request and its answer, synced, and returns where the response record is. With a body that
// the archive holds already, see [Archive.WriteRevisit].
func (a *Archive) WriteExchange(ctx context.Context, e Exchange) (Location, error) {
	response := newDraft(TypeResponse, e.URL, responseType, e.At, storedHead(e.ResponseHead), e.Body)
	response.add("WARC-Payload-Digest", digestOf(e.Body))
	response.add("WARC-Truncated", e.Truncated)
	return a.writeAnswer(ctx, e, response)
}

// WriteRevisit archives a request and its answer without the body, which is that of an earlier record: because the bytes
// are the same ([IdenticalPayload]; when the archived payload turns out to be another one in its coded form, the answer is
// written in full), or because the server said so ([NotModified]). The error names a location that holds no payload.
func (a *Archive) WriteRevisit(ctx context.Context, e Exchange, profile string, original Location) (Location, error) {
	first, err := a.Header(original)
	if err != nil {
		return Location{}, fmt.Errorf("revisit %s: %w", e.URL, err)
	}
	digest := first.Get("WARC-Payload-Digest")
	if digest == "" {
		digest = first.Get("WARC-Block-Digest") // of a resource record, whose block is the payload
	}
	if profile == IdenticalPayload && digest != digestOf(e.Body) {
		return a.WriteExchange(ctx, e)
	}
	revisit := newDraft(TypeRevisit, e.URL, responseType, e.At, storedHead(e.ResponseHead))
	revisit.refer(profile, first, digest)
	return a.writeAnswer(ctx, e, revisit)
}

// refer makes the record a revisit of another.
func (d *draft) refer(profile string, first Header, digest string) {
	d.add("WARC-Profile", profile)
	d.add("WARC-Payload-Digest", digest)
	d.add("WARC-Refers-To", first.Get("WARC-Record-ID"))
	d.add("WARC-Refers-To-Target-URI", first.Get("WARC-Target-URI"))
	d.add("WARC-Refers-To-Date", first.Get("WARC-Date"))
}

func (a *Archive) writeAnswer(ctx context.Context, e Exchange, answer draft) (Location, error) {
	answer.add("WARC-IP-Address", e.IP)
	request := newDraft(TypeRequest, e.URL, requestType, e.At, e.RequestHead)
	request.add("WARC-IP-Address", e.IP)
	request.add("WARC-Concurrent-To", answer.id)
	drafts := append([]draft{request, answer}, about(answer.id, e.URL, e.At, e.Metadata)...)
	places, err := a.write(ctx, drafts...)
	if err != nil {
		return Location{}, fmt.Errorf("archive %s: %w", e.URL, err)
	}
	return places[1], nil
}

// WriteResource archives a file, synced, and returns where its record is.
func (a *Archive) WriteResource(ctx context.Context, r Resource) (Location, error) {
	d := newDraft(TypeResource, r.URL, r.MediaType, r.At, r.Body)
	d.add("WARC-Payload-Digest", digestOf(r.Body))
	return a.writeResource(ctx, r, d)
}

// WriteResourceAgain archives that a file whose bytes the archive holds at original was brought once more, under
// another address.
func (a *Archive) WriteResourceAgain(ctx context.Context, r Resource, original Location) (Location, error) {
	first, err := a.Header(original)
	if err != nil {
		return Location{}, fmt.Errorf("revisit %s: %w", r.URL, err)
	}
	digest := digestOf(r.Body)
	if first.Get("WARC-Payload-Digest") != digest {
		return a.WriteResource(ctx, r)
	}
	d := newDraft(TypeRevisit, r.URL, r.MediaType, r.At)
	d.refer(IdenticalPayload, first, digest)
	return a.writeResource(ctx, r, d)
}

func (a *Archive) writeResource(ctx context.Context, r Resource, d draft) (Location, error) {
	places, err := a.write(ctx, append([]draft{d}, about(d.id, r.URL, r.At, r.Metadata)...)...)
	if err != nil {
		return Location{}, fmt.Errorf("archive %s: %w", r.URL, err)
	}
	return places[0], nil
}

// about returns the metadata record of another record, or none when there is nothing to say.
func about(id, url string, at time.Time, list []Field) []draft {
	block := fields(list)
	if len(block) == 0 {
		return nil
	}
	d := newDraft(TypeMetadata, url, fieldsType, at, block)
	d.add("WARC-Concurrent-To", id)
	return []draft{d}
}

// transferLine finds the header line whose name says a transfer coding that the stored body no longer has.
var transferLine = []byte("transfer-encoding:")

// storedHead returns a response's head as it is stored: every line as received, but the name of Transfer-Encoding.
func storedHead(head []byte) []byte {
	if !bytes.Contains(bytes.ToLower(head), transferLine) {
		return head
	}
	var out []byte
	for line := range bytes.Lines(head) {
		if len(line) > len(transferLine) && bytes.EqualFold(line[:len(transferLine)], transferLine) {
			out = append(out, "X-Archive-Orig-"...)
		}
		out = append(out, line...)
	}
	return out
}
