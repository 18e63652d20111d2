package roughweb

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// forbidden is what must come of an address that robots.txt forbids; the rule that decided must be told.
func forbidden(rule string) Want {
	w := blocked(corpus.BlockedByRobots, corpus.FaultRobots)
	w.Says = rule
	return w
}

// unknown is what must come of an address on a host whose robots.txt cannot be had (RFC 9309 section 2.3.1.4).
func unknown() Want { return blocked(corpus.BlockedByRobots, corpus.FaultRobotsUnknown) }

// unreachable is a host that does not answer when it is asked for its robots.txt: nothing may be got (RFC 9309 section
// 2.3.1.4). It may be told as a matter of robots or of the network.
func unreachable(f corpus.Fault, o corpus.Outcome) Want {
	w := unknown()
	w.Status = append(w.Status, corpus.CitationFailed)
	w.Outcomes = append(w.Outcomes, o)
	w.Faults = append(w.Faults, f)
	return w
}

// addRobots adds hosts that differ in their robots.txt (RFC 9309).
func (w *web) addRobots() {
	const rules = "User-agent: *\nDisallow: /private/\n"
	either := archived() // RFC 9309 section 2.3.1.2: after more than five redirects it may be taken for unavailable
	either.Status = append(either.Status, corpus.CitationBlocked)
	either.Outcomes = append(either.Outcomes, corpus.BlockedByRobots)
	either.Faults = append(either.Faults, corpus.FaultRobots, corpus.FaultRobotsUnknown)
	for _, c := range []struct {
		name, path string
		want       Want
		robots     http.HandlerFunc
	}{
		{"robots-forbid", "/private/minutes", forbidden("/private/"), text(rules)},
		{"robots-own-group", "/private/minutes", forbidden("/private/"), text("User-agent: *\nAllow: /\n\nuser-agent: IRMTRAIL\ndisallow: /private/\n")},
		{"robots-escape", "/acci%C3%B3n/minutes", forbidden("/acci"), text("User-agent: *\nDisallow: /acci%c3%b3n/\n")},
		{"robots-wildcard", "/a/b/minutes.php?id=3", forbidden("*.php"), text("User-agent: *\nDisallow: /*.php?\n")},
		{"robots-longer", "/docs/public/minutes", archived(), text("User-agent: *\nDisallow: /docs/\nAllow: /docs/public/\n")},
		{"robots-other", "/private/minutes", archived(), text("User-agent: another-robot\nDisallow: /\n")},
		{"robots-empty", "/private/minutes", archived(), text("")},
		{"robots-page", "/private/minutes", archived(), document},
		{"robots-moved-5", "/private/minutes", forbidden("/private/"), movedRobots(5, rules)},
		{"robots-moved-6", "/private/minutes", either, movedRobots(6, rules)},
		// Section 2.3.1.3: unavailable, so anything may be got. 429 is read like 5xx: the host cannot say now.
		{"robots-401", "/private/minutes", archived(), status(http.StatusUnauthorized)()},
		{"robots-403", "/private/minutes", archived(), status(http.StatusForbidden)()},
		{"robots-410", "/private/minutes", archived(), status(http.StatusGone)()},
		{"robots-429", "/private/minutes", unknown(), status(http.StatusTooManyRequests)()},
		{"robots-500", "/private/minutes", unknown(), status(http.StatusInternalServerError)()},
		{"robots-503", "/private/minutes", unknown(), status(http.StatusServiceUnavailable)()},
		{"robots-shut", "/private/minutes", unreachable(corpus.FaultConnection, corpus.NetworkError), shut},
		// Section 2.5: at least 500 KiB are read.
		{"robots-600k", "/private/minutes", forbidden("/private/"), text("User-agent: *\n" + filler(490<<10) + "Disallow: /private/\n" + filler(110<<10))},
		{"robots-endless", "/private/minutes", forbidden("/private/"), endlessRobots(rules)},
	} {
		h := map[string]*host{c.name + ".example": {robots: c.robots, any: document}}
		never := []string{}
		if c.want.Outcomes[0] == corpus.BlockedByRobots {
			never = append(never, "https://"+c.name+".example/private", "https://"+c.name+".example/a")
		}
		w.add(Case{Name: c.name, Group: Robots, Cite: "https://" + c.name + ".example" + c.path, Want: c.want, Never: never}, h)
	}
	w.add(Case{
		Name: "robots-forbid over http", Group: Robots, Cite: "http://robots-plain.example/private/minutes", Want: forbidden("/private/"),
		Never: []string{"http://robots-plain.example/private"},
	}, map[string]*host{"robots-plain.example": {robots: text(rules), any: document}})
	w.add(Case{ // each hop is checked
		Name: "robots-behind-redirect", Group: Robots, Cite: "https://leads-on.example/minutes", Want: forbidden("/private/"),
		Never: []string{"https://robots-behind.example/private"},
	}, map[string]*host{
		"leads-on.example":      {any: to("https://robots-behind.example/private/minutes")()},
		"robots-behind.example": {robots: text(rules), any: document},
	})
	w.add(Case{Name: "robots-hang", Group: Slow, Cite: "https://robots-hang.example/minutes", Want: unreachable(corpus.FaultTimeout, corpus.Timeout), Never: []string{"https://robots-hang.example/minutes"}},
		map[string]*host{"robots-hang.example": {robots: hang(w.o.Hang), any: document}})
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		withValidators(w, r, "text/plain; charset=UTF-8", []byte(body))
	}
}

// movedRobots redirects to another place on the host again and again before it gives its rules.
func movedRobots(hops int, rules string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		n := len(r.URL.Query().Get("hop"))
		if n < hops {
			goTo(w, http.StatusMovedPermanently, "/robots.txt?hop="+strings.Repeat("i", n+1))
			return
		}
		text(rules)(w, r)
	}
}

// filler is comment lines of about n bytes.
func filler(n int) string { return strings.Repeat("# nothing to see in this line\n", n/30) }

// endlessRobots begins with rules and goes on for 50 MB.
func endlessRobots(rules string) http.HandlerFunc {
	block := bytes.Repeat([]byte("Disallow: /nothing/of/this/kind/is/here\n"), 1000)
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, rules)
		for sent := 0; sent < 50<<20; sent += len(block) {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}
}
