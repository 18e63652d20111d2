package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/index"
)

// facetsShown is how many values of a field a page shows before "more".
const facetsShown = 8

// facetGroup is the values of one field, as links that set or clear them.
type facetGroup struct {
	Title string
	Items []facetItem
	Rest  []facetItem // behind "more"
}

type facetItem struct {
	Label  string
	Count  int
	URL    string
	Active bool
}

// filterLink is an active filter, as a link that clears it.
type filterLink struct{ Label, URL string }

// filters is the query of a page with a list: what is asked for, and addresses that ask for something else.
type filters struct {
	path   string
	values url.Values // without empty ones and without the page
}

// filterNames are the parameters that the pages keep, in the order in which they are shown.
var filterNames = []string{"kind", "country", "type", "language", "from", "to", "report", "state"}

func filtersOf(path string, query url.Values) filters {
	f := filters{path, url.Values{}}
	for _, name := range append([]string{"q"}, filterNames...) {
		for _, v := range query[name] {
			if name == "country" {
				v = strings.ToUpper(v)
			}
			if v != "" && !slices.Contains(f.values[name], v) {
				f.values.Add(name, v)
			}
		}
	}
	return f
}

func (f filters) address(v url.Values) string {
	if len(v) == 0 {
		return f.path
	}
	return f.path + "?" + v.Encode()
}

func (f filters) copied() url.Values {
	out := maps.Clone(f.values)
	for name, v := range out {
		out[name] = slices.Clone(v)
	}
	return out
}

// toggled returns the address with the value of a field added, or taken away when it is there.
func (f filters) toggled(name, value string) string {
	v := f.copied()
	if i := slices.Index(v[name], value); i >= 0 {
		v[name] = slices.Delete(v[name], i, i+1)
	} else {
		v.Add(name, value)
	}
	if len(v[name]) == 0 {
		v.Del(name)
	}
	return f.address(v)
}

// year returns the address with the plans of one year, or without years when it is that year already.
func (f filters) year(value string) string {
	v := f.copied()
	if f.isYear(value) {
		v.Del("from")
		v.Del("to")
	} else {
		v.Set("from", value)
		v.Set("to", value)
	}
	return f.address(v)
}

func (f filters) isYear(value string) bool {
	return f.values.Get("from") == value && f.values.Get("to") == value
}

// page returns the address of a page of the same list, from 1.
func (f filters) page(n int) string {
	v := f.copied()
	if n > 1 {
		v.Set("page", strconv.Itoa(n))
	}
	return f.address(v)
}

// cleared returns the address with the words only.
func (f filters) cleared() string {
	v := url.Values{}
	if q := f.values.Get("q"); q != "" {
		v.Set("q", q)
	}
	return f.address(v)
}

// hidden returns the filters for a form that asks for other words.
func (f filters) hidden() []pair {
	var out []pair
	for _, name := range filterNames {
		for _, v := range f.values[name] {
			out = append(out, pair{name, v})
		}
	}
	return out
}

// paging is the links to the pages before and behind.
type paging struct {
	Page           int
	Previous, Next string
}

func (f filters) paging(n int, more bool) paging {
	p := paging{Page: n}
	if n > 1 {
		p.Previous = f.page(n - 1)
	}
	if more {
		p.Next = f.page(n + 1)
	}
	return p
}

// groups turns counts into links, for the fields named.
func (s *site) groups(f filters, l *reportList, counts map[string][]index.Facet, fields ...string) []facetGroup {
	var out []facetGroup
	for _, field := range fields {
		g := facetGroup{Title: s.pages.words.must("facet." + field)}
		for i, c := range counts[field] {
			item := facetItem{Label: s.valueLabel(l, field, c.Value), Count: c.Count, Active: slices.Contains(f.values[field], c.Value)}
			item.URL = f.toggled(field, c.Value)
			if field == "year" {
				item.URL, item.Active = f.year(c.Value), f.isYear(c.Value)
			}
			if i < facetsShown || item.Active {
				g.Items = append(g.Items, item)
			} else {
				g.Rest = append(g.Rest, item)
			}
		}
		out = append(out, g)
	}
	return out
}

// valueLabel returns the words for a value of a filter.
func (s *site) valueLabel(l *reportList, field, value string) string {
	switch field {
	case "country":
		if name, ok := l.country[value]; ok {
			return name
		}
		return value
	case "language":
		return s.pages.words.language(value)
	case "year":
		return value
	case "from", "to":
		return s.pages.words.must("search."+field, value)
	case "report":
		return s.pages.words.must("search.in_report", reportTitle(l, value))
	}
	return s.pages.words.label(field, value)
}

// active returns the filters that are set, as links that clear them.
func (s *site) active(f filters, l *reportList) []filterLink {
	var out []filterLink
	for _, name := range filterNames {
		for _, v := range f.values[name] {
			if (name == "from" || name == "to") && f.isYear(v) {
				if name == "from" {
					out = append(out, filterLink{v, f.year(v)})
				}
				continue
			}
			out = append(out, filterLink{s.valueLabel(l, name, v), f.toggled(name, v)})
		}
	}
	return out
}
