package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Found is what a record of another archive brings: an answer with status 200, or a file.
type Found struct {
	URL       string
	At        time.Time // zero when the record does not say
	MediaType string    // as declared
	Payload   []byte    // decoded
}

// maxForeign bounds a record of another archive.
const maxForeign = 256 << 20

// IsWARC reports whether a file starts as a WARC does, also one compressed by gzip.
func IsWARC(file []byte) bool {
	in, err := unpacked(bytes.NewReader(file))
	if err != nil {
		return false
	}
	start, err := in.Peek(len("WARC/"))
	return err == nil && string(start) == "WARC/"
}

// unpacked returns the records of a file one behind the other, whether it is compressed or not.
func unpacked(file io.Reader) (*bufio.Reader, error) {
	in := bufio.NewReader(file)
	if magic, err := in.Peek(2); err != nil || magic[0] != 0x1f || magic[1] != 0x8b {
		return in, nil
	}
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	return bufio.NewReader(z), nil
}

// Foreign reads a WARC that another program wrote, version 1.0 or 1.1, compressed or not, and calls found for each payload.
// Passed over are answers with another status than 200, payloads that cannot be decoded, and records of other types: the
// payloads of revisits are elsewhere. The error is that of found, or says at which record the file cannot be read further;
// what came before was handed over.
func Foreign(file io.Reader, found func(Found) error) error {
	in, err := unpacked(file)
	if err != nil {
		return fmt.Errorf("read WARC: %w", err)
	}
	for n := 1; ; n++ {
		header, block, err := nextForeign(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read WARC: record %d: %w", n, err)
		}
		if f, ok := foundIn(header, block); ok {
			if err := found(f); err != nil {
				return err
			}
		}
	}
}

// nextForeign reads the next record; io.EOF when there is none. The block of a record of no use is nil.
func nextForeign(in *bufio.Reader) (header Header, block []byte, err error) {
	for { // the line ends that close the record before
		next, err := in.Peek(1)
		if err != nil {
			return nil, nil, err
		}
		if next[0] != '\r' && next[0] != '\n' {
			break
		}
		_, _ = in.Discard(1) // what was peeked at can be discarded
	}
	if header, err = readHeader(in); err != nil {
		return nil, nil, err
	}
	length, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return nil, nil, fmt.Errorf("Content-Length %q is no length", header.Get("Content-Length"))
	}
	kind := header.Get("WARC-Type")
	if length > maxForeign || kind != TypeResponse && kind != TypeResource {
		_, err := io.CopyN(io.Discard, in, length)
		return header, nil, incomplete(err)
	}
	var b bytes.Buffer
	_, err = io.CopyN(&b, in, length)
	return header, b.Bytes(), incomplete(err)
}

// foundIn returns what a record brings; ok is false when it brings nothing.
func foundIn(header Header, block []byte) (f Found, ok bool) {
	f.URL = strings.Trim(header.Get("WARC-Target-URI"), "<> ") // WARC 1.0 has it in angle brackets
	if block == nil || !strings.HasPrefix(f.URL, "http://") && !strings.HasPrefix(f.URL, "https://") {
		return f, false
	}
	if at, err := time.Parse(time.RFC3339Nano, header.Get("WARC-Date")); err == nil {
		f.At = at.UTC()
	}
	if header.Get("WARC-Type") == TypeResource {
		f.MediaType, f.Payload = header.Get("Content-Type"), block
		return f, len(block) > 0
	}
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil || answer.StatusCode != http.StatusOK {
		return f, false
	}
	defer answer.Body.Close()
	body, err := decoded(answer.Header.Get("Content-Encoding"), answer.Body)
	if err != nil {
		return f, false
	}
	f.MediaType = answer.Header.Get("Content-Type")
	f.Payload, err = readAll(body)
	return f, err == nil && len(f.Payload) > 0
}
