package htmldoc

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/extract/chrome"
)

// factPage matches the addresses of pages that set the facts which they are about into a box beside the text: those of
// commitments on the OGP site, "/members/mexico/commitments/MX0075/".
var factPage = regexp.MustCompile(`(?i)/members/[^/?#]+/commitments/[a-z]{2,3}\d{3,5}/?$`)

// holdFacts keeps the boxes of facts on a page that is about them, which pruning would take for sidebars.
func (p *page) holdFacts() {
	if p.base == nil || !factPage.MatchString(p.base.Path) {
		return
	}
	for n := range p.body.Descendants() {
		if n.Type == html.ElementNode && (n.DataAtom == atom.Aside || p.class(n).Has(chrome.Clutter)) && holdsFact(n) {
			p.facts[n] = true
			p.hold(n)
		}
	}
}

// holdsFact reports whether an element holds the label of a fact: a term of a list, the head of a row, bold words with a colon.
func holdsFact(n *html.Node) bool {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Dt, atom.Th:
			return true
		case atom.B, atom.Strong:
			if last := d.LastChild; last != nil && last.Type == html.TextNode && strings.HasSuffix(strings.TrimSpace(last.Data), ":") {
				return true
			}
		}
	}
	return false
}
