package sample

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"sync"
)

// Server is the running false web.
type Server struct {
	Addr      string         // host:port of the HTTPS listener
	PlainAddr string         // host:port of the HTTP listener, which sends everyone to https
	CA        *x509.CertPool // the authority that signed the certificate
	CAPEM     []byte         // the same, for a file
	Hosts     []string       // the hosts that the certificate is for, sorted

	servers []*http.Server
	running sync.WaitGroup
	stop    func() bool

	mu   sync.Mutex
	seen []Request
}

// Request is one request that a server answered.
type Request struct {
	Method string
	URL    string
	Agent  string // User-Agent
}

// Serve starts the false web on two free ports of 127.0.0.1. It runs until Close is called or ctx is done.
func Serve(ctx context.Context) (*Server, error) {
	web, err := newSite()
	if err != nil {
		return nil, err
	}
	return serve(ctx, web)
}

// ServeArchive starts a false web that consists of one archive, of the form that the package comment shows.
func ServeArchive(ctx context.Context, archive []byte) (*Server, error) {
	all, err := entriesOf(archive)
	if err != nil {
		return nil, fmt.Errorf("read the archive: %w", err)
	}
	web, err := siteOf(all)
	if err != nil {
		return nil, err
	}
	return serve(ctx, web)
}

func serve(ctx context.Context, web *site) (*Server, error) {
	cert, ca, err := certificate(web.hosts)
	if err != nil {
		return nil, err
	}
	s := &Server{CA: x509.NewCertPool(), CAPEM: ca, Hosts: slices.Clone(web.hosts)}
	s.CA.AppendCertsFromPEM(ca)
	secure, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
	})
	if err != nil {
		return nil, fmt.Errorf("listen for the sample: %w", err)
	}
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		_ = secure.Close()
		return nil, fmt.Errorf("listen for the sample: %w", err)
	}
	s.Addr, s.PlainAddr = secure.Addr().String(), plain.Addr().String()
	s.run(secure, s.logged("https", web))
	s.run(plain, s.logged("http", http.HandlerFunc(toHTTPS)))
	s.stop = context.AfterFunc(ctx, s.shut)
	return s, nil
}

// Close stops both listeners and waits for them.
func (s *Server) Close() {
	s.stop()
	s.shut()
	s.running.Wait()
}

// Requests returns what was asked for so far, in order.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.seen)
}

func (s *Server) run(l net.Listener, h http.Handler) {
	// A client that hangs up is no news here.
	srv := &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0)}
	s.servers = append(s.servers, srv)
	s.running.Go(func() { _ = srv.Serve(l) })
}

func (s *Server) shut() {
	for _, srv := range s.servers {
		_ = srv.Close()
	}
}

func (s *Server) logged(scheme string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.seen = append(s.seen, Request{
			Method: r.Method, URL: scheme + "://" + hostname(r.Host) + r.URL.RequestURI(), Agent: r.UserAgent(),
		})
		s.mu.Unlock()
		h.ServeHTTP(w, r)
	})
}

func toHTTPS(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://"+hostname(r.Host)+r.URL.RequestURI(), http.StatusMovedPermanently)
}
