package resolve

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// archiveTime is how the Wayback Machine writes a time: 20230301120000.
const archiveTime = "20060102150405"

// Memento is a web archive's copy of an address (RFC 7089), as the archive's index lists it.
type Memento struct {
	Original  corpus.URL // as the archive has it, which may be spelled otherwise than what was asked for
	At        time.Time
	Status    int    // of the answer that was copied; 0 unknown
	MediaType string // as that answer declared it; "" unknown
	Digest    string // SHA-1 of the body in base 32, "" unknown
}

// RawURL returns the address of the bytes as they were copied, without the archive's frame and changes.
func (m Memento) RawURL() corpus.URL {
	return rawMemento(m.At.UTC().Format(archiveTime), string(m.Original))
}

func rawMemento(stamp, original string) corpus.URL {
	return corpus.URL("https://web.archive.org/web/" + stamp + "id_/" + original)
}

// AvailabilityQuery returns the address that asks the Wayback Machine for its copy of an address nearest to a time; zero
// leaves the choice to it. That it knows none does not show that there is none.
func AvailabilityQuery(u corpus.URL, near time.Time) corpus.URL {
	stamp := ""
	if !near.IsZero() {
		stamp = near.UTC().Format(archiveTime)
	}
	return withQuery("https://archive.org/wayback/available?url="+url.QueryEscape(withoutFragment(u)), parameter("timestamp", stamp))
}

// ReadAvailability reads the answer; false when the archive says that it has no copy.
func ReadAvailability(payload []byte) (Memento, bool, error) {
	var answer struct {
		Snapshots json.RawMessage `json:"archived_snapshots"`
	}
	if err := json.Unmarshal(payload, &answer); err != nil {
		return Memento{}, false, fmt.Errorf("read what the web archive has: it answers %q", firstLine(bytes.TrimSpace(payload)))
	}
	if answer.Snapshots == nil {
		return Memento{}, false, errors.New("read what the web archive has: it does not say")
	}
	var snapshots struct {
		Closest struct {
			Available bool       `json:"available"`
			URL       corpus.URL `json:"url"`
			Status    any        `json:"status"`
		} `json:"closest"`
	}
	// An empty list stands where nothing is known, in some answers "[]" for "{}".
	if json.Unmarshal(answer.Snapshots, &snapshots) != nil || !snapshots.Closest.Available {
		return Memento{}, false, nil
	}
	stamp, original, ok := mementoParts(snapshots.Closest.URL)
	at, err := time.Parse(archiveTime, stamp)
	if !ok || err != nil || PlanOf(snapshots.Closest.URL).Via != corpus.ViaWayback {
		return Memento{}, false, nil
	}
	status, _ := strconv.Atoi(fmt.Sprint(snapshots.Closest.Status))
	return Memento{Original: corpus.URL(original), At: at, Status: status}, true, nil
}

// unknownTypes are media types that say nothing.
var unknownTypes = map[string]bool{"": true, "unk": true, "application/octet-stream": true, "binary/octet-stream": true, "application/download": true, "application/force-download": true}

// Nearest returns the copy of a good answer that is nearest to a time, the newest when the time is zero. When a media
// type is wanted, a copy that is known to be of another is none: an archive holds many pages that say that a file is
// gone. Copies of the wanted type go before those of unknown type.
func Nearest(list []Memento, near time.Time, wantMediaType string) (best Memento, ok bool) {
	for _, m := range list {
		known := m.MediaType == wantMediaType
		switch {
		case m.Status != http.StatusOK:
			continue
		case wantMediaType != "" && !known && !unknownTypes[m.MediaType]:
			continue
		case !ok:
		case wantMediaType != "" && known != (best.MediaType == wantMediaType):
			if !known {
				continue
			}
		case near.IsZero():
			if !m.At.After(best.At) {
				continue
			}
		case m.At.Sub(near).Abs() >= best.At.Sub(near).Abs():
			continue
		}
		best, ok = m, true
	}
	return best, ok
}

// MementoOf returns when a web archive made the copy that an answer is: as its header says, or as its address does.
func MementoOf(final corpus.URL, header http.Header) (time.Time, bool) {
	if at, err := http.ParseTime(header.Get("Memento-Datetime")); err == nil {
		return at.UTC(), true
	}
	stamp, _, ok := mementoParts(final)
	at, err := time.Parse(archiveTime, stamp)
	return at, ok && err == nil
}

// mementoPath matches the path to a copy, "/web/20230301120000/http://example.org/", with a flag as in "20230301id_";
// time and address are groups 1 and 2. The time may be short ("2023"): then the archive leads to what is nearest.
var mementoPath = regexp.MustCompile(`^/(?:web|wayback)/(\d{4,14})(?:[a-z]{2}_)?/(.+)$`)

// mementoParts takes the address of a copy apart.
func mementoParts(u corpus.URL) (stamp, original string, ok bool) {
	p, err := corpus.Parse(u)
	if err != nil {
		return "", "", false
	}
	switch hostOf(p) {
	case "web.archive.org", "wayback.archive.org", "archive.org", "web-beta.archive.org":
	default:
		return "", "", false
	}
	m := mementoPath.FindStringSubmatch(p.EscapedPath())
	if m == nil {
		return "", "", false
	}
	original = m[2]
	if p.RawQuery != "" {
		original += "?" + p.RawQuery
	}
	return m[1], withScheme(original), true
}

// lostSlash matches the start of an address that lost a slash on the way, "http:/example.org".
var lostSlash = regexp.MustCompile(`^(https?):/([^/])`)

// withScheme completes an address inside the path of another one, where "http://" may be missing or damaged.
func withScheme(s string) string {
	s = lostSlash.ReplaceAllString(s, "$1://$2")
	if !strings.Contains(s, "://") {
		return "http://" + s
	}
	return s
}

// memento plans a cited copy of a web archive: its bytes as they were.
func memento(p *url.URL) (Plan, bool) {
	stamp, original, ok := mementoParts(corpus.URL(p.String()))
	if !ok || !isWeb(corpus.URL(original)) {
		return Plan{}, false
	}
	return Plan{URL: rawMemento(stamp, original), Via: corpus.ViaWayback}, true
}

// replayed follows a redirect of a web archive: to the copy of another time, or, when the copy is one of a redirect, to
// the copy of its target. Where a copy leads out of the archive the copy of that address is asked for.
func replayed(p Plan, location corpus.URL) Verdict {
	stamp, _, ok := mementoParts(p.URL)
	_, original, inside := mementoParts(location)
	if !inside {
		original = string(location)
	}
	target, err := corpus.Parse(corpus.URL(original))
	if err == nil && isLogin(target, sameHost(originalOf(p.URL), target)) {
		return Verdict{Outcome: corpus.LoginRequired, Fault: corpus.FaultLogin, Error: "The copy of the web archive is one of a login page, at " + target.Hostname() + "."}
	}
	next := p.then(location)
	switch {
	case inside:
		next = p.services.PlanOf(location)
	case ok && err == nil && !below(hostOf(target), "archive.org"):
		next = p.then(rawMemento(stamp, original))
	}
	next.Via = corpus.ViaWayback
	return Verdict{Next: &next, Outcome: corpus.Redirected}
}

func originalOf(u corpus.URL) corpus.URL {
	_, original, _ := mementoParts(u)
	return corpus.URL(original)
}

// noMemento says what it means that the web archive does not answer with a copy.
func noMemento(a Answer) Verdict {
	v := asIs(a)
	switch a.Status {
	case http.StatusNotFound:
		v.Outcome, v.Fault, v.Error = corpus.NotFound, corpus.FaultNotFound, "The web archive has no copy, or the copy is of a page that was not there."
	case http.StatusForbidden:
		v.Outcome, v.Fault, v.Error = corpus.HTTPError, corpus.FaultForbidden, "The web archive does not show its copies of this address."
	case http.StatusTooManyRequests:
		if a.Header.Get("Retry-After") == "" {
			v.Pause = archivePause
		}
	}
	return v
}
