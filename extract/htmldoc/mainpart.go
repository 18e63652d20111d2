package htmldoc

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/extract/chrome"
)

// parts returns the elements that hold the page's text, in order: the main part, and notes that stand outside it. The main
// part is the largest <main> (or role=main), else <article>, else element that its name calls the content, that has half
// of what pruning left over; else the whole body.
func (p *page) parts() []*html.Node {
	sizes := map[*html.Node]int{}
	p.measure(p.body, sizes)
	var best [3]*html.Node // by tier
	for n := range p.body.Descendants() {
		if tier := p.tier(n); tier >= 0 && (best[tier] == nil || sizes[n] > sizes[best[tier]]) {
			best[tier] = n
		}
	}
	for _, m := range best {
		if m == nil {
			continue
		}
		outside := p.outside(m)
		total := sizes[p.body]
		for _, n := range outside {
			total -= sizes[n]
		}
		if sizes[m]*2 >= total {
			return inOrder(p.body, append(outside, m))
		}
	}
	return []*html.Node{p.body}
}

// tier returns how plainly an element is the main part, 0 best; -1 when it is not.
func (p *page) tier(n *html.Node) int {
	switch {
	case n.Type != html.ElementNode:
		return -1
	case n.DataAtom == atom.Main || attr(n, "role") == "main":
		return 0
	case n.DataAtom == atom.Article:
		return 1
	case block[n.DataAtom] && p.class(n).Has(chrome.Main):
		return 2
	}
	return -1
}

// measure is index without the indexing, after pruning.
func (p *page) measure(n *html.Node, sizes map[*html.Node]int) int {
	total := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			total += dense(c.Data)
		} else if c.Type == html.ElementNode {
			total += p.measure(c, sizes)
		}
	}
	sizes[n] = total
	return total
}

// outside returns the outermost elements outside the main part that belong to the text: what the markup calls notes, if it looks
// like notes, the lists or blocks that markers point at, and boxes of facts.
func (p *page) outside(main *html.Node) []*html.Node {
	found := map[*html.Node]bool{}
	for n := range p.notes {
		if looksLikeNotes(n) {
			found[n] = true
		}
	}
	for _, t := range p.targets {
		found[listOf(t)] = true
	}
	for n := range p.facts {
		found[n] = true
	}
	var out []*html.Node
	for n := range found {
		if !within(n, p.body) || within(n, main) || within(main, n) {
			continue
		}
		outermost := true
		for q := n.Parent; q != nil; q = q.Parent {
			outermost = outermost && !found[q]
		}
		if outermost {
			out = append(out, n)
		}
	}
	return out
}

// looksLikeNotes tells a list of notes from a site's "footnote" with its copyright: it has items, or places to link to.
func looksLikeNotes(n *html.Node) bool {
	if len(names(n)) > 0 && noteID.MatchString(names(n)[0]) {
		return true
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.Li || len(names(d)) > 0 {
			return true
		}
	}
	return n.DataAtom == atom.Ol || n.DataAtom == atom.Li
}

// listOf returns the list that an item stands in, so that the item keeps its number, or the element itself.
func listOf(n *html.Node) *html.Node {
	if n.DataAtom == atom.Li && n.Parent != nil && (n.Parent.DataAtom == atom.Ol || n.Parent.DataAtom == atom.Ul) {
		return n.Parent
	}
	return n
}

// inOrder sorts elements as they stand in the page.
func inOrder(body *html.Node, elements []*html.Node) []*html.Node {
	want := map[*html.Node]bool{}
	for _, e := range elements {
		want[e] = true
	}
	var out []*html.Node
	for n := range body.Descendants() {
		if want[n] {
			out = append(out, n)
		}
	}
	return out
}
