package fetch

import (
	"bytes"
	"context"
	"crypto/x509"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

var benchBodies = map[string][]byte{
	"page-5kB":  []byte("<!DOCTYPE html><html><body>" + strings.Repeat("<p>Commitment</p>\n", 280) + "</body></html>"),
	"pdf-200kB": append(append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("0123456789abcde\n"), 12_500)...), "%%EOF\n"...),
	"pdf-50MB":  append(append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("0123456789abcde\n"), 3_125_000)...), "%%EOF\n"...),
}

// BenchmarkGet measures a request and its answer, both sides together, beside net/http's own client that keeps the body too.
func BenchmarkGet(b *testing.B) {
	s := func(protocol string, body []byte) (*httptest.Server, string) {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			w.Write(body)
		}))
		s.EnableHTTP2 = protocol == HTTP2
		if protocol == "" {
			s.Start()
		} else {
			s.StartTLS()
		}
		b.Cleanup(s.Close)
		return s, s.URL + "/"
	}
	for name, body := range benchBodies {
		for _, protocol := range []string{"", HTTP2} {
			b.Run(name+"/"+protocol+"/bare", func(b *testing.B) {
				server, u := s(protocol, body)
				client := server.Client()
				b.ReportAllocs()
				for b.Loop() {
					resp, err := client.Get(u)
					if err != nil {
						b.Fatal(err)
					}
					io.ReadAll(resp.Body)
					resp.Body.Close()
				}
			})
			b.Run(name+"/"+protocol+"/ours", func(b *testing.B) {
				server, u := s(protocol, body)
				pool := x509.NewCertPool()
				if server.Certificate() != nil {
					pool.AddCert(server.Certificate())
				}
				to, _ := ParseConnectTo("::" + server.Listener.Addr().String())
				c := New(Options{UserAgent: "irmtrail/bench", CAs: pool, ConnectTo: []ConnectTo{to}})
				defer c.Close()
				b.ReportAllocs()
				for b.Loop() {
					r, _ := c.Get(context.Background(), Request{URL: corpus.URL(u)})
					if r.Outcome != corpus.Fetched {
						b.Fatal(r.Error)
					}
				}
			})
		}
	}
}
