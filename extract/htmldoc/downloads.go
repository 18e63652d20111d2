package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/chrome"
)

// takeDownloads takes the lists of files to download out of the page and returns their links, each once: what stands under
// a heading "Downloads", and elements that their name calls downloads, as long as most of their text is links. Lists of other
// pages ("Read next") are found in the same way and thrown away.
func (p *page) takeDownloads() []corpus.Link {
	var out []corpus.Link
	seen := map[string]bool{}
	spent := map[*html.Node]bool{}
	take := func(nodes []*html.Node) {
		for _, n := range nodes {
			for _, l := range p.webLinks(n) {
				if !seen[string(l.URL)] {
					seen[string(l.URL)] = true
					out = append(out, l)
				}
			}
			spent[n] = true
		}
	}
	for n := range p.body.Descendants() {
		if n.Type != html.ElementNode || inOneOf(n, spent) || p.holds[n] {
			continue
		}
		if block[n.DataAtom] && p.class(n).Has(chrome.Download) && p.isLinks(n) {
			take([]*html.Node{n})
			continue
		}
		if p.size[n] == 0 || p.size[n] > 60 || !mayHead(n) {
			continue
		}
		switch p.words.Line(p.text(n)) {
		case chrome.Downloads:
			take(p.under(n))
		case chrome.Related:
			for _, r := range p.under(n) {
				spent[r] = true
			}
		}
	}
	for n := range spent {
		remove(n)
	}
	return out
}

// inOneOf reports whether an element is in one of several.
func inOneOf(n *html.Node, around map[*html.Node]bool) bool {
	for ; n != nil; n = n.Parent {
		if around[n] {
			return true
		}
	}
	return false
}

// mayHead reports whether an element can head a list of downloads.
func mayHead(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.P, atom.Div, atom.Dt, atom.Summary, atom.Strong, atom.B, atom.Legend:
		return true
	}
	return false
}

// under returns the heading and what it heads: the element around, where that holds little but links, or the siblings up to
// the next heading or the first that holds text. Nothing when no links follow.
func (p *page) under(heading *html.Node) []*html.Node {
	top := heading
	for top.Parent != nil && top.Parent != p.body && p.size[top.Parent] == p.size[heading] {
		top = top.Parent // a heading wrapped in elements of its own
	}
	if a := find(top, atom.A); a != nil && p.link(attr(a, "href")) != "" && p.isLinks(top) {
		return []*html.Node{top} // "Download" is itself the link
	}
	if around := top.Parent; around != nil && around != p.body && !p.holdsMain(around) && p.isLinks(around) {
		return []*html.Node{around}
	}
	out := []*html.Node{top}
	links := 0
	for n := top.NextSibling; n != nil; n = n.NextSibling {
		if n.Type != html.ElementNode {
			continue
		}
		if headingLevel(n) > 0 || p.holds[n] || p.size[n] > 0 && !p.isLinks(n) || p.isFiling(n) {
			break
		}
		links += len(p.webLinks(n))
		out = append(out, n)
	}
	if links == 0 {
		return nil
	}
	return out
}

// isLinks reports whether at least half of an element's text is in web links, the word "Downloads" itself not counted.
func (p *page) isLinks(n *html.Node) bool {
	known, ok := p.linked[n]
	if !ok {
		known = p.countLinks(n)
		p.linked[n] = known
	}
	return known
}

func (p *page) countLinks(n *html.Node) bool {
	linked, heads := 0, 0
	for d := range n.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		if d.DataAtom == atom.A {
			if leadsAway(attr(d, "href")) {
				linked += max(1, p.size[d])
			}
		} else if role := chrome.Text; p.size[d] <= 60 && mayHead(d) {
			if role = p.words.Line(p.text(d)); role == chrome.Downloads || role == chrome.Related {
				heads = max(heads, p.size[d])
			}
		}
	}
	return linked > 0 && linked*2 >= p.size[n]-heads
}

// leadsAway reports whether a link leads to another page or a file, be its address complete or not.
func leadsAway(href string) bool {
	href = strings.ToLower(strings.TrimSpace(href))
	return href != "" && href[0] != '#' && !strings.HasPrefix(href, "javascript:") && !strings.HasPrefix(href, "mailto:")
}

// isFiling reports whether an element is a line such as "Filed under: IRM", whose links are no files.
func (p *page) isFiling(n *html.Node) bool {
	return p.words.Line(p.text(n)) == chrome.Furniture || p.class(n).Has(chrome.Clutter)
}

// webLinks returns the links of an element to other pages and files.
func (p *page) webLinks(n *html.Node) []corpus.Link {
	var out []corpus.Link
	add := func(d *html.Node) {
		if d.DataAtom != atom.A || p.isFiling(blockOf(d)) {
			return
		}
		if l := p.link(attr(d, "href")); l != "" && l[0] != '#' {
			out = append(out, corpus.Link{URL: corpus.URL(l), Text: p.text(d)})
		}
	}
	add(n)
	for d := range n.Descendants() {
		add(d)
	}
	return out
}
