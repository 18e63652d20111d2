package fetch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// bombRatio and bombBytes tell a body that was made to explode: more than so many decoded bytes, and that many times
// the bytes that were sent. Pages of one word repeated reach 300, but not at this length.
const (
	bombRatio = 200
	bombBytes = 8_000_000
)

// inflater undoes content coding gzip. It is kept for further bodies.
type inflater struct {
	in   *bufio.Reader
	gzip *gzip.Reader
}

func newInflater() *inflater {
	return &inflater{in: bufio.NewReaderSize(nil, 16<<10), gzip: new(gzip.Reader)}
}

// member reports whether a member of gzip (RFC 1952) follows.
func (z *inflater) member() bool {
	magic, err := z.in.Peek(2)
	return err == nil && magic[0] == 0x1f && magic[1] == 0x8b
}

// inflate reads a body with content coding gzip. Servers put the label on files that were never coded: such a body is
// taken as it is. What follows the last member and is none is no part of the payload, as for browsers.
func (b *body) inflate(ctx context.Context, announced int64) error {
	z := b.client.inflaters.Get().(*inflater)
	defer b.client.inflaters.Put(z)
	defer z.in.Reset(nil)
	z.in.Reset(&coded{ctx: ctx, body: b, announced: announced})
	for z.member() {
		b.coded = true
		if err := b.inflateMember(ctx, z); err != nil {
			return err
		}
	}
	if !b.coded {
		return b.plain(ctx, announced)
	}
	_, err := io.Copy(io.Discard, z.in)
	return err
}

func (b *body) inflateMember(ctx context.Context, z *inflater) error {
	if err := z.gzip.Reset(z.in); err != nil {
		return b.undecodable(err)
	}
	z.gzip.Multistream(false)
	for {
		var err error
		if b.decoded, err = b.room(ctx, b.decoded, -1); err != nil {
			return err
		}
		n, err := z.gzip.Read(b.decoded[len(b.decoded):cap(b.decoded)])
		b.decoded = b.decoded[:len(b.decoded)+n]
		if e := b.checkLength(b.decoded); e != nil {
			return e
		}
		if len(b.decoded) > bombBytes && len(b.decoded) > bombRatio*len(b.sent) {
			return errBomb
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return b.undecodable(err)
		}
	}
}

// undecodable tells a body that did not come, or not all of it, from one that is coded wrongly.
func (b *body) undecodable(err error) error {
	switch {
	case b.in.failed != nil:
		return b.in.failed
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("its coding has no end: %w", io.ErrUnexpectedEOF)
	}
	return &codingError{coding: "gzip", err: err}
}

// coded hands on a coded body and keeps it.
type coded struct {
	ctx       context.Context
	body      *body
	announced int64
}

func (c *coded) Read(p []byte) (int, error) {
	b := c.body
	var err error
	if b.sent, err = b.room(c.ctx, b.sent, c.announced); err != nil {
		return 0, err
	}
	n, err := b.in.Read(b.sent[len(b.sent):min(cap(b.sent), len(b.sent)+len(p))])
	copy(p, b.sent[len(b.sent):len(b.sent)+n])
	b.sent = b.sent[:len(b.sent)+n]
	return n, err
}
