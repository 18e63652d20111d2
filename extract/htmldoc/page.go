package htmldoc

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
	"github.com/irmtrail/irmtrail/extract/chrome"
)

// page is a parsed page with what is asked of it again and again.
type page struct {
	words *chrome.Data
	root  *html.Node
	body  *html.Node
	base  *url.URL        // that references are resolved against; nil unknown
	self  map[string]bool // the page's own addresses, as selfKey writes them
	site  string          // the site's name, as the head states it

	ids     map[string]*html.Node   // the first element of each id or a[name]
	size    map[*html.Node]int      // bytes of text in an element, white space and scripts not counted
	notes   map[*html.Node]bool     // elements that the markup calls footnotes
	holds   map[*html.Node]bool     // elements with such notes, or with targets of markers, inside; and these themselves
	targets []*html.Node            // blocks that markers point at
	facts   map[*html.Node]bool     // boxes of facts that belong to the text
	titled  map[*html.Node]bool     // elements with an h1 inside
	marks   map[*html.Node]string   // what is drawn in cells that have no text
	linked  map[*html.Node]bool     // what isLinks found
	links   map[*html.Node]string   // links that the markup lacks: marker to the anchor of a note that a tooltip held
	names   map[string]chrome.Class // classes by attribute, since pages repeat them
}

func newPage(root *html.Node, base corpus.URL) *page {
	p := &page{
		words: chrome.Load(), root: root, self: map[string]bool{}, ids: map[string]*html.Node{}, size: map[*html.Node]int{},
		notes: map[*html.Node]bool{}, holds: map[*html.Node]bool{}, marks: map[*html.Node]string{}, titled: map[*html.Node]bool{}, linked: map[*html.Node]bool{}, links: map[*html.Node]string{}, names: map[string]chrome.Class{},
		facts: map[*html.Node]bool{},
	}
	if u, err := url.Parse(string(base)); err == nil && isWeb(u) {
		p.base = u
	}
	p.body = find(root, atom.Body)
	if p.body == nil { // a frameset
		p.body = root
	}
	p.index(p.body)
	return p
}

// find returns the first element of a kind, or nil.
func find(n *html.Node, a atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.DataAtom == a && d.Type == html.ElementNode && d.Namespace == "" {
			return d
		}
	}
	return nil
}

// index fills ids, sizes and notes below n and returns its size.
func (p *page) index(n *html.Node) int {
	total := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			total += dense(c.Data)
		case c.Type == html.ElementNode && unseen[c.DataAtom]:
		case c.Type == html.ElementNode:
			total += p.index(c)
		}
	}
	p.size[n] = total
	for _, name := range names(n) {
		if p.ids[name] == nil {
			p.ids[name] = n
		}
	}
	if n.DataAtom == atom.H1 {
		for q := n; q != nil && !p.titled[q]; q = q.Parent {
			p.titled[q] = true
		}
	}
	if p.isNotes(n) {
		p.notes[n] = true
		p.hold(n)
	}
	return total
}

// hold marks an element and what is around it as holding notes.
func (p *page) hold(n *html.Node) {
	for ; n != nil && !p.holds[n]; n = n.Parent {
		p.holds[n] = true
	}
}

// dense counts the bytes of a text without white space.
func dense(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] > ' ' {
			n++
		}
	}
	return n
}

// names returns the names that links can use for an element: its id, and the name of an <a>.
func names(n *html.Node) []string {
	var out []string
	for _, a := range n.Attr {
		if a.Val == "" || a.Namespace != "" {
			continue
		}
		if a.Key == "id" || a.Key == "name" && n.DataAtom == atom.A {
			if len(out) == 0 || out[0] != a.Val {
				out = append(out, a.Val)
			}
		}
	}
	return out
}

// unseen are elements whose text is never shown as part of the page.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Svg: true, atom.Iframe: true, atom.Object: true, atom.Embed: true,
	atom.Audio: true, atom.Video: true, atom.Canvas: true, atom.Map: true, atom.Input: true, atom.Select: true, atom.Textarea: true,
	atom.Datalist: true, atom.Meta: true, atom.Link: true, atom.Title: true, atom.Head: true, atom.Noembed: true, atom.Noframes: true,
	atom.Applet: true, atom.Progress: true, atom.Meter: true, atom.Annotation: true, atom.AnnotationXml: true,
}

// block are elements that begin and end a block of text.
var block = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Caption: true, atom.Center: true,
	atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Dir: true, atom.Div: true, atom.Dl: true, atom.Dt: true,
	atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true, atom.Footer: true, atom.Form: true, atom.Frameset: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true, atom.Hgroup: true,
	atom.Html: true, atom.Legend: true, atom.Li: true, atom.Main: true, atom.Menu: true, atom.Nav: true, atom.Noscript: true, atom.Ol: true,
	atom.Optgroup: true, atom.Option: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Summary: true, atom.Table: true,
	atom.Tbody: true, atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Tr: true, atom.Ul: true, atom.Hr: true,
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return true
		}
	}
	return false
}

// longestNames is the longest class attribute that is looked at, in bytes.
const longestNames = 4096

// class returns what class and id of an element say of it.
func (p *page) class(n *html.Node) chrome.Class {
	var c chrome.Class
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || a.Val == "" || len(a.Val) > longestNames {
			continue
		}
		known, ok := p.names[a.Val]
		if !ok {
			known = p.words.Names(a.Val)
			p.names[a.Val] = known
		}
		c |= known
	}
	return c
}

// noteID matches the ids that Word, LibreOffice and Google Docs give to one note: "ftn1", "_edn12", "sdfootnote3", "ftnt4".
var noteID = regexp.MustCompile(`^_?(?:sd)?(?:ftnt?|edn|footnote|endnote)[-_]?\d+$`)

// isNotes reports whether the markup calls an element a footnote or a list of footnotes: by role (DPUB-ARIA), by Word's
// mso-element, by class or id. A marker in the text often bears such a class too, so only blocks count.
func (p *page) isNotes(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Main, atom.Article, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Caption, atom.Th, atom.Td:
		return false
	}
	if !block[n.DataAtom] {
		return false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "role":
			if a.Val == "doc-endnotes" || a.Val == "doc-footnote" || a.Val == "doc-endnote" {
				return true
			}
		case "style":
			if s := squeeze(a.Val); strings.Contains(s, "mso-element:footnote") || strings.Contains(s, "mso-element:endnote") {
				return true
			}
		case "id":
			if noteID.MatchString(a.Val) {
				return true
			}
		}
	}
	c := p.class(n)
	return c.Has(chrome.Notes) && !c.Has(chrome.Tooltip) && !c.Has(chrome.BackLink) && !p.titled[n]
}

// isOneNote reports whether the markup calls an element one footnote rather than a list of them.
func isOneNote(n *html.Node) bool {
	if role := attr(n, "role"); role == "doc-footnote" || role == "doc-endnote" || noteID.MatchString(attr(n, "id")) {
		return true
	}
	css := squeeze(attr(n, "style"))
	return strings.Contains(css, "mso-element:") && !strings.Contains(css, "-list")
}

// squeeze takes white space out of a style attribute and lowers its case: "mso-element: Footnote" becomes "mso-element:footnote".
func squeeze(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(s), ""))
}

// text returns the text of an element as one line, pictograms and scripts left out.
func (p *page) text(n *html.Node) string {
	var sb strings.Builder
	p.writeText(&sb, n)
	return charset.OneLine(sb.String())
}

func (p *page) writeText(sb *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		sb.WriteString(n.Data)
	case n.Type != html.ElementNode && n.Type != html.DocumentNode, unseen[n.DataAtom], p.class(n)&(chrome.Icon|chrome.Hidden) != 0:
		return
	}
	if n.DataAtom == atom.Br || block[n.DataAtom] {
		sb.WriteByte(' ')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.writeText(sb, c)
	}
}

// holdsMain reports whether more than half of the page's text is in an element, so that it cannot be clutter whatever it
// is called: pages of ASP.NET are one form, and themes write class="sidebar-left" around everything.
func (p *page) holdsMain(n *html.Node) bool { return p.size[n]*2 > p.size[p.body] }

// inside reports whether an element is in one of the kinds.
func inside(n *html.Node, kinds ...atom.Atom) bool {
	for q := n.Parent; q != nil; q = q.Parent {
		for _, k := range kinds {
			if q.DataAtom == k {
				return true
			}
		}
	}
	return false
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}
