package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// ErrNoPayload is wrapped when a record holds no payload: a revisit, a request, the archive's own records.
var ErrNoPayload = errors.New("the record holds no payload")

// maxPayload bounds a payload after decoding: the crawler stores none that is nearly as large.
const maxPayload = 512 << 20

// Payload returns the decoded payload of the response or resource record at a location: an entity body without transfer
// and content coding, or a file. Of a truncated body it returns what is there. The error wraps [ErrNoRecord] or
// [ErrNoPayload].
func (r Reader) Payload(at Location) ([]byte, error) {
	payload, _, err := r.TypedPayload(at)
	return payload, err
}

// TypedPayload returns what Payload does and the Content-Type that came with it, "" when none did.
func (r Reader) TypedPayload(at Location) (payload []byte, contentType string, err error) {
	err = r.at(at, func(rec *Record) (err error) {
		payload, contentType, err = rec.payload()
		if err != nil {
			return fmt.Errorf("payload of %s at %d: %w", at.File, at.Offset, err)
		}
		return nil
	})
	return payload, contentType, err
}

// payload returns the decoded payload and its declared type. The type in a resource record's own header was sniffed when
// it was written, so it declares nothing.
func (r *Record) payload() (out []byte, contentType string, err error) {
	switch r.Type() {
	case TypeResource:
		out, err = readAll(r.Block)
		return out, "", err
	case TypeResponse:
	default:
		return nil, "", fmt.Errorf("%w: it is a %s record", ErrNoPayload, r.Type())
	}
	in := bufio.NewReader(r.Block)
	head, err := readHead(in)
	if err != nil {
		return nil, "", err
	}
	contentType = head.Get("Content-Type")
	body := io.Reader(in)
	if chunked(head) {
		body = httputil.NewChunkedReader(in)
	}
	cut := r.Header.Get("WARC-Truncated") != ""
	body, err = decoded(head.Get("Content-Encoding"), body)
	if err != nil {
		return nil, "", err
	}
	out, err = readAll(body)
	if err != nil && !cut {
		return nil, "", err
	}
	// What remains is the end of the record, which shows that it is whole.
	_, err = io.Copy(io.Discard, r.Block)
	return out, contentType, err
}

func readAll(r io.Reader) ([]byte, error) {
	out, err := io.ReadAll(io.LimitReader(r, maxPayload+1))
	if err == nil && len(out) > maxPayload {
		return nil, errors.New("the payload is too large")
	}
	return out, err
}

// readHead reads the head of an HTTP response.
func readHead(in *bufio.Reader) (http.Header, error) {
	if _, err := in.Peek(1); err != nil {
		return nil, fmt.Errorf("the block holds no HTTP head: %w", incomplete(err))
	}
	head := make([]byte, 0, 1024)
	for {
		line, err := readLine(in)
		if err != nil {
			return nil, fmt.Errorf("HTTP head: %w", err)
		}
		if head = append(append(head, line...), '\n'); len(head) > maxHeaderBytes {
			return nil, errors.New("the HTTP head is too long")
		}
		if line == "" {
			break
		}
	}
	h := http.Header{}
	for line := range strings.Lines(string(head)) {
		if name, value, ok := strings.Cut(line, ":"); ok {
			h.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	return h, nil
}

func chunked(head http.Header) bool {
	return strings.Contains(strings.ToLower(strings.Join(head.Values("Transfer-Encoding"), ",")), "chunked")
}

// errCoding is wrapped when a body has a content coding that is not known.
var errCoding = errors.New("unknown content coding")

// decoded undoes a content coding as named in an HTTP head ("gzip", "deflate", "" none). A body that says gzip but does
// not start like it is taken as it is: servers label files so that were never coded. The error wraps errCoding.
func decoded(coding string, body io.Reader) (io.Reader, error) {
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "", "identity", "none":
		return body, nil
	case "gzip", "x-gzip":
		in := bufio.NewReader(body)
		if magic, _ := in.Peek(2); !bytes.Equal(magic, gzipMagic[:2]) {
			return in, nil
		}
		return gzip.NewReader(in)
	case "deflate": // zlib by the specification, bare deflate by some servers
		in := bufio.NewReader(body)
		if first, _ := in.Peek(2); len(first) == 2 && first[0]&0x0f == 8 && (int(first[0])<<8|int(first[1]))%31 == 0 {
			return zlib.NewReader(in)
		}
		return flate.NewReader(in), nil
	}
	return nil, fmt.Errorf("%w %q", errCoding, coding)
}
