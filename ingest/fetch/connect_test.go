package fetch

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"code.dny.dev/ssrf"
)

func TestParseConnectTo(t *testing.T) {
	for s, want := range map[string]*ConnectTo{
		"example.org:443:127.0.0.1:8443": {"example.org", "443", "127.0.0.1", "8443"},
		"::127.0.0.1:8080":               {"", "", "127.0.0.1", "8080"},
		":80:[::1]:8080":                 {"", "80", "::1", "8080"},
		"[2001:db8::1]:80:Example.org:":  {"2001:db8::1", "80", "example.org", ""},
		"a:1:b":                          nil,
		"a:1:b:2:c":                      nil,
		"[::1:80:b:2":                    nil,
		"[::1]x:80:b:2":                  nil,
		"":                               nil,
	} {
		got, err := ParseConnectTo(s)
		if (err == nil) != (want != nil) || want != nil && got != *want {
			t.Errorf("ParseConnectTo(%q) = %v, %v; want %v", s, got, err, want)
		}
	}
}

// A body that says where it ends is told whole or not without harm.
func FuzzEnded(f *testing.F) {
	f.Add("application/pdf", []byte("%PDF-1.7\n%%EOF"))
	f.Add("application/zip", []byte("PK\x03\x04"))
	f.Add("text/html", []byte("<html><body>"))
	f.Fuzz(func(t *testing.T, mediaType string, payload []byte) {
		if !ended(mediaType, payload, true) && ended(mediaType, payload, false) {
			t.Error("a body that is cut when framed is whole when not")
		}
	})
}

// A rule that only changes the port leads no stranger's link into this machine; one that names a host does.
func TestGuardHoldsForWildcards(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	for rule, want := range map[string]bool{
		":443::" + port:                       false,
		":::" + port:                          false,
		"127.0.0.1:443::" + port:              true,
		":443:127.0.0.1:" + port:              true,
		"other.example:443:127.0.0.1:" + port: false,
	} {
		c, err := ParseConnectTo(rule)
		if err != nil {
			t.Fatal(err)
		}
		for _, host := range []string{"127.0.0.1", "localhost"} {
			if host == "localhost" && c.Host != "" {
				continue
			}
			conn, err := newDialer(Options{ConnectTo: []ConnectTo{c}}, Limits{Dial: 5 * time.Second}).dial(context.Background(), "tcp", host+":443")
			if err == nil {
				conn.Close()
			}
			if (err == nil) != want || !want && !errors.Is(err, ssrf.ErrProhibitedIP) {
				t.Errorf("%q lets %s through: %v", rule, host, err)
			}
		}
	}
}
