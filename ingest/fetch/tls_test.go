package fetch

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// authority signs certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	pool *x509.CertPool
}

func newAuthority(t testing.TB) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test authority"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	a := &authority{key: key, pool: x509.NewCertPool()}
	if a.cert, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	a.pool.AddCert(a.cert)
	return a
}

// certificate is good for hosts and so long from now.
func (a *authority) certificate(t testing.TB, good time.Duration, hosts ...string) tls.Certificate {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), DNSNames: hosts, NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(good),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, a.key.Public(), a.key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}
}

func TestTLS(t *testing.T) {
	own, stranger := newAuthority(t), newAuthority(t)
	for name, c := range map[string]struct {
		serve func(net.Conn)
		want  want
	}{
		"good":      {handshake(own.certificate(t, time.Hour, "www.example.org")), want{"", corpus.Fetched, "", "text/html", ""}},
		"name":      {handshake(own.certificate(t, time.Hour, "www.example.com")), want{"", corpus.NetworkError, corpus.FaultTLS, "", ""}},
		"expired":   {handshake(own.certificate(t, -time.Hour, "www.example.org")), want{"", corpus.NetworkError, corpus.FaultTLS, "", ""}},
		"untrusted": {handshake(stranger.certificate(t, time.Hour, "www.example.org")), want{"", corpus.NetworkError, corpus.FaultTLS, "", ""}},
		"old": {func(conn net.Conn) {
			tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{own.certificate(t, time.Hour, "www.example.org")}, MaxVersion: tls.VersionTLS11}).Handshake()
		}, want{"", corpus.NetworkError, corpus.FaultTLS, "", ""}},
		"plain":   {func(conn net.Conn) { says("400 Bad Request\nContent-Length: 0\n\n")(conn) }, want{"", corpus.NetworkError, corpus.FaultTLS, "", ""}},
		"garbage": {func(conn net.Conn) { send(conn, string(make([]byte, 100))) }, want{"", corpus.NetworkError, corpus.FaultTLS, "", ""}},
		"closed":  {func(net.Conn) {}, want{"", corpus.NetworkError, corpus.FaultTLS, "", ""}},
		"silent":  {func(conn net.Conn) { io.Copy(io.Discard, conn) }, want{"", corpus.Timeout, corpus.FaultTimeout, "", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			go func() {
				for {
					conn, err := l.Accept()
					if err != nil {
						return
					}
					go func() {
						defer conn.Close()
						conn.SetDeadline(time.Now().Add(5 * time.Second))
						c.serve(conn)
						conn.(*net.TCPConn).CloseWrite()
						io.Copy(io.Discard, conn)
					}()
				}
			}()
			limits := quick
			limits.Dial = 300 * time.Millisecond
			client := New(Options{CAs: own.pool, ConnectTo: everything(t, l.Addr().String()), Limits: limits})
			defer client.Close()
			c.want.check(t, client, "https://www.example.org/")
		})
	}
}

// handshake answers over TLS.
func handshake(cert tls.Certificate) func(net.Conn) {
	return func(conn net.Conn) {
		secure := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}})
		if _, err := secure.Read(make([]byte, 4096)); err == nil {
			says("200 OK\nConnection: close\n\n" + page)(secure)
			secure.Close()
		}
	}
}

// A port of TLS that is asked without it answers what is no HTTP, or says so.
func TestNoTLS(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(answers))
	c, _ := clientOf(t, s, HTTP2)
	r, _ := c.Get(context.Background(), Request{URL: "http://www.example.org/"})
	if r.Outcome != corpus.HTTPError || r.Fault != corpus.FaultHTTP || r.Status != 400 || r.Protocol != HTTP10 {
		t.Errorf("%s %s %s %s", r.Outcome, r.Fault, r.Error, r.Protocol)
	}
}
