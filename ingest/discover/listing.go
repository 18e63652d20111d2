package discover

import (
	"regexp"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// Listing is what one page of a listing says.
type Listing struct {
	Links   []corpus.URL // once each, in order, whatever they lead to except traps (see isTrap)
	Next    corpus.URL   // "" when the page is the last
	Guessed bool         // Next is not a link of the page, but where listings have their next page
}

// ReadListing reads a page of a listing. Where the page has no paging at all, the next page is guessed, so that the walk
// ends with a page past the end, or with one that repeats what came before.
func ReadListing(payload []byte, at corpus.URL) Listing {
	d, ok := parse(payload, at, false)
	if !ok {
		return Listing{}
	}
	l := Listing{Links: d.followed()}
	l.Next, l.Guessed = d.next(at, len(l.Links) > 0)
	return l
}

// dataNext begins the names of attributes in which elements keep the next page for the script that loads it.
const dataNext = "data-next"

var dataNexts = []string{"data-next", "data-next-href", "data-next-link", "data-next-page", "data-next-url", "data-nextpage"}

// leads are the links of a page that may lead to its successor, by how plainly they say so. The first say it in the terms
// of HTML; links of carousels and of single posts can be classed and worded alike, so what is found by the others counts
// after the numbers of a pager, and what may mean "read more" only when it leads to the same list.
type leads struct {
	rel, named, more []corpus.URL
}

func (d *document) leads() leads {
	for i := range d.links {
		d.links[i].label()
	}
	return leads{
		rel:   d.addresses(isNext),
		named: append(d.addresses(ofNext|inNext), d.addresses(saysNext)...),
		more:  append(d.addresses(saysMore), d.dataLinks()...),
	}
}

// label marks a link by what its text or label says.
func (l *link) label() {
	if l.mark&isAnchor == 0 {
		return
	}
	l.mark |= says(textOf(l.node))
	for _, name := range [...]string{"aria-label", "title"} {
		if label, ok := attribute(l.node, name); ok {
			l.mark |= says(label)
		}
	}
}

// next finds the next page of a listing: by a link that leads on in the same list, by one that says so in the terms of
// HTML, by the numbers of a pager, by what a script would load, by what is worded like a link to it. Where nothing
// names a page of the list, and guess allows it, the next page is where listings have it.
func (d *document) next(at corpus.URL, guess bool) (next corpus.URL, guessed bool) {
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

// dataLinks returns the addresses that elements keep for the script which loads the next page.
func (d *document) dataLinks() []corpus.URL {
	var out []corpus.URL
	for _, n := range d.data {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, dataNext) && strings.ContainsAny(a.Val, "/?") {
				out = appendNew(out, d.base.resolve(a.Val))
			}
		}
	}
	return out
}

// dataNumber returns the number of the next page that elements keep for such a script, -1 when none does.
func (d *document) dataNumber() int {
	for _, e := range d.data {
		for _, a := range e.Attr {
			if n := numberIn(strings.TrimSpace(a.Val)); n >= 0 && strings.HasPrefix(a.Key, dataNext) {
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
func (d *document) numbered(here place) (numbered bool, next corpus.URL) {
	best := -1
	for a := range d.marked(isAnchor) {
		u := d.resolve(a)
		if u == "" || strings.HasPrefix(a.href, "#") || here.page < 0 && !mayBeNumbered(u) {
			continue
		}
		to := placeOf(u)
		if to.listing != here.listing || to.page == here.page {
			continue
		}
		if here.page < 0 && to.page <= 1 && (to.page == 0 || labelledOne.MatchString(strings.TrimSpace(textOf(a.node)))) {
			continue
		}
		numbered = true
		if to.page > here.page && (best < 0 || to.page < best) {
			best, next = to.page, u
		}
	}
	return numbered, next
}
