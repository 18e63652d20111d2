package fetch

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
)

// How long the group of a host is held for known, and of how many hosts.
const (
	groupFresh   = 10 * time.Minute
	groupUnknown = time.Minute // the group of a host whose look-up failed
	maxGroups    = 4096
)

// groups remembers the groups of hosts.
type groups struct {
	resolver *net.Resolver
	now      func() time.Time

	mu   sync.Mutex
	held map[string]heldGroup
}

type heldGroup struct {
	name  string
	until time.Time
}

func newGroups(r *net.Resolver) groups {
	if r == nil {
		r = net.DefaultResolver
	}
	return groups{resolver: r, now: time.Now, held: map[string]heldGroup{}}
}

// Group returns the group that a host belongs to for politeness, as many hosts are names of one machine: the lowest IP
// address that its name has. It is "" when the operator sends connections for the host elsewhere and when the look-up
// fails: then the host is a group of its own.
func (c *Client) Group(ctx context.Context, host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if host == "" || c.dialer.redirected(host) {
		return ""
	}
	if ip, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return ip.Unmap().String()
	}
	if name, ok := c.groups.get(host); ok {
		return name
	}
	limited, cancel := context.WithTimeout(ctx, c.limits.Dial)
	defer cancel()
	found, err := c.groups.resolver.LookupNetIP(limited, "ip", host)
	if ctx.Err() != nil {
		return ""
	}
	if err != nil || len(found) == 0 {
		c.groups.put(host, "", groupUnknown)
		return ""
	}
	name := lowest(found).String()
	c.groups.put(host, name, groupFresh)
	return name
}

// lowest returns the lowest address; those of IPv4 come before those of IPv6.
func lowest(list []netip.Addr) netip.Addr {
	return slices.MinFunc(list, func(a, b netip.Addr) int { return a.Unmap().Compare(b.Unmap()) }).Unmap()
}

func (g *groups) get(host string) (string, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	held, ok := g.held[host]
	return held.name, ok && g.now().Before(held.until)
}

func (g *groups) put(host, name string, fresh time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	if len(g.held) >= maxGroups {
		g.forget(now)
	}
	g.held[host] = heldGroup{name, now.Add(fresh)}
}

// forget makes room: what is old goes, or else any.
func (g *groups) forget(now time.Time) {
	for host, held := range g.held {
		if !now.Before(held.until) {
			delete(g.held, host)
		}
	}
	for host := range g.held {
		if len(g.held) < maxGroups {
			return
		}
		delete(g.held, host)
	}
}
