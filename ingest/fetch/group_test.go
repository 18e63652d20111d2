package fetch

import (
	"context"
	"fmt"
	"testing"
	"time"
)

func TestGroup(t *testing.T) {
	n := &names{hosts: map[string][]string{
		"a.example":     {"93.184.216.40 93.184.216.34 2606:2800::1"},
		"b.example":     {"93.184.216.34"},
		"six.example":   {"2606:2800::2 2606:2800::1"},
		"moved.example": {"93.184.216.1", "93.184.216.2"},
	}}
	c := New(Options{Resolver: n.resolver(), Limits: quick, ConnectTo: []ConnectTo{
		{Host: "mapped.example", ToHost: "127.0.0.1"}, {Host: "b.example", Port: "443", ToPort: "8443"},
	}})
	defer c.Close()
	now := time.Now()
	c.groups.now = func() time.Time { return now }
	for host, want := range map[string]string{
		"a.example": "93.184.216.34", "A.Example.": "93.184.216.34", "b.example": "93.184.216.34", "six.example": "2606:2800::1",
		"mapped.example": "", "missing.example": "", "": "", "127.0.0.1": "127.0.0.1", "[::ffff:1.2.3.4]": "1.2.3.4", "::1": "::1",
	} {
		if got := c.Group(context.Background(), host); got != want {
			t.Errorf("Group(%q) = %q, want %q", host, got, want)
		}
	}
	for _, step := range []struct {
		after time.Duration
		want  string
	}{{0, "93.184.216.1"}, {groupFresh - time.Second, "93.184.216.1"}, {2 * time.Second, "93.184.216.2"}} {
		now = now.Add(step.after)
		if got := c.Group(context.Background(), "moved.example"); got != step.want {
			t.Errorf("after %v: %q, want %q", step.after, got, step.want)
		}
	}
}

func TestGroupByWildcard(t *testing.T) {
	for rule, want := range map[string]bool{"::127.0.0.1:8080": true, ":443:127.0.0.1:8443": true, ":443::8443": false, ":::8080": false, "other.example::127.0.0.1:": false} {
		c, err := ParseConnectTo(rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := newDialer(Options{ConnectTo: []ConnectTo{c}}, Limits{}).redirected("a.example"); got != want {
			t.Errorf("%q: %v", rule, got)
		}
	}
}

func TestGroupsAreBounded(t *testing.T) {
	g := newGroups(nil)
	for i := range maxGroups + 10 {
		g.put(fmt.Sprintf("%d.example", i), "x", groupFresh)
	}
	if len(g.held) != maxGroups {
		t.Errorf("%d held", len(g.held))
	}
	if name, ok := g.get(fmt.Sprintf("%d.example", maxGroups+9)); !ok || name != "x" {
		t.Error("the last is not held")
	}
}

// A look-up that the caller gave up is not taken for an answer.
func TestGroupCancelled(t *testing.T) {
	n := &names{hosts: map[string][]string{"a.example": {"93.184.216.34"}}}
	c := New(Options{Resolver: n.resolver(), Limits: quick})
	defer c.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got := c.Group(ctx, "a.example"); got != "" {
		t.Errorf("%q", got)
	}
	if got := c.Group(context.Background(), "a.example"); got != "93.184.216.34" {
		t.Errorf("%q", got)
	}
}
