package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// payloads gives payloads by digest: the store knows where they are, the archive has them.
type payloads struct {
	store   *store.Store
	archive warc.Reader
}

// Payload returns a payload, proved by its digest, and the Content-Type that came with it. The error is a
// *corpus.ReadError when the record is damaged, and wraps fs.ErrNotExist when the archive lacks the file: that can be
// mended by putting it back.
func (p payloads) Payload(ctx context.Context, d corpus.Digest) (body []byte, contentType string, err error) {
	at, ok, err := p.store.Payload(ctx, d)
	if err != nil {
		return nil, "", err
	}
	if !ok {
		return nil, "", fmt.Errorf("payload %s: %w", d, fs.ErrNotExist)
	}
	body, contentType, err = p.archive.TypedPayload(warc.Location{File: at.WARCFile, Offset: at.WARCOffset})
	if err != nil {
		return nil, "", p.why(at, err)
	}
	if got := corpus.DigestOf(body); got != d {
		return nil, "", corpus.Unreadable("payload_damaged", "the archive's record of the payload is damaged: its digest is %s, not %s", got, d)
	}
	return body, contentType, nil
}

// why tells a damaged record from an archive that cannot be read at all.
func (p payloads) why(at corpus.Payload, err error) error {
	var system *fs.PathError
	files, listing := p.archive.Files()
	switch {
	case errors.As(err, &system), listing != nil:
		return errors.Join(err, listing)
	case !slices.Contains(files, at.WARCFile):
		return fmt.Errorf("archive file %s: %w", at.WARCFile, fs.ErrNotExist)
	}
	return corpus.Unreadable("payload_damaged", "the archive's record of the payload is damaged: %v", err)
}

// Original returns the bytes of a document.
func (p payloads) Original(ctx context.Context, id corpus.DocumentID) ([]byte, error) {
	d, ok, err := store.Get[corpus.Document](ctx, p.store, string(id))
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("document %s: %w", id, fs.ErrNotExist)
	}
	body, _, err := p.Payload(ctx, d.SHA256)
	return body, err
}
