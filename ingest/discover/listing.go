package discover

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/irmtrail/irmtrail/corpus"
)

// Listing is what one page of a listing says.
type Listing struct {
	Links   []corpus.URL // once each, in order, whatever they lead to
	Next    corpus.URL   // "" when the page is the last
	Guessed bool         // Next is not a link of the page, but where listings of WordPress have their next page
}

// nextLinks finds the links by which a page names its successor, the plainest first.
var nextLinks = []string{"link[rel~=next]", "a[rel~=next]", "a.next", ".next > a", ".nav-previous a"}

// ReadListing reads a page of a listing. Where the page has no paging at all, the next page is guessed, so that the walk
// ends with a page past the end.
func ReadListing(payload []byte, at corpus.URL) Listing {
	d, ok := parse(payload, at)
	if !ok {
		return Listing{}
	}
	l := Listing{Links: d.links(d.Find("a[href]").Nodes)}
	numbered, last := d.pages(at)
	switch {
	case d.nextLink(at, &l.Next):
	case numbered:
		l.Next = last
	case len(l.Links) > 0:
		l.Next, l.Guessed = guess(at), true
	}
	return l
}

func (d document) nextLink(at corpus.URL, next *corpus.URL) bool {
	candidates := func(s *goquery.Selection) bool {
		for _, u := range d.links(s.Nodes) {
			if corpus.TargetKey(u) != corpus.TargetKey(at) {
				*next = u
				return true
			}
		}
		return false
	}
	for _, selector := range nextLinks {
		if candidates(d.Find(selector)) {
			return true
		}
	}
	return candidates(d.Find("a[href]").FilterFunction(func(_ int, a *goquery.Selection) bool {
		return says(a.Text(), nextWords()) || says(a.AttrOr("aria-label", ""), nextWords())
	}))
}

// pageNumber matches where an address names the page of a listing: "/page/12/", "?page=12", "&paged=12"; the number is
// group 1.
var pageNumber = regexp.MustCompile(`(?:/page/|[?&]paged?=)(\d{1,6})(?:[/&#]|$)`)

// pages looks at the links to other pages of the listing by number: whether there are any, and the one that follows.
func (d document) pages(at corpus.URL) (numbered bool, next corpus.URL) {
	current, stem := splitPage(at)
	best := 0
	for _, u := range d.links(d.Find("a[href]").Nodes) {
		if n, s := splitPage(u); s == stem && (n != 1 || current != 1) {
			numbered = true
			if n > current && (best == 0 || n < best) {
				best, next = n, u
			}
		}
	}
	return numbered, next
}

// splitPage returns the number of a listing's page, 1 when the address has none, and the address without it.
func splitPage(u corpus.URL) (number int, stem string) {
	key := corpus.TargetKey(u)
	m := pageNumber.FindStringSubmatchIndex(key)
	if m == nil {
		return 1, key
	}
	number, _ = strconv.Atoi(key[m[2]:m[3]])
	rest := strings.TrimPrefix(key[m[3]:], "/")
	if key[m[0]] == '?' {
		rest = strings.Replace(rest, "&", "?", 1)
	}
	return number, strings.TrimRight(key[:m[0]]+rest, "/?")
}

// guess returns the address of the next page as WordPress writes it: ".../page/2/".
func guess(at corpus.URL) corpus.URL {
	p, err := corpus.Parse(at)
	if err != nil {
		return ""
	}
	number, _ := splitPage(at)
	path := strings.TrimRight(p.Path, "/")
	if m := pageNumber.FindStringIndex(path + "/"); m != nil {
		path = path[:m[0]]
	}
	p.Path, p.RawPath = path+"/page/"+strconv.Itoa(number+1)+"/", ""
	return corpus.URL(p.String())
}
