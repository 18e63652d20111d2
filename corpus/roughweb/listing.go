package roughweb

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	driftingPath  = "/document-type/irm-report/"
	repeatingPath = "/source/irm/"
)

// drifting is a listing of two items a page, newest first. A new item is pushed in when its first page has been read, so
// that the last item of the first page is the first of the second one; a page past the end is a 404.
func (s *site) drifting(w http.ResponseWriter, r *http.Request) {
	items := []string{
		ReportPath, "/documents/kenya-action-plan-review-2022-2024/", "/documents/malawi-design-report-2018-2020/",
		"/documents/liberia-end-of-term-report-2015-2017/",
	}
	n := pageNumber(r, driftingPath)
	if s.asked.Load() {
		items = append([]string{"/documents/senegal-co-creation-brief-2023/"}, items...)
	}
	if n == 1 {
		s.asked.Store(true)
	}
	first := 2 * (n - 1)
	if n < 1 || first >= len(items) {
		short(w, http.StatusNotFound, "Page not found", "<h1>Page not found</h1>")
		return
	}
	last := min(first+2, len(items))
	// The links to the further pages are made as if nothing had moved; there is one to a page that does not exist.
	withValidators(w, r, mediaHTML, listing("IRM reports", driftingPath, n, n+1, items[first:last]))
}

// repeating is a listing that gives its last page for every number past it, and always names a next one.
func repeating(w http.ResponseWriter, r *http.Request) {
	items := [][]string{
		{"/documents/kenya-action-plan-review-2022-2024/"}, {"/documents/sierra-leone-mid-term-report-2016-2018/"},
	}
	n := max(pageNumber(r, repeatingPath), 1)
	withValidators(w, r, mediaHTML, listing("All from the IRM", repeatingPath, n, n+1, items[min(n, len(items))-1]))
}

// pageNumber reads "/document-type/irm-report/page/3/"; 0 when it is not of that form.
func pageNumber(r *http.Request, base string) int {
	rest := strings.Trim(strings.TrimPrefix(r.URL.Path, base), "/")
	if rest == "" {
		return 1
	}
	n, err := strconv.Atoi(strings.TrimPrefix(rest, "page/"))
	if err != nil {
		return 0
	}
	return n
}

func listing(title, base string, n, next int, items []string) []byte {
	var b strings.Builder
	b.WriteString("<div class=\"archive-list\">\n")
	for _, path := range items {
		name := strings.ReplaceAll(strings.Trim(strings.TrimPrefix(path, "/documents"), "/"), "-", " ")
		fmt.Fprintf(&b, "<article class=\"post\"><h2 class=\"entry-title\"><a href=\"https://%s%s\" rel=\"bookmark\">%s</a></h2></article>\n", SiteHost, path, name)
	}
	fmt.Fprintf(&b, "</div>\n<nav class=\"pagination\"><span class=\"page-numbers current\">%d</span> <a class=\"next page-numbers\" rel=\"next\" href=\"https://%s%spage/%d/\">Next</a></nav>\n", n, SiteHost, base, next)
	return frame("en", title, "", b.String())
}

// addSitemaps makes an index with three children: a compressed one, one that lists itself and the index, one that is not
// there. Its other pages are the listing that has no items.
func (s *site) addSitemaps() {
	at := "https://" + SiteHost
	s.pages["/sitemap_index.xml"] = sitemap("sitemapindex", "sitemap",
		at+"/documents-sitemap.xml", at+"/documents-sitemap2.xml.gz", at+"/members-sitemap.xml", at+"/lost-sitemap.xml")
	s.pages["/documents-sitemap.xml"] = sitemap("urlset", "url", at+ReportPath, at+"/documents/tunisia-results-report-2021-2023/")
	s.pages["/documents-sitemap2.xml.gz"] = sitemap("urlset", "url", at+"/documents/morocco-design-report-2018-2020/", at+"/wp-login.php", at+"/?s=minutes")
	s.pages["/members-sitemap.xml"] = sitemap("sitemapindex", "sitemap",
		at+"/members-sitemap.xml", at+"/sitemap_index.xml", at+"/commitments-sitemap.xml")
	s.pages["/commitments-sitemap.xml"] = sitemap("urlset", "url", at+"/members/ghana/", at+"/members/ghana/commitments/GH0001/")
	s.pages["/content-category/irm-reports/"] = frame("en", "IRM reports", "", "<p>Nothing was found.</p>\n")
}

func sitemap(root, entry string, addresses ...string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><?xml-stylesheet type=\"text/xsl\" href=\"//%s/main-sitemap.xsl\"?>\n<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n", SiteHost, root)
	for _, a := range addresses {
		fmt.Fprintf(&b, "\t<%s>\n\t\t<loc>%s</loc>\n\t\t<lastmod>2023-06-14T09:00:00+00:00</lastmod>\n\t</%s>\n", entry, a, entry)
	}
	fmt.Fprintf(&b, "</%s>\n<!-- made by hand -->\n", root)
	return []byte(b.String())
}

// post is what the REST interface tells of a page.
type post struct {
	ID       int    `json:"id"`
	Date     string `json:"date_gmt"`
	Modified string `json:"modified_gmt"`
	Slug     string `json:"slug"`
	Link     string `json:"link"`
	Type     string `json:"type"`
	Title    struct {
		Rendered string `json:"rendered"`
	} `json:"title"`
}

func (s *site) posts() []post {
	var all []post
	for i, slug := range []string{"ghana-results-report-2021-2023", "jordan-results-report-2018-2020", "jordan-design-report-2016-2018"} {
		p := post{ID: 5100 + i, Date: "2023-06-14T09:00:00", Modified: "2023-06-14T09:00:00", Slug: slug, Type: "documents", Link: "https://" + SiteHost + "/documents/" + slug + "/"}
		p.Title.Rendered = strings.ReplaceAll(slug, "-", " ")
		all = append(all, p)
	}
	return all
}

// rest answers for the REST interface: pages of two items at most, whatever is asked for.
func (s *site) rest(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	q := r.URL.Query()
	switch r.URL.Path {
	case "/wp-json/":
		fmt.Fprintf(w, `{"name":"Rough Partnership","namespaces":["wp/v2"],"routes":{"/wp/v2/documents":{}}}`)
	case "/wp-json/wp/v2/types":
		fmt.Fprint(w, `{"documents":{"name":"Documents","slug":"documents","rest_base":"documents"}}`)
	case "/wp-json/wp/v2/documents":
		page, per := number(q.Get("page"), 1), number(q.Get("per_page"), 10)
		if per > 100 {
			refuseREST(w, http.StatusBadRequest, "rest_invalid_param")
			return
		}
		servePosts(w, modifiedAfter(s.posts(), q.Get("modified_after")), page, min(per, 2))
	default:
		refuseREST(w, http.StatusNotFound, "rest_no_route")
	}
}

func servePosts(w http.ResponseWriter, posts []post, page, per int) {
	pages := (len(posts) + per - 1) / per
	w.Header().Set("X-WP-Total", strconv.Itoa(len(posts)))
	w.Header().Set("X-WP-TotalPages", strconv.Itoa(pages))
	if page > max(pages, 1) {
		refuseREST(w, http.StatusBadRequest, "rest_post_invalid_page_number")
		return
	}
	first := min((page-1)*per, len(posts))
	_ = json.NewEncoder(w).Encode(append([]post{}, posts[first:min(first+per, len(posts))]...))
}

// modifiedAfter leaves those out that did not change since; the comparison is exclusive.
func modifiedAfter(posts []post, since string) []post {
	at, err := time.Parse("2006-01-02T15:04:05", strings.TrimSuffix(since, "Z"))
	if err != nil {
		return posts
	}
	var out []post
	for _, p := range posts {
		if m, err := time.Parse("2006-01-02T15:04:05", p.Modified); err == nil && m.After(at) {
			out = append(out, p)
		}
	}
	return out
}

func refuseREST(w http.ResponseWriter, status int, code string) {
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"code":%q,"message":"This cannot be had.","data":{"status":%d}}`, code, status)
}

func number(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return n
	}
	return otherwise
}

// locked is a site whose REST interface is for those who log in; its listing is not.
func locked(w http.ResponseWriter, r *http.Request) {
	const report = "/documents/zambia-results-report-2021-2023/"
	switch {
	case strings.HasPrefix(r.URL.Path, "/wp-json/"):
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		refuseREST(w, http.StatusUnauthorized, "rest_not_logged_in")
	case r.URL.Path == driftingPath:
		withValidators(w, r, mediaHTML, frame("en", "IRM reports", "", `<article><h2><a href="`+report+`">Zambia Results Report 2021-2023</a></h2></article>`+"\n"))
	case r.URL.Path == report:
		withValidators(w, r, mediaHTML, frame("en", "Zambia Results Report 2021-2023", "", "<p>The plan of Zambia put mines at its centre.</p>\n"))
	default:
		short(w, http.StatusNotFound, "Page not found", "<h1>Page not found</h1>")
	}
}
