package ingest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/discover"
)

const collection = "http://ogp.example/wp-json/wp/v2/documents"

var wordPress = Source{
	Name: "api", Kind: KindWordPress, Seed: collection, Term: Term{"document-type", "irm-report"}, Scope: []corpus.URL{"http://ogp.example/documents/"},
}

// items is a page of a collection of so many pages; each item is "slug time of its last change".
func items(pages int, list ...string) http.HandlerFunc {
	var all []map[string]any
	for i, s := range list {
		slug, changed, _ := strings.Cut(s, " ")
		all = append(all, map[string]any{
			"id": i + 1, "slug": slug, "status": "publish", "modified_gmt": changed, "link": "http://ogp.example/documents/" + slug + "/",
		})
	}
	text := inJSON(append([]map[string]any{}, all...))
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-WP-Total", fmt.Sprint(len(list)*pages))
		w.Header().Set("X-WP-TotalPages", fmt.Sprint(pages))
		text(w, r)
	}
}

// collectionPage is the page of the false web that a walk asks for, with the last change that is known, zero for all.
func collectionPage(t *testing.T, n int, after time.Time, terms ...string) string {
	t.Helper()
	c := discover.WordPress{Seed: collection, After: after}
	if len(terms) > 0 {
		c.Terms = map[string][]string{"document-type": terms}
	}
	u, err := c.Page(n)
	if err != nil {
		t.Fatal(err)
	}
	return pageOf(u)
}

func lookupPage(t *testing.T) string {
	t.Helper()
	u, err := discover.WordPress{Seed: collection}.Lookup("document-type", "irm-report")
	if err != nil {
		t.Fatal(err)
	}
	return pageOf(u)
}

// terms answers a question for a term by its slug.
func terms(slugs ...string) http.HandlerFunc {
	all := []map[string]any{}
	for i, s := range slugs {
		all = append(all, map[string]any{"id": 70 + i, "slug": s, "link": "http://ogp.example/document-type/" + s + "/"})
	}
	return inJSON(all)
}

// api returns what was asked of the collection since the last call.
func (w *web) api() []string {
	return slices.DeleteFunc(w.asked(), func(u string) bool { return !strings.Contains(u, "wp-json") })
}

// The first walk is over everything that has the term; those of the next month ask for what changed; then all is seen again.
func TestWordPressWalks(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Second)
	wpTime := func(at time.Time) string { return at.Format("2006-01-02T15:04:05") }
	old, newest := now.Add(-90*day), now.Add(-10*day)
	lookup, first, second := lookupPage(t), collectionPage(t, 1, time.Time{}, "70"), collectionPage(t, 2, time.Time{}, "70")
	w := newWeb(t, map[string]http.HandlerFunc{
		lookup: terms("irm-report", "other"), first: items(2, "a "+wpTime(old), "b "+wpTime(newest)), second: items(2, "c "+wpTime(old)),
	})
	for _, slug := range []string{"a", "b", "c", "d"} {
		w.pages["ogp.example/documents/"+slug+"/"] = tagged("<html>" + slug + "</html>")
	}
	b := newBench(t, w, t.TempDir())
	c := &clock{}
	b.Now, b.Sources, b.Refresh = c.now, []Source{wordPress}, 300*day // reports for their own sake are not asked for
	changed := now.Add(day)
	since, later := collectionPage(t, 1, newest, "70"), collectionPage(t, 1, changed, "70")
	for _, step := range []struct {
		days     float64
		since    http.HandlerFunc // what changed since the first walk
		api      []string
		reported []string
	}{
		{0, nil, []string{lookup, first, second}, []string{"a", "b", "c"}},
		{0.5, items(1), []string{lookup, since}, nil},
		{2, items(1, "d "+wpTime(changed), "a "+wpTime(changed), "b "+wpTime(newest)), []string{lookup, since}, []string{"a", "d"}},
		{3, nil, []string{lookup, later}, nil},
		{31, nil, []string{lookup, first, second}, nil},
		{32, nil, []string{lookup, later}, nil},
	} {
		w.set(since, step.since)
		w.set(later, items(1))
		c.ahead = time.Duration(step.days * float64(day))
		var reported []string
		for _, k := range b.run(t) {
			if k.Role == corpus.RoleReport {
				reported = append(reported, strings.Trim(strings.TrimPrefix(string(k.URL), "http://ogp.example/documents/"), "/"))
			}
		}
		if got := w.api(); !slices.Equal(got, step.api) {
			t.Errorf("on day %g:\n  %s\nwant\n  %s", step.days, strings.Join(got, "\n  "), strings.Join(step.api, "\n  "))
		}
		if slices.Sort(reported); !slices.Equal(reported, step.reported) {
			t.Errorf("on day %g: reports %q, want %q", step.days, reported, step.reported)
		}
	}
	if len(b.bad) > 0 {
		t.Error(b.bad)
	}
}

func TestWordPressWithoutTerm(t *testing.T) {
	first := collectionPage(t, 1, time.Time{})
	w := newWeb(t, map[string]http.HandlerFunc{first: items(1, "a", "b"), "ogp.example/documents/a/": linking(), "ogp.example/documents/b/": linking()})
	b := newBench(t, w, t.TempDir())
	b.Sources = []Source{wordPress}
	b.Sources[0].Term = Term{}
	wantLines(t, b.run(t), "fetched listing http://"+first, "fetched report http://ogp.example/documents/a/", "fetched report http://ogp.example/documents/b/")
}

// What keeps a collection from being walked is told, once and as optional where the source is.
func TestWordPressProblems(t *testing.T) {
	refuses := func(code int, name string) http.HandlerFunc {
		answer := inJSON(map[string]any{"code": name, "message": "No.", "data": map[string]any{"status": code}})
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(code)
			answer(w, r)
		}
	}
	lookup := lookupPage(t)
	turning := func(second http.HandlerFunc) map[string]http.HandlerFunc {
		return map[string]http.HandlerFunc{
			lookup: terms("irm-report"), collectionPage(t, 1, time.Time{}, "70"): items(2, "a"), collectionPage(t, 2, time.Time{}, "70"): second,
		}
	}
	for _, c := range []struct {
		name  string
		pages map[string]http.HandlerFunc
		want  string // code, and a word of the message
	}{
		{"locked", map[string]http.HandlerFunc{lookup: refuses(http.StatusUnauthorized, "rest_not_logged_in")}, "bad_api log in"},
		{"firewall", map[string]http.HandlerFunc{lookup: status(http.StatusForbidden)}, "bad_api locked"},
		{"no collection", map[string]http.HandlerFunc{lookup: refuses(http.StatusNotFound, "rest_no_route")}, "bad_api no such collection"},
		{"page instead", map[string]http.HandlerFunc{lookup: says("<html>Welcome</html>")}, "bad_api no JSON"},
		{"no such term", map[string]http.HandlerFunc{lookup: terms("other")}, "bad_api irm-report"},
		{"robots", map[string]http.HandlerFunc{"ogp.example/robots.txt": says("User-agent: *\nDisallow: /wp-json/\n")}, "source_unreachable robots.txt"},
		{"locked later", turning(refuses(http.StatusForbidden, "rest_forbidden")), "bad_api locked"},
		{"past the end", turning(refuses(http.StatusBadRequest, "rest_post_invalid_page_number")), ""},
		{"empty page", turning(items(2)), ""},
	} {
		for _, optional := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, optional %v", c.name, optional), func(t *testing.T) {
				w := newWeb(t, c.pages)
				b := newBench(t, w, t.TempDir())
				b.Sources = []Source{wordPress}
				b.Sources[0].Optional = optional
				b.run(t)
				if c.want == "" {
					if len(b.bad) > 0 {
						t.Errorf("%+v", b.bad)
					}
					return
				}
				code, words, _ := strings.Cut(c.want, " ")
				if len(b.bad) != 1 || b.bad[0].Code != code || !strings.Contains(b.bad[0].Message, words) || b.bad[0].Optional != optional || b.bad[0].Source != "api" {
					t.Errorf("%+v, want %s", b.bad, c.want)
				}
			})
		}
	}
}
