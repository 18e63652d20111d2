package main

import (
	"context"
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// payloads gives payloads by digest: the store knows where they are, the archive has them.
type payloads struct {
	store   *store.Store
	archive warc.Reader
}

// Payload returns a payload, proved by its digest, and the Content-Type that came with it.
func (p payloads) Payload(ctx context.Context, d corpus.Digest) (body []byte, contentType string, err error) {
	at, ok, err := p.store.Payload(ctx, d)
	if err != nil {
		return nil, "", err
	}
	if !ok {
		return nil, "", fmt.Errorf("the archive has no payload %s", d)
	}
	body, contentType, err = p.archive.TypedPayload(warc.Location{File: at.WARCFile, Offset: at.WARCOffset})
	if err != nil {
		return nil, "", err
	}
	if got := corpus.DigestOf(body); got != d {
		return nil, "", fmt.Errorf("payload %s at %s offset %d has changed: its digest is %s", d, at.WARCFile, at.WARCOffset, got)
	}
	return body, contentType, nil
}

// Original returns the bytes of a document.
func (p payloads) Original(ctx context.Context, id corpus.DocumentID) ([]byte, error) {
	d, ok, err := store.Get[corpus.Document](ctx, p.store, string(id))
	if err != nil || !ok {
		return nil, fmt.Errorf("document %s (found %v): %w", id, ok, err)
	}
	body, _, err := p.Payload(ctx, d.SHA256)
	return body, err
}
