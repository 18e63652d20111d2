package health

import (
	_ "embed"
	"net/http"
	"strings"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

//go:embed redirectors.txt
var redirectorsText string

// redirectors returns the hosts of redirectors.txt.
var redirectors = sync.OnceValue(func() map[string]bool {
	hosts := map[string]bool{}
	for line := range strings.Lines(redirectorsText) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" {
			hosts[line] = true
		}
	}
	return hosts
})

// leadsByTrade reports whether an address is one of a service whose links lead on, such as a shortener: that it does so
// for good (301) does not mean that anything has moved.
func leadsByTrade(u corpus.URL) bool {
	p, err := corpus.Parse(u)
	if err != nil {
		return false
	}
	hosts := redirectors()
	for host := strings.ToLower(p.Hostname()); host != ""; {
		if hosts[host] {
			return true
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return false
}

// maxHops bounds the redirects that are followed from one address.
const maxHops = 10

// movedTo returns where a target that came has moved: the last address that redirects lead to which are meant for good
// (301, 308). It is "" when there is none but other spellings of the same target, when the way begins with a redirect
// for the time being, or at a service whose links lead on by trade. Hop is the last redirect on the way that left an
// address of the target itself, hops those of other targets.
func movedTo(target string, came, hop *corpus.Capture, hops map[string]store.Hop) corpus.URL {
	if hop == nil || came.FinalURL == "" || leadsByTrade(came.URL) || corpus.TargetKey(came.FinalURL) == target {
		return ""
	}
	next := store.Hop{To: hop.FinalURL, Status: hop.HTTPStatus}
	been := map[string]bool{target: true}
	var to corpus.URL
	for range maxHops {
		if next.Status != http.StatusMovedPermanently && next.Status != http.StatusPermanentRedirect {
			return to
		}
		key := corpus.TargetKey(next.To)
		if been[key] && key != target {
			return to
		}
		if key != target {
			to = next.To
		}
		been[key] = true
		if leadsByTrade(next.To) {
			return to
		}
		var ok bool
		if next, ok = hops[key]; !ok || key == target {
			return to
		}
	}
	return to
}
