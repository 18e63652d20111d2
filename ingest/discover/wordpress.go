package discover

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// WordPress writes the addresses of a walk over a collection of a site's REST interface
// (https://developer.wordpress.org/rest-api/reference/posts/). What the walk brings is read by [ReadWordPress].
type WordPress struct {
	Seed  corpus.URL          // the collection, with parameters of its own if need be: "https://example.org/wp-json/wp/v2/documents?lang=es"
	Terms map[string][]string // only what has one of these terms: ids by taxonomy ([WordPress.Lookup])
	After time.Time           // only what changed since; zero for everything
}

// fields are those that are asked for; the rest of an item, its text above all, is on its page. Those that a collection
// does not have are left out by the server: source_url is of uploads, acf of sites that show their custom fields.
const fields = "id,link,slug,date_gmt,modified_gmt,status,type,source_url,acf"

// perPage is the most items of one page that WordPress allows.
const perPage = 100

// overlap is by how much a walk goes back behind its last one. WordPress compares modified_after with the time of day at
// the site, of which nothing says how far from UTC it is (14 hours at most), and shows changes late behind caches.
const overlap = 48 * time.Hour

// Page returns the address of a page of the collection, counted from 1.
//
// A walk over everything goes by id upwards, so that what is published or changed meanwhile moves nothing to a page that
// was read before. One over what changed goes by the time of change, latest first: what changes meanwhile moves to
// the front, and the rest to later pages, where it is seen twice rather than never. WordPress before 5.7 does not know
// modified_after and shows everything: such a walk can end where items are older than what was asked for.
func (w WordPress) Page(n int) (corpus.URL, error) {
	p, q, err := w.collection()
	if err != nil {
		return "", err
	}
	if own := numberIn(q.Get("per_page")); own < 1 || own > perPage {
		q.Set("per_page", strconv.Itoa(perPage))
	}
	q.Set("page", strconv.Itoa(max(n, 1)))
	q.Set("_fields", fields)
	if w.After.IsZero() {
		q.Set("orderby", "id")
		q.Set("order", "asc")
		q.Del("modified_after")
	} else {
		q.Set("orderby", "modified")
		q.Set("order", "desc")
		q.Set("modified_after", w.After.UTC().Add(-overlap).Format("2006-01-02T15:04:05"))
	}
	for _, taxonomy := range slices.Sorted(maps.Keys(w.Terms)) {
		q.Set(taxonomy, strings.Join(w.Terms[taxonomy], ","))
	}
	return assembled(p, q), nil
}

// Lookup returns the address that tells the ids of a taxonomy's term by its slug. The answer's are
// [Collection.Terms]; a site with several languages can have one in each.
func (w WordPress) Lookup(taxonomy, slug string) (corpus.URL, error) {
	p, own, err := w.collection()
	if err != nil {
		return "", err
	}
	q := url.Values{"slug": {slug}, "_fields": {"id,link,slug"}, "per_page": {strconv.Itoa(perPage)}}
	if lang := own.Get("lang"); lang != "" {
		q.Set("lang", lang)
	}
	if route := own.Get("rest_route"); route != "" {
		q.Set("rest_route", sibling(route, taxonomy))
	} else {
		p.Path, p.RawPath = sibling(p.Path, taxonomy), ""
	}
	return assembled(p, q), nil
}

// collection reads the seed into the address without its query, and that.
func (w WordPress) collection() (*url.URL, url.Values, error) {
	p, err := corpus.Parse(w.Seed)
	if err != nil || p.Scheme != "http" && p.Scheme != "https" {
		return nil, nil, fmt.Errorf("collection %q: no address of the web", w.Seed)
	}
	q := p.Query()
	p.RawQuery, p.Fragment, p.RawFragment = "", "", ""
	if q.Get("rest_route") == "" { // the path names the collection, and sites redirect from a slash at its end
		p.Path, p.RawPath = strings.TrimRight(p.Path, "/"), strings.TrimRight(p.RawPath, "/")
	}
	return p, q, nil
}

// sibling returns a route with another last segment: "/wp/v2/documents" and "document-type" make "/wp/v2/document-type".
func sibling(route, name string) string {
	before, _ := cutLast(strings.TrimRight(route, "/"))
	return before + "/" + name
}

// assembled joins an address and a query. Commas and slashes stay as WordPress writes them.
func assembled(p *url.URL, q url.Values) corpus.URL {
	out := *p
	out.RawQuery = strings.NewReplacer("%2C", ",", "%2F", "/", "%3A", ":").Replace(q.Encode())
	return corpus.URL(out.String())
}
