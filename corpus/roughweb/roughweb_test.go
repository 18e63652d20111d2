package roughweb

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

var all = slices.Concat(Together, []Group{Later, Slow, Sorry, BusyCopy})

// TestCases holds the table against the contract: its words are those of the records, and every outcome that a request
// can have is met over http and over https.
func TestCases(t *testing.T) {
	known := map[corpus.Fault]bool{"": true}
	for _, f := range corpus.Faults {
		known[f.Fault] = true
	}
	names, met := map[string]bool{}, map[string]bool{}
	for _, c := range newWeb(Options{Groups: all}).cases {
		if names[c.Name] {
			t.Errorf("two cases are named %q", c.Name)
		}
		names[c.Name] = true
		if len(c.Want.Status) == 0 || len(c.Want.Outcomes) == 0 || len(c.Want.Faults) == 0 {
			t.Errorf("%s: nothing is expected", c.Name)
		}
		for _, f := range c.Want.Faults {
			if !known[f] {
				t.Errorf("%s: there is no fault %q", c.Name, f)
			}
			met[string(f)] = true
		}
		scheme, _, _ := strings.Cut(c.Cite, "://")
		met[scheme+" "+string(c.Want.Outcomes[0])] = true
	}
	for _, o := range []corpus.Outcome{
		corpus.Fetched, corpus.NotFound, corpus.Gone, corpus.LoginRequired, corpus.BlockedByRobots, corpus.BlockedByPolicy,
		corpus.TooLarge, corpus.Truncated, corpus.Timeout, corpus.NetworkError, corpus.HTTPError,
	} {
		for _, scheme := range []string{"http", "https"} {
			if !met[scheme+" "+string(o)] {
				t.Errorf("no case is %s over %s", o, scheme)
			}
		}
	}
	for _, f := range corpus.Faults {
		// The name server is not false; limits of a host and a run are set by an operator; Drive tells of harmful files by its API.
		if f.Fault != corpus.FaultDNS && f.Fault != corpus.FaultMalware && !met[string(f.Fault)] {
			t.Errorf("no case has the fault %s", f.Fault)
		}
	}
}

// TestServe asks for something over each protocol, by the names that the false hosts have.
func TestServe(t *testing.T) {
	s, err := Serve(t.Context(), Options{Groups: []Group{Answers, Hosts}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(s.CAPEM)
	to := map[string]string{}
	for _, c := range s.ConnectTo() {
		parts := strings.SplitN(c, ":", 3)
		to[parts[0]+":"+parts[1]] = parts[2]
	}
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, to[addr])
		},
	}
	defer transport.CloseIdleConnections()
	for url, want := range map[string]string{
		"https://whole-https.example/minutes": "HTTP/1.1 200",
		"http://whole-http.example/minutes":   "HTTP/1.1 200",
		"https://h2.example/minutes":          "HTTP/2.0 200",
		"https://" + SiteHost + ReportPath:    "HTTP/1.1 200",
		"http://" + SiteHost + ReportPath:     "HTTP/1.1 301",
		"https://self-signed.example/minutes": "",
		"https://wrong-name.example/minutes":  "",
		"https://expired.example/minutes":     "",
		"https://plain-only.example/minutes":  "",
		"http://mail.example/minutes":         "",
	} {
		req, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := transport.RoundTrip(req)
		got := ""
		if err == nil {
			got = fmt.Sprint(res.Proto, " ", res.StatusCode)
			_ = res.Body.Close()
		}
		if got != want {
			t.Errorf("%s: %q (%v), want %q", url, got, err, want)
		}
	}
}

// TestReport proves that note n of the report cites case n-1.
func TestReport(t *testing.T) {
	w := newWeb(Options{})
	s := &site{pages: map[string][]byte{}, cases: w.cases}
	page := s.report()
	if n := bytes.Count(page, []byte(`name="_ftn`)); n != 2*len(w.cases) {
		t.Errorf("%d anchors for %d cases", n, len(w.cases))
	}
	if bytes.ContainsRune(page, 1) {
		t.Error("a control character is in the page as it is")
	}
}
