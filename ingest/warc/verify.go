package warc

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http/httputil"
	"strings"
)

// Problem is something wrong with a record of the archive.
type Problem struct {
	Location
	Code    string // one of the codes below
	Message string // one plain sentence
}

// The codes of problems.
const (
	BadMember     = "bad_member"     // the gzip member is damaged or incomplete
	BadRecord     = "bad_record"     // the member holds no well-formed record
	BlockDigest   = "block_digest"   // the block is not the one that was written
	PayloadDigest = "payload_digest" // the payload is not
)

// Verify reads every record of every file and calls f for each problem: damaged members, malformed records, lengths and
// digests that do not match. Behind a damaged record it goes on with the next. It returns an error when f does, when
// ctx is done or when a file can not be read at all.
func (r Reader) Verify(ctx context.Context, f func(Problem) error) error {
	names, err := r.Files()
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := r.verifyFile(ctx, name, f); err != nil {
			return fmt.Errorf("verify %s: %w", name, err)
		}
	}
	return nil
}

func (r Reader) verifyFile(ctx context.Context, name string, f func(Problem) error) error {
	file, err := r.open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	m := newMembers(file)
	for ctx.Err() == nil {
		err := m.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var problem *Problem
		if err == nil {
			problem, err = verifyMember(name, m)
		}
		if err != nil {
			problem = &Problem{Location{name, m.start}, BadMember, fmt.Sprintf("The gzip member is damaged: %v.", err)}
		}
		if problem != nil {
			if err := f(*problem); err != nil {
				return err
			}
		}
		if err != nil {
			at, ok, err := nextMember(file, m.start+1)
			if err != nil || !ok {
				return err
			}
			m = newMembersAt(file, at)
		}
	}
	return ctx.Err()
}

// verifyMember checks the record in the current member. The error says that the member itself is damaged.
func verifyMember(name string, m *members) (*Problem, error) {
	problem := func(code, format string, args ...any) *Problem {
		return &Problem{Location{name, m.start}, code, fmt.Sprintf(format, args...)}
	}
	rec, err := readRecord(name, m)
	if err != nil {
		if damage := m.skip(); damage != nil {
			return nil, damage
		}
		return problem(BadRecord, "The record cannot be read: %v.", err), nil
	}
	sums := newSums(rec)
	_, err = io.Copy(sums, rec.Block)
	if damage := m.skip(); damage != nil {
		return nil, damage
	}
	switch blockOK, payloadOK := sums.match(); {
	case err != nil:
		return problem(BadRecord, "The record does not end where its length says: %v.", err), nil
	case !blockOK:
		return problem(BlockDigest, "The block's digest is not %s.", rec.Header.Get("WARC-Block-Digest")), nil
	case !payloadOK:
		return problem(PayloadDigest, "The payload's digest is not %s.", rec.Header.Get("WARC-Payload-Digest")), nil
	}
	return nil, nil
}

// sums digests a record's block and payload as they are written to it.
type sums struct {
	record  *Record
	block   hash.Hash
	payload hash.Hash
	head    []byte // of a response, until its end was seen
	inBody  bool
	chunked bool
	body    bytes.Buffer // of a response with chunks, whose payload may have been digested with or without them
}

func newSums(r *Record) *sums {
	s := &sums{record: r, block: hashOf(r.Header.Get("WARC-Block-Digest"))}
	if r.Type() == TypeResponse || r.Type() == TypeResource {
		s.payload = hashOf(r.Header.Get("WARC-Payload-Digest"))
	}
	s.inBody = r.Type() != TypeResponse
	return s
}

func (s *sums) Write(p []byte) (int, error) {
	if s.block != nil {
		s.block.Write(p)
	}
	if s.payload == nil {
		return len(p), nil
	}
	body := p
	if !s.inBody {
		s.head = append(s.head, p...)
		end := bytes.Index(s.head, []byte("\r\n\r\n"))
		if end < 0 {
			return len(p), nil
		}
		s.inBody, body = true, s.head[end+4:]
		head, err := readHead(bufio.NewReader(bytes.NewReader(s.head)))
		s.chunked = err == nil && chunked(head)
	}
	s.payload.Write(body)
	if s.chunked {
		s.body.Write(body)
	}
	return len(p), nil
}

// match reports whether the digests are those that the header states. A digest of an unknown kind matches.
func (s *sums) match() (block, payload bool) {
	block = s.block == nil || same(s.block, s.record.Header.Get("WARC-Block-Digest"))
	want := s.record.Header.Get("WARC-Payload-Digest")
	payload = s.payload == nil || same(s.payload, want)
	if !payload && s.body.Len() > 0 {
		s.payload.Reset()
		_, err := io.Copy(s.payload, httputil.NewChunkedReader(&s.body))
		payload = err == nil && same(s.payload, want)
	}
	return block, payload
}

// hashOf returns the hash for a digest as written, "sha1:" or "sha256:", or nil.
func hashOf(digest string) hash.Hash {
	switch name, _, _ := strings.Cut(digest, ":"); strings.ToLower(name) {
	case "sha1", "sha-1":
		return sha1.New()
	case "sha256", "sha-256":
		return sha256.New()
	}
	return nil
}

// same compares a hash with a digest in hexadecimal or base 32.
func same(h hash.Hash, digest string) bool {
	_, value, _ := strings.Cut(digest, ":")
	sum := h.Sum(nil)
	return strings.EqualFold(value, hex.EncodeToString(sum)) ||
		strings.EqualFold(strings.TrimRight(value, "="), strings.TrimRight(base32.StdEncoding.EncodeToString(sum), "="))
}
