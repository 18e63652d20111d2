package discover

import (
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/irmtrail/irmtrail/corpus"
)

// Listing is what one page of a listing says.
type Listing struct {
	Links   []corpus.URL // once each, in order, whatever they lead to except traps ([IsTrap])
	Next    corpus.URL   // "" when the page is the last
	Guessed bool         // Next is not a link of the page, but where listings have their next page
}

// ReadListing reads a page of a listing. Where the page has no paging at all, the next page is guessed, so that the walk
// ends with a page past the end, or with one that repeats what came before.
func ReadListing(payload []byte, at corpus.URL) Listing {
	d, ok := parse(payload, at)
	if !ok {
		return Listing{}
	}
	l := Listing{Links: d.followed()}
	l.Next, l.Guessed = d.next(at, len(l.Links) > 0)
	return l
}

// The ways in which pages name their successor. The first two say it in the terms of HTML; links of carousels and of single
// posts can be classed and worded alike, so what is found by the others counts after the numbers of a pager, and what may
// mean "read more" only when it leads to the same list.
const (
	relNext   = "link[rel~=next][href], a[rel~=next][href]"
	classNext = "a.next[href], .next > a[href], .nav-previous a[href], .pager-next a[href], .pagination-next a[href]"
	dataNext  = "[data-next], [data-next-url], [data-next-page], [data-nextpage], [data-next-link], [data-next-href]"
)

// leads are the links of a page that may lead to its successor, by how plainly they say so.
type leads struct {
	rel, named, more []corpus.URL
}

func (d document) leads() leads {
	return leads{
		rel:   d.links(d.Find(relNext).Nodes),
		named: append(d.links(d.Find(classNext).Nodes), d.links(d.worded(words().Next).Nodes)...),
		more:  append(d.links(d.worded(words().More).Nodes), d.dataLinks()...),
	}
}

// next finds the next page of a listing: by a link that leads on in the same list, by one that says so in the terms of
// HTML, by the numbers of a pager, by what a script would load, by what is worded like a link to it. Where nothing
// names a page of the list, and guess allows it, the next page is where listings have it.
func (d document) next(at corpus.URL, guess bool) (next corpus.URL, guessed bool) {
	here, l := placeOf(at), d.leads()
	onward, paging := l.onward(here)
	if onward != "" {
		return onward, false
	}
	if u := other(l.rel, here, anywhere); u != "" {
		return u, false
	}
	if numbered, u := d.numbered(here); numbered {
		return u, false
	}
	if d.dataNumber() == here.next() {
		return page(at, here.next()), true
	}
	if u := other(l.named, here, place.near); u != "" {
		return u, false
	}
	if u := other(l.more, here, place.beside); u != "" {
		return u, false
	}
	if paging || !guess || here.items { // the number of items on a page is not known
		return "", false
	}
	return page(at, here.next()), true
}

// onward returns the first link that leads on in the list, and whether any leads to a page of it: the last page can lead
// to itself or to the first.
func (l leads) onward(here place) (next corpus.URL, paging bool) {
	for _, u := range slices.Concat(l.rel, l.named, l.more) {
		to := placeOf(u)
		if to.listing == here.listing && to.page > here.page {
			return u, true
		}
		paging = paging || to.listing == here.listing
	}
	return "", paging
}

// other returns the first address that is no page of the list by its number, but stands to it as asked: lists can name
// their pages in ways of their own.
func other(candidates []corpus.URL, here place, stands func(to, here place) bool) corpus.URL {
	for _, u := range candidates {
		if to := placeOf(u); to.listing != here.listing && stands(to, here) {
			return u
		}
	}
	return ""
}

func anywhere(_, _ place) bool { return true }

// worded finds the links whose text or label is one of the phrases.
func (d document) worded(phrases []string) *goquery.Selection {
	return d.Find("a[href]").FilterFunction(func(_ int, a *goquery.Selection) bool {
		return says(textOf(a.Nodes[0]), phrases) || says(a.AttrOr("aria-label", ""), phrases) || says(a.AttrOr("title", ""), phrases)
	})
}

// dataLinks returns the addresses that elements keep for the script which loads the next page.
func (d document) dataLinks() []corpus.URL {
	var out []corpus.URL
	for _, n := range d.Find(dataNext).Nodes {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "data-next") && strings.ContainsAny(a.Val, "/?") {
				out = appendNew(out, d.resolve(a.Val))
			}
		}
	}
	return out
}

// dataNumber returns the number of the next page that elements keep for such a script, -1 when none does.
func (d document) dataNumber() int {
	for _, e := range d.Find(dataNext).Nodes {
		for _, a := range e.Attr {
			if n := numberIn(strings.TrimSpace(a.Val)); n >= 0 && strings.HasPrefix(a.Key, "data-next") {
				return n
			}
		}
	}
	return -1
}

// labelledOne matches the label of a link to the first page, "1" or "Page 1".
var labelledOne = regexp.MustCompile(`(?:^|\D)1$`)

// numbered looks at the links to other pages of the listing by number: whether there are any, and the one that follows.
//
// The first page often has no number, and its successor the number 1 (Drupal counts from 0) or 2. Where a link
// leads from there to the page 1, its label tells whether that is the successor.
func (d document) numbered(here place) (numbered bool, next corpus.URL) {
	best := -1
	links := d.Find("a[href]").Nodes
	for _, a := range links[:min(len(links), maxLinks)] {
		href, _ := attribute(a, "href")
		u := d.resolve(href)
		if u == "" || strings.HasPrefix(href, "#") {
			continue
		}
		to := placeOf(u)
		if to.listing != here.listing || to.page == here.page {
			continue
		}
		if here.page < 0 && to.page <= 1 && (to.page == 0 || labelledOne.MatchString(strings.TrimSpace(textOf(a)))) {
			continue
		}
		numbered = true
		if to.page > here.page && (best < 0 || to.page < best) {
			best, next = to.page, u
		}
	}
	return numbered, next
}
