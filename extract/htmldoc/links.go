package htmldoc

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/chrome"
)

// noteName matches fragments that text processors and plugins make up for notes and markers, which no author gives to a
// place of another kind: "_ftn1", "_ednref12", "ftnt_ref4", "sdfootnote1sym", "footnote-114", "easy-footnote-bottom-1-77".
var noteName = regexp.MustCompile(`(?i)^_?(?:ftn|edn|ftnref|ednref|ftnt|ftnt_ref|fn|fnref)[-_:]?\d+$|foot-?note|end-?note`)

// link returns what an href points to, as a span holds it: "#name" for a place in this page, an absolute http or https
// URL, or "" for anything else.
func (p *page) link(href string) string {
	href = strings.TrimSpace(href)
	if href == "" {
		return ""
	}
	if href[0] == '#' {
		return p.place(href[1:])
	}
	u, err := url.Parse(strings.Map(dropControls, href))
	if err != nil {
		return asWritten(href)
	}
	if u.Fragment != "" && p.isHere(u) {
		return p.place(u.EscapedFragment())
	}
	absolute := isWeb(u)
	if p.base != nil {
		u = p.base.ResolveReference(u)
	}
	if !isWeb(u) {
		return ""
	}
	if u.Fragment != "" && p.self[selfKey(u)] {
		return p.place(u.EscapedFragment())
	}
	if target := string(corpus.Unwrap(corpus.URL(u.String()))); target != u.String() {
		return target
	}
	if absolute {
		return strings.Map(dropControls, href) // as written: a URL makes escapes of its own
	}
	return u.String()
}

// dropControls takes out what browsers take out of addresses.
func dropControls(r rune) rune {
	if r == '\n' || r == '\r' || r == '\t' {
		return -1
	}
	return r
}

// asWritten keeps an address that is no URL by the letter ("https://x.org/100%-free") where it is absolute.
func asWritten(href string) string {
	if lower := strings.ToLower(href); strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") {
		return href
	}
	return ""
}

// isHere reports whether a URL with a fragment means this page although its address is another one. Text that was pasted
// carries the address of where it was copied from: a file ("file:///C:/Users/x/report.htm#_ftn1"), a GUID
// ("//6CB562CC-4A65-4CD0-8144-1E6C10100E4E#_ftnref1"), an earlier address of the page.
func (p *page) isHere(u *url.URL) bool {
	_, exists := p.ids[u.Fragment]
	note := noteName.MatchString(u.Fragment)
	switch {
	case u.Scheme == "http" || u.Scheme == "https":
		return note && exists
	case u.Scheme != "":
		return note || exists
	case u.Host != "":
		return note && (exists || !strings.Contains(u.Host, "."))
	case p.base == nil:
		return exists || note
	}
	return note && exists
}

// place returns the link to a place in the page, with the name as the page writes it.
func (p *page) place(fragment string) string {
	if fragment == "" {
		return ""
	}
	if _, ok := p.ids[fragment]; !ok {
		if plain, err := url.PathUnescape(fragment); err == nil {
			fragment = plain
		}
	}
	return "#" + fragment
}

func isWeb(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// selfKey is equal for two addresses of one page: scheme, www, a slash at the end and the fragment do not count.
func selfKey(u *url.URL) string {
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	key := host + strings.TrimSuffix(u.Path, "/")
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return key
}

// resolve returns the absolute web address of an href of the head, or nil.
func (p *page) resolve(href string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || href == "" {
		return nil
	}
	if p.base != nil {
		u = p.base.ResolveReference(u)
	}
	if !isWeb(u) {
		return nil
	}
	return u
}

// marker matches the whole text of a footnote marker: "[2]", "12", "(iv)", "*", "†", "[a]". Roman numerals are spelt out,
// since "civil" is made of their letters.
var marker = regexp.MustCompile(`^[\[(]?\s?(?:\d{1,4}|` + romanNumeral + `|` + strings.ToUpper(romanNumeral) + `|[a-z]|[*†‡§¶]{1,4})\s?[\])]?\.?$`)

// romanNumeral matches 1 to 399: "iv", "xlii", "cxi".
const romanNumeral = `c{0,3}(?:xc|xl|lx{0,3}|x{1,3})(?:ix|iv|vi{0,3}|i{0,3})|c{0,3}(?:ix|iv|vi{0,3}|i{1,3})`

// label returns what a marker shows without its brackets: "2" for "[2]".
func label(text string) string { return strings.Trim(text, " \u00a0[]().") }

// findTargets remembers the blocks that markers of the page point at, so that pruning spares them: a list of notes may
// stand in an aside or a footer that nothing names.
func (p *page) findTargets() {
	for n := range p.body.Descendants() {
		if n.DataAtom != atom.A || !p.isMarker(n) {
			continue
		}
		name, ok := strings.CutPrefix(p.link(attr(n, "href")), "#")
		if !ok || inside(n, atom.Nav) {
			continue
		}
		if t := p.ids[name]; t != nil {
			b := blockOf(t)
			p.targets = append(p.targets, b)
			p.hold(b)
		}
	}
}

// blockOf returns the nearest block around an element, or the element itself where it is one. A cell stands for its row,
// an item for itself.
func blockOf(n *html.Node) *html.Node {
	for n.Parent != nil && (!block[n.DataAtom] || n.DataAtom == atom.Td || n.DataAtom == atom.Th) {
		n = n.Parent
	}
	return n
}

// isBack reports whether an element only leads from a note back to its marker.
func (p *page) isBack(n *html.Node) bool {
	class := p.class(n)
	if n.DataAtom != atom.A && !class.Has(chrome.BackLink) || p.size[n] > 80 {
		return false
	}
	text := p.text(n)
	if n.DataAtom == atom.A && !strings.HasPrefix(p.link(attr(n, "href")), "http") && p.words.Back(text) {
		return true
	}
	// Pandoc and others wrap the arrow; Wikipedia puts "^ a b c" there. A number is the note's own and stays.
	return class.Has(chrome.BackLink) && !strings.ContainsAny(text, "0123456789")
}
