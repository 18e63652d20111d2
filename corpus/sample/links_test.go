package sample

import (
	"bytes"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// intended lists every address that is linked and does not answer 200 in the end, with the status that it ends in.
var intended = map[string]int{
	"https://www.ogp.example/wp-content/uploads/2021/05/Uruguay_Informe-Transitorio_2018-2020.pdf": 404,
	"https://www.ogp.example/wp-content/uploads/2019/08/Uruguay_EOTR_2016-2018_ES.pdf":             404,
	"https://www.ogp.example/sites/default/files/Paraguay_Transitional_2018-2020.pdf":              404,
	"https://drive.google.com/file/d/1SampleLineamientosParaguayGone1/view":                        404,
	"https://drive.google.com/file/d/":                                                             404, // the first half of an address that was cut
	"https://www.lands.gov.example/statements/title-fees-2022/":                                    404,
	"https://pbc.kaduna.gov.example/dataset/project-reports.csv":                                   404,
	"https://www.kaduna.gov.example/ogp/minutes-2020-07-14.pdf":                                    404,
	"https://www.legislation.gov.example/lois/2016-22":                                             410,
	"https://data.statistics.gov.example/dataset/municipal-budgets":                                500,
}

// unlinked lists the entries that no page leads to: crawlers know such addresses by themselves.
var unlinked = []string{
	"https://docs.modernizacion.gov.example/robots.txt",
	"https://drive.google.com/robots.txt",
	"https://drive.usercontent.google.com/robots.txt",
	"https://docs.google.com/robots.txt",
	"https://accounts.google.com/robots.txt",
	"https://data.registrar.gov.example/robots.txt",
	"https://www.accracourier.example/robots.txt",
	"https://www.lands.gov.example/", // the front pages of hosts on which the cited page is gone
	"https://pbc.kaduna.gov.example/",
	"https://www.ogp.example/wp-json/",
	"https://www.ogp.example/wp-json/wp/v2/types",
	"https://www.ogp.example/wp-json/wp/v2/documents",
	"https://www.ogp.example/wp-json/wp/v2/document-type",
	"https://web.archive.org/robots.txt",
	"https://archive.org/robots.txt",
}

// outside are the hosts that the pages link to and that are no part of the sample.
var outside = []string{"social.example"}

var (
	// printed matches an address in running text: "https://www.kaduna.gov.example/ogp/minutes-2019-06-18.pdf".
	printed = regexp.MustCompile(`https?://[^\s<>"()“”\]]*[^\s<>"()“”\].,;:]`)
	// damaged matches an address that was cut by a space: "https://drive.google.com/file/d/ 1Sample..."
	damaged = regexp.MustCompile(`(/file/d/)(?:</a>)? (1Sample)`)
)

// answer follows redirects and returns the addresses on the way, the last answer and its body.
func answer(t *testing.T, s *site, address string) (way []string, status int, media string, body []byte) {
	t.Helper()
	for range 10 {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		u.Scheme, u.Fragment = "https", ""
		way = append(way, u.String())
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, u.String(), nil))
		to := w.Header().Get("Location")
		if to == "" {
			return way, w.Code, w.Header().Get("Content-Type"), w.Body.Bytes()
		}
		address = u.ResolveReference(must(url.Parse(to))).String()
	}
	t.Fatalf("%s: redirects without end", address)
	return nil, 0, "", nil
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// linked returns the addresses that an answer names: links, alternates and printed addresses.
func linked(base, media string, body []byte) []string {
	if strings.HasPrefix(media, "application/gzip") || strings.HasPrefix(media, "application/vnd") {
		return nil
	}
	text := damaged.ReplaceAllString(string(body), "$1$2")
	found := map[string]bool{}
	for _, u := range printed.FindAllString(text, -1) {
		found[u] = true
	}
	if strings.HasPrefix(media, "text/html") {
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
		if err != nil {
			return nil
		}
		b := must(url.Parse(base))
		doc.Find("a[href], link[href]").Each(func(_ int, sel *goquery.Selection) {
			u := b.ResolveReference(must(url.Parse(sel.AttrOr("href", ""))))
			if u.Scheme == "http" || u.Scheme == "https" {
				found[u.String()] = true
			}
		})
	}
	return slices.Sorted(maps.Keys(found))
}

// unwrapped takes the address out of google.com/url?q=.
func unwrapped(address string) string {
	if u := must(url.Parse(strings.ReplaceAll(address, "&amp;", "&"))); u.Host == "www.google.com" {
		return u.Query().Get("q")
	}
	return strings.ReplaceAll(address, "&amp;", "&")
}

func TestEveryLinkAnswersAsIntended(t *testing.T) {
	s, err := newSite()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range s.pages {
		e.delay = 0
	}
	reached, failed := map[string]bool{}, map[string]bool{}
	queue := []string{"https://www.ogp.example/document-type/irm-report/", "https://www.ogp.example/robots.txt"}
	seen := map[string]bool{}
	for len(queue) > 0 {
		address := unwrapped(queue[0])
		queue = queue[1:]
		u := must(url.Parse(address))
		if seen[address] || slices.Contains(outside, u.Host) || strings.Contains(u.Host, "schemas.") || strings.HasSuffix(u.Host, "sitemaps.org") {
			continue
		}
		seen[address] = true
		if !slices.Contains(s.hosts, u.Host) {
			t.Errorf("%s: the host is not in the sample", address)
			continue
		}
		way, status, media, body := answer(t, s, address)
		for _, w := range way {
			if e := s.find(must(url.Parse(w))); e != nil {
				reached[key(must(url.Parse(e.url)))] = true
			}
		}
		if f := s.files[fileID(u)]; f != nil {
			reached[key(must(url.Parse(f.url)))] = true
			if f.orders.Get("X-Made") == "pdf" {
				body = append(body, f.body...) // what a download would bring
			}
		}
		want := intended[address]
		if want == 0 {
			want = http.StatusOK
		} else {
			failed[address] = true
		}
		if status != want {
			t.Errorf("%s: status %d, want %d", address, status, want)
		}
		if media == mediaGzip {
			body = s.pages[key(u)].text
			media = "text/xml"
		}
		queue = append(queue, linked(way[len(way)-1], media, body)...)
	}
	for address := range intended {
		if !failed[address] {
			t.Errorf("%s is listed as failing, but nothing links to it", address)
		}
	}
	for k, e := range s.pages {
		if lone := slices.Contains(unlinked, e.url) || strings.HasPrefix(e.url, "https://web.archive.org/web/"); lone == reached[k] {
			t.Errorf("%s: listed as unlinked %v, reached %v", e.url, lone, reached[k])
		}
	}
}
