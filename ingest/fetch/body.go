package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// sniffBytes is how much of a payload its media type is told from, while it is read.
const sniffBytes = 3072

// Buffers for bodies: their first size where no length is announced; how much is believed of an announced length before
// anything came; from which size on one request at a time goes on reading.
const (
	smallBody = 16 << 10
	firstBody = 1 << 20
	largeBody = 4 << 20
)

// read reads the body of an answer into the result, within the limits, and sets the outcome when it did not come well.
func (c *Client) read(ctx context.Context, resp *http.Response, prefix int64, watch *patience, r *Result) {
	wanted := resp.StatusCode == http.StatusOK || resp.StatusCode == http.StatusNonAuthoritativeInfo
	b := body{client: c, turn: turn{of: c.large, watch: watch}, max: max(c.limits.MaxBytes, 2*prefix), prefix: prefix}
	if !wanted {
		b.max = c.limits.MaxErrorPage
	}
	defer b.turn.over()
	err := b.read(ctx, resp)
	if errors.Is(err, errPrefix) {
		err, r.Truncated = nil, "length"
	}
	r.Body, r.Payload = b.sent, b.payload()
	if wanted || len(r.Payload) > 0 {
		r.MediaType = corpus.MediaType(r.Payload, resp.Header.Get("Content-Type"), corpus.URL(r.URL))
	}
	r.Framed = err == nil && (r.Protocol == HTTP2 || resp.ContentLength >= 0 || len(resp.TransferEncoding) > 0)
	if err == nil && wanted && !ended(r.MediaType, r.Payload, r.Framed) {
		err = errUnended
	}
	if err == nil {
		return
	}
	var t trouble
	t, r.Truncated = bodyFailure(cause(ctx, err))
	if t.outcome == corpus.TooLarge {
		// Enough to see what it was; the rest is not kept.
		r.Body, r.Payload = slices.Clone(r.Body[:min(int64(len(r.Body)), c.limits.MaxErrorPage)]), nil
	}
	if wanted {
		r.fail(t)
	}
}

// body reads a body. What was read is in sent, and in decoded when there is a content coding.
type body struct {
	client *Client
	in     *metered
	turn   turn
	max    int64
	prefix int64 // 0 all is wanted

	sent    []byte
	decoded []byte
	coded   bool
}

func (b *body) payload() []byte {
	if b.coded {
		return b.decoded
	}
	return b.sent
}

func (b *body) read(ctx context.Context, resp *http.Response) error {
	if resp.ContentLength > b.max && b.prefix == 0 {
		return fmt.Errorf("%w: %d bytes", errTooLarge, resp.ContentLength)
	}
	now := time.Now()
	b.turn.watch.began(now)
	b.in = &metered{in: resp.Body, limits: b.client.limits, start: now, max: b.max, turn: &b.turn}
	switch coding := contentCoding(resp.Header); coding {
	case "":
		return b.plain(ctx, resp.ContentLength)
	case "gzip", "x-gzip":
		return b.inflate(ctx, resp.ContentLength)
	default:
		return b.strange(ctx, coding)
	}
}

// contentCoding returns the codings of a body that need undoing: "" none, "gzip", "gzip, br".
func contentCoding(h http.Header) string {
	var list []string
	for part := range strings.SplitSeq(strings.Join(h.Values("Content-Encoding"), ","), ",") {
		switch part = strings.ToLower(strings.TrimSpace(part)); part {
		case "", "identity", "none":
		default:
			list = append(list, part)
		}
	}
	return strings.Join(list, ", ")
}

// plain reads a body as it is.
func (b *body) plain(ctx context.Context, announced int64) error {
	for {
		if err := b.checkLength(b.sent); err != nil {
			return err
		}
		var err error
		if b.sent, err = b.room(ctx, b.sent, announced); err != nil {
			return err
		}
		n, err := b.in.Read(b.sent[len(b.sent):cap(b.sent)])
		b.sent = b.sent[:len(b.sent)+n]
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// strange reads the start of a body whose coding is not undone, to see what it was.
func (b *body) strange(ctx context.Context, coding string) error {
	b.in.max = min(b.max, b.client.limits.MaxErrorPage)
	err := b.plain(ctx, -1)
	if err != nil && !errors.Is(err, errTooLarge) && !errors.Is(err, errPrefix) || len(b.sent) == 0 {
		return err
	}
	return &codingError{coding: coding, cut: err != nil}
}

// room returns a buffer with room for more. An announced length is believed only so far: servers announce what never
// comes. Above a size it takes the request's turn.
func (b *body) room(ctx context.Context, buf []byte, announced int64) ([]byte, error) {
	if len(buf) < cap(buf) {
		return buf, nil
	}
	size := grownSize(int64(cap(buf)), announced)
	if b.prefix > 0 {
		size = min(size, max(b.prefix, int64(cap(buf)))+smallBody)
	}
	if int64(cap(b.sent)+cap(b.decoded)-cap(buf))+size > largeBody {
		if err := b.turn.take(ctx); err != nil {
			return buf, err
		}
	}
	grown := make([]byte, len(buf), size)
	copy(grown, buf)
	return grown, nil
}

func grownSize(size, announced int64) int64 {
	switch {
	case announced >= 0 && size == 0:
		return min(announced, firstBody) + 1 // one more, to see that it ends there
	case announced >= size:
		return announced + 1
	case size < firstBody:
		return max(2*size, smallBody)
	}
	return size + size/2
}

// checkLength checks a payload that grows: the limit is lower for HTML, which is told from its start.
func (b *body) checkLength(payload []byte) error {
	n, limit := int64(len(payload)), b.max
	if b.prefix > 0 && n >= b.prefix {
		return errPrefix
	}
	if html := b.client.limits.MaxHTMLBytes; n > html && html < limit {
		if corpus.MediaType(payload[:min(n, sniffBytes)], "", "") == "text/html" {
			limit = html
		}
	}
	if n > limit {
		return fmt.Errorf("%w: more than %d bytes", errTooLarge, limit)
	}
	return nil
}

// metered reads a body as it comes, within the limits on length and slowness.
type metered struct {
	in     io.Reader
	limits Limits
	start  time.Time
	max    int64
	turn   *turn
	n      int64
	failed error // of the reading, but for the end
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.in.Read(p)
	now := time.Now()
	m.turn.watch.came(now)
	m.n += int64(n)
	took := now.Sub(m.start) - m.turn.waited
	switch {
	case m.n > m.max:
		err = fmt.Errorf("%w: more than %d bytes", errTooLarge, m.max)
	case err == nil && took > m.limits.Grace && float64(m.n) < m.limits.MinRate*took.Seconds():
		err = errTooSlow
	}
	if err != nil && !errors.Is(err, io.EOF) {
		m.failed = err
	}
	return n, err
}
