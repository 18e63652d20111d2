package ingest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/ingest/fetch"
)

// secured returns a client for which the false web answers over https too, for the hosts.
func secured(t *testing.T, w *web, hosts ...string) *fetch.Client {
	t.Helper()
	cert, pool := certificate(t, hosts)
	s := httptest.NewUnstartedServer(w)
	s.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	s.StartTLS()
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	to := func(port string, addr net.Addr) fetch.ConnectTo {
		host, target, err := net.SplitHostPort(addr.String())
		if err != nil {
			t.Fatal(err)
		}
		return fetch.ConnectTo{Port: port, ToHost: host, ToPort: target}
	}
	return fetch.New(fetch.Options{
		UserAgent: "irmtrail/test", CAs: pool,
		ConnectTo: []fetch.ConnectTo{to("443", s.Listener.Addr()), to("", w.Listener.Addr())},
	})
}

func certificate(t *testing.T, hosts []string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, DNSNames: hosts, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}
