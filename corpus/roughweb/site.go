package roughweb

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
)

const (
	// SiteHost is the OGP-like site.
	SiteHost = "www.ogp-rough.example"
	// LockedHost is another one, whose REST interface is for those who log in.
	LockedHost = "www.ogp-locked.example"

	// ReportPath is the page whose notes cite the cases.
	ReportPath = "/documents/ghana-results-report-2021-2023/"
	reportES   = "/es/documents/ghana-informe-de-resultados-2021-2023/"
	reportFR   = "/fr/documents/ghana-rapport-sur-les-resultats-2021-2023/"
	reportFile = "/wp-content/uploads/2023/06/Ghana_Results-Report_2021-2023_EN.pdf"
)

// sources is the list of what to crawl, as YAML. Each source leads to something that no other one does.
const sources = `sources:
  - name: rough-reports
    kind: listing
    seed: https://www.ogp-rough.example/document-type/irm-report/
    scope: &scope
      - https://www.ogp-rough.example/documents/
      - https://www.ogp-rough.example/es/documents/
      - https://www.ogp-rough.example/fr/documents/
      - https://www.ogp-rough.example/wp-content/uploads/
      - https://www.ogp-rough.example/members/*/commitments/
    through: &through
      - https://www.ogp-rough.example/members/
  - name: rough-repeats
    kind: listing
    seed: https://www.ogp-rough.example/source/irm/
    scope: *scope
  - name: rough-nothing
    kind: listing
    seed: https://www.ogp-rough.example/content-category/irm-reports/
    scope: *scope
  - name: rough-sitemap
    kind: sitemap
    seed: https://www.ogp-rough.example/sitemap_index.xml
    scope: *scope
    through: *through
  - name: locked-reports
    kind: listing
    seed: https://www.ogp-locked.example/document-type/irm-report/
    scope: [https://www.ogp-locked.example/documents/]
  - name: rough-rest
    kind: wordpress
    seed: https://www.ogp-rough.example/wp-json/wp/v2/documents
    scope: *scope
  - name: locked-rest
    kind: wordpress
    seed: https://www.ogp-locked.example/wp-json/wp/v2/documents
    scope: [https://www.ogp-locked.example/documents/]
`

// Sources returns the list of sources for a crawl, as YAML.
func Sources() []byte { return []byte(sources) }

// EmptySource is the source that yields nothing, which a run must tell; LockedSource the one that is for those who log in.
const (
	EmptySource  = "rough-nothing"
	LockedSource = "locked-rest"
)

// Discovery is a page or file that a crawl of the sources must find.
type Discovery struct {
	URL  string
	By   string // what leads to it
	Next bool   // it appears while the listing is walked: the next run finds it
}

// Discoveries returns what the sources lead to.
func Discoveries() []Discovery {
	at := "https://" + SiteHost
	return []Discovery{
		{URL: at + ReportPath, By: "listing, first page"},
		{URL: at + "/documents/kenya-action-plan-review-2022-2024/", By: "listing, on two pages because of the drift"},
		{URL: at + "/documents/malawi-design-report-2018-2020/", By: "listing, second page"},
		{URL: at + "/documents/liberia-end-of-term-report-2015-2017/", By: "listing, last page"},
		{URL: at + "/documents/senegal-co-creation-brief-2023/", By: "listing, pushed in while it is walked", Next: true},
		{URL: at + "/documents/sierra-leone-mid-term-report-2016-2018/", By: "listing whose last page repeats"},
		{URL: at + "/documents/tunisia-results-report-2021-2023/", By: "sitemap"},
		{URL: at + "/documents/morocco-design-report-2018-2020/", By: "compressed sitemap"},
		{URL: at + "/documents/jordan-results-report-2018-2020/", By: "REST, first page"},
		{URL: at + "/documents/jordan-design-report-2016-2018/", By: "REST, second page"},
		{URL: at + reportES, By: "hreflang"},
		{URL: at + reportFR, By: "hreflang"},
		{URL: at + reportFile, By: "downloads of the report"},
		{URL: at + "/members/ghana/commitments/GH0001/", By: "sitemap"},
		{URL: at + "/members/ghana/commitments/GH0002/", By: "member page"},
		{URL: "https://" + LockedHost + "/documents/zambia-results-report-2021-2023/", By: "listing of a site whose REST interface is locked"},
	}
}

// addSite adds the sites. The notes of the report cite all cases that the web holds.
func (w *web) addSite() {
	s := &site{pages: map[string][]byte{}, cases: w.cases}
	s.addReports()
	w.hosts[SiteHost] = &host{any: s.answer, robots: text("User-agent: *\nDisallow: /wp-admin/\n\nSitemap: https://" + SiteHost + "/sitemap_index.xml\n")}
	w.hosts[strings.TrimPrefix(SiteHost, "www.")] = &host{any: toSite}
	w.hosts[LockedHost] = &host{any: locked}
}

func toSite(w http.ResponseWriter, r *http.Request) {
	goTo(w, http.StatusMovedPermanently, "https://"+SiteHost+r.URL.RequestURI())
}

// site is the OGP-like site.
type site struct {
	pages map[string][]byte // by path
	cases []Case
	asked atomic.Bool // the first page of the drifting listing
}

func (s *site) answer(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	switch {
	case r.TLS == nil:
		toSite(w, r)
	case strings.HasPrefix(path, driftingPath):
		s.drifting(w, r)
	case strings.HasPrefix(path, repeatingPath):
		repeating(w, r)
	case strings.HasPrefix(path, "/wp-json/"):
		s.rest(w, r)
	case strings.HasSuffix(path, ".xml.gz"):
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(s.pages[path])
		_ = z.Close()
		withValidators(w, r, "application/gzip", b.Bytes())
	case s.pages[path] != nil:
		withValidators(w, r, mediaOf(path), s.pages[path])
	case s.pages[path+"/"] != nil:
		goTo(w, http.StatusMovedPermanently, path+"/")
	default:
		short(w, http.StatusNotFound, "Page not found", "<h1>Page not found</h1>")
	}
}

func mediaOf(path string) string {
	switch {
	case strings.HasSuffix(path, ".pdf"):
		return mediaPDF
	case strings.HasSuffix(path, ".xml"):
		return "text/xml; charset=UTF-8"
	}
	return mediaHTML
}

func entityTag(body []byte) string { return fmt.Sprintf(`"%.8x"`, sha256.Sum256(body)) }
