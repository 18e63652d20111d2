package resolve

import (
	"encoding/json"
	"net/url"
	"regexp"

	"github.com/irmtrail/irmtrail/corpus"
)

// permaPath matches the path of a link to a record of Perma.cc, "/AB12-CD34"; the name is group 1.
var permaPath = regexp.MustCompile(`^/([A-Z0-9]{2,4}-[A-Z0-9]{4})/?$`)

// perma plans to ask Perma.cc for the address that a record is a copy of: the link itself shows a viewer.
func perma(p *url.URL) (Plan, bool) {
	m := permaPath.FindStringSubmatch(p.Path)
	if m == nil || hostOf(p) != "perma.cc" {
		return Plan{}, false
	}
	plan := Plan{URL: corpus.URL("https://api.perma.cc/v1/public/archives/" + m[1] + "/"), Via: Perma}
	plan.or = &Plan{URL: corpus.URL(p.String()), Via: Direct}
	return plan, true
}

// permaAnswer goes on to the address that the record names, or, when it names none, to the viewer's page.
func permaAnswer(p Plan, a Answer) Verdict {
	var record struct {
		URL corpus.URL `json:"url"`
	}
	switch {
	case a.Outcome == corpus.Fetched && json.Unmarshal(a.Payload, &record) == nil && isWeb(record.URL):
		next := p.services.PlanOf(record.URL)
		return Verdict{Next: &next, Outcome: corpus.Redirected}
	case a.Outcome == corpus.Fetched && p.or != nil:
		return Verdict{Next: p.or, Outcome: corpus.HTTPError, Fault: corpus.FaultPageInstead, Error: "Perma.cc does not name the address of the record."}
	}
	return asIs(a)
}

func isWeb(u corpus.URL) bool {
	p, err := corpus.Parse(u)
	return err == nil && p.Host != "" && (p.Scheme == "http" || p.Scheme == "https")
}
