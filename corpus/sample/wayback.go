package sample

import (
	"cmp"
	"crypto/sha1" // by which the index of the real archive names bodies
	"encoding/base32"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The web archive. Its copies are entries under the address at which it shows their bytes; the index (CDX), the plainer
// question whether there is a copy, and the replay (RFC 7089) answer in the form of the Internet Archive's Wayback Machine.
const (
	replayHost  = "web.archive.org"
	askHost     = "archive.org"
	archiveTime = "20060102150405" // a timestamp, 20210402101530
)

// snapshot is a copy.
type snapshot struct {
	stamp    string // archiveTime
	original string // address that was copied
	*entry
}

// replayPath matches "/web/20210402101530id_/https://www.kaduna.gov.example/ogp/minutes.pdf"; timestamp, flag and address are
// groups 1 to 3.
var replayPath = regexp.MustCompile(`^/web/(\d{4,14})([a-z]{2}_)?/(.+)$`)

// snapshotOf returns the copy that an entry is; false when it is none.
func snapshotOf(e *entry, u *url.URL) (snapshot, bool) {
	m := replayPath.FindStringSubmatch(u.EscapedPath())
	if u.Host != replayHost || m == nil {
		return snapshot{}, false
	}
	return snapshot{stamp: m[1], original: m[3], entry: e}, true
}

// bareAddress is an address without what the archive does not tell apart: scheme, www, a closing slash.
func bareAddress(address string) string {
	_, rest, _ := strings.Cut(address, ":")
	return strings.ToLower(strings.Trim(strings.TrimPrefix(strings.TrimLeft(rest, "/"), "www."), "/"))
}

// at returns when the copy was made; the timestamps of the sample are whole.
func (c snapshot) at() time.Time {
	at, _ := time.Parse(archiveTime, c.stamp)
	return at
}

// closest returns the copies of an address in order of their distance from a time; without one the oldest comes first.
func (s *site) closest(address, stamp string) []snapshot {
	const start = "00000101000000" // completes a timestamp that is given in part
	out := slices.Clone(s.copies[bareAddress(address)])
	at, err := time.Parse(archiveTime, stamp+start[min(len(stamp), len(start)):])
	if err == nil && stamp != "" {
		slices.SortStableFunc(out, func(a, b snapshot) int { return cmp.Compare(a.at().Sub(at).Abs(), b.at().Sub(at).Abs()) })
	}
	return out
}

// serveArchive answers for the web archive; false means that the address is an ordinary page (robots.txt).
func (s *site) serveArchive(w http.ResponseWriter, r *http.Request, u *url.URL) bool {
	switch {
	case u.Host == replayHost && strings.HasPrefix(u.Path, "/cdx/search/cdx"):
		s.index(w, u.Query())
	case u.Host == askHost && u.Path == "/wayback/available":
		s.available(w, u.Query())
	case u.Host == replayHost && strings.HasPrefix(u.Path, "/web/"):
		s.replay(w, r, u)
	default:
		return false
	}
	return true
}

// index answers with a head and a row for each copy, the oldest first unless asked for the closest; "[]" without one. A
// limit below zero counts from the end.
func (s *site) index(w http.ResponseWriter, q url.Values) {
	near := ""
	if q.Get("sort") == "closest" {
		near = q.Get("closest")
	}
	copies := s.closest(q.Get("url"), near)
	limit, _ := strconv.Atoi(q.Get("limit"))
	switch n := min(max(limit, -limit), len(copies)); {
	case limit > 0:
		copies = copies[:n]
	case limit < 0:
		copies = copies[len(copies)-n:]
	}
	columns := strings.Split(cmp.Or(q.Get("fl"), "urlkey,timestamp,original,mimetype,statuscode,digest,length"), ",")
	rows := [][]string{}
	for _, c := range copies {
		rows = append(rows, c.row(columns))
	}
	if len(rows) > 0 {
		rows = slices.Insert(rows, 0, columns)
	}
	sendJSON(w, rows)
}

// row returns what the index says of a copy in the columns.
func (c snapshot) row(columns []string) (row []string) {
	media, _, _ := strings.Cut(c.header.Get("Content-Type"), ";")
	sum := sha1.Sum(c.body)
	known := map[string]string{
		"urlkey": bareAddress(c.original), "timestamp": c.stamp, "original": c.original, "mimetype": media, "statuscode": "200",
		"digest": base32.StdEncoding.EncodeToString(sum[:]), "length": fmt.Sprint(len(c.body)),
	}
	for _, column := range columns {
		row = append(row, known[column])
	}
	return row
}

// available answers whether there is a copy, with the one closest to the time.
func (s *site) available(w http.ResponseWriter, q url.Values) {
	snapshots := map[string]any{}
	if copies := s.closest(q.Get("url"), q.Get("timestamp")); len(copies) > 0 {
		c := copies[0]
		snapshots["closest"] = map[string]any{
			"status": "200", "available": true, "timestamp": c.stamp, "url": "http://" + replayHost + "/web/" + c.stamp + "/" + c.original,
		}
	}
	sendJSON(w, map[string]any{"url": q.Get("url"), "archived_snapshots": snapshots})
}

// replay sends the bytes of a copy. A timestamp of none leads to the closest.
func (s *site) replay(w http.ResponseWriter, r *http.Request, u *url.URL) {
	var copies []snapshot
	m := replayPath.FindStringSubmatch(u.EscapedPath())
	if m != nil {
		copies = s.closest(m[3], m[1])
	}
	if len(copies) == 0 {
		htmlPage(w, http.StatusNotFound, "Not in the archive", "<p>The archive has no copy of this address.</p>")
		return
	}
	c := copies[0]
	if c.stamp != m[1] {
		w.Header().Set("X-Archive-Redirect-Reason", "found capture at "+c.stamp)
		http.Redirect(w, r, "https://"+replayHost+"/web/"+c.stamp+m[2]+"/"+c.original, http.StatusFound)
		return
	}
	w.Header().Set("Memento-Datetime", c.at().Format(http.TimeFormat))
	w.Header().Set("Link", fmt.Sprintf(`<%[1]s>; rel="original", <https://%[2]s/web/timemap/link/%[1]s>; rel="timemap"`, c.original, replayHost))
	c.serve(w, r)
}

func sendJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // a client that hangs up is no news here
}
