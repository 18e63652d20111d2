package roughweb

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

const (
	replayHost = "web.archive.org"
	askHost    = "archive.org"
	stamp      = "20060102150405" // a timestamp as the archive writes it
)

// deadLink is an address that is gone, and what the web archive has of it.
type deadLink struct {
	name, cite string
	snapshots  []string // timestamps that the index (CDX) has
	available  string   // that the availability service has
	moved      string   // the replay of any timestamp leads to this one
	excluded   bool     // the site had itself taken out
	busy       bool     // the index has enough of requests
	answer     http.HandlerFunc
	memento    string // timestamp of the copy that must be got; "" none
	media      string
}

// deadLinks: the copy nearest to the report's date (2023-06-14) is wanted.
func deadLinks() []deadLink {
	notFound, taken := status(http.StatusNotFound)(), status(http.StatusGone)()
	return []deadLink{
		{
			name: "copy", cite: "https://dead-copy.example/minutes", answer: notFound, media: "text/html",
			snapshots: []string{"20150301080000", "20230501120000", "20250711101112"}, memento: "20230501120000",
		},
		{
			name: "copy later", cite: "http://dead-later.example/minutes", answer: notFound, media: "text/html",
			snapshots: []string{"20190301080000", "20230801093000"}, memento: "20230801093000",
		},
		{
			name: "copy of a file", cite: "http://dead-file.example/docs/minutes.pdf", answer: taken, media: mediaPDF,
			snapshots: []string{"20220301080000"}, memento: "20220301080000",
		},
		{
			name: "copy of a soft 404", cite: "https://dead-soft.example/2021/minutes/", answer: softFront, media: "text/html",
			snapshots: []string{"20210901000000"}, memento: "20210901000000",
		},
		{
			name: "copy by availability", cite: "https://dead-available.example/minutes", answer: notFound, media: "text/html",
			available: "20221231235959", memento: "20221231235959",
		},
		{
			name: "copy of another day", cite: "https://dead-moved.example/minutes", answer: notFound, media: "text/html",
			snapshots: []string{"20230610000000"}, moved: "20230102030405", memento: "20230102030405",
		},
		{name: "no copy", cite: "https://dead-none.example/minutes", answer: notFound},
		{name: "copy excluded", cite: "https://dead-excluded.example/minutes", answer: notFound, excluded: true},
		{name: "copy busy", cite: "https://dead-busy.example/minutes", answer: taken, busy: true},
	}
}

// addArchive adds dead links and the web archive (RFC 7089).
func (w *web) addArchive() {
	a := webArchive{}
	hosts := map[string]*host{replayHost: {any: a.answer}, askHost: {any: a.available}}
	for _, d := range deadLinks() {
		u, err := url.Parse(d.cite)
		if err != nil {
			continue // the table is ours
		}
		a[bare(d.cite)] = d
		hosts[u.Host] = &host{any: d.answer}
		want := gone(corpus.NotFound, corpus.FaultNotFound)
		if d.busy {
			want = gone(corpus.Gone, corpus.FaultGone)
		}
		if d.memento != "" {
			at, _ := time.Parse(stamp, d.memento)
			want = archivedBy(corpus.ViaWayback)
			want.Status, want.Memento, want.Media = []corpus.CitationStatus{corpus.ArchivedCopy}, at, d.media
		}
		group := Archives
		if d.busy {
			group = BusyCopy
		}
		w.add(Case{Name: d.name, Group: group, Cite: d.cite, Want: want}, hosts)
	}
}

// bare is an address without what the archive does not tell apart: scheme, www, a closing slash.
func bare(address string) string {
	for _, start := range []string{"https://", "http://", "https:/", "http:/", "www."} {
		address = strings.TrimPrefix(address, start)
	}
	return strings.ToLower(strings.TrimSuffix(address, "/"))
}

// webArchive answers for what it knows, by bare address.
type webArchive map[string]deadLink

func (a webArchive) answer(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/cdx/search/cdx") {
		a.index(w, r)
		return
	}
	a.replay(w, r)
}

// index answers as the CDX server does: a header and a row for each snapshot, the closest first when that is asked for.
func (a webArchive) index(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	d := a[bare(q.Get("url"))]
	switch {
	case d.busy:
		short(w, http.StatusTooManyRequests, "429 Too Many Requests", "<p>Too many requests.</p>")
		return
	case d.excluded:
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintln(w, "AdministrativeAccessControlException: Blocked Site Error")
		return
	}
	columns := strings.Split(cmp.Or(q.Get("fl"), "urlkey,timestamp,original,mimetype,statuscode,digest,length"), ",")
	rows := [][]string{}
	for _, ts := range nearest(d.snapshots, q) {
		row := map[string]string{
			"urlkey": "example,dead)/minutes", "timestamp": ts, "original": d.cite, "mimetype": d.media, "statuscode": "200",
			"digest": "Q4YULN754FHV2U6Q5JUT6Q2P57WEWNNY", "length": "2046",
		}
		values := make([]string, len(columns))
		for i, c := range columns {
			values[i] = row[c]
		}
		rows = append(rows, values)
	}
	w.Header().Set("Content-Type", "application/json")
	if len(rows) == 0 {
		fmt.Fprint(w, "[]\n")
		return
	}
	_ = json.NewEncoder(w).Encode(slices.Insert(rows, 0, columns))
}

// nearest orders timestamps as the query asks, and takes as many as it wants.
func nearest(stamps []string, q url.Values) []string {
	out := slices.Sorted(slices.Values(stamps))
	if at, err := time.Parse(stamp, padded(q.Get("closest"))); err == nil && q.Get("sort") == "closest" {
		slices.SortStableFunc(out, func(x, y string) int { return cmp.Compare(far(x, at), far(y, at)) })
	}
	var limit int
	if _, err := fmt.Sscan(q.Get("limit"), &limit); err == nil && limit > 0 && limit < len(out) {
		out = out[:limit]
	}
	return out
}

func padded(ts string) string {
	const start = "00000101000000"
	return ts + start[min(len(ts), len(start)):]
}

func far(ts string, at time.Time) time.Duration {
	t, err := time.Parse(stamp, ts)
	if err != nil {
		return 1 << 62
	}
	return at.Sub(t).Abs()
}

// available answers as the availability service does, which knows less than the index.
func (a webArchive) available(w http.ResponseWriter, r *http.Request) {
	address := r.URL.Query().Get("url")
	w.Header().Set("Content-Type", "application/json")
	snapshots := map[string]any{}
	if d := a[bare(address)]; d.available != "" {
		snapshots["closest"] = map[string]any{
			"status": "200", "available": true, "timestamp": d.available,
			"url": "http://" + replayHost + "/web/" + d.available + "/" + d.cite,
		}
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"url": address, "archived_snapshots": snapshots})
}

// replayPath matches "/web/20230501120000id_/https://dead-copy.example/minutes": timestamp, flag and address.
var replayPath = regexp.MustCompile(`^/web/(\d{4,14})([a-z_]*)/(.+)$`)

// replay sends a copy. A timestamp that is not exact leads to one that is.
func (a webArchive) replay(w http.ResponseWriter, r *http.Request) {
	m := replayPath.FindStringSubmatch(r.URL.RequestURI())
	if m == nil {
		http.NotFound(w, r)
		return
	}
	ts, flag, d := padded(m[1]), m[2], a[bare(m[3])]
	have := slices.Clone(d.snapshots)
	if d.available != "" {
		have = append(have, d.available)
	}
	if d.moved != "" {
		have = []string{d.moved}
	}
	switch {
	case d.excluded:
		short(w, http.StatusForbidden, "Blocked Site Error", "<p>This URL has been excluded from the archive.</p>")
	case len(have) == 0:
		short(w, http.StatusNotFound, "Not in archive", "<p>The archive has not archived that URL.</p>")
	case !slices.Contains(have, ts):
		at, _ := time.Parse(stamp, ts)
		slices.SortFunc(have, func(x, y string) int { return cmp.Compare(far(x, at), far(y, at)) })
		w.Header().Set("X-Archive-Redirect-Reason", "found capture at "+have[0])
		goTo(w, http.StatusFound, "https://"+replayHost+"/web/"+have[0]+flag+"/"+d.cite)
	default:
		at, _ := time.Parse(stamp, ts)
		w.Header().Set("Memento-Datetime", at.Format(http.TimeFormat))
		w.Header().Set("X-Archive-Orig-Server", "rough")
		w.Header().Set("Link", fmt.Sprintf(`<%[1]s>; rel="original", <https://%[2]s/web/timemap/link/%[1]s>; rel="timemap"`, d.cite, replayHost))
		if d.media == mediaPDF {
			w.Header().Set("Content-Type", mediaPDF)
			_, _ = w.Write(pdf("Minutes as they were archived, " + d.cite))
			return
		}
		w.Header().Set("Content-Type", mediaHTML)
		_, _ = w.Write(minutes("the copy of " + d.cite))
	}
}
