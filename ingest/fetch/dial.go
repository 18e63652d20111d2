package fetch

import (
	"context"
	"crypto/tls"
	"net"
	"sync/atomic"
	"time"

	"code.dny.dev/ssrf"
)

// dialer connects, guarded or to where the operator said.
type dialer struct {
	connectTo []ConnectTo
	guard     *ssrf.Guardian
	guarded   net.Dialer
	free      net.Dialer
	limits    Limits
	tls       *tls.Config
	open      atomic.Int32 // connections
	crowded   func()       // called when too many are open
}

func newDialer(o Options, limits Limits) *dialer {
	d := &dialer{
		connectTo: o.ConnectTo,
		guard:     ssrf.New(ssrf.WithAnyPort()),
		limits:    limits,
		tls:       &tls.Config{RootCAs: o.CAs, NextProtos: []string{HTTP2, HTTP11}, MinVersion: tls.VersionTLS12},
	}
	d.free = net.Dialer{Timeout: limits.Dial, KeepAlive: 30 * time.Second, Resolver: o.Resolver}
	d.guarded = d.free
	d.guarded.Control = d.guard.Safe
	return d
}

// dial connects to an address "host:port". The guard is left out only for what the operator named, as source or target of
// a rule: a rule for any host that keeps the host would open this machine to every link.
func (d *dialer) dial(ctx context.Context, network, address string) (*link, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	by := &d.guarded
	for _, c := range d.connectTo {
		if c.matches(host, port) {
			address = net.JoinHostPort(c.target(host, port))
			if c.Host != "" || c.ToHost != "" {
				by = &d.free
			}
			break
		}
	}
	conn, err := by.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	l := newLink(conn, &d.open)
	if d.open.Load() > maxOpen && d.crowded != nil {
		d.crowded()
	}
	return l, nil
}

func (d *dialer) dialPlain(ctx context.Context, network, address string) (net.Conn, error) {
	l, err := d.dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return newRecorder(l, l, d.limits), nil
}

// dialTLS makes a secure connection. For net/http to speak HTTP/2 over it, it must be a bare one; over any other it speaks
// HTTP/1.1.
func (d *dialer) dialTLS(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	l, err := d.dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	config := d.tls.Clone()
	config.ServerName = host
	secure := tls.Client(l, config)
	limited, cancel := context.WithTimeout(ctx, d.limits.Dial)
	defer cancel()
	if err := secure.HandshakeContext(limited); err != nil {
		l.Close()
		return nil, &handshakeError{err}
	}
	if secure.ConnectionState().NegotiatedProtocol == HTTP2 {
		return secure, nil
	}
	return newRecorder(secure, l, d.limits), nil
}

// handshakeError is that of a TLS handshake.
type handshakeError struct{ err error }

func (e *handshakeError) Error() string { return "TLS: " + e.err.Error() }
func (e *handshakeError) Unwrap() error { return e.err }
