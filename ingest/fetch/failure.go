package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"strings"

	"code.dny.dev/ssrf"

	"github.com/irmtrail/irmtrail/corpus"
)

// What can be wrong with a body.
var (
	errTooLarge = errors.New("too large")
	errTooSlow  = errors.New("too slow")
	errBomb     = fmt.Errorf("more than %d times as large when it is decoded", bombRatio)
	errPrefix   = errors.New("the part that is wanted is there")
	errUnended  = errors.New("the body ends before the end of its format")
)

// codingError is a content coding that is not undone.
type codingError struct {
	coding string
	err    error // nil when it was not tried
	cut    bool  // the body was not read to its end
}

func (e *codingError) Error() string { return e.coding }
func (e *codingError) Unwrap() error { return e.err }

// streamError has the fields of the error with which net/http reports that a stream of HTTP/2 was reset, so that
// [errors.As] fills it in.
type streamError struct {
	StreamID uint32
	Code     uint32
	Cause    error
}

func (e streamError) Error() string { return fmt.Sprintf("code %d", e.Code) }

// errResetByPeer is how net/http words the cause of a reset that came from the other side.
const errResetByPeer = "received from peer"

// headTooLong matches "net/http: server response headers exceeded 65536 bytes; aborted", "http2: response header list
// larger than advertised limit", "header list too large". net/http has no error values for what follows here.
var headTooLong = regexp.MustCompile(`headers exceeded|header list (?:too large|larger)`)

// noHTTP matches "malformed HTTP response \"220 mail\"", "malformed MIME header line: x", "bad Content-Length \"-1\"",
// "http: message cannot contain multiple Content-Length headers; got [1 2]", "unsupported transfer encoding: \"x\"",
// "connection error: PROTOCOL_ERROR", "http2: frame too large".
var noHTTP = regexp.MustCompile(`malformed|bad Content-Length|multiple Content-Length|transfer encoding|Transfer-Encoding|` +
	`connection error: |http2: frame too large|unexpected protocol|invalid header`)

// badChunk matches "malformed chunked encoding", "invalid byte in chunk length", "chunked line ends with bare LF", "http
// chunk length too large", "chunked encoding contains too much non-data", "header line too long", "malformed MIME header
// line: x" of a trailer.
var badChunk = regexp.MustCompile(`chunk|malformed|line too long|suspiciously long trailer`)

// failure says what an error amounts to with which no answer came. With crowded there came more of the head than a head
// may have.
func failure(err error, crowded bool) trouble {
	var dns *net.DNSError
	var handshake *handshakeError
	text := err.Error()
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return trouble{corpus.BlockedByPolicy, corpus.FaultRefusedAddress, "The host's address is private or otherwise special."}
	case errors.As(err, &dns):
		return unresolved(dns)
	case late(err):
		return trouble{corpus.Timeout, corpus.FaultTimeout, "The server did not answer in time."}
	case errors.As(err, &handshake):
		return untrusted(handshake.err)
	case headTooLong.MatchString(text), crowded && strings.Contains(text, "connection error: "):
		return trouble{corpus.HTTPError, corpus.FaultHeadTooLarge, "The head of the server's answer is too long."}
	case noHTTP.MatchString(text), brokenStream(err):
		return trouble{corpus.HTTPError, corpus.FaultProtocol, fmt.Sprintf("The server's answer is no HTTP that can be read: %v.", err)}
	}
	return trouble{corpus.NetworkError, corpus.FaultConnection, fmt.Sprintf("The connection failed: %v.", err)}
}

// late reports whether an error is one of time.
func late(err error) bool {
	var timeout net.Error
	return errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, errIdle) || errors.Is(err, errLong) || errors.As(err, &timeout) && timeout.Timeout()
}

func unresolved(err *net.DNSError) trouble {
	switch {
	case err.IsTimeout:
		return trouble{corpus.Timeout, corpus.FaultDNS, fmt.Sprintf("The host name %s was not resolved in time.", err.Name)}
	case err.IsNotFound:
		return trouble{corpus.NetworkError, corpus.FaultDNS, fmt.Sprintf("The host name %s does not resolve.", err.Name)}
	}
	return trouble{corpus.NetworkError, corpus.FaultDNS, fmt.Sprintf("The host name %s does not resolve: %s.", err.Name, err.Err)}
}

func untrusted(err error) trouble {
	var cert *tls.CertificateVerificationError
	if errors.As(err, &cert) {
		return trouble{corpus.NetworkError, corpus.FaultTLS, fmt.Sprintf("The server's certificate is not good: %v.", cert.Err)}
	}
	return trouble{corpus.NetworkError, corpus.FaultTLS, fmt.Sprintf("No secure connection could be made: %v.", err)}
}

// brokenStream reports whether an answer of HTTP/2 broke its rules, as net/http found, not the server.
func brokenStream(err error) bool {
	var stream streamError
	return errors.As(err, &stream) && (stream.Cause == nil || stream.Cause.Error() != errResetByPeer)
}

// bodyFailure says what an error of reading a body amounts to, and why the body is cut in WARC's words.
func bodyFailure(err error) (t trouble, truncated string) {
	var coding *codingError
	switch {
	case errors.Is(err, errUnended):
		return trouble{corpus.Truncated, corpus.FaultIncomplete, "The body ends before the end of its format."}, ""
	case errors.Is(err, errTooLarge):
		return trouble{corpus.TooLarge, corpus.FaultTooLarge, fmt.Sprintf("The body is %v.", err)}, "length"
	case errors.Is(err, errBomb):
		return trouble{corpus.TooLarge, corpus.FaultBombed, fmt.Sprintf("The body is %v.", err)}, "length"
	case errors.Is(err, errTooSlow):
		return trouble{corpus.Timeout, corpus.FaultTooSlow, "The body came too slowly."}, "time"
	case errors.Is(err, errLong):
		return trouble{corpus.Timeout, corpus.FaultTimeout, "The body did not come in time."}, "time"
	case late(err):
		return trouble{corpus.Timeout, corpus.FaultTimeout, "The server stopped sending the body."}, "time"
	case errors.As(err, &coding):
		return undecoded(coding)
	case badChunk.MatchString(err.Error()) && !errors.Is(err, io.ErrUnexpectedEOF):
		return trouble{corpus.Truncated, corpus.FaultProtocol, fmt.Sprintf("The body is cut into chunks in a way that cannot be read: %v.", err)}, "disconnect"
	}
	return trouble{corpus.Truncated, corpus.FaultIncomplete, fmt.Sprintf("The body ended early: %v.", err)}, "disconnect"
}

func undecoded(e *codingError) (t trouble, truncated string) {
	if e.cut {
		truncated = "length"
	}
	if e.err != nil {
		return trouble{corpus.HTTPError, corpus.FaultBadCoding, fmt.Sprintf("The body cannot be decoded: %v.", e.err)}, truncated
	}
	return trouble{corpus.HTTPError, corpus.FaultBadCoding, fmt.Sprintf("The body has a content coding that was not asked for: %s.", e.coding)}, truncated
}
