package report

import (
	_ "embed" // data/hosts.txt
	"net/url"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// separators part a page's title from the name of its site.
const separators = "-–—|»"

// withoutSite cuts the name of a site off a title: "Ghana Results Report 2021-2023 - Open Government Partnership".
func withoutSite(title string) string {
	for _, l := range languages {
		for _, site := range vocabularies()[l].Sites {
			rest, ok := strings.CutSuffix(strings.TrimSpace(title), " "+site)
			rest = strings.TrimSpace(rest)
			if cut := strings.TrimRight(rest, separators); ok && cut != rest && strings.HasSuffix(cut, " ") {
				return strings.TrimSpace(cut)
			}
		}
	}
	return title
}

// hostList holds the hosts that publish IRM reports, one a line.
//
//go:embed data/hosts.txt
var hostList string

// publishes reports whether an address is on one of the hosts or below one: "www.opengovpartnership.org", but not
// "opengovpartnership.example.net" and not an address that names the host in its path.
func publishes(u corpus.URL) bool {
	p, err := url.Parse(string(u))
	if err != nil {
		return false
	}
	name := strings.ToLower(p.Hostname())
	for host := range strings.FieldsSeq(hostList) {
		if name == host || strings.HasSuffix(name, "."+host) {
			return true
		}
	}
	return false
}
