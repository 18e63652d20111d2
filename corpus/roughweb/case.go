package roughweb

import (
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// Group is a set of cases that are served together.
type Group string

// The groups.
const (
	Answers  Group = "answers"   // what a host may answer, over http and over https
	Wires    Group = "wires"     // bodies and heads that are not what they should be, over http and over https
	Robots   Group = "robots"    // what robots.txt may do
	Hosts    Group = "hosts"     // certificates, protocols, spellings of one address, absurd addresses
	Shares   Group = "shares"    // Drive, Docs, Dropbox, SharePoint, OneDrive, shorteners, DOI
	Archives Group = "archives"  // dead links and what a web archive has of them
	Polite   Group = "polite"    // hosts that are cited several times, to see how they are asked
	Later    Group = "later"     // hosts that say when they will have time
	Slow     Group = "slow"      // what ends only by the client's limits on time, or takes much of its limits on bytes
	Sorry    Group = "sorry"     // Google takes the client for a robot, which stops every request to it for long
	BusyCopy Group = "busy_copy" // the web archive has enough of requests, which stops those for long
)

// Together are the groups that one run meets in seconds, and that do not stand in each other's way.
var Together = []Group{Answers, Wires, Robots, Hosts, Shares, Archives, Polite}

// Want is what must come of a case. Where the contract leaves a choice there are several values: any of them is right.
type Want struct {
	Status   []corpus.CitationStatus
	Outcomes []corpus.Outcome // of the capture that decides
	Faults   []corpus.Fault   // "" stands for none; nil is not compared
	Via      string           // "" is not compared
	Media    string           // sniffed media type; "" is not compared
	Memento  time.Time        // date of the archive's copy; zero stands for none
	Says     string           // that the error must quote; "" is not compared
	Final    string           // address that must have answered in the end; "" is not compared
}

// Case is an address that the report cites, and what must come of it.
type Case struct {
	Name     string // unique; "https not_found"
	Group    Group
	Cite     string // the link of the footnote, as in the page's source before escaping
	Want     Want
	Recovers bool     // the host fails first and works later: Want holds after tries at the time that it names
	Once     string   // host and path that may be asked for once only, in all spellings together
	Never    []string // starts of addresses that must not be asked for
}

// host answers for one name.
type host struct {
	only   string // "80" or "443": nobody listens on the other port
	rough  bool   // what listens there does not speak HTTP
	h2     bool   // HTTP/2 is offered
	cert   certFault
	robots http.HandlerFunc // nil: there is none, 404
	any    http.HandlerFunc // everything else
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/robots.txt" && h.robots != nil:
		h.robots(w, r)
	case r.URL.Path == "/robots.txt":
		http.NotFound(w, r)
	default:
		h.any(w, r)
	}
}

// web is what the options made.
type web struct {
	o     Options
	cases []Case
	hosts map[string]*host
}

func newWeb(o Options) *web {
	if o.Groups == nil {
		o.Groups = Together
	}
	w := &web{o: o, hosts: map[string]*host{}}
	for _, b := range slices.Concat(answers(), laters(), wires(), slowWires(o.Hang)) {
		w.addBoth(b)
	}
	w.addRobots()
	w.addHosts()
	w.addPolite()
	w.addGoogle()
	w.addShares()
	w.addArchive()
	w.cases = slices.DeleteFunc(w.cases, func(c Case) bool { return !slices.Contains(o.Groups, c.Group) })
	w.addSite()
	return w
}

// add cites an address and lets hosts answer for it.
func (w *web) add(c Case, hosts map[string]*host) {
	w.cases = append(w.cases, c)
	maps.Copy(w.hosts, hosts)
}

// behaviour is a way to answer that is met over http and over https.
type behaviour struct {
	name     string
	group    Group
	path     string // of the cited address; "" stands for "/minutes"
	want     Want
	recovers bool
	serve    func() http.HandlerFunc // makes the handler of one host
}

func grouped(g Group, list []behaviour) []behaviour {
	for i := range list {
		list[i].group = g
	}
	return list
}

// addBoth cites a behaviour twice, on hosts of its own.
func (w *web) addBoth(b behaviour) {
	path := b.path
	if path == "" {
		path = "/minutes"
	}
	for _, scheme := range []string{"https", "http"} {
		name := b.name + "-" + scheme + ".example"
		w.add(Case{
			Name: scheme + " " + b.name, Group: b.group, Cite: scheme + "://" + name + path, Want: b.want, Recovers: b.recovers,
		}, map[string]*host{name: {any: b.serve()}})
	}
}

// The usual expectations.

func archived() Want {
	return Want{Status: []corpus.CitationStatus{corpus.Archived}, Outcomes: []corpus.Outcome{corpus.Fetched}, Faults: []corpus.Fault{""}}
}

func archivedAs(media string) Want {
	w := archived()
	w.Media = media
	return w
}

// archivedAt is a document behind another address than the cited one.
func archivedAt(final string) Want {
	w := archived()
	w.Final = final
	return w
}

func archivedBy(via string) Want {
	w := archived()
	w.Via = via
	return w
}

func gone(o corpus.Outcome, f corpus.Fault) Want {
	return Want{Status: []corpus.CitationStatus{corpus.CitationGone}, Outcomes: []corpus.Outcome{o}, Faults: []corpus.Fault{f}}
}

// softGone is a page that stands for not found: its citations are with those of 404 and 410, and either of the two outcomes
// may be the capture's.
func softGone() Want {
	return Want{
		Status:   []corpus.CitationStatus{corpus.CitationGone},
		Outcomes: []corpus.Outcome{corpus.NotFound, corpus.Gone}, Faults: []corpus.Fault{corpus.FaultSoftNotFound},
	}
}

func failed(f corpus.Fault, outcomes ...corpus.Outcome) Want {
	return Want{Status: []corpus.CitationStatus{corpus.CitationFailed}, Outcomes: outcomes, Faults: []corpus.Fault{f}}
}

func login() Want {
	return Want{
		Status:   []corpus.CitationStatus{corpus.CitationLogin},
		Outcomes: []corpus.Outcome{corpus.LoginRequired}, Faults: []corpus.Fault{corpus.FaultLogin},
	}
}

func blocked(o corpus.Outcome, f ...corpus.Fault) Want {
	return Want{Status: []corpus.CitationStatus{corpus.CitationBlocked}, Outcomes: []corpus.Outcome{o}, Faults: f}
}
