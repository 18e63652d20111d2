package discover

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
)

// paging is quirks/paging.yaml.
type paging struct {
	Pages    []string
	Items    []string
	Names    []string
	Segments []string
	Next     []string
	Around   []string

	name *regexp.Regexp
}

var knownPaging = sync.OnceValue(func() paging {
	p := embedded[paging](quirkFiles, "quirks/paging.yaml")
	p.name = regexp.MustCompile("^" + anyOf(p.Names).String() + "$")
	return p
})

// numbers reports whether a parameter of a query is the number of a page, and whether that counts items.
func (p paging) numbers(name string) (ok, items bool) {
	name = strings.ToLower(name)
	items = slices.Contains(p.Items, name)
	return items || slices.Contains(p.Pages, name) || p.name.MatchString(name), items
}

// place says which page of which listing an address is.
type place struct {
	listing string // key of the address without the number
	page    int    // as the address counts, by pages or by items, from 0 or from 1; -1 when it has no number
	items   bool   // it counts items
	path    string // host and path of the address without the number
}

// next returns the number of the page that follows. Listings without a number are the first page of those that count
// from 1.
func (p place) next() int {
	if p.page < 0 {
		return 2
	}
	return p.page + 1
}

// near reports whether an address is beside another or just below it: "/reports/index2.html" and "/reports/index.html".
func (p place) near(other place) bool {
	above, _ := cutLast(p.path)
	otherAbove, _ := cutLast(other.path)
	return above == other.path || above == otherAbove
}

// beside reports whether two addresses differ in their queries only: "/list?cursor=a" and "/list?cursor=b".
func (p place) beside(other place) bool { return p.path == other.path }

// placeOf reads the number of a page in an address: "/page/2/", "?page=2", "?lang=es&paged=2", "?offset=20".
func placeOf(u corpus.URL) place {
	key := corpus.TargetKey(u)
	p, err := url.Parse(key)
	if err != nil {
		return place{listing: key, page: -1, path: key}
	}
	number, items := -1, false
	if start, n := numberInPath(p.Path); start >= 0 {
		number = n
		p.Path, p.RawPath = p.Path[:start], ""
	}
	var kept []string
	for part := range strings.SplitSeq(p.RawQuery, "&") {
		name, value, _ := strings.Cut(part, "=")
		if ok, counts := knownPaging().numbers(name); ok && numberIn(value) >= 0 {
			if number < 0 {
				number, items = numberIn(value), counts
			}
			continue
		}
		kept = append(kept, part)
	}
	p.RawQuery = ""
	path := strings.TrimRight(p.String(), "/")
	return place{listing: path + "?" + strings.Join(kept, "&"), page: number, items: items, path: path}
}

// mayBeNumbered reports whether [placeOf] can find a number in an address: not where it has no query and no escapes, and
// no number for its last segment.
func mayBeNumbered(u corpus.URL) bool {
	rest, ok := ordinary(string(u))
	if !ok {
		return true
	}
	_, last := cutLast(strings.TrimRight(rest, "/"))
	return numberIn(last) >= 0
}

// numberInPath finds the number of a page at the end of a path, "/list/page/2/", and where the part that states it
// starts, -1 when there is none.
func numberInPath(path string) (start, number int) {
	trimmed := strings.TrimRight(path, "/")
	before, last := cutLast(trimmed)
	stem, word := cutLast(before)
	if n := numberIn(last); n >= 0 && slices.Contains(knownPaging().Segments, strings.ToLower(word)) {
		return len(stem), n
	}
	return -1, -1
}

// cutLast cuts a path before its last segment: "/list/page" into "/list" and "page".
func cutLast(path string) (before, last string) {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}

// numberIn returns the number that a text is, -1 when it is none or has more than 7 digits.
func numberIn(s string) int {
	if s == "" || len(s) > 7 || strings.Trim(s, "0123456789") != "" {
		return -1
	}
	n, _ := strconv.Atoi(s) // digits only
	return n
}

// page returns the address of a page of the listing that an address is a page of, numbered as that numbers itself, or as
// WordPress does where it has no number: ".../page/2/".
func page(at corpus.URL, n int) corpus.URL {
	p, err := corpus.Parse(at)
	if err != nil {
		return ""
	}
	if start, _ := numberInPath(p.Path); start >= 0 {
		before, _ := cutLast(strings.TrimRight(p.Path, "/"))
		p.Path, p.RawPath = before+"/"+strconv.Itoa(n)+"/", ""
		return corpus.URL(p.String())
	}
	for part := range strings.SplitSeq(p.RawQuery, "&") {
		name, value, _ := strings.Cut(part, "=")
		if ok, _ := knownPaging().numbers(name); ok && numberIn(value) >= 0 {
			return corpus.URL(withParameter(p, name, n).String())
		}
	}
	p.Path, p.RawPath = strings.TrimRight(p.Path, "/")+"/page/"+strconv.Itoa(n)+"/", ""
	return corpus.URL(p.String())
}

// withParameter returns an address with the first parameter of a name set to a number, the others as they were.
func withParameter(p *url.URL, name string, n int) *url.URL {
	set := name + "=" + strconv.Itoa(n)
	var parts []string
	if p.RawQuery != "" {
		parts = strings.Split(p.RawQuery, "&")
	}
	i := slices.IndexFunc(parts, func(part string) bool { return part == name || strings.HasPrefix(part, name+"=") })
	if i < 0 {
		parts = append(parts, set)
	} else {
		parts[i] = set
	}
	out := *p
	out.RawQuery = strings.Join(parts, "&")
	return &out
}
