package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
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
}

func newDialer(connectTo []ConnectTo, cas *x509.CertPool, limits Limits) *dialer {
	d := &dialer{
		connectTo: connectTo,
		guard:     ssrf.New(ssrf.WithAnyPort()),
		limits:    limits,
		tls:       &tls.Config{RootCAs: cas, NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12},
	}
	d.free = net.Dialer{Timeout: limits.Dial, KeepAlive: 30 * time.Second}
	d.guarded = d.free
	d.guarded.Control = d.guard.Safe
	return d
}

// dial connects to an address "host:port". The guard is left out only for what the operator named, as source or target of
// a rule: a rule for any host that keeps the host would open this machine to every link.
func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	for _, c := range d.connectTo {
		if c.matches(host, port) {
			host, port = c.target(host, port)
			address = net.JoinHostPort(host, port)
			if c.Host != "" || c.ToHost != "" {
				return d.free.DialContext(ctx, network, address)
			}
			break
		}
	}
	return d.guarded.DialContext(ctx, network, address)
}

func (d *dialer) dialPlain(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d.dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return newRecorder(conn, d.limits), nil
}

func (d *dialer) dialTLS(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	conn, err := d.dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	config := d.tls.Clone()
	config.ServerName = host
	secure := tls.Client(conn, config)
	limited, cancel := context.WithTimeout(ctx, d.limits.Dial)
	defer cancel()
	if err := secure.HandshakeContext(limited); err != nil {
		conn.Close()
		return nil, fmt.Errorf("TLS: %w", err)
	}
	return newRecorder(secure, d.limits), nil
}
