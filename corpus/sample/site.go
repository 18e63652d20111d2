package sample

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// site answers for all hosts.
type site struct {
	pages  map[string]*entry     // by key
	files  map[string]*entry     // files behind share links, by id
	copies map[string][]snapshot // of the web archive, the oldest first, by bare address
	hosts  []string              // sorted; with the bare name of every www host
}

// newSite answers for the sample.
func newSite() (*site, error) {
	all, err := entries()
	if err != nil {
		return nil, err
	}
	return siteOf(all)
}

func siteOf(all []*entry) (*site, error) {
	s := &site{pages: map[string]*entry{}, files: map[string]*entry{}, copies: map[string][]snapshot{}}
	hosts := map[string]bool{}
	for _, h := range driveHosts {
		hosts[h] = true
	}
	for _, e := range all {
		u, err := url.Parse(e.url)
		if err != nil {
			return nil, fmt.Errorf("sample: %w", err)
		}
		if s.pages[key(u)] != nil {
			return nil, fmt.Errorf("sample: %s stands twice in the archives", e.url)
		}
		s.pages[key(u)] = e
		if e.orders.Get("X-Drive") != "" {
			s.files[fileID(u)] = e
		}
		if c, ok := snapshotOf(e, u); ok {
			s.copies[bareAddress(c.original)] = append(s.copies[bareAddress(c.original)], c)
		}
		hosts[u.Host] = true
		hosts[strings.TrimPrefix(u.Host, "www.")] = true
	}
	for _, copies := range s.copies {
		slices.SortFunc(copies, func(a, b snapshot) int { return strings.Compare(a.stamp, b.stamp) })
	}
	s.hosts = slices.Sorted(maps.Keys(hosts))
	return s, nil
}

// key is the part of a URL that decides the answer: host, path and sorted query.
func key(u *url.URL) string {
	k := strings.ToLower(u.Host) + u.EscapedPath()
	if q := u.Query().Encode(); q != "" {
		k += "?" + q
	}
	return k
}

// ServeHTTP finds the answer for a request.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "only reading is allowed", http.StatusMethodNotAllowed)
		return
	}
	u := *r.URL
	u.Scheme, u.Host = "https", hostname(r.Host)
	if u.Path == "" {
		u.Path = "/"
	}
	if s.serveDrive(w, r, &u) || s.serveArchive(w, r, &u) {
		return
	}
	if e := s.find(&u); e != nil {
		e.serve(w, r)
		return
	}
	if to := s.canonical(&u); to != "" {
		http.Redirect(w, r, to, http.StatusMovedPermanently)
		return
	}
	w.Header().Set("Content-Type", mediaHTML)
	w.WriteHeader(http.StatusNotFound)
	fmt.Fprintf(w, notFoundPage, u.Host)
}

const notFoundPage = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Page not found - %s</title></head>\n" +
	"<body><h1>Page not found</h1><p>Nothing lives at this address.</p></body></html>\n"

func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return strings.ToLower(host)
}

// find looks a page up; parameters that no entry knows change nothing, as on most sites.
func (s *site) find(u *url.URL) *entry {
	if e := s.pages[key(u)]; e != nil {
		return e
	}
	if u.RawQuery == "" {
		return nil
	}
	bare := *u
	bare.RawQuery = ""
	return s.pages[key(&bare)]
}

// canonical returns where a site sends the other spellings of an address: without www, without the closing slash.
func (s *site) canonical(u *url.URL) string {
	hosts := []string{u.Host, "www." + u.Host}
	if bare, ok := strings.CutPrefix(u.Host, "www."); ok {
		hosts[1] = bare
	}
	paths := []string{u.Path, u.Path + "/", strings.TrimSuffix(u.Path, "/")}
	for _, h := range hosts {
		for _, p := range paths {
			c := *u
			c.Host, c.Path, c.RawPath = h, p, ""
			if s.find(&c) != nil {
				return c.String()
			}
		}
	}
	return ""
}

// serve sends the entry. Files carry a validator, so that asking again with it costs no body.
func (e *entry) serve(w http.ResponseWriter, r *http.Request) {
	select {
	case <-time.After(e.delay):
	case <-r.Context().Done():
		return
	}
	maps.Copy(w.Header(), e.header)
	if e.status != http.StatusOK {
		w.Header().Set("Content-Length", fmt.Sprint(len(e.body)))
		w.WriteHeader(e.status)
		if r.Method == http.MethodGet {
			_, _ = w.Write(e.body)
		}
		return
	}
	var modified time.Time
	if e.isFile() {
		w.Header().Set("ETag", fmt.Sprintf(`"%.8x"`, sha256.Sum256(e.body)))
	}
	if t, err := http.ParseTime(e.header.Get("Last-Modified")); err == nil {
		modified = t
	}
	http.ServeContent(w, r, "", modified, bytes.NewReader(e.body))
}
