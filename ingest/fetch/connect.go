package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// ConnectTo sends connections for one host and port to another, as curl's --connect-to does: URLs, Host headers and
// certificates keep their names. An empty Host or Port stands for any; an empty ToHost or ToPort keeps what was asked.
type ConnectTo struct {
	Host, Port, ToHost, ToPort string
}

// ParseConnectTo reads "HOST1:PORT1:HOST2:PORT2"; IPv6 addresses are in brackets.
func ParseConnectTo(s string) (ConnectTo, error) {
	parts, ok := splitColons(s)
	if !ok || len(parts) != 4 {
		return ConnectTo{}, fmt.Errorf("connect-to %q: want HOST1:PORT1:HOST2:PORT2", s)
	}
	for _, port := range []string{parts[1], parts[3]} {
		if n, err := strconv.ParseUint(port, 10, 16); port != "" && (err != nil || n == 0) {
			return ConnectTo{}, fmt.Errorf("connect-to %q: %q is no port", s, port)
		}
	}
	return ConnectTo{Host: strings.ToLower(parts[0]), Port: parts[1], ToHost: strings.ToLower(parts[2]), ToPort: parts[3]}, nil
}

// splitColons splits at colons that are not inside brackets, and takes the brackets away.
func splitColons(s string) ([]string, bool) {
	var parts []string
	for {
		end := strings.IndexByte(s, ':')
		if strings.HasPrefix(s, "[") {
			shut := strings.IndexByte(s, ']')
			if shut < 0 || shut+1 < len(s) && s[shut+1] != ':' {
				return nil, false
			}
			parts, s = append(parts, s[1:shut]), s[shut+1:]
			if s == "" {
				return parts, true
			}
			s = s[1:]
			continue
		}
		if end < 0 {
			return append(parts, s), true
		}
		parts, s = append(parts, s[:end]), s[end+1:]
	}
}

func (c ConnectTo) matches(host, port string) bool {
	return (c.Host == "" || strings.EqualFold(c.Host, host)) && (c.Port == "" || c.Port == port)
}

// target returns where a connection for host and port goes.
func (c ConnectTo) target(host, port string) (string, string) {
	if c.ToHost != "" {
		host = c.ToHost
	}
	if c.ToPort != "" {
		port = c.ToPort
	}
	return host, port
}

// named reports whether the operator named the host itself, not by a wildcard, as source or as target.
func (c ConnectTo) named(host, port string) bool {
	return c.Host != "" && c.matches(host, port) ||
		c.ToHost != "" && strings.EqualFold(c.ToHost, host) && (c.ToPort == "" || c.ToPort == port)
}

// refusal says why no request is made to the host of an address, or "". Names are checked when they are resolved and
// dialled; what can be seen in the address itself is refused here, so that a ConnectTo for any host does not let it through.
func (d *dialer) refusal(u *url.URL) string {
	host, port := u.Hostname(), portOf(u)
	for _, c := range d.connectTo {
		if c.named(host, port) {
			return ""
		}
	}
	lower := strings.TrimSuffix(strings.ToLower(host), ".")
	if lower == "localhost" || strings.HasSuffix(lower, ".localhost") {
		return "The address is one of this machine."
	}
	if ip, err := netip.ParseAddr(host); err == nil && d.guard.SafeAddr(ip) != nil {
		return "The address is private or otherwise special."
	}
	return ""
}

// redirected reports whether the operator sends connections for a host elsewhere, on whatever port.
func (d *dialer) redirected(host string) bool {
	for _, c := range d.connectTo {
		if c.Host != "" && !strings.EqualFold(c.Host, host) {
			continue
		}
		if c.ToHost != "" || c.Port == "" {
			return c.ToHost != ""
		}
	}
	return false
}

func portOf(u *url.URL) string {
	switch port := u.Port(); {
	case port != "":
		return port
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// goodPort refuses the ports of mail and other services below 1024, which are not asked for over HTTP by honest links.
// Ministries do publish on 8080 and the like.
func goodPort(port string) bool {
	n, err := net.LookupPort("tcp", port)
	return err == nil && (n == 80 || n == 443 || n >= 1024)
}
