package roughweb

import (
	"net/http"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// addHosts adds hosts that differ in how they are reached, and addresses that are written strangely.
func (w *web) addHosts() {
	doc := func(change func(*host)) *host {
		h := &host{any: document}
		change(h)
		return h
	}
	// corpus.FaultTLS: no trusted connection could be made. Nothing may be got by going round it.
	tls := failed(corpus.FaultTLS, corpus.NetworkError)
	for i, name := range []string{"self-signed", "wrong-name", "expired"} {
		w.add(Case{
			Name: "tls " + name, Group: Hosts, Cite: "https://" + name + ".example/minutes", Want: tls,
			Never: []string{"https://" + name + ".example/"},
		}, map[string]*host{name + ".example": {cert: selfSigned + certFault(i), only: "443", any: document}})
	}
	w.add(Case{Name: "http2", Group: Hosts, Cite: "https://h2.example/minutes", Want: archived()},
		map[string]*host{"h2.example": doc(func(h *host) { h.h2 = true })})
	w.add(Case{Name: "http only", Group: Hosts, Cite: "http://plain-only.example/minutes", Want: archived()},
		map[string]*host{"plain-only.example": doc(func(h *host) { h.only = "80" })})
	w.add(Case{Name: "nobody listens", Group: Hosts, Cite: "https://plain-only-2.example/minutes", Want: failed(corpus.FaultConnection, corpus.NetworkError)},
		map[string]*host{"plain-only-2.example": doc(func(h *host) { h.only = "80" })})
	w.add(Case{Name: "no web server", Group: Hosts, Cite: "http://mail.example/minutes", Want: failed(corpus.FaultProtocol, corpus.NetworkError, corpus.HTTPError)},
		map[string]*host{"mail.example": {rough: true}})
	w.add(Case{Name: "no web server, https", Group: Hosts, Cite: "https://mail-2.example/minutes", Want: noHandshake()},
		map[string]*host{"mail-2.example": {rough: true}})
	w.addSpellings()
	w.addAbsurd()
}

// noHandshake is a host on port 443 that speaks neither TLS nor HTTP: no trusted connection, and no HTTP either.
func noHandshake() Want {
	want := failed(corpus.FaultTLS, corpus.NetworkError)
	want.Faults = append(want.Faults, corpus.FaultProtocol, corpus.FaultConnection)
	return want
}

// addSpellings cites one document in many spellings: a URL in many spellings is one entry.
func (w *web) addSpellings() {
	spelt := &host{any: func(w http.ResponseWriter, r *http.Request) {
		if strings.TrimRight(r.URL.Path, "/") != "/minutes/2022" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mediaHTML)
		_, _ = w.Write(minutes("spelt.example/minutes/2022"))
	}}
	for _, c := range [][2]string{
		{"spelt", "https://spelt.example/minutes/2022"},
		{"spelt slash", "https://spelt.example/minutes/2022/"},
		{"spelt www", "https://www.spelt.example/minutes/2022/"},
		{"spelt http", "http://spelt.example/minutes/2022"},
		{"spelt fragment", "https://spelt.example/minutes/2022#agreements"},
		{"spelt port", "https://SPELT.example:443/minutes/2022"},
		{"spelt tracked", "https://spelt.example/minutes/2022?utm_source=newsletter"},
	} {
		w.add(Case{Name: c[0], Group: Hosts, Cite: c[1], Want: archived(), Once: "spelt.example/minutes/2022"},
			map[string]*host{"spelt.example": spelt, "www.spelt.example": spelt})
	}
}

// addAbsurd cites addresses that are no good: URLs with control characters or 100 kB long are recorded with their reason.
func (w *web) addAbsurd() {
	bad := Want{ // the fault is settled, the outcome is not
		Status:   []corpus.CitationStatus{corpus.CitationBlocked, corpus.CitationFailed},
		Outcomes: []corpus.Outcome{corpus.BlockedByPolicy, corpus.HTTPError, corpus.NetworkError},
		Faults:   []corpus.Fault{corpus.FaultBadAddress},
	}
	escaped := bad // WHATWG URL escapes a control character in a path: then it is an address like others
	escaped.Status = append([]corpus.CitationStatus{corpus.Archived}, bad.Status...)
	escaped.Outcomes = append([]corpus.Outcome{corpus.Fetched}, bad.Outcomes...)
	escaped.Faults = append([]corpus.Fault{""}, bad.Faults...)

	w.add(Case{
		Name: "100 kB long", Group: Hosts, Cite: "https://long.example/" + strings.Repeat("minutes-", 12500), Want: bad,
		Never: []string{"https://long.example/m"},
	}, map[string]*host{"long.example": {any: document}})
	w.add(Case{Name: "control character", Group: Hosts, Cite: "https://control.example/minutes\x01of\x1f2022", Want: escaped},
		map[string]*host{"control.example": {any: document}})
	w.add(Case{Name: "line break", Group: Hosts, Cite: "https://line-break.example/minutes-\nof-2022", Want: archived()},
		map[string]*host{"line-break.example": {any: onlyAt("/minutes-of-2022")}}) // stray white space is removed
	// No credentials are ever sent. What remains is an ordinary address, or policy.
	w.add(Case{Name: "credentials", Group: Hosts, Cite: "https://reader:secret@credentials.example/minutes", Want: escaped},
		map[string]*host{"credentials.example": {any: document}})
	ftp := blocked(corpus.BlockedByPolicy, corpus.FaultBadAddress, corpus.FaultScope) // only http and https
	w.add(Case{Name: "ftp", Group: Hosts, Cite: "ftp://files.example/minutes.pdf", Want: ftp}, nil)
	w.add(Case{Name: "metadata address", Group: Hosts, Cite: "http://169.254.169.254/latest/meta-data/", Want: refused()}, nil)
	w.add(Case{Name: "private address", Group: Hosts, Cite: "https://192.168.1.1/minutes", Want: refused()}, nil)
	w.add(Case{Name: "shared address", Group: Hosts, Cite: "http://100.64.1.1/minutes", Want: refused()}, nil)
}

func onlyAt(path string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != path {
			http.NotFound(w, r)
			return
		}
		document(w, r)
	}
}

// PoliteHost answers slowly, and is cited four times; DelayHost asks for a pause of a second, and is cited twice.
const (
	PoliteHost = "polite.example"
	DelayHost  = "crawl-delay.example"
)

// addPolite adds hosts that are asked several times: Crawl-delay, one request in flight, a pause from the end of one
// to the start of the next.
func (w *web) addPolite() {
	hosts := map[string]*host{
		PoliteHost: {any: func(w http.ResponseWriter, r *http.Request) {
			wait(r, 60*time.Millisecond)
			document(w, r)
		}},
		DelayHost: {robots: text("User-agent: *\nCrawl-delay: 1\n"), any: document},
	}
	for _, path := range []string{"/minutes/1", "/minutes/2", "/minutes/3", "/minutes/4"} {
		w.add(Case{Name: "polite " + path, Group: Polite, Cite: "https://" + PoliteHost + path, Want: archived()}, hosts)
	}
	for _, path := range []string{"/minutes/1", "/minutes/2"} {
		w.add(Case{Name: "crawl-delay " + path, Group: Polite, Cite: "https://" + DelayHost + path, Want: archived()}, hosts)
	}
}
