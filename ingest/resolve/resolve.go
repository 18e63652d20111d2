// Package resolve turns links that people share into requests that bring the document, and the answers of the services
// behind them into what they mean.
//
// [PlanOf] maps an address to a [Plan]: a view page of Google Drive to the download of its file, a Google document to an
// export of it, links of Dropbox, OneDrive, SharePoint and Box to their file, a copy in a web archive to its bytes, a
// wrapped address to the one inside; any other address to itself. [Judge] maps the answer to a request of a plan to a
// [Verdict]: this is the document, ask for that next, or it cannot be had and why. Servers answer with status 200 when
// they mean no: what such pages look like is data (pages/, notfound/), as are the places where one logs in (login.txt)
// and the shorteners (shorteners.yaml). [CDXQuery] and what follows it ask the Wayback Machine; [Folder] reads what a
// folder of Drive lists.
//
// All functions are pure; requests, pace, cookies and robots.txt are the crawler's. What is known of the services was
// reported by others or seen: they change without notice.
package resolve

import (
	"net/url"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// The ways by which a document is reached, as captures name them; [corpus.ViaWayback] is another one.
const (
	Direct      = "direct"
	Drive       = "drive"        // download of a Drive file
	DriveAPI    = "drive_api"    // the same with a key, through the interface for programs
	DriveFolder = "drive_folder" // list of a Drive folder
	DocsExport  = "docs_export"
	Dropbox     = "dropbox"
	OneDrive    = "onedrive"
	SharePoint  = "sharepoint"
	Box         = "box"
	Perma       = "perma"     // the entry of Perma.cc that names the address
	Shortener   = "shortener" // a short link
)

// Services says what the operator of a crawl has with the services. The zero value has nothing: a reader like any other.
type Services struct {
	DriveKey bool // a key for the interface of Google Drive
}

// Plan is how a document is asked for.
type Plan struct {
	URL  corpus.URL   // to request
	Via  string       // one of the constants above
	Else []corpus.URL // to request when the service does not have the one before

	// Keyed says that the request needs the operator's key for Drive, as the header X-Goog-Api-Key. What is asked for
	// with a key is an interface for programs, which robots.txt does not speak of.
	Keyed bool

	// ResourceKeys is the value of the header X-Goog-Drive-Resource-Keys, "" for none.
	ResourceKeys string

	// Cookies says that the service needs back what the answers on the way set, on the host that set it.
	Cookies bool

	services Services
	or       *Plan // when the address turns out not to be what this plan takes it for
	forms    int   // forms that were sent on the way
	settling bool  // asks only what sort of thing an id of Drive names
}

// PlanOf returns how to ask for what an address points to.
func PlanOf(u corpus.URL) Plan { return Services{}.PlanOf(u) }

// PlanOf returns how to ask for what an address points to, with what the operator has.
func (s Services) PlanOf(u corpus.URL) Plan {
	u = corpus.Unwrap(u)
	plan := Plan{URL: u, Via: Direct}
	if p, err := corpus.Parse(u); err == nil {
		plan = s.planOf(u, p)
	}
	plan.services = s
	return plan
}

// planOf asks each service whether the address is one of its links.
func (s Services) planOf(u corpus.URL, p *url.URL) Plan {
	for _, service := range []func(*url.URL) (Plan, bool){
		s.driveFile, driveFolder, published, document, dropbox, oneDrive, sharePoint, box, memento, perma, shortener,
	} {
		if plan, ok := service(p); ok {
			return plan
		}
	}
	return Plan{URL: u, Via: Direct}
}

// then returns the plan for another address on the same way.
func (p Plan) then(u corpus.URL) Plan {
	return Plan{URL: u, Via: p.Via, Cookies: p.Cookies, services: p.services, forms: p.forms}
}

// hostOf returns the host in lower case without "www.".
func hostOf(p *url.URL) string { return strings.TrimPrefix(strings.ToLower(p.Hostname()), "www.") }

// below reports whether a host is a domain or below it.
func below(host, domain string) bool { return host == domain || strings.HasSuffix(host, "."+domain) }

// withQuery returns an address, which may have a query already, with the parameters that are not empty.
func withQuery(base string, parameters ...string) corpus.URL {
	for _, q := range parameters {
		switch {
		case q == "":
		case strings.Contains(base, "?"):
			base += "&" + q
		default:
			base += "?" + q
		}
	}
	return corpus.URL(base)
}

// parameter returns "name=value", "" without a value.
func parameter(name, value string) string {
	if value == "" {
		return ""
	}
	return name + "=" + url.QueryEscape(value)
}

// withSet returns an address with parameters changed and without fragment.
func withSet(p *url.URL, change func(url.Values)) corpus.URL {
	q := p.Query()
	change(q)
	to := *p
	to.RawQuery, to.Fragment, to.RawFragment = q.Encode(), "", ""
	return corpus.URL(to.String())
}
