package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// File is a file that somebody has.
type File struct {
	Name      string      // path or name; only its last part is kept
	URL       corpus.URL  // where it came from; "": "file:NAME"
	MediaType string      // as declared, which counts only where the bytes do not say; "" unknown
	Role      corpus.Role // "": imported
	Payload   []byte
	At        time.Time // zero: now
}

// Import archives a file and records it as an imported capture, which it returns. The same bytes under the same address
// change nothing a second time, unless the archive has lost them. It needs no frontier and no client.
func (c Crawler) Import(ctx context.Context, f File) (corpus.Capture, error) {
	c = c.withDefaults()
	f = f.withDefaults(c.Now)
	got := corpus.Capture{
		URL: f.URL, CapturedAt: f.At, MediaType: corpus.MediaType(f.Payload, f.MediaType, f.URL), Outcome: corpus.Imported,
		Via: "file", Role: f.Role, Payload: corpus.DigestOf(f.Payload),
	}
	got.SetID()
	held, known, err := c.Records.Payload(ctx, got.Payload)
	if err != nil {
		return got, fmt.Errorf("import %s: %w", f.URL, err)
	}
	known = known && c.whole(held) // a record that was lost or damaged is mended by writing the payload again
	last, ok, err := c.Records.LastCapture(ctx, corpus.TargetKey(f.URL))
	if err != nil {
		return got, fmt.Errorf("import %s: %w", f.URL, err)
	}
	if ok && known && last.CaptureID == got.CaptureID {
		return last, nil
	}
	at, err := c.writeFile(ctx, f, got.MediaType, held, known)
	if err != nil {
		return got, fmt.Errorf("import %s: %w", f.URL, err)
	}
	got.WARCFile, got.WARCOffset = at.File, &at.Offset
	var payload *corpus.Payload
	if !known {
		payload = &corpus.Payload{Digest: got.Payload, Bytes: int64(len(f.Payload)), WARCFile: at.File, WARCOffset: at.Offset}
	}
	if err := c.Records.PutCaptures(ctx, corpus.Kept{Capture: got, Payload: payload}); err != nil {
		return got, fmt.Errorf("import %s: %w", f.URL, err)
	}
	c.OnCapture(got)
	return got, nil
}

// whole reports whether the archive gives the payload that it is said to hold.
func (c Crawler) whole(p corpus.Payload) bool {
	body, err := c.Archive.Payload(warc.Location{File: p.WARCFile, Offset: p.WARCOffset})
	return err == nil && corpus.DigestOf(body) == p.Digest
}

func (f File) withDefaults(now func() time.Time) File {
	if f.URL == "" {
		f.URL = corpus.URL("file:" + url.PathEscape(filepath.Base(f.Name)))
	}
	if f.Role == "" {
		f.Role = corpus.RoleImported
	}
	if f.At.IsZero() {
		f.At = now()
	}
	f.At = recordTime(f.At)
	return f
}

func (c Crawler) writeFile(ctx context.Context, f File, mediaType string, held corpus.Payload, known bool) (warc.Location, error) {
	r := warc.Resource{URL: string(f.URL), At: f.At, MediaType: mediaType, Body: f.Payload, Metadata: []warc.Field{
		{Name: "irmtrail-role", Value: string(f.Role)}, {Name: "irmtrail-via", Value: "file"}, {Name: "irmtrail-outcome", Value: string(corpus.Imported)},
	}}
	if !known {
		return c.Archive.WriteResource(ctx, r)
	}
	at, err := c.Archive.WriteResourceAgain(ctx, r, warc.Location{File: held.WARCFile, Offset: held.WARCOffset})
	if errors.Is(err, warc.ErrNoRecord) {
		return c.Archive.WriteResource(ctx, r)
	}
	return at, err
}
