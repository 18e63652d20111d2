package fetch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/irmtrail/irmtrail/corpus"
)

// sniffBytes is how much of a payload its media type is told from.
const sniffBytes = 3072

// bombRatio and bombBytes tell a body that was made to explode: more than so many decoded bytes, and that many times
// the bytes that were sent. Pages of one word repeated reach 300, but not at this length.
const (
	bombRatio = 200
	bombBytes = 8_000_000
)

var (
	errTooLarge = errors.New("too large")
	errTooSlow  = errors.New("too slow")
	errCoding   = errors.New("a content coding that was not asked for")
	errPrefix   = errors.New("the part that is wanted is there")
)

// read reads the body of an answer into the result, within the limits, and sets the outcome when it did not come well.
func (c *Client) read(resp *http.Response, prefix int64, r *Result) {
	wanted := resp.StatusCode == http.StatusOK
	b := body{limits: c.limits, max: c.limits.MaxBytes, prefix: prefix}
	if !wanted {
		b.max = c.limits.MaxErrorPage
	}
	err := b.read(resp)
	if errors.Is(err, errPrefix) {
		err, r.Truncated = nil, "length"
	}
	r.Body, r.Payload = b.sent.Bytes(), b.payload()
	if wanted || len(r.Payload) > 0 {
		r.MediaType = corpus.MediaType(r.Payload, resp.Header.Get("Content-Type"), corpus.URL(r.URL))
	}
	r.Framed = err == nil && (resp.ContentLength >= 0 || len(resp.TransferEncoding) > 0)
	outcome, sentence := corpus.Outcome(""), ""
	switch {
	case err == nil && wanted && !ended(r.MediaType, r.Payload, r.Framed):
		outcome, sentence = corpus.Truncated, "The body ends before the end of its format."
	case err == nil:
		return
	default:
		outcome, sentence, r.Truncated = bodyFailure(err)
	}
	if outcome == corpus.TooLarge {
		// Enough to see what it was; the rest is not kept.
		r.Body, r.Payload = r.Body[:min(int64(len(r.Body)), c.limits.MaxErrorPage)], nil
	}
	if wanted {
		r.fail(outcome, sentence)
	}
}

// bodyFailure says what a read error amounts to, and why a body is cut in WARC's words.
func bodyFailure(err error) (o corpus.Outcome, sentence, truncated string) {
	switch {
	case errors.Is(err, errTooLarge):
		return corpus.TooLarge, fmt.Sprintf("The body is %v.", err), "length"
	case errors.Is(err, errTooSlow):
		return corpus.Timeout, "The body came too slowly.", "time"
	case errors.Is(err, errCoding):
		return corpus.HTTPError, fmt.Sprintf("The body has %v.", err), ""
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return corpus.HTTPError, fmt.Sprintf("The body cannot be decoded: %v.", err), ""
	}
	if o, sentence := failure(err); o == corpus.Timeout {
		return o, sentence, "time"
	}
	return corpus.Truncated, fmt.Sprintf("The body ended early: %v.", err), "disconnect"
}

// body reads a body, counting.
type body struct {
	limits Limits
	max    int64
	prefix int64 // 0 all is wanted

	sent    bytes.Buffer
	decoded *bytes.Buffer // nil when there is no content coding
}

func (b *body) payload() []byte {
	if b.decoded == nil {
		return b.sent.Bytes()
	}
	return b.decoded.Bytes()
}

func (b *body) read(resp *http.Response) error {
	if resp.ContentLength > b.max && b.prefix == 0 {
		return fmt.Errorf("%w: %d bytes", errTooLarge, resp.ContentLength)
	}
	b.sent.Grow(int(min(max(resp.ContentLength, 0), 4<<20)) + bytes.MinRead)
	in := &metered{in: resp.Body, limits: b.limits, start: time.Now(), max: b.max}
	switch coding := strings.ToLower(resp.Header.Get("Content-Encoding")); coding {
	case "", "identity", "none":
		in.check = b.checkLength(&b.sent)
		_, err := b.sent.ReadFrom(in)
		return err
	case "gzip", "x-gzip":
		return b.inflate(in)
	default:
		if _, err := b.sent.ReadFrom(in); err != nil {
			return err
		}
		return fmt.Errorf("%w: %s", errCoding, coding)
	}
}

// inflate reads a body with content coding gzip. Servers put the label on files that were never coded: such a body is
// taken as it is.
func (b *body) inflate(in io.Reader) error {
	tee := bufio.NewReader(io.TeeReader(in, &b.sent))
	if magic, err := tee.Peek(2); err != nil || magic[0] != 0x1f || magic[1] != 0x8b {
		_, err := io.Copy(io.Discard, tee)
		return err
	}
	b.decoded = &bytes.Buffer{}
	z, err := gzip.NewReader(tee)
	if err != nil {
		return err
	}
	check := b.checkLength(b.decoded)
	chunk := make([]byte, 32<<10)
	for {
		n, err := z.Read(chunk)
		b.decoded.Write(chunk[:n])
		if e := check(); e != nil {
			return e
		}
		if b.decoded.Len() > bombBytes && b.decoded.Len() > bombRatio*b.sent.Len() {
			return fmt.Errorf("%w: it grows more than %d times in decoding", errTooLarge, bombRatio)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	_, err = io.Copy(io.Discard, tee)
	return err
}

// checkLength returns a check of a payload that grows: the limit is lower for HTML, which is told from its start.
func (b *body) checkLength(grown *bytes.Buffer) func() error {
	limit := int64(0)
	return func() error {
		n := int64(grown.Len())
		if b.prefix > 0 && n >= b.prefix {
			return errPrefix
		}
		if limit == 0 && n >= sniffBytes {
			limit = b.max
			if corpus.MediaType(grown.Bytes()[:sniffBytes], "", "") == "text/html" {
				limit = min(limit, b.limits.MaxHTMLBytes)
			}
		}
		if limit > 0 && n > limit {
			return fmt.Errorf("%w: more than %d bytes", errTooLarge, limit)
		}
		return nil
	}
}

// metered reads a body as it comes, within the limits on length and slowness.
type metered struct {
	in     io.Reader
	limits Limits
	start  time.Time
	max    int64
	n      int64
	check  func() error
}

func (m *metered) Read(p []byte) (int, error) {
	if m.check != nil {
		if err := m.check(); err != nil {
			return 0, err
		}
	}
	n, err := m.in.Read(p)
	m.n += int64(n)
	if m.n > m.max {
		return n, fmt.Errorf("%w: more than %d bytes", errTooLarge, m.max)
	}
	if took := time.Since(m.start); took > m.limits.Grace && float64(m.n) < m.limits.MinRate*took.Seconds() {
		return n, errTooSlow
	}
	return n, err
}
