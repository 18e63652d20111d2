package warc

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"hash"
	"io"
	"net/http/httputil"
	"strings"
)

// sums digests a record's block and payload as they are written to it. It holds no more of them than the HTTP head, up to
// maxHeaderBytes; of a response whose head is longer there is no payload.
type sums struct {
	record  *Record
	block   hash.Hash // nil: not stated, or of an unknown kind
	payload hash.Hash
	inBody  bool
	head    []byte     // of a response, until its end was seen
	bare    *unchunked // of a response with chunks, whose payload may have been digested with or without them
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
		body = s.afterHead(p)
	}
	s.payload.Write(body)
	if s.bare != nil {
		s.bare.Write(body)
	}
	return len(p), nil
}

// headEnd stands behind a header. Some servers end lines of a head with a bare line feed.
var headEnd = []byte("\r\n\r\n")

// afterHead adds to the head and returns what is already of the body.
func (s *sums) afterHead(p []byte) []byte {
	if len(s.head) > maxHeaderBytes {
		return nil
	}
	from := max(0, len(s.head)-len(headEnd)+1)
	s.head = append(s.head, p...)
	end := endOfHead(s.head, from)
	if end < 0 {
		return nil
	}
	body := s.head[end:]
	if head, err := readHead(bufio.NewReader(bytes.NewReader(s.head))); err == nil && chunked(head) {
		s.bare = newUnchunked(hashOf(s.record.Header.Get("WARC-Payload-Digest")))
	}
	s.inBody, s.head = true, nil
	return body
}

// endOfHead returns where the first empty line behind from ends, or -1.
func endOfHead(head []byte, from int) int {
	for {
		i := bytes.IndexByte(head[from:], '\n')
		if i < 0 {
			return -1
		}
		from += i + 1
		for _, empty := range []string{"\n", "\r\n"} {
			if bytes.HasPrefix(head[from:], []byte(empty)) {
				return from + len(empty)
			}
		}
	}
}

// match reports whether the digests are those that the header states. A digest of an unknown kind matches.
func (s *sums) match() (block, payload bool) {
	block = s.block == nil || same(s.block, s.record.Header.Get("WARC-Block-Digest"))
	want := s.record.Header.Get("WARC-Payload-Digest")
	payload = s.payload == nil || same(s.payload, want)
	if !payload && s.bare != nil {
		payload = s.bare.close() == nil && same(s.bare.hash, want)
	}
	return block, payload
}

// close frees what is still at work. It may be called twice.
func (s *sums) close() {
	if s.bare != nil {
		s.bare.close()
	}
}

// unchunked digests what is written to it without its chunk headers.
type unchunked struct {
	*io.PipeWriter
	hash hash.Hash
	done chan struct{}
	err  error // of the chunks; to be read when done is closed
}

func newUnchunked(h hash.Hash) *unchunked {
	in, out := io.Pipe()
	u := &unchunked{PipeWriter: out, hash: h, done: make(chan struct{})}
	go func() {
		defer close(u.done)
		_, u.err = io.Copy(h, httputil.NewChunkedReader(in))
		in.Close() // what follows the last chunk is not waited for
	}()
	return u
}

// close ends the body and returns what was wrong with its chunks.
func (u *unchunked) close() error {
	u.PipeWriter.Close()
	<-u.done
	return u.err
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
