// Package roughweb is a false internet that behaves badly: an OGP-like site whose report cites, note by note, hosts that
// fail in every way that a crawler meets, and Google Drive, share services, shorteners and a web archive beside them.
//
// It turns a table of cases into HTTP and HTTPS servers on loopback, and keeps a log of what was asked. Each [Case] says
// what must come of its address; that is written from the contract of the records, the faults of package corpus and the
// standards (RFC 9110, RFC 9112, RFC 9309, RFC 7089), beside the handler that answers, and not from what a crawler does
// today. The package holds no crawler, judges nothing and imitates no site's looks: texts are its own, and of the shapes of
// foreign pages it has only what they are told apart by. Only tests use it.
package roughweb

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options choose what the false internet holds.
type Options struct {
	Groups      []Group       // of the cases that the report cites; nil stands for [Together]
	ForbidFiles bool          // the host that serves the bytes of Drive files forbids all crawlers, as the real one is reported to
	Hang        time.Duration // how long the hosts that never answer hold on; 0 until the client gives up
}

// Server is the running false internet.
type Server struct {
	CAPEM []byte // the authority that signed its certificates
	Cases []Case // in the order of the report's notes: Cases[0] is cited by note 1

	hosts                map[string]*host
	secure, plain, rough net.Listener // HTTPS, HTTP, and what does not speak HTTP
	closed               string       // an address where nobody listens
	servers              []*http.Server
	running              sync.WaitGroup
	stop                 func() bool
	log                  requestLog
}

// Serve starts the false internet on free ports of 127.0.0.1. It runs until Close is called or ctx is done.
func Serve(ctx context.Context, o Options) (*Server, error) {
	web := newWeb(o)
	auth, err := newAuthority()
	if err != nil {
		return nil, err
	}
	s := &Server{CAPEM: auth.pem, Cases: web.cases, hosts: web.hosts}
	if err := s.listen(auth); err != nil {
		return nil, err
	}
	s.serve(s.secure, "https")
	s.serve(s.plain, "http")
	s.running.Go(func() { serveRough(s.rough) })
	s.stop = context.AfterFunc(ctx, s.shut)
	return s, nil
}

func (s *Server) listen(auth *authority) error {
	var failed error
	open := func() net.Listener {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		failed = errors.Join(failed, err)
		return l
	}
	s.secure, s.plain, s.rough = open(), open(), open()
	vacant := open()
	if failed != nil {
		return fmt.Errorf("listen for the rough web: %w", failed)
	}
	s.closed = vacant.Addr().String()
	_ = vacant.Close()
	s.secure = tls.NewListener(s.secure, &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
			return auth.config(s.hosts[strings.ToLower(hello.ServerName)], hello.ServerName)
		},
	})
	return nil
}

func (s *Server) serve(l net.Listener, scheme string) {
	// A client that hangs up, or does not trust a certificate, is no news here.
	srv := &http.Server{Handler: s.logged(scheme), ErrorLog: log.New(io.Discard, "", 0), ConnContext: s.log.numbered}
	srv.Protocols = new(http.Protocols)
	srv.Protocols.SetHTTP1(true)
	srv.Protocols.SetHTTP2(true)
	s.servers = append(s.servers, srv)
	s.running.Go(func() { _ = srv.Serve(l) })
}

// Close stops the listeners and waits for them.
func (s *Server) Close() {
	s.stop()
	s.shut()
	s.running.Wait()
}

func (s *Server) shut() {
	for _, srv := range s.servers {
		_ = srv.Close()
	}
	_ = s.rough.Close()
}

// ConnectTo returns the values of --connect-to that lead to the false internet, sorted. Every host is named by itself: an
// address that no host of it has must stay what it is.
func (s *Server) ConnectTo() []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(s.hosts)) {
		h := s.hosts[name]
		for port, l := range map[string]net.Listener{"443": s.secure, "80": s.plain} {
			to := l.Addr().String()
			switch {
			case h.rough:
				to = s.rough.Addr().String()
			case h.only != "" && h.only != port:
				to = s.closed
			}
			out = append(out, name+":"+port+":"+to)
		}
	}
	slices.Sort(out)
	return out
}

// Requests returns what was asked for so far, in the order in which the requests began.
func (s *Server) Requests() []Request { return s.log.all() }

func (s *Server) logged(scheme string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i := s.log.begin(scheme, r)
		sent := &counter{ResponseWriter: w}
		defer func() { s.log.end(i, sent) }()
		// A cookie for each host shows whether one is carried to another.
		w.Header().Set("Set-Cookie", "seen="+hostname(r.Host)+"; Path=/")
		h := s.hosts[hostname(r.Host)]
		if h == nil {
			http.Error(w, "no such host", http.StatusMisdirectedRequest)
			return
		}
		h.ServeHTTP(sent, r)
	})
}
