package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"time"
)

// addresses is the line that the site's process prints when it is ready.
type addresses struct {
	Site    string `json:"site"`    // host and port
	Control string `json:"control"` // of /-/stats and /-/reset, apart from the site's so that it counts no connections of the benchmark
}

// serve is the site's process. It ends when its standard input does, so that it never outlives who started it.
func serve(args []string) error {
	var l layout
	flags := flag.NewFlagSet(asSite, flag.ContinueOnError)
	flags.IntVar(&l.pages, "pages", 5000, "pages")
	flags.IntVar(&l.pdfs, "pdfs", 500, "PDFs")
	flags.IntVar(&l.links, "links", 20, "links of a page to others")
	listen := flags.String("listen", "127.0.0.1:0", "address on loopback")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if l.pages < 1 || l.pdfs < 0 || l.pdfs > l.pages {
		return fmt.Errorf("%d pages with %d PDFs cannot be made", l.pages, l.pdfs)
	}
	site, err := net.Listen("tcp", *listen)
	if err != nil {
		return err
	}
	control, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	counts := newCounter()
	failed := make(chan error, 2)
	go func() {
		server := http.Server{Handler: handler{l, counts}, ConnState: counts.connection, ReadHeaderTimeout: time.Minute}
		failed <- server.Serve(site)
	}()
	go func() {
		server := http.Server{Handler: controls(counts), ReadHeaderTimeout: time.Minute}
		failed <- server.Serve(control)
	}()
	if err := json.NewEncoder(os.Stdout).Encode(addresses{site.Addr().String(), control.Addr().String()}); err != nil {
		return err
	}
	go func() {
		_, err := io.Copy(io.Discard, os.Stdin)
		failed <- err
	}()
	return <-failed
}

func controls(counts *counter) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /-/stats", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(counts.snapshot()) // the benchmark finds out when it reads
	})
	mux.HandleFunc("POST /-/reset", func(http.ResponseWriter, *http.Request) { counts.reset() })
	return mux
}

// handler answers for the site.
type handler struct {
	layout
	counts *counter
}

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	found := h.find(r.URL.Path, "http://"+r.Host)
	sent := &sending{ResponseWriter: w, status: http.StatusOK}
	defer func() { h.counts.answered(found.kind, r.URL.Path, sent.status, sent.bytes) }()
	if found.body == nil {
		http.NotFound(sent, r)
		return
	}
	header := sent.Header()
	header.Set("Content-Type", found.mediaType)
	header.Set("ETag", `"`+found.tag+`"`)
	http.ServeContent(sent, r, "", changed(found.number), bytes.NewReader(found.body()))
}

// resource is what an address names. The zero value is nothing.
type resource struct {
	kind      kind
	number    int
	tag       string
	mediaType string
	body      func() []byte // nil: there is none
}

// The addresses with numbers, such as "/reports/page/2/", "/documents/report-17/", "/files/report-17.pdf", "/sitemap-1.xml".
var (
	listingAddress = regexp.MustCompile(`^/reports/(?:page/(\d+)/)?$`)
	pageAddress    = regexp.MustCompile(`^/documents/report-(\d+)/$`)
	pdfAddress     = regexp.MustCompile(`^/files/report-(\d+)\.pdf$`)
	sitemapAddress = regexp.MustCompile(`^/sitemap-(\d+)\.xml$`)
	privateAddress = regexp.MustCompile(`^/private/`)
)

const (
	isHTML = "text/html; charset=utf-8"
	isXML  = "application/xml"
	isPDF  = "application/pdf"
	isText = "text/plain; charset=utf-8"
)

// find returns what the site has under a path; base is how the client calls the site.
func (l layout) find(path, base string) resource {
	if path == "/robots.txt" {
		return resource{robotsFile, 0, "robots", isText, func() []byte { return fmt.Appendf(nil, robots, base) }}
	}
	if path == "/sitemap.xml" {
		return resource{sitemapFile, 0, "sitemaps", isXML, func() []byte { return l.sitemapIndex(base) }}
	}
	if n, ok := numbered(sitemapAddress, path, l.sitemaps()); ok {
		return resource{sitemapFile, n, fmt.Sprintf("sitemap-%d", n), isXML, func() []byte { return l.sitemap(n, base) }}
	}
	if n, ok := numbered(listingAddress, path, l.listings()); ok {
		return resource{listingPage, n, fmt.Sprintf("listing-%d", n), isHTML, func() []byte { return l.listing(n) }}
	}
	if n, ok := numbered(pageAddress, path, l.pages); ok {
		return resource{reportPage, n, fmt.Sprintf("page-%d", n), isHTML, func() []byte { return l.page(n) }}
	}
	if n, ok := numbered(pdfAddress, path, l.pages); ok && l.pdf(n) > 0 {
		return resource{reportPDF, n, fmt.Sprintf("pdf-%d", n), isPDF, func() []byte { return pdf(n) }}
	}
	if privateAddress.MatchString(path) {
		return resource{forbidden, 0, path[1:], isText, func() []byte { return []byte("Not for robots.\n") }}
	}
	return resource{}
}

// numbered returns the number in an address, 1 when it has none; ok is false when the site has no such number.
func numbered(form *regexp.Regexp, path string, most int) (n int, ok bool) {
	m := form.FindStringSubmatch(path)
	if m == nil {
		return 0, false
	}
	if m[1] == "" {
		return 1, true
	}
	n, err := strconv.Atoi(m[1])
	return n, err == nil && n >= 1 && n <= most
}

// sending notes what an answer comes to.
type sending struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (s *sending) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

func (s *sending) Write(p []byte) (int, error) {
	n, err := s.ResponseWriter.Write(p)
	s.bytes += int64(n)
	return n, err
}
