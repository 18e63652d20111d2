package fetch

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/irmtrail/irmtrail/corpus"
)

// names is a name server without a network: it answers from a table, each look-up of a host with the next of its lists,
// and at last always with the last one.
type names struct {
	mu      sync.Mutex
	hosts   map[string][]string // addresses, separated by spaces
	lookups map[string]int
}

func (n *names) resolver() *net.Resolver {
	n.lookups = map[string]int{}
	return &net.Resolver{PreferGo: true, StrictErrors: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go n.serve(theirs)
		return ours, nil
	}}
}

// serve answers one question, framed as over TCP.
func (n *names) serve(conn net.Conn) {
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	size := make([]byte, 2)
	if _, err := io.ReadFull(conn, size); err != nil {
		return
	}
	b := make([]byte, int(size[0])<<8|int(size[1]))
	if _, err := io.ReadFull(conn, b); err != nil {
		return
	}
	var m dnsmessage.Message
	if m.Unpack(b) != nil {
		return
	}
	m.Response, m.Authoritative, m.RecursionAvailable, m.Additionals = true, true, true, nil
	host := strings.TrimSuffix(m.Questions[0].Name.String(), ".")
	found, known := n.next(host, m.Questions[0].Type)
	switch {
	case host == "broken.example":
		m.RCode = dnsmessage.RCodeServerFailure
	case !known:
		m.RCode = dnsmessage.RCodeNameError
	}
	head := dnsmessage.ResourceHeader{Name: m.Questions[0].Name, Class: dnsmessage.ClassINET}
	for _, s := range found {
		switch ip := netip.MustParseAddr(s); {
		case ip.Is4() && m.Questions[0].Type == dnsmessage.TypeA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AResource{A: ip.As4()}})
		case ip.Is6() && m.Questions[0].Type == dnsmessage.TypeAAAA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AAAAResource{AAAA: ip.As16()}})
		}
	}
	packed, err := m.Pack()
	if err == nil {
		conn.Write(append([]byte{byte(len(packed) >> 8), byte(len(packed))}, packed...))
	}
}

// next counts a look-up by its question for IPv4.
func (n *names) next(host string, kind dnsmessage.Type) ([]string, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	lists, ok := n.hosts[host]
	if !ok {
		return nil, false
	}
	if kind == dnsmessage.TypeA {
		n.lookups[host]++
	}
	return strings.Fields(lists[min(max(n.lookups[host]-1, 0), len(lists)-1)]), true
}

var errNoNetwork = errors.New("no network in tests")

// cutOff lets a client dial no address that its guard lets through, but takes them down.
func cutOff(c *Client) (dialled func() []string) {
	var mu sync.Mutex
	var list []string
	guard := c.dialer.guarded.Control
	c.dialer.guarded.Control = func(network, address string, raw syscall.RawConn) error {
		if err := guard(network, address, raw); err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		list = append(list, address)
		return errNoNetwork
	}
	return func() []string { mu.Lock(); defer mu.Unlock(); return list }
}

// What must not be asked for is not asked for, however its address is spelled.
func TestRefused(t *testing.T) {
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer s.Close()
	open, mapped := New(Options{Limits: quick}), New(Options{Limits: quick, ConnectTo: everything(t, s.Listener.Addr().String())})
	defer open.Close()
	defer mapped.Close()
	dialled := cutOff(open)
	cases := map[corpus.Fault][]string{
		corpus.FaultRefusedAddress: {
			"http://localhost/", "http://LOCALHOST/", "http://sub.localhost./", "http://127.0.0.1/", "http://127.1/", "http://127.0.0.1./", "http://0/", "http://0.0.0.0/",
			"http://2130706433/", "http://0x7f.1/", "http://0x7f000001/", "http://0177.0.0.1/", "http://017700000001/", "http://127.0.0x0.01/",
			"http://%31%32%37.0.0.1/", "http://１２７.0.0.1/", "http://127。0。0。1/", "https://127.0.0.1/", "http://user@127.0.0.1/", "http://127.0.0.1:8080/",
			"http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://100.64.0.1/", "http://100.127.255.254/",
			"http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/", "http://169.254.170.2/",
			"http://192.0.0.1/", "http://198.18.0.1/", "http://224.0.0.1/", "http://240.0.0.1/", "http://255.255.255.255/",
			"http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::ffff:169.254.169.254]/",
			"http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2001::1]/",
			"http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://[fc00::1]/", "http://[ff02::1]/", "http://[2001:db8::1]/",
		},
		corpus.FaultBadAddress: {
			"http://www.example.org:25/", "http://www.example.org:22/", "ftp://www.example.org/", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x",
			"gopher://127.0.0.1:6379/_x", "http://", "http:///", "not an address", "", "/relative", "http://[fe80::1%25eth0]/", "http://256.256.256.256/",
			"http://www.example.org:99999/", "http://a b/", "http://www.example.org/\x00", "http://www.example.org/a\x01b", "http://www.exa\x7fmple.org/", "http://www.example.org/\x1b[2J",
			"http://www.example.org/" + strings.Repeat("x", 3000), "http://www.example.org/" + strings.Repeat("x", 100_000), "http://" + strings.Repeat("a.", 1000) + "example/",
		},
	}
	for fault, list := range cases {
		for _, u := range list {
			for name, c := range map[string]*Client{"open": open, "mapped": mapped} {
				if c == mapped && (strings.Contains(u, "127.0.0.1") || strings.Contains(u, "127")) {
					continue // may be named
				}
				r, err := c.Get(context.Background(), Request{URL: corpus.URL(u)})
				if r.Outcome != corpus.BlockedByPolicy || r.Fault != fault || !sentence.MatchString(r.Error) || err != nil {
					t.Errorf("%s: %.60q: %s %s %s", name, u, r.Outcome, r.Fault, r.Error)
				}
			}
		}
	}
	if asked.Load() != 0 || len(dialled()) != 0 {
		t.Errorf("%d requests were made, dialled: %v", asked.Load(), dialled())
	}
}

// A name that leads to a special address is refused when it is dialled, and looked up for each request: what was good
// once may have been bound anew.
func TestRefusedNames(t *testing.T) {
	n := &names{hosts: map[string][]string{
		"loopback.example":  {"127.0.0.1"},
		"metadata.example":  {"169.254.169.254"},
		"metadata6.example": {"fd00:ec2::254"},
		"private.example":   {"10.1.2.3 192.168.0.1"},
		"cgnat.example":     {"100.64.1.1"},
		"mapped.example":    {"::ffff:127.0.0.1"},
		"nat64.example":     {"64:ff9b::7f00:1"},
		"six.example":       {"::1"},
		"rebound.example":   {"93.184.216.34", "127.0.0.1"},
		"both.example":      {"10.0.0.1 93.184.216.34"},
	}}
	c := New(Options{Resolver: n.resolver(), Limits: quick})
	defer c.Close()
	dialled := cutOff(c)
	for _, host := range []string{"loopback", "metadata", "metadata6", "private", "cgnat", "mapped", "nat64", "six"} {
		for _, scheme := range []string{"http", "https"} {
			want{"", corpus.BlockedByPolicy, corpus.FaultRefusedAddress, "", ""}.check(t, c, scheme+"://"+host+".example/")
		}
	}
	if got := dialled(); len(got) != 0 {
		t.Fatalf("dialled %v", got)
	}
	want{"", corpus.NetworkError, corpus.FaultConnection, "", ""}.check(t, c, "http://rebound.example/")
	want{"", corpus.BlockedByPolicy, corpus.FaultRefusedAddress, "", ""}.check(t, c, "http://rebound.example/")
	c.Get(context.Background(), Request{URL: "http://both.example/"})
	for _, address := range dialled() {
		if address != "93.184.216.34:80" {
			t.Errorf("dialled %s", address)
		}
	}
}

// The group is asked for before the request: a name that is bound anew in between is refused all the same.
func TestGroupDoesNotVouch(t *testing.T) {
	n := &names{hosts: map[string][]string{"rebound.example": {"93.184.216.34", "127.0.0.1"}}}
	c := New(Options{Resolver: n.resolver(), Limits: quick})
	defer c.Close()
	cutOff(c)
	if g := c.Group(context.Background(), "rebound.example"); g != "93.184.216.34" {
		t.Errorf("group %q", g)
	}
	want{"", corpus.BlockedByPolicy, corpus.FaultRefusedAddress, "", ""}.check(t, c, "https://rebound.example/")
}

func TestUnresolved(t *testing.T) {
	n := &names{hosts: map[string][]string{"empty.example": {""}, "broken.example": {""}}}
	c := New(Options{Resolver: n.resolver(), Limits: quick})
	defer c.Close()
	for _, host := range []string{"missing.example", "empty.example", "broken.example"} {
		want{"", corpus.NetworkError, corpus.FaultDNS, "", ""}.check(t, c, "http://"+host+"/")
	}
	limits := quick
	limits.Dial = 50 * time.Millisecond
	silent := New(Options{Limits: limits, Resolver: &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}})
	defer silent.Close()
	r, _ := silent.Get(context.Background(), Request{URL: "http://slow.example/"})
	if r.Outcome != corpus.Timeout || r.Fault != corpus.FaultDNS || !sentence.MatchString(r.Error) {
		t.Errorf("%s %s %s", r.Outcome, r.Fault, r.Error)
	}
}

// Nobody listens, or the connection is reset.
func TestUnconnected(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := New(Options{ConnectTo: everything(t, l.Addr().String()), Limits: quick})
	defer c.Close()
	go func() {
		conn, err := l.Accept()
		l.Close()
		if err == nil {
			conn.Read(make([]byte, 1000))
			conn.(*net.TCPConn).SetLinger(0)
			conn.Close()
		}
	}()
	for range 2 {
		want{"", corpus.NetworkError, corpus.FaultConnection, "", ""}.check(t, c, "http://www.example.org/")
	}
}
